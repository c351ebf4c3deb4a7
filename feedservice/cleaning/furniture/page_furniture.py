"""What a page carries beside its story: out. Pure.

Its navigation, forms and footers are out already, by their elements (`intake.html.furniture_names`).
A cleaner that drops real text is worse than one that leaves a share button: a box with a furniture name that holds
prose is story, and every cut is noted.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from feedservice.cleaning.furniture.story_boxes import boxes_that_tell
from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, length, prune, unlinked_length
from feedservice.intake.boilerplate.box_names import AUTHOR_BOX, ROLES_IN_BODY, STORY_CLASSES, STRONG, TOGETHER, WEAK

#: Elements whose class says nothing about what they hold.
_NEVER = frozenset({"html", "body", "article", "main", "p", "em", "strong", "b", "i", "a", "figure", "figcaption", "img", "blockquote", "pre",
    "code", "h1", "h2", "h3", "td", "tr", "tbody", "picture"})  # fmt: skip
_WORD = re.compile(r"[a-z]+(?:[0-9](?=[a-z]))?[a-z]*|[A-Z]+(?![a-z])|[A-Z][a-z]+")
#: Beside one of these, a widget is a picture's box.
_PICTURES = frozenset({"image", "photo", "picture"})
_MOST_STRONG_CHARACTERS = 600
_MOST_BESIDE_CHARACTERS = 500
_MOST_WEAK_CHARACTERS = 140
_MOST_AUTHOR_CHARACTERS = 700
#: In a body longer than this, what holds more than half of it is no furniture.
_LEAST_STORY_CHARACTERS = 600


def drop_boxes(root: Element, ledger: Ledger) -> None:
    """Asides, share bars, related boxes, letters to subscribe to, comments and advertisements, by class, id or role."""
    whole: list[int] = []
    telling = cache(lambda: boxes_that_tell(root))

    def is_out(element: Element) -> bool:
        reason = _furniture(element) if element.name not in _NEVER else ""
        if not reason:
            return False
        if not whole:
            whole.append(length(root))
        if length(element) * 2 > whole[0] > _LEAST_STORY_CHARACTERS:
            return False
        if id(element) in telling() and reason != AUTHOR_BOX:
            return False
        ledger.note(element, reason)
        return True

    prune(root, is_out)


def _furniture(element: Element) -> str:
    """Why an element is furniture, or ""."""
    is_beside = element.name == "aside" or element.get("role") in ROLES_IN_BODY
    if is_beside and unlinked_length(element) <= _MOST_BESIDE_CHARACTERS:
        return "page furniture"
    label = f"{element.get('class')} {element.get('id')}"
    if label == " " or not STORY_CLASSES.isdisjoint(label.lower().split()):
        return ""
    named = _words_of(label[:1000])
    if not named.isdisjoint(STRONG):
        return "page furniture" if unlinked_length(element) <= _MOST_STRONG_CHARACTERS else ""
    if not named.isdisjoint(WEAK if named.isdisjoint(_PICTURES) else WEAK - {"widget"}):
        return "page furniture" if unlinked_length(element) <= _MOST_WEAK_CHARACTERS else ""
    for first, second, reason in TOGETHER:
        if not named.isdisjoint(first) and not named.isdisjoint(second):
            return reason if unlinked_length(element) <= _MOST_AUTHOR_CHARACTERS else ""
    return ""


@lru_cache(maxsize=4096)
def _words_of(label: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(label))
