"""What is no news: lines of pages in many languages, and names of boxes; and what only sounds like them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import feedservice
from feedservice.intake.boilerplate.author_bios import is_about_author
from feedservice.intake.boilerplate.box_names import AROUND_STORY, STRONG, WEAK, is_name_of_furniture, words_of
from feedservice.intake.boilerplate.page_lines import (
    asks_readers,
    begins_as_prompt,
    heads_a_life,
    heads_the_end,
    is_advertisement,
    is_kicker,
    is_page_line,
    is_picture_label,
    leads_elsewhere,
    speaks_for_page,
)
from feedservice.text.languages import tables, words

SOURCES = "".join(path.read_text(encoding="utf-8") for path in Path(feedservice.__file__).parent.rglob("*.py"))
PLACEHOLDER = re.compile(r"\{[a-z]+\}")


@pytest.mark.parametrize("table", ["boilerplate", "embargoes", "mail"])
def test_every_word_of_every_language_is_a_pattern_by_itself(table: str) -> None:
    broken = []
    for name in tables()[table]:
        for tag, entries in words(table, name).items():
            for entry in entries:
                try:
                    re.compile(PLACEHOLDER.sub("x", entry))
                except re.error as error:
                    broken.append(f"{tag}.toml: {name}: {entry}: {error}")
    assert not broken


@pytest.mark.parametrize("table", ["boilerplate", "embargoes", "mail"])
def test_every_entry_of_a_table_is_asked_for_and_known_in_some_language(table: str) -> None:
    assert [name for name in tables()[table] if not words(table, name)] == []
    assert [name for name in tables()[table] if not re.search(rf"""["']{name}["'](?!:)""", SOURCES)] == []


@pytest.mark.parametrize(
    ("judge", "line", "other"),
    [
        (is_page_line, "continúa leyendo", "continúa leyendo el libro"),
        (is_page_line, "延伸閱讀", "閱讀"),
        (is_advertisement, "publicité", "publicité mensongère"),
        (is_kicker, "eilmeldung", "eilmeldungen"),
        (is_kicker, "son dakika", "dakika"),
        (leads_elsewhere, "Lees ook: Haven weer open", "Lees ook eens een boek"),
        (speaks_for_page, "© Harbour Press 2026", "© is a sign"),
        (speaks_for_page, "Słowa kluczowe: port, prom", "Słowa kluczowe padły"),
        (speaks_for_page, "Lesezeit: ca. 3 Minuten", "Lesezeit für 30 Schulen"),
        (speaks_for_page, "2 minutos de lectura", "2 minutos de lectura bastan para dormir"),
        (heads_the_end, "Comentarios (12)", "Comentarios de la ministra"),
        (heads_the_end, "あわせて読みたい", "読みたい"),
        (heads_a_life, "Written by Ana Ruiz", "Written by hand. Sold by mail"),
        (asks_readers, "Newsletter bestellen", "Newsletter bestellen immer weniger"),
        (begins_as_prompt, "Lire la suite de l’article", "À lire la suite"),
        (is_picture_label, "拡大する", "拡大"),
    ],
)
def test_a_line_of_a_page_is_known_in_its_language(judge: object, line: str, other: str) -> None:
    assert callable(judge)
    assert judge(line) is True
    assert judge(other) is False


def test_a_line_about_an_author_begins_with_the_name_or_leads_to_it() -> None:
    assert is_about_author("Ana Ruiz cubre los puertos.", ["Ana Ruiz"])
    assert is_about_author("Mehr von Ana Ruiz", ["Ana Ruiz"])
    assert not is_about_author("Ana Ruiz, 41, drowned on Monday.", ["Ana Ruiz"])
    assert not is_about_author("Ben Okri covers harbours.", ["Ana Ruiz"])


@pytest.mark.parametrize(
    ("name", "furniture"),
    [
        ("share-bar", True),
        ("relatedPosts", True),
        ("shareholder", False),
        ("navy", False),
        ("has-sidebar", False),
        ("related-article-body", False),
    ],
)
def test_names_of_boxes_are_compared_by_whole_words(name: str, furniture: bool) -> None:
    assert is_name_of_furniture(name) is furniture


def test_no_name_is_furniture_in_two_degrees() -> None:
    assert STRONG.isdisjoint(WEAK)


def test_every_name_is_one_word_of_a_class_or_id_so_that_it_can_be_found() -> None:
    assert [name for name in AROUND_STORY if words_of(name) != [name]] == []
    assert [name for name in STRONG | WEAK if not name.isalnum()] == []
