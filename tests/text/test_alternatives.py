"""Patterns made of words: the longest first, signs as they stand, and nothing where no language has a word."""

from __future__ import annotations

import re

import pytest

from feedservice.text import languages
from feedservice.text.languages.alternatives import any_piece, any_word, word_set


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "aa": {"trade": {"credit": ["foto", "fot."], "source": ["sour?ce"]}},
        "bb": {"trade": {"credit": ["foto", "foto och text"]}},
    }
    monkeypatch.setattr(languages, "languages", lambda: files)
    monkeypatch.setattr(languages, "_by_name", languages._by_name.__wrapped__)  # not as it was remembered


def test_the_longest_word_is_tried_first() -> None:
    found = re.match(any_word("trade", "credit"), "foto och text: Ek")
    assert found is not None
    assert found[0] == "foto och text"


def test_signs_in_words_are_signs_and_those_in_pieces_are_patterns() -> None:
    assert re.fullmatch(any_word("trade", "credit"), "fotx") is None
    assert re.fullmatch(any_piece("trade", "source"), "souce")


def test_words_of_several_tables_come_together_and_each_once() -> None:
    assert word_set("trade", "credit", "source") == {"foto", "fot.", "foto och text", "sour?ce"}
    assert any_word("trade", "credit").count("|") == 2


@pytest.mark.parametrize("made", [any_word, any_piece])
def test_where_no_language_has_a_word_nothing_matches(made) -> None:
    assert re.search(f"x{made('trade', 'titles')}?", "x") is not None
    assert re.search(made("trade", "titles"), "x") is None
