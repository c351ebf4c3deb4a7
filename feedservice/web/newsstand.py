"""The newsstand: ready answers by address, in front of Flask. Touches: database (in a thread of its own), clock.

A request that asks plainly is answered from memory: no database, no disk, no template, no werkzeug. Plain is: GET or
HEAD; no conditional header, or one entity tag, or the very date we gave. Everything else (lists, W/, *, other dates,
ranges, other methods, unknown addresses) goes to Flask, where werkzeug's `make_conditional` decides. Of a new edition
what changed is loaded beside the old, and takes its place by one assignment: no request sees half of it. Documents of
channels that are asked for less (languages, authors, tags, months) are kept only while they are asked for.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.http import http_date, parse_accept_header

from feedservice.addresses import document_url
from feedservice.channels import ROOMS, Document, Kind
from feedservice.errors import StoreError
from feedservice.feeds.formats import completed
from feedservice.feeds.formats.content_coding import CODERS
from feedservice.store import Store
from feedservice.store.turns import PressState
from feedservice.web.background_work import Application, Environ

_log = logging.getLogger(__name__)

#: One minute fresh, a minute more while a cache refetches, a day when we are down (RFC 5861). Readers take max-age as
#: their shortest pause, so it is short: a correction must not wait (Miniflux: the largest of ttl, max-age, Expires).
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"

#: A feed that a browser shows may load its stylesheet and nothing else.
_FOR_PEOPLE = [
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]

#: Archives hardly ever change.
CACHE_CONTROL_ARCHIVE = "public, max-age=86400, stale-while-revalidate=86400, stale-if-error=86400"

#: Content codings, the one we like best first (RFC 9110 section 8.4.1).
CODINGS = tuple(CODERS)
#: What servers in front of us append to an entity tag when they compress (Apache's mod_deflate and mod_brotli).
TAG_SUFFIXES = ('-gzip"', ';gzip"', '-br"', '-zstd"')
#: The most bytes of documents kept because somebody asked for them, all codings together.
LENT_BYTES = 64_000_000

#: Accept-Encoding values remembered with what they come to; clients send a few dozen forms.
_MOST_CODINGS = 500


@dataclass(frozen=True, slots=True)
class Ready:
    """One document in one encoding: all a plain answer needs, as the server takes it."""

    etag: str
    last_modified: str
    headers: list[tuple[str, str]]
    headers_for_people: list[tuple[str, str]]
    unchanged_headers: list[tuple[str, str]]
    body: list[bytes]


Shelf = Mapping[str, Mapping[str, Ready]]


class Newsstand:
    """WSGI middleware that keeps the newest edition ready. `shelf` is replaced whole; only what is lent is added to it."""

    def __init__(self, app: Application, store: Store, refresh_seconds: float, hubs: tuple[str, ...] = ()) -> None:
        self.app = app
        self.store = store
        self.refresh_seconds = refresh_seconds
        self.hubs = hubs
        self.shelf: Shelf = {}
        self._lent: dict[str, int] = {}
        self._lock = threading.Lock()
        self.edition = 0
        self._state: PressState | None = None
        self._codings: dict[str, str] = {}
        self._failing = False

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer from the shelf when the request is plain, else hand it on."""
        document = self.shelf.get(environ["PATH_INFO"])
        if document is None or "HTTP_RANGE" in environ or "HTTP_IF_MATCH" in environ:
            return self.app(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        ready = document[self._codings.get(accepted) or self._coding(accepted)]
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or "HTTP_IF_UNMODIFIED_SINCE" in environ:
            return self.app(environ, start_response)
        tag = environ.get("HTTP_IF_NONE_MATCH")
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if tag == ready.etag or (tag is None and since == ready.last_modified) or is_suffixed(tag, ready.etag):
            start_response("304 Not Modified", ready.unchanged_headers)
            return []
        if (tag is None and since is not None) or (tag is not None and not _is_one_strong_tag(tag)):
            return self.app(environ, start_response)
        to_be_shown = environ.get("HTTP_SEC_FETCH_DEST") == "document"
        start_response("200 OK", ready.headers_for_people if to_be_shown else ready.headers)
        return ready.body if method == "GET" else []

    def _coding(self, accepted: str) -> str:
        """The encoding that an Accept-Encoding value comes to; remembered while there is room."""
        coding = choose_coding(accepted)
        if len(self._codings) < _MOST_CODINGS:
            self._codings[accepted] = coding
        return coding

    @property
    def changed(self) -> datetime | None:
        """When what the documents show last changed; nothing before the first edition."""
        return self._state.changed if self._state else None

    def keep_fresh(self, stopping: threading.Event) -> None:
        """Take each new edition until told to stop; work for a thread of its own."""
        while not stopping.wait(self.refresh_seconds):
            try:
                self.refresh()
            except Exception:
                _log.exception("our fault: the newsstand could not take the new edition; it keeps the one it has")

    def refresh(self) -> None:
        """Take the newest edition if there is one. When the store fails, what is on the shelf stays."""
        try:
            with self.store.reading() as asked:
                state = asked.turns.state()
                if state is None or state == self._state:
                    return
                since = self.edition if self._goes_on(state) else -1
                there, fresh = asked.documents.paths(), asked.documents.prime(since)
        except StoreError as error:
            if not self._failing:
                _log.warning("the newsstand keeps its edition, for the store cannot be read: %s", error)
            self._failing = True
            return
        self._failing = False
        made = {document.path: self._ready(document, state) for document in fresh}
        with self._lock:
            kept = {path: answers for path, answers in self.shelf.items() if there.get(path, since + 1) <= since}
            self._lent = {path: size for path, size in self._lent.items() if path in kept}
            self._state, self.shelf, self.edition = state, {**kept, **made}, state.edition

    def _goes_on(self, state: PressState) -> bool:
        """Whether what is on the shelf is of the same address and an earlier edition; else all is taken anew."""
        before = self._state
        return before is not None and before.base_url == state.base_url and before.edition <= state.edition

    def fetch(self, path: str) -> Mapping[str, Ready] | None:
        """The document at an address, from the store if it is not at hand; none when there is none. Raises StoreError.

        What was fetched is kept while there is room, the longest kept makes way, and as long as it is of this edition.
        """
        if found := self.shelf.get(path):
            return found
        with self.store.reading() as asked:
            state, document = asked.turns.state(), asked.documents.at(path)
        if state is None or document is None:
            return None
        made = self._ready(completed(document), state)
        if self._state is None:
            self.refresh()  # the first edition: from the first answer on, it is kept whatever becomes of the store
        with self._lock:
            if state == self._state:
                self._lend(path, made)
        return made

    def _lend(self, path: str, made: Mapping[str, Ready]) -> None:
        self._lent[path] = sum(len(one.body[0]) for one in {id(one): one for one in made.values()}.values())
        shelf = {**self.shelf, path: made}
        while len(self._lent) > 1 and sum(self._lent.values()) > LENT_BYTES:
            oldest = next(iter(self._lent))
            del self._lent[oldest], shelf[oldest]
        self.shelf = shelf

    def _ready(self, document: Document, state: PressState) -> Mapping[str, Ready]:
        return ready(document, document_url(state.base_url, document.path), self.hubs)


def _is_one_strong_tag(tag: str) -> bool:
    return len(tag) > 1 and tag[0] == tag[-1] == '"' and tag.count('"') == 2


def is_suffixed(tag: str | None, etag: str) -> bool:
    """Whether a tag is ours with what a server in front of us appended when it compressed (feeds.md: Apache's `-gzip`)."""
    return (
        tag is not None
        and tag.endswith(TAG_SUFFIXES)
        and any(tag.removesuffix(suffix) + '"' == etag for suffix in TAG_SUFFIXES)
    )


def choose_coding(accepted: str) -> str:
    """The content coding a client likes best, by its quality values (RFC 9110 section 12.5.3); of equals, the smallest.

    `identity`, which every client must take, when it takes none of ours or says that it likes it better.
    """
    given = parse_accept_header(accepted)
    best = max(CODINGS, key=given.quality)  # of equals the first
    stated = next((quality for value, quality in given if value.lower() == "identity"), 0)
    return best if given.quality(best) > 0 and given.quality(best) >= stated else "identity"


def coded_etag(etag: str, coding: str) -> str:
    """The entity tag of a document in a content coding."""
    return f'{etag[:-1]}-{coding}"'


def ready(document: Document, address: str, hubs: tuple[str, ...] = ()) -> Mapping[str, Ready]:
    """A document's answers by content coding; the plain one stands for codings it is not kept in."""
    plain = _ready(document, document.body, document.etag, (), _links(address, hubs))
    return {"identity": plain, **dict.fromkeys(CODINGS, plain)} | {
        coding: _ready(
            document, body, coded_etag(document.etag, coding), (("Content-Encoding", coding),), _links(address, hubs)
        )
        for coding, body in document.coded.items()
    }


def _links(address: str, hubs: tuple[str, ...]) -> str:
    """The document's own address and its hubs, as a Link header (WebSub section 4, RFC 8288)."""
    return ", ".join((f'<{address}>; rel="self"', *(f'<{hub}>; rel="hub"' for hub in hubs)))


def _ready(document: Document, body: bytes, etag: str, extra: tuple[tuple[str, str], ...], links: str) -> Ready:
    last_modified = http_date(document.last_modified)
    is_archive = document.path.startswith(f"/{ROOMS[Kind.MONTH]}/")
    validators = [
        ("ETag", etag),
        ("Last-Modified", last_modified),
        ("Cache-Control", CACHE_CONTROL_ARCHIVE if is_archive else CACHE_CONTROL),
        ("Vary", "Accept-Encoding, Sec-Fetch-Dest"),
        ("Link", links),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "ETag, Last-Modified, Link"),
    ]
    length = [("Content-Length", str(len(body))), *extra]
    headers = [("Content-Type", document.media_type), *length, *validators]
    shown = [("Content-Type", _shown_as(document.media_type)), *length, *validators, *_FOR_PEOPLE]
    return Ready(etag, last_modified, headers, shown, validators, [body])


def _shown_as(media_type: str) -> str:
    """The media type under which a browser shows a document with its stylesheet rather than as source or not at all."""
    return media_type.replace("rss+xml", "xml").replace("atom+xml", "xml").replace("feed+json", "json")
