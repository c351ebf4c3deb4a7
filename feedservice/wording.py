"""The words of an article without their markup: what is compared with other words. Pure."""

from __future__ import annotations

from bs4 import BeautifulSoup

from feedservice.article import Article
from feedservice.characters import one_line
from feedservice.likeness import Story

#: Elements whose text is a paragraph. Headings inside the body are theirs who set them, and no news.
_BLOCKS = ["p", "li", "td", "pre"]


def paragraphs(soup: BeautifulSoup) -> list[str]:
    """The paragraphs of a cleaned body as text; empty ones are none."""
    return [line for line in (one_line(block.get_text()) for block in soup.find_all(_BLOCKS)) if line]


def plain(body_html: str) -> str:
    """A cleaned body as text, a line for each paragraph."""
    return "\n".join(paragraphs(BeautifulSoup(body_html, "lxml")))


def words(article: Article) -> str:
    """All the words that readers see of an article: headline, standfirst, body."""
    standfirst = "" if article.standfirst_derived else article.standfirst
    return "\n".join(filter(None, (article.headline, standfirst, plain(article.body_html))))


def story(article: Article) -> Story:
    """The article as it is compared with others."""
    return Story(article.headline, plain(article.body_html))
