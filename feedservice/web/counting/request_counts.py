"""Requests of one process, counted where they are answered; added up only when somebody asks. Pure.

A ready answer carries plain numbers (`Asked`), which the newsstand raises without a lock: where a server has several threads, a
count may be lost, and nothing else. What a series is called is bounded: addresses on the shelf are feeds, those of the long tail go
together by room and format, and all else is one of few rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feedservice.channels import may_be_long_tail

#: What pages are counted as, by the first part of their address; the rest is `OTHER`.
ROOMS = {
    "": "pages",
    "sections": "pages",
    "authors": "pages",
    "tags": "pages",
    "languages": "pages",
    "feeds": "pages",
    "archive": "pages",
    "articles": "articles",
    "photos": "photos",
    "static": "static",
    "desk": "desk",
    "health": "operators",
    "metrics": "operators",
    "livez": "operators",
    "readyz": "operators",
}
OTHER = "other"


class Asked:
    """How often one ready answer was given: whole, as its head alone, or as “unchanged”."""

    __slots__ = ("heads", "unchanged", "whole")

    def __init__(self) -> None:
        self.whole = self.heads = self.unchanged = 0


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
    """What the feed at an address is counted as: by its address, but those of the long tail by room and format."""
    if not may_be_long_tail(path):
        return path
    room, name = path.split("/")[1], path.rpartition("/")[2]
    return f"/{room}/*/{name}"


def room_of(path: str) -> str:
    """What an address that is no feed is counted as."""
    return ROOMS.get(path[1:].partition("/")[0], OTHER)


def of_answer(
    feed: str, coding: str, asked: Asked, size_bytes: int, plain_bytes: int
) -> Iterator[tuple[Series, Answers]]:
    """What a ready answer's numbers come to; `plain_bytes` is its size without any coding."""
    whole, heads, unchanged = asked.whole, asked.heads, asked.unchanged
    if whole or heads:
        saved = whole * max(plain_bytes - size_bytes, 0)
        yield (feed, "200", coding), Answers(whole + heads, whole * size_bytes, 0, saved)
    if unchanged:
        yield (feed, "304", coding), Answers(unchanged, 0, unchanged * size_bytes)


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
