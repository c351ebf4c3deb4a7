"""The body while it is cleaned: elements with a list of children, and quick questions to them. Pure.

BeautifulSoup reads the page and hands it over; here it is plain lists. In a bs4 tree each unwrapping of an element
searches its parent's children and relinks its neighbours, so that a flat page of 20,000 elements took ten seconds and a
usual article three times what its cleaning may cost (bs4 4.15). Trees are never deeper than DEEPEST_LEVEL, so that
the steps may be recursive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from feedservice.text.unicode import legible

#: Real pages nest to about 40. What lies deeper keeps its words and pictures, each block on a line of its own.
DEEPEST_LEVEL = 90

#: Never shown as text by a browser, so no words are lost.
UNSEEN = frozenset({
    "head", "meta", "link", "base", "applet", "script", "style", "title", "noembed", "noframes", "svg", "template", "xmp", "plaintext",
    "textarea", "xml", "param", "col", "colgroup", "area", "annotation", "annotation-xml", "datalist", "canvas", "frameset",
})  # fmt: skip
#: What stands on lines of its own, in browsers (HTML Living Standard 15.3, Flow content and Sections).
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset", "address", "hgroup", "center", "body",
    "html", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dir", "menu", "dl", "dt", "dd", "blockquote", "figure", "figcaption",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "listing", "hr", "audio", "video", "details", "summary", "iframe",
    "amp-video", "amp-audio", "amp-carousel", "legend", "dialog", "marquee",
})  # fmt: skip
_KEPT_DEEP = frozenset({"img", "br", "hr"})


class Element:
    """An element: its name and attributes in small letters, its children in order."""

    __slots__ = ("attributes", "children", "holds_block", "name")

    def __init__(self, name: str, attributes: dict[str, str] | None = None, children: list[Node] | None = None) -> None:
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.children: list[Node] = [] if children is None else children
        self.holds_block = False

    def get(self, name: str) -> str:
        """An attribute, or ""."""
        return self.attributes.get(name, "")


Node: TypeAlias = Element | str


def plant(body: Tag) -> tuple[Element, set[str], set[str]]:
    """The tree of a parsed body without what nobody sees, the names of its elements, and of its attributes. Linear.

    Among the latter is "mso" when Microsoft Word made it.
    """
    root, names, marks = Element("body"), set[str](), set[str]()
    waiting = [(body, root, 0)]
    while waiting:
        source, target, level = waiting.pop()
        into = target.children
        for node in source.contents:
            if isinstance(node, Tag):
                name = node.name
                if name in UNSEEN:
                    continue
                names.add(name)
                element = Element(name, _attributes(node, marks))
                into.append(element)
                if level < DEEPEST_LEVEL:
                    waiting.append((node, element, level + 1))
                else:
                    element.children = _flat(node)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                into.append(legible(str(node)))
    return root, names, marks


def _attributes(tag: Tag, marks: set[str]) -> dict[str, str]:
    """Attributes as plain words; `class` is a list in bs4."""
    attributes = tag.attrs
    if not attributes:
        return {}
    marks.update(attributes)
    if "mso" not in marks and "mso" in f"{attributes.get('class', '')}{attributes.get('style', '')}".lower():
        marks.add("mso")
    return {name: value if isinstance(value, str) else " ".join(value or ()) for name, value in attributes.items()}


def _flat(tag: Tag) -> list[Node]:
    """All that lies below a tag as one line of text and pictures, with breaks where blocks began."""
    found: list[Node] = []
    unseen: set[int] = set()
    for node in tag.descendants:
        if id(node.parent) in unseen:
            unseen.add(id(node))
        elif isinstance(node, Tag):
            if node.name in UNSEEN:
                unseen.add(id(node))
            elif node.name in _KEPT_DEEP:
                found.append(Element(node.name, _attributes(node, set())))
            elif node.name in BLOCKS and found and isinstance(found[-1], str):
                found.append(Element("br"))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            found.append(legible(str(node)))
    return found


def below(element: Element) -> Iterator[Element]:
    """Every element below this one, in order."""
    open_lists = [iter(element.children)]
    while open_lists:
        for child in open_lists[-1]:
            if not isinstance(child, str):
                yield child
                if child.children:
                    open_lists.append(iter(child.children))
                    break
        else:
            open_lists.pop()


def named(element: Element, *names: str) -> list[Element]:
    """The elements of these names below this one, in order."""
    return [found for found in below(element) if found.name in names]


def unlinked_length(element: Element) -> int:
    """The number of characters outside links, white space at the ends of each text not counted."""
    if element.name == "a":
        return 0
    return sum(len(child.strip()) if isinstance(child, str) else unlinked_length(child) for child in element.children)


def length(element: Element) -> int:
    """The number of characters, white space at the ends of each text not counted."""
    return sum(len(child.strip()) if isinstance(child, str) else length(child) for child in element.children)


def words(element: Element) -> str:
    """The text below an element, with a space where a block or a line begins, so that no words are glued."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: Element, parts: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name == "br":
            parts.append(" ")
        elif child.name in BLOCKS:
            parts.append(" ")
            _gather(child, parts)
            parts.append(" ")
        else:
            _gather(child, parts)


def rewrite(element: Element, change: Callable[[Element], list[Node] | None]) -> None:
    """Put what `change` gives in place of each element below, the innermost first; None leaves one as it is."""
    fresh: list[Node] | None = None
    for place, child in enumerate(element.children):
        put: list[Node] | None = None
        if not isinstance(child, str):
            if child.children:
                rewrite(child, change)
            put = change(child)
        if put is not None:
            fresh = element.children[:place] if fresh is None else fresh
            fresh += put
        elif fresh is not None:
            fresh.append(child)
    if fresh is not None:
        element.children = fresh


def prune(element: Element, is_out: Callable[[Element], bool]) -> None:
    """Take out the elements below that are out, the outermost first, with all they hold."""
    kept = [child for child in element.children if isinstance(child, str) or not is_out(child)]
    if len(kept) < len(element.children):
        element.children = kept
    for child in kept:
        if not isinstance(child, str) and child.children:
            prune(child, is_out)
