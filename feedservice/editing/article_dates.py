"""The dates an article shows its readers: when it was published, and its last significant change. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedservice.article import Article, Manuscript, Problem, Severity
from feedservice.article.live_entries import live_entries
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.release import zone_problem
from feedservice.editing.life.standing import Standing
from feedservice.intake.evidence import value_or
from feedservice.text.comparison.diff import Change
from feedservice.text.dates.parse import understand

#: Finds an article's `updated` a second of its own, given its date and whether that was stated to the second.
Distinct = Callable[[datetime, bool], datetime]


def as_it_is(instant: datetime, exact: bool) -> datetime:  # noqa: ARG001, FBT001  # a Distinct
    """Leave every instant where it is."""
    return instant


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article is made, in the newsroom's zone.

    `distinct` moves `updated` to a second that no other article's has (the W3C validator: DuplicateUpdated), and
    `published` with it unless that was stated exactly.
    """

    now: datetime
    zone: tzinfo
    distinct: Distinct = as_it_is

    @property
    def today(self) -> date:
        """The newsroom's day."""
        return self.day_of(self.now)

    def day_of(self, instant: datetime) -> date:
        """The day of an instant, as the newsroom counts days."""
        return instant.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class DateShown:
    """The date readers see, whether it was stated with its clock time, and what was wrong with the one stated."""

    instant: datetime
    exact: bool = False
    problems: tuple[Problem, ...] = ()


def date_shown(
    manuscript: Manuscript, embargo: datetime | None, earlier: Article | None, moment: Moment, language: str
) -> DateShown:
    """The date readers see.

    The stated one, never before the embargo, never in the future; else the first release. A stated day without a clock
    time keeps the time it was first given; at first that is the moment of release, when that is on the same day, so
    that it cannot jump the queue.
    """
    first = earlier.published if earlier else moment.now
    if manuscript.date is None:
        if embargo and earlier is None:
            return DateShown(min(embargo, moment.now), exact=True)
        return DateShown(first)
    try:
        stated = understand(manuscript.date.value, moment.zone, language)
    except ValueError as error:
        return DateShown(first, problems=(_problem(manuscript, f"The date cannot be understood: {error}."),))
    instant = stated.instant
    if stated.day_only and moment.day_of(instant) == moment.day_of(first):
        instant = first
    if instant > moment.now:
        problems = () if embargo else (_to_come(manuscript, instant, moment.zone),)
        return DateShown(min(first, embargo or first), exact=bool(embargo), problems=problems)
    doubts = (zone_problem(manuscript, stated, moment.zone),) if stated.doubt else ()
    if embargo and embargo > instant:
        return DateShown(min(embargo, moment.now), exact=True, problems=doubts)
    return DateShown(instant, exact=not stated.day_only, problems=doubts)


def _to_come(manuscript: Manuscript, instant: datetime, zone: tzinfo) -> Problem:
    return Problem(
        manuscript.path,
        f"The date {value_or(manuscript.date, '')} is still to come. The article is out, with the time it was first published.",
        f"To take it back until then, write this above the story: Embargo: {instant.astimezone(zone):%Y-%m-%d %H:%M}. If it is to be "
        "out, take the date away or put it right.",
        Severity.WARNING,
    )


def _problem(manuscript: Manuscript, what: str) -> Problem:
    return Problem(
        manuscript.path,
        f"{what} The article runs with the time it was first published.",
        "Write the date as 18 November 2026 or 2026-11-18 14:30.",
        Severity.WARNING,
    )


def dated_at_birth(article: Article, moment: Moment, *, exact: bool) -> Article:
    """The article as yet unchanged: `updated` is `published`. A date that is ours is a second of its own.

    One that was stated stays as it was stated, though another article may state the same: a later `updated` would tell
    readers of a change that never was.
    """
    own = article.published if exact else moment.distinct(article.published, False)
    return replace(article, published=own, updated=_not_before_entries(own, article, moment))


def dated_again(article: Article, earlier: Standing, change: Change | None, moment: Moment) -> Article:
    """A new version with its `updated`: later than its tombstone for one that had left print, unmoved for a typo."""
    before, now = earlier.article, moment.now
    if earlier.left and earlier.state not in IN_PRINT:
        updated = max(moment.distinct(max(now, earlier.left + timedelta(seconds=1)), True), before.updated)
    elif change is Change.TYPO:
        updated = before.updated
    else:
        updated = max(moment.distinct(now, False), before.updated)
    return replace(article, updated=_not_before_entries(max(updated, article.published), article, moment))


def _not_before_entries(updated: datetime, article: Article, moment: Moment) -> datetime:
    """The instant, no earlier than the last entry of a live blog; never in the future."""
    last = max((one.at.astimezone(UTC) for one in live_entries(article.body_html)), default=updated)
    return max(updated, min(last, moment.now)).replace(microsecond=0) if last > updated else updated
