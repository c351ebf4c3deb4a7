"""Photos, with real pictures of every kind we serve."""

from __future__ import annotations

import io
import random
import struct
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

import pillow_heif
import pytest
from PIL import Image, ImageCms

from feedservice.addresses import PHOTO_SUFFIXES
from feedservice.article import Rendition, SourceFile
from feedservice.errors import PhotoProblem
from feedservice.folder.size_limits import limit_bytes
from feedservice.photos import develop, metadata
from feedservice.settings import Settings
from tests.factories import make_source

LIMIT = 1_000_000


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    return saved(Image.linear_gradient("L").resize(size).convert("RGB"), kind)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def source(content: bytes, path: str = "mine.jpg") -> SourceFile:
    return replace(make_source(path, content), sha256="0123456789abcdef" * 4)


class Print(NamedTuple):
    """A rendition and its bytes."""

    rendition: Rendition
    content: bytes


def original(photo: develop.ServedPhoto) -> Print:
    """The picture as it was dropped or printed anew, which may be the enclosure itself."""
    prints = dict(zip(photo.renditions, photo.contents, strict=True))
    rendition = next((one for one in photo.renditions if one.role == "original"), photo.rendition)
    return Print(rendition, prints[rendition])


KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
#: Kinds that are printed as another.
PRINTED = ("TIFF", "AVIF", "HEIF")


