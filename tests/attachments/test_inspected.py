"""What a sound, a film or a document is, by its bytes and whatever its name says."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress

import pytest

from feedservice.attachments import inspected as module
from feedservice.attachments.inspected import Inspected, inspected
from feedservice.errors import AttachmentProblem
from tests.recordings import PDF, recording


def look(content: bytes) -> Inspected:
    """What is found in a file of these bytes; whoever reads it afterwards reads them all."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            return inspected("harbour/horn.mp3", file, len(content))
        finally:
            file.seek(0)
            assert file.read() == content


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


@pytest.mark.parametrize("sample", ["film.mp4", "film.mov", "film.webm", "tone.m4a", "tone.opus"])
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


def test_a_film_that_the_library_sits_over_is_refused_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_SECONDS", 0.0)
    with pytest.raises(AttachmentProblem, match="cannot be looked into"):
        look(recording("film.mp4"))


def damaged() -> Iterator[bytes]:
    """Samples with some bytes changed, cut out or put in."""
    chance = random.Random(7)
    for sample in ("tone.mp3", "tone.opus", "tone.m4a", "film.mp4", "film.mov", "film.webm"):
        for _ in range(3):
            content = bytearray(recording(sample))
            for _ in range(chance.choice((1, 5, 40))):
                place = chance.randrange(len(content))
                content[place : place + chance.choice((1, 1, 30))] = chance.randbytes(chance.choice((0, 1, 4)))
            yield bytes(content)


def test_damage_is_a_problem_told_to_the_editor_and_never_a_fault_of_ours() -> None:
    said = []
    for content in damaged():
        with suppress(AttachmentProblem):
            said.append((look(content).duration_seconds, len(content)))
    assert all(seconds * 50 <= size_bytes + 50 for seconds, size_bytes in said)
