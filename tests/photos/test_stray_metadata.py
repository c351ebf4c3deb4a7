"""Metadata that is misplaced, misspelt or damaged, which a lenient reader reads all the same; and remarks of no field."""

from __future__ import annotations

import pytest
from PIL import PngImagePlugin

from feedservice.photos import metadata
from tests.photos.test_metadata import XMP, iim, jpeg, resource, said, saved, with_iptc, with_xmp

WORDS = "Nets dry on the mole of Sandhaven."
XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
BLOCK = iim((0, b"\0\4"), (80, b"Ana Ruiz"), (120, WORDS.encode()))
READ = {"caption": WORDS, "creator": "Ana Ruiz"}


def tiff(**words: str) -> bytes:
    """A TIFF structure with these tags of type ASCII."""
    entries, behind = b"", b""
    for number, value in sorted((int(tag[1:], 16), value.encode() + b"\0") for tag, value in words.items()):
        place = 8 + 2 + 12 * len(words) + 4 + len(behind)
        entries += (
            number.to_bytes(2, "little") + b"\2\0" + len(value).to_bytes(4, "little") + place.to_bytes(4, "little")
        )
        behind += value
    return b"II*\0\x08\0\0\0" + len(words).to_bytes(2, "little") + entries + b"\0\0\0\0" + behind


def opened_with(damage: bytes, content: bytes) -> bytes:
    return content[:2] + damage + content[2:]


EXIF = tiff(x010E=WORDS, x013B="Ana Ruiz")


@pytest.mark.parametrize(
    "content",
    [
        saved("JPEG") + b"AXS!\1\0\0\0" + BLOCK + b"\0\0AXS!",
        jpeg((0xED, b"Adobe_Photoshop2.5:" + resource(0x0404, BLOCK))),
        jpeg((0xED, b"Photoshop 3.0" + resource(0x0404, BLOCK))),
        jpeg((0xED, b"Photoshop 3.0\0" + resource(0x03ED, b"odd")[:-1] + resource(0x0404, BLOCK))),
        with_iptc(iim((0, b"\0\4")), resource(0x0404, BLOCK)),
        opened_with(b"\xff\xec\0\1", with_iptc(BLOCK)),
        jpeg((0xE1, b"Exif\0\xff" + EXIF)),
        jpeg((0xE1, b"Exif\0\0" + tiff(x0110="T-9")), (0xE1, b"Exif\0\0" + EXIF)),
        opened_with(b"\0\0\0", jpeg((0xE1, b"Exif\0\0" + EXIF))),
    ],
    ids=["behind the end", "old header", "no NUL", "no padding", "second", "behind damage", "EXIF header", "two EXIF", "after junk"],
)  # fmt: skip
def test_words_are_found_where_they_do_not_belong(content: bytes) -> None:
    assert said(content) == READ


@pytest.mark.parametrize(
    "content",
    [
        jpeg((0xE1, XMP_NAME[:-1] + XMP.encode())),
        jpeg((0xE1, XMP.encode())),
        jpeg((0xE4, b"Torvik\0" + XMP.encode())),
        saved("JPEG") + XMP.encode() + b"\xff\xd9",
        with_xmp(XMP.encode("utf-16-be")),
        with_xmp(XMP.replace("elements/1.1/", "elements/1.1")),
        with_xmp(XMP.replace('rdf:Description rdf:about=""', "ps:Picture").replace("rdf:Description>", "ps:Picture>")),
    ],
    ids=["no NUL", "no header", "another segment", "behind the end", "UTF-16", "namespace cut", "typed node"],
)
def test_xmp_is_found_where_it_does_not_belong(content: bytes) -> None:
    assert said(content)["caption"] == "Boats wait."
    assert said(content)["creator"] == "Ana Ruiz, Tom O’Leary"


def test_what_stands_in_its_place_goes_before_what_does_not() -> None:
    strays = XMP.encode() + iim((0, b"\0\4"), (120, b"Another picture."))
    assert said(with_iptc(BLOCK) + strays)["headline"] == "Boats & storm"
    assert said(with_iptc(BLOCK) + iim((0, b"\0\4"), (120, b"Another picture.")))["caption"] == WORDS


