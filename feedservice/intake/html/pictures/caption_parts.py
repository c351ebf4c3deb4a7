"""The parts of a picture's box that no name tells apart: buttons and labels, a credit that stands beside the caption. Pure.

What is said twice, and what only a screen reader or a finger needs, goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from feedservice.intake.boilerplate.page_lines import is_picture_label
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.pictures.picture_addresses import IMAGES
from feedservice.intake.html.spike import cut
from feedservice.text.agencies import known_agency
from feedservice.text.languages.alternatives import word_set

_CREDIT_WORDS = word_set("trade", "credit_first_words")
_LABEL_TAGS = ("span", "b", "div", "p", "button", "a", "strong", "small", "h6")
_ORNAMENT = " \n\t.,-–—|()[]"
#: A figure of one of these is no picture's.
_OTHERS = ("table", "blockquote", "pre", "ul", "ol", "audio", "video", "iframe", "figure", "object", "dl")
_LONGEST_LABEL_CHARACTERS = 30
_LONGEST_CREDIT_CHARACTERS = 90
_SHORTEST_TWIN_CHARACTERS = 6
_LEAST_SMALL_WORDS = 3
#: A box of more elements is no picture's; nor is the time spent on looking at each with all that is in it.
_MOST_ELEMENTS = 80


def take_labels(frame: Element, notes: Notes) -> None:
    """Take the buttons and labels out of a picture's box, and what it says twice."""
    if not _is_small(frame):
        return
    said: set[str] = set()
    is_one = len({one.get("src") for one in frame.iter(*IMAGES)}) < 2
    for element in list(frame.iter(*_LABEL_TAGS)):
        if element is frame or element.getparent() is None or next(element.iter(*IMAGES), None) is not None:
            continue
        line = words(element)
        twin = is_one and not len(element) and len(line) >= _SHORTEST_TWIN_CHARACTERS and line in said
        if twin or _is_label(line) or _is_switch(element, line) or _is_label_of_sentence(element, line):
            cut(element, notes, "label of a picture")
        elif not len(element):
            said.add(line)


def _is_small(frame: Element) -> bool:
    return sum(1 for _ in islice(frame.iter(), _MOST_ELEMENTS + 1)) <= _MOST_ELEMENTS


def _is_label(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_LABEL_CHARACTERS and is_picture_label(line.strip(_ORNAMENT).casefold())


def _is_switch(element: Element, line: str) -> bool:
    """Whether an element shows or hides a caption: a link to a place in the page, whose words are no mark of a note."""
    href = attribute(element, "href")
    return (
        element.tag == "a"
        and href.startswith("#")
        and _SHORTEST_TWIN_CHARACTERS <= len(line) <= _LONGEST_LABEL_CHARACTERS
    )


def _is_label_of_sentence(element: Element, line: str) -> bool:
    """Whether a label with a colon (“Image:”) stands before a caption: before a name, it is what marks the credit."""
    if line[-1:] not in (":", "：") or not _is_label(line[:-1]):
        return False
    rest = words(around(element)).partition(line)[2].split()
    small = sum(1 for word in rest if word[:1].islower())
    return small >= _LEAST_SMALL_WORDS and small * 3 >= len(rest) and rest[0].casefold() not in _CREDIT_WORDS


def beside_caption(figure: Element) -> Element | None:
    """The one short line of a figure that stands outside its caption: beside a caption, that is the credit."""
    legend = next(figure.iter("figcaption"), None) if figure.tag == "figure" else None
    if (
        legend is None
        or not _is_small(figure)
        or not words(legend)
        or next(figure.iterdescendants(*_OTHERS), None) is not None
    ):
        return None
    beside = [one for one in _worded(figure) if not _is_label(words(one))]
    return beside[0] if len(beside) == 1 and len(words(beside[0])) <= _LONGEST_CREDIT_CHARACTERS else None


def _worded(element: Element) -> Iterator[Element]:
    """The outermost parts with words that hold neither caption nor picture."""
    for child in element.iterchildren("*"):
        if child.tag == "figcaption":
            continue
        if next(child.iter("figcaption", *IMAGES), None) is not None:
            yield from _worded(child)
        elif words(child):
            yield child


def closing_part(frame: Element) -> Element | None:
    """The second of two parts of a caption when the first ends a sentence and it is a name in capitals or an agency's."""
    holder = next(frame.iter("figcaption"), frame)
    parts = [child for child in holder.iterchildren("*") if words(child)]
    if len(parts) != 2 or words(holder) != _glued(words(parts[0]), words(parts[1]), words(holder)):
        return None
    first, last = words(parts[0]), words(parts[1])
    if first[-1] not in '.!?…”"»)。' or last[-1] in ".!?…" or len(last) > _LONGEST_CREDIT_CHARACTERS:
        return None
    return parts[1] if (last.isupper() and " " in last) or known_agency(last) or _is_house_and_name(last) else None


def _glued(first: str, last: str, whole: str) -> str:
    """The two as they stand in the whole, with or without a space."""
    return f"{first}{last}" if len(whole) == len(first) + len(last) else f"{first} {last}"


def _is_house_and_name(text: str) -> bool:
    return text.count("/") == 1 and all(part[:1].isupper() for part in map(str.strip, text.split("/")))
