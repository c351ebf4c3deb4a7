"""What a file's name says, where the file itself has no headline or no date."""

from __future__ import annotations

import pytest

from feedservice.intake import read
from feedservice.intake.file_names import day_of, headline_of
from tests.factories import make_source


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("mine-rescue.txt", "Mine rescue"),
        ("town/2026-10-21-mill-turns-again.md", "Mill turns again"),
        ("20261021_mill_wheel_FINAL_v3.html", "Mill wheel"),
        ("2026-10-21T18-15-mill.md", "Mill"),
        ("2026-10-21-1815-mill.md", "Mill"),
        ("mill-turns-2026-10-21.txt", "Mill turns"),
        ("21.10.2026_Mühle dreht sich.txt", "Mühle dreht sich"),
        ("03-04-2026 mill.txt", "Mill"),
        ("2026年10月21日 水车.txt", "水车"),
        ("148812345.mill-turns.html", "Mill turns"),
        ("007_mill.txt", "Mill"),
        ("2019-03-02_Mill-Turns-1a2b3c4d5e6f.html", "Mill Turns"),
        ("Mill turns 1f0c9a5e27d84b0d9e1a6f3b2c7d8e90.md", "Mill turns"),
        ("mill_final2.docx", "Mill"),
        ("Mill (2).docx", "Mill"),
        ("Mühle_Endfassung_2.docx", "Mühle"),
        ("水车_终稿v2.txt", "水车"),
        ("2026-10-21.md", "2026-10-21"),
    ],
)
def test_a_headline_from_a_name_has_no_date_number_or_version(name: str, headline: str) -> None:
    assert headline_of(name) == headline


@pytest.mark.parametrize(
    "name",
    [
        "2026 budget passes", "911 calls rise", "10000 march for peace", "7 things to know", "World cup final", "Vote 2024", "Covid 19",
        "Boeing 737", "1984 was a good year", "3.5 percent more", "2.liga startet", "Apollo 11", "BRIDGE FINAL", "Rev. jones speaks",
        "Facade decade cafe", "Deadbeef1234", "The web", "Carbon copy", "2026 13 40 mill", "Document1",
    ],
)  # fmt: skip
def test_numbers_and_words_of_a_headline_stay(name: str) -> None:
    assert headline_of(f"{name.replace(' ', '-')}.txt") == name
    assert day_of(f"{name}.txt") == ""


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-10-21-mill.md", "2026-10-21"), ("20261021_mill.md", "2026-10-21"), ("mill 2026_10_21.md", "2026-10-21"),
        ("21-10-2026 mill.md", "2026-10-21"), ("2026年1月2日 水车.md", "2026-01-02"), ("03-04-2026 mill.md", ""),
        ("2026-02-31-mill.md", ""), ("the-2026-10-21-vote.md", ""), ("20261021001-mill.md", ""), ("mill.md", ""),
    ],
)  # fmt: skip
def test_the_day_of_a_name_stands_in_front_or_at_its_end(name: str, day: str) -> None:
    assert day_of(name) == day


def test_the_day_of_a_name_dates_what_nothing_else_dates() -> None:
    story = "Mill turns\n\nBy Jonna Weir\n\n{}It turned yesterday.\n\nTwo schools were there."
    named = read(make_source("2026-10-21-mill.txt", story.format(""))).manuscript
    stated = read(make_source("2026-10-21-mill.txt", story.format("20 October 2026\n\n"))).manuscript
    assert named.date is not None
    assert (named.date.value, named.date.source, named.date.confidence) == ("2026-10-21", "file name", 0.2)
    assert stated.date is not None
    assert stated.date.value == "20 October 2026"
