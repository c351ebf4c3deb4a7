"""Pages for everybody, kept as they were sent until anything in print changes. Touches: memory.

A page is made by Flask when somebody asks for it, and then answered from here to all who ask plainly for the same address in the same
coding, with the headers and the tag that it had. Kept is only what a view says is for everybody (`responses.page`), so nothing of
the desk, of partners, and no page that tells of an error can come here. All pages go when the edition, or any article's history,
is another; one that was begun before that is not kept. So many bytes at most; the longest kept makes way.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from werkzeug.wrappers import Response

from feedservice.store import Reading
from feedservice.web.answers.codings import choose_coding
from feedservice.web.answers.preconditions import is_in_other_coding, is_one_strong_tag
from feedservice.web.counting.own_counts import OwnCounts
from feedservice.web.ready_answers import Ready

#: The most bytes of pages kept, all codings together, with what each takes beside its body.
PAGES_BYTES = 32_000_000
_BESIDE_BYTES = 2_000
#: Accept-Encoding values remembered with what they come to; clients send a few dozen forms.
_coding = lru_cache(500)(choose_coding)
#: Conditions that a page, which has no date, decides in Flask.
_ODD = ("HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
_OF_A_BODY = ("content-type", "content-encoding", "content-length")

Environ = dict[str, Any]


class ReadyPages:
    """WSGI middleware between the newsstand and the pages. It keeps nothing before `begin`, for somebody must `look` then and again."""

    def __init__(self, app: Any, counts: OwnCounts) -> None:
        self.app = app  # a server may put something else in its place
        self.version: object = None
        self._counts = counts
        self._is_on = False
        self._pages: dict[tuple[str, str], Ready] = {}
        self._size_bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer with a page that is kept when the request is plain, else hand it on."""
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        coding = _coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        ready = self._pages.get((path, coding))
        if ready is None or method not in ("GET", "HEAD") or _is_odd(environ):
            return self.app(environ, start_response)  # type: ignore[no-any-return]
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if tag is not None and (tag == ready.etag or is_in_other_coding(tag, ready.etag)):
            self._counts.count_page(path, "304", coding, saved_bytes=len(ready.body[0]))
            start_response("304 Not Modified", ready.unchanged_headers)
            return []
        if tag is not None and not is_one_strong_tag(tag):
            return self.app(environ, start_response)  # type: ignore[no-any-return]
        body = ready.body if method == "GET" else []
        self._counts.count_page(path, "200", coding, sent_bytes=len(ready.body[0]) if body else 0)
        start_response("200 OK", ready.headers)
        return body

    def begin(self) -> None:
        """Keep pages from now on: a thread looks for changes."""
        self._is_on = True

    def look(self, asked: Reading) -> None:
        """Let every page go when anything that readers see may be another than when it was made."""
        version = (asked.turns.state(), asked.leaves.last_change())
        if version != self.version:
            with self._lock:
                self.version, self._pages, self._size_bytes = version, {}, 0

    def keep(self, response: Response, environ: Environ, version: object) -> None:
        """Keep a page that was just made for everybody; `version` is that of before anything was asked of the store for it."""
        is_plain = (
            environ["REQUEST_METHOD"] == "GET" and response.status_code == 200 and not environ.get("QUERY_STRING")
        )
        if not (self._is_on and is_plain) or "Set-Cookie" in response.headers:
            return
        at = environ["PATH_INFO"], response.headers.get("Content-Encoding", "identity")
        made = _ready(response, environ)
        with self._lock:
            if version != self.version or at in self._pages:
                return
            self._pages[at] = made
            self._size_bytes += _size(made)
            while self._size_bytes > PAGES_BYTES and len(self._pages) > 1:
                self._size_bytes -= _size(self._pages.pop(next(iter(self._pages))))


def _is_odd(environ: Mapping[str, Any]) -> bool:
    return any(name in environ for name in _ODD) or "," in environ.get("HTTP_HOST", "")


def _ready(response: Response, environ: Environ) -> Ready:
    headers = list(response.get_wsgi_headers(environ))
    unchanged = [(name, value) for name, value in headers if name.lower() not in _OF_A_BODY]
    return Ready(response.headers["ETag"], "", headers, unchanged, [response.get_data()])


def _size(ready: Ready) -> int:
    return len(ready.body[0]) + _BESIDE_BYTES