def test_a_stray_block_ends_where_its_datasets_end() -> None:
    noise = b"\0\0\x1c\x02\x78\0\5Noise"
    assert said(saved("JPEG") + iim((0, b"\0\4"), (80, b"Ana Ruiz")) + noise) == {"creator": "Ana Ruiz"}


def ducky(comment: str) -> bytes:
    body = len(comment).to_bytes(4, "big") + comment.encode("utf-16-be")
    return b"Ducky\0\1\0\4\0\0\0\x3c\0\2" + len(body).to_bytes(2, "big") + body + b"\0\0"


def png(**texts: str) -> bytes:
    chunks = PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        chunks.add_text(keyword, text)
    return saved("PNG", pnginfo=chunks)


REMARKED = {
    "JPEG": lambda words: jpeg((0xFE, words.encode())),
    "GIF": lambda words: saved("GIF", comment=words.encode()),
    "PNG": lambda words: png(Comment=words),
    "for the web": lambda words: jpeg((0xEC, ducky(words))),
}


@pytest.mark.parametrize("kind", REMARKED)
@pytest.mark.parametrize("words", [WORDS, "Ana and Tom at the quay", "港で船が待っている。"])
def test_a_remark_is_the_caption_where_there_is_none(kind: str, words: str) -> None:
    if words.isascii() or kind != "PNG":
        assert said(REMARKED[kind](words)) == {"caption": words}


@pytest.mark.parametrize("kind", REMARKED)
@pytest.mark.parametrize(
    "words",
    [
        "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", "Optimized by Torvik 3.9.20 0x7a5b", "Created with GIMP",
        "Converted from the original", "Torvik Image Library, Version 4", "quay", "https://torvik.example/terms of use here",
        "Licensed to the port of Sandhaven", "*",
    ],
)  # fmt: skip
def test_what_programs_leave_as_a_remark_is_no_caption(kind: str, words: str) -> None:
    assert said(REMARKED[kind](words)) == {}


def test_what_only_looks_like_a_comment_among_pixels_is_none() -> None:
    noise = bytes([0x21, 0xFE, 34]) + b"Not a remark but pixels of a boat."
    header = b"GIF89a\x04\0\x04\0\0\0\0"
    image = b",\0\0\0\0\x04\0\x04\0\0\x02" + bytes([len(noise)]) + noise + b"\0"
    remark = b"\x21\xfe\x14Nets dry on the mole\x0e of Sandhaven.\0"
    assert said(header + image + b";") == {}
    assert said(header + image + remark + b";") == {"caption": WORDS}
    assert said(header + image[:-5]) == {}
    assert said(header + remark[:9]) == {}


def test_a_remark_goes_behind_every_field() -> None:
    assert said(jpeg((0xFE, b"Some other words of mine"), (0xE1, b"Exif\0\0" + EXIF))) == READ


@pytest.mark.parametrize("encoding", ["iso2022_jp", "shift_jis", "euc_jp"])
def test_a_japanese_comment_is_read_in_the_encoding_it_has(encoding: str) -> None:
    words = "港で船が待っている。"
    comment = b"JIS\0\0\0\0\0" + words.encode(encoding)
    block = b"II*\0\x08\0\0\0\1\0\x86\x92\7\0" + len(comment).to_bytes(4, "little") + b"\x1a\0\0\0\0\0\0\0" + comment
    assert said(jpeg((0xE1, b"Exif\0\0" + block))) == {"caption": words}


@pytest.mark.parametrize(
    "name",
    ["PA", "Courier/Ana Ruiz", "ana ruiz", "aruiz1975", "ana_ruiz", "© Ana Ruiz", "Studio 54", "JR", "山田", "Jean Sony", "@anaruiz"],
)  # fmt: skip
def test_whoever_is_named_is_the_creator(name: str) -> None:
    found = metadata.read(with_iptc(iim((80, name.encode())))).creator
    assert found is not None
    assert found.value.replace(" ", "_") == name.replace(" ", "_")
