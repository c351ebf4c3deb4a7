"""The last change of an article that readers could see, and what it is called: as it was judged, or as an editor marked it since. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from feedservice.article import Article
from feedservice.text.comparison.diff import Change

#: How a line of a history begins that calls the change before it another class.
MARKED = "marked "


class Happened(Protocol):
    """What is asked of a line of an article's history."""

    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def event(self) -> str: ...  # noqa: D102
    @property
    def earlier(self) -> Article | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class LastChange:
    """A change: its class as it is called now, when it was, and the `updated` that the version before it had."""

    change: Change
    at: datetime
    updated_before: datetime


def last_change(history: Sequence[Happened]) -> LastChange | None:
    """The last change in a history; none when there was none."""
    marked = ""
    for one in reversed(history):
        if one.event.startswith(MARKED):
            marked = marked or one.event.removeprefix(MARKED)
        elif one.event in list(Change) and one.earlier is not None:
            return LastChange(Change(marked or one.event), one.at, one.earlier.updated)
    return None