@pytest.mark.parametrize(("kind", "media_type"), KINDS.items())
def test_a_picture_is_measured_by_its_bytes_whatever_its_name(kind: str, media_type: str) -> None:
    content = picture(kind)
    rendition, _ = original(develop.develop(source(content, "mine.wrong"), LIMIT))
    assert (rendition.media_type, rendition.size_bytes) == (media_type, len(content))
    assert (rendition.width_px, rendition.height_px) == (40, 30)
    assert rendition.name == sha256(content).hexdigest()[:32] + PHOTO_SUFFIXES[media_type]


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
    "only a JPEG's first bytes": b"\xff\xd8\xff\xe0",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_whole_picture_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(PhotoProblem) as refusal:
        develop.develop(source(content), LIMIT)
    assert refusal.value.path == "mine.jpg"
    assert refusal.value.remedy.startswith("Export it")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"8BPS\0\1", "a Photoshop file"),
        (picture("BMP"), "a Windows bitmap"),
        (b"<svg/>", "a drawing"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_what_people_take_for_a_photo_is_called_by_its_name(content: bytes, kind: str) -> None:
    with pytest.raises(PhotoProblem, match=kind):
        develop.develop(source(content), LIMIT)


@pytest.mark.parametrize("kind", [*KINDS, *PRINTED])
def test_damage_anywhere_gives_a_picture_or_a_photo_problem(kind: str) -> None:
    chance = random.Random(11)
    whole = picture(kind)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            assert develop.develop(source(bytes(content)), LIMIT).rendition.media_type in PHOTO_SUFFIXES
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
        develop.develop(source(huge_png(*size)), LIMIT)


def test_the_refusal_names_the_size_and_the_limit() -> None:
    with pytest.raises(PhotoProblem, match=r"2000 × 1000 pixels, more than the limit of 1 million"):
        develop.develop(source(picture("PNG", (2000, 1000))), LIMIT)


def test_a_picture_of_just_the_limit_is_taken() -> None:
    assert develop.develop(source(picture("PNG", (1000, 1000))), LIMIT).rendition.width_px == 1000


def shown(content: bytes, path: str = "mine.jpg") -> tuple[Print, Image.Image]:
    """The original that readers get, and as they see it."""
    served = original(develop.develop(source(content, path), LIMIT))
    rendition, whole = served
    image = Image.open(io.BytesIO(whole))
    image.load()
    assert (rendition.width_px, rendition.height_px, rendition.size_bytes) == (*image.size, len(whole))
    assert rendition.name.startswith(sha256(whole).hexdigest()[:32])
    return served, image


def flag() -> Image.Image:
    """Red above blue, and green at the left edge: which way up it is can be seen."""
    image = Image.new("RGB", (48, 64), "blue")
    image.paste("red", (0, 0, 48, 32))
    image.paste("lime", (0, 0, 12, 64))
    return image


BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", BACK)
def test_every_orientation_is_set_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = flag().transpose(BACK[orientation])
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
        lying, exif = flag(), Image.Exif()  # pillow-heif turns what it writes; phones do it in a box of the file
    options = {"exif": exif} if kind == "TIFF" else {"exif": exif.tobytes()}
    _, image = shown(saved(lying, kind, **options))
    assert image.size == (48, 64)
    for place, expected in (((36, 8), (255, 0, 0)), ((36, 56), (0, 0, 255)), ((4, 32), (0, 255, 0))):
        assert all(abs(a - b) < 40 for a, b in zip(image.convert("RGB").getpixel(place), expected, strict=True))
    assert image.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", PRINTED)
def test_kinds_that_readers_do_not_show_become_jpeg(kind: str) -> None:
    photo, image = shown(picture(kind), f"mine.{kind.lower()}")
    assert (photo.rendition.media_type, image.format, image.size) == ("image/jpeg", "JPEG", (40, 30))


@pytest.mark.parametrize("kind", PRINTED)
def test_with_transparency_they_become_png(kind: str) -> None:
    photo, image = shown(saved(Image.new("RGBA", (40, 40), (200, 0, 0, 90)), kind))
    assert photo.rendition.media_type == "image/png"
    assert image.mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_tiff_of_every_mode_is_shown(mode: str) -> None:
    image = Image.linear_gradient("L").resize((40, 40))
    wide = {"I;16": 256, "I": 65536, "F": 1.0}
    if mode in wide:
        deep = image.convert("I" if mode != "F" else "F").point(lambda grey: grey * wide[mode])
        content = saved(deep.convert(mode) if mode != "I" else deep, "TIFF")
    else:
        content = saved(image.convert("RGB").convert(mode) if mode != "LAB" else lab(image), "TIFF")
    _, picture_shown = shown(content)
    grey = picture_shown.convert("L")
    assert grey.getpixel((20, 2)) < 60
    assert grey.getpixel((20, 37)) > 190


def lab(image: Image.Image) -> Image.Image:
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.profileToProfile(image.convert("RGB"), *profiles, outputMode="LAB")


def test_twelve_bits_in_sixteen_are_not_left_in_the_dark() -> None:
    image = Image.linear_gradient("L").resize((40, 40)).convert("I").point(lambda grey: grey * 16)
    _, picture_shown = shown(saved(image.convert("I;16"), "TIFF"))
    assert picture_shown.getextrema()[1] > 200


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_ink_becomes_light(kind: str) -> None:
    photo, image = shown(saved(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), kind))
    assert (photo.rendition.media_type, image.mode) == ("image/jpeg", "RGB")
    red, green, blue = image.getpixel((5, 5))
    assert red > 200
    assert max(green, blue) < 60


def swapped() -> bytes:
    """A profile in which red and blue are exchanged: an sRGB profile with its two tags renamed."""
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return whole.replace(b"rXYZ", b"xXYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"xXYZ", b"bXYZ", 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_colours_of_another_space_become_srgb(kind: str) -> None:
    photo, image = shown(saved(Image.new("RGB", (40, 30), (250, 0, 0)), kind, icc_profile=swapped()))
    red, _, blue = image.convert("RGB").getpixel((5, 5))
    assert blue > 200 > 60 > red
    assert "icc_profile" not in image.info
    assert (photo, image) == shown(saved(Image.new("RGB", (40, 30), (250, 0, 0)), kind, icc_profile=swapped()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_in_srgb_keeps_its_bytes(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(flag(), kind, icc_profile=profile)
    assert original(develop.develop(source(content), LIMIT)).content == content


@pytest.mark.parametrize("profile", [b"no profile", swapped()[:200], b"\x00" * 300], ids=["words", "cut off", "nought"])
def test_a_damaged_profile_refuses_no_picture(profile: bytes) -> None:
    content = saved(flag(), "JPEG", icc_profile=profile)
    assert original(develop.develop(source(content), LIMIT)).content == content


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_served(kind: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "lime")]
    photo, image = shown(saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))
    assert photo.rendition.media_type == KINDS[kind]
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5))[0] > 200


