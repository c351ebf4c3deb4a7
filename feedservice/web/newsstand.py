"""The newsstand: ready answers by address, in front of Flask. Touches: database (in a thread of its own), clock.

A request that asks plainly is answered from memory: no database, no disk, no template, no werkzeug. Plain is: GET or
HEAD; no conditional header, or one entity tag, or the very date we gave. Everything else (lists, W/, *, other dates, ranges,
other methods, unknown addresses) goes to Flask, where `answers.preconditions` decides. Of a new edition what changed is loaded
beside the old, and takes its place by one assignment. Documents of the long tail (languages, authors, tags, months) are set when somebody
asks, by one for all, and kept while there is room, until their channel is touched again. Private ones have their own shelf; pages, `site.ready_pages`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from feedservice.addresses import CHANGES, document_url
from feedservice.channels import Document, may_be_long_tail
from feedservice.errors import NoEdition, StoreError
from feedservice.store import Reading, Store
from feedservice.store.turns import PressState
from feedservice.web.answers.codings import choose_coding
from feedservice.web.answers.preconditions import is_in_other_coding, is_one_strong_tag
from feedservice.web.background_work import Application, Environ
from feedservice.web.counting.announced_readers import ANNOUNCES
from feedservice.web.counting.own_counts import OwnCounts
from feedservice.web.private.private_feeds import PLACE, PrivateFeeds, Shelf
from feedservice.web.ready_answers import Ready, ready
from feedservice.web.site.ready_pages import ReadyPages

if TYPE_CHECKING:
    from feedservice.feeds.on_request import SetOnRequest

_log = logging.getLogger(__name__)

#: The most bytes of documents kept because somebody asked for them, all codings together.
LENT_BYTES = 64_000_000
#: So many channels may be set at once; two of one lock wait for each other, which two for the same channel must.
_LOCKS = 64

#: Accept-Encoding values remembered with what they come to; clients send a few dozen forms.
_MOST_CODINGS = 500

#: Sets the documents of a channel of the long tail, by the address of one of them: `on_request.set_on_request`.
Setting = Callable[[Reading, str], "SetOnRequest | None"]


@dataclass(frozen=True, slots=True)
class Lent:
    """A document that was set on request: of which channel, what that showed then, and how large it is in all codings."""

    channel: str
    shown: str
    size_bytes: int


class Newsstand:
    """WSGI middleware that keeps the newest edition ready. `shelf` is replaced whole; only what is lent is added to it."""

    def __init__(
        self,
        app: Application,
        store: Store,
        refresh_seconds: float,
        hubs: tuple[str, ...] = (),
        setting: Setting = lambda _asked, _path: None,
        *,
        private: PrivateFeeds,
    ) -> None:
        self.store = store
        self.refresh_seconds = refresh_seconds
        self.hubs = hubs
        self.setting = setting
        self.shelf: Shelf = {}
        self.private = private
        self.counts = OwnCounts()
        self.pages = self.app = ReadyPages(self.counts.counting(app), self.counts)
        self._lent: dict[str, Lent] = {}
        self._lock = threading.Lock()
        self._one_at_a_time = [threading.Lock() for _ in range(_LOCKS)]
        self.edition = 0
        self._state: PressState | None = None
        self._codings: dict[str, str] = {}
        self._failing = False

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer from the shelf when the request is plain, else hand it on. What is counted here costs next to nothing."""
        path = environ["PATH_INFO"]
        document = self.shelf.get(path if path != CHANGES else f"{path}?{environ.get('QUERY_STRING', '')}")
        if document is None:
            return (self._private if path.startswith(PLACE) else self.app)(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        ready = document[self._codings.get(accepted) or self._coding(accepted)]
        if environ.get("HTTP_SEC_FETCH_DEST") == "document":
            ready = ready.for_people or ready
        method = environ["REQUEST_METHOD"]
        is_odd = "HTTP_RANGE" in environ or "HTTP_IF_MATCH" in environ or "," in environ.get("HTTP_HOST", "")
        if method not in ("GET", "HEAD") or is_odd or "HTTP_IF_UNMODIFIED_SINCE" in environ:
            return self.app(environ, start_response)
        tag = environ.get("HTTP_IF_NONE_MATCH")
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if ANNOUNCES in environ.get("HTTP_USER_AGENT", ""):
            self.counts.hear(environ["HTTP_USER_AGENT"], path)
        if (
            (since == ready.last_modified)
            if tag is None
            else (tag == ready.etag or is_in_other_coding(tag, ready.etag))
        ):
            if method == "GET":
                ready.asked.unchanged += 1
            else:
                ready.asked.unchanged_heads += 1
            start_response("304 Not Modified", ready.unchanged_headers)
            return []
        if (since is not None) if tag is None else not is_one_strong_tag(tag):
            return self.app(environ, start_response)
        start_response("200 OK", ready.headers)
        if method == "GET":
            ready.asked.whole += 1
            return ready.body
        ready.asked.heads += 1
        return []

    def _private(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer at a private address, or have it answered as any unknown one; counted where it is answered."""

        def pages(environ: Environ, _: Any) -> Iterable[bytes]:
            return self.app(environ, start_response)

        answer = partial(self.private.answer, public=self.shelf, pages=pages)
        return self.counts.counting(answer)(environ, start_response)

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
        while not self.store.news.wait(stopping, self.refresh_seconds):
            try:
                self.refresh()
                self.private.counter.write_now_and_then()
            except Exception:
                _log.exception("our fault: the newsstand could not take the new edition; it keeps the one it has")
        self.private.counter.write()

    def refresh(self) -> None:
        """Take the newest edition if there is one. When the store fails, what is on the shelf stays."""
        try:
            with self.store.reading() as asked:
                self.private.look(asked)
                self.pages.look(asked)
                state = asked.turns.state()
                if state is None or state == self._state:
                    return
                since = self.edition if self._goes_on(state) else -1
                there, fresh = asked.documents.paths(), asked.documents.prime(since)
                shown = asked.channels.touched({one.channel for one in self._lent.values()}) if since >= 0 else {}
        except StoreError as error:
            if not self._failing:
                _log.warning("the newsstand keeps its edition, for the store cannot be read: %s", error)
            self._failing = True
            return
        self._failing = False
        made = {document.path: self._ready(document, state) for document in fresh}
        with self._lock:
            self._lent = {path: one for path, one in self._lent.items() if shown.get(one.channel) == one.shown}
            kept = {
                path: answers
                for path, answers in {**self.shelf, **self.private.shelf}.items()
                if path in self._lent or there.get(path, since + 1) <= since
            }
            self._state, self.edition, shelf = state, state.edition, {**kept, **made}
            self.private.shelf = {path: answers for path, answers in shelf.items() if path.startswith(PLACE)}
            self._put_up({path: answers for path, answers in shelf.items() if path not in self.private.shelf})

    def _goes_on(self, state: PressState) -> bool:
        """Whether what is on the shelf is of the same address and an earlier edition; else all is taken anew."""
        before = self._state
        return before is not None and before.base_url == state.base_url and before.edition <= state.edition

    def fetch(self, path: str) -> Mapping[str, Ready] | None:
        """The document at an address, when it is not at hand from the store; none when there is none.

        One of the long tail is set, and kept while there is room, the longest kept making way, until its channel is touched.
        Raises NoEdition, StoreError, and RenderError when it cannot be set.
        """
        if (found := self.shelf.get(path)) or path.startswith(PLACE):
            return found
        if may_be_long_tail(path) or path.startswith(CHANGES):
            with self._one_at_a_time[hash(path.rpartition("/")[0]) % _LOCKS]:
                return self.shelf.get(path) or self._set(path)
        with self.store.reading() as asked:
            state, document = asked.turns.state(), asked.documents.at(path)
        if state is None:
            raise NoEdition
        if document is None:
            return None
        self._begin()
        return self._ready(document, state)

    def _begin(self) -> None:
        """The first edition: from the first answer on, it is kept whatever becomes of the store."""
        if self._state is None:
            self.refresh()

    def _set(self, path: str) -> Mapping[str, Ready] | None:
        """Set a document of the long tail, and keep it when the edition is still the one on the shelf."""
        with self.store.reading() as asked:
            state, found = asked.turns.state(), self.setting(asked, path)
        if state is None:
            raise NoEdition
        if found is None:
            return None
        made = self._ready(found.document, state)
        self._begin()
        with self._lock:
            if state == self._state:
                self._lend(found, made)
        return made

    def _lend(self, found: SetOnRequest, made: Mapping[str, Ready]) -> None:
        size_bytes = sum(len(one.body[0]) for one in {id(one): one for one in made.values()}.values())
        self._lent[found.document.path] = Lent(found.channel, found.shown, size_bytes)
        shelf = {**self.shelf, found.document.path: made}
        left_bytes = sum(one.size_bytes for one in self._lent.values())
        while len(self._lent) > 1 and left_bytes > LENT_BYTES:
            oldest = next(iter(self._lent))
            left_bytes -= self._lent.pop(oldest).size_bytes
            del shelf[oldest]
        self._put_up(shelf)

    def _put_up(self, shelf: Shelf) -> None:
        """Let another shelf take the place of this one, by one assignment; what was counted stays."""
        self.shelf = shelf
        self.counts.follow(shelf)

    def _ready(self, document: Document, state: PressState) -> Mapping[str, Ready]:
        return ready(document, document_url(state.base_url, document.path.rstrip("?")), self.hubs)
