"""The clock time that a date line states: 14:30, 2 p.m., 0600 GMT, noon. Pure.

A time that can be read in two ways is refused, never chosen: an embargo read too early lets an article out too early.
"""

from __future__ import annotations

import re
from datetime import time

from feedservice.text.dates.calendar import EVENING, MORNING, ZONE_HOURS, ZONE_PLACES

_HALF = "|".join(sorted((MORNING | EVENING) - {"am", "pm", "ص", "م", "πμ", "μμ"}))
#: 14:30 · 14.30 · 14h30 · 14 Uhr · 2:30 p.m. · 2 pm · 下午2点30分 · 오후 2시 30분
_CLOCK = re.compile(
    rf"(?P<before>{_HALF})?\s?(?<![\d.:/])(?P<hour>\d{{1,2}})"
    r"(?:\s?[:.h時时点點시u]\s?(?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s?[分분]?"
    r"|\s?(?P<whole>h(?:eures?|rs?)?\b|uhr\b|[時时点點시](?!\w))|(?=\s?[ap]\.?\s?m\b))"
    r"(?:\s?(?P<after>[ap]\.?\s?m\b\.?|[πμ]\.?\s?μ\b\.?|[صم](?!\w)))?(?![\d:])",
    re.IGNORECASE,
)
#: 0600 GMT · 1830 hrs · 0600Z: four figures, surer when followed by what only follows a time.
_ZONES = "|".join(sorted(filter(str.isascii, {*ZONE_HOURS, *ZONE_PLACES}), key=len, reverse=True))
_FOUR_FIGURES = re.compile(
    r"(?<![\d:./,+−-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    rf"(?P<mark>\s?(?:hrs?|hours|h|uhr)\b|(?=\s?(?:{_ZONES})\b))?(?![\d:./-])",
    re.IGNORECASE,
)
#: From here on, four figures may be a year as well.
_FIRST_YEAR = 1800
_NOON = re.compile(
    r"(?<![\w’'.:-])(?:12(?:[:.]00)?\s?)?(?:noon|midday|midi|mediodía|mezzogiorno)(?!\w)|(?<![\w.:])12\s?uhr\s?mittags?(?!\w)",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(
    r"(?<!\w)(?:midnight|mitternacht|minuit|medianoche|mezzanotte|middernacht|meia-noite|midnatt|midnat|полночь)(?!\w)",
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
    if half in EVENING and hour < 12:
        hour += 12
    elif half in MORNING and hour == 12:
        hour = 0
    try:
        stated = time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError as error:
        raise ValueError(f"there is no such time as “{found[0].strip()}”") from error
    return stated, f"{rest[: found.start()]} {rest[found.end() :]}"


def _parted(found: re.Match[str]) -> str:
    """Four figures as hours and minutes; as they are when nothing says so. Raises ValueError when they may be the year."""
    if int(found["hour"] + found["minute"]) < _FIRST_YEAR:
        return f" {found['hour']}:{found['minute']} "
    if found.string[: found.start()].rstrip().endswith(DAY.rstrip()):
        raise ValueError(f"of the year and “{found[0].strip()}” each can be a year and a time of day; write 20:00")
    return f" {found['hour']}:{found['minute']} " if found["mark"] is not None else found[0]
