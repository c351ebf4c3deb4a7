"""What of a page is furniture by what it is or is called: its element, its role, its names. Pure.

Names lie: whether a box called so holds the story all the same is for `story_box` to see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from feedservice.intake.boilerplate.box_names import PEOPLE, ROLES_AROUND_STORY, is_name_of_furniture, words_of
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES

#: What only a web page has, in and around its story (HTML Living Standard 4.3).
_PAGE_PARTS = frozenset({
    "article", "main", "header", "nav", "footer", "aside", "form", "iframe", "button", "input", "amp-sidebar", "amp-ad",
})  # fmt: skip
#: Sections that HTML names for what they are; in a page, none of them is story unless it holds most of the prose.
_FURNITURE_ELEMENTS = frozenset({
    "nav", "footer", "aside", "form", "button", "select", "input", "textarea", "dialog", "menu", "amp-sidebar", "amp-ad", "amp-consent",
    "amp-analytics", "amp-pixel", "amp-auto-ads", "amp-embed", "amp-sticky-ad", "amp-list", "amp-lightbox", "amp-next-page", "amp-user-notification", "label",
    "fieldset", "menuitem", "legend",
})  # fmt: skip
#: Beside one of these, in a figure, the others say nothing: “widget-image__credits”.
_OF_FIGURES = frozenset({"image", "img", "photo", "picture", "media", "caption", "credit", "credits", "legend"})
_NEVER_FURNITURE = frozenset({
    "html", "body", "main", "p", "em", "strong", "img", "blockquote", "figure", "figcaption", "table", "tbody", "tr", "td", "th", "li",
    "h1", "h2", "h3", "time", "b", "i", "br", "picture", "source", "pre", "code", "sub", "sup", "amp-img",
})  # fmt: skip
#: Where a page names its boxes; those of hashed style sheets have names for their tests and counts alone.
_NAMES = ("class", "id", "data-component", "data-testid", "data-area")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_page(body: Element) -> bool:
    """Whether there is anything in a file that only a page has; a bare story is all story."""
    if next(body.iter(_PAGE_PARTS), None) is not None:
        return True
    return any(_names_furniture(element) for element in body.iter("div", "section", "ul", "header"))


def is_furniture(element: Element) -> bool:
    """Whether an element says by what it is, or is called, that it belongs to the page and not to the story."""
    if element.tag in _FURNITURE_ELEMENTS:
        return (
            element.tag != "footer" or next(element.iterancestors("blockquote"), None) is None
        )  # whose words it quotes
    if not element.keys():
        return False
    style = element.get("style")
    if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
        return not _is_folded(element)
    return attribute(element, "role").lower() in ROLES_AROUND_STORY or _names_furniture(element)


def is_called_furniture(element: Element) -> bool:
    """Whether the class of an element, be it a paragraph, says that it is furniture; asked of what nobody else takes for story."""
    return bool(_furniture_among(attribute(element, "class")))


def is_of_people(element: Element) -> bool:
    """Whether a box is called readers' comments or an author's life, which may be longer than the story above."""
    names = " ".join(filter(None, map(element.get, _NAMES)))
    return any(not PEOPLE.isdisjoint(words_of(name)) for name in _furniture_among(names))


def _names_furniture(element: Element) -> bool:
    names = " ".join(filter(None, map(element.get, _NAMES)))
    if not names or element.tag in _NEVER_FURNITURE:
        return False
    found = _furniture_among(names)
    if not found or next(element.iterancestors("figure"), None) is None:
        return bool(found)
    return any(_OF_FIGURES.isdisjoint(words_of(name)) for name in found)


@lru_cache(maxsize=4096)
def _furniture_among(names: str) -> tuple[str, ...]:
    return tuple(filter(is_name_of_furniture, names.split()))


def _is_folded(element: Element) -> bool:
    """Whether a hidden element is the rest of a story behind a “read more”: prose inside an article."""
    if next(element.iterancestors("article", "main"), None) is None:
        return False
    return (
        len(words(element)) > 2 * SHORTEST_PROSE_BYTES
        and next(element.iter("a", "form", "input", "button"), None) is None
    )
