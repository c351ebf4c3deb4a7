"""The words of a text as they are compared: without case, marks and compatibility forms. Pure.

NFKC and case folding (Unicode 5.18): a ligature is its letters, a soft hyphen nothing. Letters with all their marks stand
together; in scripts without spaces every character is a word.
"""

from __future__ import annotations

import re
import unicodedata

from feedservice.text.scripts import UNSPACED

_ASCII_WORD = re.compile(r"[a-z0-9]+")
#: What parts words: spaces, punctuation and signs; letters with all their marks stand together, which \\w would part.
_SIGNS = r"\s!-/:-@\[-`{-~\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u02c2-\u02df\u055a-\u055f\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd"
_WORD = re.compile(rf"[^{_SIGNS}]+")
_UNSPACED_WORD = re.compile(rf"[{UNSPACED}]|[^{_SIGNS}{UNSPACED}]+")
HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
#: Signs that no reader sees: soft hyphens, joiners, marks of direction and order.
_UNSEEN = (
    "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\ufffc"
)


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared; in scripts without spaces every character is one."""
    plain = folded(text)
    return pattern_of(plain).findall(plain)


def folded(text: str) -> str:
    """A text with all that makes no difference evened out; line ends stay where they are."""
    if text.isascii():
        return text.lower()
    for sign in _UNSEEN:
        if sign in text:
            text = text.replace(sign, "")
    return unicodedata.normalize("NFKC", text).casefold()


def pattern_of(plain: str) -> re.Pattern[str]:
    """What finds the words of a text that was evened out."""
    if plain.isascii():
        return _ASCII_WORD
    return _UNSPACED_WORD if HAS_UNSPACED.search(plain) else _WORD
