"""Plain text: what each line is taken for. Whole articles are in the golden folders."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import TooLarge, UnknownFormat
from feedservice.intake.text import MOST_PARAGRAPHS
from tests.factories import make_source


def read(text: str, path: str = "harbour.txt") -> Manuscript:
    return intake.read(make_source(path, text))


def body(text: str) -> list[str]:
    return [paragraph.get_text() for paragraph in read(text).body.find_all("p")]


def test_the_first_line_is_the_headline() -> None:
    headline = read("Harbour reopens\n\nBoats left at dawn.\n\nAll of them.").headline
    assert headline is not None
    assert (headline.value, headline.source) == ("Harbour reopens", "first line")


def test_a_headline_field_wins_over_the_first_line_and_leaves_it_in_the_body() -> None:
    text = "Headline: Harbour reopens\n\nBoats left at dawn, after four days.\n\nAll of them went."
    assert read(text).headline.value == "Harbour reopens"
    assert body(text) == ["Boats left at dawn, after four days.", "All of them went."]


@pytest.mark.parametrize("content", ["", "\n\n \n", "-30-", "\ufeff"])
def test_a_file_without_words_has_the_headline_of_its_name_and_no_body(content: str) -> None:
    manuscript = read(content, "mine-rescue_two.txt")
    assert manuscript.headline.value == "Mine rescue two"
    assert manuscript.headline.source == "file name"
    assert manuscript.body.get_text() == ""


STANDFIRSTS = {
    "wider gap below it": ("Short but whole.\n\n\nThe body starts here.\n\nAnd goes on.", "Short but whole."),
    "dateline below it": ("Short but whole.\n\nPORT ELLER – The body starts here.", "Short but whole."),
    "no full stop": ("Boats wait for the tide\n\nThe body starts here.", "Boats wait for the tide"),
    "above the byline": ("Short but whole.\n\nBy Ana Ruiz\n\nThe body starts here.", "Short but whole."),
    "a field": ("Standfirst: From a field.\n\nThe body starts here.\n\nAnd goes on.", "From a field."),
    "none: a whole sentence at the usual gap": ("The body starts here.\n\nAnd goes on.", None),
    "none: too long": ("w" * 330 + "\n\n\nThe body starts here.", None),
    "none: a dateline opens it": ("PORT ELLER – Boats wait\n\n\nThe body goes on.", None),
}


@pytest.mark.parametrize(("text", "expected"), STANDFIRSTS.values(), ids=STANDFIRSTS)
def test_the_standfirst_is_known_by(text: str, expected: str | None) -> None:
    standfirst = read(f"Harbour reopens\n\n{text}").standfirst
    assert (standfirst and standfirst.value) == expected


def test_the_only_paragraph_is_the_body_even_above_a_credit_line() -> None:
    text = "Seal visits market\n\nA seal came and went.\n\nPhoto: Ana Ruiz"
    assert body(text) == ["A seal came and went."]
    assert read(text).standfirst is None
    assert read(text).credit.value == "Ana Ruiz"


def test_byline_date_and_fields_may_share_one_paragraph() -> None:
    manuscript = read(
        "Harbour reopens\n\nBy Ana Ruiz\n18 November 2026\nTags: port, storm\n\nBoats left at dawn.\n\nAll of them."
    )
    assert manuscript.byline.value == ("Ana Ruiz",)
    assert manuscript.date.value == "18 November 2026"
    assert manuscript.tags.value == ("port", "storm")


def test_a_paragraph_with_one_line_that_is_no_field_is_text_throughout() -> None:
    text = "Harbour reopens\n\nBoats left at dawn.\n\nTags: port\nand no field at all\n\nThe end of it."
    assert read(text).tags is None
    assert "Tags: port<br/>and no field at all" in str(read(text).body)


def test_a_line_with_a_colon_is_no_field_unless_editors_may_use_its_name() -> None:
    assert body("Harbour reopens\n\nWeather: fair until Friday, they say.\n\nBoats left.")[0].startswith(
        "Weather: fair"
    )


@pytest.mark.parametrize("space", ["\n\n", "\n \n", "\n\u3000\n", "\n\xa0\n", "\n\t \n", "\r\n\r\n"])
def test_an_empty_line_may_hold_any_white_space(space: str) -> None:
    assert body(space.join(["Harbour reopens", "Boats left\nat dawn.", "All of them went."]))[-1] == "All of them went."


def test_lines_are_paragraphs_when_there_is_no_empty_line() -> None:
    assert body("Harbour reopens\nBoats left at dawn.\nAll of them went.") == [
        "Boats left at dawn.",
        "All of them went.",
    ]


def test_wrapped_lines_become_one_and_short_lines_stay_lines() -> None:
    wrapped = f"{'long ' * 14}\n{'line ' * 14}".strip()
    markup = str(read(f"Harbour reopens\n\nOne.\n\n{wrapped}\n\nRoses are red,\nviolets blue.").body)
    assert "Roses are red,<br/>violets blue." in markup
    assert markup.count("<br/>") == 1


def test_what_looks_like_markup_is_shown_as_it_was_typed() -> None:
    assert body("Harbour reopens\n\nUse <b> & </b>.\n\nOr <script>not</script>.") == [
        "Use <b> & </b>.",
        "Or <script>not</script>.",
    ]


def test_a_second_credit_line_stays_in_the_body() -> None:
    text = "Harbour reopens\n\nOne.\n\nTwo.\n\nBoats. [Photo/Agency]\n\nThree.\n\nNets. [Photo/Other]"
    manuscript = read(text)
    assert (manuscript.caption.value, manuscript.credit.value) == ("Boats.", "Agency")
    assert body(text)[-1] == "Nets. [Photo/Other]"


def test_what_is_cut_is_noted_with_its_reason() -> None:
    cut = read("Harbour reopens\n\nBoats left.\n\nShare this article\n\nEnditem").cut
    assert [(part.words, part.reason) for part in cut] == [
        ("Share this article", "page furniture"),
        ("Enditem", "end mark"),
    ]


def test_the_top_folder_is_the_section_and_a_field_outranks_it() -> None:
    assert read("Headline here\n\nBody.", "world/asia/harbour.txt").section.value == "world"
    assert read("Section: Port\n\nHeadline here\n\nBody.", "world/harbour.txt").section.value == "Port"
    assert read("Headline here\n\nBody.").section is None


def test_a_file_without_a_reader_is_refused_with_the_endings_that_have_one() -> None:
    with pytest.raises(UnknownFormat, match=r"\.pdf.*\.html.*\.txt"):
        read("text", "harbour.pdf")


def test_a_text_of_too_many_paragraphs_is_refused() -> None:
    with pytest.raises(TooLarge, match=str(MOST_PARAGRAPHS)):
        read("a\n" * (MOST_PARAGRAPHS + 1))
