"""Texts that are about markup, written so that nobody takes them for markup. Pure.

Titles, summaries and captions are plain text, but some readers parse them as HTML once more than they should: of a headline
with `<table>` in it npm's feedparser, Liferea and rss2email lose the word, `&amp;` becomes `&` elsewhere, and the W3C validator
warns. HTML knows a tag by the letter behind `<`, and a reference by what follows `&` (HTML Standard, 13.2.5.6 and 13.2.5.72):
with a word joiner between (U+2060, of no width) both are plain signs, to those who parse and to those who do not. JSON Feed
says in so many words what is text, and has the text itself.
"""

from __future__ import annotations

import re
from html.entities import html5

JOINER = "\u2060"
#: References that HTML takes without their semicolon, whatever letters follow: &copy, &amp.
_WITHOUT_SEMICOLON = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_LIKE_MARKUP = re.compile(rf"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;|{_WITHOUT_SEMICOLON})")


def literal(text: str) -> str:
    """The text with a word joiner wherever HTML would begin a tag or a reference; nearly always the text itself."""
    return _LIKE_MARKUP.sub(rf"\g<0>{JOINER}", text)
