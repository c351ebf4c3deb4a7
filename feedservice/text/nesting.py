"""Trees of bounded depth and size, so that no later walk over one can take quadratic time. Pure."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from feedservice.text.line_elements import LINES
from feedservice.text.unicode import raised

#: Real pages nest to about 40; WHATWG parsers give up at 512.
DEEPEST_LEVEL = 150

#: Whole saved pages hold one or two thousand.
MOST_ELEMENTS = 20_000

#: More than any element has; libxml2 compares each with all before it, and takes 40 seconds for 64,000 (2.14).
MOST_ATTRIBUTES = 1_000
#: A tag with so many attributes is longer than this.
_CROWDED_CHARACTERS = 2 * MOST_ATTRIBUTES
_ATTRIBUTE = r"""(?:[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)"""
#: A comment, or an element whose text is no markup (HTML Living Standard 13.2.5); one that is not closed is the rest.
_NO_MARKUP = "|".join([
    "<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)",
    *(rf"<{name}\b[^>]*+>(?:[^<]++|<(?!/{name}))*+(?:</{name})?+" for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")),
])  # fmt: skip
#: A tag as browsers read it, with the first of its attributes.
_TAG = rf"<[A-Za-z][^\s/>]*+{_ATTRIBUTE}{{0,{MOST_ATTRIBUTES}}}+"
#: Markup up to the first tag of too many attributes. Each character is looked at once. An atomic group, for Python before
#: 3.11.5 goes on from where the last try of a possessive repeat failed (gh-106052).
_USUAL = re.compile(rf"(?>(?:[^<]++|{_NO_MARKUP}|{_TAG}(?!{_ATTRIBUTE})|<(?![A-Za-z]))*)", re.DOTALL | re.IGNORECASE)
_CROWDED = re.compile(rf"({_TAG}){_ATTRIBUTE}++", re.DOTALL | re.IGNORECASE)


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
            if node.name in LINES:
                lines.append([])
            elif node.name == "sup":
                above.update(map(id, node.strings))
        elif type(node) is NavigableString:
            lines[-1].append(raised(node) if id(node) in above else node)
    return [line for line in ("".join(words).strip() for words in lines) if line]


def thinned(markup: str) -> tuple[str, int]:
    """Markup whose elements have MOST_ATTRIBUTES attributes at most, and from how many some were taken; no word goes."""
    if len(markup) < _CROWDED_CHARACTERS:
        return markup, 0
    kept, start, crowded = [], 0, 0
    while start < len(markup):
        usual = _USUAL.match(markup, start)
        found = _CROWDED.match(markup, usual.end() if usual else start)
        kept.append(markup[start : found.end(1) if found else len(markup)])
        start = found.end() if found else len(markup)
        crowded += found is not None
    return "".join(kept), crowded
