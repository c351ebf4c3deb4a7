"""What pages offer of a photo beside its renditions: never larger than it, and of what is worth seeing."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from feedservice.article import Rendition
from feedservice.media_store.page_pictures import cuts, offered, photo_of, webps
from feedservice.web.media.picture_maker import made
from tests.every import every

STEM = "0123456789abcdef" * 2


def photo(wide: int, high: int, media_type: str = "image/jpeg") -> Rendition:
    return Rendition(f"{STEM}.jpg", media_type, 1, wide, high)


SHAPES = {
    "wide": (1600, 900, ["4x3", "1x1"]),
    "the usual": (1600, 1067, ["16x9", "4x3", "1x1"]),
    "upright": (800, 1200, ["16x9", "4x3", "1x1"]),
    "nearly square": (1000, 990, ["16x9", "4x3"]),
    "small": (240, 160, []),
    "a strip": (1600, 100, []),
}


@every("wide, high, shapes", SHAPES.values())
def test_a_photo_is_cut_to_the_shapes_that_it_is_large_enough_for(wide: int, high: int, shapes: list[str]) -> None:
    found = cuts(photo(wide, high))
    assert [one.shape for one in found] == shapes
    assert all(
        one.width_px <= wide and one.height_px <= high and one.width_px * one.height_px >= 50_000 for one in found
    )


def test_no_file_is_wider_than_its_photo_and_every_name_leads_to_it() -> None:
    assert [one.width_px for one in webps(photo(1600, 900))] == [400, 800, 1600]
    assert [one.width_px for one in webps(photo(640, 480))] == [400, 640]
    assert [one.width_px for one in webps(photo(60, 40))] == [60]
    assert offered(photo(1600, 900, "image/png")) == []
    assert {photo_of(one.name) for one in offered(photo(1600, 1067))} == {f"{STEM}.jpg"}
    assert [photo_of(name) for name in (f"{STEM}.jpg", f"{STEM}.2x1.jpg", f"{STEM}.webp", f"{STEM}.400.jpg")] == [
        ""
    ] * 4


def test_a_cut_has_what_happens_in_a_photo_and_keeps_whose_it_is() -> None:
    scene = Image.new("RGB", (1200, 600), "skyblue")
    for at in range(0, 300, 12):  # somebody stands at the right
        ImageDraw.Draw(scene).rectangle((880 + at, 100, 884 + at, 560), fill="black")
    file = io.BytesIO()
    scene.save(file, "JPEG", xmp=b"<x:xmpmeta>Ana Ruiz</x:xmpmeta>")
    square = Image.open(io.BytesIO(made(file.getvalue(), f"{STEM}.1x1.jpg", f"{STEM}.jpg")))
    assert square.size == (600, 600)
    assert b"Ana Ruiz" in square.info["xmp"]
    lines = [square.convert("L").getpixel((x, 300)) < 60 for x in range(600)]
    assert sum(lines) > 90, "all of the lines are in it"
    assert made(file.getvalue(), f"{STEM}.9999.webp", f"{STEM}.jpg") == b""
    narrow = Image.open(io.BytesIO(made(file.getvalue(), f"{STEM}.400.webp", f"{STEM}.jpg")))
    assert (narrow.format, narrow.size) == ("WEBP", (400, 200))
