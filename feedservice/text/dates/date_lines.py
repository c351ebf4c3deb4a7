"""What a date line states: day, clock time and zone, by the words of many languages. Pure.

Every word and figure of the line must be understood, or the line is no date: “19 November was wet, 2026” is none.
Nothing is guessed, completed or counted from today. The words are in the language files (`date_words`), clock times in
`clock_times`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from feedservice.text.dates import clock_times
from feedservice.text.dates.date_words import (
    MONTH_WORDS,
    MONTHS,
    OTHER_MONTHS,
    WEEKDAY_WORDS,
    all_words,
    alternatives,
    table,
)
from feedservice.text.dates.figure_order import day_and_month, day_comes_first
from feedservice.text.dates.solar_years import SOLAR_MONTHS, day_of_ours, is_solar
from feedservice.text.dates.zone_names import ZONE_NAMES, is_zone_name, zone_named
from feedservice.text.languages.alternatives import word_set
from feedservice.text.patterns import later

_ERAS: dict[str, int] = table("eras")
_FIRST_YEARS = all_words("first_year")
_KNOWN_WORDS = all_words("around_dates") | WEEKDAY_WORDS

#: All that may stand in a date and its time; a.m. and p. m. as one word.
_DATE_WORDS = _KNOWN_WORDS | MONTH_WORDS | all_words(
    "am", "pm", "am_after_minutes", "pm_after_minutes", "morning", "evening", "around_noon", "night", "noon", "midnight", "of",
    "updated", "published", "before_clocks", "after_four_figures", "hour_words", "hour_signs", "minute_signs", "year_signs",
    "month_signs", "day_signs", "day_endings", "day_endings_after_month", "day_endings_last", "year_words",
)  # fmt: skip
#: What says how long ago a change was: “Updated 2 hours ago”.
_AGO = word_set("trade", "ago", "beside_dates")
_INITIALS = later(r"\b([^\W\d_])\.\s?(?:([^\W\d_])\.?)?(?!\w)")
_WORD = r"[^\s\d,،.;:|/()\[\]{}<>–—-]{2,20}"
_YEAR = r"(?P<year>(?:1[3489]|2[0-5])\d\d)(?!\d)"
_DAY = r"(?<![\d.:/-])(?P<day>\d{1,2})(?!\d)"
_OF = rf"(?:\s?(?:{alternatives('of')})\s|\s(?:{alternatives('of_elided')})['’]|[\s,]\s?)"
#: 令和8年11月18日
_ERA_YEAR = rf"(?P<era>{alternatives('eras')}|)\s?(?<!\d)(?P<year>\d{{1,4}}|{alternatives('first_year')})\s?(?:{alternatives('year_signs')})"
_SIGNED_MONTH = rf"(?P<month>\d{{1,2}})\s?(?:{alternatives('month_signs')})"
_SIGNED_DAY = rf"(?P<day>\d{{1,2}})(?:\s?(?:{alternatives('day_signs')}))?(?!\d)"
#: 2026. november 18-án
_YEAR_IN_FRONT = rf"(?<!\d){_YEAR}\.?,?(?:\s?(?:{alternatives('year_words')})\.?)?"
#: 2026. gada 18. novembris
_YEAR_OF = rf"(?<!\d){_YEAR}\.?\s?(?:{alternatives('year_words')})\.?"
_DAY_AT_LAST = rf"(?P<day>\d{{1,2}})(?!\d)(?:[-\s]?(?:{alternatives('day_endings_last')})(?!\w))?\.?"
#: 18 tháng 11
_MONTH_IN_FIGURES = rf"(?:{alternatives('before_month_figures')})\s?(?P<month>\d{{1,2}})"
#: A day as the languages write it; each finds all three parts.
DAYS = tuple(
    later(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<year>\d{4})\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d)\.?",
        rf"{_ERA_YEAR}\s?{_SIGNED_MONTH}\s?{_SIGNED_DAY}",
        rf"{_DAY}(?:{alternatives('day_endings')}|\.)?{_OF}{{0,2}}(?P<word>{_WORD})\.?,?{_OF}{{0,2}}{_YEAR}",
        rf"(?<!\w)(?P<word>{_WORD})\.?\s?{_DAY}(?:{alternatives('day_endings_after_month')}|\.)?\s?,?{_OF}{{0,2}}{_YEAR}",
        rf"{_YEAR_IN_FRONT}\s(?P<word>{_WORD})\.?\s{_DAY_AT_LAST}",
        rf"{_YEAR_OF}\s(?P<day>\d{{1,2}})\.?\s(?P<word>{_WORD})\.?",
        rf"(?<![\d.:/-])(?P<first>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<second>\d{{1,2}})\s?(?P=mark)\s?{_YEAR}\.?",
        rf"(?<!\d)(?P<day>\d{{1,2}})\s?{_MONTH_IN_FIGURES}\s?(?:{alternatives('before_year_figures')}|,)?\s?{_YEAR}",
    )
)
#: 18.11.26, where the language says which figure is the day: then none of them is the year.
_SHORT_YEAR = later(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d\d)(?![\d:]|[./-]\d)"
)
#: Two figures from here on are years of the last century.
_FIRST_SHORT_YEAR = 70
_OFFSET = later(
    rf"(?:(?<!\w)(?:{alternatives('offset_zones')})\s?|(?<!\w))(?P<sign>[+−-])(?P<hours>[01]?\d)(?::?(?P<minutes>[0-5]\d))?(?!\d)",
    re.IGNORECASE,
)
_UPDATE = later(rf"(?<!\w)(?:{alternatives('updated')})(?!\w)", re.IGNORECASE)
_OTHER_MONTHS = later(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(OTHER_MONTHS, key=len, reverse=True)))})(?!\w)")
_OTHER_FIGURE = later(r"[^\D0-9]")
_TWICE = later(r"(\w{3,20})\s?/\s?\1")
_PARTS = later(r"[\s,،;:|/()（）\[\]{}<>.·•–—-]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """Day, clock time and zone as a line states them; none for what it does not."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None

    @property
    def moment(self) -> datetime:
        """The day at its clock time, or at midnight, with the zone if one is stated."""
        return datetime.combine(self.day, self.clock or time(0), self.zone)


