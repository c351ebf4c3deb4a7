"""When it was published: times, named elements, a date in a line of the head, the page's own address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, attributes, words
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
from feedservice.text.dates.parse import find_date
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.scripts import HAN, HANGUL

_UPDATED = re.compile(any_piece("trade", "updated_pieces"), re.IGNORECASE)


_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


#: The day in a story's address: /2026/11/18/, /2026/nov/18/, /2026-11-18-, /20261118/.
_DAY_IN_ADDRESS = re.compile(
    rf"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|{'|'.join(_MONTHS)})[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


_WORTH_OF_NAMED = 0.84
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_MACHINE = frozenset({"datetime", "content", "title"})
_MACHINE_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d|$)")
_PIECES = re.compile(r"^((?:19|20)\d\d) (\d{1,2}) ?/ ?(\d{1,2})(?: (\d\d:\d\d(?::\d\d)?))?$")


_IDEOGRAPHS = re.compile(f"[{HAN}{HANGUL}]")


def read_date(place: Positions, marked: Iterable[Marked], notes: Notes, address: str, language: str) -> list[Element]:
    """When it was published: <time>, named elements, a date in a line of the head, the story's own address."""
    out = []
    times = [
        (number, place.elements[number])
        for number, tag in enumerate(place.tags)
        if tag == "time" and place.elements[number] not in place.foreign
    ]
    for number, element in times[:MOST_MARKED]:
        _note_time(place, number, element, notes)
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


def _note_time(place: Positions, number: int, element: Element, notes: Notes) -> None:
    shown = place.words(element)
    stated = attribute(element, "datetime").strip()
    text = stated if _YEAR.search(stated) else find_date(shown) and shown
    if not text or in_prose(element, named=True):
        return
    names = f"{attribute(element, 'class')} {attribute(element, 'itemprop')} {place.words(element)[:20]}"
    worth = 0.6 if _UPDATED.search(names) and "publish" not in names.lower() else 0.9
    notes.add("date", text, element_name(element), worth * place.trust(number))


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
    date = find_date(text, language) or _in_pieces(element)
    if date and not in_prose(element, named=worth == _WORTH_OF_NAMED):
        updated = bool(_UPDATED.search(f"{attribute(element, 'class')} {text[:20]}"))
        notes.add("date", date, element_name(element), worth * trust * (0.7 if updated else 1.0))
        byline = text.partition(date)[2].strip(" \n,;|•·–—-()/")
        if is_byline(byline):
            notes.add("byline", byline, f"{element_name(element)}, beside the date", 0.6)
        name = text.replace(date, " ").strip(" \n,;|•·–—-:()/").strip()
        if name != text and looks_like_a_name(name) and (" " in name or _IDEOGRAPHS.search(name)):
            notes.add("byline", name, f"{element_name(element)}, beside the date", 0.55)


def _for_machines(element: Element) -> str:
    """The date that an element states in an attribute: datetime, content, title, or any of its own (data-published)."""
    values = (value for name, value in attributes(element).items() if name in _MACHINE or name.startswith("data-"))
    return next((value for value in values if _MACHINE_DATE.match(value)), "")


def _in_pieces(element: Element) -> str:
    """A date set in pieces, year first: <span>2024</span> <span>04/08</span> <span>16:35</span>."""
    found = _PIECES.search(" ".join(" ".join(map(str, element.itertext())).split())) if len(element) else None
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{' ' + found[4] if found[4] else ''}" if found else ""
