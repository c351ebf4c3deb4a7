"""An article as other people's pages show it in place of its address (https://oembed.com, version 1.0). Pure.

It is rich: a quotation with headline, standfirst and who says it, escaped, with no script, no style and no frame, for our pages stand
in no frame (`frame-ancestors 'none'`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET  # to write with: lxml takes 4 MiB of every web process

from markupsafe import Markup

from feedservice.addresses import photo_url
from feedservice.article import Article, Rendition
from feedservice.feeds.formats.content import byline, direction
from feedservice.text.unicode import legible

#: A card is so wide, unless less room is asked for; at the least it is as wide as a narrow telephone allows.
WIDE_PX, LEAST_PX = 600, 200
#: How many letters stand in a line, by its width, and how high a line is: what a browser makes of it by itself.
_HEADLINE_PX, _TEXT_PX = (10, 28), (8, 24)
_AROUND_PX = 64
#: How long a consumer may keep it: a correction or a withdrawal must not wait for ever.
CACHE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Room:
    """The most pixels that are asked for; nought for no limit."""

    wide_px: int = 0
    high_px: int = 0

    def holds(self, picture: Rendition) -> bool:
        """Whether a picture fits."""
        return (not self.wide_px or picture.width_px <= self.wide_px) and (
            not self.high_px or picture.height_px <= self.high_px
        )


@dataclass(frozen=True, slots=True)
class Provider:
    """Who says it: name and address; the date as readers of the article's language write it."""

    name: str
    address: str
    date: str


def embed_card(article: Article, url: str, said_by: Provider, author_url: str, room: Room) -> dict[str, Any]:
    """The fields of the answer, in the order of the specification; what there is none of is left out."""
    wide_px = max(min(WIDE_PX, room.wide_px or WIDE_PX), LEAST_PX)
    high_px = _height_px(article, wide_px)
    facts: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": legible(article.headline),
        "author_name": legible(byline(article)),
        "author_url": author_url,
        "provider_name": legible(said_by.name),
        "provider_url": said_by.address,
        "cache_age": CACHE_SECONDS,
        **_thumbnail(article, said_by.address.rstrip("/"), room),
        "html": _quotation(article, url, said_by),
        "width": wide_px,
        "height": min(high_px, room.high_px) if room.high_px else high_px,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _thumbnail(article: Article, base_url: str, room: Room) -> dict[str, Any]:
    """The largest rendition that the room asked for holds; all three of its fields, or none."""
    photo = article.photos[0] if article.photos else None
    found = next((one for one in (photo.enclosure, photo.thumbnail) if room.holds(one)), None) if photo else None
    if found is None:
        return {}
    return {
        "thumbnail_url": photo_url(base_url, found.name),
        "thumbnail_width": found.width_px,
        "thumbnail_height": found.height_px,
    }


def _quotation(article: Article, url: str, said_by: Provider) -> str:
    language = article.language
    by = ", ".join(filter(None, (byline(article), said_by.name, said_by.date)))
    standfirst = Markup("<p>{}</p>").format(legible(article.standfirst)) if article.standfirst else ""
    spoken = Markup(' lang="{}" dir="{}"').format(language, direction(language)) if language else ""
    return str(
        Markup(
            '<blockquote class="news-embed" cite="{}"{}><p><a href="{}"><strong>{}</strong></a></p>{}'
            "<footer>{}</footer></blockquote>"
        ).format(url, spoken, url, legible(article.headline), standfirst, legible(by))
    )


def _height_px(article: Article, wide_px: int) -> int:
    texts = ((article.headline, _HEADLINE_PX), (article.standfirst, _TEXT_PX))
    return _AROUND_PX + sum(-(-len(text) * letter // wide_px) * line for text, (letter, line) in texts)


def as_json(card: dict[str, Any]) -> bytes:
    """The card as JSON."""
    return json.dumps(card, ensure_ascii=False).encode()


def as_xml(card: dict[str, Any]) -> bytes:
    """The card as XML: one element a field."""
    root = ET.Element("oembed")
    for name, fact in card.items():
        ET.SubElement(root, name).text = str(fact)
    written: bytes = ET.tostring(root, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + written
