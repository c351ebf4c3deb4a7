"""Where each kind of picture keeps its metadata: JPEG, PNG, WebP, GIF and TIFF. Pure.

Finds the blocks; does not read them. Damage ends the search and what was found counts: nothing here raises. HEIC and
AVIF are in `heif_boxes`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import md5
from itertools import islice

from feedservice.photos.metadata import exif, gif_blocks, heif_boxes, photoshop_resources

#: JPEG: identifiers at the start of APP1 and APP13 (Exif 3.0 4.7.2; ISO 16684-3 1.1.3; Photoshop file formats).
_EXIF = b"Exif\x00\x00"
XMP = b"http://ns.adobe.com/xap/1.0/\x00"
#: What of a packet did not go into one segment: the packet's digest, its whole length, and where this part of it belongs.
_XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_DIGEST_CHARACTERS = 32
_PHOTOSHOP = (b"Photoshop 3.0\x00", b"Adobe_Photoshop2.5:", b"Photoshop 3.0")
#: TIFF tags: XMP packet, IPTC-IIM, Photoshop resources (Adobe TIFF technical notes; Aldus PageMaker 6.0).
_TIFF_XMP, _TIFF_IPTC, _TIFF_PHOTOSHOP = 700, 33723, 34377
#: No block unpacks to more than this.
_LARGEST_BYTES = 2_000_000
#: Packed chunks of text in a PNG: each may unpack to as much.
_MOST_PACKED = 16
#: Segments of a JPEG that are looked into; a colour profile has at most 255.
_MOST_SEGMENTS = 5_000
#: Packets of XMP that are read: one, what it had no room for, and one by a program that did not see the first.
_MOST_PACKETS = 3
PNG_START = b"\x89PNG\r\n\x1a\n"
_FILL = re.compile(rb"\xff+")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2})*")


@dataclass(slots=True)
class Blocks:
    """The metadata of one picture as bytes. `digest` is what IPTC-IIM was when XMP was last written beside it.

    `more_xmp` are further packets: a second one, and what the first had no room for. `comment` is what stands outside of them all.
    """

    iptc: bytes = b""
    xmp: bytes = b""
    exif: bytes = b""
    digest: bytes = b""
    comment: bytes = b""
    texts: dict[str, bytes] = field(default_factory=dict)
    more_xmp: list[bytes] = field(default_factory=list)
    more_exif: list[bytes] = field(default_factory=list)

    @property
    def iptc_is_newer(self) -> bool:
        """Whether a program that knows no XMP has changed IPTC-IIM since (MWG guidelines 2.0, 3.3.1)."""
        return bool(self.digest.strip(b"\x00")) and md5(self.iptc, usedforsecurity=False).digest() != self.digest


def find(content: bytes) -> Blocks:
    """The blocks of a picture, by its own bytes; none of a kind that is not known."""
    finder = next((found for start, found in _FINDERS if content.startswith(start)), None)
    if finder is None and content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        finder = _in_webp
    elif finder is None and content[4:8] == b"ftyp":
        finder = _in_boxes
    return finder(content) if finder else Blocks()


def segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each JPEG segment up to the first scan (ITU T.81, B.1.1); ends at damage."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF and (fill := _FILL.match(content, at)):
            at = fill.end() - 1
            continue
        if marker in (0xD9, 0xDA):
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if end < at + 4 or end > len(content):
            return
        yield marker, at, end
        at = end


def _in_jpeg(content: bytes) -> Blocks:
    blocks = Blocks()
    exifs, resources, packets, parts, comments = (list[bytes]() for _ in range(5))
    for marker, start, end in islice(segments(content), _MOST_SEGMENTS):
        body = content[start + 4 : end]
        if marker == 0xE1 and body.startswith(_EXIF):
            exifs.append(body)
        elif marker == 0xE1 and body.startswith(XMP):
            packets.append(body.removeprefix(XMP))
        elif marker == 0xE1 and body.startswith(_XMP_EXTENSION):
            parts.append(body.removeprefix(_XMP_EXTENSION))
        elif marker == 0xED and (opening := next(filter(body.startswith, _PHOTOSHOP), b"")):
            resources.append(body.removeprefix(opening))
        elif marker == 0xED and body.startswith(b"\x1c"):
            blocks.iptc = blocks.iptc or body
        elif marker == 0xFE and body.strip():
            comments.append(body)
        elif marker == 0xEC and body.startswith(photoshop_resources.FOR_WEB):
            comments.append(photoshop_resources.comment_for_web(body))
    _take_resources(b"".join(resources), blocks)
    blocks.exif, blocks.more_exif = b"".join(exifs[:1]), exifs[1:_MOST_PACKETS]
    blocks.comment = b"\n".join(comments)[:_LARGEST_BYTES]
    blocks.xmp, blocks.more_xmp = b"".join(packets[:1]), [*packets[1:_MOST_PACKETS], *_extended(parts)]
    return blocks


def _extended(parts: list[bytes]) -> list[bytes]:
    """The packets that came in several segments, each part in its place (ISO 16684-3, 1.1.3.1)."""
    packets: dict[bytes, bytearray] = {}
    for part in parts:
        digest, rest = part[:_DIGEST_CHARACTERS], part[_DIGEST_CHARACTERS + 8 :]
        at = int.from_bytes(part[_DIGEST_CHARACTERS + 4 : _DIGEST_CHARACTERS + 8])
        packet = (
            packets.setdefault(digest, bytearray())
            if len(packets) < _MOST_PACKETS or digest in packets
            else bytearray()
        )
        if at <= len(packet) and at + len(rest) <= _LARGEST_BYTES:  # in their order, as all programs write them
            packet[at : at + len(rest)] = rest
    return [bytes(packet) for packet in packets.values()]


def _take_resources(content: bytes, blocks: Blocks) -> None:
    iptc, digest = photoshop_resources.iptc_and_digest(content)
    blocks.iptc, blocks.digest = photoshop_resources.preferred(blocks.iptc, iptc), digest or blocks.digest


def chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of each PNG chunk, its length and checksum within (W3C PNG 3, 5.3)."""
    at = len(PNG_START)
    while at + 8 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        yield content[at + 4 : at + 8], at, end
        at = end