def plain(text: str) -> str:
    """The text with the figures of every script as ours, letter for letter, and the months of the Levant by their other name."""
    if text.isascii():
        return text
    figures = _OTHER_FIGURE.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    figures = (
        figures.replace("：", ":")
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .replace("\u200f", "")
        .replace("\u200e", "")
        .replace("\u064b", "")
    )
    figures = _OTHER_MONTHS.sub(lambda found: OTHER_MONTHS[found[0]], figures)
    return _TWICE.sub(r"\1", figures) if "/" in figures else figures


def says_updated(text: str) -> bool:
    """Whether a date line says that its date is a change's: “Updated 19 November 2026”."""
    return _UPDATE.search(text) is not None


def says_nothing_more(text: str) -> bool:
    """Whether all words of a text may stand in a date or clock time; whether they make one is not asked."""
    words = _PARTS.split(re.sub(r"\d+", " ", _INITIALS.sub(r"\1\2 ", plain(text))))
    return all(
        word.casefold() in _DATE_WORDS or word.casefold() in _AGO or (word.isupper() and word.casefold() in ZONE_NAMES)
        for word in filter(None, words)
    )


def stated(text: str, language: str = "") -> Stated | None:
    """What a whole line states, or nothing when it is no date.

    Of “Published … Updated …” it is the first. Raises ValueError for a day that does not exist or can be read in two ways.
    """
    line = plain(text)
    update = _UPDATE.search(line)
    if update:
        earlier = stated(line[: update.start()], language) if re.search(r"\d", line[: update.start()]) else None
        if earlier:
            return earlier if says_nothing_more(line[update.end() :]) else None
        line = f"{line[: update.start()]} {line[update.end() :]}"
    for pattern in _patterns(language):
        for found in pattern.finditer(line):
            day = _day(found, language)
            whole = _around(day, line[: found.start()] + clock_times.DAY + line[found.end() :]) if day else None
            if whole:
                return whole
    return None


