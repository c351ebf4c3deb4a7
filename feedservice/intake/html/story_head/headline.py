"""The headline that a page shows: the heading with which its title agrees. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from feedservice.intake.boilerplate.hidden_names import is_hidden_by
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, lines_of, words
from feedservice.intake.html.story_head.extraction import take_out
from feedservice.intake.html.story_head.part_names import element_name, fields_named
from feedservice.intake.html.story_head.position import MOST_MARKED, REACH, Marked, Positions
from feedservice.intake.html.story_head.title_agreement import Titles, bare, likeness, titles_of, tokens
from feedservice.intake.html.structured import split_title

_LONGEST_HEADLINE_CHARACTERS = 250
#: A heading above the story that is shorter is a section's or the site's name.
_FEWEST_WORDS = 4
_FEWEST_BYTES = 36
#: How sure of an <h1>: the title agrees; by its place alone; the site's name or unseen; one word where the title says more.
_SURE, _SECOND, _DOUBTED, _LABEL = 0.91, 0.82, 0.62, 0.58
#: A title that counts as a witness.
_LEAST_TOLD = 0.6
_HEADINGS = ("h1", "h2", "h3")


_LINES = ("div", "p", "span", "font", "b", "strong", "td", "big", "h1", "h2", "h3", "h4", "h5", "center", "em", "i")


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that may be the headline: its number in the page, its words less a kicker, and how sure it is."""

    number: int
    text: str
    confidence: float


def read_headline(place: Positions, marked: Iterable[Marked], notes: Notes) -> int:
    """Every heading that may be the headline; the number of the surest, or -1. One that the title names too is surest."""
    titles = titles_of(place, notes)
    named = {one.number for one in marked if "headline" in one.fields}
    headings = (number for number, one in enumerate(place.elements) if number in named or one.tag in _HEADINGS)
    found = []
    for number in islice(headings, MOST_MARKED):
        element = place.elements[number]
        if element.tag != "h1" and number not in named and number >= place.first:
            continue
        if element.tag not in _HEADINGS and _holds_headline(element):
            continue
        text = _without_kicker(element, titles.others)
        confidence = _headline_confidence(place, number, text, titles, named=number in named) if text else 0.0
        if confidence > 0:
            found.append(Heading(number, text, confidence))
    found = _weighed(place, found, titles)
    for one in found:
        notes.add("headline", one.text, element_name(place.elements[one.number]), one.confidence)
    _distrust_lonely(notes)
    surest = _surest(found)
    return surest.number if surest.confidence >= 0.75 else _headline_by_title(place, titles, notes, found)


def _surest(found: list[Heading]) -> Heading:
    return max(found, key=lambda one: one.confidence, default=Heading(-1, "", 0.0))


def _holds_headline(element: Element) -> bool:
    """Whether a box has a heading, or a part named headline, inside it: that one is asked instead."""
    inner = element.iterdescendants()
    return any(one.tag in _HEADINGS or "headline" in fields_named(one) for one in inner)


def _weighed(place: Positions, found: list[Heading], titles: Titles) -> list[Heading]:
    """Headings as they look beside each other: of several <h1> the one that has most of the title; a lower heading that is
    the stated title word for word, where no <h1> is.
    """
    if len(found) < 2:
        return found
    sure = [one for one in found if one.confidence == _SURE]
    fullest = max((titles.covered(one.text) for one in sure), default=0)
    parts = titles.parts()
    exact = {bare(title) for title in titles.stated if len(tokens(title)) > 2}
    is_named = any(bare(one.text) in parts for one in sure)

    def weigh(one: Heading) -> Heading:
        if one.confidence == _SURE and titles.covered(one.text) < fullest:
            return replace(one, confidence=_SECOND)
        if not is_named and place.elements[one.number].tag in ("h2", "h3") and bare(one.text) in exact:
            return replace(one, confidence=_SURE + 0.01)
        return one

    return [weigh(one) for one in found]


def _distrust_lonely(notes: Notes) -> None:
    """A stated headline with which no other title of the page shares a word is another line of the page's."""
    findings = notes.findings.get("headline", [])
    best = notes.best("headline") if len(findings) > 2 else None
    others = [one.value for one in findings if best and one.value != best.value and one.confidence >= _LEAST_TOLD]
    if best and len(others) > 1 and best.source.startswith("JSON-LD"):
        agreed = likeness(others[0], others[-1]) == 1 == min(likeness(others[0], one) for one in others)
        if agreed and not any(likeness(best.value, one) for one in others):
            findings[findings.index(best)] = replace(best, confidence=_LEAST_TOLD)


