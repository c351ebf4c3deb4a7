"""What a reader hands on: the manuscript, a value, and beside it the tree of its body. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedservice.article import Manuscript
from feedservice.text.nesting import block_lines

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class RawCopy(NamedTuple):
    """A file as it was read. `body` is a live tree, which cleaning consumes: it is cleaned once, and kept by nobody."""

    manuscript: Manuscript
    body: BeautifulSoup

    def lines(self) -> list[str]:
        """The lines of the body: with every element on one of its own, then with inline markup parting none."""
        return [*self.body.get_text("\n").split("\n"), *block_lines(self.body)]
