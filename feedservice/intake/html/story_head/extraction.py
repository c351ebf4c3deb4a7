"""Taking out of a story what went into a field, so that nothing stands twice; words that did not stay. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable

from feedservice.intake.evidence import Notes, value_or
from feedservice.intake.html.page_elements import BLOCKS, Element, around, words
from feedservice.intake.html.spike import read_out
from feedservice.intake.html.story_head.date import dated
from feedservice.intake.html.story_head.position import LONGEST_BYLINE_CHARACTERS, Positions
from feedservice.intake.html.story_head.running_text import in_prose
from feedservice.intake.lines_read import same_day, unsaid
from feedservice.intake.trade import is_byline
from feedservice.text.dates.clock_times import is_hour
from feedservice.text.dates.parse import is_date_line

#: Labels, roles, views and reading times that stand beside a date or a name.
_LONGEST_BESIDE_CHARACTERS = 60
_LINES = frozenset({"div", "p", "ul", "span", "address", "header"})


def take_out(element: Element, notes: Notes) -> None:
    """Remove an element that went into a field, and its wrapper if nothing else is in it."""
    holder = _wrapper(element)
    if holder.tag not in ("html", "body"):
        read_out(holder, notes)


def _wrapper(element: Element) -> Element:
    text, holder = words(element), element
    while True:
        parent = holder.getparent()
        if parent is None or parent.tag not in ("p", "div", "span", "header", "a", "address") or words(parent) != text:
            return holder
        if next(parent.iter("img"), None) is not None:
            return holder
        holder = parent


def take_out_lines(place: Positions, bylines: Iterable[Element], dates: Iterable[Element], notes: Notes) -> None:
    """Remove bylines and dates from the story where they are page head; between its paragraphs only what a field says too.

    The hours of a live blog stay: they are its headings.
    """
    numbers = {element: number for number, element in enumerate(place.elements)}
    dates = list(dates)
    hours = [element for element in dates if element in place.inside and is_hour(words(element))]
    is_log = any(numbers[element] > place.first for element in hours)
    byline = notes.best("byline")
    told = [byline, notes.best("agencies"), notes.best("date")]
    date = value_or(told[-1], "")
    for element in bylines:
        line = words(element)
        is_theirs = any(name in line for name in value_or(byline, ())) or same_day(line, date)
        if is_theirs or not any(unsaid([line], told, ())) or not place.first < numbers[element] <= place.last:
            _take_out_line(element, notes, "about the author")
    for element in dates:
        is_within = place.first < numbers[element] <= place.last
        if not (is_log and element in hours) and not (is_within and not same_day(words(element), date)):
            _take_out_line(element, notes)


def _take_out_line(element: Element, notes: Notes, reason: str = "") -> None:
    """Remove a date or byline from the story when it is page head: alone on its line, or between blocks.

    In a sentence it stays.
    """
    if not _stands(element) or not any(one.tag == "body" for one in element.iterancestors()):
        return
    holder = _wrapper(element)
    while around(holder).tag in ("p", "div", "span", "li", "small", "em") and is_date_line(words(around(holder))):
        holder = around(holder)
    alone = holder.tag not in ("time", "a", "span") or is_date_line(words(around(holder)))
    if holder.tag not in ("html", "body") and (alone or _stands_between_blocks(holder)):
        read_out(holder, notes, reason)


def _stands_between_blocks(element: Element) -> bool:
    """Whether no word and no inline element stands directly beside the element."""
    before, after = element.getprevious(), element.getnext()
    text_before = (before.tail if before is not None else around(element).text) or ""
    if text_before.strip() or (element.tail or "").strip():
        return False
    return all(beside is None or beside.tag in BLOCKS for beside in (before, after))


def clear_head(place: Positions, notes: Notes, kept: Container[Element], language: str) -> None:
    """Take out of the head of a page the lines that hold its byline or date, and what hangs on these, but for what is `kept`."""
    people = notes.best("byline")
    names = value_or(people, ())
    for element in place.elements[: place.first]:
        text = words(element) if element in place.inside and element.tag in _LINES else ""
        if not text or len(text) > LONGEST_BYLINE_CHARACTERS or element in kept or not _stands(element):
            continue
        if next(element.iter("img", "figure", "h1", "h2", "amp-img"), None) is not None:
            continue
        if not in_prose(element, named=False) and _is_meta_line(text, names, language):
            read_out(element, notes, "byline or date")


def _stands(element: Element) -> bool:
    """Whether an element is in the page still, and what holds it was not taken out."""
    return bool(element.getroottree().getroot().tag == "html")


def _is_meta_line(text: str, names: tuple[str, ...], language: str) -> bool:
    """Whether a line is a byline, or a date or an author's name with little beside it; a caption with a date is none."""
    date = dated(text, language)
    rest = text.replace(date, "") if date else text
    for name in names:
        rest = rest.replace(name, "")
    return is_byline(text) or (len(rest) < len(text) and len(rest) <= _LONGEST_BESIDE_CHARACTERS)
