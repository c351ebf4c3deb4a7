"""Lines that were read into fields and taken out of the body: which of them no field says in the end. Pure.

Two bylines are read and one wins: the words of the other would be nowhere. Labels beside what a field says (“Written by”,
“Updated:”) are no words that anybody misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from feedservice.article import Finding, PhotoReference
from feedservice.intake.label_words import are_labels
from feedservice.text.dates.parse import find_date, understand
from feedservice.text.scripts import CJK

#: A word; in scripts without spaces, a character.
_WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
#: In every date there is one.
_FIGURE = re.compile(r"\d|[一二三四五六七八九〇零元]")
#: A weekday, a zone, a count of comments: alone beside what fields say it tells nothing.
_MOST_STRAYS = 1
#: A time for machines and the day shown to people lie less than this apart, whatever the zone.
_ONE_DAY = timedelta(hours=14)


def unsaid(
    lines: Iterable[str], findings: Iterable[Finding[Any] | None], pictures: Iterable[PhotoReference]
) -> Iterator[str]:
    """Those of the lines that say more than fields and pictures do, whole."""
    lines = list(lines)
    if not lines:
        return
    told = [finding.value for finding in findings if finding]
    texts = [text for value in told for text in ((value,) if isinstance(value, str) else value)]
    texts += [text for one in pictures for text in (one.caption, one.credit, one.alt)]
    known = {word for text in texts for word in _words(text)}
    more = [line for line in lines if _says_more(line, known)]
    dates = [instant for text in texts if _FIGURE.search(text) and (instant := _instant(text))] if more else []
    for line in more:
        date = find_date(line)
        if not (date and _is_among(date, dates)) or _says_more(line.replace(date, " "), known):
            yield line


def _says_more(line: str, known: set[str]) -> bool:
    """Whether more words of a line are unknown than a stray one, labels apart."""
    more = [word for word in _words(line) if word not in known and not are_labels([word])]
    return len(more) > _MOST_STRAYS


def same_day(line: str, date: str) -> bool:
    """Whether a line states a day that is also another's date."""
    shown, other = find_date(line), _instant(date)
    return bool(shown) and other is not None and _is_among(shown, [other])


def _is_among(date: str, dates: list[datetime]) -> bool:
    shown = _instant(date)
    return shown is not None and any(abs(shown - one) < _ONE_DAY for one in dates)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _instant(text: str) -> datetime | None:
    try:
        return understand(text, UTC).instant
    except ValueError:
        return None
