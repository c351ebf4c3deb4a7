"""Dates as feeds must write them: judged, and read. Pure.

Stricter than the standards where readers fail: in RSS the zone is GMT or +hhmm. Not for dates as
newsrooms write them; those are read by feedservice.text.dates.parse.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: RFC 5322 section 3.3, with the zone names of RFC 822 that the W3C validator lets pass.
_MAIL = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"([0-9]{4}) ([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? "
    r"(?:(GMT)|([+-])([0-9]{2})([0-9]{2})|(UT|[ECMP][SD]T|Z))"
)
#: RFC 822 as old feeds write it: two-digit years, small letters, much white space.
_OLD_MAIL = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)\s*,\s*)?\d\d?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+"
    r"\d\d(?:\d\d)?\s+\d\d:\d\d(?::\d\d)?(?:\s+(?:[+-]\d{4}|ut|gmt|[ecmp][sd]t|[a-ik-z]))?",
    re.ASCII,
)
_HOURS = {"UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_INTERNET = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))"
)
#: The W3C's profile lets the clock time, the day and the month go.
_W3C = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
_FIRST_YEAR = 1990
#: Clocks differ, and a feed is set a moment after its newest article.
TOLERANCE, DAY = timedelta(minutes=10), timedelta(days=1)


@lru_cache(maxsize=4096)
def read_mail_date(text: str) -> tuple[datetime | None, str, str]:
    """The instant of an RFC 822 date, the rule it breaks, and for a wrong weekday the right one."""
    found = _MAIL.fullmatch(text)
    if found is None:
        is_old = _OLD_MAIL.fullmatch(text.strip().lower())
        return None, "ProblematicalRFC822Date" if is_old else "InvalidRFC2822Date", ""
    weekday, day, month, year, hour, minute, second, gmt, sign, hours, minutes, named = found.groups()
    offset = 0 if gmt else _HOURS[named] * 60 if named else _minutes(sign, hours, minutes)
    clock = (int(hour), int(minute), int(second or 0))
    instant = _instant((int(year), _MONTHS.index(month) + 1, int(day), *clock), offset)
    if instant is None:
        return None, "InvalidRFC2822Date", ""
    right = _DAYS[instant.weekday()]
    if weekday and weekday != right:
        return instant, "IncorrectDOW", right
    return instant, "ProblematicalRFC822Date" if named else "", ""


@lru_cache(maxsize=4096)
def read_internet_date(text: str) -> datetime | None:
    """The instant of an RFC 3339 date, or None when it is none."""
    found = _INTERNET.fullmatch(text)
    if found is None:
        return None
    *parts, _, utc, sign, hours, minutes = found.groups()
    year, month, day, hour, minute, second = map(int, parts)
    return _instant((year, month, day, hour, minute, second), 0 if utc else _minutes(sign, hours, minutes))


def _minutes(sign: str, hours: str, minutes: str) -> int:
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes))


def _instant(parts: tuple[int, int, int, int, int, int], offset_minutes: int) -> datetime | None:
    try:
        year, month, day, hour, minute, second = parts
        zone = timezone(timedelta(minutes=offset_minutes))
        return datetime(year, month, day, hour, minute, min(second, 59) if second == 60 else second, tzinfo=zone)
    except ValueError:
        return None


def mail_date(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Judge a date of RSS or OPML."""
    instant, rule, right = read_mail_date(text.strip())
    if rule:
        notes.say(rule, element, text, right)
    elif instant:
        judge_plausible(notes, element, text, instant)


def internet_date(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Judge a date of Atom."""
    instant = read_internet_date(text.strip())
    if instant is None:
        notes.say("InvalidRFC3339Date", element, text)
        return
    if text != text.strip():
        notes.say("UnexpectedWhitespace", element)
    judge_plausible(notes, element, text, instant)


def w3c_date(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Judge a date of Dublin Core."""
    instant = read_internet_date(text.strip())
    if instant:
        judge_plausible(notes, element, text, instant)
    elif not _W3C.fullmatch(text.strip()) or "T" in text:
        notes.say("InvalidW3CDTFDate", element, text)


def judge_plausible(notes: JudgesNotes, element: etree._Element, text: str, instant: datetime) -> None:
    """Complain when it is later than the document may know, or before there was a web."""
    if is_implausible(instant, notes.latest):
        notes.say("ImplausibleDate", element, text)


def is_implausible(instant: datetime, latest: datetime | None) -> bool:
    """Whether an instant is later than the latest a document may know, or before there was a web."""
    return instant.year < _FIRST_YEAR or (latest is not None and instant > latest)


def latest_of(now: datetime | None, own: datetime | None) -> datetime | None:
    """What a document may know: the present, or else a day after the time it states of itself."""
    if now is not None:
        return now + TOLERANCE
    try:
        return own.astimezone(UTC) + DAY if own else None
    except OverflowError:
        return None
