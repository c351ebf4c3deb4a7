"""The sentence under the headline, by its name or by its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import BLOCKS, Element, around, attribute, words
from feedservice.intake.html.story_head.extraction import take_out
from feedservice.intake.html.story_head.part_names import element_name, fields_named
from feedservice.intake.html.story_head.position import (
    LONGEST_BYLINE_CHARACTERS,
    LONGEST_HEAD_CHARACTERS,
    LONGEST_STANDFIRST_CHARACTERS,
    REACH,
    SENTENCE_ENDS,
    Marked,
    Positions,
)
from feedservice.intake.html.story_head.running_text import unknown_words
from feedservice.intake.html.story_head.title_agreement import tokens
from feedservice.intake.trade import is_byline, is_credit, leftover_reason, split_dateline
from feedservice.text.dates.parse import find_date, is_date_line

_MOST_POINTS = 5
#: A list of points stands beside the standfirst rather than for it: a description that somebody wrote is surer.
_WORTH_OF_POINTS = 0.62


_SHORTEST_STANDFIRST_BYTES = 25


#: Names that say standfirst and nothing else; the others need the length of a sentence.
_OF_A_PHOTO = re.compile(r"media|image|img|photo|foto|figure|caption|gallery|video", re.IGNORECASE)


#: What a page says of who wrote the story.
_OF_AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:mini-)?(?:author|autor|auteur|bio|profile|writer|contributor)s?(?:[-_ ]|$)", re.IGNORECASE
)
_STANDS_IN = frozenset({"p", "h2", "h3", "h4", "strong"})
#: The others may name a kicker or the site's slogan, above the headline.
_NOTHING_ELSE = re.compile(r"standfirst|\bdek\b|chapo|vorspann", re.IGNORECASE)
_SURELY_STANDFIRST = re.compile(r"standfirst|dek\b|sub-?title|sub-?head|chapo|sommario", re.IGNORECASE)


def read_standfirst(place: Positions, marked: Iterable[Marked], notes: Notes) -> list[Element]:
    """The sentence under the headline, by its name or by its place. Returns the elements that may be it."""
    found = []
    headline = notes.best("headline")
    title = tokens(headline.value) if headline else []
    shown = bool(title) and tokens(words(place.elements[place.headline]))[-len(title) :] == title
    for one in marked:
        if "standfirst" not in one.fields or _is_of_author(one.element, place):
            continue
        if shown and one.number < place.headline and not _NOTHING_ELSE.search(element_name(one.element)):
            continue
        element = _without_head_marks(one.element)
        text = standfirst_text(element)
        if tokens(text) == title or not _is_named_standfirst(one.element, element, text):
            continue
        trust = place.trust(one.number)
        if trust >= 0.9 and one.number <= place.first + (2 if _is_short(text) else REACH / 6):
            has_points = next(element.iter("li"), None) is not None
            worth = _WORTH_OF_POINTS if has_points else 0.86
            notes.add("standfirst", text, element_name(one.element), worth * trust)
            found.append(element)
    by_place = _standfirst_by_place(place, title)
    if by_place is not None:
        notes.add("standfirst", place.words(by_place), "below the headline", 0.75)
        found.append(by_place)
    return found


def _is_named_standfirst(named: Element, element: Element, text: str) -> bool:
    """Whether what a name calls a standfirst may be one: no caption, and of some length unless the name has no other meaning."""
    names = attribute(named, "class")
    beside_photo = _OF_A_PHOTO.search(f"{names} {attribute(around(named), 'class')}")
    if not _may_be_standfirst(element, text) or (beside_photo and not _SURELY_STANDFIRST.search(names)):
        return False
    return not _is_short(text) or _SURELY_STANDFIRST.search(element_name(named)) is not None


def _is_of_author(element: Element, place: Positions) -> bool:
    """Whether an element stands in what a page says of the author: beside the headline, not around it."""
    headline = place.elements[place.headline]
    for one in (element, *element.iterancestors()):
        if one is headline.getparent() or one in headline.iterancestors():
            return False
        if _OF_AUTHOR.search(f"{attribute(one, 'class')} {attribute(one, 'id')}"):
            return True
    return False


def _without_head_marks(element: Element) -> Element:
    """An element, or of one that holds byline or date besides, its one part that does not."""
    length = len(words(element)) if len(element) else 0
    if not 0 < length <= LONGEST_HEAD_CHARACTERS or not any(map(_is_head_mark, element.iterdescendants())):
        return element
    parts = [one for one in element.iterchildren("*") if not any(map(_is_head_mark, one.iter())) and words(one)]
    return parts[0] if len(parts) == 1 and len(words(parts[0])) > length / 2 else element


def standfirst_text(element: Element) -> str:
    """The words of a standfirst; of one in points, the points behind each other."""
    points = [words(point) for point in element.iterchildren("li")] if element.tag in ("ul", "ol") else []
    return "; ".join(filter(None, points)) if 1 < len(points) <= _MOST_POINTS else words(element)


def _may_be_standfirst(element: Element, text: str) -> bool:
    if (
        not text
        or len(text) > LONGEST_HEAD_CHARACTERS
        or next(element.iter("figure", "img", "amp-img", "time"), None) is not None
    ):
        return False
    if leftover_reason(text) or is_byline(text) or is_date_line(text) or is_credit(text) or split_dateline(text)[0]:
        return False
    if find_date(text, "") and unknown_words(text) < 1:  # who and when
        return False
    linked = sum(len(words(link)) for link in element.iter("a"))
    return (
        linked <= len(text) / 2
        and len(list(element.iter("p"))) <= 2
        and element.tag not in ("header", "article", "main", "body")
    )


def _is_short(text: str) -> bool:
    """Whether a text is shorter than sentences are; a Chinese character says as much as three letters."""
    return len(text.encode()) < _SHORTEST_STANDFIRST_BYTES


def _standfirst_by_place(place: Positions, title: list[str]) -> Element | None:
    """The one short paragraph or heading between the headline and the byline, date or photo above the story."""
    between: list[Element] = []
    for number in range(place.headline + 1, place.first + 1):
        element = place.elements[number]
        if _is_head_mark(element):
            return between[0] if len(between) == 1 and place.headline < place.first else None
        text = place.words(element) if element.tag in _STANDS_IN or _is_sentence(element) else ""
        if text and tokens(text) != title and not any(element in one.iterdescendants() for one in between):
            if not _may_be_standfirst(element, text) or _is_short(text) or len(text) > LONGEST_STANDFIRST_CHARACTERS:
                return None
            between.append(element)
    return None


def _is_sentence(element: Element) -> bool:
    """Whether a <div> holds a sentence as a paragraph would: nothing in it stands on a line of its own."""
    if element.tag != "div" or any(child.tag in BLOCKS for child in element):
        return False
    text = words(element)
    return text.endswith(SENTENCE_ENDS) and len(text.encode()) >= 2 * _SHORTEST_STANDFIRST_BYTES


def _is_head_mark(element: Element) -> bool:
    """Whether an element is a byline, a date or a photo."""
    if element.tag in ("time", "figure", "picture", "amp-img", "img"):
        return True
    fields = fields_named(element)
    return bool(fields & {"byline", "date"}) and len(words(element)) <= LONGEST_BYLINE_CHARACTERS


def take_out_standfirst(found: Iterable[Element], notes: Notes) -> None:
    """Out of the story goes the element whose words are the standfirst; what was passed over for another stays."""
    chosen = notes.best("standfirst")
    for element in found:
        if chosen and element.getparent() is not None and tokens(words(element)) == tokens(chosen.value):
            take_out(element, notes)
