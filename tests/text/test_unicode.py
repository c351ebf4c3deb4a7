"""Characters that XML forbids, and their repair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.text.unicode import as_typed, legible, one_line, opening, spaced_signs


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


TYPED = {
    "soft hyphens": ("har\u00adbour\u00admaster", "harbourmaster"),
    "one at the end of a line": ("har\u00ad\n  bour", "harbour"),
    "one at the end of all": ("harbour\u00ad\n\n- list", "harbour\n\n- list"),
    "no width in a word": ("har\u200bbour\ufeff\u2060master", "harbourmaster"),
    "no width beside a space": ("moves\u200b to", "moves to"),
    "ligatures": (
        "\ufb01sh, o\ufb03ce, wa\ufb04e, \ufb02ag, sta\ufb00, \ufb06",
        "fish, office, waffle, flag, staff, st",
    ),
    "the place of a picture": ("quay\ufffcside", "quay side"),
    "accents apart": ("Zoe\u0308 in Saint-E\u0301tienne", "Zoë in Saint-Étienne"),
    "kana and hangul apart": ("か\u3099 \u1112\u1161\u11ab", "が 한"),
    "joiners that hide": ("\u200c\u00a0\u200d\u034f Lock, Auf\u200clage", "\u00a0 Lock, Auflage"),
}


@pytest.mark.parametrize("case", TYPED)
def test_what_typesetters_put_into_a_text_goes(case: str) -> None:
    text, typed = TYPED[case]
    assert as_typed(text) == typed
    assert as_typed(typed) == typed


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم web\u200cها",
        "क्\u200dष त्\u200cर",
        "👩\u200d🚒 🏳️\u200d🌈",
        "ភាសា\u200bខ្មែរ",
        "ภาษา\u200bไทย",
        "Tel Aviv \u200fשלום",
        "神戸 \ufa19",
        "ﷺ Ω ½ ™ Ĳ",
        "a\u0e34 क\u0301",
    ],
)
def test_what_scripts_need_stays(text: str) -> None:
    assert as_typed(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \t\n b  ", "a b"),
        ("a\u00a0b", "a b"),
        ("\ufeffa\u200bb\u3000c", "ab c"),
        ("o\ufb03ce e\u0301", "office é"),
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


@given(st.text(alphabet=st.sampled_from("“”‘’„–—…«»•·€£ aé渡")))
def test_common_signs_are_spaces_and_all_else_stays(text: str) -> None:
    spaced = spaced_signs(text)
    assert len(spaced) == len(text)
    assert all(one == other or (other == " " and not one.isalnum()) for one, other in zip(text, spaced, strict=True))
