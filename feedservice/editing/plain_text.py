"""The words of an article without their markup: what is compared with other words. Pure."""

from __future__ import annotations

from functools import lru_cache

from bs4 import BeautifulSoup

from feedservice.article import Article
from feedservice.text.nesting import block_lines
from feedservice.text.similarity import Story
from feedservice.text.unicode import one_line

#: Elements whose text is a paragraph of the story: what a body must have, and what a standfirst is derived from.
_BLOCKS = ["p", "li", "td", "pre"]


def paragraphs(soup: BeautifulSoup) -> list[str]:
    """The paragraphs of a cleaned body as text; empty ones are none."""
    return [line for line in (one_line(" ".join(block_lines(block))) for block in soup.find_all(_BLOCKS)) if line]


def text_of(soup: BeautifulSoup) -> str:
    """Every word of a cleaned body, headings, quotations and tables too; a line for each block."""
    return "\n".join(filter(None, map(one_line, block_lines(soup))))


@lru_cache(maxsize=256)
def plain(body_html: str) -> str:
    """Every word of a cleaned body, a line for each block. Remembered for a while: the same few are compared often."""
    return text_of(BeautifulSoup(body_html, "lxml"))


def words(article: Article) -> str:
    """All the words that readers see of an article: headline, standfirst, body."""
    standfirst = "" if article.standfirst_derived else article.standfirst
    return "\n".join(filter(None, (article.headline, standfirst, plain(article.body_html))))


def story(article: Article) -> Story:
    """The article as it is compared with others."""
    return Story(article.headline, plain(article.body_html))
