"""A text cut into the words by which it is found: one function for the index and for what a reader types. Pure.

Folded are capitals, accents, ligatures, widths, the points of Hebrew and Arabic, and letters of one sound that people write now
so, now so. Of scripts without spaces between words, and of Korean, whose words end in what belongs to the next, each character
is a word, so that any part of a sentence is found as a phrase. Does not know word forms: boats is not boat.

Sources: Unicode NFKC and case folding; for Arabic, Persian and Hindi the normalisers of Apache Lucene (ArabicNormalizer,
PersianNormalizer, HindiNormalizer), as far as they change letters for letters.
"""

from __future__ import annotations

from feedservice.text.patterns import later
from feedservice.text.scripts import HANGUL, UNSPACED_LETTERS
from feedservice.text.searching.folding import SIGNS, folded
from feedservice.text.unicode import spaced_signs

#: To be raised when the same text is cut into other words than before: every index is then made anew.
WORDS_VERSION = 1
#: The most words of one text: PostgreSQL knows no place behind the 16,383rd (https://www.postgresql.org/docs/current/textsearch-limitations.html).
MOST_WORDS = 15_000
_MOST_CHARACTERS = 10 * MOST_WORDS
#: What follows in one word is not looked at; PostgreSQL takes no word of 2 KB.
LONGEST_WORD = 64

_ALONE = UNSPACED_LETTERS + HANGUL
_WORD = later(rf"(?=\w)[{_ALONE}][{SIGNS}]*+|(?:[^\W_{_ALONE}]++[{SIGNS}]*+)++")
_CHARACTER = later(f"[{_ALONE}]")
#: Signs that are folded away or composed, and stand within words until then.
_UNFOLDED = (
    "\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u2060\u3099\u309a\ufe00-\ufe0f\ufeff"
)
#: ASCII folded: capitals are small letters, what is no word is a space.
_ASCII = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
#: Letters that Unicode does not take apart, or tells from each other where readers do not.
_LETTERS = str.maketrans(
    dict(zip("øđðłħŧıةہھىیکٱ", "oddlhtiهههييكا", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | {"\u093c": "", "\u0901": "\u0902"}  # nukta; chandrabindu is anusvara
    | {chr(zero + figure): str(figure) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6) for figure in range(10)}
)


def cut(text: str, most_words: int = MOST_WORDS) -> list[str]:
    """The words of a text in their order, folded, so many at most. Any part of a text between spaces gives a run of these."""
    text = spaced_signs(text[:_MOST_CHARACTERS])
    if not text.isascii():
        text = folded(text)
    if text.isascii():  # ten times as quick
        words = text.encode().translate(_ASCII).decode().split()[:most_words]
    else:
        words = _WORD.findall(text.translate(_LETTERS))[:most_words]
    if max(map(len, words), default=0) <= LONGEST_WORD:
        return words
    return [word[:LONGEST_WORD] for word in words]


def is_character(word: str) -> bool:
    """Whether a word is one character of a script whose words are not parted, or of Korean."""
    return _CHARACTER.match(word) is not None


def has_characters(text: str) -> bool:
    """Whether any word of a text is one character."""
    return _CHARACTER.search(text) is not None


def written_words() -> str:
    """A pattern of such words in a text as it is written, not folded yet."""
    return rf"(?=\w)[{_ALONE}][{SIGNS}{_UNFOLDED}]*+|(?:[^\W_{_ALONE}]++[{SIGNS}{_UNFOLDED}]*+)++"
