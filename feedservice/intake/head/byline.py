"""Who wrote it: lines that say “By”, elements named so, links to people's pages, a name below the story. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedservice.characters import one_line
from feedservice.intake.evidence import Notes
from feedservice.intake.head.names import element_name, fields_named
from feedservice.intake.head.place import (
    LONGEST_BYLINE_CHARACTERS,
    LONGEST_HEAD_CHARACTERS,
    MOST_IN_LINE,
    SENTENCE_ENDS,
    Marked,
    Place,
)
from feedservice.intake.page import Element, attribute, words
from feedservice.intake.patterns import (
    is_byline,
    looks_like_a_name,
    split_byline,
)
from feedservice.intake.structured import is_no_name

_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|by|people|person|profile|profiles?|staff|writers?|reporters?|journalists?|"
    r"contributors?|columnists?|redakteure?|redaktion|firma|user|users|team|bio|bios|journaliste|redactores)[/=][^/]",
    re.IGNORECASE,
)


#: Attributes in which pages name their parts.
_SPOKEN_IN = frozenset({"p", "div", "span", "address", "li", "td", "font", "small", "em", "h4", "h5", "b"})


_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")


def read_byline(place: Place, marked: Iterable[Marked], notes: Notes) -> list[Element]:
    """Who wrote it, by names of elements and by links to people's pages. Returns the elements to take out."""
    found: list[Element] = []
    for number, inner in _byline_elements(place, marked):
        element = _whole_line(inner)
        if any(element in one.iter("*") for one in found):
            continue
        text = _byline_text(element)
        trust = place.trust(number)
        names = split_byline(text).people if text else ()
        if not text or not (
            is_byline(text)
            or (names and all(map(looks_like_a_name, names)))
            or (split_byline(text).agencies and not names)
        ):
            continue
        worth = 0.88 if is_byline(text) or "byline" in element_name(element) else 0.82 if element.tag != "a" else 0.74
        notes.add("byline", text, element_name(element), worth * trust)
        if element in place.inside and trust >= 0.85:
            found.append(element)
    return found


def _whole_line(element: Element) -> Element:
    """The whole byline that a name is part of: “By” and more names may stand around the link."""
    for holder in list(element.iterancestors())[:3]:
        if len(holder) > MOST_IN_LINE:
            break
        text = words(holder)
        if holder.tag not in ("p", "div", "span", "li", "address", "small") or len(text) > LONGEST_BYLINE_CHARACTERS:
            break
        if is_byline(text):
            return holder
    return element


def _byline_elements(place: Place, marked: Iterable[Marked]) -> list[tuple[int, Element]]:
    named = [(one.number, one.element) for one in marked if "byline" in one.fields]
    known = {number for number, _ in named}
    linked = [
        (number, element)
        for number, element in enumerate(place.elements)
        if element.tag == "a" and number not in known and _AUTHOR_ADDRESS.search(attribute(element, "href")) and place.trust(number) > 0.5
        and not place.first < number <= place.last
    ]  # fmt: skip
    head = range(max(min(place.headline, place.first) - 3, 0), min(place.first + 1, len(place.elements)))
    spoken = [(number, place.elements[number]) for number in head if _speaks_of_author(place, place.elements[number])]
    return named + linked + spoken + _signature(place)


def _signature(place: Place) -> list[tuple[int, Element]]:
    """A name alone on the last line of the story, in bold, at the right or marked as an author's."""
    lines = (number for number in range(place.end, place.first, -1) if place.elements[number].tag == "p")
    last = next(
        (number for number in lines if place.elements[number] in place.inside and place.words(place.elements[number])),
        -1,
    )
    if last < 0:
        return []
    element, text = place.elements[last], place.words(place.elements[last])
    bold = any(place.words(one) == text for one in element.iterchildren("strong", "b", "em", "i"))
    right = "right" in f"{attribute(element, 'style')} {attribute(element, 'align')}" or "author" in attribute(
        element, "class"
    )
    is_name = 2 <= len(text.split()) <= 4 and len(text) <= 40 and looks_like_a_name(text)
    return [(last, element)] if is_name and (bold or right) else []


def _speaks_of_author(place: Place, element: Element) -> bool:
    """Whether a line of the head says “By …”, in whatever box it stands."""
    if element.tag not in _SPOKEN_IN or len(element) > MOST_IN_LINE:
        return False
    text = place.words(element)
    return 5 < len(text) <= 100 and is_byline(text)


def _byline_text(element: Element) -> str:
    """The words of a byline without its time; of a box with several names marked inside, these names."""
    if len(words(element)) > LONGEST_HEAD_CHARACTERS:
        return ""
    for marks_name in _MARKS_OF_NAMES:
        names = [
            words(one)
            for one in element.iterdescendants("a", "span", "strong", "b", "div", "p", "h4")
            if marks_name(one)
        ]
        texts = list(dict.fromkeys(text for text in names if text and not is_no_name(text)))
        if texts and all(map(looks_like_a_name, texts)):
            return ", ".join(texts)
    line = one_line(_MAIL.sub(" ", " ".join(_pieces_without_time(element))))
    fits = len(line) <= LONGEST_BYLINE_CHARACTERS and not line.endswith(SENTENCE_ENDS)
    return "" if is_no_name(line) or not fits else line


def _is_named_name(element: Element) -> bool:
    return "name" in attribute(element, "itemprop").split()


def _leads_to_author(element: Element) -> bool:
    return "author" in attribute(element, "rel") or bool(_AUTHOR_ADDRESS.search(attribute(element, "href")))


def _is_classed_name(element: Element) -> bool:
    classes = attribute(element, "class").lower().replace("__", "-").split()
    return any(
        name == "name" or name.endswith(("author-name", "authorname", "fn", "byline-name", "info-name", "author-link"))
        for name in classes
    )


#: How names are marked inside a byline, the surest first.
_MARKS_OF_NAMES = (_is_named_name, _leads_to_author, _is_classed_name)


def _pieces_without_time(element: Element) -> Iterator[str]:
    """The text of a byline without its times, dates and what is marked as such."""
    skipped = {one for time in element.iter("*") if time is not element and _is_time(time) for one in time.iter("*")}
    if element.text:
        yield element.text
    for one in element.iterdescendants("*"):
        if one not in skipped and one.text:
            yield one.text
        if one.tail and (one.getparent() not in skipped):
            yield one.tail


def _is_time(element: Element) -> bool:
    return element.tag == "time" or ("date" in fields_named(element) and "byline" not in fields_named(element))
