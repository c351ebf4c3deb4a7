"""Photos: what a file really is, by its bytes, and the copy that is served. Touches: disk (the state folder).

Type, bytes and pixels come from the file itself. A broken or oversized picture raises PhotoProblem; it never crashes
a turn and never reaches a reader. Does not resize yet: the one rendition is the file as dropped.
"""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from feedservice.article import PHOTO_SUFFIXES, Rendition, SourceFile
from feedservice.errors import PhotoProblem

#: Only these decoders are ever tried on what people drop.
_DECODERS = ("JPEG", "PNG", "GIF", "WEBP")
#: Enough of the hash that no two pictures ever share a name (128 bits).
_NAME_DIGITS = 32


def measure(source: SourceFile, limit_pixels: int) -> Rendition:
    """The picture as it would be served. Raises PhotoProblem when it is no picture, broken, or over the limit.

    The size is checked before anything is decoded (decompression bombs); then all of it is decoded once, for
    Pillow's verify() does not see a truncated file (tests/test_photos.py).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(source.content), formats=_DECODERS) as image:
                width_px, height_px = image.size
                media_type = image.get_format_mimetype() or ""
                _check_pixels(source.path, width_px, height_px, limit_pixels)
                image.load()
    except PhotoProblem:
        raise
    except UnidentifiedImageError as error:
        raise PhotoProblem(
            source.path,
            "This is not a picture that can be read, whatever its name says.",
            "Export it again as JPEG or PNG.",
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, MemoryError) as error:
        raise PhotoProblem(
            source.path, f"The picture is broken: {error}.", "Export it again as JPEG or PNG, and copy it whole."
        ) from error
    suffix = PHOTO_SUFFIXES.get(media_type, "")
    if not suffix:
        raise PhotoProblem(source.path, f"Pictures of the type {media_type} are not used.", "Export it as JPEG or PNG.")
    name = source.sha256[:_NAME_DIGITS] + suffix
    return Rendition(name, media_type, len(source.content), width_px, height_px)


def _check_pixels(path: str, width_px: int, height_px: int, limit_pixels: int) -> None:
    if width_px * height_px > limit_pixels:
        raise PhotoProblem(
            path,
            f"The picture has {width_px} × {height_px} pixels, more than the limit of {limit_pixels / 1e6:.0f} million.",
            "Export it smaller; 2,000 pixels wide is plenty.",
        )


def keep(source: SourceFile, rendition: Rendition, photos_dir: Path) -> None:
    """Put the served copy in its place, whole or not at all; a copy already there is left.

    What a kill leaves unfinished is hidden, never served, and written over by the next try. Only the press with the
    lease calls this.

    Raises OSError when the disk is full or cannot be written.
    """
    target = photos_dir / rendition.name
    if target.is_file() and target.stat().st_size == rendition.size_bytes:
        return
    photos_dir.mkdir(parents=True, exist_ok=True)
    unfinished = photos_dir / f".{rendition.name}"
    try:
        with unfinished.open("wb") as file:
            file.write(source.content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
