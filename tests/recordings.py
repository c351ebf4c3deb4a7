"""Sounds and films for tests: two and a half seconds of a tone, twelve grey pictures, made by ffmpeg's library for us."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parent / "attachments" / "samples"
#: A PDF of one empty object: it begins and ends as one.
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def recording(name: str = "tone.mp3") -> bytes:
    """The bytes of a sample."""
    return (SAMPLES / name).read_bytes()


def long_film(size_bytes: int) -> bytes:
    """A film of the same pictures, followed by a box of nothing: so large that it goes out in blocks (ISO 14496-12, `free`)."""
    nothing = (bytes(range(256)) * (size_bytes // 256 + 1))[: size_bytes - 8]
    return recording("film.mp4") + size_bytes.to_bytes(4) + b"free" + nothing
