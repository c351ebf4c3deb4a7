"""HEIC and AVIF: metadata items in the boxes of ISO 14496-12 and 23008-12. Pure.

Finds the items of type Exif and of XMP's media type in the file's meta box. Damage gives no bytes; nothing here raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

_XMP_TYPE = b"application/rdf+xml"
_MOST_ITEMS = 4096
_MOST_BOXES = 10_000


class _Item(NamedTuple):
    """An item as the item information box lists it."""

    number: int
    kind: bytes
    media_type: bytes


def exif(content: bytes) -> bytes:
    """The EXIF block: four bytes say how far its TIFF header is from them (ISO 23008-12, annex A.2.1)."""
    block = _first(content, lambda item: item.kind == b"Exif")
    return block[4 + int.from_bytes(block[:4]) :]


def xmp(content: bytes) -> bytes:
    """The XMP packet."""
    return _first(content, lambda item: item.kind == b"mime" and item.media_type.startswith(_XMP_TYPE))


def _first(content: bytes, wanted: Callable[[_Item], bool]) -> bytes:
    """The bytes of the first item that is wanted, its extents joined."""
    meta = next((body for kind, body in _boxes(content) if kind == b"meta"), b"")
    inside = dict(_boxes(meta[4:]))
    places = _places(inside.get(b"iloc", b""))
    for item in _items(inside.get(b"iinf", b"")):
        if wanted(item):
            method, extents = places.get(item.number, (0, []))
            source = inside.get(b"idat", b"") if method == 1 else content
            return b"".join(source[start : start + size] for start, size in extents)
    return b""


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each box, one after the other (ISO 14496-12, 4.2)."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(content):
            return
        size, kind, header = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, header = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == 0:
            size = len(content) - at
        if size < header:
            return
        yield kind, content[at + header : at + size]
        at += size


def _items(iinf: bytes) -> Iterator[_Item]:
    """The item information entries of versions 2 and 3 (ISO 14496-12, 8.11.6)."""
    for kind, body in _boxes(iinf[6 if iinf[:1] == b"\x00" else 8 :]):
        if kind == b"infe" and body[:1] in (b"\x02", b"\x03"):
            wide = 2 if body[0] == 2 else 4
            number = int.from_bytes(body[4 : 4 + wide])
            rest = body[4 + wide + 2 :]
            _, _, media_type = rest[4:].partition(b"\x00")
            yield _Item(number, rest[:4], media_type.partition(b"\x00")[0])


def _places(iloc: bytes) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Where each item lies: how it is counted (0: from the file's start, 1: in idat), and its extents (8.11.3)."""
    if len(iloc) < 8:
        return {}
    version, reader = iloc[0], _Numbers(iloc, 6)
    offset_size, length_size, base_size, index_size = iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4, iloc[5] & 15
    places = {}
    for _ in range(min(reader.take(4 if version == 2 else 2), _MOST_ITEMS)):
        number = reader.take(4 if version == 2 else 2)
        method = reader.take(2) & 15 if version else 0
        reader.take(2)
        base, extents = reader.take(base_size), []
        for _ in range(min(reader.take(2), _MOST_ITEMS)):
            reader.take(index_size if version else 0)
            start = base + reader.take(offset_size)
            extents.append((start, reader.take(length_size)))
        places[number] = (method, extents)
        if reader.at > len(iloc):
            break
    return places


class _Numbers:
    """Numbers of any width, read one after the other; behind the end they are nought."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content = content
        self.at = at

    def take(self, size: int) -> int:
        """The next number of so many bytes."""
        self.at += size
        return int.from_bytes(self.content[self.at - size : self.at])