def days(line: str, language: str = "") -> Iterator[tuple[int, int]]:
    """Where days stand in a line that `plain` made, in order of the patterns."""
    for pattern in _patterns(language):
        for found in pattern.finditer(line):
            try:
                if _day(found, language):
                    yield found.span()
            except ValueError:
                continue


def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return (*DAYS, _SHORT_YEAR) if day_comes_first(language) is not None else DAYS


def _day(found: re.Match[str], language: str) -> date | None:
    """The day of a match, or nothing when its word is no month. Raises ValueError when there is no such day."""
    parts = found.groupdict()
    year = _year(parts)
    solar = is_solar(year)
    if parts.get("first"):
        figures = int(parts["first"]), int(parts["second"])
        day, month = figures if solar else day_and_month(*figures, year, found.string, language)
    else:
        month, day = _stated_month(parts, language, solar=solar), int(parts["day"])
    if not month or not (solar or 1800 <= year < 2600):
        return None
    try:
        return day_of_ours(year, month, day) if solar else date(year, month, day)
    except ValueError as error:
        raise ValueError(f"there is no such day as “{found[0].strip()}”") from error


def _year(parts: Mapping[str, str]) -> int:
    """The year of a match, those of eras and of the Buddhist count as ours; of the Solar Hijri one as it stands."""
    year = 1 if parts["year"] in _FIRST_YEARS else int(parts["year"])
    if len(parts["year"]) == 2 and parts.get("first"):
        return year + (1900 if year >= _FIRST_SHORT_YEAR else 2000)
    year += _ERAS.get(parts.get("era") or "", 0)
    return year - 543 if 2400 < year < 2700 else year


def _stated_month(parts: Mapping[str, str], language: str, *, solar: bool) -> int:
    if parts.get("month"):
        return int(parts["month"])
    return SOLAR_MONTHS.get(parts["word"], 0) if solar else _month(parts["word"], language)


def _month(word: str, language: str) -> int:
    """The month that a word names, 0 for none. Raises ValueError when languages differ and ours is not known."""
    readings = _READINGS.get(word.casefold().strip("'’"), {})
    own = readings.get(language.partition("-")[0].lower())
    if own or not readings:
        return own or 0
    if len(set(readings.values())) > 1:
        raise ValueError(f"“{word}” can be read as two different days: languages differ on that month")
    return next(iter(readings.values()))


def _readings() -> dict[str, dict[str, int]]:
    """Each word with the month that it is in each language."""
    found: dict[str, dict[str, int]] = {}
    for language, months in MONTHS.items():
        for number, words in enumerate(months, 1):
            for word in words:
                found.setdefault(word, {})[language] = number
    return found


_READINGS = _readings()


def _around(day: date, rest: str) -> Stated | None:
    """The day with clock and zone from the rest of its line, or nothing when a word is left that we do not know."""
    clock, rest = clock_times.clock(rest)
    zone, rest = _offset(rest) if clock else (None, rest)
    for word in filter(None, _PARTS.split(rest)):
        if clock and not zone and is_zone_name(word):
            zone = zone_named(word)
        elif word.casefold() not in _KNOWN_WORDS:
            return None
    return Stated(day, clock, zone)


def _offset(rest: str) -> tuple[tzinfo | None, str]:
    found = _OFFSET.search(rest)
    if not found:
        return None, rest
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    zone = timezone(timedelta(minutes=minutes if found["sign"] == "+" else -minutes))
    return zone, rest[: found.start()] + " " + rest[found.end() :]