WHERE_AND_WITH_WHAT = {0x010F: "Kamera", 0x0110: "Number 4711", 0x8298: "Ana Ruiz 2026"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_readers_are_not_told_where_and_with_what_it_was_taken_but_whose_it_is(kind: str) -> None:
    exif = Image.Exif()
    for tag, words in WHERE_AND_WITH_WHAT.items():
        exif[tag] = words
    exif.get_ifd(0x8825)[1] = "N"
    content = saved(flag(), kind, exif=exif.tobytes())
    assert b"4711" in content
    photo, image = shown(content)
    assert b"4711" not in photo.content
    assert not image.getexif()
    assert image.convert("RGB").tobytes() == Image.open(io.BytesIO(content)).convert("RGB").tobytes()
    said = metadata.read(photo.content)
    assert said.copyright is not None
    assert said.copyright.value == "Ana Ruiz 2026"


def test_what_hangs_behind_a_jpeg_is_cut_off() -> None:
    whole = picture("JPEG")
    assert original(develop.develop(source(whole + b"ftypmp42" * 100), LIMIT)).content == whole


def test_a_jpeg_of_several_scans_stays_whole() -> None:
    content = saved(flag(), "JPEG", progressive=True, comment=b"taken at home")
    photo, _ = shown(content)
    assert len(content) - len(photo.content) == len(b"taken at home") + 4


@pytest.mark.parametrize("kind", PRINTED)
def test_limits_hold_for_every_kind(kind: str) -> None:
    with pytest.raises(PhotoProblem, match="more than the limit"):
        develop.develop(source(picture(kind, (1200, 1000))), LIMIT)


def test_the_size_of_a_broken_picture_is_still_known() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(flag(), "JPEG", exif=exif.tobytes())
    assert develop.upright_size(source(content[:-200])) == (64, 48)
    assert develop.upright_size(source(b"no picture")) is None


JUNK = {
    "garbage": b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(range(256)),
    "no TIFF at all": b"garbage" * 20,
    "cut off": b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_damaged_metadata_refuses_no_picture(kind: str, junk: bytes) -> None:
    photo, image = shown(with_exif(kind, junk))
    assert image.size == (48, 64)
    assert photo.rendition.media_type in PHOTO_SUFFIXES


def with_exif(kind: str, junk: bytes) -> bytes:
    """A picture with this for its EXIF block; where the encoder refuses to write it, put in the place of a good one."""
    exif = Image.Exif()
    exif[0x010E] = "x" * (len(junk) - 60 if len(junk) > 60 else 1)
    good = exif.tobytes()
    content = saved(flag(), kind, exif=good)
    body = good.removeprefix(b"Exif\0\0")
    assert body in content
    return content.replace(body, junk.removeprefix(b"Exif\0\0")[: len(body)].ljust(len(body), b"\xff"), 1)


@pytest.mark.parametrize("tag", [700, 33723, 34377, 34665, 34675])
def test_damaged_metadata_in_a_tiff_refuses_no_picture(tag: int) -> None:
    _, image = shown(saved(flag(), "TIFF", tiffinfo={tag: b"\x1c\x02\x78\xff\xff" * 9 if tag != 34665 else 99_999_999}))
    assert image.size == (48, 64)


@pytest.mark.parametrize("size", [(9504, 6336), (11648, 8736)], ids=["full frame", "medium format"])
def test_a_photo_straight_from_a_press_camera_is_taken(size: tuple[int, int]) -> None:
    """By its size, that is; such a file has some 40 to 80 MB."""
    settings = Settings()
    photo = develop.develop(source(saved(Image.new("L", size, 90), "JPEG", quality=60)), settings.photo_limit_pixels)
    assert photo.size == size
    assert photo.rendition.width_px == 1600
    assert limit_bytes("quay.jpg", settings) >= 80_000_000
