"""Months, weekdays, zones and the words beside them, of all languages at once: asked of the [dates] of the language files. Pure.

Says nothing about what a date means: `date_lines` does.
"""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from typing import Any

from feedservice.text.languages import every_word, words


def all_words(*names: str) -> frozenset[str]:
    """The words of every language under these names of [dates]."""
    return frozenset(word for name in names for word in every_word("dates", name))


def alternatives(*names: str) -> str:
    """The same as a part of a pattern, longest first; what matches nothing, where there are none."""
    return "|".join(map(re.escape, sorted(all_words(*names), key=lambda word: (-len(word), word)))) or r"(?!)"


def table(name: str) -> dict[str, Any]:
    """What every language has by word under a name of [dates], in one: hours of zones, years of eras."""
    return {word: value for one in words("dates", name).values() for word, value in one.items()}


def names(of: str) -> dict[str, list[list[str]]]:
    """The names of each month or weekday by language: CLDR's, then those that we know beside them."""
    known, ours = words("dates", of), words("dates", f"{of}_also")
    none: list[str] = []
    return {
        tag: [first + more for first, more in zip_longest(known.get(tag, ()), ours.get(tag, ()), fillvalue=none)]
        for tag in {**known, **ours}
    }


#: January and Monday first, by the tag of the language; in small letters, without full stops.
MONTHS = names("months")
WEEKDAYS = names("weekdays")
MONTH_WORDS = frozenset(chain.from_iterable(chain.from_iterable(MONTHS.values())))
#: What may name the day of the week in a date line, which is not checked; with the words beside such names (sexta-feira).
WEEKDAY_WORDS = all_words("beside_weekdays").union(*chain.from_iterable(WEEKDAYS.values())) - all_words("no_weekdays")
#: Months as the Levant and Iraq call them, instead of the usual names or beside them (CLDR, ar-LB), with the usual name.
OTHER_MONTHS = {
    other: months[0]
    for tag, others in words("dates", "months_beside").items()
    for other, months in zip(others, MONTHS[tag], strict=True)
}


def checked_weekdays() -> dict[str, frozenset[int]]:
    """The names that tell which day is meant, with the number of each such day (0 is Monday): “ma” is one in Dutch, another in French."""
    found: dict[str, set[int]] = {}
    for tag, checked in words("dates", "weekdays_checked").items():
        for name in checked:
            found.setdefault(name, set()).update(number for number, row in enumerate(WEEKDAYS[tag]) if name in row)
    return {name: frozenset(numbers) for name, numbers in found.items()}
