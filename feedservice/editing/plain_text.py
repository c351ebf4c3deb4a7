"""The words of an article without their markup: what is compared with other words. Pure."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from bs4 import BeautifulSoup
from lxml import etree, html

from feedservice.article import Article
from feedservice.text.comparison.similarity import Story
from feedservice.text.line_elements import LINES
from feedservice.text.nesting import block_lines
from feedservice.text.unicode import one_line, raised

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
    """Every word of a cleaned body, a line for each block. Remembered for a while: the same few are compared often.

    What `text_of` says of its tree, without building one: a drop compares thousands of stored bodies.
    """
    if not body_html.strip():
        return ""
    lines: list[list[str]] = [[]]
    inside = Counter[str]()
    for event, element in etree.iterwalk(html.document_fromstring(body_html), ("start", "end", "comment", "pi")):
        name = element.tag
        if event == "start":
            inside[name] += 1
            if name in LINES:
                lines.append([])
            said = element.text
        else:
            inside[name] -= event == "end"
            said = element.tail
        if said and not (inside["rt"] or inside["rp"]):
            lines[-1].append(raised(said) if inside["sup"] else said)
    return "\n".join(filter(None, (one_line("".join(words)) for words in lines)))


def words(article: Article) -> str:
    """All the words that readers see of an article: headline, standfirst, body."""
    standfirst = "" if article.standfirst_derived else article.standfirst
    return "\n".join(filter(None, (article.headline, standfirst, plain(article.body_html))))


def story(article: Article) -> Story:
    """The article as it is compared with others."""
    return Story(article.headline, plain(article.body_html))
