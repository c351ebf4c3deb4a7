"""What Photoshop writes: image resources, in which JPEG, PNG and TIFF carry IPTC-IIM, and its segment for the web. Pure.

Source: Adobe Photoshop File Formats, Image Resource Blocks. A block that is not where the one before it ends is looked
for by its signature, for programs forget the byte that evens a length out, or count it in.
"""

from __future__ import annotations

import re

#: IPTC-IIM, and the MD5 of it as XMP last knew it.
_IPTC, _DIGEST = 0x0404, 0x0425
_SIGNATURES = (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa")
#: The segment of “Save for Web”: numbered parts, of which the second is a comment (ExifTool, APP12 Ducky).
FOR_WEB = b"Ducky"
_COMMENT = 2
#: A dataset of IPTC-IIM that holds words: of record 2, and not its version.
_WORDS = re.compile(rb"\x1c\x02[^\x00]")


def iptc_and_digest(content: bytes) -> tuple[bytes, bytes]:
    """The first IPTC-IIM block that holds words, or else the first, and the digest."""
    iptc, digest, at = b"", b"", 0
    while at + 12 <= len(content):
        if content[at : at + 4] not in _SIGNATURES:
            at = content.find(b"8BIM", max(at - 1, 0))
            if at < 0:
                break
        number, name_bytes = int.from_bytes(content[at + 4 : at + 6]), content[at + 6 : at + 7]
        start = at + 6 + (int.from_bytes(name_bytes) + 2) // 2 * 2 + 4
        size = int.from_bytes(content[start - 4 : start])
        if number == _IPTC:
            iptc = preferred(iptc, content[start : start + size])
        elif number == _DIGEST:
            digest = content[start : start + size]
        at = start + (size + 1) // 2 * 2
    return iptc, digest


def preferred(first: bytes, other: bytes) -> bytes:
    """Of two blocks of IPTC-IIM the first, unless only the other holds words."""
    return other if not first or (not _WORDS.search(first) and _WORDS.search(other)) else first


def comment_for_web(segment: bytes) -> bytes:
    """The comment, in UTF-8: each part has its number and its length, and words their own number before them."""
    at = len(FOR_WEB)
    while at + 4 <= len(segment) and (number := int.from_bytes(segment[at : at + 2])):
        end = at + 4 + int.from_bytes(segment[at + 2 : at + 4])
        if number == _COMMENT:
            return segment[at + 8 : end].decode("utf-16-be", "ignore").encode()
        at = end
    return b""
