"""Dates that a page states for machines, made such that they can be read: out of their line, by the order that the page writes in. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from feedservice.article import Finding
from feedservice.intake.evidence import Notes, value_or
from feedservice.text.dates.date_values import is_date, may_be_date, written_out
from feedservice.text.dates.figure_order import day_comes_first, tag_by_dates
from feedservice.text.dates.parse import find_date
from feedservice.text.language_detection import detect

#: Where the code of a country in addresses is not that in tags of languages.
_COUNTRIES = {"uk": "gb"}


def date_language(notes: Notes, address: str, readable: str) -> str:
    """The tag of the language by which dates in figures are read.

    That of the page, or the one detected; in English, whose places differ, with a place: the page's own beside it, its address's,
    that which fits its other dates.
    """
    tag = str(value_or(notes.best("language"), "")) or detect(readable)[0]
    if tag.casefold() not in ("", "en"):
        return tag
    beside = [str(one.value) for one in notes.findings.get("language", ())]
    country = (urlsplit(address).hostname or "").rpartition(".")[2]
    beside.append(f"en-{_COUNTRIES.get(country, country)}")
    known = (one for one in beside if one.casefold().startswith("en-") and day_comes_first(one) is not None)
    return next(known, "") or tag_by_dates(readable) or tag


def settle_dates(notes: Notes, language: str) -> None:
    """Make the dates noted such that they can be read by the page's own language; one that cannot stays as it is."""
    own = value_or(notes.best("language"), "")
    found = notes.findings.get("date", [])
    for number, one in enumerate(found):
        if one.confidence < 1.0 and not may_be_date(one.value, own):
            date = one.value if is_date(one.value, language) else find_date(one.value, language)
            date = date if may_be_date(date, own) else written_out(date, language)
            found[number] = Finding(date or one.value, one.source, one.confidence)
