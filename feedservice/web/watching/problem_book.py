"""Which problems there are, since when, and which are over. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from feedservice.web.watching.alarms import Condition

#: What is over is told of for so long, and no more than so many.
_REMEMBERED = timedelta(days=30)
_MOST_OVER = 100
#: What is seen for no longer is nothing to tell: one cause gives way to another, and both are gone at the next look.
_SETTLES = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Incident:
    """Something wrong: since when, when we first saw it, when it became an alarm if it did, and when it ended if it has.

    `what` is what was said of it when it became an alarm, so that an entry once read does not change.
    """

    kind: str
    subject: str
    what: str
    began: datetime
    seen: datetime
    raised: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProblemBook:
    """What is wrong now, and what was, the newest first."""

    standing: tuple[Incident, ...] = ()
    over: tuple[Incident, ...] = ()

    @property
    def alarms(self) -> tuple[Incident, ...]:
        """What a person should know of now."""
        return tuple(one for one in self.standing if one.raised)

    def after(self, found: Iterable[Condition], now: datetime) -> ProblemBook:
        """The book after another look: what is new is entered, what is no longer so is over."""
        before = {(one.kind, one.subject): one for one in self.standing}
        taken = {time for one in (*self.standing, *self.over) for time in (one.raised, one.ended)}
        standing = [_judged(before.pop((one.kind, one.subject), None), one, now, taken) for one in found]
        ended = [replace(one, ended=_free(now, taken)) for one in before.values() if one.raised]
        kept = [one for one in self.over if one.ended and now - one.ended < _REMEMBERED]
        over = sorted([*ended, *kept], key=lambda one: one.ended or now, reverse=True)
        return ProblemBook(tuple(standing), tuple(over[:_MOST_OVER]))


def _judged(before: Incident | None, found: Condition, now: datetime, taken: set[datetime | None]) -> Incident:
    one = before or Incident(found.kind, found.subject, found.what, min(found.since or now, now), now)
    if one.raised or now - one.began < found.patience or now - one.seen < _SETTLES:
        return one
    return replace(one, raised=_free(now, taken), what=found.what)


def _free(now: datetime, taken: set[datetime | None]) -> datetime:
    """The first whole second from now on in which nothing else happened: readers sort by it."""
    at = now.replace(microsecond=0)
    while at in taken:
        at += timedelta(seconds=1)
    taken.add(at)
    return at


def written(book: ProblemBook) -> dict[str, Any]:
    """The book as it stands in a file."""
    return {"standing": [_row(one) for one in book.standing], "over": [_row(one) for one in book.over]}


def read(content: Any) -> ProblemBook:
    """What `written` made. Raises ValueError, TypeError or KeyError for anything else."""
    return ProblemBook(*(tuple(_problem(row) for row in content[name]) for name in ("standing", "over")))


def _row(one: Incident) -> list[str]:
    times = (one.began, one.seen, one.raised, one.ended)
    return [one.kind, one.subject, one.what, *(time.isoformat() if time else "" for time in times)]


def _problem(row: list[str]) -> Incident:
    kind, subject, what, began, seen, *times = map(str, row)
    raised, ended = (datetime.fromisoformat(time) if time else None for time in times)
    return Incident(kind, subject, what, datetime.fromisoformat(began), datetime.fromisoformat(seen), raised, ended)
