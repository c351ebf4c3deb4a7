"""What hubs are to be told, and what became of it (WebSub). Touches: database.

One row for each hub and topic: a topic that changes again while it waits is told once. `since` is when it last changed;
an answer counts only for the change it was asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from feedservice.store.schema import announcement

#: How long after each failed attempt the next is made, in seconds; after the last, the announcement is given up.
BACK_OFF = tuple(timedelta(seconds=wait) for wait in (10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600))
#: A hub that refuses (4xx) will hardly think better of it: so many attempts.
ATTEMPTS_AT_A_REFUSAL = 3
#: Refusals that only mean later (RFC 9110 section 15.5.9, RFC 8470 section 5.2, RFC 6585 section 4).
_LATER = frozenset({408, 425, 429})


class AnnouncementOutcome(StrEnum):
    """What became of an announcement."""

    WAITING = "waiting"
    TOLD = "told"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Announcement:
    """That a topic changed, for one hub: see `schema.announcement`."""

    hub: str
    topic: str
    since: datetime
    due: datetime | None
    attempts: int
    outcome: AnnouncementOutcome
    told: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class HubAnswer:
    """What a hub said: nothing wrong (`problem` empty), or a problem in words, and when to ask again if it said so.

    `is_away` says that asking on is of no use now. One that does not count is no attempt: the topic was not come to.
    """

    problem: str = ""
    status: int = 0
    again: timedelta | None = None
    is_away: bool = False
    counts: bool = True

    def wait(self, attempts: int) -> timedelta | None:
        """How long until the next attempt after so many; none when there is none.

        No less than the hub asks for, nor than its failures call for: a hub that says “in a second” over and over is
        not given up in seconds.
        """
        is_refusal = 400 <= self.status < 500 and self.status not in _LATER  # client errors
        if attempts > len(BACK_OFF) or (is_refusal and attempts >= ATTEMPTS_AT_A_REFUSAL):
            return None
        return max(BACK_OFF[attempts - 1], self.again or timedelta())


@dataclass(frozen=True, slots=True)
class HubState:
    """How it goes with one hub: how many topics are told, wait and are given up; when it was last told, and is tried next."""

    hub: str
    told: int = 0
    waiting: int = 0
    given_up: int = 0
    last: datetime | None = None
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementReading:
    """Questions about announcements."""

    connection: Connection

    def due(self, hubs: Iterable[str], now: datetime, most: int) -> list[Announcement]:
        """Announcements to be made now, the longest waiting first; so many at most for each hub, so that all have their turn."""
        order = (announcement.c.due, announcement.c.since, announcement.c.topic)
        query = select(announcement).where(announcement.c.due <= now).order_by(*order).limit(most)
        return [one for hub in hubs for one in self._announcements(query.where(announcement.c.hub == hub))]

    def next_due(self, hubs: Collection[str]) -> datetime | None:
        """When the next announcement to these hubs is to be made."""
        query = select(func.min(announcement.c.due)).where(announcement.c.hub.in_(list(hubs)))
        found: datetime | None = self.connection.scalar(query)
        return found

    def troubled(self, most: int) -> list[Announcement]:
        """Announcements that failed at least once, those given up first."""
        troubled = and_(announcement.c.outcome != AnnouncementOutcome.TOLD.value, announcement.c.attempts > 0)
        order = (announcement.c.outcome, announcement.c.since.desc(), announcement.c.topic)
        return self._announcements(select(announcement).where(troubled).order_by(*order).limit(most))

    def hub_states(self, hubs: Iterable[str]) -> list[HubState]:
        """How it goes with each of these hubs."""
        columns = (announcement.c.hub, announcement.c.outcome, func.count().label("count"))
        times = (func.max(announcement.c.told).label("last"), func.min(announcement.c.due).label("next"))
        rows = self.connection.execute(select(*columns, *times).group_by(announcement.c.hub, announcement.c.outcome))
        by_hub: dict[str, list[Any]] = {}
        for row in rows:
            by_hub.setdefault(row.hub, []).append(row)
        return [_state(hub, by_hub.get(hub, [])) for hub in hubs]

    def _announcements(self, query: Any) -> list[Announcement]:
        rows = self.connection.execute(query).mappings()
        return [Announcement(**{**row, "outcome": AnnouncementOutcome(row["outcome"])}) for row in rows]


def _state(hub: str, rows: list[Any]) -> HubState:
    counts = {row.outcome: row.count for row in rows}
    last = max((row.last for row in rows if row.last), default=None)
    next_ = min((row.next for row in rows if row.next), default=None)
    told, waiting, given_up = (
        counts.get(outcome.value, 0)
        for outcome in (AnnouncementOutcome.TOLD, AnnouncementOutcome.WAITING, AnnouncementOutcome.GIVEN_UP)
    )
    return HubState(hub, told, waiting, given_up, last, next_)


@dataclass(frozen=True, slots=True)
class AnnouncementChanges(AnnouncementReading):
    """The questions about announcements, and their changes."""

    def announce(self, hubs: Collection[str], topic: str, at: datetime) -> None:
        """Let each hub be told that a topic changed, once this transaction is kept."""
        if not hubs:
            return
        mine = (announcement.c.topic == topic, announcement.c.hub.in_(list(hubs)))
        last = {row.hub: row.told for row in self.connection.execute(select(announcement).where(*mine))}
        self.connection.execute(delete(announcement).where(*mine))
        row = {
            "topic": topic,
            "since": at,
            "due": at,
            "attempts": 0,
            "outcome": AnnouncementOutcome.WAITING.value,
            "answer": "",
        }
        self.connection.execute(insert(announcement), [{**row, "hub": hub, "told": last.get(hub)} for hub in hubs])

    def claim(self, one: Announcement, until: datetime) -> bool:
        """Take an announcement upon us: nobody else makes it before `until`. Whether nobody had."""
        mine = (*_same(one), announcement.c.attempts == one.attempts, announcement.c.due == one.due)
        taken = {"due": until, "attempts": one.attempts + 1}
        return bool(self.connection.execute(update(announcement).where(*mine).values(taken)).rowcount)

    def record(self, one: Announcement, answer: HubAnswer, now: datetime) -> None:
        """Keep what became of an announcement that was claimed: told, to be made again, or given up.

        Does nothing when its topic changed meanwhile: that is another announcement, still to be made.
        """
        if not answer.problem:
            values: dict[str, Any] = {"outcome": AnnouncementOutcome.TOLD.value, "due": None, "told": now, "answer": ""}
        elif answer.counts:
            again = answer.wait(one.attempts + 1)
            outcome = AnnouncementOutcome.GIVEN_UP if again is None else AnnouncementOutcome.WAITING
            values = {"outcome": outcome.value, "due": again and now + again, "answer": answer.problem}
        else:
            later = (answer.wait(1) or timedelta()) if answer.is_away else timedelta()
            values = {"attempts": one.attempts, "due": now + later}
        self.connection.execute(update(announcement).where(*_same(one)).values(values))

    def forget(self, hubs: Collection[str], told_before: datetime) -> None:
        """Forget hubs that are no longer in the settings, and what was told long ago."""
        is_old = and_(announcement.c.outcome == AnnouncementOutcome.TOLD.value, announcement.c.told < told_before)
        self.connection.execute(delete(announcement).where(or_(announcement.c.hub.not_in(list(hubs)), is_old)))


def _same(one: Announcement) -> tuple[Any, ...]:
    """The row of an announcement, unless its topic changed again meanwhile."""
    return (announcement.c.hub == one.hub, announcement.c.topic == one.topic, announcement.c.since == one.since)
