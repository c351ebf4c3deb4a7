"""Photos whose metadata lies, breaks off or has no end: nothing raises, nothing runs away, and sound words are read."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

import pytest

from feedservice.photos import metadata
from feedservice.photos.metadata import removal
from tests.growth import check_growth, patience
from tests.photos.test_metadata import XMP, iim, jpeg, resource, said, saved, with_iptc, with_xmp

GOOD = iim((120, b"Boats wait."), (110, b"Port"))
PHOTOSHOP = b"Photoshop 3.0\0"


def photoshop(body: bytes, segments: int = 1) -> bytes:
    return jpeg(*[(0xED, (PHOTOSHOP + body)[:65_500])] * segments)


def tiff(entries: list[tuple[int, int, int, int]], values: bytes = b"", order: str = "<", first: int = 8) -> bytes:
    """A TIFF structure: tag, type, count and value or offset of each entry; values begin at 14 + 12 for each entry."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", first)
    body = b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    return head + struct.pack(f"{order}H", len(entries)) + body + b"\0" * 4 + values


def with_exif(block: bytes) -> bytes:
    return jpeg((0xE1, (b"Exif\0\0" + block)[:65_500]))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    whole = saved("PNG")
    made = b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in chunks
    )
    return whole[:33] + made + whole[33:]


def packed_xmp(text: bytes) -> bytes:
    return png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(text, 9)))


def heif(body: bytes) -> bytes:
    return b"\0\0\0\x18ftypheic" + b"\0" * 12 + body


def _nested(deep: int) -> bytes:
    block = GOOD
    for _ in range(deep):
        block = resource(0x0404, block)
    return block


def _wrong_order() -> bytes:
    return b"II*\0" + struct.pack(">I", 8) + struct.pack(">HHHII", 1, 0x10E, 2, 12, 26) + b"\0" * 4 + b"Boats wait.\0"


