"""The newsstand: ready answers by address, in front of Flask. Touches: database (in a thread of its own), clock.

A request that asks plainly is answered from memory: no database, no disk, no template, no werkzeug. Plain is: GET or
HEAD; no conditional header, or one entity tag, or the very date we gave. Everything else (lists, W/, *, other dates,
ranges, other methods, unknown addresses) goes to Flask, where werkzeug's `make_conditional` decides. A new edition is
loaded whole beside the old one and takes its place by one assignment: no request sees half of it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.http import http_date, parse_accept_header

from feedservice.article import Document
from feedservice.errors import StoreError
from feedservice.store import PressState, Store

_log = logging.getLogger(__name__)

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

#: One minute fresh, a minute more while a cache refetches, a day when we are down (RFC 5861). Readers take max-age as
#: their shortest pause, so it is short: a correction must not wait (Miniflux: the largest of ttl, max-age, Expires).
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"

#: A feed that a browser shows may load its stylesheet and nothing else.
_FOR_PEOPLE = [
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]

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
    """WSGI middleware that keeps the newest edition ready. `shelf` is replaced whole, never changed."""

    def __init__(self, app: Application, store: Store, refresh_seconds: float) -> None:
        self.app = app
        self.store = store
        self.refresh_seconds = refresh_seconds
        self.shelf: Shelf = {}
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
        if tag == ready.etag or (tag is None and since == ready.last_modified):
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

    def start(self) -> None:
        """Keep the shelf fresh from now on, in a daemon thread; again in a forked child, which inherits none."""
        self._watch()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._watch)

    def _watch(self) -> None:
        threading.Thread(target=self._keep_fresh, name="newsstand", daemon=True).start()

    def _keep_fresh(self) -> None:
        pause = threading.Event()
        while True:
            try:
                self.refresh()
            except Exception:
                _log.exception("our fault: the newsstand could not take the new edition; it keeps the one it has")
            pause.wait(self.refresh_seconds)

    def refresh(self) -> None:
        """Take the newest edition if there is one. When the store fails, what is on the shelf stays."""
        try:
            with self.store.reading() as asked:
                state = asked.state()
                if state is None or state == self._state:
                    return
                shelf = {document.path: ready(document) for document in asked.documents()}
        except StoreError as error:
            if not self._failing:
                _log.warning("the newsstand keeps its edition, for the store cannot be read: %s", error)
            self._failing = True
            return
        self._failing = False
        self._state, self.shelf, self.edition = state, shelf, state.edition


def _is_one_strong_tag(tag: str) -> bool:
    return len(tag) > 1 and tag[0] == tag[-1] == '"' and tag.count('"') == 2


def choose_coding(accepted: str) -> str:
    """Gzip when the client takes it (RFC 9110 section 12.5.3), else identity, which every client must take."""
    return "gzip" if parse_accept_header(accepted).quality("gzip") > 0 else "identity"


def ready(document: Document) -> Mapping[str, Ready]:
    """A document's answers by encoding."""
    return {
        "identity": _ready(document, document.body, document.etag, ()),
        "gzip": _ready(document, document.gzip_body, document.gzip_etag, (("Content-Encoding", "gzip"),)),
    }


def _ready(document: Document, body: bytes, etag: str, extra: tuple[tuple[str, str], ...]) -> Ready:
    last_modified = http_date(document.last_modified)
    validators = [
        ("ETag", etag),
        ("Last-Modified", last_modified),
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", "Accept-Encoding, Sec-Fetch-Dest"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    length = [("Content-Length", str(len(body))), *extra]
    headers = [("Content-Type", document.media_type), *length, *validators]
    shown = [("Content-Type", _shown_as(document.media_type)), *length, *validators, *_FOR_PEOPLE]
    return Ready(etag, last_modified, headers, shown, validators, [body])


def _shown_as(media_type: str) -> str:
    """The media type under which a browser shows a document with its stylesheet rather than as source or not at all."""
    return media_type.replace("rss+xml", "xml").replace("atom+xml", "xml").replace("feed+json", "json")
