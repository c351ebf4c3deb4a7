"""What a reader hands on: the manuscript, a value, and beside it the tree of its body. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedservice.article import Manuscript

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class RawCopy(NamedTuple):
    """A file as it was read. `body` is a live tree, which cleaning consumes: it is cleaned once, and kept by nobody."""

    manuscript: Manuscript
    body: BeautifulSoup
