"""The date of a whole page that states none in the places of a head. Pure.

A line that says “Published”, a date line beside the headline, the day in a dateline, in the end what htmldate finds: asked
only while nothing surer is noted. The lines are those of the page as it was shown, with what stands around the story: some
systems put the date into a bar that is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import html

from feedservice.intake.evidence import Notes, value_or
from feedservice.intake.html.page_elements import Element, around, attribute, text_of
from feedservice.intake.html.story_head.date import dated
from feedservice.intake.html.story_head.position import LONGEST_DATE_CHARACTERS, SENTENCE_ENDS
from feedservice.intake.html.story_head.running_text import unknown_words
from feedservice.text.dates.date_lines import days, plain
from feedservice.text.dates.date_values import written_out
from feedservice.text.dates.date_words import alternatives
from feedservice.text.dates.figure_order import both_readings, day_comes_first
from feedservice.text.dates.parse import find_date
from feedservice.text.unicode import one_line

_WORTH_OF_LABELLED, _WORTH_OF_LINE, _WORTH_OF_LIBRARY = 0.55, 0.52, 0.42
#: Lines of a page that may part its headline from its date, above and below.
_LINES_ABOVE, _LINES_BELOW = 4, 6
#: htmldate reads a page at once; one that is longer is asked for nothing.
_LONGEST_PAGE_CHARACTERS = 2_000_000
#: No page is older, and none of ours newer: given, so that the library asks no clock.
_EARLIEST, _LATEST = "1995-01-01", "2099-12-31"
_FIRST_OF_MONTH = "-01"
#: Published: 4 May 2026 · Ana Ruiz | Erschienen am 04.05.2026; nothing else stands in front of it, but other parts of the line.
_LABEL = re.compile(rf"(?:^|[|•·/–—]\s*|\d\s+)(?:{alternatives('published')})(?!\w)", re.IGNORECASE)
_LONGEST_BETWEEN_CHARACTERS = 20
#: How many words that no head line knows may stand beside the date.
_MOST_UNKNOWN_WORDS = 1
#: 29.11.2026 – The council met: how some sites open every text.
_OPENING = re.compile(r"\(?(\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)\)?\s*[)–—|:-]")
_NO_LETTERS = re.compile(r"\W+")


def read_last_dates(markup: str, readable: str, story: Element, notes: Notes, language: str) -> None:
    """Note a date of a whole page for which none is noted, or only a change's or one from far off."""
    if _is_wanting(notes, _WORTH_OF_LABELLED):
        lines = [line for line in map(one_line, readable.split("\n")) if line]
        places = list(_places(value_or(notes.best("headline"), ""), lines))
        date = _labelled(lines, next(iter(places), 0), language)
        notes.add("date", date, "line that says when it was published", _WORTH_OF_LABELLED)
        if not date:
            beside = (_beside(lines, place, language) for place in places)
            notes.add("date", next(filter(None, beside), ""), "line beside the headline", _WORTH_OF_LINE)
    if _is_wanting(notes, _WORTH_OF_LINE):
        notes.add("date", find_date(value_or(notes.best("dateline"), ""), language), "dateline", _WORTH_OF_LINE)
    if _is_wanting(notes, _WORTH_OF_LIBRARY):
        day = _by_library(markup)
        unsure = both_readings(readable) if day_comes_first(language) is None else set()
        if day not in unsure | _told(story, language):
            notes.add("date", day, "somewhere on the page (found by htmldate)", _WORTH_OF_LIBRARY)


def _is_wanting(notes: Notes, worth: float) -> bool:
    known = notes.best("date")
    return known is None or known.confidence < worth


def _places(headline: str, lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that are the headline."""
    letters = _NO_LETTERS.sub("", headline.casefold())
    return (number for number, line in enumerate(lines) if letters and _NO_LETTERS.sub("", line.casefold()) == letters)


def _labelled(lines: list[str], start: int, language: str) -> str:
    """The date of the first line below the headline, or else of the page, that says that it is the one of publication."""
    for line in (*lines[start:], *lines[:start]):
        label = _LABEL.search(line) if any(map(str.isdigit, line)) else None
        if label and not _is_prose(line):
            date = find_date(line[label.end() :], language)
            if date and 0 <= line.find(date, label.end()) - label.end() <= _LONGEST_BETWEEN_CHARACTERS:
                return date
    return ""


def _beside(lines: list[str], place: int, language: str) -> str:
    """The date of the line nearest to the headline that holds one, names at most beside it, or with which headline or text open."""
    below = lines[place + 1 : place + 1 + _LINES_BELOW]
    above = lines[max(place - _LINES_ABOVE, 0) : place][::-1]
    head = [*takewhile(_is_no_prose, below), *takewhile(_is_no_prose, above)]
    beside = (dated(line, language) for line in head)
    openings = (found[1] for line in (lines[place], *below) if (found := _OPENING.match(line)))
    return next(filter(None, (*beside, *openings)), "")


def _is_no_prose(line: str) -> bool:
    return not _is_prose(line)


def _is_prose(line: str) -> bool:
    """Whether a line is none of a head: long, a sentence, or with words that no head line knows beside a date."""
    if len(line) > LONGEST_DATE_CHARACTERS or line.endswith(SENTENCE_ENDS):
        return True
    return any(map(str.isdigit, line)) and unknown_words(line) > _MOST_UNKNOWN_WORDS


def _told(story: Element, language: str) -> set[str]:
    """The days that the story tells of, or a card in it: they date something else."""
    lines = [line for line in map(one_line, text_of(story).split("\n")) if line]
    prose = [number for number, line in enumerate(lines) if _is_prose(line)]
    within = [plain(line) for line in (lines[prose[0] : prose[-1] + 1] if prose else ())]
    told = {written_out(line[start:end], language) for line in within for start, end in days(line, language)}
    return told | {attribute(time, "datetime").strip()[: len(_LATEST)] for time in story.iter("time")}


def _by_library(markup: str) -> str:
    """The day that htmldate finds outside readers' comments.

    Nothing for a first of a month, which is what it makes of a month or a year alone. It is given a tree: a text that
    is an address it would fetch.
    """
    if len(markup) > _LONGEST_PAGE_CHARACTERS:
        return ""
    try:
        from htmldate import find_date as found_on  # noqa: PLC0415  # a tenth of a second, for few pages

        tree = html.fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
        for box in list(tree.iter("div", "section", "ul", "ol", "li", "p", "span", "small")):
            if "comment" in f"{box.get('class')} {box.get('id')}".lower() and next(box.iter("h1"), None) is None:
                around(box).remove(box)
        day = found_on(tree, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST) or ""
    except Exception:  # whatever a library cannot do with a page, the page goes on
        return ""
    return "" if day.endswith(_FIRST_OF_MONTH) else day
