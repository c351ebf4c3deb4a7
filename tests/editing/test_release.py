"""What a manuscript says about being seen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedservice.article import Finding, Manuscript
from feedservice.editing.life.release import Release, release
from feedservice.errors import InvalidField
from feedservice.text.dates.date_words import MONTH_WORDS, WEEKDAY_WORDS, checked_weekdays
from tests.factories import NOW

PARIS = ZoneInfo("Europe/Paris")


def manuscript(path: str = "harbour.txt", **fields: Any) -> Manuscript:
    found = {name: Finding(value, "test", 1.0) for name, value in {"headline": "Harbour reopens", **fields}.items()}
    return Manuscript(path, **found)


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "1", "ja", "oui", "是"])
def test_a_draft_is_not_for_readers(word: str) -> None:
    assert release(manuscript(draft=word), NOW, PARIS).draft


@pytest.mark.parametrize("word", ["no", "False", "0", "nein", "non", "否"])
def test_a_draft_field_that_says_no_is_no_draft(word: str) -> None:
    assert release(manuscript(draft=word), NOW, PARIS) == Release()


@pytest.mark.parametrize(
    ("path", "draft"),
    [("_a.txt", True), ("_new/a.txt", True), ("a/_b/c.txt", True), ("a_.txt", False), ("a_b/c.txt", False)],
)
def test_a_name_that_begins_with_a_line_is_a_draft(path: str, draft: bool) -> None:
    assert release(manuscript(path), NOW, PARIS).draft == draft


@pytest.mark.parametrize("fields", [{"draft": "perhaps"}, {"embargo": "soon"}, {"embargo": "03/04/2027"}])
def test_a_draft_or_embargo_that_is_unclear_holds_the_article_back(fields: dict[str, str]) -> None:
    with pytest.raises(InvalidField):
        release(manuscript(**fields), NOW, PARIS)


@pytest.mark.parametrize(
    ("embargo", "due"),
    [
        ("2026-11-19 10:29", None),
        ("2026-11-19 10:30", None),
        ("2026-11-19 10:31", datetime(2026, 11, 19, 9, 31, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("2026-11-19", None),
    ],
)
def test_an_embargo_holds_until_its_minute_and_a_day_begins_at_midnight_of_the_newsroom(
    embargo: str, due: datetime | None
) -> None:
    assert release(manuscript(embargo=embargo), NOW, PARIS).due == due


@pytest.mark.parametrize(
    ("embargo", "word"),
    [
        ("Friday 26 November 2026 06:00", "Friday"),
        ("Fri, 26 Nov 2026 06:00:00 +0000", "Fri"),
        ("2026-11-26 (Friday) 06:00", "Friday"),
        ("6am Sunday November 26 2026", "Sunday"),
        ("Freitag, 26. November 2026, 06:00 Uhr", "Freitag"),
        ("Fr 26.11.2026 06:00", "Fr"),
        ("vendredi 26 novembre 2026 à 6h00", "vendredi"),
        ("viernes 26 de noviembre de 2026 06:00", "viernes"),
        ("venerdì 26 novembre 2026 06:00", "venerdì"),
        ("sexta-feira, 26 de novembro de 2026 06:00", "sexta"),
        ("vrijdag 26 november 2026 06:00", "vrijdag"),
        ("пятница, 26 ноября 2026 06:00", "пятница"),
        ("Friday 26 November 2026", "Friday"),
    ],
)
def test_an_embargo_whose_weekday_is_not_its_dates_is_refused(embargo: str, word: str) -> None:
    with pytest.raises(InvalidField) as raised:
        release(manuscript(embargo=embargo), NOW, PARIS)
    assert f"it says “{word}”, but 26 November 2026 is a Thursday. A new article is held back" in raised.value.what


@pytest.mark.parametrize(
    ("embargo", "due"),
    [
        ("Thursday 26 November 2026 06:00", datetime(2026, 11, 26, 5, tzinfo=UTC)),
        ("Fri, 27 Nov 2026 00:30:00 +0900", datetime(2026, 11, 26, 15, 30, tzinfo=UTC)),
        ("Thursday, 26 November 2026 23:30 EST", datetime(2026, 11, 27, 4, 30, tzinfo=UTC)),
        ("26 di novembre 2026 06:00", datetime(2026, 11, 26, 5, tzinfo=UTC)),
        ("Do 26.11.2026 06:00", datetime(2026, 11, 26, 5, tzinfo=UTC)),
        ("Mar 24 nov 2026 06:00", datetime(2026, 11, 24, 5, tzinfo=UTC)),
        ("ma 23 november 2026 06:00", datetime(2026, 11, 23, 5, tzinfo=UTC)),
    ],
)
def test_a_weekday_that_fits_by_the_date_as_written_changes_nothing(embargo: str, due: datetime) -> None:
    assert release(manuscript(embargo=embargo), NOW, PARIS).due == due


def test_the_weekday_of_an_expiry_is_not_judged() -> None:
    assert release(manuscript(expiry="Friday 26 November 2026 06:00"), NOW, PARIS).expires


def test_weekdays_are_words_that_dates_know() -> None:
    assert set(checked_weekdays()) <= WEEKDAY_WORDS | {"do"}
    assert not set(checked_weekdays()) & MONTH_WORDS


def test_a_field_of_very_many_words_makes_a_short_sentence() -> None:
    with pytest.raises(InvalidField) as raised:
        release(manuscript(status="x" * 100_000), NOW, PARIS)
    assert len(raised.value.what) < 200


def test_an_embargo_in_a_zone_of_several_meanings_holds_when_another_one_is_later() -> None:
    with pytest.raises(InvalidField, match="IST is that of India and that of Israel"):
        release(manuscript(embargo="20 November 2026 08:30 IST"), NOW, PARIS)


@pytest.mark.parametrize(
    ("embargo", "hour", "warned"),
    [("08:30 CST", 14, 1), ("08:30 BST", 7, 1), ("08:30 AST", 12, 1), ("08:30 EST", 13, 0)],
)
def test_an_embargo_in_such_a_zone_ends_at_the_usual_meaning_when_that_is_the_latest(
    embargo: str, hour: int, warned: int
) -> None:
    said = release(manuscript(embargo=f"20 November 2026 {embargo}"), NOW, PARIS)
    assert (said.embargo, len(said.problems)) == (datetime(2026, 11, 20, hour, 30, tzinfo=UTC), warned)


def test_a_zone_that_is_the_newsrooms_own_needs_no_other_name() -> None:
    said = release(manuscript(embargo="20 November 2026 08:30 IST"), NOW, ZoneInfo("Asia/Kolkata"))
    assert (said.embargo, said.problems) == (datetime(2026, 11, 20, 3, tzinfo=UTC), ())
