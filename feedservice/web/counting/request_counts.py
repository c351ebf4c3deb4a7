"""Requests of one process, counted where they are answered; added up only when somebody asks. Pure.

A ready answer carries plain numbers (`Asked`), which the newsstand raises without a lock: where a server has several threads, a
count may be lost, and nothing else. What a series is called is bounded: documents go by their address, a private one without the
token, those of the long tail together by room and format; all else is one of few rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feedservice.addresses import CHANGES
from feedservice.channels import may_be_long_tail
from feedservice.feeds.formats import FORMATS

#: What pages are counted as, by the first part of their address; the rest is `OTHER`.
ROOMS = {
    "": "pages",
    "page": "pages",
    "sections": "pages",
    "authors": "pages",
    "tags": "pages",
    "languages": "pages",
    "feeds": "pages",
    "archive": "pages",
    "articles": "articles",
    "photos": "photos",
    "private": "private",
    "static": "static",
    "desk": "desk",
    "health": "operators",
    "metrics": "operators",
    "livez": "operators",
    "readyz": "operators",
}
OTHER = "other"
#: Feeds that there are always, also before their first edition.
_FORMS = tuple(form.path for form in FORMATS)
_MAIN = frozenset({*_FORMS, CHANGES})
#: Under this name an environ says what is given of a document: a `Given`.
GIVEN = "feedservice.given"


class Asked:
    """How often one ready answer was given: whole, as its head alone, as “unchanged”, as the head of that."""

    __slots__ = ("heads", "unchanged", "unchanged_heads", "whole")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.whole = self.heads = self.unchanged = self.unchanged_heads = 0


@dataclass(frozen=True, slots=True)
class Given:
    """A document that others than the newsstand give: its address, without a token, its coding, its size so and without any."""

    path: str
    coding: str
    size_bytes: int
    plain_bytes: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Requests of one kind, and the bytes of bodies: sent, saved by “unchanged”, saved by a content coding."""

    requests: int = 0
    sent_bytes: int = 0
    saved_unchanged_bytes: int = 0
    saved_coding_bytes: int = 0

    def __add__(self, other: Answers) -> Answers:
        return Answers(
            self.requests + other.requests,
            self.sent_bytes + other.sent_bytes,
            self.saved_unchanged_bytes + other.saved_unchanged_bytes,
            self.saved_coding_bytes + other.saved_coding_bytes,
        )


#: What is counted apart: feed (or room), status, content coding.
Series = tuple[str, str, str]
Totals = Mapping[Series, Answers]


def feed_of(path: str) -> str:
    """What the feed at an address is counted as: by its address without a query, but those of the long tail by room and format."""
    path = path.partition("?")[0]
    if not may_be_long_tail(path):
        return path
    room, name = path.split("/")[1], path.rpartition("/")[2]
    return f"/{room}/*/{name}"


def room_of(path: str) -> str:
    """What an address is counted as at which no document was given."""
    if path in _MAIN or (may_be_long_tail(path) and path.endswith(_FORMS)):
        return feed_of(path)
    return ROOMS.get(path[1:].partition("/")[0], OTHER)


def of_answer(
    feed: str, coding: str, asked: Asked, size_bytes: int, plain_bytes: int
) -> Iterator[tuple[Series, Answers]]:
    """What a ready answer's numbers come to; `plain_bytes` is its size without any coding."""
    whole, heads = asked.whole, asked.heads
    unchanged, unchanged_heads = asked.unchanged, asked.unchanged_heads
    if whole or heads:
        saved = whole * max(plain_bytes - size_bytes, 0)
        yield (feed, "200", coding), Answers(whole + heads, whole * size_bytes, 0, saved)
    if unchanged or unchanged_heads:
        yield (feed, "304", coding), Answers(unchanged + unchanged_heads, 0, unchanged * size_bytes)


def of_given(given: Given, status: str, *, is_whole: bool) -> tuple[Series, Answers]:
    """What one answer of others comes to, 200 or 304; `is_whole`: no head alone was asked for."""
    if status == "304":
        counted = Answers(1, 0, given.size_bytes if is_whole else 0)
    elif is_whole:
        counted = Answers(1, given.size_bytes, 0, max(given.plain_bytes - given.size_bytes, 0))
    else:
        counted = Answers(1)
    return (feed_of(given.path), status, given.coding), counted


def added(*parts: Iterable[tuple[Series, Answers]]) -> dict[Series, Answers]:
    """All of them, added up by series."""
    totals: dict[Series, Answers] = {}
    for part in parts:
        for series, answers in part:
            totals[series] = totals.get(series, Answers()) + answers
    return totals


def written(totals: Totals) -> list[list[Any]]:
    """Totals as they stand in a file."""
    return [
        [*series, one.requests, one.sent_bytes, one.saved_unchanged_bytes, one.saved_coding_bytes]
        for series, one in totals.items()
    ]


def read(rows: Iterable[Any]) -> Iterator[tuple[Series, Answers]]:
    """What `written` made. Raises ValueError or TypeError for anything else."""
    for feed, status, coding, *numbers in rows:
        yield (str(feed), str(status), str(coding)), Answers(*map(int, numbers))
