"""Edition -> bytes: the formats. Pure.

A new format is one function `(edition, path) -> bytes` and one line in FORMATS; addresses, autodiscovery links, the front
page and the parametrised tests derive from it. In flow order: `content` (an article's HTML as readers show it),
`rss_and_atom` (RSS and Atom; the only import of feedgen), `json_feed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from lxml import etree

from feedservice.article import Article
from feedservice.channels import Channel, Document, Edition, Kind
from feedservice.errors import RenderError
from feedservice.feeds.formats import json_feed, rss_and_atom
from feedservice.feeds.formats.content_coding import code
from feedservice.feeds.partners import PROFILES


@dataclass(frozen=True, slots=True)
class Format:
    """A way to set an edition: its address below the channel, its media type, its name for people.

    `check` reads a document back and raises when it is none.
    """

    name: str
    title: str
    path: str
    media_type: str
    write: Callable[[Edition, str], bytes]
    check: Callable[[bytes], object]


FORMATS = (
    Format("rss", "RSS", "/rss.xml", "application/rss+xml", rss_and_atom.rss, etree.fromstring),
    Format("atom", "Atom", "/atom.xml", "application/atom+xml", rss_and_atom.atom, etree.fromstring),
    Format("json", "JSON Feed", "/feed.json", "application/feed+json", json_feed.write, json_feed.check),
)


#: The formats that know archives (RFC 5005).
_ARCHIVED = ("rss", "atom")


def formats(channel: Channel) -> tuple[Format, ...]:
    """The formats a channel is served in: archives in those that know them, partners' in theirs, all others in all."""
    named = _ARCHIVED if channel.kind is Kind.MONTH else PROFILES[channel.shows.profile].formats
    return tuple(form for form in FORMATS if form.name in named)


def render(edition: Edition, form: Format) -> bytes:
    """The edition in a format: same edition, same bytes. Raises RenderError; what it makes can be read back."""
    try:
        body = form.write(edition, edition.channel.path + form.path)
        form.check(body)
    except Exception as error:
        raise RenderError(f"{form.name}: {error}") from error
    return body


def render_all(edition: Edition, forms: Sequence[Format] = ()) -> tuple[dict[Format, bytes], dict[Article, str]]:
    """The edition in these formats, or all of its channel's, and the articles left out because they alone could not be set, with why.

    Raises RenderError when it fails and no single article is to blame.
    """
    forms = forms or formats(edition.channel)
    try:
        return {form: render(edition, form) for form in forms}, {}
    except RenderError:
        blamed = {article: reason for article in edition.articles if (reason := _reason(article, edition))}
        if not blamed:
            raise
    rest = tuple(article for article in edition.articles if article not in blamed)
    return {form: render(replace(edition, articles=rest), form) for form in forms}, blamed


def _reason(article: Article, edition: Edition) -> str:
    """Why an article alone cannot be set, or nothing when it can."""
    for form in formats(edition.channel):
        try:
            render(replace(edition, articles=(article,)), form)
        except RenderError as error:
            return str(error)
    return ""


def etag(body: bytes) -> str:
    """The entity tag of a document: the hash of its bytes, so it is the same on every machine."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def document(
    form: Format,
    channel: Channel,
    body: bytes,
    last_modified: datetime,
    coder: Callable[[bytes], Mapping[str, bytes]] = code,
) -> Document:
    """Ready bytes with their validators, in every content coding; the entity tag is the hash of the plain bytes."""
    return Document(
        path=channel.path + form.path,
        media_type=f"{form.media_type}; charset=utf-8",
        body=body,
        coded=coder(body),
        etag=etag(body),
        last_modified=last_modified,
    )
