"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): the same articles, ids, dates, people and photos as RSS and Atom. Pure.

No feedgen: it knows no JSON Feed. The specification has no caption and no credit; they stand in `_photos`, an extension
as its section “Extensions” allows. It has no tombstone either: a withdrawn item is just no longer there.
"""

from __future__ import annotations

import json
from typing import Any

from feedservice.addresses import document_url, permalink, photo_url
from feedservice.article import Article, Photo, Rendition
from feedservice.channels import Channel, Edition, Kind
from feedservice.feeds.formats.channel_face import of_json
from feedservice.feeds.formats.content import attached, authors, content_html, enclosed, terms
from feedservice.feeds.formats.enclosures import Enclosure, enclosures
from feedservice.feeds.written_dates import rfc3339
from feedservice.text.unicode import legible

VERSION = "https://jsonfeed.org/version/1.1"


def write(edition: Edition, path: str) -> bytes:
    """The edition as a JSON Feed whose feed_url ends in `path`; a private one has none. What is empty is left out.

    `next_url` leads through the archive, as `prev-archive` does in RSS and Atom.
    """
    channel, previous = edition.channel, edition.chain.previous
    form = path.removeprefix(channel.path)
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": document_url(channel.base_url, channel.page),
        **({} if channel.kind is Kind.PRIVATE else {"feed_url": document_url(channel.base_url, path)}),
        **({"next_url": document_url(channel.base_url, f"{previous}{form}")} if previous is not None else {}),
        "description": channel.description,
        "language": channel.language,
        **of_json(channel),
        **({"hubs": [{"type": "WebSub", "url": hub} for hub in channel.hubs]} if channel.hubs else {}),
        "items": [item(article, channel) for article in edition.articles],
    }
    return written(feed)


def written(value: Any) -> bytes:
    """A value as JSON that every client reads."""
    return json.dumps(_legible(value), ensure_ascii=False, separators=(",", ":")).encode()


def check(body: bytes) -> None:
    """Whether a document can be read back. Raises ValueError when it cannot, or lacks what readers cannot do without."""
    feed = json.loads(body)
    if feed.get("version") != VERSION or not feed.get("title") or not isinstance(feed.get("items"), list):
        raise ValueError("a JSON Feed needs version, title and items")
    for item in feed["items"]:
        if not (isinstance(item.get("id"), str) and item["id"] and item.get("content_html")):
            raise ValueError("an item of a JSON Feed needs an id and content")


def item(article: Article, channel: Channel) -> dict[str, Any]:
    """An article as an item; `date_modified` is always there, as in Atom."""
    photos = attached(article, channel.shows)
    told = {
        "id": article.id,
        "url": permalink(channel.base_url, article.key),
        "title": article.headline,
        "summary": article.standfirst,
        "content_html": content_html(article, channel.base_url, channel.language, channel.shows),
        "image": photo_url(channel.base_url, photos[0].enclosure.name) if photos else "",
        "date_published": rfc3339(article.published),
        "date_modified": rfc3339(article.updated),
        "authors": [{"name": name} for name in authors(article)],
        "tags": terms(article),
        "language": article.language if article.language != channel.language else "",
        "attachments": [
            _attachment(one) for one in enclosures(enclosed(article, channel.shows), photos, channel.base_url)
        ],
        "_photos": [_photo(photo, channel) for photo in photos],
    }
    return {name: value for name, value in told.items() if value}


def _attachment(one: Enclosure) -> dict[str, Any]:
    """An enclosure: its true size in bytes, how long it plays, and the caption for its title."""
    attachment = {
        "url": one.url,
        "mime_type": one.media_type,
        "title": one.title,
        "size_in_bytes": one.size_bytes,
        "duration_in_seconds": one.duration_seconds,
    }
    return {name: value for name, value in attachment.items() if value}


def _photo(photo: Photo, channel: Channel) -> dict[str, Any]:
    """What JSON Feed has no place for: caption, credit and sizes of a photograph, the lead first."""
    image, small = photo.enclosure, photo.thumbnail
    known = {
        "url": photo_url(channel.base_url, image.name),
        "thumbnail": photo_url(channel.base_url, small.name) if small is not image else "",
        "caption": photo.caption,
        "credit": photo.credit,
        "copyright": photo.copyright,
        "alt": photo.alt,
        "description": photo.description,
        "width": image.width_px,
        "height": image.height_px,
        "renditions": [_rendition(one, channel) for one in photo.renditions],
    }
    return {name: value for name, value in known.items() if value}


def _rendition(image: Rendition, channel: Channel) -> dict[str, Any]:
    """One size of a photograph; `role` is enclosure, original or thumbnail."""
    return {
        "role": image.role,
        "url": photo_url(channel.base_url, image.name),
        "mime_type": image.media_type,
        "size_in_bytes": image.size_bytes,
        "width": image.width_px,
        "height": image.height_px,
    }


def _legible(value: Any) -> Any:
    """Every text in it made legible: JSON may hold control characters and lone surrogates, and clients stumble over them."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, list):
        return [_legible(one) for one in value]
    if isinstance(value, dict):
        return {name: _legible(one) for name, one in value.items()}
    return value
