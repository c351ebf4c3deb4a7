"""Of the vocabulary, a live blog: how a body shows its entries, and what a file says of its being one. Pure.

An entry begins with a heading that opens with its time, and ends where the next begins or a rule stands. Cleaning writes
no other heading so: the body itself says whether it is a live blog, and nothing else has to be kept of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from html import unescape
from itertools import pairwise

#: As the serialiser writes it; the time is an instant, or an hour alone until the article has its date.
ENTRY_HEAD = re.compile(r'<h3><time datetime="(?P<at>[^"]+)">(?P<shown>[^<]*)</time>(?P<headline>.*?)</h3>', re.DOTALL)
_END = re.compile(r"<hr\s*/?>|<h2\b")
_TAG = re.compile(r"<[^<>]*>")
_LINE_END = re.compile(r"</(?:p|h[2-4]|li|blockquote|figure|figcaption|pre|tr|dt|dd|table|ul|ol)>|<br>")
_FEWEST_ENTRIES = 2
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a file says of how it was written: that it `is_live`, is `called` so by its headline, or that it is none; when it was
    published and when last changed, where that has its hour. Times without a zone are in `zone`.
    """

    is_live: bool = False
    called: bool = False
    may_be: bool = True
    begun: datetime | None = None
    ended: datetime | None = None
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog: when it was written, its headline (or none), and its words."""

    at: datetime
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """One of schema.org's liveBlogUpdate: when it was published, as it stands there, its headline and its words, a line a paragraph."""

    at: str
    headline: str
    lines: tuple[str, ...]


def round_the_clock(clocks: Sequence[time]) -> tuple[int, int]:
    """How many minutes a row of hours goes backwards, and how many forwards, midnight crossed where it must: the shorter way is meant."""
    minutes = [clock.hour * 60 + clock.minute for clock in clocks]
    steps = [(later - earlier) % DAY_MINUTES for earlier, later in pairwise(minutes)]
    return sum(-step % DAY_MINUTES for step in steps), sum(steps)


def live_entries(body_html: str) -> tuple[LiveEntry, ...]:
    """The entries of a live blog in the order they stand; none of any other body."""
    found = tuple(_entries(body_html)) if '<h3><time datetime="' in body_html else ()
    return found if len(found) >= _FEWEST_ENTRIES else ()


def _entries(body_html: str) -> Iterator[LiveEntry]:
    heads = [head for head in ENTRY_HEAD.finditer(body_html) if _instant(head["at"])]
    ends = [*(head.start() for head in heads[1:]), len(body_html)]
    for head, end in zip(heads, ends, strict=False):
        rule = _END.search(body_html, head.end(), end)
        at = _instant(head["at"])
        if at:
            body = body_html[head.end() : rule.start() if rule else end]
            yield LiveEntry(at, _words(head["headline"]), _words(body))


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None  # an hour alone
    return at if at.tzinfo else None


def _words(html: str) -> str:
    """The words of clean markup, a line for each block."""
    lines = unescape(_TAG.sub("", _LINE_END.sub("\n", html))).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
