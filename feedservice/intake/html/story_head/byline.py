"""Who wrote it: lines that say “By”, elements named so, links to people's pages, a name below the story. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.story_head.part_names import element_name, fields_named
from feedservice.intake.html.story_head.position import (
    LONGEST_BYLINE_CHARACTERS,
    LONGEST_HEAD_CHARACTERS,
    MOST_IN_LINE,
    REACH,
    SENTENCE_ENDS,
    Marked,
    Positions,
    marked_in_feet,
)
from feedservice.intake.html.structured import is_no_name
from feedservice.intake.plain.head_scraps import is_role
from feedservice.intake.trade import is_byline, looks_like_a_name, split_byline
from feedservice.text.agencies import known_agency
from feedservice.text.dates.parse import is_date_line
from feedservice.text.languages.alternatives import word_set
from feedservice.text.names import PARTICLES
from feedservice.text.unicode import one_line

_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|by|people|person|profile|profiles?|staff|writers?|reporters?|journalists?|"
    r"contributors?|columnists?|szerzok?|redakteure?|redaktion|firma|user|users|team|bio|bios|journaliste|redactores)[/=][^/]",
    re.IGNORECASE,
)


#: Attributes in which pages name their parts.
_SPOKEN_IN = frozenset(
    {"p", "div", "span", "address", "li", "td", "font", "small", "em", "h2", "h3", "h4", "h5", "h6", "b"}
)


_NAMES_IN = ("a", "span", "strong", "b", "div", "p", "h4")
_LONGEST_NAME_CHARACTERS = 40
#: Words of dates: a line with one is no name.
_LABEL_WORDS = word_set("trade", "beside_dates", "dated") - PARTICLES
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")


def read_byline(place: Positions, marked: Iterable[Marked], notes: Notes) -> list[Element]:
    """Who wrote it, by names of elements and by links to people's pages. Returns the elements to take out."""
    found: list[Element] = []
    taken: set[Element] = set()
    for number, inner in _byline_elements(place, marked):
        element = _whole_line(inner)
        if element in taken:
            continue
        text = _byline_text(element)
        trust = place.trust(number)
        if not _names_somebody(text):
            continue
        named = "byline" in element_name(element)
        worth = 0.88 if is_byline(text) or named else 0.82 if element.tag != "a" or _is_author_link(element) else 0.74
        notes.add("byline", text, element_name(element), worth * trust)
        if element in place.inside and trust >= 0.85:
            found.append(element)
            taken.update(element.iter("*"))
    for element in marked_in_feet(place, "byline"):
        text = _byline_text(element)
        if _names_somebody(text):
            notes.add("byline", text, element_name(element), 0.6)
    return found


def _names_somebody(text: str) -> bool:
    """Whether a text is a byline, with its “By” or as names or houses alone."""
    if not text or is_byline(text):
        return bool(text)
    byline = split_byline(text)
    return all(map(looks_like_a_name, byline.people)) if byline.people else bool(byline.agencies)


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


def _byline_elements(place: Positions, marked: Iterable[Marked]) -> list[tuple[int, Element]]:
    named = [(one.number, one.element) for one in marked if "byline" in one.fields]
    known = {number for number, _ in named}
    links = ((number, place.elements[number]) for number, tag in enumerate(place.tags) if tag == "a")
    linked = [
        (number, element)
        for number, element in links
        if number not in known and _AUTHOR_ADDRESS.search(attribute(element, "href")) and place.trust(number) > 0.5
        and not place.first < number <= place.last and element not in place.foreign
    ]  # fmt: skip
    above = 3 if place.headline < place.first else REACH // 3  # without a headline, the head may begin anywhere
    head = range(max(min(place.headline, place.first) - above, 0), min(place.first + 1, len(place.elements)))
    spoken = [(number, place.elements[number]) for number in head if _speaks_of_author(place, place.elements[number])]
    return named + linked + spoken + _above_a_role(place, head) + _signature(place)


