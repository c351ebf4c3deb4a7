"""Pixels: a picture upright, in sRGB, in a kind that every reader shows; and smaller ones. Touches: nothing; needs Pillow.

Works on pictures whose size was checked. Never changes one that is fine: `develop` asks `has_to_be_printed` first.
The same picture gives the same bytes on every machine with the same Pillow.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageCms

#: Kinds that every reader shows (WHATWG MIME Sniffing, image types; RSS readers show no others for sure).
SHOWN = frozenset({"JPEG", "PNG", "GIF", "WEBP"})
#: How each orientation is set upright (Exif 3.0, tag 0x0112).
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Orientations that exchange width and height.
LYING = frozenset({5, 6, 7, 8})
#: How each kind is written. Quality 90 is hardly to be told from the original; the rest keeps files small.
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
    "GIF": {},
}
#: Above so many pixels a JPEG is written as it is encoded: to order it for the slow line doubles the memory it takes.
_LARGE_PIXELS = 60_000_000
_LARGE_WRITTEN = {"progressive": False, "optimize": False}
#: A profile that moves no colour further than this, of 255, is sRGB by whatever name.
_UNSEEN_DIFFERENCE = 3
#: Modes of more than eight bits a channel (Pillow, concepts: modes).
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
#: Greys of a deep picture up to here are 12 bits or fewer in a wider container, and are spread by their lightest.
_TWELVE_BITS = 4095
#: libjpeg writes none that is higher or wider (JPEG_MAX_DIMENSION).
_HIGHEST_PX = 65_500


def has_to_be_printed(image: Image.Image, orientation: int, profile: bytes) -> bool:
    """Whether the picture cannot be served as it is: not upright, colours of another space, moving, an odd kind."""
    return (
        image.format not in SHOWN
        or orientation in UPRIGHT
        or image.mode == "CMYK"
        or getattr(image, "is_animated", False)
        or not _is_srgb(profile, "L" if image.mode in ("L", "LA") else "RGB")
    )


def printed(image: Image.Image, orientation: int, profile: bytes) -> bytes:
    """The picture upright, in sRGB, as JPEG; PNG when it is transparent or was one, WebP or GIF when it was one.

    Of a moving picture the first frame. Has neither profile nor metadata. Raises what Pillow raises.
    """
    kind = image.format if image.format in SHOWN else ""
    if kind == "GIF":
        upright = image.copy()
        transparency = image.info.get("transparency")
        upright.info = {} if transparency is None else {"transparency": transparency}
    else:
        upright = _in_srgb(image, profile)
        upright.info = {}
    if orientation in UPRIGHT:
        upright = upright.transpose(UPRIGHT[orientation])
    if not kind:
        kind = "PNG" if _is_transparent(upright) else "JPEG"
    if kind == "JPEG" and upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    file = io.BytesIO()
    is_large = kind == "JPEG" and upright.width * upright.height > _LARGE_PIXELS
    upright.save(file, kind, **{**_WRITTEN[kind], **(_LARGE_WRITTEN if is_large else {})})
    return file.getvalue()


def reduced(image: Image.Image, wide_px: int) -> Image.Image:
    """All of the picture decoded, in grey or RGB, and at least so wide if it is; what is transparent becomes white.

    For one that need not be printed. A JPEG is decoded at a half, a quarter or an eighth, which takes less time and
    memory and still reads it to its end. Raises what Pillow raises.
    """
    image.draft(None, _of_width(image.size, wide_px))
    image.load()
    plain = smaller(_plain(image), wide_px)
    if plain.mode == "RGBA":
        white = Image.new("RGB", plain.size, "white")
        white.paste(plain, mask=plain.getchannel("A"))
        plain = white
    return plain


def smaller(image: Image.Image, wide_px: int) -> Image.Image:
    """The picture so wide, or as it is when it is not wider; higher than a JPEG can be it never is."""
    size = _of_width(image.size, min(wide_px, image.width))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _of_width(size: tuple[int, int], wide_px: int) -> tuple[int, int]:
    """Width and height of a picture of this size made so wide, within what a JPEG can hold."""
    width_px, height_px = size
    fitting_px = max(min(wide_px, width_px * _HIGHEST_PX // height_px), 1)
    return fitting_px, max(min(round(height_px * fitting_px / width_px), _HIGHEST_PX), 1)


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """A grey or RGB picture as JPEG, with neither profile nor metadata. `quality` is Pillow's, 1 to 95."""
    image.info = {}
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def _is_transparent(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    lowest, _ = image.getchannel("A").getextrema()
    return isinstance(lowest, (int, float)) and lowest < 255


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture as grey, RGB or RGBA; by its profile where there is one that fits, else as Pillow sees its colours."""
    plain = _plain(image)
    alpha = plain.getchannel("A") if plain.mode == "RGBA" else None
    colours = plain.convert("RGB") if alpha else plain
    if profile and not _is_srgb(profile, colours.mode):
        transform = _transform(profile, colours.mode)
        if transform is not None:
            colours = transform.apply(colours)
    if colours.mode not in ("L", "RGB"):
        colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of the modes that profiles know: L, RGB, RGBA, CMYK, LAB."""
    if image.mode in _DEEP:
        return _shallow(image)
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        return _built(lab, "LAB").apply(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """Sixteen bits or more to eight: by the range of the kind, or by the lightest when that lies far below."""
    wide = image.convert("F")
    lowest, highest = (float(end) for end in wide.getextrema())  # type: ignore[arg-type]
    if lowest >= 0 and _TWELVE_BITS < highest <= 0xFFFF:
        lowest, highest = 0.0, 65535.0
    scale = 255.0 / (highest - lowest) if highest > lowest else 0.0
    return wide.point(lambda grey: grey * scale - lowest * scale).convert("L")


@lru_cache(maxsize=64)
def _is_srgb(profile: bytes, mode: str) -> bool:
    """Whether a profile leaves colours as they are, so that the picture can be shown without it; so does a damaged one."""
    if not profile:
        return True
    transform = _transform(profile, mode)
    if transform is None:
        return True
    patches = _patches(mode)
    before = patches.convert("RGB").tobytes()
    after = transform.apply(patches).tobytes()
    return max(abs(one - other) for one, other in zip(before, after, strict=True)) <= _UNSEEN_DIFFERENCE


def _patches(mode: str) -> Image.Image:
    """Colours from everywhere in the space, to try a profile on."""
    steps = [*range(0, 256, 17)]
    if mode == "L":
        return Image.frombytes("L", (len(steps), 1), bytes(steps))
    if mode == "CMYK":
        return Image.new("CMYK", (1, 1), (255, 0, 0, 0))
    pixels = bytes(part for red in steps for green in steps for blue in steps for part in (red, green, blue))
    return Image.frombytes("RGB", (len(steps) ** 2, len(steps)), pixels)


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """From a profile to sRGB; none when the profile is damaged or of another mode, as some programs leave it."""
    try:
        return _built(ImageCms.ImageCmsProfile(io.BytesIO(profile)), mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _built(profile: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
