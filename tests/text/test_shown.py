"""Names as they are shown: nothing in them works unseen, and what is shown leads back to the name."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedservice.commands import speaking
from feedservice.text.unicode import shown, shown_prose, unmarked, visible

#: Whatever a file system takes for a name: any character but NUL, and bytes that are no text (as surrogates).
NAMES = st.text(
    st.one_of(
        st.characters(exclude_characters="\0"),
        st.sampled_from(
            "\x1b\x07\x9b\r\n\u202a\u202b\u202d\u202e\u2066\u2067\u2069\u200b\u200c\u200d\u200e\u200f\ufeff"
        ),
        st.sampled_from("‹›U+0Aعब👩ab\udcff\U000e0041"),
    ),
    max_size=40,
)
WORKS_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def works_unseen(text: str) -> set[str]:
    """What of a text a terminal or a browser obeys, or draws as nothing; joiners that have something to join do neither."""
    joins = {
        place
        for place, one in enumerate(text)
        if one in "\u200c\u200d" and 0 < place < len(text) - 1
        and all(unicodedata.category(text[by]) in {"Lo", "Mn", "Mc", "So", "Sk"} for by in (place - 1, place + 1))
    }  # fmt: skip
    return {one for place, one in enumerate(text) if place not in joins and unicodedata.category(one) in WORKS_UNSEEN}


@given(NAMES)
@example("a\u202egpj.exe")
@example("\x1b]0;owned\x07\x1b[2J")
@example("one\u200btwo")
def test_nothing_in_a_name_works_unseen(name: str) -> None:
    assert not works_unseen(shown(name))
    assert not works_unseen(visible(name))
    shown(name).encode()  # and it can be written: no half of a character is left


@given(NAMES)
def test_what_is_shown_leads_back_to_the_name(name: str) -> None:
    assert unmarked(shown(name)) == unmarked(name)
    assert shown(shown(name)) == shown(name)


@given(NAMES)
def test_json_says_the_same_with_nothing_that_works_unseen(name: str) -> None:
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speaking.click, "echo", lambda line, **_: said.append(line))
        speaking.say_json({"path": name})
        speaking.say(f"one {name}", "two")
    line, spoken = said
    assert json.loads(line) == {"path": name}
    assert not works_unseen(line)
    assert spoken.endswith("\ntwo")
    assert spoken.count("\n") == 1, "a line end in a name makes no line"
    assert not works_unseen(spoken.replace("\n", ""))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ferry.txt", "ferry.txt"),
        ("Fährhafen – “später”.txt", "Fährhafen – “später”.txt"),
        ("a\u202egpj.exe", "a‹U+202E›gpj.exe"),
        ("a\nrefused b", "a‹U+000A›refused b"),
        ("\x1b[31mred", "‹U+001B›[31mred"),
        ("one\u200btwo", "one‹U+200B›two"),
        ("fer\u200cry", "fer‹U+200C›ry"),
        ("caf\udce9.txt", "caf‹U+DCE9›.txt"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        ("\u3164.txt", "‹U+3164›.txt"),
        ("می\u200cرود.txt", "می\u200cرود.txt"),
        ("क्\u200dष.txt", "क्\u200dष.txt"),
        ("👩\u200d👧.jpg", "👩\u200d👧.jpg"),
        ("👩🏽\u200d⚕\ufe0f.jpg", "👩🏽\u200d⚕\ufe0f.jpg"),
    ],
)
def test_a_name_is_shown_as_it_is_but_for_what_is_unseen(name: str, says: str) -> None:
    assert shown(name) == says


def test_the_words_of_an_article_keep_the_marks_of_their_writer() -> None:
    assert shown_prose("שלום\u200f (12)\nشكرا\u061c") == "שלום\u200f (12)\nشكرا\u061c"
    assert shown_prose("turned \u202eround\u202c") == "turned ‹U+202E›round‹U+202C›"
    assert shown_prose("\x1b[31m") == "‹U+001B›[31m"


def test_what_nobody_showed_is_left() -> None:
    assert unmarked("‹U+FFFFFF› ‹U+› ‹x›") == "‹U+FFFFFF› ‹U+› ‹x›"
