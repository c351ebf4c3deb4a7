"""Trees of bounded depth and size, so that no later walk over one can take quadratic time. Pure."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from feedservice.text.unicode import raised

#: Real pages nest to about 40; WHATWG parsers give up at 512.
DEEPEST_LEVEL = 150

#: Whole saved pages hold one or two thousand.
MOST_ELEMENTS = 20_000

_LINES = frozenset([
    "p", "div", "br", "li", "tr", "td", "th", "dt", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "figcaption", "caption", "section", "article",
])  # fmt: skip


def flatten(soup: BeautifulSoup) -> int:
    """Below DEEPEST_LEVEL, turn what is nested deeper into plain paragraphs: the words stay, markup goes. Linear.

    Returns the number of elements there were.
    """
    levels = {id(soup): 0}
    deepest: list[Tag] = []
    for node in soup.descendants:
        level = levels[id(node.parent)] + 1
        if isinstance(node, Tag):
            levels[id(node)] = level
            if level == DEEPEST_LEVEL:
                deepest.append(node)
    for element in deepest:
        lines = block_lines(element)
        element.clear(decompose=True)
        for line in lines:
            paragraph = soup.new_tag("p")
            paragraph.string = line
            element.append(paragraph)
    return len(levels) - 1


def block_lines(element: Tag) -> list[str]:
    """The words of an element, a new line where a block begins; inline markup parts none, superscripts are raised figures."""
    lines: list[list[str]] = [[]]
    above: set[int] = set()
    for node in element.descendants:
        if isinstance(node, Tag):
            if node.name in _LINES:
                lines.append([])
            elif node.name == "sup":
                above.update(map(id, node.strings))
        elif type(node) is NavigableString:
            lines[-1].append(raised(node) if id(node) in above else node)
    return [line for line in ("".join(words).strip() for words in lines) if line]
