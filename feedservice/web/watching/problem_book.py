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


@dataclass(frozen=True, slots=True)
class Incident:
    """Something wrong: since when, whether it has lasted long enough to be an alarm, and when it ended if it has.

    `what` is what was said of it when it became an alarm, so that an entry once read does not change.
    """

    kind: str
    subject: str
    what: str
    began: datetime
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
        standing = [_judged(before.pop((one.kind, one.subject), None), one, now) for one in found]
        ended = [replace(one, ended=now) for one in before.values() if one.raised]
        kept = [one for one in self.over if one.ended and now - one.ended < _REMEMBERED]
        over = sorted([*ended, *kept], key=lambda one: one.ended or now, reverse=True)
        return ProblemBook(tuple(standing), tuple(over[:_MOST_OVER]))


def _judged(before: Incident | None, found: Condition, now: datetime) -> Incident:
    began = before.began if before else min(found.since or now, now)
    problem = before or Incident(found.kind, found.subject, found.what, began)
    if problem.raised or now - began < found.patience:
        return problem
    return replace(problem, raised=now, what=found.what)


def written(book: ProblemBook) -> dict[str, Any]:
    """The book as it stands in a file."""
    return {"standing": [_row(one) for one in book.standing], "over": [_row(one) for one in book.over]}


def read(content: Any) -> ProblemBook:
    """What `written` made. Raises ValueError, TypeError or KeyError for anything else."""
    return ProblemBook(*(tuple(_problem(row) for row in content[name]) for name in ("standing", "over")))


def _row(one: Incident) -> list[str]:
    times = (one.began, one.raised, one.ended)
    return [one.kind, one.subject, one.what, *(time.isoformat() if time else "" for time in times)]


def _problem(row: list[str]) -> Incident:
    kind, subject, what, began, *times = map(str, row)
    raised, ended = (datetime.fromisoformat(time) if time else None for time in times)
    return Incident(kind, subject, what, datetime.fromisoformat(began), raised, ended)
