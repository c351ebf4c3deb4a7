"""Private feeds: partners' own addresses, `/private/<token>/<feed>/rss.xml`, answered from memory. Touches: memory, clock,
database (read only, and seldom).

The documents are the same bytes for all partners; only the address is a partner's own. Whoever guesses gets the answer that
every unknown address gets: a token is looked up by its hash, so that how long it takes tells nothing of it, and it goes no
further than here: what is handed on to Flask has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from werkzeug.wrappers import Response

from feedservice.channels import Kind, path_of
from feedservice.errors import StoreError
from feedservice.feeds.formats import FORMATS
from feedservice.store import Reading, Store
from feedservice.store.stand.partners import Mark, PrivateAddress, token_hash
from feedservice.web.background_work import Application, Environ
from feedservice.web.private.poll_counter import PollCounter
from feedservice.web.ready_answers import Ready, conditional, given

#: What every private address starts with, and the path of every private document in the store, where no token stands.
PLACE = path_of(Kind.PRIVATE, "")
_ADDRESS = re.compile(rf"{PLACE}([0-9a-f]{{40}})/([a-z0-9-]+)(/[a-z.]+)")
#: Of a ready answer, what does not tell its public address or call caches in.
_KEPT = (
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "ETag",
    "Last-Modified",
    "Vary",
    "Content-Security-Policy",
)
#: Kept by no cache that others use (RFC 9111 section 5.2.2.7), in no index, in no Referer header.
_PRIVATE = (
    ("Cache-Control", "private, max-age=60"),
    ("X-Robots-Tag", "noindex"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
_REVOKED = "This private address has been revoked for good. Stop asking here; the newsroom can give you a new one."
_CLOSED = "This feed has been closed for good. Stop asking here."
_LATER = "This feed is not ready yet. Ask again in a minute."

Shelf = Mapping[str, Mapping[str, Ready]]


class PrivateFeeds:
    """Answers what is asked at private addresses. `shelf` has the private documents by their paths in the store.

    `feeds` are the names of all saved queries of the settings.
    """

    def __init__(self, store: Store, feeds: Collection[str], counter: PollCounter) -> None:
        self.shelf: Shelf = {}
        self.counter = counter
        self._store = store
        self._feeds = feeds
        self._addresses: Mapping[str, PrivateAddress] = {}
        self._mark: Mark | None = None

    def look(self, asked: Reading) -> None:
        """See which addresses were given or revoked."""
        mark = asked.partners.mark()
        if mark != self._mark:
            self._addresses = {one.token_hash: one for one in asked.partners.addresses()}
            self._mark = mark

    def answer(self, environ: Environ, start_response: Any, public: Shelf, pages: Application) -> Iterable[bytes]:
        """Answer a request for an address that starts with `PLACE`; `public` are the public documents.

        What is not ours to answer is asked of `pages`, and nobody behind us hears of a token.
        """
        asks_one_host = "," not in environ.get("HTTP_HOST", "")
        found = _ADDRESS.fullmatch(environ["PATH_INFO"]) if asks_one_host else None
        address = self._addresses.get(token_hash(found[1])) if found else None
        if address is not None:
            self.counter.note(address.token_hash)
        response = self._response(address, found[2], found[3], environ, public) if found else None
        if response is None:
            environ["PATH_INFO"] = PLACE
            return pages(environ, start_response)
        return response(environ, start_response)

    def _response(
        self, address: PrivateAddress | None, feed: str, form: str, environ: Environ, public: Shelf
    ) -> Response | None:
        """The answer for a partner; None when there is nothing at this address, or never was."""
        if address is None:
            return _plain(503, _LATER) if self._mark is None else None  # nobody is told to go before we know who is who
        if address.revoked:
            return _plain(410, _REVOKED)
        if feed not in address.feeds:
            return None
        document = self._document(feed, form, public)
        if document is None:
            has_others = any(self._document(feed, one.path, public) for one in FORMATS)
            return None if has_others else self._not_there(feed)
        ready = given(document, path_of(Kind.PRIVATE, feed) + form, environ)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plain(405, "Feeds can be had by GET and HEAD.")
        headers = [one for one in ready.headers if one[0] in _KEPT]
        return conditional(ready, [*headers, *_PRIVATE], environ)

    def _document(self, feed: str, form: str, public: Shelf) -> Mapping[str, Ready] | None:
        """A document of a saved query, private or public."""
        private = self.shelf.get(path_of(Kind.PRIVATE, feed) + form)
        return private or public.get(path_of(Kind.SAVED, feed) + form)

    def _not_there(self, feed: str) -> Response:
        """That a feed is closed, or not there just now: not set yet, or taken out by a command that had other settings."""
        if feed in self._feeds:
            return _plain(503, _LATER)
        try:
            with self._store.reading() as asked:
                records = [asked.channels.at(path_of(kind, feed)) for kind in (Kind.PRIVATE, Kind.SAVED)]
        except StoreError:
            return _plain(503, _LATER)
        known = [one for one in records if one]
        return _plain(410, _CLOSED) if known and all(one.closed for one in known) else _plain(503, _LATER)


def _plain(status: int, sentence: str) -> Response:
    """An answer for programs, and for the people who look at what they got."""
    response = Response(f"{sentence}\n", status, dict(_PRIVATE), mimetype="text/plain")
    if status == 503:
        response.headers.update({"Retry-After": "60", "Cache-Control": "no-store"})
    if status == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response
