"""Patterns made of the words of every language, as they stand in the files."""

from __future__ import annotations

import re

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece


def test_a_pattern_matches_the_words_of_every_language() -> None:
    pattern = re.compile(any_piece("mail", "thanks"))
    assert all(pattern.fullmatch(word) for word in ("cheers", "danke", "merci", "спасибо", "谢谢"))
    assert pattern.fullmatch("nothing") is None


def test_a_pattern_of_two_entries_matches_the_words_of_both() -> None:
    pattern = re.compile(any_piece("boilerplate", "end_marks", "bracketed_end_marks"))
    assert pattern.fullmatch("ende")
    assert pattern.fullmatch("끝")
    assert "끝" not in every_word("boilerplate", "end_marks")


def test_a_pattern_of_words_that_no_language_has_matches_nothing() -> None:
    nothing = re.compile(any_piece("mail", "of nobody"))
    assert nothing.search("") is None
    assert nothing.search("of nobody") is None
