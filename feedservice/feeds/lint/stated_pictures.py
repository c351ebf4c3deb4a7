"""What a feed says of its pictures, beside what they are: sizes that are not true, covers that directories of podcasts refuse. Pure.

Pixels are handed in: whoever asks for the pictures has them. Sources: RSS 2.0 (image: width and height), Media RSS 1.5.1 (content,
thumbnail), PSP-1 and podcasters.apple.com/support/896 (covers).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.wellformed import careful_parser
from feedservice.feeds.namespaces import ITUNES, MEDIA

#: What PSP-1 and Apple take for the cover of a podcast; which endings go with which kind.
LEAST_COVER_PX, MOST_COVER_PX = 1400, 3000
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}
_RGB = frozenset({"RGB", "P"})


@dataclass(frozen=True, slots=True)
class StatedPicture:
    """A picture that a feed names: where it does, what it is called there, the size that it states (0: none)."""

    where: str
    name: str
    address: str
    width_px: int = 0
    height_px: int = 0
    is_cover: bool = False


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """What is in its bytes: the kind, the mode of its colours as Pillow has them, pixels."""

    kind: str
    mode: str
    width_px: int
    height_px: int


def pictures_of(body: bytes) -> tuple[StatedPicture, ...]:
    """The pictures of an RSS or Atom document whose size is stated, and covers; each address once."""
    try:
        root = etree.fromstring(body, careful_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return ()
    found: list[StatedPicture] = []
    if (image := root.find("channel/image")) is not None:
        address, width, height = (image.findtext(name) or "" for name in ("url", "width", "height"))
        found.append(StatedPicture("channel, image", "image", address.strip(), _number(width), _number(height)))
    found += [
        StatedPicture("channel, itunes:image", "itunes:image", cover.get("href", ""), is_cover=True)
        for cover in root.iterfind(f"channel/{{{ITUNES}}}image")
    ]
    for one in root.iter(f"{{{MEDIA}}}content", f"{{{MEDIA}}}thumbnail"):
        name = f"media:{etree.QName(one).localname}"
        is_picture = name == "media:thumbnail" or one.get("medium") == "image" or one.get("type", "")[:6] == "image/"
        if is_picture:
            sides = _number(one.get("width", "")), _number(one.get("height", ""))
            found.append(StatedPicture(f"line {one.sourceline}, {name}", name, one.get("url", ""), *sides))
    wanted = (one for one in found if one.address and (one.is_cover or one.width_px or one.height_px))
    return tuple({(one.address, one.is_cover): one for one in reversed(list(wanted))}.values())[::-1]


def judge_picture(notes: JudgesNotes, stated: StatedPicture, seen: SeenPicture) -> None:
    """A picture by its pixels."""
    width, height = seen.width_px, seen.height_px
    if stated.is_cover:
        if flaw := _flaw_of_cover(stated, seen):
            notes.tell("CoverUnfit", stated.where, stated.name, flaw)
    elif (stated.width_px or width, stated.height_px or height) != (width, height) and not _fits_image(stated, seen):
        said = f"{stated.width_px or '?'} by {stated.height_px or '?'}"
        notes.tell("PictureSizeDiffers", stated.where, stated.name, said, f"{width} by {height}")


def _fits_image(stated: StatedPicture, seen: SeenPicture) -> bool:
    """RSS's image may be shown smaller than it is: at most 144 by 400. Then only its shape must be true."""
    if stated.name != "image" or not (stated.width_px and stated.height_px):
        return False
    shown = stated.width_px / stated.height_px
    return stated.width_px <= seen.width_px and abs(shown * seen.height_px / seen.width_px - 1) < 0.1


def _flaw_of_cover(stated: StatedPicture, seen: SeenPicture) -> str:
    width, height = seen.width_px, seen.height_px
    if seen.kind not in _ENDINGS:
        return f"a {seen.kind}"
    if width != height or not LEAST_COVER_PX <= width <= MOST_COVER_PX:
        return f"{width} by {height} pixels"
    if seen.mode not in _RGB:
        return f"colours of another kind than RGB ({seen.mode})"
    path = urlsplit(stated.address).path.lower()
    return "" if path.endswith(_ENDINGS[seen.kind]) else f"a {seen.kind} whose address ends otherwise"


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
