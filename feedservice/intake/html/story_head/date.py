"""When it was published: times, named elements, a date in a line of the head, the page's own address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, attributes, says_only, words
from feedservice.intake.html.story_head.byline_text import leads_elsewhere
from feedservice.intake.html.story_head.part_names import element_name
from feedservice.intake.html.story_head.position import (
    LONGEST_DATE_CHARACTERS,
    MOST_IN_LINE,
    MOST_MARKED,
    REACH,
    Marked,
    Positions,
    marked_in_feet,
)
from feedservice.intake.html.story_head.running_text import in_prose
from feedservice.intake.trade import is_byline, looks_like_a_name
from feedservice.text.dates.date_lines import says_nothing_more, says_updated
from feedservice.text.dates.machine_times import machine_time
from feedservice.text.dates.parse import find_date
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later
from feedservice.text.scripts import HAN, HANGUL

_UPDATED = later(any_piece("trade", "updated_pieces"), re.IGNORECASE)


_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


#: The day in a story's address: /2026/11/18/, /2026/nov/18/, /2026-11-18-, /20261118/.
_DAY_IN_ADDRESS = later(
    rf"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|{'|'.join(_MONTHS)})[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


_WORTH_OF_NAMED = 0.84
#: What says of a date that it is a change's stands no further from it.
_LABEL_CHARACTERS = 20
_YEAR = later(r"(?<!\d)(?:19|20)\d\d")
_MACHINE = frozenset({"datetime", "content", "title"})
#: In an attribute of such a name a bare number is a time, and no one's number.
_TIME_NAME = later(r"date|time|publish")
_MACHINE_DATE = later(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d|$)")
_PIECES = later(r"^((?:19|20)\d\d) (\d{1,2}) ?/ ?(\d{1,2})(?: (\d\d:\d\d(?::\d\d)?))?$")


_SHORT_YEAR = later(r"\d{1,2}([./])\d{1,2}\1\d\d(?!\d)")
_IDEOGRAPHS = later(f"[{HAN}{HANGUL}]")


def read_date(place: Positions, marked: Iterable[Marked], notes: Notes, address: str, language: str) -> list[Element]:
    """When it was published: <time>, named elements, a date in a line of the head, the story's own address."""
    out = []
    times = [
        (number, place.elements[number])
        for number, tag in enumerate(place.tags)
        if tag == "time" and place.elements[number] not in place.foreign
    ]
    for number, element in times[:MOST_MARKED]:
        _note_time(place, number, element, notes, language)
        out.append(element)
    for one in marked:
        if "date" in one.fields and one.element.tag != "time" and next(one.element.iter("time"), None) is None:
            _note_date_text(place, one.number, one.element, notes, language, _WORTH_OF_NAMED)
    for number in range(max(place.headline - REACH // 4, 0), min(place.first + 1, len(place.elements))):
        if place.elements[number] in place.foreign:
            continue
        if place.elements[number].tag in ("p", "span", "div", "li", "em", "small", "td", "font", "strong"):
            _note_date_text(place, number, place.elements[number], notes, language, 0.72)
    for element in marked_in_feet(place, "date"):
        text = _for_machines(element) or words(element)
        if len(text) <= LONGEST_DATE_CHARACTERS:
            updated = _UPDATED.search(attribute(element, "class"))
            notes.add("date", find_date(text, language), element_name(element), 0.6 if updated else 0.8)
    day = _DAY_IN_ADDRESS.search(address.lower())
    if day:
        year, month, date = day.groups()
        notes.add("date", f"{year}-{_MONTHS.get(month, month)}-{date}", "address of the page", 0.5)
    return out


def _note_time(place: Positions, number: int, element: Element, notes: Notes, language: str) -> None:
    shown = place.words(element)
    stated = attribute(element, "datetime").strip()
    text = stated if _YEAR.search(machine_time(stated)) else find_date(shown, language)
    if not text or in_prose(element, named=True):
        return
    worth = 0.6 if _is_of_change(place, element, shown) else 0.9
    notes.add("date", text, element_name(element), worth * place.trust(number))


def _is_of_change(place: Positions, element: Element, shown: str) -> bool:
    """Whether names or words of an element, or the label right before it, say that its date is a later version's."""
    box = element.getparent()
    holder = attribute(box, "class") if box is not None and says_only(box, shown) else ""
    names = f"{holder} {attribute(element, 'class')} {attribute(element, 'itemprop')} {shown[:_LABEL_CHARACTERS]}"
    if _UPDATED.search(names):
        return "publish" not in names.lower()
    label = _words_before(place, element)[-_LABEL_CHARACTERS:]
    return says_updated(label) and not any(map(str.isdigit, label))


def _words_before(place: Positions, element: Element) -> str:
    """The words that stand right before an element in the same box."""
    before, box = element.getprevious(), element.getparent()
    if box is None:
        return ""
    beside = " ".join(((box.text if before is None else before.tail) or "").split())
    return beside if beside or before is None else place.words(before)


def _note_date_text(place: Positions, number: int, element: Element, notes: Notes, language: str, worth: float) -> None:
    trust = place.trust(number)
    if trust < 0.8 or len(element) > MOST_IN_LINE:
        return
    text = (_for_machines(element) if element.keys() else "") or place.words(element)
    if not text or len(text) > LONGEST_DATE_CHARACTERS or not any(map(str.isdigit, text)):
        return
    label = _UPDATED.search(text)
    if label and any(map(str.isdigit, text[: label.start()])):
        text = text[: label.start()]  # published … | updated …
    date = (find_date if worth == _WORTH_OF_NAMED else dated)(text, language) or _in_pieces(element)
    if date and not in_prose(element, named=worth == _WORTH_OF_NAMED):
        updated = _is_of_change(place, element, text)
        notes.add("date", date, element_name(element), worth * trust * (0.7 if updated else 1.0))
        byline = text.partition(date)[2].strip(" \n,;|•·–—-()/")
        if is_byline(byline):
            notes.add("byline", byline, f"{element_name(element)}, beside the date", 0.6)
        name = text.replace(date, " ").strip(" \n,;|•·–—-:()/").strip()
        if (
            name != text
            and looks_like_a_name(name)
            and (" " in name or _IDEOGRAPHS.search(name))
            and not _is_link(element, name)
        ):
            notes.add("byline", name, f"{element_name(element)}, beside the date", 0.55)


def dated(line: str, language: str) -> str:
    """The date of a line that no name calls a date; a year of two figures may be that of a result or a version: “Lions 10/11/12”."""
    date = find_date(line, language)
    if not _SHORT_YEAR.match(date):
        return date
    before = line.partition(date)[0].rstrip()
    return date if not before[-1:].isalnum() or says_nothing_more(before.split()[-1]) else ""


def _is_link(element: Element, name: str) -> bool:
    """Whether what stands beside a date leads to a section or to the page before: it is nobody's name."""
    return any(leads_elsewhere(link) and name in words(link) for link in element.iter("a"))


def _for_machines(element: Element) -> str:
    """The date that an element states in an attribute: datetime, content, title, or any of its own (data-published)."""
    stated = attributes(element).items()
    values = ((name, value) for name, value in stated if name in _MACHINE or name.startswith("data-"))
    times = (machine_time(value) if _TIME_NAME.search(name) else value for name, value in values)
    return next((value for value in times if _MACHINE_DATE.match(value)), "")


def _in_pieces(element: Element) -> str:
    """A date set in pieces, year first: <span>2024</span> <span>04/08</span> <span>16:35</span>."""
    found = _PIECES.search(" ".join(" ".join(map(str, element.itertext())).split())) if len(element) else None
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{' ' + found[4] if found[4] else ''}" if found else ""
