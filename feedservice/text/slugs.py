"""Slugs: words in an address or a file's name, for every script. Pure.

Transliterates (python-slugify with text-unidecode), so that 东港开放 becomes dong-gang-kai-fang. A slug is no identity: two headlines
may have the same one, and `distinct` parts them.
"""

from __future__ import annotations

from collections.abc import Container

LONGEST_SLUG_CHARACTERS = 60
#: A text far beyond any slug is not transliterated whole.
_READ_CHARACTERS = 400


def slug(text: str, limit_characters: int = LONGEST_SLUG_CHARACTERS, *, fallback: str = "") -> str:
    """The text in small letters, figures and hyphens, cut at a word; the fallback when nothing of it is left."""
    from slugify import slugify  # noqa: PLC0415  # its tables take a while to load

    return (
        slugify(text[:_READ_CHARACTERS], max_length=limit_characters, word_boundary=True, save_order=True) or fallback
    )


def distinct(wanted: str, taken: Container[str], limit_characters: int = LONGEST_SLUG_CHARACTERS) -> str:
    """The slug, or the slug with the first number that makes it one that nobody has: harbour-reopens-2."""
    number, found = 2, wanted
    while found in taken:
        ending = f"-{number}"
        found = wanted[: limit_characters - len(ending)].rstrip("-") + ending
        number += 1
    return found


def keyed(text: str, key: str, limit_characters: int = LONGEST_SLUG_CHARACTERS) -> str:
    """A slug that no other article has: the words, and the opening of the article's key, which is random."""
    words = slug(text, limit_characters - _KEY_CHARACTERS - 1)
    return "-".join(filter(None, (words, key[:_KEY_CHARACTERS])))


_KEY_CHARACTERS = 6
