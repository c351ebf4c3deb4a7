"""Lines around a headline that are neither headline nor news: pieces of a date, kickers, an author's role. Pure.

Each is known by all of its words, and short. Whole dates are for `text.dates`, bylines for `bylines`.
"""

from __future__ import annotations

import re

from feedservice.intake.trade.byline_patterns import DESKS, ROLE
from feedservice.text.dates.date_words import MONTH_WORDS, WEEKDAY_WORDS
from feedservice.text.languages.alternatives import word_set

#: Short names of weekdays are words of other languages too (do, die, sun).
_WEEKDAYS = frozenset(word for word in WEEKDAY_WORDS if len(word) > 4)
#: What stands beside a date that is no date by itself; with a figure, a month or a weekday they are one.
_BESIDE_DATES = word_set("trade", "beside_dates")
_AGO, _DATE_SIGNS = word_set("trade", "ago"), word_set("trade", "date_signs")
_LONGEST_SCRAP_CHARACTERS = 60
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMBERS = re.compile(r"\d{1,4}(?:[/.:-]\d{1,4}){1,3}|(?:19|20)\d\d")
#: Sections as papers call them, for the line above a headline.
_KNOWN_SECTIONS = word_set("trade", "sections")
_BETWEEN_SECTIONS = re.compile(r"\s*[|>›»/•·│｜／]\s*")
_LONGEST_KICKER_CHARACTERS = 48
_MOST_SECTIONS = 4
_LONGEST_ROLE_CHARACTERS = 60
#: A weekday or month cut to so few letters, alone, may be any word.
_SHORTENED = 5


def is_date_scrap(text: str) -> bool:
    """Whether a short line says nothing but a day, a time or a part of them: “Nov. 20”, “11/20/26”, “2026”, “Updated 3 hours ago”."""
    if len(text) > _LONGEST_SCRAP_CHARACTERS:
        return False
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    named = [token for token in tokens if token in MONTH_WORDS or token in _WEEKDAYS]
    figures = [token for token in tokens if token.isdigit()]
    others = [token for token in tokens if not token.isdigit() and token not in named]
    if not all(token in _BESIDE_DATES for token in others) or any(len(figure) > 4 for figure in figures):
        return False
    if named:
        return bool(figures) or (len(tokens) == 1 and tokens[0] in _WEEKDAYS and len(tokens[0]) > _SHORTENED)
    signed = not _AGO.isdisjoint(others) or any(sign in text for sign in _DATE_SIGNS)
    return bool(figures) and (signed or _NUMBERS.search(text) is not None)


def kicker(line: str) -> str:
    """The section that a line above a headline names: Local of “NEWS / LOCAL”, Europe of “World > Europe”; empty for any other line."""
    if len(line) > _LONGEST_KICKER_CHARACTERS:
        return ""
    parts = [part.strip() for part in _BETWEEN_SECTIONS.split(line.strip(" |>›»"))]
    if len(parts) > _MOST_SECTIONS or not all(map(_may_be_section, parts)):
        return ""
    known = any(part.casefold() in _KNOWN_SECTIONS for part in parts)
    if not known and not (len(parts) > 1 and line.isupper()):
        return ""
    last = parts[-1]
    return last.capitalize() if last.isupper() and len(last) > 3 else last  # UK, USA


def _may_be_section(part: str) -> bool:
    words = part.split()
    opens = part[:1].isupper() or part[:1].lower() == part[:1].upper()
    return 0 < len(words) <= 3 and opens and all(word.strip("&-").isalpha() or word == "&" for word in words)


def is_role(line: str) -> bool:
    """Whether a line is an author's role and nothing else: “Chief reporter”, “Political editor, Brussels”."""
    if len(line) > _LONGEST_ROLE_CHARACTERS or line.endswith((".", "!", "?", ":")) or not ROLE.search(line):
        return False
    role, _, beside = line.partition(",")
    left = ROLE.sub(" ", role).replace("-", " ").split()
    beside_fits = not beside or (beside.strip()[:1].isupper() and len(beside.split()) <= 3)
    return beside_fits and all(word.casefold() in DESKS for word in left)
