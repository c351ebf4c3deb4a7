"""The story's box, out of the page's lxml tree, as a tree of BeautifulSoup of its own. Pure.

BeautifulSoup's own builders parse markup; a tree builder (bs4, "Advanced parser customization") that walks a tree which
has been parsed already saves writing the box out and parsing it again, a third of the cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from lxml import etree

from feedservice.intake.html.page_elements import BLOCKS, Element, attributes
from feedservice.text.nesting import DEEPEST_LEVEL, flatten


def replant(box: Element) -> BeautifulSoup:
    """What the box holds, in the body of a document of bounded depth. The box itself is not in it; it stays as it is.

    White space between blocks, which says nothing, and would be half the strings of the tree, is left out.
    """
    builder = _Replanter(box)
    soup = BeautifulSoup("", builder=builder)
    if builder.deepest >= DEEPEST_LEVEL:
        flatten(soup)
    return soup


class _Replanter(HTMLTreeBuilder):
    """Tells BeautifulSoup of a tree's elements and words as a parser would."""

    NAME = "lxml tree"

    def __init__(self, box: Element) -> None:
        super().__init__()
        self.box = box
        self.deepest = 0

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:
        """There is no markup to prepare."""
        yield markup, None, None, False

    def feed(self, _markup: Any) -> None:
        """Walk the tree."""
        soup = self.soup
        assert soup is not None  # noqa: S101 - bs4 sets it before it feeds
        start = soup.handle_starttag
        for name in ("html", "body"):
            start(name, None, None, {})
        level = 2
        for event, node in etree.iterwalk(self.box, events=("start", "end")):
            name, is_block = node.tag, node.tag in BLOCKS
            if event == "start":
                if node is not self.box:
                    level += 1
                    self.deepest = max(self.deepest, level)
                    start(name, None, None, attributes(node))
                text = node.text
            elif node is self.box:
                break
            else:
                level -= 1
                soup.popTag()  # the innermost, for elements of a tree never overlap
                text = node.tail
            if text and not (is_block and text.isspace()):
                _hang(soup, text)
        for name in ("body", "html"):
            soup.handle_endtag(name)


def _hang(soup: BeautifulSoup, text: str) -> None:
    """Add a text to the open element, as bs4 does with what it has gathered: here no text comes in pieces."""
    if not text.strip(soup.ASCII_SPACES) and not soup.preserve_whitespace_tag_stack:
        text = "\n" if "\n" in text else " "
    soup.object_was_parsed(soup.string_container()(text))
