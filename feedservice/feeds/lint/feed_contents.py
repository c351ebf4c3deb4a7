"""What a feed document tells, whatever its format: for comparing documents. Pure.

Reads what is there and judges nothing. Of several of a kind it takes the first, as readers do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

from lxml import etree

from feedservice.feeds.lint.values.feed_dates import read_internet_date, read_mail_date
from feedservice.feeds.lint.wellformed import careful_parser
from feedservice.feeds.namespaces import ATOM, DC, DCTERMS

_DC_CREATOR, _MODIFIED = f"{{{DC}}}creator", f"{{{DCTERMS}}}modified"
#: Address, bytes and media type.
Enclosure = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One article as a document tells it. `updated` is `published` where the document states no change."""

    id: str
    title: str
    link: str
    published: datetime | None
    updated: datetime | None
    people: tuple[str, ...]
    summary: str
    enclosure: Enclosure | None


@dataclass(frozen=True, slots=True)
class FeedContents:
    """A whole document: its articles in order, and the time it states of itself."""

    entries: tuple[Told, ...] = ()
    updated: datetime | None = None


def contents_of(body: bytes) -> FeedContents | None:
    """What a document tells, or None when it cannot be read as RSS, Atom or JSON Feed."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        if body.lstrip()[:1] == b"{":
            return _of_json(json.loads(body))
        root = etree.fromstring(body, careful_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError, RecursionError):
        return None
    if root.tag == "rss":
        return _of_rss(root)
    return _of_atom(root) if root.tag == f"{{{ATOM}}}feed" else None


def _line(text: object) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def _internet(text: object) -> datetime | None:
    instant = read_internet_date(text.strip()) if isinstance(text, str) else None
    return _in_utc(instant)


def _in_utc(instant: datetime | None) -> datetime | None:
    try:
        return instant.astimezone(UTC) if instant else None
    except OverflowError:
        return None


def _size(text: object) -> int | None:
    if isinstance(text, int):
        return text
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16 else None


def _of_rss(root: etree._Element) -> FeedContents:
    channel = root.find("channel")
    if channel is None:
        return FeedContents()
    own = read_mail_date(_line(channel.findtext("lastBuildDate")))[0]
    return FeedContents(tuple(map(_of_item, channel.iterchildren("item"))), _in_utc(own))


def _of_item(item: etree._Element) -> Told:
    published = _in_utc(read_mail_date(_line(item.findtext("pubDate")))[0])
    modified = _internet(item.findtext(_MODIFIED)) or _internet(item.findtext(f"{{{ATOM}}}updated"))
    photo = item.find("enclosure")
    return Told(
        id=_line(item.findtext("guid")),
        title=_line(item.findtext("title")),
        link=_line(item.findtext("link")),
        published=published,
        updated=modified or published,
        people=tuple(_line(one.text) for one in item.findall(_DC_CREATOR)),
        summary=_line(unescape(item.findtext("description") or "")),  # readers take it as HTML
        enclosure=None if photo is None else _enclosure(photo, "url"),
    )


def _enclosure(element: etree._Element, address: str) -> Enclosure:
    return element.get(address) or "", _size(element.get("length")), element.get("type") or ""


def _of_atom(root: etree._Element) -> FeedContents:
    own = _internet(root.findtext(f"{{{ATOM}}}updated"))
    return FeedContents(tuple(map(_of_entry, root.iterchildren(f"{{{ATOM}}}entry"))), own)


def _of_entry(entry: etree._Element) -> Told:
    links: dict[str, etree._Element] = {}
    for link in entry.iterchildren(f"{{{ATOM}}}link"):
        links.setdefault(link.get("rel") or "alternate", link)
    published = _internet(entry.findtext(f"{{{ATOM}}}published"))
    people = entry.findall(f"{{{ATOM}}}author/{{{ATOM}}}name")
    return Told(
        id=_line(entry.findtext(f"{{{ATOM}}}id")),
        title=_line(entry.findtext(f"{{{ATOM}}}title")),
        link=(links["alternate"].get("href") or "") if "alternate" in links else "",
        published=published,
        updated=_internet(entry.findtext(f"{{{ATOM}}}updated")) or published,
        people=tuple(_line(one.text) for one in people),
        summary=_line(entry.findtext(f"{{{ATOM}}}summary")),
        enclosure=_enclosure(links["enclosure"], "href") if "enclosure" in links else None,
    )


def _of_json(feed: Any) -> FeedContents | None:
    if not isinstance(feed, dict):
        return None
    items = feed.get("items")
    return FeedContents(
        tuple(_of_json_item(item) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    )


def _of_json_item(item: Mapping[str, Any]) -> Told:
    published = _internet(item.get("date_published"))
    people = item.get("authors") if isinstance(item.get("authors"), list) else []
    photos = item.get("attachments") if isinstance(item.get("attachments"), list) else []
    first = photos[0] if photos and isinstance(photos[0], dict) else None
    photo = (str(first.get("url")), _size(first.get("size_in_bytes")), str(first.get("mime_type"))) if first else None
    return Told(
        id=_line(item.get("id")),
        title=_line(item.get("title")),
        link=_line(item.get("url")),
        published=published,
        updated=_internet(item.get("date_modified")) or published,
        people=tuple(_line(one.get("name")) for one in people or () if isinstance(one, dict)),
        summary=_line(item.get("summary")),
        enclosure=photo,
    )
