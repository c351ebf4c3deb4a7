"""What word processors say in style attributes, as elements: bold, italic, struck, raised and lowered text. Pure.

Google Docs writes every run as a styled <span> inside one <b style="font-weight:normal">; Word and LibreOffice mix both.
Underlining says nothing but “typewriter”, colours and sizes say nothing a feed reader would show.
"""

from __future__ import annotations

import re

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, Node, rewrite

#: Declarations and the elements they stand for (CSS Fonts 4, CSS Text Decoration 3, CSS 2.2 section 10.8).
MEANINGS = (
    (re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold(?:er)?|[6-9]\d\d)\b", re.IGNORECASE), "strong"),
    (re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "em"),
    (re.compile(r"(?<![\w-])text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE), "s"),
    (re.compile(r"(?<![\w-])vertical-align\s*:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"(?<![\w-])vertical-align\s*:\s*sub", re.IGNORECASE), "sub"),
)
#: Declarations that take an element's own meaning back.
_NOT = {
    "b": re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]\d\d)\b", re.IGNORECASE),
    "strong": re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]\d\d)\b", re.IGNORECASE),
    "i": re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE),
    "em": re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE),
}
_STYLED = frozenset({"span", "font", "p", "div", "td", "a", "li"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def mend_styles(root: Element, _: Ledger) -> None:
    """Styled runs as <strong>, <em>, <s>, <sup> and <sub>; emphasis that its own style takes back goes."""
    _in_headings(root)
    rewrite(root, _meant)


def _in_headings(element: Element, *, inside: bool = False) -> None:
    """Headings are bold of themselves: weight says nothing in them."""
    for child in element.children:
        if isinstance(child, Element):
            inside_child = inside or child.name in _HEADINGS
            if inside_child and "style" in child.attributes:
                child.attributes = {**child.attributes, "style": MEANINGS[0][0].sub("", child.attributes["style"])}
            _in_headings(child, inside=inside_child)


def _meant(element: Element) -> list[Node] | None:
    name, style = element.name, element.attributes.get("style", "")
    if name in _NOT:
        if style and _NOT[name].search(style):
            return element.children
        return _parted(element, _NOT[name]) if element.children else None
    if not style or name not in _STYLED or not element.children:
        return None
    for pattern, meaning in MEANINGS:
        if pattern.search(style) and (meaning in ("strong", "em", "s") or name in ("span", "font")):
            element.children = [Element(meaning, None, element.children)]
    return None


def _parted(element: Element, taken_back: re.Pattern[str]) -> list[Node] | None:
    """Emphasis around runs whose style takes it back: those runs stand beside it."""
    if not any(_takes_back(child, taken_back) for child in element.children):
        return None
    parts: list[Node] = []
    for child in element.children:
        before = parts[-1] if parts else None
        if _takes_back(child, taken_back):
            parts.append(child)
        elif isinstance(before, Element) and before.name == element.name and before.attributes is element.attributes:
            before.children.append(child)
        else:
            parts.append(Element(element.name, element.attributes, [child]))
    return parts


def _takes_back(node: Node, pattern: re.Pattern[str]) -> bool:
    return isinstance(node, Element) and node.name == "span" and bool(pattern.search(node.get("style")))
