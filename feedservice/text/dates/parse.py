"""Dates as newsrooms write them, into instants. Pure.

Understands ISO 8601 / RFC 3339, RFC 2822, and dates in the words of some fifty languages (`date_lines`), English in odd
orders by dateutil. It does not guess: 03/04/2026 can be read two ways and is refused unless the language settles it, as
is a date without a year. A zone name of several meanings (IST) gives the usual one, and `doubt` says so. Nothing is counted
from today (“2 hours ago”).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from dateutil import parser

from feedservice.text.dates.date_lines import days, plain, says_updated, stated
from feedservice.text.dates.date_words import all_words, alternatives
from feedservice.text.dates.solar_years import is_solar
from feedservice.text.dates.zone_names import ZONE_NAMES, DoubtfulZone, as_here, zone_named

#: A day without a clock time stands at noon: that shows the same day in nearly every reader's zone.
NOON = time(12)

_TWO_READINGS = re.compile(r"^\D*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")
#: RFC 3339, and the parts of ISO 8601 that people write.
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$")
_FIGURE = re.compile(r"\d")
_HAS_YEAR = re.compile(rf"(?:^|\D)(?:1[346-9]|2[05])\d\d(?:\D|$)|{alternatives('eras_now')}")
#: Where a date may end when words follow it.
_WORD_ENDS = re.compile(r"(?<=[^\s|,])(?=[\s|,)\]]|$)")
_CLOCK_BEFORE = re.compile(r"\d{1,2}[:.h]\d{2}\D{0,8}$")
_WEEKDAY_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{2,12}\.?,\s$")
#: dateutil takes UTC+1 for an hour west of Greenwich, as POSIX does, and no newsroom.
_POSIX_ZONE = re.compile(rf"(?:{alternatives('offset_zones')})\s?[+-]", re.IGNORECASE)
#: A time of day, but no offset from UTC; and four figures, a year or a time. Of two of a kind dateutil takes one at will.
_TIME = re.compile(
    r"(?<![+\d:−-])\d{1,2}(?:(?::\d{2}){1,2}(?:[.,]\d+)?(?:\s?[ap]\.?\s?m\b)?|(?:\.\d{2})?\s?[ap]\.?\s?m\b)",
    re.IGNORECASE,
)
_FOUR_FIGURES = re.compile(r"(?<![+\d:.,−-])\d{4}(?![\d:])")
#: A date line may say what it is, and give a time after a bar or the word at.
_LABEL = re.compile(
    rf"^(?:{alternatives('date_labels')})\s*(?:{alternatives('after_date_labels')})?\s*[:：]?\s*", re.IGNORECASE
)
_FILLERS = re.compile(rf"\s*(?:\||,?\s+(?:{alternatives('before_clocks')})\s+)\s*", re.IGNORECASE)
_PUBLISHED = re.compile("|".join(f"{word}|{word.capitalize()}" for word in sorted(all_words("published"))))
#: A line of nothing but a date is no longer, whatever its language.
LONGEST_CHARACTERS = 90
_LONGEST_LINE_CHARACTERS = 300
_SECOND = timedelta(seconds=1)

#: Two times that differ in every part; without a zone, as most stated times.
_DEFAULT = datetime(2001, 1, 1)  # noqa: DTZ001
_OTHER_DEFAULT = datetime(2002, 2, 2, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as stated: with `day_only`, the clock time of `instant` is ours (noon), not the editor's.

    When clocks are put back or forward, a local time comes twice or not at all: `earliest` and `latest` are its two
    readings, and equal at all other times. Instants are whole seconds, without the fraction stated; only `latest` is
    the second after it, for an embargo must not end early. `doubt` is a sentence on a zone whose name is that of several;
    `earliest` and `latest` are then the first and the last of all that may be meant.
    """

    instant: datetime
    day_only: bool
    earliest: datetime
    latest: datetime
    doubt: str = ""

    @property
    def comes_twice(self) -> bool:
        """Whether clocks are changed at that time, so that it has two readings."""
        return self.latest - self.earliest > _SECOND


#: No newsroom dates anything outside these; “27 November 0600” means six o'clock.
_FIRST_YEAR, _LAST_YEAR = 1600, 2100


def understand(text: str, zone: tzinfo, language: str = "") -> StatedDate:
    """The instant that a text states, in UTC; a time without a zone is in `zone`.

    A `language` tag settles what languages write in different ways: 03/04/2026 is 3 April in German, 4 March in en-US.
    Raises ValueError, its message being the reason in plain words, when the text states no date or an unsure one.
    """
    line = text.strip()
    if len(line) > LONGEST_CHARACTERS or not _FIGURE.search(line):
        raise ValueError(f"“{text[:LONGEST_CHARACTERS]}” is not a date")
    understood = _understood(line, zone, language)
    if isinstance(understood, StatedDate):
        return understood
    raise ValueError(understood)


@lru_cache(maxsize=1024)
def _understood(line: str, zone: tzinfo, language: str) -> StatedDate | str:
    """What a line states, or why it is not understood. Remembered: while an article is read, its date is asked a dozen times."""
    try:
        return _at_noon(*moment_of(line, language), zone)
    except ValueError as error:
        return str(error)


@lru_cache(maxsize=4096)
def moment_of(line: str, language: str) -> tuple[datetime, bool]:
    """What a line states, and whether that is a day without a clock time."""
    if _ISO.match(line) and not is_solar(int(line[:4])):
        try:
            return datetime.fromisoformat(line), len(line) <= len("2026-11-18")
        except ValueError as error:
            raise ValueError(f"“{line}” is not a date we can read") from error
    found = stated(line, language)
    return (found.moment, found.clock is None) if found else _read_by_dateutil(line)


