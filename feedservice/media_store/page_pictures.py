"""Which pictures a page offers beside a photo's renditions: smaller files for browsers, and the three shapes that search engines ask for. Pure.

Their names say what they are made of and how, so that nothing has to be stored: of `HASH.jpg` there are `HASH.800.webp` and
`HASH.16x9.jpg`. `web.media.picture_maker` makes one when it is first asked for. Feeds know nothing of them.
Sources: Google, Article structured data, image: "a minimum of 50K pixels when multiplying width and height", in the shapes 16x9, 4x3 and 1x1;
Google Discover and Open Graph show large pictures from 1200 pixels on, and none large below 696.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from feedservice.article import Rendition

WEBP, JPEG = "image/webp", "image/jpeg"
#: How wide the files for browsers are, beside one as wide as the photo.
WIDTHS_PX = (400, 800)
SHAPES: Mapping[str, tuple[int, int]] = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
#: A shape is cut only where it is left so large.
LEAST_PIXELS = 50_000
#: A photo that differs from a shape by less than this is of it.
_ALIKE = 0.02
_NAME = re.compile(r"([0-9a-f]{32})\.(?:(\d{1,5})\.webp|(\d{1,2}x\d)\.jpg)")


@dataclass(frozen=True, slots=True)
class Offered:
    """A picture that can be asked for: of which photo (`source`), as wide as this, or cut to a `shape`."""

    name: str
    source: str
    media_type: str
    width_px: int
    height_px: int
    shape: str = ""


def webps(photo: Rendition) -> list[Offered]:
    """The smaller files of a photo, the narrowest first; none of what is no JPEG."""
    if photo.media_type != JPEG:
        return []
    widths = [*(px for px in WIDTHS_PX if px < photo.width_px), photo.width_px]
    return [
        Offered(f"{_stem(photo)}.{px}.webp", photo.name, WEBP, px, max(round(photo.height_px * px / photo.width_px), 1))
        for px in widths
    ]


def cuts(photo: Rendition) -> list[Offered]:
    """The shapes that a photo can be cut to: not the one that it has, and none that would be too small."""
    found = []
    for shape, sides in SHAPES.items() if photo.media_type == JPEG else ():
        width_px, height_px = fitting(photo.width_px, photo.height_px, *sides)
        is_large = width_px * height_px >= LEAST_PIXELS
        is_it_already = abs(photo.width_px / photo.height_px / (sides[0] / sides[1]) - 1) < _ALIKE
        if is_large and not is_it_already:
            found.append(Offered(f"{_stem(photo)}.{shape}.jpg", photo.name, JPEG, width_px, height_px, shape))
    return found


def offered(photo: Rendition) -> list[Offered]:
    """All that can be asked for of a photo."""
    return [*webps(photo), *cuts(photo)]


def fitting(width_px: int, height_px: int, across: int, down: int) -> tuple[int, int]:
    """The largest sides of a shape within a picture."""
    if width_px * down >= height_px * across:
        return max(round(height_px * across / down), 1), height_px
    return width_px, max(round(width_px * down / across), 1)


def photo_of(name: str) -> str:
    """The name of the photo that a picture is made of; nothing for a name that is none of these."""
    found = _NAME.fullmatch(name)
    return f"{found[1]}.jpg" if found and (found[3] is None or found[3] in SHAPES) else ""


def _stem(photo: Rendition) -> str:
    return photo.name.partition(".")[0]
