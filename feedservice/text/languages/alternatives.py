"""Alternatives of a pattern, made of the words of every language: the files have the words, whoever asks the grammar. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedservice.text.languages import every_word

_NOTHING = "(?!)"


def any_word(table: str, *names: str) -> str:
    """A group that matches any of the words under these names of a table, the longest first.

    Words with the same first letter stand together: most places in a text begin none of them, and are passed over sooner.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(_words(table, names), key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return any_of(re.escape(letter) + any_of(rests) for letter, rests in by_letter.items())


def any_piece(table: str, *names: str) -> str:
    """A group that matches any of the pieces of patterns under these names, in their order."""
    return any_of(_words(table, names))


def word_set(table: str, *names: str) -> frozenset[str]:
    """The words under these names, as they stand."""
    return frozenset(_words(table, names))


def _words(table: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for name in names for word in every_word(table, name)))


def any_of(pieces: Iterable[str]) -> str:
    """A group of alternatives, in their order; one of none never matches."""
    alternatives = list(pieces)
    return f"(?:{'|'.join(alternatives)})" if alternatives else _NOTHING