def _in_png(content: bytes) -> Blocks:
    """PNG chunks (W3C PNG 3): eXIf, XMP in iTXt, texts under known keywords, and ImageMagick's raw profiles."""
    blocks, packed = Blocks(), 0
    for kind, start, end in chunks(content):
        body = content[start + 8 : end - 4]
        if kind == b"eXIf":
            blocks.exif = body
        elif kind == b"tEXt" or (kind in (b"zTXt", b"iTXt") and packed < _MOST_PACKED):
            packed += kind != b"tEXt"
            keyword, _, rest = body.partition(b"\x00")
            _take_text(keyword.decode("latin-1"), _text(kind, rest), blocks)
    return blocks


def _text(kind: bytes, rest: bytes) -> bytes:
    """The text of a chunk after its keyword; UTF-8 in iTXt, Latin-1 in the others (W3C PNG 3, 11.3.3)."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _unpacked(rest[1:])
    text = rest[2:].split(b"\x00", 2)[-1]
    return _unpacked(text) if rest[:1] == b"\x01" else text


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _LARGEST_BYTES)
    except zlib.error:
        return b""


def _take_text(keyword: str, text: bytes, blocks: Blocks) -> None:
    if keyword == "XML:com.adobe.xmp":
        blocks.xmp = text
    elif keyword.startswith("Raw profile type "):
        raw = b"".join(text.split(b"\n")[3:])  # an empty line, the name, the length, then hexadecimal digits
        digits = _HEX.match(raw[:_LARGEST_BYTES].translate(None, b" \r\n\t"))
        profile = bytes.fromhex(digits[0].decode()) if digits else b""
        match keyword.removeprefix("Raw profile type ").casefold():
            case "iptc" if profile.startswith(b"8BIM"):
                _take_resources(profile, blocks)
            case "iptc":
                blocks.iptc = profile
            case "exif" | "app1" if profile.startswith(_EXIF):
                blocks.exif = profile
            case "xmp":
                blocks.xmp = profile
    else:
        blocks.texts.setdefault(keyword.capitalize(), text)  # ImageMagick writes them small


def _in_webp(content: bytes) -> Blocks:
    """WebP chunks EXIF and XMP (WebP container specification, metadata)."""
    blocks = Blocks()
    for kind, start, end in riff_chunks(content):
        if kind == b"EXIF":
            blocks.exif = content[start + 8 : end]
        elif kind == b"XMP ":
            blocks.xmp = content[start + 8 : end]
    return blocks


def riff_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of each chunk of a RIFF file, its padding within."""
    at = 12
    while at + 8 <= len(content):
        end = at + 8 + (int.from_bytes(content[at + 4 : at + 8], "little") + 1) // 2 * 2
        yield content[at : at + 4], at, end
        at = end


def _in_tiff(content: bytes) -> Blocks:
    found = exif.tags(content)
    blocks = Blocks(iptc=found.get(_TIFF_IPTC, b""), xmp=found.get(_TIFF_XMP, b""), exif=content)
    if blocks.iptc[:1] != b"\x1c" and blocks.iptc[3:4] == b"\x1c":  # written as numbers of four bytes, turned round
        blocks.iptc = b"".join(blocks.iptc[at : at + 4][::-1] for at in range(0, len(blocks.iptc), 4))
    if not blocks.iptc:
        _take_resources(found.get(_TIFF_PHOTOSHOP, b""), blocks)
    return blocks


def _in_gif(content: bytes) -> Blocks:
    """XMP in an application extension, whose bytes are not parted into blocks (ISO 16684-3, 1.1.2), and the first comment."""
    packet = content.partition(b"XMP DataXMP")[2][:_LARGEST_BYTES]
    return Blocks(xmp=packet, comment=gif_blocks.comment(content))


def _in_boxes(content: bytes) -> Blocks:
    return Blocks(xmp=heif_boxes.xmp(content), exif=heif_boxes.exif(content))


#: The kinds that their first bytes tell.
_FINDERS = (
    (b"\xff\xd8", _in_jpeg),
    (PNG_START, _in_png),
    (b"GIF8", _in_gif),
    (b"II*\x00", _in_tiff),
    (b"MM\x00*", _in_tiff),
)
