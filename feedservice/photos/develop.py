"""Photos: what a file really is, by its bytes, and what of it is served. Touches: the place where photos are kept.

Type, bytes and pixels come from the file itself. A broken or oversized picture raises PhotoProblem; it never crashes
a turn and never reaches a reader. JPEG, PNG, GIF and WebP are served as dropped, less their metadata (`metadata.removal`
says which and why); what is not upright, not in sRGB, moving, or of another kind is printed anew (`pixels`). Beside
this original, there are the sizes that readers need (`sizes`).
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from feedservice.article import Rendition, SourceFile
from feedservice.errors import MediaStoreAway, NotKept, PhotoProblem
from feedservice.media_store.kept_file import MediaStore
from feedservice.photos import metadata, pixels
from feedservice.photos.metadata import Embedded, exif, removal, segments
from feedservice.photos.metadata.caption_words import parted
from feedservice.photos.sizes import described, made

#: Only these decoders are ever tried on what people drop; HEIF is pillow-heif's.
_DECODERS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF")
#: Brands of a HEIC file (ISO 23008-12, B.4), and the general one of files whose codec is inside.
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_ORIENTATION = 0x0112
#: What people drop for a photo, by its first bytes (file(1), magic numbers).
_OTHER_KINDS = (
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"BM", "a Windows bitmap"),
    (b"<svg", "a drawing (SVG)"),
    (b"<?xml", "a drawing (SVG) or other XML"),
    (b"<!", "a web page"),
    (b"<html", "a web page"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"FUJIFILM", "a camera's raw file"),
)
#: What decoders say of a file that ends too soon.
_CUT_OFF = re.compile(r"truncated|end of file|unexpected end|cut off", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServedPhoto:
    """What readers get of a photo file: its renditions, the enclosure first, and the bytes of each.

    There are no bytes when all renditions are in their place already: made before, or handed in. `said` is what the file's metadata says.
    """

    renditions: tuple[Rendition, ...]
    said: Embedded
    contents: tuple[bytes, ...] = ()
    source_sha256: str = ""

    @property
    def rendition(self) -> Rendition:
        """The enclosure."""
        return self.renditions[0]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the largest rendition, which are the picture's own."""
        return max((one.width_px, one.height_px) for one in self.renditions)


def develop(source: SourceFile, limit_pixels: int, store: MediaStore | None = None) -> ServedPhoto:
    """The picture as it is served. Raises PhotoProblem when it is no picture, broken, over the limit, or cannot be kept.

    What was made of it before and is kept in the store is not made again. The size is checked before anything is
    decoded (decompression bombs); then all of it is decoded once, for Pillow's verify() does not see a truncated file
    (tests/photos/test_develop.py).
    """
    try:
        return _developed(source, limit_pixels, store)
    except MediaStoreAway as error:
        raise NotKept(source.path, error.why) from error


def _developed(source: SourceFile, limit_pixels: int, store: MediaStore | None) -> ServedPhoto:
    kept = store.remembered(source.sha256) if store else ()
    if kept:
        photo = ServedPhoto(kept, parted(metadata.read(source.content)))
        _check_pixels(source.path, *photo.size, limit_pixels)
        return photo
    bare = _printed(source, limit_pixels)
    said = parted(metadata.read(source.content))
    packet = removal.rights(said)
    content = _signed(bare, packet)
    with _opened(source.path, content) as image:
        original = described(content, Image.MIME[image.format or ""], image.size, "original")
        prints = made(image, original, lambda jpeg: _signed(jpeg, packet))
    sizes, contents = zip(*prints, strict=True)
    if store and store.hand_in(source.sha256, sizes, contents):
        contents = ()
    return ServedPhoto(sizes, said, contents, source.sha256)


def _printed(source: SourceFile, limit_pixels: int) -> bytes:
    """The picture without metadata; printed anew where it has to be."""
    bare = removal.cleared(source.content)
    with _opened(source.path, bare) as image:
        _check_pixels(source.path, *image.size, limit_pixels)
        orientation = _orientation(source.content, image)
        profile = image.info.get("icc_profile") or b""
        if not pixels.has_to_be_printed(image, orientation, profile):
            return bare
        image.load()
        return pixels.printed(image, orientation, profile)


def _signed(content: bytes, packet: bytes) -> bytes:
    """The picture with the words that say whose it is, where there are any."""
    return removal.cleared(content, packet) if packet else content


def upright_size(source: SourceFile) -> tuple[int, int] | None:
    """Width and height as the file's head states them, set upright; none when it states none. Decodes nothing."""
    try:
        with _opened(source.path, removal.cleared(source.content)) as image:
            width_px, height_px = image.size
            lying = _orientation(source.content, image) in pixels.LYING
    except PhotoProblem:
        return None
    return (height_px, width_px) if lying else (width_px, height_px)


@contextmanager
def _opened(path: str, content: bytes) -> Iterator[Image.Image]:
    """The picture in these bytes; whatever goes wrong with it is a PhotoProblem in an editor's words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_decoders(content)) as image:
                yield image
    except PhotoProblem:
        raise
    except UnidentifiedImageError as error:
        kind = next((name for start, name in _OTHER_KINDS if content.lstrip()[:24].startswith(start)), "")
        what = "This is not a picture that can be read, whatever its name says."
        if kind:
            what = f"This is {kind}, which cannot be used as a photo, whatever its name says."
        raise PhotoProblem(path, what, "Export it again as JPEG or PNG.") from error
    except Exception as error:  # decoders raise whatever comes to them on damage: RuntimeError, struct.error, TypeError
        why = "it breaks off before its end" if _CUT_OFF.search(str(error)) else "its data is damaged"
        raise PhotoProblem(
            path, f"The picture is broken: {why}.", "Export it again as JPEG or PNG, and copy it whole."
        ) from error


def _decoders(content: bytes) -> tuple[str, ...]:
    """The decoders to try; the one for HEIC is imported only for a file that may be one."""
    brands = content[8 : int.from_bytes(content[:4])][:64]
    if content[4:8] != b"ftyp" or not any(brand in brands for brand in _HEIF_BRANDS) or b"avif" in brands[:4]:
        return _DECODERS
    import pillow_heif  # noqa: PLC0415  # a tenth of a second and a large library

    pillow_heif.register_heif_opener(thumbnails=False)
    return (*_DECODERS, "HEIF")


def _orientation(content: bytes, image: Image.Image) -> int:
    """How the picture has to be turned (Exif 3.0, 0x0112); 1 when it is upright or says nothing that can be read.

    Pillow has turned TIFF and HEIC already when they are loaded, and knows what AVIF says in boxes of its own.
    """
    if image.format in ("TIFF", "HEIF"):
        return 1
    if image.format == "AVIF":
        try:
            return int(image.getexif().get(_ORIENTATION, 1))
        except (OSError, SyntaxError, ValueError, TypeError):
            return 1
    block = segments.find(content).exif.removeprefix(b"Exif\x00\x00")
    order = exif.byte_order(block)
    return int.from_bytes(exif.tags(block).get(_ORIENTATION, b"\x01")[:2], order) if order else 1


def _check_pixels(path: str, width_px: int, height_px: int, limit_pixels: int) -> None:
    if width_px * height_px > limit_pixels:
        raise PhotoProblem(
            path,
            f"The picture has {width_px} × {height_px} pixels, more than the limit of {limit_pixels / 1e6:.0f} million.",
            "Export it smaller; 2,000 pixels wide is plenty.",
        )
