"""Dates as newsrooms write them, into instants. Pure.

Understands ISO 8601 / RFC 3339, RFC 2822, English forms by dateutil, and 2026年11月18日. It does not guess: 03/04/2026
can be read two ways and is refused, as is a date without a year or with a zone name of several meanings (IST).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from dateutil import parser

#: Zone names with one meaning in the news; hours east of Greenwich (RFC 2822 section 4.3, and Europe's).
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1}
_ZONES |= {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9}

#: A day without a clock time stands at noon: that shows the same day in nearly every reader's zone.
NOON = time(12)

_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TWO_READINGS = re.compile(r"^\D*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
#: A date line may say what it is, and give a time after a bar or the word at.
_LABEL = re.compile(r"^(?:published|posted|updated|date|发布时间|时间)\s*(?:on|at)?\s*[:：]?\s*", re.IGNORECASE)
_FILLERS = re.compile(r"\s*(?:\||,?\s+at\s+)\s*", re.IGNORECASE)
_LONGEST_CHARACTERS = 60
_SECOND = timedelta(seconds=1)

#: Two times that differ in every part; without a zone, as most stated times.
_DEFAULT = datetime(2001, 1, 1)  # noqa: DTZ001
_OTHER_DEFAULT = datetime(2002, 2, 2, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as stated: with `day_only`, the clock time of `instant` is ours (noon), not the editor's.

    When clocks are put back or forward, a local time comes twice or not at all: `earliest` and `latest` are its two
    readings, and equal at all other times. Instants are whole seconds, without the fraction stated; only `latest` is
    the second after it, for an embargo must not end early.
    """

    instant: datetime
    day_only: bool
    earliest: datetime
    latest: datetime

    @property
    def comes_twice(self) -> bool:
        """Whether clocks are changed at that time, so that it has two readings."""
        return self.latest - self.earliest > _SECOND


def understand(text: str, zone: tzinfo) -> StatedDate:
    """The instant that a text states, in UTC; a time without a zone is in `zone`.

    Raises ValueError, its message being the reason in plain words, when the text states no date or an unsure one.
    """
    stated = _LABEL.sub("", text.strip())
    if len(stated) > _LONGEST_CHARACTERS or not re.search(r"\d", stated):
        raise ValueError(f"“{text[:_LONGEST_CHARACTERS]}” is not a date")
    stated = _FILLERS.sub(" ", _CJK.sub(r"\1-\2-\3 ", stated)).strip()
    two = _TWO_READINGS.match(stated)
    if two and max(int(two[1]), int(two[2])) <= 12 and two[1] != two[2]:
        raise ValueError(f"“{stated}” can be read as two different days")
    return _at_noon(*_parse_twice(stated, day_first=bool(two and int(two[1]) > 12)), zone)


def _parse_twice(stated: str, *, day_first: bool) -> tuple[datetime, datetime]:
    """The text parsed against two different defaults: what differs between the two was not stated."""
    try:
        return (
            _parse(stated, _DEFAULT, day_first=day_first),
            _parse(stated, _OTHER_DEFAULT, day_first=day_first),
        )
    except (ValueError, OverflowError, parser.ParserError) as error:
        raise ValueError(f"“{stated}” is not a date we can read") from error


def _parse(stated: str, default: datetime, *, day_first: bool) -> datetime:
    return parser.parse(stated, default=default, dayfirst=day_first, tzinfos=_zone_seconds)


def _zone_seconds(name: str | None, offset_seconds: int | None) -> int | None:
    if offset_seconds is not None:
        return offset_seconds
    if name is None:
        return None
    if name.upper() not in _ZONES:
        raise ValueError(f"time zone {name} has no single meaning")
    return _ZONES[name.upper()] * 3600


def _at_noon(first: datetime, second: datetime, zone: tzinfo) -> StatedDate:
    if first.date() != second.date():
        raise ValueError("the date has no year, month or day")
    day_only = first.hour != second.hour
    stated = datetime.combine(first.date(), NOON) if day_only else first
    try:
        first_reading, second_reading = _readings(stated, zone)
    except OverflowError as error:
        raise ValueError("the date is out of range") from error
    earliest, latest = sorted((first_reading, second_reading))
    return StatedDate(first_reading, day_only, earliest, latest + _SECOND if stated.microsecond else latest)


def _readings(stated: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The two readings of a local time (PEP 495), in UTC; alike but where clocks are changed."""
    aware = stated if stated.tzinfo else stated.replace(tzinfo=zone)
    first, second = (aware.replace(fold=fold).astimezone(UTC).replace(microsecond=0) for fold in (0, 1))
    return first, second


def midnight(stated: StatedDate, zone: tzinfo, *, after: bool) -> StatedDate:
    """The midnight that opens a stated day in the zone, or with `after` the one that ends it."""
    day = stated.instant.astimezone(zone).date() + timedelta(days=after)
    first, second = _readings(datetime.combine(day, time(0)), zone)
    return StatedDate(first, stated.day_only, *sorted((first, second)))


def is_date_line(text: str) -> bool:
    """Whether a whole line is nothing but a date with its year, and perhaps a label and a time."""
    if not re.search(r"(?:^|\D)(?:1[6-9]|20)\d\d(?:\D|$)", text) or len(text) > _LONGEST_CHARACTERS:
        return False
    try:
        understand(text, UTC)
    except ValueError as error:
        return "two different days" in str(error)
    return True
