"""Days of the Solar Hijri calendar, Iran's and Afghanistan's, as days of ours. Pure.

Right for the years in which news is written: leap years come by the cycle of 33 years, which equals the observed calendar
from 1178 to 1633 (Borkowski 1996). Years of the lunar calendar are none: their first days are seen, not counted.
"""

from datetime import date

from feedservice.text.languages import words

#: 1921 to 2046. Later years are lunar ones of our days.
FIRST_YEAR, LAST_YEAR = 1300, 1425
#: Each month by its names, Iran's and Afghanistan's.
SOLAR_MONTHS: dict[str, int] = {
    name: number
    for months in words("dates", "months_solar").values()
    for number, names in enumerate(months, 1)
    for name in names
}
_DAYS_OF_FIRST_HALF, _LONG_MONTHS, _LONG_DAYS, _SHORT_DAYS = 186, 6, 31, 30
#: Days of our calendar before the first of this one.
_ORDINAL_OF_EPOCH = 226_894


def is_solar(year: int) -> bool:
    """Whether a year can only be one of that calendar."""
    return FIRST_YEAR <= year <= LAST_YEAR


def day_of_ours(year: int, month: int, day: int) -> date:
    """The day of our calendar. Raises ValueError for a day that there is not."""
    long = month <= _LONG_MONTHS
    if not 1 <= month <= 12 or not 1 <= day <= (_LONG_DAYS if long else _SHORT_DAYS):
        raise ValueError("no such day")
    if month == 12 and day == _SHORT_DAYS and not _is_leap(year):
        raise ValueError("no such day")
    before = (month - 1) * _LONG_DAYS if long else _DAYS_OF_FIRST_HALF + (month - 1 - _LONG_MONTHS) * _SHORT_DAYS
    return date.fromordinal(_ORDINAL_OF_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + before + day)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
