"""Live blogs: what a file says of its being one, and the day of each entry that states its hour alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from itertools import accumulate, pairwise

from feedservice.article import Manuscript
from feedservice.article.live_entries import ENTRY_HEAD, Coverage, round_the_clock
from feedservice.editing.article_dates import DateShown
from feedservice.intake.evidence import value_or
from feedservice.intake.field_values import yes_or_no
from feedservice.text.dates.parse import understand
from feedservice.text.languages.alternatives import any_word, word_set
from feedservice.text.patterns import later

_CALLED = later(
    rf"(?<!\w){any_word('live_blogs', 'names')}(?!\w)"
    rf"|^\W*{any_word('live_blogs', 'labels')}(?:\s*[:：|–—+]|\s-)|(?:[:：|–—+,]|\s-)\s*{any_word('live_blogs', 'labels')}\W*$",
    re.IGNORECASE,
)
_NAMES = word_set("live_blogs", "names", "labels")
_HOUR = re.compile(r"\d\d:\d\d(?::\d\d)?")
_DAY = timedelta(days=1)
#: An entry may be somewhat older than its article; one much younger is of the day before.
_YOUNGER_COUNTS = 2.5


def coverage_of(manuscript: Manuscript, zone: tzinfo) -> Coverage:
    """What a file says of how it was written. `live: no` is said as well."""
    stated = yes_or_no(manuscript.live.value) if manuscript.live else None
    return Coverage(
        bool(stated),
        stated is None and _is_called_so(manuscript),
        stated is not False,
        _instant(value_or(manuscript.date, ""), zone),
        _instant(manuscript.last_changed, zone),
        zone,
    )


def _is_called_so(manuscript: Manuscript) -> bool:
    """Whether headline, section or a tag calls it a live blog."""
    names = (value_or(manuscript.section, ""), *value_or(manuscript.tags, ()))
    return bool(_CALLED.search(value_or(manuscript.headline, ""))) or any(name.casefold() in _NAMES for name in names)


def _instant(text: str, zone: tzinfo) -> datetime | None:
    """When that is, where it is stated with its hour."""
    try:
        stated = understand(text, zone) if text else None
    except ValueError:
        return None
    return None if stated is None or stated.day_only else stated.instant


def dated_entries(body_html: str, shown: DateShown, zone: tzinfo, language: str) -> str:
    """A body whose entries have instants: those with an hour alone get the days on which they follow each other.

    Midnight may lie between two; the oldest is of the article's own day, or the nearest where its date has an hour.
    """
    heads = (
        [head for head in ENTRY_HEAD.finditer(body_html) if _HOUR.fullmatch(head["at"])]
        if "<h3><time" in body_html
        else []
    )
    if not heads:
        return body_html
    clocks = [time.fromisoformat(head["at"]) for head in heads]
    days = _days(clocks)
    first = _first_day(clocks, days, shown, zone)
    at = iter(
        [
            _at(first + timedelta(days=day), clock, head["shown"], zone, language)
            for day, clock, head in zip(days, clocks, heads, strict=True)
        ]
    )
    return ENTRY_HEAD.sub(partial(_dated, at=at), body_html)


def _dated(head: re.Match[str], at: object) -> str:
    if not _HOUR.fullmatch(head["at"]):
        return head[0]
    instant = next(at)  # type: ignore[call-overload]
    return head[0].replace(f'datetime="{head["at"]}"', f'datetime="{instant.isoformat()}"', 1)


def _falls(clocks: Sequence[time]) -> bool:
    """Whether the latest entry stands first."""
    down, up = round_the_clock(clocks)
    return down < up


def _days(clocks: Sequence[time]) -> list[int]:
    """On which day each is, counted from the day of the oldest."""
    down = _falls(clocks)
    row = list(reversed(clocks)) if down else list(clocks)
    days = list(accumulate((int(later_one < one) for one, later_one in pairwise(row)), initial=0))
    return days[::-1] if down else days


def _first_day(clocks: Sequence[time], days: Sequence[int], shown: DateShown, zone: tzinfo) -> date:
    """The day of the oldest entry."""
    published = shown.instant.astimezone(zone)
    oldest = clocks[-1] if days[-1] == 0 and (days[0] > 0 or _falls(clocks)) else clocks[0]
    if not shown.exact:
        return published.date()
    nearest = (published.date() + day * _DAY for day in (0, -1, 1))
    return min(nearest, key=lambda day: _distance(datetime.combine(day, oldest, zone) - published))


def _distance(gap: timedelta) -> float:
    return gap.total_seconds() * _YOUNGER_COUNTS if gap > timedelta() else -gap.total_seconds()


def _at(day: date, clock: time, shown: str, zone: tzinfo, language: str) -> datetime:
    """The instant of an entry in the newsroom's zone, by the zone that its words name, if they do."""
    try:
        instant = understand(f"{day.isoformat()} {shown}", zone, language).instant
    except ValueError:
        instant = datetime.combine(day, clock, zone)
    told = instant.astimezone(zone)
    return (
        told
        if abs(told.replace(tzinfo=None) - datetime.combine(day, clock)) <= _DAY
        else datetime.combine(day, clock, zone)
    )
