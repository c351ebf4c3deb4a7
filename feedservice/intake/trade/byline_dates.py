"""The date and clock time beside a byline: where they begin, and what behind them is none of a byline's. Pure."""

from __future__ import annotations

import re

from feedservice.intake.trade.byline_patterns import BEFORE_DATES, ROLE
from feedservice.text.agencies import agency
from feedservice.text.dates.date_lines import says_nothing_more
from feedservice.text.languages.alternatives import word_set
from feedservice.text.names import looks_like_a_name

#: What else stands beside the date of a byline, besides figures.
_BESIDE_DATES = BEFORE_DATES | word_set("trade", "beside_dates", "ago", "dated", "dated_kinds", "reading_minutes")
_PIECES = re.compile(r"[,，;|/()\[\]–—•·-]+")
_WORD = re.compile(r"[^\s\d_]+")


def dateless(segment: str) -> tuple[str, tuple[str, ...]]:
    """A segment up to its date or clock time, if it has one; and what follows that and is no date, name, house or role."""
    figure = re.search(r"\d", segment)
    if not figure:
        return segment, ()
    words = segment[: figure.start()].split()
    while words and words[-1].casefold().strip(".,") in BEFORE_DATES:
        words.pop()
    behind = _PIECES.split(segment[figure.start() :])
    return " ".join(words), tuple(filter(None, map(_unknown, behind)))


def _unknown(piece: str) -> str:
    """A piece behind a date that is none of a head's, without its figures; nothing for any other."""
    rest = " ".join(word for word in _WORD.findall(piece) if word.casefold() not in _BESIDE_DATES)
    if says_nothing_more(rest):
        return ""
    known = agency(rest) or looks_like_a_name(rest) or ROLE.search(rest)
    return "" if known and not re.search(r"\d", piece) else rest
