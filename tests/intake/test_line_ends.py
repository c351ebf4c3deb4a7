"""Plain text: lines that somebody wanted stay lines, lines that a margin made are joined, words it cut are made whole."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.intake.plain.hyphenation import made_whole
from tests.factories import make_source
from tests.growth import check_growth

STORY = "Gulls on the mole\n\nThe gulls are back on the mole, the warden said on Monday."


def body(text: str) -> str:
    return str(intake.read(make_source("gulls.txt", text)).body)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("Herald: When did they come?\nWarden: In the night, all of them,\nwhen nobody was there.\nHerald: And now?\nWarden: Now they eat.", 3),
        ("Q: When did they come?\nA: In the night, all of them, when nobody was on the mole to see it.", 1),
        ("— When did they come?\n— In the night, all of them, when nobody was on the mole to see it.", 1),
        ("Monday\t6.10\t18.35\nTuesday\t6.55\t19.20", 1),
        ("Saltholm      10  8  1\nBrackwater    10  7  2\nThe Mole      10  5  3", 2),
        ("Ladies' doubles, first round: A. Fenn and B. Gray beat C. Hall and D. Ives\nMen's doubles, first round: E. Jay and F. King beat G. Low and H. Moor\nMixed doubles: I. Nye and J. Orr beat K. Poe and L. Quin", 2),
        ("The tide went out,\nthe tide came in,\nthe gulls without\nlet none begin.", 3),
    ],
)  # fmt: skip
def test_lines_stay_lines(lines: str, kept: int) -> None:
    assert body(f"{STORY}\n\n{lines}\n\nThey stay until May.").count("<br") == kept


@pytest.mark.parametrize(
    "lines",
    [
        "The warden has counted them every year since the mole was built in\nMay 1981, when he was new to the town and had nothing else to do on\nSundays.",
        "The mole, which the council built in a hurry after the long storm of\nOctober, has no rail.",
    ],
)
def test_lines_that_a_margin_made_are_joined(lines: str) -> None:
    assert "<br" not in body(f"{STORY}\n\n{lines}\n\nThey stay until May.")


def test_short_lines_below_a_margin_are_joined_too() -> None:
    wide = "The warden has counted them every year since the mole was built in\nMay 1981, when he was new to the town."
    narrow = "There were more than four thousand this year\nand-or-so-he-says-four-thousand-and-ninety-nine chicks."
    assert "<br" not in body(f"{STORY}\n\n{wide}\n\n{narrow}\n\nThey stay until May.")


def test_a_timetable_is_no_head() -> None:
    text = "High water\n\nMonday\t6.10\t18.35\nTuesday\t6.55\t19.20\n\nThe warden keeps the times.\n"
    assert "18.35" in body(text)
    assert "19.20" in body(text)
    assert "19.20" in body("High water\nMonday\t6.10\t18.35\nTuesday\t6.55\t19.20\n")


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("the har-\nbour", "the harbour"),
        ("a well-\nknown man", "a well-known man"),
        ("a Saltholm-\nbased firm", "a Saltholm-based firm"),
        ("the Anglo-\nDanish mole", "the Anglo-Danish mole"),
        ("das EU-\nweite Verfahren", "das EU-weite Verfahren"),
        ("die Hafen-\nbehörde", "die Hafenbehörde"),
        ("peut-\nêtre", "peut-être"),
        ("the gull\u00ad\nery", "the gullery"),
        ("a re-\nentry, a reentry", "a reentry, a reentry"),
        ("a sea-\ngull; the sea-gull", "a sea-gull; the sea-gull"),
        ("the mole-\nwarden of the mole", "the mole-warden of the mole"),
    ],
)
def test_words_that_a_margin_cut_are_made_whole(cut: str, whole: str) -> None:
    assert " ".join(made_whole(f"\n\n{cut} and so on").split()) == f"{whole} and so on"


@pytest.mark.parametrize(
    "text",
    ["Vor-\nund Nachteile\n\n", "two-\nand three-year-olds\n\n", "https://gulls.example/in-\ndex\n\n", "a gull -\nor two\n\n", "me@gulls-\nmole.example\n\n"],
)  # fmt: skip
def test_other_hyphens_at_line_ends_stay(text: str) -> None:
    assert made_whole(text) == text


@pytest.mark.parametrize("part", ["a-\n", "ab-\ncd ", "A: b.\n", "a\tb\n", "Mon 1 2\n"])
def test_the_cost_grows_with_the_length(part: str) -> None:
    check_growth(lambda times: f"{STORY}\n\n" + part * times, body, 3_000)
