"""Characters that XML forbids, and their repair."""

from __future__ import annotations

import pytest

from feedservice.text.unicode import legible, one_line, opening


@pytest.mark.parametrize(
    "code", [0x0, 0x8, 0xB, 0xC, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xFDD0, 0xFDEF, 0x1FFFE, 0x10FFFF]
)
def test_what_xml_forbids_and_what_is_no_character_is_gone(code: int) -> None:
    assert legible(f"a{chr(code)}b") == "ab"


@pytest.mark.parametrize("code", [0x9, 0xA, 0xD, 0x20, 0x7F, 0xA0, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFD, 0x1F642])
def test_what_xml_allows_stays(code: int) -> None:
    assert legible(f"a{chr(code)}b") == f"a{chr(code)}b"


@pytest.mark.parametrize(
    ("wrong", "right"), [("\x93a\x94", "“a”"), ("\x80", "€"), ("\x96", "–"), ("\x85", "…"), ("\x92", "’")]
)
def test_windows_1252_leftovers_become_what_they_were(wrong: str, right: str) -> None:
    assert legible(wrong) == right


@pytest.mark.parametrize("code", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_codes_that_mean_nothing_there_either_are_gone(code: int) -> None:
    assert legible(chr(code)) == ""


def test_letters_are_not_normalised() -> None:
    assert legible("e\u0301 ﬁ Ω") == "e\u0301 ﬁ Ω"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \t\n b  ", "a b"),
        ("a\u00a0b", "a b"),
        ("\ufeffa\u200bb\u3000c", "a b c"),
        ("a\x00 \x0b b", "a b"),
        ("\u2028a\u2029", "a"),
        ("", ""),
    ],
)
def test_one_line_has_single_spaces_and_none_at_the_ends(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_short_text_is_its_own_opening() -> None:
    assert opening("Boats\nleft.") == "Boats left."
    assert opening("x" * 80) == "x" * 80


def test_an_opening_is_cut_at_a_word_where_there_is_one() -> None:
    assert opening("one two three", 9) == "one two…"
    assert opening("x" * 20, 9) == "x" * 9 + "…"