#: How to make each, and the caption that can still be told; none where it does not matter which.
CASES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    **{f"IPTC cut at {end}": (lambda end=end: with_iptc(GOOD[:end]), "Boats wait." if end >= 16 else "") for end in range(0, len(GOOD), 4)},
    "a resource longer than the file": (lambda: photoshop(b"8BIM\4\4\0\0\xff\xff\xff\xff" + GOOD), "Boats wait."),
    "a resource of minus two gigabytes": (lambda: photoshop(b"8BIM\4\4\0\0\x80\0\0\0" + GOOD), "Boats wait."),
    "a dataset of four gigabytes": (lambda: with_iptc(b"\x1c\x02\x78\x80\x04\xff\xff\xff\xff" + b"x" * 100 + GOOD), "Boats wait."),
    "a length of a length of 32 KB": (lambda: with_iptc(b"\x1c\x02\x78\xff\xff" + b"x" * 100 + GOOD), "Boats wait."),
    "lengths of no length": (lambda: with_iptc(b"\x1c\x02\x78\x80\x00" * 500 + GOOD), "Boats wait."),
    "resources in resources": (lambda: photoshop(_nested(3)), "Boats wait."),
    "resources 2000 deep": (lambda: photoshop(_nested(2000)), None),
    "a resource with a name beyond the end": (lambda: photoshop(b"8BIM\4\4\xff" + b"n" * 300), ""),
    "nothing but names of resources": (lambda: photoshop(b"8BIM" * 16_000, 50), ""),
    "nothing but markers": (lambda: with_iptc(b"\x1c\x02" * 30_000), ""),
    "very many keywords": (lambda: with_iptc(iim(*[(25, b"\xe9t\xe9%d" % one) for one in range(5000)])), ""),
    "EXIF in the other order": (lambda: with_exif(_wrong_order()), ""),
    "EXIF that points at itself": (lambda: with_exif(tiff([(0x8769, 4, 1, 8)])), ""),
    "EXIF that begins in its own head": (lambda: with_exif(tiff([(0x8769, 4, 1, 0)], first=0)), ""),
    "EXIF that points far out": (lambda: with_exif(tiff([(0x8769, 4, 1, 0xFFFFFFF0)], order=">")), ""),
    "EXIF of four giga-values": (lambda: with_exif(tiff([(0x10E, 12, 0xFFFFFFFF, 26)], b"Boats wait.\0")), None),
    "EXIF of 5000 entries": (lambda: with_exif(tiff([(0x10E, 2, 60_000, 8)] * 5000)), None),
    "EXIF of no known type": (lambda: with_exif(tiff([(0x10E, 99, 5, 26)], b"Boats\0")), ""),
    "EXIF of a header alone": (lambda: with_exif(b"II*\0"), ""),
    "EXIF padded with NUL": (lambda: with_exif(tiff([(0x10E, 2, 60_000, 26)], b"Boats wait.\0" + b"\0" * 59_000)), "Boats wait."),
    "EXIF padded with NUL in front": (lambda: with_exif(tiff([(0x10E, 2, 30, 26)], b"\0" * 12 + b"Boats wait.\0\0\0\0\0\0\0")), "Boats wait."),
    "EXIF of very many parts": (lambda: with_exif(tiff([(tag, 2, 65_000, 62) for tag in (0x10E, 0x13B, 0x8298, 0x9C9B)], b"\0".join(b"\xc0\xe9%d" % one for one in range(9000)))), None),
    "a comment that lies about UTF-16": (lambda: with_exif(tiff([(0x9286, 7, 19, 26)], b"UNICODE\0Boats wait.")), "Boats wait."),
    "a comment that lies about Japanese": (lambda: with_exif(tiff([(0x9286, 7, 30, 26)], b"JIS\0\0\0\0\0\x1b$B\xff\xff\xff\x1b(BBoats")), None),
    "Windows-1252 called UTF-8": (lambda: with_iptc(iim((120, "Café à Genève".encode("cp1252")), charset=b"\x1b%G")), "Café à Genève"),
    "UTF-8 called Latin": (lambda: with_iptc(iim((120, "Café à Genève".encode()), charset=b"\x1b.A")), "Café à Genève"),
    "a charset of nothing but escapes": (lambda: with_iptc(iim((120, b"Boats wait."), charset=b"\x1b" * 30_000)), "Boats wait."),
    "half a letter pair": (lambda: with_iptc(iim((120, b"Boats \xed\xa0\x80 wait"))), None),
    "bytes at random": (lambda: with_iptc(iim((120, random.Random(1).randbytes(2000)))), None),
    "XMP of elements never closed": (lambda: with_xmp(XMP.replace("Boats wait.", "<rdf:li>" * 3000)), None),
    "XMP of signs": (lambda: packed_xmp(b"<rdf:RDF>" + b"& " * 2_000_000), ""),
    "XMP of CDATA never closed": (lambda: packed_xmp(b"<rdf:RDF>" + b"<![CDATA[" * 400_000), ""),
    "XMP of CDATA closed before": (lambda: packed_xmp(b"<rdf:RDF>]]>" + b"<![CDATA[" * 400_000), ""),
    "XMP of descriptions in each other": (lambda: packed_xmp(b"<rdf:RDF>" + b"<rdf:Description><dc:title>" * 140_000), ""),
    "XMP of numbers that are no letters": (lambda: with_xmp(XMP.replace("Boats wait.", "&#xD800;&#0;&#x110000;Boats")), "Boats"),
    "text that unpacks to fifty megabytes": (lambda: png((b"zTXt", b"Author\0\0" + zlib.compress(b"a" * 50_000_000))), ""),
    "very many that do": (lambda: png(*[(b"zTXt", b"A%d\0\0" % one + _LARGE) for one in range(300)]), ""),
    "a caption of megabytes": (lambda: png((b"zTXt", b"Description\0\0" + zlib.compress("Ã© ".encode() * 700_000))), None),
    "a raw profile of resources": (lambda: png((b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(b"\niptc\n  9\n" + b"3842494d" * 450_000))), ""),
    "a chunk of minus one byte": (lambda: saved("PNG")[:33] + b"\xff\xff\xff\xfftEXtAuthor\0Ana", ""),
    "WebP whose chunk has no end": (lambda: b"RIFF" + b"\xff" * 4 + b"WEBPVP8X\x01\0\0\0\0EXIF\xff\xff\xff\xffII*\0", ""),
    "WebP with an empty head": (lambda: b"RIFF\x10\0\0\0WEBPVP8X\0\0\0\0", ""),
    "WebP that breaks off in its head": (lambda: b"RIFF\x10\0\0\0WEBPVP8X", ""),
    "HEIC of boxes without end": (lambda: heif(b"\0\0\0\x08free" * 600_000), ""),
    "HEIC of a box of giga-giga-bytes": (lambda: heif(b"\0\0\0\1meta" + b"\xff" * 8 + b"iinf" * 3000), ""),
    "JPEG of nothing but fill": (lambda: b"\xff\xd8" + b"\xff" * 8_000_000, ""),
    "JPEG of comments": (lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * 400_000, ""),
    "TIFF whose every tag is the whole file": (lambda: tiff([(one, 7, 20_000_000, 26) for one in range(1000)], b"x" * 20_000_000), ""),
    "TIFF of datasets without end": (lambda: tiff([(33723, 7, 9_000_000, 26)], b"\x1c\x02\xff\xff\xff" * 1_800_000), ""),
    "TIFF of photographers": (lambda: tiff([(0x13B, 2, 5_000_000, 26)], b";".join(b"Ann%d" % one for one in range(500_000))), ""),
}  # fmt: skip
_LARGE = zlib.compress(b"a" * 50_000_000)


