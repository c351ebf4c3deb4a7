"""The words of every language we read: one file a language, every table of words in it. Touches: disk (its own files).

A file is named by its language's tag (BCP 47), `mul.toml` holds what belongs to no one language. Its tables are those of
`TABLES`, and may be left out: nothing more is asked of a language than what is known of it. To add a language, copy the
file of a like one and translate; nothing else has to be touched. Tables hold words, or short pieces of patterns (`re`)
where the docstring of their reader says so.

TOML is slow to read, so `words.json` beside the files holds the same, with a digest of them; one that is behind its files is not
used. `python -m tests.language_files` makes it anew, and a test holds that somebody did.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

#: Every table that a language file may have, and what its entries are.
TABLES: Mapping[str, Mapping[str, str]] = {
    "dates": {
        "months": "twelve lists of names, January first, in small letters without full stops: CLDR's, by `python -m tests.languages_from_cldr`",
        "months_also": "twelve lists: further names and forms of them, spoken, inflected, without accents (dateparser 1.5.0 knows many)",
        "months_beside": "twelve names, of one word or more, that a month has instead of its usual name or beside it (نوفمبر/تشرين الثاني)",
        "weekdays": "seven lists of names, Monday first, as `months`",
        "weekdays_also": "seven lists, as `months_also`",
        "beside_weekdays": "words that stand beside such a name and say nothing by themselves (sexta-feira)",
        "no_weekdays": "names of weekdays that are words of other languages first: a date line does not know them",
        "weekdays_checked": "those names that tell, in any language's line, which day is meant: an embargo of another day is refused; short ones only as its first word",
        "day_first": "tags of the language that write 3/4/2026 for 3 April (CLDR, short dates); its own too, if all do",
        "month_first": "tags that write it for 4 March",
        "of": "words between day and month or month and year (18 de noviembre de 2026)",
        "of_elided": "the same before a vowel, without their apostrophe (18 d’octobre)",
        "day_endings": "what a day's figures end in (18th November)",
        "day_endings_after_month": "the same when the month comes first (November 18th)",
        "day_endings_last": "the same when the year comes first (2026. november 18-án)",
        "year_words": "what follows the year when it comes first (2026 m. lapkričio 18)",
        "before_month_figures": "the word month before its figures (18 tháng 11 năm 2026)",
        "before_year_figures": "the word year before its figures",
        "year_signs": "the sign for year behind its figures (2026年)",
        "month_signs": "the sign for month",
        "day_signs": "the sign for day",
        "eras": "the year before the first of an era, by its name (令和8年 is 2026)",
        "eras_now": "eras that a line of our days may be dated by",
        "first_year": "what the first year of an era is called",
        "morning": "words before the hour for the first half of the day (上午9时)",
        "evening": "words before the hour for the latter half, which adds twelve hours",
        "am": "letters behind the time for the first half of the day, with or without full stops: 2:30 a.m., 2 am",
        "pm": "letters for the latter half",
        "am_after_minutes": "the same, but not behind an hour without minutes (2:30 π.μ.)",
        "pm_after_minutes": "letters for the latter half, likewise",
        "hour_signs": "what may part hours from minutes, beside : and . (14h30)",
        "hour_words": "what follows an hour without minutes (14 Uhr)",
        "minute_signs": "the sign for minute behind its figures (14时30分)",
        "after_four_figures": "words which say that four figures are a time of day (0600 hrs)",
        "noon": "the word for twelve o'clock at day",
        "noon_after_twelve": "words which say of a twelve that it is noon (12 Uhr mittags)",
        "midnight": "the word for twelve o'clock at night, which belongs to two days",
        "zone_hours": "hours east of Greenwich, by the zone's name: names with one meaning in the news (RFC 2822 section 4.3, Europe's, agencies'); IST, CST and the like have several and are refused, BST is the only one that news means",
        "zone_places": "places of the tz database, by the zone's name: of names that stand for winter and summer time alike",
        "offset_zones": "zones that an offset may be counted from (UTC+1)",
        "updated": "words which say that a date is a change's, not the news's",
        "published": "words which say that it is the news's, after one that is a change's",
        "around_dates": "words that may stand around a date and its time, and say nothing more about it",
        "date_labels": "labels before a date in English order (Published: …), which dateutil does not know",
        "after_date_labels": "words after such a label (Published on …)",
        "before_clocks": "words between such a date and its time",
    },
    "fields": {},
    "trade": {},
    "mail": {},
    "boilerplate": {},
    "embargoes": {},
}
#: What belongs to no one language.
COMMON = "mul"

_HERE = Path(__file__).parent
COMPILED = _HERE / "words.json"
Words = dict[str, dict[str, Any]]


def words(table: str, name: str) -> dict[str, Any]:
    """What every language has under a name of a table, by the tag of the language; in the order of the tags, `mul` last."""
    found = {tag: tables.get(table, {}).get(name) for tag, tables in languages().items()}
    return {tag: value for tag, value in found.items() if value is not None}


def every_word(table: str, name: str) -> tuple[str, ...]:
    """The words of all languages under a name of a table, each once, in the order of the languages and of their files."""
    return tuple(dict.fromkeys(word for one in words(table, name).values() for word in one))


@cache
def languages() -> dict[str, Words]:
    """All language files, by their tags."""
    sources = read_sources()
    try:
        compiled = json.loads(COMPILED.read_bytes())
    except OSError:
        compiled = {}
    if compiled.get("digest") == digest(sources):
        found: dict[str, Words] = compiled["languages"]
        return found
    return parsed(sources)


def read_sources() -> dict[str, bytes]:
    """The bytes of every file, by the tag it is named for."""
    files = sorted(_HERE.glob("*.toml"), key=lambda file: (file.stem == COMMON, file.stem))
    return {file.stem: file.read_bytes() for file in files}


def digest(sources: Mapping[str, bytes]) -> str:
    """A fingerprint of all files."""
    whole = sha256()
    for tag, content in sources.items():
        whole.update(f"{tag} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def parsed(sources: Mapping[str, bytes]) -> dict[str, Words]:
    """The tables of every file. Raises ValueError, with the file's name, for bad TOML and for tables nobody asks for."""
    found = {}
    for tag, content in sources.items():
        try:
            found[tag] = tomllib.loads(content.decode())
        except ValueError as error:
            raise ValueError(f"{tag}.toml cannot be read: {error}") from error
        _check(tag, found[tag])
    return found


def _check(tag: str, tables: Mapping[str, Any]) -> None:
    for table, entries in tables.items():
        if table == "language":
            continue
        if table not in TABLES:
            raise ValueError(f"{tag}.toml has a table [{table}] that nobody reads; there are {', '.join(TABLES)}.")
        for name in entries:
            if name not in TABLES[table]:
                known = ", ".join(TABLES[table])
                raise ValueError(f"{tag}.toml: nobody reads “{name}” of [{table}]; there are {known}.")