def _without_kicker(element: Element, titles: list[str]) -> str:
    """The words of a heading; without the kicker inside it, when a name or the title says which are the headline's."""
    text = words(element)
    if len(element) == 0 or len(text) > _LONGEST_HEADLINE_CHARACTERS:
        return text
    for part in element.iterdescendants("*"):
        fields = fields_named(part)
        line = words(part) if fields else ""
        if "section" in fields and line:
            return text.removeprefix(line).lstrip(" :|·•–—") or text
        if fields == {"headline"} and len(tokens(line)) > 2 and text.endswith(line):
            return line
    parts = {bare(part) for title in titles for part in split_title(title)}
    lines = [*(words(part) for part in element.iterchildren("*")), *lines_of(element).split("\n")]
    lines += [text.removeprefix(line).strip(" :|·•") for line in lines if line]
    if bare(text) in parts:
        return text
    return max((line for line in lines if line and bare(line) in parts), key=len, default=text)


def _headline_by_title(place: Positions, titles: Titles, notes: Notes, doubted: list[Heading]) -> int:
    """A line above the story whose words are a part of the page's title, where no heading is the headline; none doubted."""
    parts = titles.parts() - {bare(one.text) for one in doubted}
    found = [
        (len(place.words(element)), -number)
        for number, element in enumerate(place.elements[: place.first + 10])
        if element.tag in _LINES
        and len(element) < 4
        and bare(place.words(element)) in parts
        and not _is_in_link_list(element)
    ]
    if not found:
        return _surest(doubted).number
    number = -max(found)[1]
    element = place.elements[number]
    notes.add("headline", place.words(element), f"{element_name(element)}, as in the title", 0.84)
    return number


def _is_in_link_list(element: Element) -> bool:
    return any(one.tag in ("nav", "li", "a") for one in (element, *element.iterancestors()))


def _headline_confidence(place: Positions, number: int, text: str, titles: Titles, *, named: bool) -> float:
    element = place.elements[number]
    if len(text) > _LONGEST_HEADLINE_CHARACTERS:
        return 0.0
    agreement = titles.agreement(text)
    if element.tag == "h1":
        confidence = _h1_confidence(place, number, text, titles)
        return confidence if number <= place.last else confidence - 0.3
    if agreement < 0:
        return _untitled_confidence(place, number, element, named=named)
    if agreement < 0.6 or len(_WORD.findall(text)) < 2:
        return 0.0
    return 0.86 if named else 0.78


def _h1_confidence(place: Positions, number: int, text: str, titles: Titles) -> float:
    """How surely an <h1> is the headline: by the title; one that the title does not know by its place and its length."""
    element, agreement = place.elements[number], titles.agreement(text)
    of_site = _is_site_name(element)
    contradicted = of_site and max((likeness(text, title) for title in titles.stated), default=1.0) < 0.5
    if is_hidden(element) or contradicted:
        return _DOUBTED
    if agreement >= 0.5 or agreement < 0:
        return _SURE
    if len(tokens(text)) < 2 and any(map(_speaks, titles.others)):
        return _LABEL
    near = element in place.inside or (_speaks(text) and 0 <= place.first - number < REACH)
    return _SECOND if near and not of_site else _DOUBTED


def _speaks(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS or len(text.encode()) >= _FEWEST_BYTES


def _untitled_confidence(place: Positions, number: int, element: Element, *, named: bool) -> float:
    """How surely a line above the text is the headline of a file without a title: by its name, its rank, its boldness."""
    if number > place.first or (not named and words(element).endswith((".", "。"))):
        return 0.0
    if named:
        return 0.8 if element.tag in ("h2", "h3") else 0.77
    return {"h2": 0.76, "h3": 0.75}.get(str(element.tag), 0.0)


def _is_site_name(element: Element) -> bool:
    """Whether a heading is the name of the site: a link to its front page, a logo, or one of several."""
    if next(element.iter("a", "img"), None) is not None or around(element).tag == "a":
        return True
    root = element.getroottree().getroot()
    return len(list(root.iter("h1"))) > 1 or any(
        "logo" in attribute(one, "class").lower() for one in (element, around(element))
    )


def is_hidden(element: Element) -> bool:
    """Whether a page keeps an element from the eye, by its own names or by those of the box around it."""
    return any(
        is_hidden_by(attribute(one, "class"), attribute(one, "style"), hidden=one.get("hidden") is not None)
        for one in (element, around(element))
    )


def take_out_headings(place: Positions, notes: Notes) -> None:
    """The headline stands above the body already: in the story, the first heading goes if it repeats it, and any <h1>."""
    headline = notes.best("headline")
    if headline is None:
        return
    headings = [element for element in place.box.iter("h1", "h2", "h3") if words(element)]
    at = place.elements[place.headline]
    above = set(place.elements[: place.first])
    again = [element for element in headings if element in above and bare(words(element)) == bare(headline.value)]
    out = {*headings[:1], at, *again}
    repeats = [element for element in headings if element in out or element.tag == "h1"]
    for element in repeats if at in headings or at not in place.inside else [*repeats, at]:
        if bare(words(element)).endswith(bare(headline.value)) and len(words(element)) < len(headline.value) + 40:
            take_out(element, notes)
