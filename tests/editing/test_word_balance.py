"""The balance of words: what is told as lost, and what is not."""

import pytest

from feedservice.editing.receipts.compared_words import words_of
from feedservice.editing.receipts.word_balance import strike


def _lost(source: str, published: str, cut: str = "") -> list[str]:
    return [one.words for one in strike(source, published, cut).lost]


@pytest.mark.parametrize(
    ("source", "published"),
    [
        ("The ferry sails.\nAt noon.", "The ferry sails. At noon."),
        ("The fi\u0301rst \ufb01sh", "the f\u00edrst fish"),
        ("Har\u00adbour\u200b board", "harbour board"),
        ("T he bottle stood there", "The bottle stood there"),
        ("the har-\nbour board met", "the harbour board met"),
        ("1. one\n2. two\n• three", "one two three"),
        ("built in 1911\u00b9", "built in 19111"),
        ("渡轮上午开航。", "渡轮 上午 开航"),
        ("नौका चली।", "नौका चली"),
        ("", ""),
    ],
)
def test_what_is_said_in_another_form_is_not_lost(source: str, published: str) -> None:
    """Case, marks, joins, hyphens, list numbers and composed letters make no difference."""
    balance = strike(source, published, "")
    assert (balance.lost, balance.source) == ((), balance.published)


@pytest.mark.parametrize(
    ("source", "published", "lost"),
    [
        ("Ferry sails\nThe council voted to close it.\nIt is shut.", "Ferry sails It is shut", ["The council voted to close it."]),
        ("10:05\nThe gate opens.", "The gate opens.", ["10:05"]),
        ("The ferry sails at noon on Sunday", "The ferry sails on Sunday", ["at noon"]),
        ("渡轮开航。闸门关闭。", "渡轮开航。", ["闸门关闭"]),
    ],
)  # fmt: skip
def test_what_stands_nowhere_is_lost_and_quoted(source: str, published: str, lost: list[str]) -> None:
    """Whole lines as they stood, else the words."""
    assert _lost(source, published) == lost


def test_the_books_balance() -> None:
    """Every word is published, cut or lost, and counted once."""
    source = "Menu Home News\nFerry sails\nThe ferry sails at noon.\nShare this\nA line that vanished whole."
    balance = strike(source, "Ferry sails\nThe ferry sails at noon.", "Menu Home News\nShare this")
    assert (balance.source, balance.published, balance.cut, balance.lost_words) == (17, 7, 5, 5)
    assert [(one.words, one.is_whole_line) for one in balance.lost] == [("A line that vanished whole.", True)]


def test_a_line_said_twice_is_a_repetition_and_no_loss() -> None:
    """A caption that a page has three times stands once in the article."""
    balance = strike("The gate opens.\nThe gate opens.\nIt shut.", "The gate opens. It shut.", "")
    assert (balance.repeated, balance.lost, balance.cut) == (("The gate opens.",), (), 3)


def test_words_that_are_cut_elsewhere_do_not_hide_a_lost_paragraph() -> None:
    """The small words of a page's furniture are no cover for those of its story."""
    cut = "The news of the day\nAll of the news on the map"
    source = f"{cut}\nOn Monday the keeper of the lamp resigned over the price of oil."
    (lost,) = strike(source, "", cut).lost
    assert (lost.is_whole_line, lost.count) == (True, 13)


def test_marks_stand_with_their_letters() -> None:
    """Vowel signs are no ends of words."""
    assert words_of("हिन्दी समाचार") == ["हिन्दी", "समाचार"]
