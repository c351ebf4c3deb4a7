"""What a page carries beside its story: out. Pure.

A cleaner that drops real text is worse than one that leaves a share button: only what is certainly furniture goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Declaration, Doctype, ProcessingInstruction

from feedservice.characters import one_line
from feedservice.cleaning import sanitiser
from feedservice.cleaning.ledger import Ledger, is_gone
from feedservice.cleaning.tree import named
from feedservice.intake.patterns import leftover_reason

#: Never shown as text by a browser, so no words are lost.
UNSEEN = ("head", "meta", "link", "base", "applet")
#: Sections of a page that HTML names for what they are (HTML Living Standard 4.3 and 4.10).
FURNITURE_ELEMENTS = ("nav", "aside", "footer", "form", "button", "select", "input", "textarea", "dialog")
#: Words in class or id that name furniture; whole words only, so that “navy” and “shareholder” stay.
FURNITURE_WORDS = frozenset({
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "share", "sharebar", "sharing", "social",
    "related", "newsletter", "subscribe", "signup", "comments", "cookie", "cookies", "advert", "advertisement", "ad", "ads",
    "promo", "sponsored", "toolbar", "pagination", "footer", "print", "skip",
})  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_WORD_CHARACTER = re.compile(r"\w")
#: More text than this under a furniture class is taken for the story, whatever its class says.
_MOST_FURNITURE_CHARACTERS = 1500
#: How far to look for words on the same line; more would take quadratic time.
_NEAREST = 10
_INLINE = ("span", "a")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LINES = ("p", "div", "li", "center", *_INLINE, *_HEADINGS)


def drop_unseen(body: BeautifulSoup, _: Ledger) -> None:
    """Scripts, styles, comments and whatever else no reader would see, the sanitiser's list included.

    Left for the sanitiser, they would leave empty paragraphs behind.
    """
    for element in named(body, {*UNSEEN, *sanitiser.DROPPED_WHOLE}):
        element.decompose()
    for text in body.find_all(
        string=lambda text: isinstance(text, Comment | Declaration | Doctype | ProcessingInstruction)
    ):
        text.extract()


def drop_page_furniture(body: BeautifulSoup, ledger: Ledger) -> None:
    """Navigation, share bars, related boxes, forms and footers, by element or by class."""
    for element in body.find_all(True):
        if is_gone(element) or not element.name:
            continue
        if element.name in FURNITURE_ELEMENTS or element.get("hidden") is not None or _names_furniture(element):
            ledger.leave_out(element, "page furniture")


def _names_furniture(element: Tag) -> bool:
    if element.name in ("html", "body", "article", "main", "p", "em", "strong", "a", "figure", "img", "blockquote"):
        return False
    names = " ".join(
        [*(element.get_attribute_list("class")), *(element.get_attribute_list("id"))] if element.attrs else ()
    )
    if not names or FURNITURE_WORDS.isdisjoint(_WORD.findall(names.lower())):
        return False
    return len(element.get_text()) <= _MOST_FURNITURE_CHARACTERS


def drop_leftover_lines(body: BeautifulSoup, ledger: Ledger) -> None:
    """Whole lines such as “scroll to top”, “Read more” and end marks."""
    for element in named(body, _LINES):
        if is_gone(element):
            continue
        reason = leftover_reason(element.get_text(" ")) if len(element.get_text()) < 80 else ""
        if reason and one_line(element.get_text()) and not element.find("img") and not _belongs_to_text(element):
            ledger.leave_out(element, reason)


def _belongs_to_text(element: Tag) -> bool:
    """Whether such words are part of the story: a link inside a sentence, or a heading with text below it."""
    if element.name in _HEADINGS:
        following = element.find_next_sibling()
        return following is not None and following.name == "p"
    return element.name in _INLINE and any(map(_WORD_CHARACTER.search, _beside(element)))


def _beside(element: Tag) -> Iterator[str]:
    """The words on the same line as an inline element, outside other links."""
    for siblings in (element.previous_siblings, element.next_siblings):
        for sibling in islice(siblings, _NEAREST):
            if isinstance(sibling, Tag) and (sibling.name == "br" or sibling.name in _LINES):
                break
            yield sibling.get_text()
