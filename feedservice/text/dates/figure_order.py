"""Which of the figures of 3/4/2026 is the day: by the language, by the weekday beside it, by other dates of the same page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from feedservice.text.dates.date_words import all_words, checked_weekdays

#: Which figure comes first, by the tag of the language; in plain English nobody can tell.
_DAY_FIRST = all_words("day_first")
_MONTH_FIRST = all_words("month_first")
_WEEKDAYS = checked_weekdays()
_WORD = re.compile(r"[^\W\d_]+")
_IN_FIGURES = re.compile(r"(?<![\d./:-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
#: What stands before the year in every such date, and in few texts: looking for it first is twenty times as quick.
_BEFORE_YEARS = tuple(sign + century for sign in "./-" for century in ("19", "20"))
#: Tags that write the day first, and the month, without being of a place that anything else is asked of.
_TAGS = {True: "en-gb", False: "en-us"}


def day_comes_first(language: str) -> bool | None:
    """Whether 3/4/2026 is 3 April in the language of a tag; None where nobody can tell."""
    tag = language.lower().replace("_", "-")
    if tag in _DAY_FIRST or tag.partition("-")[0] in _DAY_FIRST:
        return True
    return False if tag in _MONTH_FIRST else None


def day_and_month(first: int, second: int, year: int, line: str, language: str) -> tuple[int, int]:
    """Day and month of two figures in a line. Raises ValueError when they can be read in two ways."""
    if first > 12 or second > 12:
        return (first, second) if first > 12 else (second, first)
    day_first = day_comes_first(language)
    if day_first is None and first != second:
        day_first = _by_weekday(first, second, year, line)
    if day_first is None and first != second:
        raise ValueError(f"“{first}/{second}” can be read as two different days")
    return (second, first) if day_first is False else (first, second)


def _by_weekday(first: int, second: int, year: int, line: str) -> bool | None:
    """Whether the day comes first because only so it is the weekday that the line names: “Wed, 11/18/2026”."""
    named = [_WEEKDAYS[word] for word in map(str.casefold, _WORD.findall(line)) if word in _WEEKDAYS]
    if not named:
        return None
    fits = [date(year, month, day).weekday() in named[0] for day, month in ((first, second), (second, first))]
    return fits[0] if fits[0] != fits[1] else None


def _in_figures(text: str) -> Iterator[re.Match[str]]:
    return _IN_FIGURES.finditer(text) if any(map(text.__contains__, _BEFORE_YEARS)) else iter(())


def tag_by_dates(text: str) -> str:
    """A tag of English that reads the dates of a text as those of them that can be read in one way; or nothing."""
    pairs = [(int(found[1]), int(found[3])) for found in _in_figures(text)]
    ways = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    return _TAGS[ways.pop()] if len(ways) == 1 else ""


def both_readings(text: str) -> set[str]:
    """The days (2026-11-18) that are meant or not by dates of a text that can be read in two ways; where full stops part the figures, the day is first."""
    found = ((int(one[1]), int(one[3]), one[4]) for one in _in_figures(text) if one[2] != ".")
    unsure = ((first, second, year) for first, second, year in found if first != second and max(first, second) <= 12)
    return {f"{year}-{month:02}-{day:02}" for a, b, year in unsure for month, day in ((a, b), (b, a))}
