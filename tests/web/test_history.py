"""What the desk shows of an article's history: words that came and went, and what happened, in an editor's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import Article, Correction
from feedservice.store.articles import Happening
from feedservice.text.comparison.diff import pieces
from feedservice.web.desk.folded_diff import NEAR_CHARACTERS, fold
from feedservice.web.desk.history import ChangedField, Line, changed_fields, changed_texts, lines
from tests.factories import make_article, make_photo, make_rendition

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG = (
    "The council met for a long while on Monday and again on Tuesday, and nothing at all was decided by anybody there."
)


def happened(event: str, hour: int = 0, note: str = "", earlier: Article | None = None) -> Happening:
    return Happening(START + timedelta(hours=hour), event, "harbour.txt", note, earlier)


def told(happenings: list[Happening], article: Article | None = None, start: int = 0, most: int = 99) -> list[Line]:
    return lines(happenings, article or make_article(), lambda instant: f"{instant:%H:%M}", start, most)


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in fold(pieces(before, after))]


def test_words_that_came_and_went_stand_between_those_that_stayed() -> None:
    assert shown("Forty boats left.", "Fifty boats left.") == [
        ("removed", "Forty"), ("same", " "), ("added", "Fifty"), ("same", " "), ("same", "boats left."),
    ]  # fmt: skip


def test_of_long_unchanged_stretches_some_words_about_each_change_are_left() -> None:
    found = shown(f"Old. {LONG} {LONG} End.", f"New. {LONG} {LONG} Stop.")
    kinds = [kind for kind, words in found if words.strip()]
    assert kinds == ["removed", "added", "same", "gap", "same", "removed", "added"]
    before, after = (words for kind, words in found if kind == "same" and words.strip())
    assert LONG.startswith(before.strip())
    assert LONG.endswith(after.strip())
    assert len(before) <= NEAR_CHARACTERS
    assert len(after) <= NEAR_CHARACTERS


def test_what_opens_a_text_is_cut_at_its_start_and_what_ends_it_at_its_end() -> None:
    found = shown(f"{LONG} {LONG} old {LONG} {LONG}", f"{LONG} {LONG} new {LONG} {LONG}")
    assert [kind for kind, words in found if words.strip()] == ["gap", "same", "removed", "added", "same", "gap"]


def test_a_gap_over_a_paragraph_end_begins_a_line() -> None:
    found = shown(f"Old. {LONG}\n{LONG} End.", f"New. {LONG}\n{LONG} Stop.")
    assert ("gap", "…\n… ") in found


def test_a_text_without_spaces_is_cut_between_characters_and_never_before_a_sign() -> None:
    words = "港" * 200
    assert max(len(text) for _, text in shown(f"甲{words}乙", f"丙{words}丁")) == NEAR_CHARACTERS
    marked = "a" + "e\u0301" * 200
    heads = [text for kind, text in shown(f"x {marked} y", f"z {marked} w") if kind == "same"]
    assert not any(text.startswith("\u0301") for text in heads)


def test_a_paragraph_end_alone_can_be_seen() -> None:
    assert ("removed", "¶\n") in shown("One.\nTwo.", "One. Two.")
    assert ("added", "¶\n") in shown("One. Two.", "One.\nTwo.")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_that_came_or_went_is_left_out(before: str, after: str) -> None:
    run = pieces(before, after)
    found = fold(run)
    for kind in ("removed", "added"):
        there = "".join(one.words for one in found if one.kind == kind)
        assert (
            there.replace("¶", "").split()
            == "".join(piece.words.rstrip(" ").replace("¶", "") for piece in run if piece.kind == kind).split()
        )


def test_only_texts_that_changed_are_told_and_a_derived_standfirst_is_none() -> None:
    before = make_article(standfirst_derived=True)
    after = replace(before, headline="Harbour closes", standfirst="Another one.")
    assert [text.name for text in changed_texts(before, after)] == ["Headline"]
    after = replace(before, body_html="<p>The harbour closed at dawn.</p>")
    assert [text.name for text in changed_texts(before, after)] == ["Text"]


def fields(**changes: object) -> list[tuple[str, str, str]]:
    before = make_article(byline=("Ana Ruiz",), photos=(make_photo(),))
    found = changed_fields(before, replace(before, **changes), lambda instant: f"{instant:%H:%M}")
    return [(one.name, one.before, one.after) for one in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"byline": ("Ana Ruiz", "Ben Ode")}, [("Byline", "Ana Ruiz", "Ana Ruiz, Ben Ode")]),
        ({"tags": ("boats",)}, [("Tags", "", "boats")]),
        ({"section": "world"}, [("Section", "", "world")]),
        ({"dateline": "PORT ELSTER"}, [("Dateline", "", "PORT ELSTER")]),
        ({"language": "de"}, [("Language", "", "de")]),
        ({"published": START}, [("Date", "12:00", "09:00")]),
        ({"expires": START}, [("Expires", "", "09:00")]),
        ({"photos": ()}, [("Photo", "harbour.jpg", "")]),
        ({"photos": (make_photo(caption="Boats."),)}, [("Caption", "Boats wait at the east quay.", "Boats.")]),
        ({"photos": (make_photo(credit=""),)}, [("Credit", "Ana Ruiz/Port Agency", "")]),
        ({"photos": (make_photo(alt="A quay"),)}, [("Alternative text", "", "A quay")]),
        ({"photos": (make_photo(path="port.jpg"),)}, [("Photo file", "harbour.jpg", "port.jpg")]),
        (
            {"photos": (make_photo(renditions=(make_rendition(name="b" * 32 + ".jpg"),)),)},
            [("Photo", "harbour.jpg", "harbour.jpg (another picture)")],
        ),
        ({"corrections": (Correction("Ten.", START.date()),)}, [("Correction note", "", "Ten.")]),
    ],
)
def test_what_stands_beside_the_text_is_told_in_short_lines(
    changes: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    assert fields(**changes) == expected


def test_photos_in_another_order_are_told() -> None:
    one, two = make_photo(), make_photo(path="quay.jpg", renditions=(make_rendition(name="b" * 32 + ".jpg"),))
    before = make_article(photos=(one, two))
    found = changed_fields(before, replace(before, photos=(two, one)), str)
    assert found == (ChangedField("Order of photos", "harbour.jpg, quay.jpg", "quay.jpg, harbour.jpg"),)


def test_each_change_is_between_the_version_before_and_the_next() -> None:
    first, second, third = (make_article(headline=f"Harbour {name}") for name in ("one", "two", "three"))
    found = told(
        [happened("published"), happened("update", 1, earlier=first), happened("typo", 2, earlier=second)], third
    )
    assert [line.what for line in found] == ["Typo: not announced to readers", "Update", "Published"]
    words = ["".join(one.words for one in line.texts[0].shown) for line in found[:2]]
    assert words == ["Harbour twothree", "Harbour onetwo"]
    assert [line.at.hour for line in found] == [11, 10, 9]


@pytest.mark.parametrize(
    ("event", "note", "what", "words"),
    [
        ("withdrawn", "file gone", "Withdrawn: its file is gone", ""),
        ("withdrawn", "command: Wrong: all of it", "Withdrawn: by order", "Wrong: all of it"),
        ("withdrawn", "another article took its file", "Withdrawn: another article took its file", ""),
        ("withdrawn", "", "Withdrawn", ""),
        ("undone", "Wrong", "Withdrawal undone by order", ""),
        ("moved", "from world/a.txt", "Moved from world/a.txt to harbour.txt", ""),
        ("scheduled", "", "Held until its embargo has passed", ""),
        ("draft", "", "Kept back as a draft", ""),
        ("expired", "", "Expired", ""),
        ("refused", "", "Refused: its file cannot be used, so it does not go out", ""),
        ("corrected", "", "Published, with a correction", ""),
        ("something new", "said", "Something new", "said"),
    ],
)
def test_what_happened_is_told_in_an_editors_words(event: str, note: str, what: str, words: str) -> None:
    (line,) = told([happened(event, note=note)])
    assert (line.what, line.note) == (what, words)


def test_what_was_in_print_before_comes_back() -> None:
    events = ["scheduled", "published", "withdrawn", "corrected", "expired", "published"]
    assert [line.what for line in told([happened(event) for event in events])][::-1] == [
        "Held until its embargo has passed",
        "Published",
        "Withdrawn",
        "Back in print, with a correction",
        "Expired",
        "Back in print",
    ]


def test_a_correction_is_told_with_its_note_and_not_twice() -> None:
    before = make_article()
    after = replace(before, corrections=(Correction("Fifty, not forty.", date(2026, 11, 23)),))
    (line,) = told([happened("correction", earlier=before)], after)
    assert line == Line(START, "Correction", "Fifty, not forty.")
    bare = replace(before, corrections=(Correction("", date(2026, 11, 23)),))
    assert told([happened("correction", earlier=before)], bare)[0].what == "Correction, without a note"
    (line,) = told([happened("update", earlier=after)], before)
    assert line.fields == (ChangedField("Correction note", "Fifty, not forty.", ""),)


def test_a_change_without_a_word_says_so() -> None:
    before = make_article()
    after = replace(before, body_html=before.body_html.replace("dawn", "<strong>dawn</strong>"))
    assert "links or layout" in told([happened("typo", earlier=before)], after)[0].remark
    assert told([happened("typo", earlier=before)], before)[0].remark == "Nothing that readers see differs."


def test_a_long_history_is_shown_in_parts() -> None:
    happenings = [happened("published"), *(happened("draft", hour) for hour in range(1, 10))]
    assert [line.at.hour - 9 for line in told(happenings, start=8, most=8)] == [1, 0]
    assert told(happenings, start=80, most=8) == []
