"""Paragraphs in which a newsroom owns a mistake: “Correction: …”, in many languages. Pure."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from feedservice.text.languages import every_word
from feedservice.text.unicode import one_line, spaced_signs

_OPENINGS = every_word("fields", "mistakes")
#: Correction: … · CORRECTION (Nov. 23): … · Berichtigung, 23. November: … · 更正：…
_CORRECTION = re.compile(
    rf"^[\[*(\s]*(?:{'|'.join(_OPENINGS)})[*]*"
    r"(?:\s*\([^)]{1,60}\)|,\s*[^:：]{1,40}|\s+to\s[^:：]{1,40})?\s*(?:[:：]|\s[–—-]\s)[*]*\s*(\S.*?)\]?$",
    re.IGNORECASE | re.DOTALL,
)
_LETTERS = re.compile(r"\w+(?![?*{])")
_STEM_LETTERS = 6
#: How its words begin: nearly no article has one, and then no paragraph need be looked at.
_STEMS = frozenset(found[0][:_STEM_LETTERS] for found in map(_LETTERS.match, _OPENINGS) if found)


def take_corrections(body: BeautifulSoup, text: str) -> list[tuple[str, str]]:
    """Correction notes among the paragraphs, out of the body, each with what stood before it: they are shown with their day, once.

    `text` is the body's.
    """
    notes: list[tuple[str, str]] = []
    if not any(map(spaced_signs(text).casefold().__contains__, _STEMS)):
        return notes
    for paragraph in body.find_all(["p", "li", "blockquote"]):
        if paragraph.parent is None:
            continue
        line = one_line(paragraph.get_text(" "))
        found = _CORRECTION.match(line)
        if found:
            notes.append((line[: found.start(1)], found[1]))
            paragraph.extract()
    return notes
