"""Metadata that is not where it belongs: found by the marks it opens with. Pure.

A damaged segment hides those behind it; FotoStation and AFCP put IPTC-IIM behind the picture's end; some programs leave
out the header of a segment, or the segment. ISO 16684-3 lets a reader look for an XMP packet in a file it does not
understand. What the file has in its place goes before: this is asked for the kinds that were not found.
"""

from __future__ import annotations

import re
from dataclasses import replace

from feedservice.photos.metadata import iptc
from feedservice.photos.metadata.segments import Blocks

#: EXIF with its TIFF header, of which the identifier may be damaged (Exif 3.0, 4.7.2).
_EXIF = re.compile(rb"Exif\x00.(?=II\*\x00|MM\x00\*)", re.DOTALL)
_PACKET = re.compile(rb"<(x:xmpmeta|x:xapmeta|rdf:RDF)\b")
_LARGEST_BYTES = 1_000_000
#: How record 2 begins: with its version, which is mandatory (IPTC-IIM 4.2, 2:00).
_RECORD = b"\x1c\x02\x00\x00\x02"


def completed(blocks: Blocks, content: bytes) -> Blocks:
    """With the kinds of block that were not found in their place."""
    return replace(
        blocks,
        exif=blocks.exif or _exif(content),
        xmp=blocks.xmp or _xmp(content),
        iptc=blocks.iptc or _iptc(content),
    )


def _exif(content: bytes) -> bytes:
    """The first EXIF block, from its TIFF header on."""
    found = _EXIF.search(content)
    return content[found.end() :] if found else b""


def _xmp(content: bytes) -> bytes:
    """The first XMP packet that is closed."""
    opened = _PACKET.search(content)
    if opened is None:
        return b""
    closing = b"</" + opened[1] + b">"
    end = content.find(closing, opened.end(), opened.end() + _LARGEST_BYTES)
    return content[opened.start() : end + len(closing)] if end >= 0 else b""


def _iptc(content: bytes) -> bytes:
    """The first datasets of record 2 that follow one another."""
    at = content.find(_RECORD)
    return iptc.unbroken(content[at : at + _LARGEST_BYTES]) if at >= 0 else b""
