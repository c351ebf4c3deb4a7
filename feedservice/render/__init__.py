"""Edition -> bytes: the formats. Pure.

A new format is one module with `write(edition, format) -> bytes` and one line in FORMATS; addresses, autodiscovery
links, the front page and the parametrised tests derive from it. In flow order: `content` (an article's HTML as readers
show it), `feedgen_bridge` (the only import of feedgen), `rss`, `atom`, `jsonfeed`.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from lxml import etree

from feedservice.article import Article, Document, Edition
from feedservice.errors import RenderError
from feedservice.render import atom, jsonfeed, rss


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
    Format("rss", "RSS", "/rss.xml", "application/rss+xml", rss.write, etree.fromstring),
    Format("atom", "Atom", "/atom.xml", "application/atom+xml", atom.write, etree.fromstring),
    Format("json", "JSON Feed", "/feed.json", "application/feed+json", jsonfeed.write, jsonfeed.check),
)


def render(edition: Edition, form: Format) -> bytes:
    """The edition in a format: same edition, same bytes. Raises RenderError; what it makes can be read back."""
    try:
        body = form.write(edition, form.path)
        form.check(body)
    except Exception as error:
        raise RenderError(f"{form.name}: {error}") from error
    return body


def render_all(edition: Edition) -> tuple[dict[Format, bytes], dict[Article, str]]:
    """The edition in every format, and the articles left out because they alone could not be set, with the reason.

    Raises RenderError when it fails and no single article is to blame.
    """
    try:
        return {form: render(edition, form) for form in FORMATS}, {}
    except RenderError:
        blamed = {article: reason for article in edition.articles if (reason := _reason(article, edition))}
        if not blamed:
            raise
    rest = tuple(article for article in edition.articles if article not in blamed)
    return {form: render(replace(edition, articles=rest), form) for form in FORMATS}, blamed


def _reason(article: Article, edition: Edition) -> str:
    """Why an article alone cannot be set, or nothing when it can."""
    for form in FORMATS:
        try:
            render(replace(edition, articles=(article,)), form)
        except RenderError as error:
            return str(error)
    return ""


def etag(body: bytes) -> str:
    """The entity tag of a document: the hash of its bytes, so it is the same on every machine."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def document(form: Format, body: bytes, last_modified: datetime) -> Document:
    """Ready bytes with their validators. The entity tag is the hash of the bytes; gzip has a tag of its own."""
    tag = etag(body)
    return Document(
        path=form.path,
        media_type=f"{form.media_type}; charset=utf-8",
        body=body,
        gzip_body=gzip.compress(body, compresslevel=6, mtime=0),
        etag=tag,
        gzip_etag=f'{tag[:-1]}-gzip"',
        last_modified=last_modified,
    )
