"""Instants and days as readers of a language write them (Unicode CLDR, by Babel): “3. April 2026, 10:20”. Pure."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

#: A language that names no country is written as most of its readers write, not as CLDR's default has it.
_BY_MOST = {"en": "en_GB"}
_OTHERWISE = "en_GB"


def spoken_day(day: date, language: str) -> str:
    """A day with its month in words. `language` is a tag (BCP 47); one that CLDR does not know is written as English."""
    from babel.dates import format_date  # noqa: PLC0415  # large, and needed only by processes that are asked for pages

    return format_date(day, "long", locale=_locale(language))


def spoken_month(day: date, language: str) -> str:
    """The month and year of a day: “April 2026”."""
    from babel.dates import format_skeleton  # noqa: PLC0415

    return format_skeleton("yMMMM", day, locale=_locale(language))


def spoken_time(instant: datetime, language: str) -> str:
    """An instant with its clock time to the minute, as its own zone has it; which zone that is, is not said."""
    from babel.dates import format_time  # noqa: PLC0415

    locale = _locale(language)
    glue = str(locale.datetime_formats["medium"]).replace("'", "")
    return glue.format(format_time(instant, "short", locale=locale), spoken_day(instant, language))


@cache
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    primary = language.partition("-")[0].lower()
    for tag in (_BY_MOST.get(language.lower(), language), primary, _OTHERWISE):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    raise LookupError(_OTHERWISE)
