"""What is asked of the elements of a page: words, attributes, lines; the beginning of a text taken off. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from feedservice.text.unicode import one_line

#: An element of the tree; lxml names its own class so.
Element: TypeAlias = etree._Element  # noqa: SLF001

#: Elements that stand on lines of their own (HTML Living Standard 15.3, display: block and its kin).
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
])  # fmt: skip
#: Real elements have a dozen or two.
MOST_ATTRIBUTES = 200


def around(element: Element) -> Element:
    """The element that holds another; of the outermost, itself."""
    parent = element.getparent()
    return element if parent is None else parent


def attributes(element: Element) -> dict[str, str]:
    """An element's attributes as a plain mapping; of very many only the first, for lxml looks each up from the beginning."""
    names = element.keys()
    if len(names) <= MOST_ATTRIBUTES:
        return {str(name): str(value) for name, value in element.items()} if names else {}
    return {str(name): str(element.get(name)) for name in names[:MOST_ATTRIBUTES]}


def words(element: Element) -> str:
    """The words of an element on one line. The page's text is legible already; this is asked of every element."""
    text = text_of(element)
    if "\u200b" in text or "\ufeff" in text:
        text = one_line(text)
    return " ".join(text.split())


def says_only(element: Element, line: str) -> bool:
    """Whether the words of an element are a line of words and nothing more; of a long text only its beginning is looked at."""
    text = text_of(element)
    if "\u200b" in text or "\ufeff" in text:
        return words(element) == line
    wanted = line.split()
    return text.split(None, len(wanted)) == wanted and " ".join(wanted) == line


def text_of(element: Element) -> str:
    """All the text below an element, as it stands."""
    return str(etree.tostring(element, encoding="unicode", method="text", with_tail=False))


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, or nothing."""
    return str(element.get(name) or "")


def text_nodes(element: Element) -> Iterator[tuple[Element, str]]:
    """Where each piece of text below an element stands, in reading order: its holder, and "text" or "tail"."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield node, "text"
        elif node is not element:
            yield node, "tail"


def lines_of(element: Element) -> str:
    """The words of an element, a line for each that <br> parts."""
    parts = []
    for node, place in text_nodes(element):
        if place == "text" and node.tag == "br":
            parts.append("\0")
        parts.append((getattr(node, place) or "").replace("\n", " "))
    return "\n".join(one_line(line) for line in "".join(parts).split("\0"))


def take_off(element: Element, characters: int) -> None:
    """Take so many characters off the beginning of an element's text, whatever markup they stand in."""
    for node, place in list(text_nodes(element)):
        text = getattr(node, place) or ""
        taken = min(characters, len(text))
        if taken:
            setattr(node, place, text[taken:])
            characters -= taken
        if not characters:
            return
