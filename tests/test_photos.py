"""Photos, with real pictures of every kind we serve."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from feedservice import photos
from feedservice.article import PHOTO_SUFFIXES, SourceFile
from feedservice.errors import PhotoProblem
from tests.factories import make_source

LIMIT = 1_000_000


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind)
    return file.getvalue()


def source(content: bytes, path: str = "mine.jpg") -> SourceFile:
    return replace(make_source(path, content), sha256="0123456789abcdef" * 4)


KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


@pytest.mark.parametrize(("kind", "media_type"), KINDS.items())
def test_a_picture_is_measured_by_its_bytes_whatever_its_name(kind: str, media_type: str) -> None:
    content = picture(kind)
    rendition = photos.measure(source(content, "mine.wrong"), LIMIT)
    assert (rendition.media_type, rendition.size_bytes) == (media_type, len(content))
    assert (rendition.width_px, rendition.height_px) == (40, 30)
    assert rendition.name == "0123456789abcdef" * 2 + PHOTO_SUFFIXES[media_type]


def damaged_png() -> bytes:
    """The picture data exchanged for other data of the same length, with a right checksum."""
    content = picture("PNG")
    start = content.index(b"IDAT")
    (length,) = struct.unpack(">I", content[start - 4 : start])
    chunk = b"IDAT" + b"\x00" * length
    return content[:start] + chunk + struct.pack(">I", zlib.crc32(chunk)) + content[start + length + 8 :]


BROKEN = {
    "text": b"This is not a picture.",
    "nothing": b"",
    "a web page": b"<!doctype html><img src=x>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "half a JPEG": picture("JPEG", (400, 300))[:2000],
    "half a PNG": picture("PNG", (400, 300))[:-300],
    "half a GIF": picture("GIF", (400, 300))[:-300],
    "half a WebP": picture("WEBP", (400, 300))[:-30],
    "a damaged PNG": damaged_png(),
    "a kind not served": picture("BMP"),
    "a kind not served: TIFF": picture("TIFF"),
    "only a JPEG's first bytes": b"\xff\xd8\xff\xe0",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_whole_picture_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(PhotoProblem) as refusal:
        photos.measure(source(content), LIMIT)
    assert refusal.value.path == "mine.jpg"
    assert refusal.value.remedy.startswith("Export it")


@pytest.mark.parametrize("kind", KINDS)
def test_damage_anywhere_gives_a_picture_or_a_photo_problem(kind: str) -> None:
    chance = random.Random(11)
    whole = picture(kind)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            assert photos.measure(source(bytes(content)), LIMIT).media_type in PHOTO_SUFFIXES
        except PhotoProblem:
            continue


def huge_png(width_px: int, height_px: int) -> bytes:
    """A PNG of a few bytes that declares any size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\x00")
    chunks = (
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("size", [(20_000, 20_000), (2**31 - 1, 2**31 - 1), (1001, 1000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoProblem):
        photos.measure(source(huge_png(*size)), LIMIT)


def test_the_refusal_names_the_size_and_the_limit() -> None:
    with pytest.raises(PhotoProblem, match=r"2000 × 1000 pixels, more than the limit of 1 million"):
        photos.measure(source(picture("PNG", (2000, 1000))), LIMIT)


def test_a_picture_of_just_the_limit_is_taken() -> None:
    assert photos.measure(source(picture("PNG", (1000, 1000))), LIMIT).width_px == 1000


def test_the_served_copy_is_the_file_byte_for_byte(tmp_path: Path) -> None:
    content = picture("JPEG")
    rendition = photos.measure(source(content), LIMIT)
    photos.keep(source(content), rendition, tmp_path / "photos")
    kept = tmp_path / "photos" / rendition.name
    assert kept.read_bytes() == content


def test_a_copy_already_there_is_left_alone_and_a_damaged_one_is_replaced(tmp_path: Path) -> None:
    content = picture("JPEG")
    rendition = photos.measure(source(content), LIMIT)
    photos.keep(source(content), rendition, tmp_path)
    inode = (tmp_path / rendition.name).stat().st_ino
    photos.keep(source(content), rendition, tmp_path)
    assert (tmp_path / rendition.name).stat().st_ino == inode
    (tmp_path / rendition.name).write_bytes(b"cut off")
    photos.keep(source(content), rendition, tmp_path)
    assert (tmp_path / rendition.name).read_bytes() == content


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_that_is_served_and_the_next_try_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    content = picture("JPEG")
    rendition = photos.measure(source(content), LIMIT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, step, full)
        with pytest.raises(OSError, match="No space"):
            photos.keep(source(content), rendition, tmp_path)
    assert all(path.name.startswith(".") for path in tmp_path.iterdir())
    photos.keep(source(content), rendition, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {rendition.name: content}
