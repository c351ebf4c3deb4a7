"""The headline that a page shows: the heading with which its title agrees. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.spike import read_out
from feedservice.intake.html.story_head.extraction import take_out
from feedservice.intake.html.story_head.part_names import element_name, fields_named
from feedservice.intake.html.story_head.position import MOST_MARKED, REACH, Marked, Positions
from feedservice.intake.html.structured import split_title
from feedservice.intake.trade import is_byline, split_dateline
from feedservice.text.scripts import CJK

_LONGEST_HEADLINE_CHARACTERS = 250
_LONGEST_BOLD_CHARACTERS = 160
#: A heading above the story that is shorter is a section's or the site's name.
_FEWEST_WORDS = 4
_FEWEST_BYTES = 36
_POINTS = re.compile(r"font-size:\s*(\d{2})(?:\.\d+)?\s*(?:pt|px)")
_LARGE_POINTS = 15


_LINES = ("div", "p", "span", "font", "b", "strong", "td", "big", "h1", "h2", "h3", "h4", "h5", "center", "em", "i")


_WORD = re.compile(r"\w+")


def read_headline(place: Positions, marked: Iterable[Marked], notes: Notes) -> int:
    """Every heading that may be the headline; the number of the surest, or -1. One that the title names too is surest."""
    titles = [finding.value for finding in notes.findings.get("headline", ())]
    around_story = place.elements[place.first].iterancestors("article")
    titles += filter(None, (attribute(article, "aria-label") for article in around_story))
    whole = [*titles, *notes.titles]
    named = {one.number for one in marked if "headline" in one.fields}
    best, surest = -1, 0.0
    headings = (number for number, one in enumerate(place.elements) if number in named or one.tag in ("h1", "h2", "h3"))
    for number in islice(headings, MOST_MARKED):
        element = place.elements[number]
        if element.tag in ("h2", "h3") and number not in named and number >= place.first:
            continue
        text = _without_kicker(element, whole)
        confidence = _headline_confidence(place, number, text, titles, named=number in named) if text else 0.0
        if confidence > 0:
            notes.add("headline", text, element_name(element), confidence)
        if confidence > surest:
            best, surest = number, confidence
    return best if surest >= 0.75 else _headline_by_title(place, whole, notes, best)


def _without_kicker(element: Element, titles: list[str]) -> str:
    """The words of a heading; without the kicker inside it, when the title has the rest alone."""
    text = words(element)
    if len(element) == 0:
        return text
    for part in element.iterchildren("*"):
        if "section" in fields_named(part) and words(part):
            return text.removeprefix(words(part)).lstrip(" :|·•–—") or text
    parts = {_bare(part) for title in titles for part in split_title(title)}
    lines = [words(part) for part in element.iterchildren("*")]
    lines += [text.removeprefix(line).strip(" :|·•") for line in lines if line]
    if _bare(text) in parts:
        return text
    return max((line for line in lines if line and _bare(line) in parts), key=len, default=text)


def _headline_by_title(place: Positions, titles: list[str], notes: Notes, best: int) -> int:
    """A line above the story whose words are a part of the page's title, where no heading is the headline."""
    parts = {_bare(part) for title in titles for part in split_title(title) if len(tokens(part)) > 2}
    found = [
        (len(place.words(element)), -number)
        for number, element in enumerate(place.elements[: place.first + 10])
        if element.tag in _LINES
        and len(element) < 4
        and _bare(place.words(element)) in parts
        and not _is_in_link_list(element)
    ]
    if not found:
        return best
    number = -max(found)[1]
    element = place.elements[number]
    notes.add("headline", place.words(element), f"{element_name(element)}, as in the title", 0.84)
    return number


def _is_in_link_list(element: Element) -> bool:
    return any(one.tag in ("nav", "li", "a") for one in (element, *element.iterancestors()))


def _bare(text: str) -> str:
    return "".join(tokens(text))


