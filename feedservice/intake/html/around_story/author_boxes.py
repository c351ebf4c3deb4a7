"""Who wrote it, where only a box around the story says so: the author's box below it, a byline among the buttons to share it. Pure.

Such boxes are furniture, and go out of the page before its head is read; so they are asked before. What they say counts
only where all of them name the same people: teasers of other stories name others.
"""

from __future__ import annotations

import re
from functools import lru_cache

from feedservice.intake.evidence import Notes
from feedservice.intake.html.furniture_names import is_furniture
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.story_head.byline_text import byline_text, is_full_name, is_marked_name
from feedservice.intake.html.story_head.part_names import fields_named
from feedservice.intake.trade import split_byline

_AUTHOR_BOX = re.compile(
    r"(?:^|[-_ ])(?:about-?(?:the-?)?authors?|(?:authors?|autore?n?|auteur)[-_]?(?:bio|box|card|about|description|profile?|meta|info|vita|block))"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
#: Bylines of teasers and of what readers wrote.
_OTHERS = re.compile(
    r"comment|related|teaser|popular|recent|latest|widget|carousel|slider|footer|card-?list", re.IGNORECASE
)
_NOT_ASKED = frozenset({"nav", "form", "button", "footer"})
_WORTH = 0.79
_LONGEST_NAME_CHARACTERS = 40


def note_author_boxes(root: Element, notes: Notes) -> None:
    """Note whom the boxes of a page name as author that are no part of its story, if all name the same."""
    found: dict[tuple[str, ...], str] = {}
    for element in root.iter("div", "section", "aside", "span", "p", "a", "li"):
        if not element.keys():
            continue
        if not _is_box(_names(element)) and "byline" not in fields_named(element):
            continue
        names = _names_in(element) if _is_asked(element) else ()
        if names:
            found.setdefault(names, str(element.tag))
    if len(found) == 1:
        names, tag = next(iter(found.items()))
        notes.add_names("byline", names, f"{tag}, author's box", _WORTH)


@lru_cache(maxsize=4096)
def _is_box(names: str) -> bool:
    return _AUTHOR_BOX.search(names) is not None


def _is_asked(element: Element) -> bool:
    """Whether an element is furniture, or in it, and nothing around it is of other stories."""
    around = [one for one in element.iterancestors() if one.tag not in ("body", "html")]
    if any(one.tag in _NOT_ASKED or _OTHERS.search(_names(one)) for one in around):
        return False
    return any(map(is_furniture, (element, *around)))


def _names(element: Element) -> str:
    return f"{attribute(element, 'class')} {attribute(element, 'id')}"


def _names_in(box: Element) -> tuple[str, ...]:
    """The people a box names: as a byline, or in what is marked in it as a name, or in its heading."""
    named = split_byline(byline_text(box)).people
    if named and all(map(is_full_name, named)):
        return named
    marked = [
        words(one) for one in box.iterdescendants("a", "span", "strong", "div", "p", "cite") if is_marked_name(one)
    ]
    headings = [words(one) for one in box.iterdescendants("h2", "h3", "h4", "h5", "strong", "b")]
    return next(
        ((name,) for name in (*marked, *headings) if is_full_name(name) and len(name) <= _LONGEST_NAME_CHARACTERS), ()
    )
