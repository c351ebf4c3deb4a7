"""Makes the pictures that pages offer beside renditions, each when it is first asked for, and keeps them while there is room.

Touches: disk (a folder beside the store, which may be lost), the place where photos are kept; needs Pillow, which is loaded with the first.
One is made at a time in a process, so that a page with thirty photos takes no more than one core; whoever comes meanwhile is told to
take the photo itself (`Busy`). Nothing is ever made larger than its photo.
"""

from __future__ import annotations

import io
import logging
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedservice.article import Rendition
from feedservice.media_store import media_store_of
from feedservice.media_store.kept_file import KeptFile
from feedservice.media_store.media_cache import MediaCache
from feedservice.media_store.page_pictures import JPEG, Offered, offered
from feedservice.settings import Settings

if TYPE_CHECKING:
    from PIL import Image

_log = logging.getLogger(__name__)

#: Measured on photos of the sample newsroom and others (docs/performance.md): method 4 takes 2.4 times as long for 5 % fewer bytes.
_WEBP: dict[str, Any] = {"quality": 76, "method": 2}
_JPEG: dict[str, Any] = {"quality": 82, "optimize": True, "progressive": True}
#: Where the most happens in a picture is looked for in one so wide.
_SEEN_PX = 96
#: So much does the middle count beside what happens at the edges of a picture: a cut moves only for a reason.
_MIDDLE = 0.35
_ONE = threading.Lock()


class Busy(Exception):
    """Another picture is being made just now."""


def picture_of(settings: Settings, name: str, source: str, patience_seconds: float) -> KeptFile | None:
    """A picture by its name, made of the photo `source` where it is not kept; none when it is none that is offered.

    Waits so long for another one that is being made, then raises Busy. Raises what the place of photos raises.
    """
    pictures = _kept_in(settings.state_dir / "pictures", settings.media_cache_bytes)
    if (kept := pictures.read(name)) is not None:
        return kept
    if not _ONE.acquire(timeout=patience_seconds):
        raise Busy
    try:
        if (kept := pictures.read(name)) is not None:
            return kept
        photo = media_store_of(settings).read(source)
        content = made(photo.content, name, source) if photo else b""
        if photo is None or not content:
            return None
        picture = KeptFile(content, photo.modified)
        try:
            pictures.put(name, picture)
        except OSError as error:
            _log.warning("a picture is made anew each time, for it cannot be kept: %s", error)
        return picture
    finally:
        _ONE.release()


@cache
def _kept_in(folder: Path, most_bytes: int) -> MediaCache:
    """One for the whole process: it counts what it adds."""
    return MediaCache(folder, most_bytes)


def made(photo: bytes, name: str, source: str) -> bytes:
    """The picture of a name, of the bytes of its photo; nothing when none of this name is offered."""
    from PIL import Image  # noqa: PLC0415  # most processes of a newsroom of feeds never make one

    with Image.open(io.BytesIO(photo)) as image:
        as_served = Rendition(source, JPEG, len(photo), *image.size, "enclosure")
        wanted = next((one for one in offered(as_served) if one.name == name), None)
        if wanted is None or image.format != "JPEG":
            return b""
        kept = {part: image.info[part] for part in ("exif", "xmp") if part in image.info}
        image.draft(None, (wanted.width_px, wanted.height_px) if not wanted.shape else image.size)
        plain = image if image.mode in ("L", "RGB") else image.convert("RGB")
        shown = _cut(plain, wanted) if wanted.shape else _narrowed(plain, wanted)
        shown.info = {}
        file = io.BytesIO()
        shown.save(file, "JPEG" if wanted.shape else "WEBP", **(_JPEG if wanted.shape else _WEBP), **kept)
        return file.getvalue()


def _narrowed(image: Image.Image, wanted: Offered) -> Image.Image:
    size = (wanted.width_px, wanted.height_px)
    return image.copy() if image.size == size else image.resize(size, _lanczos(), reducing_gap=3.0)


def _lanczos() -> Any:
    from PIL import Image  # noqa: PLC0415

    return Image.Resampling.LANCZOS


def _cut(image: Image.Image, wanted: Offered) -> Image.Image:
    """The part of a picture in which the most happens, of the shape that is wanted; the middle where nothing tells them apart."""
    room_x, room_y = image.width - wanted.width_px, image.height - wanted.height_px
    left = round(room_x * _place(image, wanted.width_px / image.width, across=True)) if room_x else 0
    top = round(room_y * _place(image, wanted.height_px / image.height, across=False)) if room_y else 0
    return image.crop((left, top, left + wanted.width_px, top + wanted.height_px))


def _place(image: Image.Image, share: float, *, across: bool) -> float:
    """Where a window of this share of a picture stands best, of 0 (left, top) to 1: by its edges, and by how near it is to the middle.

    From top to bottom the middle is a little above: faces are.
    """
    from PIL import ImageFilter  # noqa: PLC0415

    small = image.convert("L").resize((_SEEN_PX, _SEEN_PX), reducing_gap=2.0).filter(ImageFilter.FIND_EDGES)
    small = small.crop((2, 2, _SEEN_PX - 2, _SEEN_PX - 2))  # the filter sees an edge at every border
    line = small.resize((small.width, 1) if across else (1, small.height)).tobytes()
    wide = min(max(round(len(line) * share), 1), len(line) - 1)
    sums = [sum(line[at : at + wide]) for at in range(len(line) - wide + 1)]
    most, middle = max(sums) or 1, 0.5 if across else 0.4
    places = [at / (len(sums) - 1) if len(sums) > 1 else 0.5 for at in range(len(sums))]
    return max(places, key=lambda one: sums[round(one * (len(sums) - 1))] / most - _MIDDLE * abs(one - middle))
