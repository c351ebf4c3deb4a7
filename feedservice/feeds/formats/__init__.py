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

from feedservice.article import Article
from feedservice.channels import Channel, Document, Edition
from feedservice.errors import RenderError
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


# What sets is imported with the first document: a process that serves need only know which formats there are.
def _rss(edition: Edition, path: str) -> bytes:
    from feedservice.feeds.formats import rss_and_atom  # noqa: PLC0415

    return rss_and_atom.rss(edition, path)


def _atom(edition: Edition, path: str) -> bytes:
    from feedservice.feeds.formats import rss_and_atom  # noqa: PLC0415

    return rss_and_atom.atom(edition, path)


def _json(edition: Edition, path: str) -> bytes:
    from feedservice.feeds.formats import json_feed  # noqa: PLC0415

    return json_feed.write(edition, path)


def _check_json(body: bytes) -> None:
    from feedservice.feeds.formats import json_feed  # noqa: PLC0415

    json_feed.check(body)


def _check_xml(body: bytes) -> None:
    from lxml import etree  # noqa: PLC0415

    etree.fromstring(body)


FORMATS = (
    Format("rss", "RSS", "/rss.xml", "application/rss+xml", _rss, _check_xml),
    Format("atom", "Atom", "/atom.xml", "application/atom+xml", _atom, _check_xml),
    Format("json", "JSON Feed", "/feed.json", "application/feed+json", _json, _check_json),
)


def formats(channel: Channel) -> tuple[Format, ...]:
    """The formats a channel is served in: partners' in theirs, all others in all."""
    named = PROFILES[channel.shows.profile].formats
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