def _read_and_clear(content: bytes) -> None:
    removal.cleared(content, removal.rights(metadata.read(content)))


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_photo_is_read_and_cleared(name: str) -> None:
    make, caption = CASES[name]
    content = make()
    with patience():
        _read_and_clear(content)
        words = said(content)
    assert all(len(value) <= 50_000 for value in words.values())
    if caption is not None:
        assert words.get("caption", "") == caption


#: The like of any size, and the size up to which it is read, where there is a limit: beyond it all cost the same.
GROWING: dict[str, tuple[Callable[[int], bytes], int]] = {
    "segments of resources": (lambda times: photoshop(b"8BIM" * 16_000, times), 400),
    "names of resources": (lambda times: photoshop(b"8BIM" * times), 16_000),
    "markers": (lambda times: with_iptc(b"\x1c\x02" * times), 30_000),
    "keywords": (lambda times: with_iptc(iim(*[(25, b"\xe9t\xe9%d" % one) for one in range(times)])), 5_000),
    "resources in resources": (lambda times: photoshop(_nested(times)), 2_000),
    "entries of EXIF": (lambda times: with_exif(tiff([(0x10E, 2, 60_000, 8)] * times)), 5_000),
    "parts in EXIF": (lambda times: with_exif(tiff([(0x10E, 2, 65_000, 26)], b"\0".join(b"\xc0\xe9%d" % one for one in range(times)))), 9_000),
    "escapes in a charset": (lambda times: with_iptc(iim((120, b"Boats wait."), charset=b"\x1b" * times)), 30_000),
    "bytes at random": (lambda times: with_iptc(iim((120, random.Random(1).randbytes(times)))), 2_000),
    "open elements in XMP": (lambda times: with_xmp(XMP.replace("Boats wait.", "<rdf:li>" * times)), 3_000),
    "signs in XMP": (lambda times: packed_xmp(b"<rdf:RDF>" + b"& " * times), 500_000),
    "open CDATA in XMP": (lambda times: packed_xmp(b"<rdf:RDF>" + b"<![CDATA[" * times), 110_000),
    "open CDATA in XMP, behind a closed one": (lambda times: packed_xmp(b"<rdf:RDF>]]>" + b"<![CDATA[" * times), 110_000),
    "descriptions in each other in XMP": (lambda times: packed_xmp(b"<rdf:RDF>" + b"<rdf:Description><dc:title>" * times), 37_000),
    "text that is unpacked": (lambda times: png((b"zTXt", b"Author\0\0" + zlib.compress(b"a" * times))), 2_000_000),
    "a caption": (lambda times: png((b"zTXt", b"Description\0\0" + zlib.compress("Ã© ".encode() * times))), 400_000),
    "resources in a raw profile": (lambda times: png((b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(b"\niptc\n  9\n" + b"3842494d" * times))), 450_000),
    "boxes of HEIC": (lambda times: heif(b"\0\0\0\x08free" * times), 10_000),
    "names in a box of HEIC": (lambda times: heif(b"\0\0\0\1meta" + b"\xff" * 8 + b"iinf" * times), 3_000),
    "fill in JPEG": (lambda times: b"\xff\xd8" + b"\xff" * times, 8_000_000),
    "comments in JPEG": (lambda times: b"\xff\xd8" + b"\xff\xfe\0\2" * times, 400_000),
    "a TIFF whose every tag is the whole of it": (lambda size: tiff([(one, 7, size, 26) for one in range(1000)], b"x" * size), 10_000_000),
    "datasets in TIFF": (lambda times: tiff([(33723, 7, 9_000_000, 26)], b"\x1c\x02\xff\xff\xff" * times), 200_000),
    "photographers in TIFF": (lambda times: tiff([(0x13B, 2, 5_000_000, 26)], b";".join(b"Ann%d" % one for one in range(times))), 500_000),
}  # fmt: skip


@pytest.mark.parametrize(("make", "times"), GROWING.values(), ids=GROWING)
def test_the_cost_of_a_hostile_photo_grows_with_its_size(make: Callable[[int], bytes], times: int) -> None:
    check_growth(make, _read_and_clear, times)


def test_a_photo_that_cannot_be_cleared_stays_as_it_is() -> None:
    for content in (b"RIFF\x10\0\0\0WEBPVP8X", b"RIFF\x10\0\0\0WEBPVP8X\0\0\0\0"):
        assert removal.cleared(content, b"x") == content


def test_a_closed_cdata_section_is_still_words() -> None:
    assert (
        said(with_xmp(XMP.replace("Boats wait.", "<![CDATA[Boats & <nets> wait.]]>")))["caption"]
        == "Boats & <nets> wait."
    )
