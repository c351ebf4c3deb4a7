"""Transcripts and chapters of a sound or a film: whether players will read them. Pure.

WebVTT (W3C, sections 4.1 and 4.2), SubRip (no standard; what players agree on), and the JSON of the podcast namespace for both
(docs/examples/transcripts, docs/chapters). They are served as they are, so what no player reads is told, with a remedy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from feedservice.errors import AttachmentProblem

_TIME_VTT = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE_VTT = re.compile(rf"^{_TIME_VTT}[ \t]+-->[ \t]+{_TIME_VTT}(?:[ \t].*)?$", re.MULTILINE)
_TIME_SRT = r"\d{1,2}:[0-5]\d:[0-5]\d[,.]\d{1,3}"
_CUE_SRT = re.compile(rf"^\s*{_TIME_SRT}[ \t]*-->[ \t]*{_TIME_SRT}(?:[ \t].*)?$", re.MULTILINE)
_ARROW = re.compile(r"^.*-->.*$", re.MULTILINE)
_AGAIN = "Export it again as WebVTT (.vtt) or SubRip (.srt), in UTF-8, and drop that."
_CHAPTERS_AGAIN = (
    'Write it as {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "…"}]}, in UTF-8, and drop that.'
)
_CHAPTERS_VERSION = "1.2.0"


def check(path: str, content: bytes, ending: str) -> None:
    """Raises AttachmentProblem for a transcript or chapters that players cannot read."""
    remedy = _CHAPTERS_AGAIN if ending == ".chapters.json" else _AGAIN
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AttachmentProblem(path, "Its letters are not in UTF-8, so players show wrong ones.", remedy) from error
    if wrong := _CHECKS[ending](text.replace("\r\n", "\n").replace("\r", "\n")):
        raise AttachmentProblem(path, wrong, remedy)


def chapters_json(starts: Sequence[tuple[float, str]]) -> bytes:
    """Chapters as the podcast namespace has them, by when each starts, in seconds, and its title."""
    known = [{"startTime": int(at) if at == int(at) else at, "title": title} for at, title in starts]
    return json.dumps({"version": _CHAPTERS_VERSION, "chapters": known}, ensure_ascii=False).encode()


def _vtt(text: str) -> str:
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        return "This is no WebVTT transcript: it does not begin with WEBVTT."
    return _timed(text, _CUE_VTT)


def _srt(text: str) -> str:
    return _timed(text, _CUE_SRT)


def _timed(text: str, cue: re.Pattern[str]) -> str:
    """What is wrong with lines that say when words are spoken."""
    odd = next((line[0] for line in _ARROW.finditer(text) if not cue.match(line[0])), "")
    if odd:
        return f"Players do not understand a time in the transcript: “{odd.strip()[:60]}”."
    return "" if cue.search(text) else "The transcript has no line that says when it is spoken."


def _transcript_json(text: str) -> str:
    return _listed(text, "segments", "transcript", lambda one: isinstance(one.get("body"), str))


def _chapters(text: str) -> str:
    return _listed(text, "chapters", "list of chapters", lambda _: True)


def _listed(text: str, name: str, called: str, is_sound: Callable[[Mapping[str, object]], bool]) -> str:
    """What is wrong with JSON that lists what starts when."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return f"The {called} is no JSON, or breaks off before its end."
    listed = whole.get(name) if isinstance(whole, dict) else None
    if not isinstance(listed, list) or not listed:
        return f"The {called} lists nothing as “{name}”."
    for number, one in enumerate(listed, 1):
        if not isinstance(one, dict) or not _is_time(one.get("startTime")) or not is_sound(one):
            return f"Of {name} the {number}. has no startTime in seconds, or no words."
    return ""


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")


_CHECKS: Mapping[str, Callable[[str], str]] = {
    ".vtt": _vtt,
    ".srt": _srt,
    ".transcript.json": _transcript_json,
    ".chapters.json": _chapters,
}
