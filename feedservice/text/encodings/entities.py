"""Entities and tags that stand in a text as letters, for a program wrote them twice: “Fish &amp; chips”. Pure.

What somebody writes about HTML stays as it is: a text that speaks of it, or in which “&” stands as itself, too.
"""

from __future__ import annotations

import re
from html import unescape

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_ITSELF = re.compile(r"&(?![A-Za-z]{2,8}\d{0,2};|#\d{2,6};|#[xX][0-9A-Fa-f]{2,5};)(?=\s|$)")
_ABOUT = re.compile(
    r"\b(?:X?HTML5?|XML|SGML|markup|ampersands?|(?:character|named) (?:entit|referenc)\w+)\b|Et-Zeichen|kaufmännisch|esperluette",
    re.IGNORECASE,
)
_TAGS = "b|i|u|s|em|strong|span|font|p|div|a|sup|sub|small|big|cite|q|mark|h[1-6]"
_PAIR = re.compile(rf"<({_TAGS})(?:\s[^<>]*)?>(?=[^<]*[^\W_])([^<]*(?:<(?!/?\1\b)[^<]*)*)</\1\s*>", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
#: Programs upon programs write them three times.
_TIMES = 3


def is_about_markup(text: str) -> bool:
    """Whether a text speaks of HTML or its signs, so that what looks like them is meant."""
    return _ABOUT.search(text) is not None


def unescaped(text: str) -> str:
    """The text with the letters that its entities stand for, unless it speaks of them."""
    if "&" not in text or not _ENTITY.search(text) or _ITSELF.search(text) or is_about_markup(text):
        return text
    for _ in range(_TIMES):
        plain = _ENTITY.sub(lambda found: unescape(found[0]), text)
        if plain == text:
            break
        text = plain
    return text


def without_tags(text: str) -> str:
    """The text without tags around its words, each closed, and line breaks; all others, and a text about them, stay."""
    if "<" not in text or ">" not in text or is_about_markup(text):
        return text
    for _ in range(_TIMES):  # the inner ones first
        text = _PAIR.sub(r"\2", _BREAK.sub(" ", text))
    return text


def read_once_more(text: str) -> str:
    """A field's words without entities and tags that were written into them as letters."""
    return without_tags(unescaped(text))
