"""What a page carries beside its story: out. Pure.

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

#: Parts of a page that HTML and AMP name for what they are (HTML Living Standard 4.3 and 4.10; amp.dev), and how many
#: characters outside links make one story all the same. Pages of some servers are one form; asides may tell.
MOST_CHARACTERS = {
    "nav": 600, "aside": 500, "footer": 500, "form": 500, "dialog": 500, "button": 100, "select": 10_000, "input": 0, "textarea": 0,
    "amp-sidebar": 600, "amp-ad": 200, "amp-embed": 200, "amp-sticky-ad": 200, "amp-auto-ads": 0, "amp-consent": 2000, "amp-analytics": 0,
    "amp-pixel": 0, "amp-social-share": 100, "amp-user-notification": 1000, "amp-next-page": 2000, "amp-list": 300, "amp-state": 10_000,
    "amp-lightbox": 300, "amp-geo": 100, "amp-install-serviceworker": 100, "fieldset": 100, "ins": -1,
}  # fmt: skip
ELEMENTS = frozenset(MOST_CHARACTERS)
#: Elements whose class says nothing about what they hold.
_NEVER = frozenset({"html", "body", "article", "main", "p", "em", "strong", "b", "i", "a", "figure", "figcaption", "img", "blockquote", "pre",
    "code", "h1", "h2", "h3", "td", "tr", "tbody", "picture"})  # fmt: skip
_WORD = re.compile(r"[a-z]+(?:[0-9](?=[a-z]))?[a-z]*|[A-Z]+(?![a-z])|[A-Z][a-z]+")
#: Beside one of these, a widget is a picture's box.
_PICTURES = frozenset({"image", "photo", "picture"})
_MOST_STRONG_CHARACTERS = 600
_MOST_WEAK_CHARACTERS = 140
_MOST_AUTHOR_CHARACTERS = 700
#: In a body longer than this, what holds more than half of it is no furniture.
_LEAST_STORY_CHARACTERS = 600


def drop_by_element(root: Element, ledger: Ledger) -> None:
    """Navigation, asides, footers and forms by their element; those that hold prose are opened."""
    telling = cache(lambda: boxes_that_tell(root))

    def is_out(element: Element) -> bool:
        if element.name == "blockquote":
            _keep_source(element)
        most = MOST_CHARACTERS.get(element.name)
        if most is None or (most < 0 and "adsbygoogle" not in element.get("class")):
            return False
        if unlinked_length(element) > most or (element.name == "aside" and id(element) in telling()):
            return False
        ledger.note(element, "page furniture")
        return True

    prune(root, is_out)


def _keep_source(quotation: Element) -> None:
    """The footer of a quotation says who said it (HTML Living Standard 4.4.4)."""
    for child in quotation.children:
        if isinstance(child, Element) and child.name == "footer":
            child.name = "p"


def drop_by_class(root: Element, ledger: Ledger) -> None:
    """Share bars, related boxes, letters to subscribe to, comments and advertisements, by class, id or role."""
    whole: list[int] = []
    telling = cache(lambda: boxes_that_tell(root))

    def is_out(element: Element) -> bool:
        reason = _furniture(element) if element.attributes and element.name not in _NEVER else ""
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
    if element.get("role") in ROLES_IN_BODY and unlinked_length(element) <= _MOST_STRONG_CHARACTERS:
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
