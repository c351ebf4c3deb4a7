"""TIFF structures: the tags of EXIF blocks and of TIFF files (TIFF 6.0, Exif 3.0). Pure.

Reads the first image's tags and its Exif directory, as bytes; `read` makes words of those that hold any. Offsets
that lead nowhere are passed over: nothing here raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from feedservice.photos.metadata.text_values import guessed

#: Tags that hold words or times (Exif 3.0, tables 4 to 8; the XP ones are Windows Explorer's).
TAGS = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9F: "XPSubject",
    0x9003: "DateTimeOriginal",
    0x9011: "OffsetTimeOriginal",
    0x9004: "DateTimeDigitized",
    0x9286: "UserComment",
    0xA436: "ImageTitle",
    0xA437: "Photographer",
}
_EXIF_DIRECTORY = 0x8769
#: The size of each type of value in bytes (TIFF 6.0, page 15).
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_MOST_ENTRIES = 1000
#: The tags that are read: which way up, words, the directory that holds more of them, and in a TIFF file XMP, IPTC-IIM and Photoshop's.
_READ = frozenset({0x0112, *TAGS, _EXIF_DIRECTORY, 700, 33723, 34377})
#: Tags that may hold several values, each ended by a NUL; behind that of another is what stood in the camera's memory.
_LISTS = frozenset({"Copyright", "Artist"})
#: Of words no more is read: a caption has some hundred, and few parts.
_LONGEST_BYTES, _MOST_PARTS = 20_000, 20
_USER_COMMENT_HEADER = 8

Order = Literal["little", "big"]


def byte_order(block: bytes) -> Order | None:
    """The order that a TIFF header states, or none when it is no TIFF."""
    return {b"II*\x00": "little", b"MM\x00*": "big"}.get(block[:4])  # type: ignore[return-value]


def tags(block: bytes) -> dict[int, bytes]:
    """The raw values of the first directory and its Exif directory, by tag number."""
    order = byte_order(block)
    if order is None:
        return {}
    found = _directory(block, int.from_bytes(block[4:8], order), order)
    if _EXIF_DIRECTORY in found:
        found = _directory(block, int.from_bytes(found[_EXIF_DIRECTORY][:4], order), order) | found
    return found


def _directory(block: bytes, at: int, order: Order) -> dict[int, bytes]:
    """The values of one directory (TIFF 6.0, page 14), those that lie inside the block."""
    found: dict[int, bytes] = {}
    entries = min(int.from_bytes(block[at : at + 2], order), _MOST_ENTRIES)
    for start in range(at + 2, at + 2 + 12 * entries, 12):
        entry = block[start : start + 12]
        if len(entry) < 12:
            break
        number = int.from_bytes(entry[:2], order)
        if number not in _READ or number in found:  # a value may be as large as the file: none is copied in vain
            continue
        kind, count = int.from_bytes(entry[2:4], order), int.from_bytes(entry[4:8], order)
        size = _SIZES.get(kind, 0) * count
        value = entry[8 : 8 + size]
        if size > 4:
            place = int.from_bytes(entry[8:12], order)
            value = block[place : place + size]
        found[number] = value
    return found


def read(block: bytes) -> dict[str, list[str]]:
    """The words of an EXIF block by tag name."""
    block = block.removeprefix(b"Exif\x00\x00")
    return words(tags(block), byte_order(block) or "little")


def words(found: Mapping[int, bytes], order: Order) -> dict[str, list[str]]:
    """The tags that hold words, as text: UTF-16 in the XP ones, a named character set in UserComment, else guessed."""
    fields = {}
    for number, name in TAGS.items():
        value = found.get(number, b"")[:_LONGEST_BYTES]
        if name.startswith("XP"):
            text = value[: len(value) // 2 * 2].decode("utf-16-le", "ignore").partition("\x00")[0]
        elif name == "UserComment":
            text = _comment(value, order)
        else:
            text = _ascii(value, is_list=name in _LISTS)
        if text.strip():
            fields[name] = [text]
    return fields


def _ascii(value: bytes, *, is_list: bool) -> str:
    """The words of a tag of type ASCII, whatever bytes they are; programs write UTF-16 there, too."""
    if value[1:20:2].count(0) * 2 > len(value[1:20:2]) > 3 and value[:1] != b"\x00":
        return value[: len(value) // 2 * 2].decode("utf-16-le", "ignore").partition("\x00")[0]
    parts = [part for part in value.split(b"\x00") if part.strip()][: _MOST_PARTS if is_list else 1]
    return "; ".join(filter(None, (guessed(part).strip() for part in parts)))


def _comment(value: bytes, order: Order) -> str:
    """A UserComment by the character set in its first eight bytes (Exif 3.0, table 9); programs get the order wrong."""
    header, body = value[:_USER_COMMENT_HEADER], value[_USER_COMMENT_HEADER:]
    if header.startswith(b"UNICODE"):
        if body.startswith((b"\xff\xfe", b"\xfe\xff")):
            return body.decode("utf-16", "ignore")
        if body.rstrip(b"\x00 ").isascii() and b"\x00" not in body.rstrip(b"\x00 "):
            return guessed(body)  # plain letters, whatever the header says
        zeros = sum(byte == 0 for byte in body[0:200:2]) - sum(byte == 0 for byte in body[1:200:2])
        is_big = zeros > 0 if zeros else order == "big"
        return body[: len(body) // 2 * 2].decode("utf-16-be" if is_big else "utf-16-le", "ignore")
    if header.startswith(b"JIS"):
        return body.decode("iso2022_jp", "ignore") if b"\x1b" in body else guessed(body)  # many write Shift-JIS
    if header.startswith(b"ASCII") or not header.strip(b"\x00 "):
        return guessed(body)
    return guessed(value)  # no header at all: against the standard, yet common
