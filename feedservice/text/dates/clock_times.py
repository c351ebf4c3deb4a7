"""The clock time that a date line states: 14:30, 2 p.m., 0600 GMT, noon. Pure.

A time that can be read in two ways is refused, never chosen: an embargo read too early lets an article out too early.
"""

from __future__ import annotations

import re
from datetime import time

from feedservice.text.dates.date_words import all_words, alternatives
from feedservice.text.dates.zone_names import ZONE_NAMES
from feedservice.text.patterns import later

#: Which half of the day, in front of the time or behind it.
_MORNING = all_words("morning", "am", "am_after_minutes")
_EVENING = all_words("evening", "pm", "pm_after_minutes")
_AROUND_NOON, _NIGHT = all_words("around_noon"), all_words("night")


def _lettered(*names: str) -> str:
    """Letters that may be parted by full stops: am · a.m. · a. m."""
    return "|".join(
        r"\.?\s?".join(word) + (r"\b\.?" if len(word) > 1 else r"(?!\w)") for word in sorted(all_words(*names))
    )


#: 14:30 · 14.30 · 14h30 · 14 Uhr · 2:30 p.m. · 2 pm · 下午2点30分 · 오후 2시 30분
_CLOCK = later(
    rf"(?P<before>{alternatives('morning', 'evening', 'around_noon', 'night')})?\s?(?<![\d.:/])(?P<hour>\d{{1,2}})"
    rf"(?:\s?(?:[:.]|{alternatives('hour_signs')})\s?(?P<minute>\d{{2}})(?!\d)"
    rf"(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?\s?(?:{alternatives('minute_signs')})?"
    rf"|\s?(?P<whole>(?:{alternatives('hour_words')})(?!\w))|(?=\s?(?:{_lettered('am', 'pm')})))"
    rf"(?:\s?(?P<after>{_lettered('am', 'pm', 'am_after_minutes', 'pm_after_minutes')}))?(?![\d:])",
    re.IGNORECASE,
)
#: 0600 GMT · 1830 hrs · 0600Z: four figures, surer when followed by what only follows a time.
_ZONES = "|".join(sorted(filter(str.isascii, ZONE_NAMES), key=lambda name: (-len(name), name)))
_FOUR_FIGURES = later(
    r"(?<![\d:./,+−-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    rf"(?P<mark>\s?(?:{alternatives('after_four_figures')})\b|(?=\s?(?:{_ZONES})\b))?(?![\d:./-])",
    re.IGNORECASE,
)
#: From here on, four figures may be a year as well.
_FIRST_YEAR = 1800
_AFTER_TWELVE = alternatives("noon_after_twelve").replace(r"\ ", r"\s?")
_NOON = later(
    rf"(?<![\w’'.:-])(?:12(?:[:.]00)?\s?)?(?:{alternatives('noon')})(?!\w)"
    rf"|(?<![\w.:])12\s?(?:{_AFTER_TWELVE})(?!\w)",
    re.IGNORECASE,
)
_MIDNIGHT = later(rf"(?<!\w)(?:{alternatives('midnight')})(?!\w)", re.IGNORECASE)
_LONGEST_HOUR_CHARACTERS = 20
#: What may stand before the hour over an entry of a live blog: +++ 14:32 +++, [14:32], • 14:32.
_ORNAMENTS = re.compile(r"[\s\[(•·|–—+*-]*")
#: What follows an hour that is none: a further figure, a letter of the same word, a unit that counts.
_GOES_ON = re.compile(r"[.,:/]?\d|[^\W\d_]|\s?[%€$£°]")
_COLON = re.compile(r":(?=\s|$)")
#: 14.32 Uhr · 14:32 GMT · 9:20 (BST)
_WORDS_BEHIND = later(
    rf"(?:\s?(?:{alternatives('hour_words', 'after_four_figures')})(?!\w))?(?:\s?\(?(?:{_ZONES})(?!\w)\)?)?",
    re.IGNORECASE,
)
#: Stands for the day between what was before it and what was behind it.
DAY = " ; "


def clock(rest: str) -> tuple[time | None, str]:
    """The clock time of a line, less its day (`DAY` stands there), and what is left of it.

    Raises ValueError for an hour that no clock shows, and for one that can be read in two ways.
    """
    if _MIDNIGHT.search(rest):
        raise ValueError("midnight can be the beginning or the end of that day; write 00:01 or 23:59")
    rest = _FOUR_FIGURES.sub(_parted, _NOON.sub(" 12:00 ", rest))
    found = _CLOCK.search(rest)
    if not found:
        return None, rest
    hour, half = int(found["hour"]), (found["before"] or re.sub(r"[.\s]", "", found["after"] or "")).casefold()
    try:
        stated = time(_in_half(hour, half), int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError as error:
        raise ValueError(f"there is no such time as “{found[0].strip()}”") from error
    return stated, f"{rest[: found.start()]} {rest[found.end() :]}"


def _in_half(hour: int, half: str) -> int:
    """An hour of the half of the day that a word says; an hour past twelve says itself."""
    if half in _EVENING and hour < 12:
        return hour + 12
    if half in _AROUND_NOON:
        return hour + 12 if hour < 10 else hour
    if half in _NIGHT:
        return hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    return 0 if half in _MORNING and hour == 12 else hour


def _parted(found: re.Match[str]) -> str:
    """Four figures as hours and minutes; as they are when nothing says so. Raises ValueError when they may be the year."""
    if int(found["hour"] + found["minute"]) < _FIRST_YEAR:
        return f" {found['hour']}:{found['minute']} "
    if found.string[: found.start()].rstrip().endswith(DAY.rstrip()):
        raise ValueError(f"of the year and “{found[0].strip()}” each can be a year and a time of day; write 20:00")
    return f" {found['hour']}:{found['minute']} " if found["mark"] is not None else found[0]


def is_hour(text: str) -> bool:
    """Whether a text is an hour without a day, as over each entry of a live blog."""
    try:
        found, rest = clock(text) if len(text) <= _LONGEST_HOUR_CHARACTERS else (None, text)
    except ValueError:
        return False
    return found is not None and not rest.strip(" .:|–-")


def leading_hour(text: str) -> tuple[time, int] | None:
    """The hour that a text opens with, and where its words end there, with its zone: “14:32 GMT – The ferry …”.

    None where it opens with another number (14.03.2026, 4.5 per cent) or an hour that no clock shows.
    """
    line = _COLON.sub(" ", text)
    start = _ORNAMENTS.match(line)
    found = _CLOCK.match(line, start.end() if start else 0)
    if not found:
        return None
    end = found.start() + len(found[0].rstrip())
    if _GOES_ON.match(line, end):
        return None
    half = (found["before"] or re.sub(r"[.\s]", "", found["after"] or "")).casefold()
    try:
        stated = time(_in_half(int(found["hour"]), half), int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None
    behind = _WORDS_BEHIND.match(line, end)
    return stated, behind.end() if behind else end
