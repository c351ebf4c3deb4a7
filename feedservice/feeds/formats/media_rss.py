"""Photographs, sounds and films in RSS and Atom, by Media RSS 1.5.1 (https://www.rssboard.org/media-rss). Pure.

What the W3C validator and readers make of it is in the comments; feedgen's own extension always writes a group, and knows
no caption, credit or copyright.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.addresses import media_url, photo_url
from feedservice.article import Attachment, Photo, Rendition
from feedservice.feeds.formats.literal_text import literal
from feedservice.feeds.namespaces import MEDIA
from feedservice.text.agencies import GENERIC, agency
from feedservice.text.unicode import legible

#: The renditions that stand as media:content, by their role; in the order of the photo, so the enclosure first. Not the
#: small one, which is a media:thumbnail: FreshRSS shows every content below an article whose address its body has not.
OFFERED = frozenset({"enclosure", "original"})
#: What stands between the names of a credit: “Ana Ruiz/Port Agency”, “Ana Ruiz for Port Agency”.
_BETWEEN = re.compile(r"\s*[/,;|·–—]\s*|\s(?:for|via|and|with|und|für|et|pour|y|para|e|per)\s", re.IGNORECASE)


def add_pictures(entry: etree._Element, photos: tuple[Photo, ...], base_url: str, content: str) -> None:
    """Each photograph, lead first: its media:content, or a media:group of those that show the same picture.

    What stands here the article's content shows or leads to, where it shows the photograph at all: FreshRSS shows every
    other one below, and the same picture twice.

    A group of one is an error to the W3C validator. The words stand once for each photograph, in the group where there
    is one, for Tiny Tiny RSS and SimplePie look there too; what is the default is so within the whole item.
    """
    for number, photo in enumerate(photos):
        offered = [image for image in photo.renditions if _is_offered(image, photo, base_url, content)]
        box = etree.SubElement(entry, f"{{{MEDIA}}}group") if len(offered) > 1 else entry
        contents = [etree.SubElement(box, f"{{{MEDIA}}}content", _attributes(image, base_url)) for image in offered]
        if number == 0 and (len(offered) > 1 or len(photos) > 1):
            contents[0].set("isDefault", "true")
        _add_words(contents[0] if box is entry else box, photo)
        if photo.thumbnail is not photo.enclosure:
            add_thumbnail(contents[0] if box is entry else box, photo.thumbnail, base_url)


def _is_offered(image: Rendition, photo: Photo, base_url: str, content: str) -> bool:
    return image is photo.enclosure or (image.role in OFFERED and photo_url(base_url, image.name) in content)


def add_attachments(entry: etree._Element, attachments: tuple[Attachment, ...], base_url: str) -> None:
    """Each sound, film and document, behind the photographs: many readers take the first media:content for the picture."""
    for one in attachments:
        known = {
            "url": media_url(base_url, one.name),
            "type": one.media_type,
            "medium": one.medium,
            "fileSize": str(one.size_bytes),
            "duration": str(one.duration_seconds),
            "width": str(one.width_px),
            "height": str(one.height_px),
        }
        etree.SubElement(entry, f"{{{MEDIA}}}content", {name: value for name, value in known.items() if value != "0"})


def add_thumbnail(box: etree._Element, image: Rendition, base_url: str) -> None:
    """A picture for lists. That of an item is the enclosure, for FreshRSS shows it below a body that has another."""
    known = _attributes(image, base_url)
    etree.SubElement(box, f"{{{MEDIA}}}thumbnail", {name: known[name] for name in ("url", "width", "height")})


def _add_words(box: etree._Element, photo: Photo) -> None:
    """Caption, credit by a role of the EBU list in small letters (the validator knows no other), copyright notice."""
    role = "distribution company" if is_agency(photo.credit) else "photographer"
    for name, words, attributes in (
        ("description", photo.caption, {"type": "plain"}),
        ("credit", photo.credit, {"role": role}),
        ("copyright", photo.copyright, {}),
    ):
        if words:
            etree.SubElement(box, f"{{{MEDIA}}}{name}", attributes).text = literal(legible(words))


def is_agency(credit: str) -> bool:
    """Whether a credit names agencies and nobody else: “Reuters”, “Getty Images/AFP”; not “Ana Ruiz/AFP”, not “Staff”."""
    names = [name for name in _BETWEEN.split(credit) if name]
    return bool(names) and all(agency(name) and name.casefold() not in GENERIC for name in names)


def _attributes(image: Rendition, base_url: str) -> dict[str, str]:
    return {
        "url": photo_url(base_url, image.name),
        "type": image.media_type,
        "medium": "image",
        "fileSize": str(image.size_bytes),
        "width": str(image.width_px),
        "height": str(image.height_px),
    }
