"""The newsroom's own pictures, its logo and its icon, as settings name them: an address, or a file that is one. Touches: disk, environment.

Looked at when settings are read, so that a start ends with a sentence that says what is wrong; without Pillow,
which would take as long to load as all the rest of a start. Checks raise ValueError with the rest of a sentence that begins with the setting's name.
Sources: PNG section 11.2.2, ITU-T T.81 section B.2.2, SVG 2; JSON Feed 1.1 (icon and favicon are square, and 64 pixels wide
or more); Google, structured data, Organization (a logo is 112 pixels wide and high at least).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

from feedservice.settings.file_place import beside_settings

#: Readers and mail services fetch a logo whole, often once for each feed.
MOST_BYTES = 1_000_000
MOST_PX = 4096
_LEAST_ICON_PX = 64
PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
_SUFFIXES = {PNG: ".png", JPEG: ".jpg", SVG: ".svg"}
#: The frames of JPEG that say how large the picture is, of every way to code it (T.81 table B.1).
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
#: Marks that no length follows.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_SVG = re.compile(rb"(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*<(?:\w+:)?svg\b([^>]*)>", re.DOTALL)
_VIEW_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)\s*["']""")
_SIDE = re.compile(rb"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
#: What an icon has no need of, and what would run in a reader's browser.
_RUNS = re.compile(rb"<script|\son\w+\s*=|javascript:|<foreignObject|<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it lies on disk. Of a drawing (SVG) the sides are those it is drawn in."""

    content: bytes
    media_type: str
    width_px: int
    height_px: int

    @property
    def colours(self) -> str:
        """What its colours are: RGB, RGB with transparency, grey, CMYK; nothing for a drawing."""
        return _colours(self.content, self.media_type)

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return _SUFFIXES[self.media_type]


def is_address(place: str) -> bool:
    """Whether a picture is named by its address."""
    return "://" in place


def logo_place(place: str) -> str:
    """The address or the whole path of a logo that is fit to be one, or nothing."""
    if not place or is_address(place):
        return _address(place)
    picture = read_picture(beside_settings(place))
    if picture.media_type == SVG:
        raise ValueError("is a drawing (SVG), which few readers show for a logo; name a PNG or JPEG of it")
    return str(beside_settings(place))


def feed_logo_place(place: str) -> str:
    """The address or the whole path of a feed's logo, or of a podcast's cover; whether its partner takes it is told on the desk."""
    if not place or is_address(place):
        if place and not place.startswith(("https://", "http://")):
            raise ValueError("must be a whole address, with https://, or name a file")
        return place
    if read_picture(beside_settings(place)).media_type == SVG:
        raise ValueError("is a drawing (SVG), which partners do not take; name a PNG or JPEG of it")
    return str(beside_settings(place))


def icon_place(place: str) -> str:
    """The address or the whole path of an icon that is fit to be one, or nothing."""
    if not place or is_address(place):
        return _address(place)
    picture = read_picture(beside_settings(place))
    width, height = picture.width_px, picture.height_px
    if width != height:
        raise ValueError(f"is {width} by {height}, and an icon is square; cut it so, best 512 by 512 pixels")
    if picture.media_type != SVG and width < _LEAST_ICON_PX:
        raise ValueError(f"is {width} pixels wide; an icon has {_LEAST_ICON_PX} at least, best 512")
    return str(beside_settings(place))


def _address(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme == "https" and parts.hostname and url.isascii() and not re.search(r'[\s<>"]', url)):
        raise ValueError("is no address of a picture; write it whole, with https://, or name a file")
    return url


def read_picture(file: Path) -> PictureFile:
    """The picture in a file. Raises ValueError when there is none, or it is none that we take."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ValueError(f"names no file: there is no {file}. A path that is not whole begins beside the settings file") from None  # fmt: skip
    except OSError as error:
        raise ValueError(f"cannot be read ({file}: {error.strerror or error})") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"is larger than {MOST_BYTES:,} bytes, and readers fetch it often; save it smaller")
    media_type, size = _seen(content)
    if size is None:
        raise ValueError(f"is no picture that we know ({file}); PNG and JPEG are, and for an icon SVG")
    if not _is_whole(content, media_type):
        raise ValueError(f"is damaged ({file}): it does not end as it should; save it anew")
    if media_type == SVG and _RUNS.search(content):
        raise ValueError("is a drawing with scripts or foreign parts in it; save it as plain SVG")
    if not all(0 < side <= MOST_PX for side in size):
        raise ValueError(f"is {size[0]} by {size[1]} pixels; the most are {MOST_PX} on each side")
    return PictureFile(content, media_type, *size)


def _seen(content: bytes) -> tuple[str, tuple[int, int] | None]:
    """Of which kind it is, and how large; by its bytes, never its name."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return PNG, (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG, _jpeg_size(content)
    return SVG, _svg_size(content.removeprefix(b"\xef\xbb\xbf"))


def _is_whole(content: bytes, media_type: str) -> bool:
    """Whether a picture was written to its end: every part of a PNG with its sum, the last mark of a JPEG."""
    if media_type == JPEG:
        return content.rstrip(b"\0\r\n").endswith(b"\xff\xd9")
    place = 8
    while media_type == PNG and content[place + 4 : place + 8] != b"IEND":
        end = place + 8 + int.from_bytes(content[place : place + 4], "big")
        if end + 4 > len(content) or crc32(content[place + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            return False
        place = end + 4
    return media_type != SVG or b"svg>" in content[-200:]


#: The kinds of colour of a PNG (section 11.2.2), and of a JPEG by the number of its components (T.81 section B.2.2; JFIF, Adobe).
_PNG_COLOURS = {0: "grey", 2: "RGB", 3: "RGB", 4: "grey with transparency", 6: "RGB with transparency"}
_JPEG_COLOURS = {1: "grey", 3: "RGB", 4: "CMYK"}


def _colours(content: bytes, media_type: str) -> str:
    if media_type == PNG:
        is_clear = content[25] == 3 and b"tRNS" in content[: content.find(b"IDAT")]
        return "RGB with transparency" if is_clear else _PNG_COLOURS.get(content[25], "")
    frame = _jpeg_frame(content) if media_type == JPEG else None
    return _JPEG_COLOURS.get(content[frame + 9], "") if frame and frame + 9 < len(content) else ""


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    frame = _jpeg_frame(content)
    if frame is None:
        return None
    height, width = content[frame + 5 : frame + 7], content[frame + 7 : frame + 9]
    return int.from_bytes(width, "big"), int.from_bytes(height, "big")


def _jpeg_frame(content: bytes) -> int | None:
    """Where the part of a JPEG begins that says how large it is."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        mark = content[place + 1]
        if mark in _FRAMES:
            return place
        bare = mark in _BARE
        place += 1 if mark == 0xFF else 2 if bare else 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None


def _svg_size(content: bytes) -> tuple[int, int] | None:
    """The sides of a drawing: those of its box, else those it states; one that says neither fills whatever it is put in."""
    root = _SVG.match(content)
    if root is None:
        return None
    sides = dict(_SIDE.findall(b" " + root[1]))
    if box := _VIEW_BOX.search(root[1]):
        width, height = box.groups()
    else:
        width, height = sides.get(b"width", b"1"), sides.get(b"height", b"1")
    try:
        return max(round(float(width)), 1), max(round(float(height)), 1)
    except (ValueError, OverflowError):
        return None
