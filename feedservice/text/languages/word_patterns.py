"""Patterns made of the words of every language: the files have the words, whoever asks has the grammar. Pure."""

from __future__ import annotations

from feedservice.text.languages import every_word


def any_of(table: str, *names: str) -> str:
    """A group that matches any of the words, or short patterns, under these names; where no language has one, nothing at all."""
    found = dict.fromkeys(word for name in names for word in every_word(table, name))
    return f"(?:{'|'.join(found)})" if found else r"(?!)"
