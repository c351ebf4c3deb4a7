"""The language files: every one can be read, says what somebody reads, and its compiled form is up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from feedservice.text import languages
from feedservice.text.dates.date_words import MONTHS, WEEKDAYS
from feedservice.text.dates.spoken import spoken_time
from feedservice.text.languages import COMMON, digest, every_word, for_pages, parsed, read_sources, tables, words
from tests.language_files import compiled

SOURCES = read_sources()


@pytest.mark.parametrize("tag", SOURCES)
def test_every_file_can_be_read_and_says_what_it_is(tag: str) -> None:
    found = parsed({tag: SOURCES[tag]})[tag]
    assert found["language"]["name"]


def test_the_compiled_words_are_up_to_date() -> None:
    for file, content in compiled().items():
        assert file.read_text(encoding="utf-8") == content, "run python -m tests.language_files"


def test_compiled_words_that_are_behind_their_files_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {**SOURCES, "en": SOURCES["en"] + b"\n# and one line more\n"}
    assert digest(changed) != digest(SOURCES)
    monkeypatch.setattr(languages, "read_sources", lambda: changed)
    monkeypatch.setattr(languages.json, "loads", lambda _: {"digest": digest(SOURCES), "languages": {}})
    assert "en" in languages.languages.__wrapped__()
    assert languages._page_words.__wrapped__()["pages"]["credit"]["en"] == words("pages", "credit")["en"]


@pytest.mark.parametrize("content", [None, b"", b"<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"])
def test_without_sound_compiled_words_the_files_are_read(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be missing, or merged line by line; what is published must not hang on it."""
    compiled_words = tmp_path / "words.json"
    if content is not None:
        compiled_words.write_bytes(content)
    monkeypatch.setattr(languages, "COMPILED", compiled_words)
    monkeypatch.setattr(languages, "COMPILED_FOR_PAGES", compiled_words)
    assert languages.languages.__wrapped__() == parsed(SOURCES)
    assert languages._page_words.__wrapped__() == for_pages(parsed(SOURCES))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[dates", "xx.toml cannot be read"),
        (b"[dances]\n", "a table [dances] that nobody reads"),
        (b"[dates]\nmoons = []\n", "nobody reads “moons” of [dates]"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=r"xx\.toml") as caught:
        parsed({"xx": content})
    assert says in str(caught.value)


@pytest.mark.parametrize("tag", MONTHS)
def test_a_language_names_twelve_months_and_seven_weekdays_and_no_two_months_alike(tag: str) -> None:
    assert len(MONTHS[tag]) == 12
    assert all(MONTHS[tag])
    assert len(WEEKDAYS[tag]) == 7
    assert all(WEEKDAYS[tag])
    named = [name for month in MONTHS[tag] for name in set(month)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("name", "rows"),
    [("months", 12), ("months_also", 12), ("months_beside", 12), ("weekdays", 7), ("weekdays_also", 7)],
)
def test_no_month_or_weekday_slips_into_the_row_of_another(name: str, rows: int) -> None:
    found = words("dates", name)
    assert found
    assert {tag: len(one) for tag, one in found.items()} == dict.fromkeys(found, rows)


def test_names_of_months_and_weekdays_stand_as_they_are_looked_up() -> None:
    for rows in (*MONTHS.values(), *WEEKDAYS.values()):
        for name in (name for row in rows for name in row):
            assert name == name.casefold()
            assert not set(name) & set(" ./-")


def test_weekdays_that_are_checked_are_names_of_their_own_language() -> None:
    for tag, checked in words("dates", "weekdays_checked").items():
        assert set(checked) <= {name for row in WEEKDAYS[tag] for name in row}, tag


@pytest.mark.parametrize("name", ["zone_hours", "zone_places", "eras"])
def test_a_name_means_the_same_in_every_language(name: str) -> None:
    said = [pair for one in words("dates", name).values() for pair in set(one.items())]
    assert len({word for word, _ in said}) == len(set(said))


def test_every_language_that_writes_the_day_first_is_named_by_its_own_tag_or_a_wider_or_narrower_one() -> None:
    for name in ("day_first", "month_first"):
        for tag, tags in words("dates", name).items():
            assert all(one == tag or one.startswith(f"{tag}-") or (tag, one) == ("nb", "no") for one in tags)
    assert not set(every_word("dates", "day_first")) & set(every_word("dates", "month_first"))


@pytest.mark.parametrize("name", tables()["dates"])
def test_every_name_of_dates_has_words_in_some_language(name: str) -> None:
    assert any(words("dates", name).values())


@pytest.fixture
def cldr() -> ModuleType:
    return pytest.importorskip("tests.languages_from_cldr", reason="alone in need of Babel (tests/requirements.txt)")


def test_names_made_from_cldr_are_those_of_the_babel_we_pin(cldr: ModuleType) -> None:
    assert {file.stem for file in cldr.files()} == SOURCES.keys() - {COMMON}
    for file in cldr.files():
        content = file.read_text(encoding="utf-8")
        assert cldr.written(file.stem, content) == content, "run python -m tests.languages_from_cldr"


def test_names_from_cldr_take_the_place_of_older_ones_and_of_nothing_else(cldr: ModuleType) -> None:
    old = f'[dates]\n{cldr.BEGINS}months = []\n{cldr.ENDS}of = ["of"]\n\n[fields]\n'
    assert cldr.written("en", old) == f'[dates]\n{cldr.block("en")}of = ["of"]\n\n[fields]\n'
    assert '["september", "sep"]' in cldr.block("en")


@pytest.mark.parametrize("tag", ["ja", "vi", "zh", "xx"])
def test_a_language_of_counted_months_and_one_that_cldr_lacks_get_no_names(cldr: ModuleType, tag: str) -> None:
    assert cldr.block(tag) == ""


def test_names_of_several_words_or_one_letter_are_left_out(cldr: ModuleType) -> None:
    assert "dydd" not in cldr.block("cy")
    assert "d’abril" not in cldr.block("ca")
    assert '"v"' not in cldr.block("hu")


def test_words_for_what_is_not_for_publication_are_in_small_letters():
    """The notebooks of agencies are looked for in small letters."""
    pieces = every_word("boilerplate", "not_for_publication")
    assert pieces
    assert [piece for piece in pieces if piece != piece.lower()] == []


#: The languages in which the site speaks whole; of others it has what is known, and English.
WHOLE = ("en", "zh", "de", "fr", "es", "ar", "ru", "ja", "hi", "pt")


@pytest.mark.parametrize("tag", WHOLE)
def test_the_pages_of_ten_languages_are_whole(tag: str) -> None:
    known, english = languages.languages()[tag]["pages"], languages.languages()["en"]["pages"]
    assert set(english) - set(known) <= {"credit"}  # Arabic, Spanish and others name the photographer alone
    assert {name for name, words in known.items() if "{}" in words} == {n for n, w in english.items() if "{}" in w}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "3 April 2026, 22:05"),
        ("en-US", "April 3, 2026, 10:05 PM"),
        ("de-AT", "3. April 2026, 22:05"),
        ("ja", "2026年4月3日 22:05"),
        ("ar", "3 أبريل 2026، 10:05 م"),
        ("xx", "3 April 2026, 22:05"),
    ],
)
def test_instants_are_written_as_their_readers_do(language: str, told: str) -> None:
    assert spoken_time(datetime(2026, 4, 3, 22, 5, tzinfo=UTC), language).replace("\u202f", " ") == told