def _above_a_role(place: Positions, head: Iterable[int]) -> list[tuple[int, Element]]:
    """A line of the head that is a name, with a role or date on the next: Ana Ruiz, Chief reporter."""
    lines = (number for number in head if number >= place.headline and not len(place.elements[number]))
    return [
        (number, place.elements[number])
        for number in lines
        if len(place.words(place.elements[number])) <= _LONGEST_NAME_CHARACTERS
        and _is_full_name(place.words(place.elements[number]))
        and _may_stand_below(
            place.words(place.elements[min(number + 1, place.first)]),
            dated=number > place.headline and not _is_label(place.words(place.elements[number])),
        )
    ]


def _may_stand_below(line: str, *, dated: bool) -> bool:
    return is_role(line) or (dated and is_date_line(line))


def _is_label(line: str) -> bool:
    """Whether a line of two large words labels a date: Release Date."""
    return not _LABEL_WORDS.isdisjoint(line.casefold().split())


def _signature(place: Positions) -> list[tuple[int, Element]]:
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
    if text[:1] == "【" and text[-1:] == "】" and looks_like_a_name(text[1:-1]):
        return [(last, element)]
    is_name = 2 <= len(text.split()) <= 4 and len(text) <= 40 and looks_like_a_name(text)
    return [(last, element)] if is_name and (bold or right) else []


def _speaks_of_author(place: Positions, element: Element) -> bool:
    """Whether a line of the head says “By …”, in whatever box it stands."""
    if element.tag not in _SPOKEN_IN or len(element) > MOST_IN_LINE:
        return False
    text = place.words(element)
    if not 5 < len(text) <= 100:
        return False
    return is_byline(text) or (not text.endswith(SENTENCE_ENDS) and is_byline(text.partition(",")[0]))


def _byline_text(element: Element) -> str:
    """The words of a byline without its time; of a box with several names marked inside, these names."""
    if len(words(element)) > LONGEST_HEAD_CHARACTERS:
        return ""
    for marks_name in (_is_marked_name, *_MARKS_OF_NAMES):
        names = [words(one) for one in element.iterdescendants(*_NAMES_IN) if marks_name(one)]
        texts = list(dict.fromkeys(text for text in names if text and not is_no_name(text)))
        if texts and all(map(looks_like_a_name, texts)):
            return ", ".join(texts)
    line = _line_of_names(_MAIL.sub(" ", " ".join(_pieces_without_time(element))))
    fits = len(line) <= LONGEST_BYLINE_CHARACTERS and not line.endswith(SENTENCE_ENDS)
    return "" if is_no_name(line) or not fits else line


def _line_of_names(text: str) -> str:
    """A byline of several lines on one; below a line that is a byline for itself, roles and desks stand."""
    lines = [line for line in map(one_line, text.split("\n")) if line]
    if len(lines) > 1 and (is_byline(lines[0]) or _is_full_name(lines[0])):
        return ", ".join([lines[0], *filter(known_agency, lines[1:])])
    line = " ".join(lines).strip("【】")
    if line.endswith(SENTENCE_ENDS):
        return line
    before, _, behind = line.partition(",")  # Por Ana Ruiz, g1 Sul de Minas
    return (
        before if behind and not is_byline(line) and is_byline(before) and len(behind.split()) <= MOST_IN_LINE else line
    )


def _is_full_name(line: str) -> bool:
    return 2 <= len(line.split()) <= 4 and looks_like_a_name(line)


def _is_author_link(element: Element) -> bool:
    return "author" in attribute(element, "rel") or "byline" in fields_named(element)


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


def _is_marked_name(element: Element) -> bool:
    return any(marks_name(element) for marks_name in _MARKS_OF_NAMES)


#: How names are marked inside a byline, the surest first.
_MARKS_OF_NAMES = (_is_named_name, _leads_to_author, _is_classed_name)


def _pieces_without_time(element: Element) -> Iterator[str]:
    """The text of a byline without its times, dates and what is marked as such."""
    out = (one for one in element.iter("*") if one is not element and (one.tag == "button" or _is_time(one)))
    skipped = {inner for one in out for inner in one.iter("*")}
    if element.text:
        yield element.text
    for one in element.iterdescendants("*"):
        if one not in skipped and one.text:
            yield one.text
        if one.tail and (one.getparent() not in skipped):
            yield one.tail


def _is_time(element: Element) -> bool:
    return element.tag == "time" or ("date" in fields_named(element) and "byline" not in fields_named(element))
