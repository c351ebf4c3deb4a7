"""Texts that are about markup, written so that nobody takes them for markup. Pure.

Titles, summaries and captions are plain text, but some readers parse them as HTML once more than they should: of a headline
with `<table>` in it npm's feedparser, Liferea and rss2email lose the word, `&amp;` becomes `&` elsewhere, and the W3C validator
warns. HTML knows a tag by the letter behind `<`, and a reference by what follows `&` (HTML Standard, 13.2.5.6 and 13.2.5.72):
with a word joiner between (U+2060, of no width) both are plain signs, to those who parse and to those who do not. JSON Feed
says in so many words what is text, and has the text itself.

Within markup, alternative texts are text. Who looks for pictures by a pattern takes a `src=` in one for the picture's address: the
W3C validator (its `absUrlMixin`) calls what follows an invalid address. There the sign = is written as a reference.
"""

from __future__ import annotations

import re
from html.entities import html5

JOINER = "\u2060"
#: References that HTML takes without their semicolon, whatever letters follow: &copy, &amp.
_WITHOUT_SEMICOLON = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_LIKE_ADDRESS = re.compile(r"(?<=src)=", re.IGNORECASE)
_LIKE_MARKUP = re.compile(rf"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;|{_WITHOUT_SEMICOLON})")


def literal(text: str) -> str:
    """The text with a word joiner wherever HTML would begin a tag or a reference; nearly always the text itself."""
    return _LIKE_MARKUP.sub(rf"\g<0>{JOINER}", text)


#: A picture's tag, as we write it: no < or > in it, and its values in double quotation marks.
_PICTURE = re.compile(r"<img\b[^<>]*>")
_VALUE = re.compile(r'\b(?!src=)([a-z]+)="([^"]*)"')


def literal_attributes(html: str) -> str:
    """Markup in which no text of a picture looks like the address of one; nearly always the markup itself."""
    return _PICTURE.sub(lambda tag: _VALUE.sub(_without_addresses, tag[0]), html) if "<img" in html else html


def _without_addresses(found: re.Match[str]) -> str:
    return f'{found[1]}="{_LIKE_ADDRESS.sub("&#61;", found[2])}"'
