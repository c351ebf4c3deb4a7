"""The newsroom's own pictures, logo and icon: read once in each process, with the sizes that readers and telephones want.

Touches: disk (the files that the settings name). Whether they are fit to be used is looked at where settings are read
(`settings.pictures`). A size is named by the hash of what it was made of and of how, not of its own bytes, so that every machine has
it under one name whatever its Pillow; which is loaded only where a size has to be made.
Sources: RSS 2.0 (image: at most 144 by 400), Apple, Configuring Web Applications (apple-touch-icon: 180 by 180, not transparent).
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from feedservice.addresses import Emblem, Face, face_url
from feedservice.channels import Presentation
from feedservice.settings import Settings
from feedservice.settings.pictures import PNG, SVG, PictureFile, is_address, read_picture

if TYPE_CHECKING:
    from PIL import Image

_log = logging.getLogger(__name__)

#: The largest image of RSS 2.0, and the icon of a telephone.
PLATE_PX, TOUCH_PX = (144, 400), (180, 180)
#: Raised when pictures are made otherwise, so that they get other names.
_RECIPE = "1"
_NAME_DIGITS = 32
#: Which picture a name is of, whatever it was made of: an earlier one's address leads to the one there is now.
_NAME = re.compile(r"^(logo|icon|plate|touch)-[0-9a-f]{32}\.(?:png|jpg|svg)$")


@dataclass(frozen=True, slots=True)
class EmblemFile:
    """A picture of the newsroom as it is served."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Emblems:
    """The newsroom's face, the logos of feeds where they are files of ours, and all files that we serve ourselves, by name."""

    face: Face
    files: Mapping[str, EmblemFile] = field(default_factory=dict)
    covers: Mapping[str, Emblem] = field(default_factory=dict)

    def instead_of(self, name: str) -> str | None:
        """The name of the picture that there is now in place of an earlier one."""
        known = _NAME.match(name)
        return next((one for one in self.files if known and one.startswith(f"{known[1]}-")), None)


def face_of(settings: Settings) -> Face:
    """The newsroom's face."""
    return emblems_of(settings).face


def emblems_of(settings: Settings) -> Emblems:
    """The newsroom's face with its files. What is no longer as it was when the settings were read is told to the log, and left out."""
    words = (settings.publisher, settings.contact, settings.rights, settings.colour)
    covers = tuple(
        (name, feed.logo) for name, feed in settings.feeds.items() if feed.logo and not is_address(feed.logo)
    )
    return _emblems(settings.public_url, settings.logo, settings.icon, words, covers)


def shown_with(shows: Presentation, name: str, settings: Settings) -> Presentation:
    """How a saved query shows its articles, its logo at the address that we serve it at; one that cannot be had is left out."""
    if not shows.logo or is_address(shows.logo):
        return shows
    cover = emblems_of(settings).covers.get(name)
    return replace(shows, logo=cover.address if cover else "", cover=cover)


@lru_cache(maxsize=8)
def _emblems(
    base_url: str, logo: str, icon: str, words: tuple[str, str, str, str], covers: tuple[tuple[str, str], ...]
) -> Emblems:
    made = _Making(base_url)
    plate = made.size("plate", "logo", logo, _plate) if logo else made.size("plate", "icon", icon, _plate)
    touch = None if is_address(icon) else made.size("touch", "icon", icon, _touch)
    face = Face(*words, logo=made.whole("logo", logo), icon=made.whole("icon", icon), plate=plate, touch=touch)
    found = {name: made.whole("cover", place, f"feeds.{name}.logo") for name, place in covers}
    return Emblems(face, made.files, {name: cover for name, cover in found.items() if cover})


@dataclass(frozen=True, slots=True)
class _Making:
    """Collects the files that we serve ourselves, while a face is made of them."""

    base_url: str
    files: dict[str, EmblemFile] = field(default_factory=dict)

    def whole(self, role: str, place: str, setting: str = "") -> Emblem | None:
        """The picture of a setting as it is, if there is one."""
        if is_address(place):
            return Emblem(place)
        picture = _read(setting or role, place)
        return self._kept(_name(role, picture), picture) if picture else None

    def size(self, role: str, setting: str, place: str, make: Callable[[PictureFile], PictureFile]) -> Emblem | None:
        """Another size of it; of a drawing there is none, of what others serve it is the picture itself."""
        if is_address(place):
            return Emblem(place)
        picture = _read(setting, place)
        if picture is None or picture.media_type == SVG:
            return None
        try:
            size = make(picture)
        except (OSError, ValueError, SyntaxError) as error:
            _log.warning("of the picture that the setting %s names no %s can be made: %s", setting, role, error)
            return None
        return self._kept(_name(role, picture, size.suffix), size)

    def _kept(self, name: str, picture: PictureFile) -> Emblem:
        self.files[name] = EmblemFile(picture.content, picture.media_type)
        sides = (0, 0) if picture.media_type == SVG else (picture.width_px, picture.height_px)
        return Emblem(face_url(self.base_url, name), picture.media_type, *sides, picture.colours)


def _read(setting: str, place: str) -> PictureFile | None:
    try:
        return read_picture(Path(place)) if place else None
    except ValueError as error:
        _log.error(
            "the picture that the setting %s names (%s) %s; it is left out until the next start", setting, place, error
        )
        return None


def _name(role: str, picture: PictureFile, suffix: str = "") -> str:
    made_as = f"{_RECIPE}:{role}:".encode() if suffix else b""
    return f"{role}-{sha256(made_as + picture.content).hexdigest()[:_NAME_DIGITS]}{suffix or picture.suffix}"


def _plate(picture: PictureFile) -> PictureFile:
    """The picture within what RSS takes; as it is where it is within that already."""
    if picture.width_px <= PLATE_PX[0] and picture.height_px <= PLATE_PX[1]:
        return picture
    scale = min(PLATE_PX[0] / picture.width_px, PLATE_PX[1] / picture.height_px)
    size = (max(round(picture.width_px * scale), 1), max(round(picture.height_px * scale), 1))
    return _as_png(_opened(picture).resize(size, _lanczos()))


def _touch(picture: PictureFile) -> PictureFile:
    """The icon on white: what is transparent a telephone shows black."""
    from PIL import Image  # noqa: PLC0415

    icon = _opened(picture).resize(TOUCH_PX, _lanczos())
    ground = Image.new("RGB", TOUCH_PX, "white")
    ground.paste(icon, mask=icon.getchannel("A"))
    return _as_png(ground)


def _opened(picture: PictureFile) -> Image.Image:
    from PIL import Image  # noqa: PLC0415  # several megabytes, which a process without such pictures need not have

    with Image.open(io.BytesIO(picture.content)) as opened:
        return opened.convert("RGBA")


def _lanczos() -> Image.Resampling:
    from PIL import Image  # noqa: PLC0415

    return Image.Resampling.LANCZOS


def _as_png(image: Image.Image) -> PictureFile:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return PictureFile(file.getvalue(), PNG, *image.size)
