"""The balance of words: what is told as lost, and what is not."""

from dataclasses import replace

import pytest

from feedservice.article import Cut, Finding, Manuscript, Severity
from feedservice.editing.receipts.compared_words import words_of
from feedservice.editing.receipts.lost_words import Lost
from feedservice.editing.receipts.word_account import account, missing_words
from feedservice.editing.receipts.word_balance import Balance, strike


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


def _balance(*lost: Lost, source: int = 200) -> Balance:
    missing = sum(one.count for one in lost)
    return Balance(source, source - missing, 0, lost)


def test_a_few_missing_words_are_a_warning_that_quotes_them() -> None:
    """An editor may write them into the story."""
    (problem,) = missing_words("a.html", _balance(Lost("10:05", 2, is_whole_line=False)))
    assert problem.severity is Severity.WARNING
    assert problem.what == "2 words of the file are missing from the article: “10:05”."


def test_a_missing_paragraph_is_our_fault() -> None:
    """No editor can be asked to mend it."""
    line = "The council voted to close the bridge for good."
    (problem,) = missing_words("a.html", _balance(Lost(line, 9, is_whole_line=True)))
    assert problem.severity is Severity.FAULT
    assert line in problem.what
    assert "our fault" in problem.remedy
    assert missing_words("a.html", _balance()) == ()


def test_what_a_field_was_passed_over_for_and_what_stands_beside_one_is_cut() -> None:
    """A second byline, and the role beside the first."""
    read = Manuscript(
        "a.txt",
        headline=Finding("Ferry sails", "first line", 0.9),
        byline=Finding(("Ana Ruiz",), "byline", 0.9),
        passed_over=(Cut("Tom Lee", "another byline"), Cut("By Ana Ruiz, harbour editor", "beside the byline")),
        readable="Ferry sails\nBy Ana Ruiz, harbour editor\nTom Lee\nIt sails at noon.",
    )
    balance, cuts = account((read, read), (), "It sails at noon.")
    assert balance.lost == ()
    assert {(cut.words, cut.reason) for cut in cuts} >= {("Tom Lee", "another byline")}
    assert balance.source == balance.published + balance.cut


def test_words_that_only_the_sidecar_changed_are_not_missing() -> None:
    """The file's own byline was read, whatever a sidecar says instead."""
    read = Manuscript("a.txt", byline=Finding(("Ana Ruiz",), "byline", 0.9), readable="Ana Ruiz\nIt sails.")
    overruled = replace(read, byline=Finding(("Eva Holm",), "sidecar a.yaml", 1.0))
    assert account((read, overruled), (), "It sails.")[0].lost == ()


def test_words_that_stand_without_a_space_do_not_hide_the_lines_that_are_the_same() -> None:
    """What is compared once more in pieces adds to what was found first."""
    source = "The ferry sails at noon on Sunday.\nHomepageOpen in app\nIt is shut."
    balance = strike(source, "The ferry sails at noon on Sunday.", "Open in app Homepage It is shut.")
    assert (balance.source, balance.published, balance.cut, balance.lost) == (14, 7, 7, ())
