"""What a clock that was ahead has dated: found, and put right for all tables but the articles themselves. Touches: database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select, update

from feedservice.article import Outcome
from feedservice.editing.life.standing import Standing
from feedservice.store.rows import standing_of
from feedservice.store.schema import IN_PRINT, announcement, article, channel, history, ledger, press_state, receipt

#: How a sentence about the clock begins that a person must put right; health knows it by these words.
WRONG_CLOCK = "The clock of this machine"
_DATES = (article.c.published, article.c.updated, article.c.released, article.c.changed)
_LEAVINGS = (article.c.left, article.c.vanished)
#: A file that waits, or is gone, is not read for that.
_NOT_READ = (Outcome.WAITING.value, Outcome.GONE.value)
#: No announcement waits longer for its next try (`announcements.BACK_OFF`).
_LONGEST_WAIT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Ahead:
    """From when to when what was done after an instant is dated; `alone` when nothing at all is dated before it."""

    first: datetime
    last: datetime
    alone: bool


@dataclass(frozen=True, slots=True)
class TimesReading:
    """Questions about times that lie ahead."""

    connection: Connection

    def ahead(self, limit: datetime) -> Ahead | None:
        """What the press did that is dated after an instant; none when neither the last edition nor any article is."""
        last = self.connection.scalar(select(press_state.c.changed))
        found = select(article.c.id).where(article.c.updated > limit, IN_PRINT).limit(1)
        if (last is None or last <= limit) and self.connection.scalar(found) is None:
            return None
        at = history.c.at
        first, latest = self.connection.execute(select(func.min(at), func.max(at)).where(at > limit)).one()
        times = [one for one in (first, latest, last) if one and one > limit]
        if not times:
            return None
        before = self.connection.scalar(select(history.c.number).where(at <= limit).limit(1))
        return Ahead(min(times), max(times), before is None)

    def articles(self, limit: datetime) -> list[Standing]:
        """The articles in print, or out of it since, that any of their times lies after an instant, the oldest first.

        What readers do not see may be dated by an embargo to come.
        """
        is_ahead = or_(and_(IN_PRINT, or_(*(one > limit for one in _DATES))), *(one > limit for one in _LEAVINGS))
        query = select(article).where(is_ahead).order_by(article.c.published, article.c.released, article.c.id)
        return [standing_of(row) for row in self.connection.execute(query).mappings()]

    def let_out(self, limit: datetime, now: datetime) -> list[str]:
        """The articles whose embargo was taken for ended after an instant, though its hour is to come."""
        was = select(history.c.article_id).where(history.c.event == Outcome.SCHEDULED.value)
        out = (Outcome.PUBLISHED.value, Outcome.CORRECTED.value)
        mine = (history.c.at > limit, history.c.event.in_(out), history.c.article_id.in_(was))
        query = select(history.c.article_id).join(article, article.c.id == history.c.article_id)
        return list(self.connection.scalars(query.where(*mine, article.c.published > now).distinct()))

    def expired(self, limit: datetime, now: datetime) -> list[str]:
        """The articles that were taken for expired after an instant, though their time is not over."""
        mine = (history.c.at > limit, history.c.event == Outcome.EXPIRED.value, article.c.expires > now)
        query = select(history.c.article_id).join(article, article.c.id == history.c.article_id)
        return list(self.connection.scalars(query.where(*mine).distinct()))


@dataclass(frozen=True, slots=True)
class TimesChanges(TimesReading):
    """The questions about times that lie ahead, and how they are put right."""

    def put_right(self, limit: datetime, now: datetime, affected: Collection[str]) -> None:
        """Date everything that lies after an instant as of now, but for articles; let their files be read again.

        So are the files of the articles `affected`. Channels are to be set anew, whatever they show.
        """
        self._set(update(history).where(history.c.at > limit).values(at=now))
        self._set(update(ledger).where(ledger.c.at > limit).values(at=now))
        read_again = {"since": now, "due": now}
        self._set(
            update(receipt).where(receipt.c.since > limit, receipt.c.outcome.not_in(_NOT_READ)).values(read_again)
        )
        self._set(update(receipt).where(receipt.c.since > limit).values(since=now))
        for one in affected:
            self._set(update(receipt).where(receipt.c.article_id == one).values(due=now))
        dated = {"changed": now, "stale": True, "shown": ""}
        self._set(update(channel).where(channel.c.changed > limit, channel.c.closed.is_(False)).values(dated))
        self._set(update(channel).where(channel.c.rearranged > limit).values(rearranged=now))
        late = announcement.c.due > now + _LONGEST_WAIT
        self._set(update(announcement).where(late).values(due=now))
        self._set(update(announcement).where(announcement.c.since > limit).values(since=now))
        self._set(update(press_state).where(press_state.c.changed > limit).values(changed=now))

    def _set(self, statement: object) -> None:
        self.connection.execute(statement)  # type: ignore[call-overload]
