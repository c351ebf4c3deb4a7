"""The [trade] tables: a word stands once and says something, a pattern compiles, and the smaller tables hold words of the larger."""

from __future__ import annotations

import re

import pytest

from feedservice.text.languages import languages, tables, words

TRADE = {tag: tables["trade"] for tag, tables in languages().items() if tables.get("trade")}


@pytest.mark.parametrize("tag", TRADE)
def test_a_word_says_something_and_stands_once(tag: str) -> None:
    for name, found in TRADE[tag].items():
        assert all(word == word.strip() != "" for word in found), name
        assert len(set(found)) == len(found), name
        if tables()["trade"][name].startswith("patterns"):
            assert all(map(re.compile, found)), name
        else:
            assert not any("\\" in word or "(?" in word for word in found), f"a pattern among the words of {name}"


@pytest.mark.parametrize(
    ("part", "whole"),
    [("by_in_sentences", "by"), ("editor_labels_unspaced", "editor_labels"), ("and_behind_comma", "and")],
)
def test_words_of_a_part_are_words_of_the_whole_in_their_language(part: str, whole: str) -> None:
    assert words("trade", part)
    for tag, found in words("trade", part).items():
        assert set(found) <= set(words("trade", whole)[tag]), tag


@pytest.mark.parametrize("name", tables()["trade"])
def test_every_table_has_words_of_some_language(name: str) -> None:
    assert words("trade", name)
