"""The sizes of a photo: the enclosure that every reader takes, and a thumbnail. Pure.

The enclosure is a JPEG in sRGB of at most a million bytes, for mail services and reader programs take no more. A photo
that is one already is its own enclosure, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from PIL import Image

from feedservice.addresses import PHOTO_SUFFIXES
from feedservice.article import Rendition
from feedservice.photos import pixels

#: Mailchimp and MailUp ask for pictures within a megabyte.
ENCLOSURE_BYTES = 1_000_000
#: A photo of this width is taken as it is; a wider one is made so wide as fills a screen.
ENCLOSURE_PX, MADE_PX = 2000, 1600
#: Aggregators show no large preview below this (Google Discover, Open Graph): quality goes down before width does.
LEAST_PX = 1200
_MOST_PIXELS = 12_000_000
#: At 85 loss is hardly seen; at 60 it is, beside the original.
_QUALITIES = (85, 78, 70, 60)
THUMBNAIL_PX, _THUMBNAIL_QUALITY = 400, 80
#: Enough of the hash that no two pictures ever share a name (128 bits).
_NAME_DIGITS = 32

#: A rendition with its bytes.
Print = tuple[Rendition, bytes]


def described(content: bytes, media_type: str, size: tuple[int, int], role: str) -> Print:
    """A picture's bytes with what feeds say of them, under the hash of the bytes for its name."""
    name = sha256(content).hexdigest()[:_NAME_DIGITS] + PHOTO_SUFFIXES[media_type]
    return Rendition(name, media_type, len(content), *size, role), content


def is_enclosure(media_type: str, width_px: int, size_bytes: int) -> bool:
    """Whether a picture that is served as it was dropped is fit for its own enclosure."""
    return media_type == "image/jpeg" and width_px <= ENCLOSURE_PX and size_bytes <= ENCLOSURE_BYTES


def made(image: Image.Image, original: Print, signed: Callable[[bytes], bytes]) -> tuple[Print, ...]:
    """The enclosure, the original where that is another, and a thumbnail where one is worth having.

    `image` is the original, opened; all of it is decoded, which tells whether it is whole. `signed` writes into a JPEG
    whose it is. Raises what Pillow raises.
    """
    rendition, content = original
    media_type, size = rendition.media_type, (rendition.width_px, rendition.height_px)
    if is_enclosure(media_type, size[0], len(content)):
        seen = pixels.reduced(image, THUMBNAIL_PX)
        first = described(content, media_type, size, "enclosure")
        return first, *_thumbnail(seen, first, signed)
    seen = pixels.reduced(image, _fitting_px(*size))
    first = _enclosure(seen, signed)
    return first, original, *_thumbnail(seen, first, signed)


def _fitting_px(width_px: int, height_px: int) -> int:
    """The width to begin with: less for pictures so high that no quality would fit, and trying would take long."""
    return min(MADE_PX, max(int((_MOST_PIXELS * width_px / height_px) ** 0.5), 1))


def _enclosure(image: Image.Image, signed: Callable[[bytes], bytes]) -> Print:
    """The best quality that fits at this width; else a width that fits, at least LEAST_PX if any quality does."""
    while True:
        for quality in _QUALITIES:
            content = signed(pixels.as_jpeg(image, quality))
            if len(content) <= ENCLOSURE_BYTES:
                return described(content, "image/jpeg", image.size, "enclosure")
        image = pixels.smaller(image, _next_width(image.width, len(content)))


def _next_width(width_px: int, size_bytes: int) -> int:
    """The width at which a picture of so many bytes may fit: bytes grow with the area."""
    fitting_px = int(width_px * (0.95 * ENCLOSURE_BYTES / size_bytes) ** 0.5)
    return max(LEAST_PX, fitting_px) if width_px > LEAST_PX else max(fitting_px, 1)


def _thumbnail(image: Image.Image, enclosure: Print, signed: Callable[[bytes], bytes]) -> tuple[Print, ...]:
    """A small one, unless the enclosure is as small already."""
    if enclosure[0].width_px <= THUMBNAIL_PX:
        return ()
    small = pixels.smaller(image, THUMBNAIL_PX)
    content = signed(pixels.as_jpeg(small, _THUMBNAIL_QUALITY))
    return (described(content, "image/jpeg", small.size, "thumbnail"),) if len(content) < len(enclosure[1]) else ()
