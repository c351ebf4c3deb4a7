"""Slugs: for every script, never empty, never twice."""

from __future__ import annotations

import pytest

from feedservice.text.slugs import LONGEST_SLUG_CHARACTERS, distinct, keyed, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour reopens: the “big” day", "harbour-reopens-the-big-day"),
        ("Größe & Äpfel", "grosse-apfel"),
        ("Порт открыт", "port-otkryt"),
        ("东港今晨", "dong-gang-jin-chen"),
        ("Ärger über Œuvre", "arger-uber-oeuvre"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_a_slug_is_small_letters_figures_and_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    "text", ["دمشق تفتح الميناء", "서울 항구", "東京", "Ελλάδα", "नमस्ते", "ไทย", "x" * 5_000, "word " * 500]
)
def test_every_script_gives_one_within_the_limit(text: str) -> None:
    found = slug(text)
    assert found.isascii()
    assert 0 < len(found) <= LONGEST_SLUG_CHARACTERS


def test_a_text_without_letters_takes_the_fallback() -> None:
    assert slug("—", fallback="k7m2qa") == "k7m2qa"


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert distinct("harbour", set()) == "harbour"
    assert distinct("harbour", {"harbour", "harbour-2"}) == "harbour-3"
    assert len(distinct("h" * 60, {"h" * 60})) == LONGEST_SLUG_CHARACTERS


def test_two_articles_of_one_headline_have_two_slugs() -> None:
    assert keyed("Harbour reopens", "k7m2qaxyz") == "harbour-reopens-k7m2qa"
    assert keyed("Harbour reopens", "k7m2qaxyz") != keyed("Harbour reopens", "p3n8zzxyz")
    assert keyed("—", "k7m2qaxyz") == "k7m2qa"
