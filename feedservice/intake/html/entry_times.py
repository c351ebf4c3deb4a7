"""The times over the entries of a live blog, which are no date of the article. Pure.

Known by their shape: three or more of one element and class, each a time with its hour, with running text between each and the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.text.dates.clock_times import is_hour
from feedservice.text.dates.parse import is_date_line

_MACHINE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d")
_HOUR_IN_LINE = re.compile(r"\d[:.h]\s?\d\d|\d\s?[ap]\.?m", re.IGNORECASE)
_LINES = ("p", "div", "span", "h2", "h3", "h4")
_TOLD = frozenset({"p", "li", "blockquote"})
_LONGEST_CHARACTERS = 48
_LEAST_PROSE_CHARACTERS = 50
_FEWEST = 3


def entry_times(box: Element) -> frozenset[Element]:
    """The elements that show the times of entries, with the lines that hold nothing else; none where there are no entries."""
    rows: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in _candidates(box):
        rows[str(element.tag), attribute(element, "class")].append(element)
    long = [row for row in rows.values() if len(row) >= _FEWEST]
    if not long:
        return frozenset()
    numbers = {element: number for number, element in enumerate(box.iter())}
    prose = sorted(numbers[one] for one in numbers if one.tag in _TOLD and len(words(one)) >= _LEAST_PROSE_CHARACTERS)
    return frozenset(one for row in long if _is_parted(row, numbers, prose) for time in row for one in _whole(time))


def oldest(times: Iterable[Element]) -> str:
    """The earliest of the instants over entries, as it stands there: when a live blog began that says nothing else of it."""
    stated = (attribute(one, "datetime").strip() for one in times if one.tag == "time")
    instants = {text: at for text in stated if (at := _instant(text))}
    return min(instants, key=instants.__getitem__, default="")


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _candidates(box: Element) -> Iterator[Element]:
    for element in box.iter("time"):
        if _MACHINE.match(attribute(element, "datetime")):
            yield element
    for element in box.iter(*_LINES):
        if _HOUR_IN_LINE.search(element.text or "", 0, _LONGEST_CHARACTERS):
            line = words(element)
            if len(line) <= _LONGEST_CHARACTERS and (is_hour(line) or is_date_line(line)):
                yield element


def _is_parted(row: list[Element], numbers: dict[Element, int], prose: list[int]) -> bool:
    """Whether running text stands between each of them and the next, and behind the last."""
    places = sorted(numbers[one] for one in row)
    ends = [*places[1:], len(numbers)]
    return all(bisect_right(prose, place) < bisect_left(prose, end) for place, end in zip(places, ends, strict=True))


def _whole(time: Element) -> Iterator[Element]:
    """A time with what is in it and the lines around it that say no more."""
    yield from time.iter()
    line = words(time)
    for holder in time.iterancestors():
        if not _says_only(holder, line):
            return
        yield holder


def _says_only(holder: Element, line: str) -> bool:
    """Whether an element's words are these; of a large one only the first are looked at."""
    said = ""
    for text in holder.itertext():
        said += str(text)
        if len(said.strip()) > len(line) + _LONGEST_CHARACTERS:
            return False
    return " ".join(said.split()) == line
