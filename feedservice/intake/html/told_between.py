"""Boxes between a story's paragraphs that tell of it, whatever they are called: prose, quotations, tables. Pure.

A name may tip the scale for a box beside a story; between its paragraphs what counts is what the box holds. Words
that lead elsewhere, ask readers for something or stand beside a form's fields tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from feedservice.intake.boilerplate.page_lines import asks_readers, begins_as_prompt, heads_the_end, leads_elsewhere
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES, Measures

_FIELDS = ("form", "input", "button", "select", "textarea")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = ("p", "li", "div", "span", "a", "strong", "b", *_HEADINGS)
#: Of the words of a box; a quoted post has its pictures, hashtags and date as links.
_MOST_LINKED, _MOST_LINKED_OF_QUOTE = 0.2, 0.6
_OF_AUTHORS = re.compile(r"author|autor|auteur|(?:^|[-_ ])bio(?:$|[-_ ])|profile|contributor", re.IGNORECASE)
_COMPARED_LETTERS = 60
_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST_LINE_CHARACTERS = 200
_LEAST_CELLS = 4
_LEAST_QUOTED_BYTES = 20


def tells_between(number: int, measures: Measures) -> bool:
    """Whether a box stands between paragraphs of prose and holds prose or a table; or beside one, and quotes somebody.

    A quotation that the story has already, set large, tells nothing.
    """
    element = measures.elements[number]
    if element.tag in _FIELDS or not measures.text[number] or _is_of_author(element):
        return False
    quotes = _quotes(element)
    if not _stands_by(number, measures, any if quotes else all):
        return False
    most = measures.text[number] * (_MOST_LINKED_OF_QUOTE if quotes else _MOST_LINKED)
    if measures.links[number] > most or next(element.iter(*_FIELDS), None) is not None:
        return False
    if any(_speaks_for_page(one) or _is_button(one, measures) for one in element.iter(*_LINES)):
        return False
    return (_has_prose(element, measures) or quotes or _tabulates(element)) and not _is_said_elsewhere(number, measures)


def _has_prose(element: Element, measures: Measures) -> bool:
    return any(measures.prose[measures.at[one]] >= SHORTEST_PROSE_BYTES for one in element.iter("*"))


def _is_said_elsewhere(number: int, measures: Measures) -> bool:
    """Whether the paragraphs around a box say its first words too."""
    element = measures.elements[number]
    quotation = next(element.iter("blockquote", "q"), element)
    said = _bare(words(quotation))[:_COMPARED_LETTERS]
    holder = around(element)
    while around(holder) is not holder and measures.text[measures.at[holder]] <= 2 * measures.text[number]:
        holder = around(holder)
    told = measures.told.get(holder)
    if told is None:
        told = measures.told[holder] = _bare(words(holder))
    return told.count(said) > 1


def _bare(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _stands_by(number: int, measures: Measures, sides: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether prose stands before and behind a box in its holder (`all`), or on one side (`any`); wrappers aside."""
    while (holder := measures.parent[number]) > 0 and measures.text[holder] == measures.text[number]:
        number = holder
    element = measures.elements[number]
    return sides(
        any(_is_prose(measures.at[one], measures) for one in element.itersiblings("*", preceding=back))
        for back in (True, False)
    )


def _is_prose(number: int, measures: Measures) -> bool:
    return bool(measures.mass[number]) and measures.elements[number].tag in ("p", "blockquote", "ul", "ol")


def _is_button(element: Element, measures: Measures) -> bool:
    """Whether a block is nothing but a link."""
    number = measures.at[element]
    return element.tag in ("p", "div") and 0 < measures.text[number] == measures.links[number]


def _speaks_for_page(element: Element) -> bool:
    line = words(element)
    if not line or len(line) > _LONGEST_LINE_CHARACTERS:
        return False
    return asks_readers(line) or begins_as_prompt(line) or heads_the_end(line) or leads_elsewhere(line)


def _is_of_author(element: Element) -> bool:
    """Whether a box is called an author's: his life is no story, wherever it stands."""
    return bool(_OF_AUTHORS.search(f"{attribute(element, 'class')} {attribute(element, 'id')}"))


def _quotes(element: Element) -> bool:
    return any(len(words(one).encode()) >= _LEAST_QUOTED_BYTES for one in element.iter("blockquote"))


def _tabulates(element: Element) -> bool:
    cells = (one for one in element.iter("td", "th") if words(one))
    return sum(1 for _ in cells) >= _LEAST_CELLS or any(
        words(one) for one in element.iter("caption", "figcaption") if around(one).tag in ("table", "figure")
    )
