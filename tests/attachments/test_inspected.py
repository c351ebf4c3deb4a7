"""What a sound, a film or a document is, by its bytes and whatever its name says."""

from __future__ import annotations

import io

import pytest

from feedservice.attachments.inspected import Inspected, inspected
from feedservice.errors import AttachmentProblem
from tests.recordings import PDF, recording


def look(content: bytes) -> Inspected:
    return inspected("harbour/horn.mp3", io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("sample", "suffix", "media_type", "size"),
    [
        ("tone.mp3", ".mp3", "audio/mpeg", (0, 0)),
        ("tone.m4a", ".m4a", "audio/x-m4a", (0, 0)),
        ("tone.opus", ".opus", "audio/ogg", (0, 0)),
        ("tone.weba", ".weba", "audio/webm", (0, 0)),
        ("film.mp4", ".mp4", "video/mp4", (64, 36)),
        ("film.mov", ".mov", "video/quicktime", (64, 36)),
        ("film.webm", ".webm", "video/webm", (64, 36)),
    ],
)
def test_kind_duration_and_size_come_from_the_bytes(
    sample: str, suffix: str, media_type: str, size: tuple[int, int]
) -> None:
    found = look(recording(sample))
    assert (found.suffix, found.media_type, (found.width_px, found.height_px)) == (suffix, media_type, size)
    assert found.duration_seconds == 3


def frames(count: int) -> bytes:
    """MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes and 1152 samples, without any head that tells how many."""
    return (b"\xff\xfb\x90\x64" + bytes(413)) * count


def test_an_mp3_that_states_no_length_is_counted() -> None:
    assert look(frames(2000)).duration_seconds == round(2000 * 1152 / 44_100)


def test_a_pdf_is_one_by_its_beginning_and_its_end() -> None:
    assert look(PDF) == Inspected(".pdf")
    with pytest.raises(AttachmentProblem, match="breaks off"):
        look(PDF[:-6] + b" " * 2000)


@pytest.mark.parametrize("sample", ["film.mp4", "film.mov", "film.webm", "tone.m4a"])
def test_what_breaks_off_before_its_end_is_broken(sample: str) -> None:
    content = recording(sample)
    with pytest.raises(AttachmentProblem, match="broken") as caught:
        look(content[: len(content) // 2])
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>404 Not found</body></html>",
        bytes(range(256)) * 40,
        b"\0" * 9000,
        b"words, no sound",
        b"\xff\xd8\xff\xe0",
    ],
)
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(AttachmentProblem, match="whatever its name says"):
        look(content)


def test_what_few_readers_play_is_refused_with_a_remedy() -> None:
    with pytest.raises(AttachmentProblem, match="Matroska") as caught:
        look(recording("film.mkv"))
    assert "MP4" in caught.value.remedy
