"""Boxes between a body's paragraphs that tell of the story, whatever they are called: prose, quotations, tables. Pure.

The twin of `intake.html.told_between`, for a tree that has been cut out of its page already.
"""

from __future__ import annotations

import re
from functools import cache

from feedservice.cleaning.tree import Element, below, length, named, unlinked_length, words
from feedservice.intake.boilerplate.page_lines import asks_readers, begins_as_prompt, heads_the_end, leads_elsewhere
from feedservice.text.unicode import one_line

_FIELDS = frozenset({"form", "input", "button", "select", "textarea"})
_PROSE = frozenset({"p", "blockquote", "ul", "ol"})
_LINES = frozenset({"p", "li", "div", "span", "a", "strong", "b", "h1", "h2", "h3", "h4", "h5", "h6"})
#: As in a page: a paragraph of prose; the share of a box's words that may be links, and in a quoted post.
_SHORTEST_PROSE_CHARACTERS = 60
_MOST_LINKED, _MOST_LINKED_OF_QUOTE = 0.2, 0.6
_COMPARED_LETTERS = 60
_NO_LETTER = re.compile(r"[\W_]+")
_LEAST_CELLS = 4
_LEAST_QUOTED_CHARACTERS = 20
_LONGEST_LINE_CHARACTERS = 200


def boxes_that_tell(root: Element) -> set[int]:
    """The identities of the boxes that stand between paragraphs and tell, or beside one and quote, each with the wrappers it has for itself."""
    found: set[int] = set()
    told = cache(lambda: _NO_LETTER.sub("", words(root).casefold()))
    for holder in (root, *below(root)):
        children = [child for child in holder.children if isinstance(child, Element)]
        prose = [place for place, child in enumerate(children) if child.name in _PROSE and _is_prose(child)]
        for place, child in enumerate(children if prose else ()):
            is_between = prose[0] < place < prose[-1]
            tells = child.name not in _PROSE and (is_between or _quotes(child)) and _tells(child)
            if tells and not _is_said_elsewhere(child, told()):
                found.update(map(id, _with_sole_children(child)))
    return found


def _is_said_elsewhere(box: Element, told: str) -> bool:
    """Whether the story has the words of a box already: a quotation set large."""
    quotation = next(iter(named(box, "blockquote", "q")), box)
    said = _NO_LETTER.sub("", words(quotation).casefold())[:_COMPARED_LETTERS]
    return told.count(said) > 1


def _with_sole_children(box: Element) -> list[Element]:
    """A box, and the boxes in it that hold all of its words."""
    boxes, whole = [box], length(box)
    while sole := next((one for one in box.children if isinstance(one, Element) and length(one) == whole), None):
        boxes.append(sole)
        box = sole
    return boxes


def _is_prose(element: Element) -> bool:
    unlinked = unlinked_length(element)
    return unlinked >= _SHORTEST_PROSE_CHARACTERS and 2 * unlinked >= length(element)


def _tells(box: Element) -> bool:
    whole, quotes = length(box), _quotes(box)
    most = whole * (_MOST_LINKED_OF_QUOTE if quotes else _MOST_LINKED)
    if not whole or whole - unlinked_length(box) > most or box.name in _FIELDS or named(box, *_FIELDS):
        return False
    if any(map(_speaks_for_page, (box, *(one for one in below(box) if one.name in _LINES)))):
        return False
    if any(map(_holds_button, (box, *below(box)))):
        return False
    return quotes or _tabulates(box) or any(map(_is_paragraph, (box, *below(box))))


def _holds_button(element: Element) -> bool:
    """Whether a link stands in an element as a block of its own."""
    if element.name not in ("div", "section", "aside", "p"):
        return False
    if element.name == "p":
        return bool(length(element)) and not unlinked_length(element)
    return any(isinstance(child, Element) and child.name == "a" and length(child) for child in element.children)


def _is_paragraph(element: Element) -> bool:
    """Whether an element holds a paragraph of prose itself, and no other block."""
    if element.name not in ("p", "div", "section", "li", "aside", "blockquote"):
        return False
    return _is_prose(element) and not any(one.name in _LINES - {"span", "a", "strong", "b"} for one in below(element))


def _quotes(box: Element) -> bool:
    return any(length(one) >= _LEAST_QUOTED_CHARACTERS for one in named(box, "blockquote"))


def _tabulates(box: Element) -> bool:
    return sum(1 for cell in named(box, "td", "th") if length(cell)) >= _LEAST_CELLS


def _speaks_for_page(element: Element) -> bool:
    line = one_line(words(element)) if length(element) <= _LONGEST_LINE_CHARACTERS else ""
    return bool(line) and (asks_readers(line) or begins_as_prompt(line) or heads_the_end(line) or leads_elsewhere(line))
