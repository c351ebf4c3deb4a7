"""The bodies of a mail: texts that follow one another put in a row, and what HTML of them shows. Pure."""

from __future__ import annotations

import re
from html import escape

from bs4 import BeautifulSoup

from feedservice.text.sentences import count_words

_BODY = re.compile(r"<body[^<>]*>(.*?)(?:</body>|\Z)", re.DOTALL | re.IGNORECASE)


def in_a_row(inner: list[tuple[str, str]]) -> tuple[str, str]:
    """Texts that follow one another, as Apple Mail writes around pictures: all HTML if any is."""
    if not any(markup for _, markup in inner):
        return "\n\n".join(plain for plain, _ in inner if plain), ""
    if sum(1 for plain, markup in inner if (plain + markup).strip()) == 1:
        return "", next(markup for _, markup in inner if markup)
    parts = []
    for plain, markup in inner:
        body = _BODY.search(markup)
        parts.append(body[1] if body else markup)
        if not markup:
            parts += [f"<p>{escape(lines)}</p>" for lines in plain.split("\n\n") if lines.strip()]
    return "", "\n".join(parts)


def shown(markup: str) -> BeautifulSoup:
    """HTML without what nobody reads in it."""
    soup = BeautifulSoup(markup, "lxml")
    for element in soup(["style", "script", "title"]):
        element.extract()
    return soup


def words_in(markup: str) -> int:
    """How many words HTML shows."""
    return count_words(shown(markup).get_text(" "))


def shows_pictures(markup: str) -> bool:
    """Whether HTML shows pictures that came with its mail, and words."""
    return "cid:" in markup and words_in(markup) > 0
