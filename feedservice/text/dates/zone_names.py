"""Names of time zones beside clock times, and what each means in this newsroom. Pure.

The names are in the language files: those with one meaning, those of places with winter and summer time, and those that
stand for several zones (IST, CST). A newsroom whose own zone goes by that name means its own; else the usual meaning is
taken, and the date says that it is doubtful.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from feedservice.text.dates.date_words import table

#: Hours east of Greenwich of zone names with one meaning in the news; and the places of those that stand for winter and summer
#: time alike.
ZONE_HOURS: dict[str, float] = table("zone_hours")
ZONE_PLACES: dict[str, str] = table("zone_places")
#: Whose a name of several zones is, and its hours, the usual first; and the place that no other doubts while it goes by that name.
ZONE_READINGS: dict[str, list[tuple[str, float]]] = table("zone_readings")
_UNDOUBTED: dict[str, str] = table("zone_undoubted")
ZONE_NAMES = frozenset(chain(ZONE_HOURS, ZONE_PLACES, ZONE_READINGS))
_LONGEST_SHORT_NAME = 5
_MONTHS_OF_WINTER_AND_SUMMER = (1, 7)


class DoubtfulZone(tzinfo):
    """A zone named by what is the name of several; it counts as the usual one of them."""

    def __init__(self, name: str) -> None:
        self.name = name.upper()
        self.whose = tuple(whose for whose, _ in ZONE_READINGS[name])
        self.offsets = tuple(timedelta(hours=hours) for _, hours in ZONE_READINGS[name])

    def utcoffset(self, dt: datetime | None) -> timedelta:  # noqa: ARG002  # one offset all the year
        """The usual meaning's."""
        return self.offsets[0]

    def dst(self, dt: datetime | None) -> None:
        """Nothing is known of it."""

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002
        """The name as it is written in capitals."""
        return self.name

    def __reduce__(self) -> tuple[type[DoubtfulZone], tuple[str]]:
        """How it is copied: by its name."""
        return DoubtfulZone, (self.name.casefold(),)


def is_zone_name(word: str) -> bool:
    """Whether a word behind a clock time names a zone: EAT, eat and Eastern do, Eat does not."""
    written = word.isupper() or not word.istitle() or not word.isascii() or len(word) > _LONGEST_SHORT_NAME
    return written and word.casefold() in ZONE_NAMES


def zone_named(word: str) -> tzinfo:
    """The zone of a name, which is to be one of `ZONE_NAMES`."""
    name = word.casefold()
    if name in ZONE_READINGS:
        return DoubtfulZone(name)
    if name in ZONE_PLACES:
        return ZoneInfo(ZONE_PLACES[name])
    return timezone(timedelta(hours=ZONE_HOURS[name]), name.upper())


def as_here(moment: datetime, house: tzinfo) -> datetime:
    """A moment in the newsroom's own zone, when the zone it states goes by a name that this one has too; else as it is.

    BST is British while clocks in London say so, unless it is the newsroom's own.
    """
    stated = moment.tzinfo
    if not isinstance(stated, timezone | DoubtfulZone):
        return moment
    name = str(stated.tzname(moment)).upper()
    if isinstance(stated, DoubtfulZone) and (place := _UNDOUBTED.get(name.casefold())):
        there = moment.replace(tzinfo=ZoneInfo(place))
        moment = there if there.tzname() == name else moment
    for month in _MONTHS_OF_WINTER_AND_SUMMER:
        ours = datetime(moment.year, month, 1, tzinfo=house)
        offset = ours.utcoffset()
        if offset is not None and str(ours.tzname()).upper() == name:
            return moment.replace(tzinfo=timezone(offset))
    return moment