def _headline_confidence(place: Positions, number: int, text: str, titles: list[str], *, named: bool) -> float:
    element = place.elements[number]
    if len(text) > _LONGEST_HEADLINE_CHARACTERS:
        return 0.0
    agreement = max((likeness(text, title) for title in titles), default=-1.0)
    if element.tag == "h1":
        speaks = len(text.split()) >= _FEWEST_WORDS or len(text.encode()) >= _FEWEST_BYTES
        near = element in place.inside or (speaks and 0 <= place.first - number < REACH)
        alone = near and not _is_site_name(element)
        confidence = 0.91 if agreement >= 0.5 or agreement < 0 else 0.82 if alone else 0.62
        return confidence if number <= place.last else confidence - 0.3
    if agreement < 0:
        return _untitled_confidence(place, number, element, named=named)
    if agreement < 0.6 or len(_WORD.findall(text)) < 2:
        return 0.0
    return 0.86 if named else 0.78


def _untitled_confidence(place: Positions, number: int, element: Element, *, named: bool) -> float:
    """How surely a line above the text is the headline of a file without a title: by its name, its rank, its boldness."""
    if number > place.first or (not named and words(element).endswith((".", "。"))):
        return 0.0
    if named:
        return 0.8 if element.tag in ("h2", "h3") else 0.77
    return {"h2": 0.76, "h3": 0.75}.get(str(element.tag), 0.0)


def headline_by_looks(box: Element, notes: Notes) -> None:
    """In a bare story without headings or title: a first paragraph that is short and all bold, or set large, is the headline."""
    paragraphs = (
        element for element in box.iter("p", "div") if words(element) and len(list(element.iter("p", "div"))) == 1
    )
    if notes.best("headline") or next(box.iter("h1", "h2", "h3"), None) is not None:
        return
    first, second = next(paragraphs, None), next(paragraphs, None)
    if first is None or second is None or "headline" in fields_named(first):
        return
    text = words(first)
    bold = any(words(one) == text for one in first.iterdescendants("b", "strong"))
    large = any(int(size) >= _LARGE_POINTS for one in first.iter() for size in _POINTS.findall(attribute(one, "style")))
    other = text.endswith((".", "。", ":")) or is_byline(text) or bool(split_dateline(text)[0])
    if (bold or large) and len(text) <= _LONGEST_BOLD_CHARACTERS and not other:
        notes.add("headline", text, "first line, in bold" if bold else "first line, set large", 0.7)
        read_out(first, notes)


def _is_site_name(element: Element) -> bool:
    """Whether a heading is the name of the site: a link to its front page, a logo, or one of several."""
    if next(element.iter("a", "img"), None) is not None or around(element).tag == "a":
        return True
    root = element.getroottree().getroot()
    return len(list(root.iter("h1"))) > 1 or any(
        "logo" in attribute(one, "class").lower() for one in (element, around(element))
    )


def likeness(one: str, other: str) -> float:
    """The share of words of the shorter of two lines that stand in the other too; Chinese by characters."""
    first, second = set(tokens(one)), set(tokens(other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def tokens(text: str) -> list[str]:
    """The words of a text without case; scripts without spaces by character."""
    return re.findall(rf"[{CJK}]|[^\W{CJK}]+", text.casefold())


def take_out_headings(place: Positions, notes: Notes) -> None:
    """The headline stands above the body already: in the story, the first heading goes if it repeats it, and any <h1>."""
    headline = notes.best("headline")
    if headline is None:
        return
    headings = [element for element in place.box.iter("h1", "h2", "h3") if words(element)]
    at = place.elements[place.headline]
    above = set(place.elements[: place.first])
    again = [element for element in headings if element in above and _bare(words(element)) == _bare(headline.value)]
    out = {*headings[:1], at, *again}
    repeats = [element for element in headings if element in out or element.tag == "h1"]
    for element in repeats if at in headings or at not in place.inside else [*repeats, at]:
        if _bare(words(element)).endswith(_bare(headline.value)) and len(words(element)) < len(headline.value) + 40:
            take_out(element, notes)
