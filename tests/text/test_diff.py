"""The difference of two versions, word by word, and what passes for a typo."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedservice.text.comparison.diff import MOST_WORDS, Change, Piece, facts_changed, is_typo, pieces, words_of

#: Words, spaces, line ends, and characters that are cut in special ways, closer together than chance would bring them.
PARTS = st.sampled_from(
    [
        "the ",
        "boat",
        " ",
        "\n",
        "\n \n",
        "\u3000",
        "渡",
        "，",
        "か\u3099",
        "ก\u0e34",
        "\u0e34",
        "12",
        ", ",
        "é",
        "\ud800",
        "\x1c",
    ]
)
TEXT = st.lists(PARTS | st.text(max_size=6), max_size=14).map("".join)

STORY = (
    "The ferry Elster returned to the harbour on Friday with 12 people. She had been missing since the storm of 3 May."
)


def shown(before: str, after: str) -> str:
    brackets = {"same": ("", ""), "removed": ("[", "]"), "added": ("{", "}")}
    return "".join(piece.words.join(brackets[piece.kind]) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t ", []),
        ("The boat's  back,\tsafe.", ["The", "boat's", "back,", "safe."]),
        (
            "渡轮于2026年返回，全员平安。",
            ["渡", "轮", "于", "2026", "年", "返", "回", "，", "全", "员", "平", "安", "。"],
        ),
        ("Die Fähre\nkam an.\n\n \nEnde", ["Die", "Fähre", "\n", "kam", "an.", "\n", "Ende"]),
        ("عادت العبّارة إلى الميناء", ["عادت", "العبّارة", "إلى", "الميناء"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("boat，and", ["boat", "，", "and"]),
    ],
)
def test_words_are_cut_as_each_script_is_read(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "new words", "{new words}"),
        ("The boat is back.", "The boat is back.", "The boat is back."),
        ("The old boat is back.", "The boat is back again.", "The [old ]boat is [back.]{back again.}"),
        ("12 people were found", "14 people were found", "[12 ]{14 }people were found"),
        ("Die Fähre kam am Montag an", "Die Fähre kam am Dienstag an", "Die Fähre kam am [Montag ]{Dienstag }an"),
        ("渡轮周五返回港口。", "渡轮周六返回港口。", "渡轮周[五]{六}返回港口。"),
        ("عادت العبارة يوم الجمعة", "عادت العبارة يوم السبت", "عادت العبارة يوم [الجمعة]{السبت}"),
        ("one\ntwo\nthree", "one\nthree", "one\n[two\n]three"),
        ("one two", "one\ntwo", "one {\n}two"),
        ("a  b\tc", "a b c", "a b c"),
    ],
)
def test_the_difference_reads_like_the_text(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(TEXT, TEXT)
@example("a b", "a\nc b")
@example("boat more", "boat，")
def test_pieces_hold_both_texts_in_order_and_alternate(before: str, after: str) -> None:
    found = pieces(before, after)
    for text, other in ((before, "added"), (after, "removed")):
        kept = [piece.words for piece in found if piece.kind != other]
        assert words_of("".join(kept)) == words_of(text)
        assert [word for words in kept for word in words_of(words)] == words_of(text)
    assert all(one.kind != next_one.kind for one, next_one in pairwise(found))
    assert all(piece.words for piece in found)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.kind for piece in pieces(text, text)} <= {"same"}
    assert is_typo(text, text)
    assert facts_changed(text, text) == ()


@given(TEXT, TEXT)
def test_any_two_texts_are_compared(before: str, after: str) -> None:
    assert isinstance(is_typo(before, after), bool)
    assert len(facts_changed(before, after)) <= 5


def test_long_texts_are_compared_by_paragraphs_and_these_by_words() -> None:
    paragraphs = [f"paragraph number {number} of a long report" for number in range(MOST_WORDS // 7)]
    before = "\n".join(paragraphs)
    after = before.replace("number 7 of", "number 8000 of")
    found = pieces(before, after)
    assert [piece.kind for piece in found] == ["same", "removed", "added", "same"]
    assert found[1:3] == (Piece("removed", "7 "), Piece("added", "8000 "))
    assert facts_changed(before, after) == (("7", "8000"),)


def test_thousands_of_other_paragraphs_and_of_empty_ones_are_compared_too() -> None:
    before = "\n".join(f"old {number} words" for number in range(5_000))
    after = "\n".join(f"new words {number}" for number in range(5_000))
    assert {piece.kind for piece in pieces(before, after)} == {"same", "removed", "added"}  # the paragraph ends stay
    many = "x\n" * MOST_WORDS
    assert {piece.kind for piece in pieces(many, many + "y")} == {"removed", "added"}
    assert not is_typo(many, many + "y")
    assert is_typo(many, many)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("recieve", "receive"), ("Teh harbour", "The harbour"), ("the the boat", "the boat"), ("the boat", "the The boat"),
        ("Elster,", "Elster"), ("elster", "Elster"), ("boat house", "boathouse"), ("well known", "well-known"), ("its", "it's"),
        ("dont", "don't"), ("said he", "said: “he”"), ("harbor", "harbour"), ("acommodation", "accommodation"), ("Rechtschreibug", "Rechtschreibung"),
        ("daß", "dass"), ("Strasse", "Straße"), ("Munchen", "München"), ("a Paris", "à Paris"), ("12 people,", "12 people"), ("12,", "12"),
        ("(12)", "12"), ("2025-2026", "2025–2026"), ("他高兴的跳起来", "他高兴地跳起来"), ("他他说", "他说"), ("渡轮返回港口", "渡轮返回，港口"),
        ("再见在这里", "在见在这里"), ("الى الميناء", "إلى الميناء"), ("العبّارة", "العبارة"), ("المستشفي", "المستشفى"), ("배가 돌아왔읍니다", "배가 돌아왔습니다"),
        ("one\ntwo", "one two"), ("a apple", "an apple"), ("goverment", "government"), ("hte", "the"), ("", "…"), ("accomodasion", "accommodation"),
        ("布暑完毕", "部署完毕"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_a_typo_both_ways(was: str, now: str) -> None:
    for before, after in ((was, now), (now, was)):
        assert is_typo(before, after)
        assert is_typo(f"{STORY} {before} {STORY}", f"{STORY} {after} {STORY}")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("now", "not"), ("12", "14"), ("5", "five"), ("12.5", "125"), ("1.200", "1200"), (".5", "5"), ("-5", "5"), ("5%", "5"), ("5 %", "5"),
        ("€12", "$12"), ("12 12", "12"), ("1 2", "12"), ("can", "can't"), ("can", "cannot"), ("was not there", "was there"), ("is", "isn't"),
        ("notable", "not able"), ("million", "billion"), ("seven", "eleven"), ("eight", "eighty"), ("twenty-six", "twenty-ten"), ("Tuesday", "Thursday"),
        ("Juni", "Juli"), ("Iran", "Iraq"), ("Austria", "Australia"), ("he", "she"), ("hired", "fired"), ("legal", "illegal"), ("possible", "impossible"),
        ("likely", "unlikely"), ("increase", "decrease"), ("imports", "exports"), ("won", "was"), ("ein", "kein"), ("eine Fähre", "keine Fähre"),
        ("Il a vu", "Il n'a vu"), ("il est", "il n’est pas"), ("siempre", "nunca"), ("drei", "vier"), ("old boat", "boat"), ("boat", "boat again"),
        ("very old", "old very"), ("the blue boat", "the green boat"), ("三人", "五人"), ("12人", "14人"), ("没有人", "还有人"), ("不可以", "也可以"), ("北京", "南京"),
        ("渡轮返回港口", "渡轮离开海港"), ("渡轮返回", "渡轮已返回"), ("两人", "三人"), ("الميناء", "ليس الميناء"), ("لم يعد", "لن يعد"), ("갔다", "안 갔다"), ("١٢", "١٤"),
        ("words", ""), ("", "words"), ("x" * 400, "x" * 401), ("½", "¼"), ("lake", "lime"), ("€ 12", "12"), ("返回港", "驶向海"), ("5km", "5 km"),
    ],
)  # fmt: skip
def test_what_may_be_a_fact_is_no_typo_either_way(was: str, now: str) -> None:
    for before, after in ((was, now), (now, was)):
        assert not is_typo(before, after)
        assert not is_typo(f"{STORY} {before} {STORY}", f"{STORY} {after} {STORY}")


def changed(places: int, words: int) -> tuple[str, str]:
    text = ["harbour", "boats"] * (words // 2)
    return " ".join(text), " ".join(["harbor", "boats"] * places + text[2 * places :])


@pytest.mark.parametrize(
    ("places", "words", "typo"), [(5, 100, True), (6, 100, False), (20, 1000, True), (21, 1000, False)]
)
def test_a_typo_stands_in_few_places(places: int, words: int, *, typo: bool) -> None:
    assert is_typo(*changed(places, words)) is typo


@pytest.mark.parametrize(
    ("before", "after", "facts"),
    [
        (STORY, STORY.replace("12", "14"), (("12", "14"),)),
        (STORY, STORY.replace("12", "14").replace("3 May", "4 May"), (("12", "14"), ("3", "4"))),
        ("about 12, they say", "about (14) they say", (("12", "14"),)),
        ("a price of €12.50 now", "a price of €13.50 now", (("€12.50", "€13.50"),)),
        ("共有12人获救", "共有14人获救", (("12", "14"),)),
        ("كان هناك ١٢ شخصا", "كان هناك ١٤ شخصا", (("١٢", "١٤"),)),
        ("rund 1.200 Menschen", "rund 1.400 Menschen", (("1.200", "1.400"),)),
        ("about 12, they say", "about 12 they say", ()),
        ("12 people", "many people", ()),
        ("12 people came", "14 women went", ()),
        ("a b", "a 12 b", ()),
        (" and ".join("abcdefg"), " or ".join("abcdefg"), ()),
    ],
)
def test_numbers_replaced_in_place_are_told(before: str, after: str, facts: tuple[tuple[str, str], ...]) -> None:
    assert facts_changed(before, after) == facts


def test_five_changed_numbers_are_told_at_most() -> None:
    before, after = (" ".join(f"{name} {number}{end}" for number, name in enumerate("abcdefgh", 1)) for end in "05")
    assert facts_changed(before, after) == (("10", "15"), ("20", "25"), ("30", "35"), ("40", "45"), ("50", "55"))


def test_a_change_is_one_of_three() -> None:
    assert [str(change) for change in Change] == ["typo", "update", "correction"]
