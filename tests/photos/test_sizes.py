"""The sizes of a photo: an enclosure that everybody takes, a thumbnail, the original; made once and always the same."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageCms, ImageDraw

from feedservice.article import Rendition, SourceFile
from feedservice.editing.changes import same_words
from feedservice.errors import PhotoProblem
from feedservice.media_store.folder_store import FolderStore
from feedservice.photos import develop, metadata, pixels, sizes
from feedservice.photos.develop import ServedPhoto
from feedservice.store.rows import article_of_plain, plain_article
from tests.factories import make_article, make_photo, make_rendition
from tests.newsroom import Newsroom, story

LIMIT = 60_000_000


def photograph(width_px: int, height_px: int, seed: int = 1) -> Image.Image:
    """A picture that packs about as photos do: soft shapes with some grain."""
    return _photographed(width_px, height_px, seed).copy()


@lru_cache(maxsize=8)
def _photographed(width_px: int, height_px: int, seed: int) -> Image.Image:
    chance = random.Random(seed)
    soft = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize((width_px, height_px))
    half = (width_px // 2, height_px // 2)
    grain = Image.frombytes("RGB", half, chance.randbytes(half[0] * half[1] * 3)).resize((width_px, height_px))
    return Image.blend(soft, grain, 0.12)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def source(content: bytes) -> SourceFile:
    return SourceFile("mine.jpg", content, sha256(content).hexdigest())


def developed(content: bytes) -> dict[str, tuple[Rendition, Image.Image]]:
    """What is made of a file: by role what is said of it and how it looks; what is said is true."""
    photo = develop.develop(source(content), LIMIT)
    assert photo.rendition is photo.renditions[0]
    found = {}
    for rendition, whole in zip(photo.renditions, photo.contents, strict=True):
        image = Image.open(io.BytesIO(whole))
        image.load()
        assert (rendition.width_px, rendition.height_px) == image.size
        assert (rendition.size_bytes, rendition.media_type) == (len(whole), Image.MIME[image.format])
        assert rendition.name == sha256(whole).hexdigest()[:32] + {"image/jpeg": ".jpg", "image/png": ".png"}.get(
            rendition.media_type, f".{image.format.lower()}"
        )
        found[rendition.role] = rendition, image
    assert found["enclosure"][0].media_type == "image/jpeg"
    assert found["enclosure"][0].size_bytes <= 1_000_000
    assert found["enclosure"][1].mode in ("L", "RGB")
    return found


@pytest.mark.parametrize(("size", "roles"), [((300, 200), 1), ((400, 300), 1), ((800, 600), 2), ((2000, 1333), 2)])
def test_a_jpeg_within_limits_is_its_own_enclosure_byte_for_byte(size: tuple[int, int], roles: int) -> None:
    content = saved(photograph(*size), quality=80)
    photo = develop.develop(source(content), LIMIT)
    assert photo.contents[0] == content
    assert [one.role for one in photo.renditions] == ["enclosure", "thumbnail"][:roles]
    assert photo.size == size


def test_a_large_jpeg_has_an_enclosure_a_thumbnail_and_the_original() -> None:
    content = saved(photograph(3000, 2000), quality=90)
    made = developed(content)
    assert {role: image.size for role, (_, image) in made.items()} == {
        "enclosure": (1600, 1067),
        "original": (3000, 2000),
        "thumbnail": (400, 267),
    }
    assert made["thumbnail"][0].size_bytes < 100_000
    assert made["original"][0].size_bytes == len(content)


def test_a_jpeg_that_is_only_too_heavy_is_made_lighter_and_stays_wide() -> None:
    content = saved(photograph(1500, 1000), quality=100, subsampling=0)
    assert len(content) > sizes.ENCLOSURE_BYTES
    assert developed(content)["enclosure"][1].size == (1500, 1000)


def test_quality_goes_down_before_width_and_width_stays_at_1200_while_it_can() -> None:
    noise = Image.frombytes("RGB", (1900, 1400), random.Random(5).randbytes(1900 * 1400 * 3))
    assert developed(saved(noise))["enclosure"][0].width_px == 1600
    noise = Image.frombytes("RGB", (1600, 1800), random.Random(5).randbytes(1600 * 1800 * 3))
    assert 1200 <= developed(saved(noise))["enclosure"][0].width_px < 1600
    tall = Image.frombytes("RGB", (1300, 2600), random.Random(6).randbytes(1300 * 2600 * 3))
    enclosure, _ = developed(saved(tall, quality=70))["enclosure"]
    assert enclosure.width_px < 1200
    assert enclosure.size_bytes > 500_000


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_have_a_jpeg_for_enclosure_and_keep_their_original(kind: str) -> None:
    content = saved(photograph(600, 400), kind)
    made = developed(content)
    assert made["original"][0].size_bytes == len(content)
    assert made["enclosure"][1].size == made["original"][1].size == (600, 400)
    assert made["thumbnail"][1].size == (400, 267)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_is_white_in_the_enclosure(kind: str) -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((100, 0, 200, 100), (0, 0, 200, 255))
    made = developed(saved(image, kind, **({"lossless": True} if kind == "WEBP" else {})))
    left, right = (made["enclosure"][1].getpixel((x, 50)) for x in (30, 170))
    assert min(left) > 240
    assert right[2] > 170 > 60 > right[0]
    assert made["original"][1].convert("RGBA").getpixel((30, 50))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_png_of_every_mode_has_an_enclosure_that_looks_like_it(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((300, 300))
    wide = grey.convert("I").point(lambda one: one * 256).convert("I;16")
    made = developed(saved(wide if mode == "I;16" else grey.convert(mode), "PNG"))
    image = made["enclosure"][1].convert("L")
    assert image.getpixel((150, 15)) < 60
    assert image.getpixel((150, 285)) > 190


def test_of_a_moving_picture_the_enclosure_is_the_first_frame() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    made = developed(saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100))
    assert made["enclosure"][1].getpixel((5, 5))[0] > 200
    assert made["original"][0].media_type == "image/gif"


def test_a_thumbnail_that_would_be_heavier_than_the_photo_is_none() -> None:
    content = saved(photograph(440, 300), quality=5)
    assert set(developed(content)) == {"enclosure"}


@pytest.mark.parametrize("size", [(70_000, 30), (30, 70_000), (600, 66_000), (1, 3000)])
def test_pictures_of_odd_shapes_have_renditions_too(size: tuple[int, int]) -> None:
    enclosure, _ = developed(saved(Image.linear_gradient("L").resize(size), "PNG"))["enclosure"]
    assert max(enclosure.width_px, enclosure.height_px) <= 65_500
    assert enclosure.width_px <= max(1600, size[0])


def swapped() -> bytes:
    """A profile in which red and blue are exchanged."""
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return whole.replace(b"rXYZ", b"xXYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"xXYZ", b"bXYZ", 1)


def test_every_rendition_is_upright_in_srgb_and_says_only_whose_it_is() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110], exif[0x8298] = 6, "Number 4711", "Ana Ruiz 2026"
    lying = Image.new("RGB", (2400, 1800), (250, 0, 0))
    content = saved(lying, exif=exif.tobytes(), icc_profile=swapped())
    photo = develop.develop(source(content), LIMIT)
    made = developed(content)
    assert made["enclosure"][1].size == (1800, 2400)
    assert made["thumbnail"][1].size == (400, 533)
    for _, image in made.values():
        red, _, blue = image.getpixel((9, 9))
        assert blue > 200 > 60 > red
        assert image.getexif().get(0x0112, 1) == 1
        assert "icc_profile" not in image.info
    for whole in photo.contents:
        assert b"4711" not in whole
        assert metadata.read(whole).copyright.value == "Ana Ruiz 2026"


def test_a_heavy_notice_counts_in_the_enclosure_and_is_in_the_thumbnail() -> None:
    exif = Image.Exif()
    exif[0x8298] = "Ana Ruiz " * 5000
    photo = develop.develop(source(saved(photograph(2200, 1500), exif=exif.tobytes())), LIMIT)
    assert photo.rendition.size_bytes <= 1_000_000
    assert all(metadata.read(whole).copyright for whole in photo.contents)


def test_a_large_jpeg_that_breaks_off_is_refused_though_it_is_decoded_small() -> None:
    content = saved(photograph(3400, 2200), quality=85)
    for cut in (content[:-1000], content[: len(content) // 2]):
        with pytest.raises(PhotoProblem, match="breaks off"):
            develop.develop(source(cut), LIMIT)


def test_a_large_jpeg_is_decoded_at_a_half_or_less(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    plain = pixels._plain
    monkeypatch.setattr(pixels, "_plain", lambda image: seen.append(image.size) or plain(image))
    develop.develop(source(saved(photograph(3300, 2200))), LIMIT)
    develop.develop(source(saved(photograph(1700, 1200))), LIMIT)
    assert seen == [(1650, 1100), (425, 300)]


def test_the_same_file_gives_the_same_renditions_in_every_process(tmp_path: Path) -> None:
    file = tmp_path / "mine.jpg"
    file.write_bytes(saved(photograph(2600, 1700)))
    code = (
        "import sys, pathlib; from feedservice.photos.develop import develop; from feedservice.article import SourceFile;"
        "photo = develop(SourceFile('x', pathlib.Path(sys.argv[1]).read_bytes(), 'x'), 60_000_000);"
        "print(*(one.name for one in photo.renditions))"
    )
    runs = {subprocess.run([sys.executable, "-c", code, file], capture_output=True, check=True).stdout for _ in "ab"}
    assert runs == {
        " ".join(one.name for one in develop.develop(source(file.read_bytes()), LIMIT).renditions).encode() + b"\n"
    }


def kept(content: bytes, folder: Path) -> ServedPhoto:
    store = FolderStore(folder)
    photo = develop.develop(source(content), LIMIT, store)
    store.keep(photo.source_sha256, photo.renditions, photo.contents)
    return photo


def test_what_is_there_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, folder = saved(photograph(2400, 1600)), tmp_path / "photos"
    first = kept(content, folder)
    assert {path.name for path in folder.iterdir()} == {one.name for one in first.renditions}
    monkeypatch.setattr(pixels, "as_jpeg", None)
    monkeypatch.setattr(pixels, "reduced", None)
    again = kept(content, folder)
    assert (again.renditions, again.contents) == (first.renditions, ())


def _gone(folder: Path, photo: ServedPhoto) -> None:
    (folder / photo.renditions[2].name).unlink()


def _cut_off(folder: Path, photo: ServedPhoto) -> None:
    (folder / photo.renditions[0].name).write_bytes(b"cut off")


def _note(folder: Path) -> Path:
    [note] = (folder.parent / "developed").iterdir()
    return note


def _unreadable(folder: Path, _: ServedPhoto) -> None:
    _note(folder).write_bytes(b'{"recipe": 1, "rend')


def _of_another_shape(folder: Path, _: ServedPhoto) -> None:
    _note(folder).write_text('{"recipe": 1, "renditions": [{"name": "x"}]}')


def _no_object(folder: Path, _: ServedPhoto) -> None:
    _note(folder).write_text("[]")


def _by_another_recipe(folder: Path, _: ServedPhoto) -> None:
    note = _note(folder)
    note.write_text(json.dumps({**json.loads(note.read_text()), "recipe": 0}))


@pytest.mark.parametrize("loss", [_gone, _cut_off, _unreadable, _of_another_shape, _no_object, _by_another_recipe])
def test_what_is_lost_damaged_or_doubtful_is_made_again(tmp_path: Path, loss) -> None:
    content, folder = saved(photograph(2400, 1600)), tmp_path / "photos"
    first = kept(content, folder)
    loss(folder, first)
    again = kept(content, folder)
    assert again == first
    assert len(again.contents) == 3
    assert not kept(content, folder).contents
    for rendition, whole in zip(first.renditions, first.contents, strict=True):
        assert (folder / rendition.name).read_bytes() == whole


def test_a_limit_holds_for_what_was_made_before(tmp_path: Path) -> None:
    content, folder = saved(photograph(2400, 1600)), tmp_path / "photos"
    kept(content, folder)
    with pytest.raises(PhotoProblem, match="2400 × 1600 pixels"):
        develop.develop(source(content), 1_000_000, FolderStore(folder))


def test_one_rendition_that_cannot_be_kept_is_not_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, folder = saved(photograph(2400, 1600)), tmp_path / "photos"
    photo, put = develop.develop(source(content), LIMIT), FolderStore._put

    def full(self: FolderStore, name: str, content: bytes) -> None:
        if name == photo.renditions[1].name:
            raise OSError(28, "No space left on device")
        put(self, name, content)

    with monkeypatch.context() as disk:
        disk.setattr(FolderStore, "_put", full)
        with pytest.raises(OSError, match="No space"):
            kept(content, folder)
    assert kept(content, folder) == photo
    assert not kept(content, folder).contents


def test_a_photo_of_an_earlier_release_is_read_and_has_one_rendition() -> None:
    stored = plain_article(make_article(photos=(make_photo(),)))
    for photo in stored["photos"]:
        for rendition in photo["renditions"]:
            del rendition["role"]
    article = article_of_plain(json.loads(json.dumps(stored)))
    [photo] = article.photos
    assert photo.enclosure is photo.original is photo.thumbnail
    assert photo.enclosure.role == "enclosure"


def test_a_photo_is_kept_with_all_its_renditions() -> None:
    small, whole = make_rendition(name="s.jpg", role="thumbnail"), make_rendition(name="o.png", role="original")
    photo = make_photo(renditions=(make_rendition(), whole, small))
    article = make_article(photos=(photo,))
    assert article_of_plain(json.loads(json.dumps(plain_article(article)))) == article
    assert (photo.original, photo.thumbnail) == (whole, small)
    of_the_last_release = make_photo(renditions=(replace(whole, role="enclosure"),))  # served as it was dropped
    assert same_words(article, replace(article, photos=(of_the_last_release,)))


def test_an_edited_article_has_its_photos_as_they_were_and_they_are_not_made_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<h1>Boats</h1><p>{}</p><p>More is known.</p><figure><img src='a.png'></figure><p>The end.</p>"
    newsroom.drop("world/boats.html", page.format("It came."))
    newsroom.drop("world/boats.jpg", saved(photograph(2200, 1400)))
    newsroom.drop("world/a.png", saved(photograph(900, 600, seed=2), "PNG"))
    newsroom.settle()
    before = newsroom.feed().entries[0]
    served = {path.name for path in (newsroom.state / "photos").iterdir()}
    assert len(served) == 6
    monkeypatch.setattr(pixels, "as_jpeg", None)
    newsroom.drop("world/boats.html", page.format("It came back."))
    newsroom.settle()
    after = newsroom.feed().entries[0]
    assert "It came back." in after.content[0].value
    assert after.media_content == before.media_content
    assert {path.name for path in (newsroom.state / "photos").iterdir()} == served


def test_the_body_shows_the_enclosure_with_its_size(newsroom: Newsroom) -> None:
    newsroom.drop("world/boats.txt", story("Boats"))
    newsroom.drop("world/boats.jpg", saved(photograph(2600, 1500)))
    newsroom.settle()
    [entry] = newsroom.feed().entries
    shown = BeautifulSoup(entry.content[0].value, "lxml").figure
    assert shown.img["src"] == entry.enclosures[0].href == entry.media_content[0]["url"]
    assert (shown.img["width"], shown.img["height"]) == ("1600", "923")
    assert shown.a["href"] == entry.media_content[1]["url"]
