"""Plain text: what each line is taken for. Whole articles are in the golden folders."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import TooLarge, UnknownFormat
from feedservice.intake.plain.text_length import MOST_PARAGRAPHS
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source


def raw(text: str, path: str = "harbour.txt") -> RawCopy:
    return intake.read(make_source(path, text))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def body(text: str) -> list[str]:
    return [paragraph.get_text() for paragraph in raw(text).body.find_all("p")]


def test_the_first_line_is_the_headline() -> None:
    headline = read("Harbour reopens\n\nBoats left at dawn.\n\nAll of them.").headline
    assert headline is not None
    assert (headline.value, headline.source) == ("Harbour reopens", "first line")


def test_a_headline_field_wins_over_the_first_line_and_leaves_it_in_the_body() -> None:
    text = "Headline: Harbour reopens\n\nBoats left at dawn, after four days.\n\nAll of them went."
    assert read(text).headline.value == "Harbour reopens"
    assert body(text) == ["Boats left at dawn, after four days.", "All of them went."]


@pytest.mark.parametrize("content", ["-30-", "\ufeff"])
def test_a_file_without_words_has_the_headline_of_its_name_and_no_body(content: str) -> None:
    manuscript, body = raw(content, "mine-rescue_two.txt")
    assert manuscript.headline.value == "Mine rescue two"
    assert manuscript.headline.source == "file name"
    assert body.get_text() == ""


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
    assert "Tags: port<br/>and no field at all" in str(raw(text).body)


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
    markup = str(raw(f"Harbour reopens\n\nOne.\n\n{wrapped}\n\nRoses are red,\nviolets blue.").body)
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
    assert read("Ferry late\n\nBody.", "world/asia/harbour.txt").section.value == "world"
    assert read("Section: Port\n\nFerry late\n\nBody.", "world/harbour.txt").section.value == "Port"
    assert read("Ferry late\n\nBody.").section is None


def blocks(text: str) -> list[str]:
    found = raw(f"Harbour reopens\n\nBoats left at dawn.\n\n{text}\n\nAnd {'so ' * 40}on.").body.body
    return [str(child) for child in found.find_all(True, recursive=False)][1:-1]


SHAPES = {
    "dashes": ("- one\n- two", ["<ul><li>one</li><li>two</li></ul>"]),
    "bullets, a paragraph each": ("• one\n\n• two", ["<ul><li>one</li><li>two</li></ul>"]),
    "figures": ("1. one\n2. two", ["<ol><li>one</li><li>two</li></ol>"]),
    "figures that do not count": ("1. one\n7. two", ["<p>1. one<br/>7. two</p>"]),
    "a line above the list": ("Three:\n* one\n* two", ["<p>Three:</p>", "<ul><li>one</li><li>two</li></ul>"]),
    "one dash": ("- He said so.", ["<p>- He said so.</p>"]),
    "capitals": ("A CHANNEL SOUNDED TWICE", ["<h2>A CHANNEL SOUNDED TWICE</h2>"]),
    "a title": ("What the Crews Say of It", ["<h2>What the Crews Say of It</h2>"]),
    "a quotation": ("“We Slept on the Nets”", ["<p>“We Slept on the Nets”</p>"]),
    "a name": ("Ana Ruiz", ["<p>Ana Ruiz</p>"]),
    "a sentence": ("THEY LEFT AT ONCE.", ["<p>THEY LEFT AT ONCE.</p>"]),
    "an address": (
        "See https://a.example/b?c=1&d=2.",
        ['<p>See <a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>.</p>'],
    ),
    "marks as typed": ("It was *bold* and _slanted_.", ["<p>It was *bold* and _slanted_.</p>"]),
    "Chinese lines": (
        "港务局说，航道夜间测量了两次，没有发现沉船，也没有发现别的东西，所以早上六点前就开放了，渔民都很高兴。\n他们去了。",
        [
            "<p>港务局说，航道夜间测量了两次，没有发现沉船，也没有发现别的东西，所以早上六点前就开放了，渔民都很高兴。他们去了。</p>"
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_shape_among_the_paragraphs(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


def test_a_first_line_as_long_as_a_paragraph_is_the_body() -> None:
    manuscript, body = raw("word " * 50 + "end.", "harbour.txt")
    assert (manuscript.headline.value, manuscript.headline.source) == ("Harbour", "file name")
    assert body.get_text().endswith("end.")


def test_a_dateline_gives_its_agency_and_a_byline_outranks_it() -> None:
    story = "PARIS (AFP) - Boats left at dawn.\n\nAll of them went."
    assert read(f"Harbour reopens\n\n{story}").agencies.value == ("AFP",)
    assert read(f"Harbour reopens\n\nBy Ana Ruiz, Reuters\n\n{story}").agencies.value == ("Reuters",)


def test_who_reported_is_taken_from_the_foot_when_nothing_else_says_it() -> None:
    manuscript = read(
        "Harbour reopens\n\nBoats left at dawn.\n\nAll went.\n\n(Reporting by Ana Ruiz; Editing by Tom Lee)"
    )
    assert manuscript.byline.value == ("Ana Ruiz",)
    assert [part.reason for part in manuscript.cut] == ["closing line"]


def test_a_published_date_outranks_that_of_a_change() -> None:
    head = "By Ana Ruiz\nUpdated: 19 November 2026\nPublished: 18 November 2026"
    assert read(f"Harbour reopens\n\n{head}\n\nBoats left.\n\nAll went.").date.value == "Published: 18 November 2026"


def test_a_file_without_a_reader_is_refused_with_the_endings_that_have_one() -> None:
    with pytest.raises(UnknownFormat, match=r"\.xyz.*\.html.*\.txt"):
        read("text", "harbour.xyz")


def test_a_text_of_too_many_paragraphs_is_refused() -> None:
    with pytest.raises(TooLarge, match=str(MOST_PARAGRAPHS)):
        read("a\n" * (MOST_PARAGRAPHS + 1))


def test_a_byline_and_date_above_the_headline() -> None:
    text = "Jane Poole\n20 November 2026\n\nDog bites man\n\nThe dog bit on Friday, police said.\n\nIt ran away.\n"
    manuscript = read(text)
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Dog bites man"
    assert manuscript.byline is not None
    assert manuscript.byline.value == ("Jane Poole",)


def test_a_field_that_says_none_says_nothing() -> None:
    manuscript = read(
        "Corrections: none.\nCredit: n/a\nSlug: DOG-BITES\n\nDog bites man\n\nThe dog bit on Friday.\n\nIt ran away.\n"
    )
    assert manuscript.corrections == ()
    assert manuscript.credit is None
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Dog bites man"


STORY = "The council voted on Tuesday to close the bridge for the winter.\n\nIt will open again in the spring, the mayor said.\n"


@pytest.mark.parametrize(
    ("above", "field", "value"),
    [
        ("NEWS / LOCAL\n\n", "section", "Local"),
        ("SPORT | FOOTBALL\n", "section", "Football"),
        ("Ana Ruiz\n\n", "byline", ("Ana Ruiz",)),
        ("Nov. 20\n\n", "byline", None),
    ],
)
def test_what_stands_above_the_headline_is_not_it(above: str, field: str, value: object) -> None:
    manuscript = read(f"{above}Bridge shut for the winter after vote\n\n{STORY}")
    assert manuscript.headline.value == "Bridge shut for the winter after vote"
    found = getattr(manuscript, field)
    assert (found and found.value) == value
    assert [cut.words for cut in manuscript.cut] == ([] if field == "byline" and value else [above.strip()])


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel\n\nThe chancellor who changed Germany\n\nMerkel led the country for years.\n\nShe grew up in the east.",
        "Storm Brief\n\nBoats wait for the tide to turn\n\nThe sea rose.\n\nIt fell again.",
        "Harbour Lights\n\nBoats wait for the tide to turn\n\nBy Ana Ruiz\n\nThe sea rose.\n\nIt fell again.",
    ],
    ids=["named in the story", "a word of headlines", "another byline"],
)
def test_two_words_with_large_letters_may_be_the_headline(text: str) -> None:
    assert read(text).headline.value == text.partition("\n")[0]


def test_a_poem_stays_whole_below_its_title() -> None:
    manuscript, body = raw(
        "Night\nBy Ana Ruiz\nThe boats lie still\nand the gulls are gone,\nthe water is black\nas stone.\n"
    )
    assert manuscript.standfirst is None
    assert "The boats lie still<br/>and the gulls are gone,<br/>the water is black<br/>as stone." in str(body)


@pytest.mark.parametrize("scrap", ["11/20/26", "Nov. 20", "2026", "Published Nov 20", "Last updated: 3 May 2026 10:00"])
def test_a_piece_of_a_date_is_no_standfirst(scrap: str) -> None:
    manuscript = read(f"Bridge shut\n\n{scrap}\n\n{STORY}")
    assert manuscript.standfirst is None
    assert body(f"Bridge shut\n\n{scrap}\n\n{STORY}")[0].startswith("The council")
    assert manuscript.date or [cut.words for cut in manuscript.cut] == [scrap]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_name_above_its_role_is_the_byline(gap: str) -> None:
    manuscript = read(f"Bridge shut\n\nJane Poole{gap}Chief reporter\n\n{STORY}")
    assert manuscript.byline.value == ("Jane Poole",)
    assert manuscript.standfirst is None
    assert [cut.words for cut in manuscript.cut] == ["Chief reporter"]


def test_a_caption_may_run_on_until_the_next_label() -> None:
    text = f"Bridge shut\n\nCaption: The bridge on Tuesday,\nafter the vote\nCredit: Ana Ruiz\n\n{STORY}"
    assert read(text).caption.value == "The bridge on Tuesday, after the vote"
    assert read(text).credit.value == "Ana Ruiz"
    assert body(text)[0].startswith("The council")


CAPTIONS = {
    "to the next label": ("Boats leave the port\nof Eller on Friday,\nThe first to do so.\nCredit: Leo Hart", "Boats leave the port of Eller on Friday, The first to do so."),
    "to the end of its sentence": ("Boats leave the port\nat dawn on Friday.", "Boats leave the port at dawn on Friday."),
    "no further": ("Boats leave the port", "Boats leave the port"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "caption"), CAPTIONS.values(), ids=CAPTIONS)
def test_a_caption_runs_on_over_lines_where_no_empty_line_parts_any(lines: str, caption: str) -> None:
    story = (
        "Boats left at dawn, after four days in which nothing had moved on the water, nor the quay.\nAll of them went."
    )
    text = f"Harbour reopens after the storm\nBy Ana Ruiz\nCaption: {lines}\n{story}"
    found = read(text).caption
    assert found is not None
    assert found.value == caption
    assert body(text) == story.split("\n")


_BELOW = "\n\nThe bridge closes on Sunday, the harbour board said.\n\nBuses go round by the Millway."


@pytest.mark.parametrize(
    ("line", "byline", "date"),
    [
        ("By Ana Ruiz, once more on the old bridge", ("Ana Ruiz",), None),
        ("By Ana Ruiz, who spent a night on the bridge", ("Ana Ruiz",), None),
        ("18 November 2026, 14:30 Port Time", None, "18 November 2026, 14:30"),
        ("18 November 2026 | Harbour", None, "18 November 2026"),
    ],
)
def test_a_head_line_of_which_a_part_is_understood_costs_the_rest_of_it_alone(
    line: str, byline: tuple[str, ...] | None, date: str | None
) -> None:
    found = read(f"Harbour reopens\n\nIt was shut for a week.\n\n{line}\n\nTags: ports{_BELOW}")
    assert [value and value.value for value in (found.byline, found.date, found.tags)] == [byline, date, ("ports",)]
    assert line in [cut.words for cut in found.cut]
    assert [line in problem.what for problem in found.problems] == [True]


def test_a_line_between_name_and_date_that_nobody_understands_costs_itself() -> None:
    for parted in ("\n\n", "\n"):
        head = parted.join(["By Ana Ruiz", "for the Saturday pages", "18 November 2026", "Tags: ports"])
        found = read(f"Harbour reopens\n\nIt was shut for a week.\n\n{head}{_BELOW}")
        assert found.tags.value == ("ports",)
        assert found.standfirst.value == "It was shut for a week."
        assert [cut.words for cut in found.cut] == ["for the Saturday pages"]


@pytest.mark.parametrize(
    "line",
    [
        "On November 18, 2025, the council voted five to two.", "Ana Ruiz, born November 18, 1926, is dead.",
        "Since 1 January 2024 the toll has been two crowns.", "Am 18. November 2025 beschloss der Rat, die Brücke zu sperren.",
        "3 March 1911. A ship came in.", "في 18 نوفمبر 2025 صوت المجلس على إغلاق الجسر.", "By Ana Ruiz’s account, the bridge was open.",
        "18 November 2025 was a wet day in Port Elster.", "2025年11月18日、橋は閉じられた。",
    ],
)  # fmt: skip
def test_a_date_or_name_inside_a_sentence_is_no_head(line: str) -> None:
    for above in ("", "By Ana Ruiz\n\n"):
        found = raw(f"Harbour reopens\n\n{above}{line}{_BELOW}")
        assert found.manuscript.date is None
        assert (found.manuscript.byline is None) == (not above)
        assert found.body.p.get_text() == line


def test_lines_of_a_programme_stay_though_they_hold_dates() -> None:
    text = "What to do\n\nA week of music and sea.\n\nIn town\n\n18 November 2026\n\nConcert at the Old Hall.\n\n19 November 2026\n\nA walk."
    assert len(body(text)) == 6


@pytest.mark.parametrize(
    ("head", "byline", "date", "place"),
    [
        ("Ana Ruiz | Port Agency\nNov 18, 2026", ("Ana Ruiz",), "Nov 18, 2026", None),
        ("Ana Ruiz\nMadrid, 18 nov. 2026 - 14:30 CET", ("Ana Ruiz",), "18 nov. 2026 - 14:30 CET", "Madrid"),
        ("Par Ana Ruiz (avec AFP)\nPublié le 18 novembre 2026", ("Ana Ruiz",), "Publié le 18 novembre 2026", None),
        ("Por Ana Ruiz, g1 Santos\n18/11/2026 14h30  Atualizado há 2 horas", ("Ana Ruiz",), "18/11/2026 14h30 Atualizado há 2 horas", None),
        ("بقلم: أحمد علي\nالأربعاء 18 نوفمبر 2026 - 14:30", ("أحمد علي",), "الأربعاء 18 نوفمبر 2026 - 14:30", None),
        ("November 18, 2026 / 2:30 PM EST / AP", None, "November 18, 2026 / 2:30 PM EST", None),
        ("Posted 18 November 2026 by Ana Ruiz", ("Ana Ruiz",), "18 November 2026", None),
    ],
)  # fmt: skip
def test_names_dates_and_places_are_told_apart_on_the_lines_of_a_head(
    head: str, byline: tuple[str, ...] | None, date: str, place: str | None
) -> None:
    found = read(f"Harbour reopens\n\n{head}{_BELOW}")
    assert [value and value.value for value in (found.byline, found.date, found.dateline)] == [byline, date, place]
    assert found.standfirst is None


def test_a_field_line_whose_value_says_nothing_is_accounted_for() -> None:
    source = make_source("pier.txt", "Embargo: none\n\nPier opens\n\nThe pier opens in May.\n")
    assert "Embargo: none" in [cut.words for cut in intake.read(source).manuscript.passed_over]


#: What editors are told to write at the top, each with a value that says no other field.
TOP_LINES = (
    "Caption: The bridge from the quay", "Credit: Tom Hale", "Standfirst: Cars roll at dawn", "Section: world",
    "Tags: roads, bridges", "Language: en", "Byline: Ana Ruiz", "Embargo: 2026-11-20 08:30", "Dateline: LEEDS", "Slug: bridge-1",
)  # fmt: skip


@given(
    lines=strategies.permutations(TOP_LINES),
    count=strategies.integers(1, len(TOP_LINES)),
    has_gap=strategies.booleans(),
)
def test_lines_at_the_top_need_no_empty_line_below_them(lines: list[str], count: int, *, has_gap: bool) -> None:
    top = "\n".join(lines[:count]) + ("\n\n" if has_gap else "\n")
    found = read(f"{top}Bridge opens after three years\n\nBy Ines Farrowby\n\n{'The first cars went over it. ' * 6}")
    assert found.headline.value == "Bridge opens after three years"


@pytest.mark.parametrize(
    "headline", ["Credit: what banks lend", "Tags: the law of the wall", "Caption: a short history"]
)
def test_a_headline_that_begins_like_a_field_stays_one_above_a_byline(headline: str) -> None:
    found = read(f"{headline}\nBy Ines Farrowby\n\n{'The first cars went over it. ' * 6}")
    assert found.headline.value == headline


def test_a_caption_that_runs_on_at_the_top_stays_whole() -> None:
    long = "Caption: The new bridge over the Ouse as the first cars of the morning went"
    found = read(
        f"{long}\nacross it\nCredit: Tom Hale\nBridge opens after three years\n\nBy Ines Farrowby\n\nThe first cars went."
    )
    assert found.headline.value == "Bridge opens after three years"
    assert found.caption.value.endswith("went across it")
