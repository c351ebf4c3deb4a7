"""What is in a file of sound, film or paper: the kind it is served as, how long it plays, how large a film is shown. Touches: processes.

By MediaInfo, which looks at the bytes and not at the name. Nothing is made anew: what players of readers cannot play is refused
with a remedy, and so is what breaks off before its end, where its kind tells.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO

from feedservice.addresses import MEDIA_TYPES
from feedservice.attachments import probe
from feedservice.attachments.broken_off import breaks_off, states_no_size
from feedservice.errors import AttachmentProblem

#: What browsers play in these boxes (WebM project; RFC 7845; MDN, “Media container formats”), as MediaInfo calls it.
_IN_OGG = {"Opus": ".opus", "Vorbis": ".ogg", "FLAC": ".ogg", "Speex": ".ogg"}
#: Boxes with an inner list of what they hold, by which it is known when the end is missing.
_TELL_THEIR_END = frozenset({"MPEG-4", "WebM", "QuickTime"})
#: The brand of a QuickTime film (QuickTime File Format, `ftyp`).
_QUICKTIME = "qt"
_PDF, _PDF_END = b"%PDF-", b"%%EOF"
#: Less than a reading process may take over one thing (`reading_limit_seconds`); a share may be slow.
_MOST_SECONDS = 20.0
#: No recording has so few bytes a second: its head is damaged.
_FEWEST_BYTES_A_SECOND = 50
#: The mark of a PDF stands in the first, its end in the last so many bytes (ISO 32000-1, annex H, 3.4.1 and 3.4.4).
_PDF_MARK_BYTES = 1024
_CHAPTER = re.compile(r"(\d{2,})_(\d\d)_(\d{5})")
_AS_SOUND = "Export it as MP3 or M4A, and drop that."
_AS_FILM = "Export it as MP4 (H.264 and AAC), and drop that."
_ANEW = "Open it in a program for sound or film, export it anew as MP3, M4A or MP4, and drop that."
_AGAIN = "Copy it into the folder again, whole; or export it anew."


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is in a file: the ending it is served under, rounded seconds, pixels as shown; 0 where there is none.

    `chapters` are those that are told within it: when each starts, in seconds, and its title.
    """

    suffix: str
    duration_seconds: int = 0
    width_px: int = 0
    height_px: int = 0
    chapters: tuple[tuple[float, str], ...] = ()

    @property
    def media_type(self) -> str:
        """The type it is served as."""
        return MEDIA_TYPES[self.suffix]


def inspected(path: str, file: BinaryIO, size_bytes: int) -> Inspected:
    """What is in an open file, which is read here and there. Raises AttachmentProblem for what cannot go with an article."""
    head = file.read(_PDF_MARK_BYTES)
    if _PDF in head:
        file.seek(max(0, size_bytes - _PDF_MARK_BYTES))
        if _PDF_END not in file.read():
            raise AttachmentProblem(path, "The PDF is broken: it breaks off before its end.", _AGAIN)
        return Inspected(".pdf")
    whole, tracks = _told(path, file)
    sounds = [track for track in tracks if track["track_type"] == "Audio"]
    films = [track for track in tracks if track["track_type"] == "Video"]
    if not (sounds or films):
        raise _nothing_to_play(path, whole)
    box = str(whole.get("format", ""))
    if _is_cut(file, whole, box) or breaks_off(file, box, size_bytes):
        raise AttachmentProblem(path, "The file is broken: it breaks off before its end.", _AGAIN)
    suffix = _suffix(path, whole, sounds, films)
    milliseconds = _number(whole.get("duration"))
    if not milliseconds or size_bytes * 1000 < milliseconds * _FEWEST_BYTES_A_SECOND:
        if box == "WebM" and states_no_size(file):
            raise AttachmentProblem(path, "The recording does not say how long it is, as browsers record.", _ANEW)
        raise AttachmentProblem(path, "The file is broken: how long it plays cannot be told.", _AGAIN)
    shown = _shown(films[0]) if films else (0, 0)
    return Inspected(suffix, max(1, int(milliseconds / 1000 + 0.5)), *shown, _chapters(tracks))


def _chapters(tracks: list[dict[str, Any]]) -> tuple[tuple[float, str], ...]:
    """The chapters of an MP4 or M4A, by their times (MediaInfo: 00_01_02000 is 62 seconds); those of an MP3 it does not read."""
    found: dict[float, str] = {}
    for track in tracks:
        if track["track_type"] == "Menu":
            for name, title in track.items():
                if time := _CHAPTER.fullmatch(name):
                    found[int(time[1]) * 3600 + int(time[2]) * 60 + int(time[3]) / 1000] = str(title)
    return tuple(sorted(found.items()))


def _is_cut(file: BinaryIO, whole: dict[str, Any], box: str) -> bool:
    """Whether MediaInfo finds that less is there than its kind tells."""
    return whole.get("istruncated") == "Yes" and box in _TELL_THEIR_END and not (box == "WebM" and states_no_size(file))


def _nothing_to_play(path: str, whole: dict[str, Any]) -> AttachmentProblem:
    if whole.get("format") in _TELL_THEIR_END:
        return AttachmentProblem(path, "The file is broken: nothing in it can be played.", _AGAIN)
    what = "This is no sound or film that can be used, whatever its name says."
    return AttachmentProblem(path, what, "Export it again as MP3, M4A or MP4.")


def _told(path: str, file: BinaryIO) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What MediaInfo tells of the whole and of what is in it, asked in a process of its own (`probe`)."""
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            [sys.executable, probe.__file__], stdin=file, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
        said = done.stdout
    except subprocess.TimeoutExpired as error:
        said = error.stdout or b""
    file.seek(0, os.SEEK_END)  # the probe has moved where we are in it: whatever was read ahead is forgotten
    looks = [line for line in said.split(b"\n")[:-1] if line]
    if not looks:
        raise AttachmentProblem(path, "The file is broken: it cannot be looked into.", _AGAIN)
    tracks = json.loads(looks[-1])
    if tracks is None:
        what = "Sounds and films cannot be looked into on this machine."
        raise AttachmentProblem(
            path, what, "Tell your operator: the library MediaInfo is missing (docs/dependencies.md)."
        )
    return (tracks[0], tracks[1:]) if tracks else ({}, [])


def _suffix(path: str, whole: dict[str, Any], sounds: list[dict[str, Any]], films: list[dict[str, Any]]) -> str:
    """The ending that a file of this box and content is served under."""
    box = whole.get("format")
    if box == "MPEG Audio" and "Layer 3" in str(sounds[0].get("format_profile")):
        return ".mp3"
    if box == "MPEG-4":
        if str(whole.get("codec_id", "")).strip() == _QUICKTIME:
            return ".mov"
        return ".mp4" if films else ".m4a"
    if box == "WebM":
        return ".webm" if films else ".weba"
    if box == "Ogg" and not films and sounds[0].get("format") in _IN_OGG:
        return _IN_OGG[sounds[0]["format"]]
    kind = "film" if films else "sound recording"
    what = f"This is a {kind} of a kind ({box or 'unknown'}) that few programs of readers play."
    raise AttachmentProblem(path, what, _AS_FILM if films else _AS_SOUND)


def _shown(film: dict[str, Any]) -> tuple[int, int]:
    """Width and height as shown: phones film lying and say how it is to be turned."""
    width_px, height_px = int(_number(film.get("width"))), int(_number(film.get("height")))
    return (height_px, width_px) if round(_number(film.get("rotation"))) % 180 == 90 else (width_px, height_px)


def _number(value: object) -> float:
    """A number as MediaInfo gives it, at times as a text."""
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return 0.0