def _read_by_dateutil(line: str) -> tuple[datetime, bool]:
    """English in other orders, and RFC 2822 with comments. Parsed against two defaults: what differs was not stated."""
    bare = _FILLERS.sub(" ", _LABEL.sub("", plain(line))).strip()
    two = _TWO_READINGS.match(bare)
    if _POSIX_ZONE.search(bare) or len(_TIME.findall(bare)) > 1 or len(_FOUR_FIGURES.findall(bare)) > 1:
        raise ValueError(f"“{bare}” is not a date we can read")
    if two and max(int(two[1]), int(two[2])) <= 12 and two[1] != two[2]:
        raise ValueError(f"“{bare}” can be read as two different days")
    first, second = _parse_twice(bare, day_first=bool(two and int(two[1]) > 12))
    if first.date() != second.date():
        raise ValueError("the date has no year, month or day")
    return first, first.hour != second.hour


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
    return parser.parse(stated, default=default, dayfirst=day_first, tzinfos=_zone_of)


def _zone_of(name: str | None, offset_seconds: int | None) -> int | tzinfo | None:
    if offset_seconds is not None:
        return offset_seconds
    if name is None:
        return None
    if name.casefold() not in ZONE_NAMES:
        raise ValueError(f"time zone {name} has no meaning that we know")
    return zone_named(name)


def _at_noon(moment: datetime, day_only: bool, zone: tzinfo) -> StatedDate:  # noqa: FBT001
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"the year {moment.year} cannot be meant")
    at_clock = datetime.combine(moment.date(), NOON) if day_only else as_here(moment, zone)
    try:
        first_reading, second_reading = _readings(at_clock, zone)
        others, doubt = _other_zones(at_clock)
    except OverflowError as error:
        raise ValueError("the date is out of range") from error
    readings = (first_reading, second_reading, *others)
    earliest, latest = min(readings), max(readings)
    return StatedDate(first_reading, day_only, earliest, latest + _SECOND if at_clock.microsecond else latest, doubt)


def _other_zones(moment: datetime) -> tuple[list[datetime], str]:
    """The instants that a moment is in the other zones of that name, in UTC, and what an editor is told of it."""
    zone = moment.tzinfo
    if not isinstance(zone, DoubtfulZone):
        return [], ""
    others = [moment.replace(tzinfo=timezone(offset)) for offset in zone.offsets[1:]]
    usual = zone.whose[0]
    doubt = f"The time zone {zone.name} is that of {' and that of '.join(zone.whose)}; we take that of {usual}."
    return [other.astimezone(UTC).replace(microsecond=0) for other in others], doubt


def _readings(stated: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The two readings of a local time (PEP 495), in UTC; alike but where clocks are changed."""
    aware = stated if stated.tzinfo else stated.replace(tzinfo=zone)
    first, second = (aware.replace(fold=fold).astimezone(UTC).replace(microsecond=0) for fold in (0, 1))
    return first, second


def midnight(stated: StatedDate, zone: tzinfo, *, after: bool) -> StatedDate:
    """The midnight that opens a stated day in the zone, or with `after` the one that ends it."""
    day = stated.instant.astimezone(zone).date() + timedelta(days=after)
    first, second = _readings(datetime.combine(day, time(0)), zone)
    return StatedDate(first, stated.day_only, min(first, second), max(first, second))


def is_date_line(text: str) -> bool:
    """Whether a whole line is nothing but a date with its year, and perhaps a label and a time."""
    if len(text) > LONGEST_CHARACTERS or not _FIGURE.search(text) or not _HAS_YEAR.search(plain(text)):
        return False
    try:
        understand(text, UTC)
    except ValueError as error:
        return "two different days" in str(error)
    return True


@lru_cache(maxsize=512)
def find_date(text: str, language: str = "") -> str:
    """The first clear date of a line, with its clock time and zone: “19 November 2026, 14:30” of “By Ana Ruiz | 19 …”.

    One that is said to be a change's (“Updated …”) counts only where there is no other. Looks at the line's opening
    only; nothing for a line without a clear date.
    """
    line = text[:_LONGEST_LINE_CHARACTERS]
    if not _FIGURE.search(line):
        return ""
    line = plain(line)
    change = ""
    for start, end in sorted(days(line, language)):
        candidate = _with_clock(line, start, end, language)
        label = line[max(start - 24, 0) : start]
        if candidate and not says_updated(_PUBLISHED.split(label)[-1]):
            return candidate
        change = change or candidate
    return change


def _with_clock(line: str, start: int, end: int, language: str) -> str:
    """A day with the most of the clock and zone behind it that makes a date, or before it; nothing when none does."""
    ends = [found.end() for found in _WORD_ENDS.finditer(line, end, min(end + 36, len(line)))]
    before = _CLOCK_BEFORE.search(line, max(start - 14, 0), start)
    starts = [start] if before is None else [before.start(), start]
    weekday = _WEEKDAY_BEFORE.search(line, max(start - 16, 0), start)  # may settle which figure is the day
    starts += [weekday.start()] if weekday else []
    for first in starts:
        for last in (*reversed(ends), end):
            candidate = line[first:last].strip(" ,;|·•–—-()[]")
            candidate += ")" * (candidate.count("(") - candidate.count(")"))
            try:
                understand(candidate, UTC, language)
            except ValueError:
                continue
            return candidate
    return ""
