"""What a manuscript says about being seen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from feedservice.article import Finding, Manuscript
from feedservice.errors import InvalidField
from feedservice.release import Release, release
from tests.factories import NOW

PARIS = ZoneInfo("Europe/Paris")


def manuscript(path: str = "harbour.txt", **fields: Any) -> Manuscript:
    found = {name: Finding(value, "test", 1.0) for name, value in {"headline": "Harbour reopens", **fields}.items()}
    return Manuscript(path, BeautifulSoup("", "lxml"), **found)


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
