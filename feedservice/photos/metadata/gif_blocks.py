"""GIF: the comment among its blocks (GIF89a, 24). Pure.

Walks from block to block, for the bytes that open a comment occur in pixels, too. Damage ends the walk: nothing raises.
"""

from __future__ import annotations

_HEADER_BYTES, _DESCRIPTOR_BYTES = 13, 10
_EXTENSION, _IMAGE, _COMMENT = 0x21, 0x2C, 0xFE
_MOST_BLOCKS, _MOST_PARTS = 10_000, 1_000_000


def comment(content: bytes) -> bytes:
    """The first comment; no bytes when there is none."""
    at = _HEADER_BYTES + _table_bytes(content[10:11])
    for _ in range(_MOST_BLOCKS):
        kind = content[at : at + 2]
        if len(kind) == 2 and kind[0] == _EXTENSION:
            start = at + 2
            at = _end_of_parts(content, start)
            if kind[1] == _COMMENT:
                return _joined(content, start, at)
        elif len(kind) == 2 and kind[0] == _IMAGE:
            at = _end_of_parts(content, at + _DESCRIPTOR_BYTES + _table_bytes(content[at + 9 : at + 10]) + 1)
        else:
            return b""
    return b""


def _table_bytes(flags: bytes) -> int:
    """How long the colour table is that these flags announce."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _end_of_parts(content: bytes, at: int) -> int:
    """Where the parts end, each of which has its length before it, and the last none."""
    for _ in range(_MOST_PARTS):
        if at >= len(content) or not content[at]:
            break
        at += 1 + content[at]
    return at + 1


def _joined(content: bytes, at: int, end: int) -> bytes:
    parts = []
    while at < end - 1:
        parts.append(content[at + 1 : at + 1 + content[at]])
        at += 1 + content[at]
    return b"".join(parts)
