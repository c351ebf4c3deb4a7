"""Sounds whose copying broke off, and whole ones of which some programs' marks look odd."""

from __future__ import annotations

import io

import pytest

from feedservice.attachments.broken_off import breaks_off, states_no_size
from tests.recordings import recording

FRAME = b"\xff\xfb\x90\x64" + bytes(413)
MONO_LOW = b"\xff\xf3\x40\xc4" + bytes(140)


def is_cut(content: bytes, box: str = "MPEG Audio") -> bool:
    return breaks_off(io.BytesIO(content), box, len(content))


def mp3(frames: int = 300, *, frame: bytes = FRAME, mark: bytes = b"Xing", at: int = 36) -> bytes:
    """An MP3 whose first frame states how many frames and bytes there are."""
    size = len(frame) * (frames + 1)
    head = bytearray(frame)
    stated = mark + (3).to_bytes(4) + frames.to_bytes(4) + size.to_bytes(4)
    if mark == b"VBRI":
        stated = mark + bytes(6) + size.to_bytes(4) + frames.to_bytes(4)
    head[at : at + len(stated)] = stated
    return bytes(head) + frame * frames


ID3 = b"ID3\x04\x00\x00\x00\x00\x4e\x10" + bytes(10_000)
APE = b"APETAGEX" + (2000).to_bytes(4, "little") + (6000).to_bytes(4, "little") + bytes(4) + (0).to_bytes(4, "little") + bytes(8)  # fmt: skip
WHOLE = {
    "LAME": mp3(),
    "constant": mp3(mark=b"Info"),
    "Fraunhofer": mp3(mark=b"VBRI"),
    "mono, half rate": mp3(900, frame=MONO_LOW, at=13),
    "tagged": ID3 + mp3() + b"TAG" + bytes(125),
    "tagged twice": ID3 + ID3 + mp3(),
    "APE": mp3() + bytes(5968) + APE + b"TAG" + bytes(125),
}


@pytest.mark.parametrize("made", WHOLE)
def test_an_mp3_that_has_what_it_states_is_whole_and_half_of_it_is_not(made: str) -> None:
    whole = WHOLE[made]
    assert not is_cut(whole)
    assert is_cut(whole[: len(whole) * 2 // 3])


def test_an_mp3_that_states_nothing_is_believed() -> None:
    assert not is_cut(FRAME * 200)
    assert not is_cut(FRAME * 100 + FRAME[:100])
    assert not is_cut(b"")
    assert not is_cut(mp3() + mp3())  # two in one, as some programs join them
    assert not is_cut(bytes(range(256)) * 40)


def test_an_ogg_whose_last_page_is_not_whole_is_cut() -> None:
    whole = recording("tone.opus")
    assert not is_cut(whole, "Ogg")
    assert not is_cut(whole + b"TAG" + bytes(125), "Ogg")
    assert all(is_cut(whole[:-lost], "Ogg") for lost in (1, 100, 1000))
    assert is_cut(whole[: whole.rfind(b"OggS") + 9], "Ogg")
    assert not is_cut(whole[: whole.rfind(b"OggS")], "Ogg")  # a station's recording: no last page


def test_a_webm_that_browsers_record_says_nothing_of_its_size() -> None:
    known = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01\x18\x53\x80\x67"
    assert states_no_size(io.BytesIO(known + b"\x01" + b"\xff" * 7))
    assert states_no_size(io.BytesIO(known + b"\xff"))
    assert not states_no_size(io.BytesIO(known + b"\x01" + bytes(5) + b"\x12\x34"))
    assert not states_no_size(io.BytesIO(recording("film.webm")))
