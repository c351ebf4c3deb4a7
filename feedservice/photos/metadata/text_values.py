"""Bytes of unknown encoding into words. Pure."""

from __future__ import annotations

from feedservice.photos.metadata import legacy_encodings
from feedservice.text.encodings.entities import read_once_more
from feedservice.text.encodings.mojibake import mended
from feedservice.text.unicode import one_line


def guessed(content: bytes, *, prefer_utf_8: bool = True, encoding: str = "") -> str:
    """Text of unknown encoding: UTF-8 if it is that, else the encoding given, else the one that fits (`legacy_encodings`).

    Even where another encoding is named, UTF-8 that is valid with letters above ASCII is UTF-8 (it hardly happens by
    chance), and where UTF-8 is named, other bytes are read as what they are. `prefer_utf_8` keeps the start of a text
    that was cut in the middle of a letter.
    """
    content = content.rstrip(b"\x00 ")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if prefer_utf_8 and error.start >= len(content) - 3:
            return content[: error.start].decode()
    return content.decode(encoding or legacy_encodings.fitting([content]), "replace").replace("\ufffd", "")


def repaired(text: str) -> str:
    """The text on one line, without what XML forbids; UTF-8 taken for another encoding, entities and tags are read."""
    return one_line(read_once_more(mended(text.replace("\x00", " "))))
