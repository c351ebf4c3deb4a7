"""How texts are cut into the words by which they are found, and what is made of what readers type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedservice.text.searching.search_query import MOST_QUERY_WORDS, Phrase, SearchQuery, search_query
from feedservice.text.searching.searched_words import LONGEST_WORD, cut
from tests.every import every


def phrases(typed: str) -> list[tuple[str, bool]]:
    return [(" ".join(one.words), one.is_opening) for one in search_query(typed).phrases]


@every(
    "typed, wanted",
    [
        ("ferry", [("ferry", True)]),
        ("Ferry to", [("ferry", False), ("to", False)]),
        ('"Port Elster" ferry', [("port elster", False), ("ferry", True)]),
        ("«Port Elster» „Skarn Bay“", [("port elster", False), ("skarn bay", False)]),
        ('left "open at the end', [("left", False), ("open at the end", False)]),
        ("l’eau 3.5 AC/DC", [("l eau", False), ("3 5", False), ("ac dc", False)]),
        ("-ferry +quay OR (NOT*)", [("ferry", False), ("quay", False), ("or", False), ("not", True)]),
        ("ferry ferry FERRY", [("ferry", False), ("ferry", True)]),
        ("東京都 地震", [("東 京 都", False), ("地 震", False)]),
        ("COVID疫情", [("covid 疫 情", False)]),
        ("ﬁshing ＡＢＣ Ⅻ", [("fishing", False), ("abc", False), ("xii", True)]),
        ('"" “ ” \0 !?', []),
    ],
)
def test_what_was_typed_is_words_to_look_for(typed: str, wanted: list[tuple[str, bool]]) -> None:
    assert phrases(typed) == wanted


def test_no_more_words_are_looked_for_than_are_bearable() -> None:
    typed = " ".join(f"word{number}" for number in range(2000))
    found = search_query(typed).phrases
    assert [one.words for one in found] == [(f"word{number}",) for number in range(MOST_QUERY_WORDS)]
    assert not any(one.is_opening for one in found)
    assert search_query("x" * 10_000) == SearchQuery((Phrase(("x" * LONGEST_WORD,), is_opening=True),))
    assert len(search_query("東" * 10_000).phrases[0].words) == MOST_QUERY_WORDS


def test_signs_of_hindi_stay_and_what_is_left_out_in_writing_does_not_count() -> None:
    assert cut("हिन्दी की किताब") == ["हिन्दी", "की", "किताब"]
    assert cut("مُحَمَّدٌ أحمد") == cut("محمد احمد")
    assert cut("בְּרֵאשִׁית") == cut("בראשית")
    assert cut("२०२६ ٢٠٢٦ 2026") == ["2026"] * 3


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_part_of_a_text_between_spaces_is_a_run_of_its_words(before: str, after: str) -> None:
    """Else what is in the index could not be found by what was typed of it."""
    assert cut(f"{before} {after}") == cut(before) + cut(after)


@given(st.text(max_size=200))
def test_no_word_holds_a_sign_that_means_something_to_a_database(text: str) -> None:
    for word in cut(text):
        assert not set(word) & set("\"'\\:*&|!<>() \t\n\0\ue000")
        word.encode()
    search_query(text)
