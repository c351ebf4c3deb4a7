"""All that this process counts: what the answers on the shelf say, what is no longer there, what others answered. Touches: clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from feedservice.web.counting.announced_readers import ANNOUNCES, Announced, Readership
from feedservice.web.counting.request_counts import (
    GIVEN,
    Answers,
    Asked,
    Series,
    Totals,
    added,
    feed_of,
    of_answer,
    of_given,
    read,
    room_of,
    written,
)

_SECONDS_A_DAY = 86400
_PLAIN = "identity"

Environ = Mapping[str, Any]
Application = Callable[[Any, Any], Iterable[bytes]]


class Counted(Protocol):
    """An answer that is ready, and counts how often it is given: `ready_answers.Ready`."""

    @property
    def body(self) -> list[bytes]:
        """Its bytes."""

    @property
    def asked(self) -> Asked:
        """How often it was given."""


#: Ready answers by address and content coding.
Shelf = Mapping[str, Mapping[str, Counted]]


def today() -> int:
    """The day by the clock, counted from 1970."""
    return int(time.time()) // _SECONDS_A_DAY


class OwnCounts:
    """The counts of one process. The lock is for what is not answered from the shelf, and for what leaves it."""

    def __init__(self) -> None:
        self.readership = Readership()
        self._shelf: Shelf = {}
        self._past: dict[Series, Answers] = {}
        self._lock = threading.Lock()

    def hear(self, agent: str, path: str) -> None:
        """An agent that announces readers has asked for the feed at an address on the shelf."""
        self.readership.note(agent, path, today())

    def follow(self, shelf: Shelf) -> None:
        """Another shelf has taken the place of the one before; what the answers that left it counted stays."""
        with self._lock:
            left = (at for at in self._shelf.items() if shelf.get(at[0]) is not at[1])
            self._past = added(self._past.items(), *(_of_document(path, answers) for path, answers in left))
            self._shelf = shelf

    def counting(self, app: Application) -> Application:
        """An application whose answers are counted."""

        def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
            def started(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                self._note(environ, status[:3], headers)
                return start_response(status, headers, *error)

            return app(environ, started)

        return answer

    def count_page(self, path: str, status: str, coding: str, sent_bytes: int = 0, saved_bytes: int = 0) -> None:
        """Count a page that was ready."""
        series, answers = (room_of(path), status, coding), Answers(1, sent_bytes, saved_bytes)
        with self._lock:
            self._past[series] = self._past.get(series, Answers()) + answers

    def _note(self, environ: Environ, status: str, headers: list[tuple[str, str]]) -> None:
        """Count an answer that did not come ready from the shelf."""
        path, given, is_whole = environ["PATH_INFO"], environ.get(GIVEN), environ["REQUEST_METHOD"] != "HEAD"
        if given is not None and status in ("200", "304"):
            series, answers = of_given(given, status, is_whole=is_whole)
            if ANNOUNCES in (agent := environ.get("HTTP_USER_AGENT", "")):
                self.hear(agent, given.path)
        else:
            at = given.path if given is not None else path
            said = {name.lower(): value for name, value in headers}
            length = said.get("content-length", "") if is_whole and status != "304" else ""
            name = feed_of(at) if given is not None or at in self._shelf else room_of(at)
            series = (name, status, said.get("content-encoding", _PLAIN))
            answers = Answers(1, int(length) if length.isdecimal() else 0)
        with self._lock:
            self._past[series] = self._past.get(series, Answers()) + answers

    def totals(self) -> dict[Series, Answers]:
        """All requests."""
        with self._lock:
            return added(self._past.items(), *(_of_document(path, answers) for path, answers in self._shelf.items()))

    def take_over(self, requests: Totals, said: Iterable[Announced]) -> None:
        """Count on from where a process ended that is no more."""
        with self._lock:
            self._past = added(self._past.items(), requests.items())
        for one in said:
            self.readership.keep(one)

    def begin_anew(self) -> None:
        """Forget everything: this process was just forked from one that counts for itself."""
        self._past, self._lock = {}, threading.Lock()
        self.readership.clear()
        for answers in self._shelf.values():
            for one in answers.values():
                one.asked.clear()


def content_of(requests: Totals, said: Iterable[Announced]) -> dict[str, Any]:
    """Counts as they stand in a file."""
    rows = [[one.service, one.feed, one.day, one.most, one.before] for one in said]
    return {"requests": written(requests), "readers": rows}


def counts_of(content: Any) -> tuple[dict[Series, Answers], list[Announced]]:
    """What stands in a file of counts. Raises ValueError, TypeError, KeyError or AttributeError when it is none."""
    said = [Announced(str(row[0]), str(row[1]), *map(int, row[2:])) for row in content["readers"]]
    return added(read(content["requests"])), said


def _of_document(path: str, answers: Mapping[str, Counted]) -> Iterator[tuple[Series, Answers]]:
    plain = answers[_PLAIN]
    for coding, one in answers.items():
        if one is not plain or coding == _PLAIN:
            yield from of_answer(feed_of(path), coding, one.asked, len(one.body[0]), len(plain.body[0]))
