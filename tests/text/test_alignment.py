"""Texts of any length are aligned, and no single call compares more than so much of them."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from feedservice.text.comparison.alignment import MOST_CELLS, runs
from feedservice.text.comparison.diff import pieces

UNITS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=40)


def check(old: list[str], new: list[str], most_cells: int) -> int:
    """That the runs hold both texts and are what they say; how many words stay."""
    found = list(runs(old, new, most_cells))
    for text, places in ((old, [run.old for run in found]), (new, [run.new for run in found])):
        assert [word for place in places for word in text[place]] == text
        assert all(one.stop == following.start for one, following in pairwise(places))
    assert all((old[run.old] == new[run.new]) is run.stays or not run.stays for run in found)
    assert all(one.stays != following.stays for one, following in pairwise(found))
    return sum(run.old.stop - run.old.start for run in found if run.stays)


@given(UNITS, UNITS, st.integers(1, 100))
def test_the_runs_hold_both_texts_in_order_and_alternate(old: list[str], new: list[str], most_cells: int) -> None:
    check(old, new, most_cells)


def test_what_moved_is_no_anchor() -> None:
    old, new = list("abcdefgh"), list("bcdeafgh")
    assert check(old, new, 9) == 7


def test_two_texts_of_the_same_words_stay_as_a_whole() -> None:
    assert [run.stays for run in runs(["x"] * 50, ["x"] * 50, 100)] == [True]


@pytest.mark.parametrize("paragraph_words", [100, 30_000])
def test_no_call_compares_more_than_so_much(monkeypatch: pytest.MonkeyPatch, paragraph_words: int) -> None:
    """In C it holds Python, and feeds wait as long as it takes."""
    chance = Random(1)
    old = [f"word{number if number % 9 == 0 else chance.randrange(500)}" for number in range(30_000)]
    new = [f"new{chance.randrange(500)}" if chance.random() < 0.1 else word for word in old]
    compared: list[int] = []
    real = Levenshtein.opcodes

    def opcodes(olds: list[str], news: list[str]) -> object:
        compared.append(len(olds) * len(news))
        return real(olds, news)

    monkeypatch.setattr(Levenshtein, "opcodes", opcodes)
    both = (_text(words, paragraph_words) for words in (old, new))
    found = pieces(*both)
    assert max(compared) <= MOST_CELLS
    assert sum(len(piece.words.split()) for piece in found if piece.kind == "same") > 0.85 * len(old)


def _text(words: list[str], paragraph_words: int) -> str:
    starts = range(0, len(words), paragraph_words)
    return "\n\n".join(" ".join(words[start : start + paragraph_words]) for start in starts)
