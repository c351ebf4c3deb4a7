"""What hubs are to be told, and what became of it (WebSub). Touches: database.

One row for each hub and topic: a topic that changes again while it waits is told once. `since` is when it last changed;
an answer counts only for the change it was asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from feedservice.store.schema import announcement


class Telling(StrEnum):
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
    outcome: Telling
    told: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class HubState:
    """How it goes with one hub: how many topics are told, wait and are given up; when it was last told, and is tried next."""

    hub: str
    told: int = 0
    waiting: int = 0
    given_up: int = 0
    last: datetime | None = None
    next: datetime | None = None


class AnnouncementReading:
    """Questions about announcements, asked of one consistent view of the store."""

    connection: Connection

    def due_announcements(self, now: datetime, most: int) -> list[Announcement]:
        """Announcements to be made now, the longest waiting first."""
        query = select(announcement).where(announcement.c.due <= now)
        return self._announcements(query.order_by(announcement.c.due, announcement.c.since).limit(most))

    def next_announcement(self) -> datetime | None:
        """When the next announcement is to be made."""
        found: datetime | None = self.connection.scalar(select(func.min(announcement.c.due)))
        return found

    def troubled_announcements(self, most: int) -> list[Announcement]:
        """Announcements that failed at least once, those given up first."""
        troubled = and_(announcement.c.outcome != Telling.TOLD.value, announcement.c.attempts > 0)
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
        return [Announcement(**{**row, "outcome": Telling(row["outcome"])}) for row in rows]


def _state(hub: str, rows: list[Any]) -> HubState:
    counts = {row.outcome: row.count for row in rows}
    last = max((row.last for row in rows if row.last), default=None)
    next_ = min((row.next for row in rows if row.next), default=None)
    told, waiting, given_up = (
        counts.get(telling.value, 0) for telling in (Telling.TOLD, Telling.WAITING, Telling.GIVEN_UP)
    )
    return HubState(hub, told, waiting, given_up, last, next_)


class AnnouncementWriting(AnnouncementReading):
    """The questions about announcements, and their changes."""

    def announce(self, hubs: Collection[str], topic: str, at: datetime) -> None:
        """Let each hub be told that a topic changed, once this transaction is kept."""
        if not hubs:
            return
        mine = (announcement.c.topic == topic, announcement.c.hub.in_(list(hubs)))
        last = {row.hub: row.told for row in self.connection.execute(select(announcement).where(*mine))}
        self.connection.execute(delete(announcement).where(*mine))
        row = {"topic": topic, "since": at, "due": at, "attempts": 0, "outcome": Telling.WAITING.value, "answer": ""}
        self.connection.execute(insert(announcement), [{**row, "hub": hub, "told": last.get(hub)} for hub in hubs])

    def claim(self, one: Announcement, until: datetime) -> bool:
        """Take an announcement upon us: nobody else makes it before `until`. Whether nobody had."""
        mine = (*_same(one), announcement.c.attempts == one.attempts, announcement.c.due == one.due)
        taken = {"due": until, "attempts": one.attempts + 1}
        return bool(self.connection.execute(update(announcement).where(*mine).values(taken)).rowcount)

    def was_told(self, one: Announcement, at: datetime) -> None:
        """The hub took it."""
        values = {"outcome": Telling.TOLD.value, "due": None, "told": at, "answer": ""}
        self.connection.execute(update(announcement).where(*_same(one)).values(values))

    def was_not_told(self, one: Announcement, answer: str, again: datetime | None) -> None:
        """The hub did not take it; it is tried again at an instant, or given up."""
        outcome = Telling.WAITING if again else Telling.GIVEN_UP
        values = {"outcome": outcome.value, "due": again, "answer": answer}
        self.connection.execute(update(announcement).where(*_same(one)).values(values))

    def forget_announcements(self, hubs: Collection[str], told_before: datetime) -> None:
        """Forget hubs that are no longer in the settings, and what was told long ago."""
        is_old = and_(announcement.c.outcome == Telling.TOLD.value, announcement.c.told < told_before)
        self.connection.execute(delete(announcement).where(or_(announcement.c.hub.not_in(list(hubs)), is_old)))


def _same(one: Announcement) -> tuple[Any, ...]:
    """The row of an announcement, unless its topic changed again meanwhile."""
    return (announcement.c.hub == one.hub, announcement.c.topic == one.topic, announcement.c.since == one.since)
