"""All that this process counts: what its ready answers say, what is no longer on the shelf, what others answered. Touches: clock."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from feedservice.web.counting.announced_readers import Announced, Readership
from feedservice.web.counting.request_counts import (
    Answers,
    Asked,
    Series,
    Totals,
    added,
    feed_of,
    of_answer,
    read,
    room_of,
    written,
)

_SECONDS_A_DAY = 86400
_PLAIN = "identity"


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
    """The counts of one process. Used without locks: see `request_counts`."""

    def __init__(self) -> None:
        self.readership = Readership()
        self._past: dict[Series, Answers] = {}

    def hear(self, agent: str, path: str) -> None:
        """An agent that announces readers has asked for the feed at an address on the shelf."""
        self.readership.note(agent, path, today())

    def retire(self, path: str, answers: Mapping[str, Counted]) -> None:
        """Keep the numbers of answers that leave the shelf."""
        self._past = added(self._past.items(), _of_document(path, answers))

    def note(
        self, path: str, status: str, headers: Iterable[tuple[str, str]], *, is_feed: bool, has_body: bool
    ) -> None:
        """Count an answer that did not come ready from the shelf."""
        said = {name.lower(): value for name, value in headers}
        series = (feed_of(path) if is_feed else room_of(path), status, said.get("content-encoding", _PLAIN))
        length = said.get("content-length", "")
        sent_bytes = int(length) if has_body and length.isdecimal() else 0
        self._past[series] = self._past.get(series, Answers()) + Answers(1, sent_bytes)

    def totals(self, shelf: Shelf) -> dict[Series, Answers]:
        """All requests, with those that the answers on the shelf have counted."""
        return added(list(self._past.items()), *(_of_document(path, answers) for path, answers in shelf.items()))

    def written(self, shelf: Shelf) -> dict[str, Any]:
        """All of it as it stands in a file."""
        said = [[one.service, one.feed, one.day, one.most, one.before] for one in self.readership.all()]
        return {"requests": written(self.totals(shelf)), "readers": said}

    def take_over(self, requests: Totals, said: Iterable[Announced]) -> None:
        """Count on from where a process ended that is no more."""
        self._past = added(self._past.items(), requests.items())
        for one in said:
            self.readership.keep(one)

    def begin_anew(self, shelf: Shelf) -> None:
        """Forget everything: this process was forked from one that counts for itself."""
        self._past = {}
        self.readership.clear()
        for answers in shelf.values():
            for one in answers.values():
                one.asked.whole = one.asked.heads = one.asked.unchanged = 0


def counts_of(content: Any) -> tuple[dict[Series, Answers], list[Announced]]:
    """What stands in a file of counts. Raises ValueError, TypeError, KeyError or AttributeError when it is none."""
    said = [Announced(str(row[0]), str(row[1]), *map(int, row[2:])) for row in content["readers"]]
    return added(read(content["requests"])), said


def _of_document(path: str, answers: Mapping[str, Counted]) -> Iterator[tuple[Series, Answers]]:
    plain = answers[_PLAIN]
    for coding, one in answers.items():
        if one is not plain or coding == _PLAIN:
            yield from of_answer(feed_of(path), coding, one.asked, len(one.body[0]), len(plain.body[0]))
