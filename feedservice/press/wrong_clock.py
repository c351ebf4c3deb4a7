"""A clock that is wrong, or was: told by what the store has dated, and put right. Touches: database.

A time is known to have passed when an edition was dated with it, unless the clock was ahead then. Which of the two is wrong,
the clock now or the clock then, is told by how the store's dates lie: a clock that was ahead leaves a gap, longer than what
was done under it; one that is behind now has a whole past ahead of it. No release of ours is older than `RELEASED`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from feedservice.article import Outcome
from feedservice.editing.ids import DistinctSeconds
from feedservice.editing.life.standing import Standing
from feedservice.feeds.editions import CLOCK_GONE_WRONG, whole_second
from feedservice.settings import Settings
from feedservice.store import Store, Writing
from feedservice.store.times.wrong_times import WRONG_CLOCK, Ahead
from feedservice.text.amounts import many
from feedservice.text.unicode import spelling

_log = logging.getLogger(__name__)

#: No clock that is right shows an earlier time to this release.
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
#: So long a past, and so many times longer than the gap before it, cannot have been made by a clock that was ahead.
_LONG_PAST, _TIMES_THE_GAP = timedelta(days=30), 3
#: Where nothing at all is dated before now, a clock that was ahead is believed in only by so wide a gap.
_WIDE_GAP = timedelta(days=366)
_IN_HISTORY = "The clock was ahead, and this came before its hour. Its file decides again."


@dataclass
class ClockWatch:
    """Minds the clock of one press. `behind` is by how much it is known to be behind at least; `complaint` says what is wrong."""

    settings: Settings
    store: Store
    behind: timedelta = timedelta()
    complaint: str = ""

    def mind(self, now: datetime) -> bool:
        """Judge the clock by the store, and put right what it dated while it was ahead; whether anything was.

        Raises LeaseError, AddressError and StoreError.
        """
        limit = now + CLOCK_GONE_WRONG
        with self.store.reading() as asked:
            ahead, state = asked.times.ahead(limit), asked.turns.state()
        behind, complaint = timedelta(), ""
        if now < RELEASED or (ahead and _has_long_past(ahead, now)):
            been = max(RELEASED, state.changed if state else RELEASED)
            behind, complaint = max(self.behind, been - now), self.complaint or _is_behind(now, been)
        elif ahead and _was_ahead(ahead, now):
            self._put_right(limit, now, ahead)
        elif ahead:
            complaint = self.complaint or _is_unclear(now, ahead.last)
        if complaint and complaint != self.complaint:
            _log.error("%s", complaint)
        self.behind, self.complaint = behind, complaint
        return bool(ahead) and not complaint

    def _put_right(self, limit: datetime, now: datetime, ahead: Ahead) -> None:
        second = whole_second(now)
        with self.store.turn(now, self.settings.public_url) as changes:
            early, over = changes.times.let_out(limit, now), changes.times.expired(limit, now)
            found = changes.times.articles(limit)
            redate(changes, self.settings, found, limit, second, set(early))
            changes.times.put_right(limit, second, {*early, *over})
            for standing in filter(None, map(changes.articles.with_id, [*early, *over])):
                changes.articles.happened(standing, "clock", second, _IN_HISTORY)
            changes.lease.give_up(now)
        _log.error("%s", _told(ahead, len(found), len(early), len(over)))


def redate(
    changes: Writing, settings: Settings, found: list[Standing], limit: datetime, now: datetime, early: set[str]
) -> None:
    """Date articles as of now that lie ahead, in the order they have, each with a second of its own.

    The date of those in `early` stays: it is their embargo's, and under that they go back.
    """
    distinct = DistinctSeconds(changes.articles.updated_seconds)
    today = now.astimezone(settings.zone).date()
    for standing in reversed(found):
        was = standing.article
        left, vanished = (now if one and one > limit else one for one in (standing.left, standing.vanished))
        if standing.state is Outcome.SCHEDULED:  # its dates are of its hour to come
            changes.articles.stand(replace(standing, left=left, vanished=vanished), spelling(was.path))
            continue
        own = distinct.at_or_before(now)
        published = own if was.published > limit and was.id not in early else was.published
        updated = max(published, own) if was.updated > limit else was.updated
        article = replace(
            was,
            published=published,
            updated=updated,
            released=min(was.released, own) if was.released > limit else was.released,
            changed=now if was.changed > limit else was.changed,
            corrections=tuple(replace(one, day=min(one.day, today)) for one in was.corrections),
        )
        changes.articles.save(
            replace(standing, article=article, left=left, vanished=vanished), spelling(was.path), None
        )


def _was_ahead(ahead: Ahead, now: datetime) -> bool:
    """Whether the clock went ahead over a gap, longer than it then went on for, and is right now."""
    gap = ahead.first - now
    return gap > max(ahead.last - ahead.first, _WIDE_GAP if ahead.alone else timedelta())


def _has_long_past(ahead: Ahead, now: datetime) -> bool:
    """Whether what lies ahead has been going on for so long that it must be the past."""
    span = ahead.last - ahead.first
    return span > max(_LONG_PAST, _TIMES_THE_GAP * (ahead.first - now))


def _is_behind(now: datetime, last: datetime) -> str:
    return (
        f"{WRONG_CLOCK} is behind: it says {_day(now)}, and {_day(last)} has been. Put it right (NTP). Until then we count on "
        "from that: what is new is dated so, and embargoes and expiries come late rather than early."
    )


def _is_unclear(now: datetime, last: datetime) -> str:
    return (
        f"{WRONG_CLOCK} says {_day(now)}, but what was published last is dated {_day(last)}. If it is behind now, put it right "
        "(NTP). If it was ahead then, these dates are left as they are, and are right again when that day has come."
    )


def _told(ahead: Ahead, articles: int, early: int, over: int) -> str:
    """What happened, and what to do."""
    dated = (
        f"the feeds, and {many(articles, 'article')}, were dated up to {_day(ahead.last)}; they are dated as of now."
    )
    said = [f"the clock was ahead, and is put right: {dated}"]
    if early:
        said.append(
            f"{many(early, 'article')} went out before the embargo: under it again as soon as the file is read, but readers may "
            "have them; tell those whose embargo it is."
        )
    if over:
        said.append(f"{many(over, 'article')} expired too early: back as soon as the file is read.")
    if early or over:
        said.append("The desk names them: their history says so.")
    return " ".join(said)


def _day(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%d %B %Y %H:%M} UTC"
