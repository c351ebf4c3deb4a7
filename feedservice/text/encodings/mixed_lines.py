"""Text in an old encoding with pieces of UTF-8 in it, as pasting and programs that append make it: each read as it is. Pure.

A piece is a whole line that obeys UTF-8, or a sequence that hardly stands in any other encoding: a dash, a quotation mark,
an emoji. What old Latin encodings write by themselves stays: “CAFÉ…” is valid UTF-8, for a letter of Africa.
"""

from __future__ import annotations

import re

from feedservice.text.encodings.guess import EAST_ASIAN, LATIN

#: Sequences of UTF-8, and those of them that are signs of typesetters, a mark of the byte order, or emoji.
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SURE = rb"\xe2\x80[\x90-\xba]|\xe2\x82\xac|\xe2\x84\xa2|\xef\xbb\xbf|\xef\xb8\x8f|\xf0\x9f[\x80-\xbf]{2}"
#: Among Latin letters also é, £, ° and their like; not what Ã or Â and a closing sign would be.
_SURE_IN_LATIN = rb"|\xc2[\xa0-\xba\xbc-\xbf]|\xc3[\x80-\x84\x86-\x91\x93\x95\x98\x9a\x9c-\xba\xbc-\xbf]|\xc5[\x92\x93]"
_PIECE = {False: re.compile(_SURE), True: re.compile(_SURE + _SURE_IN_LATIN)}
#: Letters and signs of the West.
_WESTERN = re.compile("[\x00-\x7f\u00a0-\u017f\u2010-\u205e\u20ac\u2122\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]*")
#: So many sequences make a line UTF-8, whatever they are; fewer where they are Western among Latin letters.
_SEQUENCES_OF_A_LINE, _IN_EAST_ASIAN, _WESTERN_SEQUENCES = 5, 8, 2


def rest(content: bytes) -> bytes:
    """What is left of a text without the pieces in UTF-8: the bytes to guess the encoding of. All of it when there are none."""
    if not _SEQUENCE.search(content):
        return content
    lines = (_PIECE[True].sub(b"", line) for line in content.split(b"\n") if not _is_utf8(line, "cp1252"))
    return b"\n".join(lines)


def decoded(content: bytes, name: str) -> str:
    """The text, in the encoding `name` but for what is in UTF-8."""
    return "".join(
        line.decode("utf-8") if _is_utf8(line, name) else _by_pieces(line, name)
        for line in content.splitlines(keepends=True)
    )


def _is_utf8(line: bytes, name: str) -> bool:
    """Whether a line of a text in the encoding `name` is in UTF-8, and holds more than ASCII."""
    count = 0 if line.isascii() else len(_SEQUENCE.findall(line))
    try:
        text = line.decode("utf-8") if count else ""
    except UnicodeDecodeError:
        return False
    western = name in LATIN and count >= _WESTERN_SEQUENCES and _WESTERN.fullmatch(text) is not None
    return western or count >= (_IN_EAST_ASIAN if name in EAST_ASIAN else _SEQUENCES_OF_A_LINE)


def _by_pieces(line: bytes, name: str) -> str:
    """A line, with the certain sequences of UTF-8 in it read as such; East Asian letters may be made of the same bytes."""
    if line.isascii() or name in EAST_ASIAN:
        return line.decode(name, "replace")
    text, end = [], 0
    for piece in _PIECE[name in LATIN].finditer(line):
        text += [line[end : piece.start()].decode(name, "replace"), piece[0].decode("utf-8", "replace")]
        end = piece.end()
    return "".join([*text, line[end:].decode(name, "replace")])
