"""Whether a sound breaks off before its end, by what its own head and its last page say. Pure.

MediaInfo tells it of MP4, QuickTime and WebM; of MP3 it believes the head, which states the length of the whole file. What states
nothing of its length is believed: an MP3 without such a head can be cut anywhere and is an MP3 still.
Sources: the Xing and VBRI headers as LAME and Fraunhofer write them (no standard; LAME, VbrTag.c), ISO 11172-3 section 2.4.1.3, ID3v2.4
section 3.1, APEv2; RFC 3533 section 6 (Ogg pages).
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

#: So much is read to find the first frame behind its tags; so much at the end to find tags, or the last page of Ogg (65,307 bytes at most).
_HEAD_BYTES, _TAIL_BYTES = 1 << 16, 1 << 17
#: Less than this lacks nobody hears, and programs count tags differently: 0.5 percent of it, or this.
_LEAST_MISSING_BYTES = 4096
_VERSION_1 = 3
_MONO = 3
_END_OF_PAGE_HEAD = 27


def breaks_off(file: BinaryIO, box: str, size_bytes: int) -> bool:
    """Whether an MP3 or Ogg has less in it than it says. `box` is what MediaInfo calls its kind."""
    if box == "MPEG Audio":
        return _mp3_breaks_off(file, size_bytes)
    return box == "Ogg" and _ogg_breaks_off(file, size_bytes)


def states_no_size(file: BinaryIO) -> bool:
    """Whether a WebM was written without going back to its head, as browsers record: MediaInfo calls each of them cut."""
    file.seek(0)
    head = file.read(4096)
    segment = head.find(b"\x18\x53\x80\x67")
    size = head[segment + 4 : segment + 12]
    return segment >= 0 and (size[:1] == b"\xff" or size == b"\x01" + b"\xff" * 7)


def _mp3_breaks_off(file: BinaryIO, size_bytes: int) -> bool:
    begin = _behind_tags(file)
    file.seek(begin)
    head = file.read(_HEAD_BYTES)
    stated, frame = _stated_bytes(head)
    there = size_bytes - begin - frame - _tags_at_end(file, size_bytes)
    return stated - there > max(_LEAST_MISSING_BYTES, stated // 200)


def _behind_tags(file: BinaryIO) -> int:
    """Where ID3v2 tags end; there may be several."""
    place = 0
    while True:
        file.seek(place)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return place
        size = sum((byte & 0x7F) << (7 * (3 - number)) for number, byte in enumerate(head[6:10]))
        place += 10 + size + (10 if head[5] & 0x10 else 0)


def _stated_bytes(head: bytes) -> tuple[int, int]:
    """How many bytes the first frame says that there are, itself among them, 0 where it does not; and where it begins."""
    frame = head.find(b"\xff")
    while 0 <= frame < len(head) - 4:
        if head[frame + 1] & 0xE0 == 0xE0 and (found := _in_frame(head[frame : frame + 200])):
            return found, frame
        if head[frame + 1] & 0xE6 == 0xE2:  # layer III: the first frame has no such head
            return 0, frame
        frame = head.find(b"\xff", frame + 1)
    return 0, 0


def _in_frame(frame: bytes) -> int:
    if frame[36:40] == b"VBRI":
        return int(struct.unpack(">I", frame[46:50])[0]) if len(frame) >= 50 else 0
    is_version_1, is_mono = frame[1] >> 3 & 3 == _VERSION_1, frame[3] >> 6 == _MONO
    at = 4 + (32 if not is_mono else 17) if is_version_1 else 4 + (17 if not is_mono else 9)
    if frame[at : at + 4] not in (b"Xing", b"Info"):
        return 0
    flags = int.from_bytes(frame[at + 4 : at + 8])
    place = at + 8 + (4 if flags & 1 else 0)
    return int.from_bytes(frame[place : place + 4]) if flags & 2 else 0


def _tags_at_end(file: BinaryIO, size_bytes: int) -> int:
    """How many bytes behind the sound are tags: ID3v1, and APEv2 before it."""
    tail = _tail(file, size_bytes)
    found = 128 if tail[-128:-125] == b"TAG" else 0
    foot = tail[len(tail) - found - 32 : len(tail) - found]
    if foot[:8] == b"APETAGEX":
        size, flags = int.from_bytes(foot[12:16], "little"), int.from_bytes(foot[20:24], "little")
        found += size + (32 if flags >> 31 else 0)
    return found


def _ogg_breaks_off(file: BinaryIO, size_bytes: int) -> bool:
    """Whether the last page is not whole. One that does not say that it is the last is taken: stations' recordings end so."""
    tail = _tail(file, size_bytes)
    page = len(tail)
    while (page := tail.rfind(b"OggS", 0, page)) >= 0:
        head = tail[page : page + _END_OF_PAGE_HEAD]
        if len(head) < _END_OF_PAGE_HEAD:
            return True
        if head[4] == 0 and head[5] < 8:
            lengths = tail[page + _END_OF_PAGE_HEAD : page + _END_OF_PAGE_HEAD + head[26]]
            return page + _END_OF_PAGE_HEAD + head[26] + sum(lengths) > len(tail)
    return False


def _tail(file: BinaryIO, size_bytes: int) -> bytes:
    file.seek(max(0, size_bytes - _TAIL_BYTES), io.SEEK_SET)
    return file.read(_TAIL_BYTES)
