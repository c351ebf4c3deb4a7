"""Metadata out of a picture, its pixels untouched: what the public gets says nothing of places and cameras. Pure.

A camera's metadata names where a picture was taken, the camera's number, and often holds a small copy of the picture
before it was cut or made unrecognisable. What goes: EXIF, IPTC-IIM, XMP, comments, makers' segments, and whatever
follows the picture's end (a phone's film). What stays: pixels, colour profile, resolution. `rights` puts creator,
credit and copyright notice back as a short XMP packet, for the law protects them (WIPO Copyright Treaty, article 12).

Works on JPEG, PNG and WebP; in AVIF and HEIC, which are never served, EXIF is only hidden from decoders, for damage in
it makes some refuse the picture. What is not understood stays as it is: nothing here raises.
"""

from __future__ import annotations

import re
import zlib
from html import escape

from feedservice.photos.metadata import Embedded
from feedservice.photos.metadata.segments import PNG_START, XMP, chunks, riff_chunks, segments

#: JPEG segments that say how the pixels are meant: JFIF, an ICC profile, Adobe's colour transform.
_KEPT_SEGMENTS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_APPLICATION = frozenset(range(0xE0, 0xF0)) | {0xFE}
#: The next marker inside a scan: neither a stuffed byte nor a restart marker nor fill (ITU T.81, B.1.1.5).
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
_END_OF_IMAGE = 0xD9
#: PNG chunks that are words, times or EXIF (W3C PNG 3, 11.3.3 and 11.3.4).
_PNG_WORDS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
#: VP8X flags for EXIF and XMP (WebP container specification, extended file format).
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def rights(said: Embedded) -> bytes:
    """An XMP packet with creator, credit and copyright notice; no bytes when none is known."""
    parts = []
    if said.creator:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(said.creator.value)}</rdf:li></rdf:Seq></dc:creator>")
    if said.credit:
        parts.append(f"<photoshop:Credit>{escape(said.credit.value)}</photoshop:Credit>")
    if said.copyright:
        notice = f'<rdf:li xml:lang="x-default">{escape(said.copyright.value)}</rdf:li>'
        parts.append(f"<dc:rights><rdf:Alt>{notice}</rdf:Alt></dc:rights>")
    if not parts:
        return b""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{"".join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    return packet.encode()


def cleared(content: bytes, packet: bytes = b"") -> bytes:
    """The picture without its metadata, and with this XMP packet instead; the very bytes when there is nothing to do."""
    if content.startswith(b"\xff\xd8"):
        return _cleared_jpeg(content, packet)
    if content.startswith(PNG_START):
        return _cleared_png(content, packet)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _cleared_webp(content, packet)
    return _hidden_exif(content) if content[4:8] == b"ftyp" else content


def _cleared_jpeg(content: bytes, packet: bytes) -> bytes:
    kept, at, opening = [content[:2]], 2, 1
    for marker, start, end in segments(content):
        name = _KEPT_SEGMENTS.get(marker)
        if marker not in _APPLICATION or (name and content.startswith(name, start + 4, end)):
            kept.append(content[start:end])
            opening = len(kept) if marker == 0xE0 else opening
        at = end
    if packet and len(packet) < 65_000:
        body = XMP + packet
        kept.insert(opening, b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body)
    return b"".join(kept) + content[at : _end(content, at)]


def _end(content: bytes, at: int) -> int:
    """Where the picture ends: behind its end-of-image marker, or where the bytes do."""
    while True:
        found = _MARKER.search(content, at)
        if found is None:
            return len(content)
        if found[1][0] == _END_OF_IMAGE:
            return found.end()
        at = found.end() + max(int.from_bytes(content[found.end() : found.end() + 2]), 2)


def _cleared_png(content: bytes, packet: bytes) -> bytes:
    kept = [PNG_START]
    for kind, start, end in chunks(content):
        if kind not in _PNG_WORDS:
            kept.append(content[start:end])
        if kind == b"IHDR" and packet:
            body = b"iTXtXML:com.adobe.xmp\x00\x00\x00\x00\x00" + packet
            kept.append((len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4))
        if kind == b"IEND":
            break
    return b"".join(kept)


def _cleared_webp(content: bytes, packet: bytes) -> bytes:
    """Only the extended format can hold metadata; a file of the simple one stays as it is."""
    if content[12:16] != b"VP8X":
        return content
    kept = [content[start:end] for kind, start, end in riff_chunks(content) if kind not in (b"EXIF", b"XMP ")]
    if not kept or len(kept[0]) < 9:
        return content
    flags = kept[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_XMP if packet else 0)
    kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
    if packet:
        kept.append(b"XMP " + len(packet).to_bytes(4, "little") + packet + b"\x00" * (len(packet) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _hidden_exif(content: bytes) -> bytes:
    """The item information box with EXIF under a type that no decoder knows (ISO 14496-12, 8.11.6); nothing moves."""
    at = content.find(b"iinf")
    end = at - 4 + int.from_bytes(content[at - 4 : at])
    if at < 4 or end > len(content):
        return content
    return content[:at] + content[at:end].replace(b"Exif", b"free") + content[end:]
