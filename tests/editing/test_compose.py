"""Manuscript to article: what is checked, and the dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from feedservice.article import Article, Finding, Manuscript, Outcome, Photo, Problem
from feedservice.editing.article_dates import Moment
from feedservice.editing.compose import Birth, CleanCopy, Composed, compose
from feedservice.editing.life.release import release
from feedservice.editing.life.standing import Standing
from feedservice.editing.plain_text import paragraphs
from feedservice.errors import MissingField
from feedservice.text.sentences import first_sentences
from tests.factories import NOW, make_photo

PARIS = ZoneInfo("Europe/Paris")
BODY = "<p>The harbour reopened at dawn.</p><p>Boats left.</p>"
BIRTH = Birth("tag:news.example,2026-11-19:k1", "k1")
LATER = NOW + timedelta(hours=3)


def manuscript(path: str = "harbour.txt", **fields: Any) -> Manuscript:
    found = {
        name: Finding(value, "test", 1.0) for name, value in {"headline": "Harbour reopens", **fields}.items() if value
    }
    return Manuscript(path, **found)


def composed(
    source: Manuscript,
    earlier: Article | Standing | None = None,
    now: datetime = NOW,
    body: str = BODY,
    photos: tuple[Photo, ...] = (),
    **rest: Any,
) -> Composed:
    before = Standing(earlier, Outcome.PUBLISHED) if isinstance(earlier, Article) else earlier
    words = paragraphs(BeautifulSoup(body, "lxml"))
    said = release(source, now, PARIS)
    return compose(CleanCopy(source, body, words, photos, said), BIRTH, before, Moment(now, PARIS, **rest))


def made(source: Manuscript, *given: Any, **rest: Any) -> Article:
    return composed(source, *given, **rest).article


def warnings(source: Manuscript) -> tuple[Problem, ...]:
    return composed(source).problems


def test_a_new_article_has_all_its_clocks_at_now() -> None:
    article = made(manuscript())
    assert (article.id, article.key) == ("tag:news.example,2026-11-19:k1", "k1")
    assert {article.published, article.updated, article.released, article.changed} == {NOW}


def test_every_field_comes_from_its_finding() -> None:
    article = made(
        manuscript(standfirst="Short.", byline=("Ana",), dateline="PORT", section="world", tags=("a",), language="de")
    )
    assert (article.standfirst, article.byline, article.dateline) == ("Short.", ("Ana",), "PORT")
    assert (article.section, article.tags, article.language) == ("world", ("a",), "de")


GERMAN = "<p>Der Hafen wurde am Morgen wieder geöffnet, und die Boote liefen sofort aus.</p>"
LANGUAGES = {
    "declared": ({"language": "de"}, BODY, "de", None),
    "detected": ({}, GERMAN, "de", "detected"),
    "too few words": ({}, "<p>Boats left.</p>", "", None),
    "declared, and the script says no": (
        {"language": "en"},
        "<p>东港港务局周三清晨宣布，港口重新开放。</p>",
        "zh",
        "detected; the words are not in en",
    ),
    "declared, and only the words say no": ({"language": "en"}, GERMAN, "en", None),
    "no code": ({"language": "German"}, GERMAN, "de", "detected"),
}


@pytest.mark.parametrize(("fields", "body", "language", "source"), LANGUAGES.values(), ids=LANGUAGES)
def test_the_language_is_the_declared_one_or_what_the_words_say(
    fields: dict[str, str], body: str, language: str, source: str | None
) -> None:
    found = composed(manuscript(**fields), body=body)
    assert found.article.language == language
    assert (found.language.source if found.language else None) == source


def test_people_and_agencies_are_kept_apart() -> None:
    article = made(manuscript(byline=("Ana",), agencies=("Agency",)))
    assert (article.byline, article.agencies) == (("Ana",), ("Agency",))


@pytest.mark.parametrize(("language", "day"), [("de", 3), ("en-GB", 3)])
def test_a_date_of_figures_is_read_by_the_articles_language(language: str, day: int) -> None:
    article = made(manuscript(date="03/04/2026", language=language))
    assert (article.published.month, article.published.day) == (4, day)


@pytest.mark.parametrize("body", ["", "<hr>", "<p> </p>", "<h2>Only a heading</h2>"])
def test_an_article_without_text_is_refused(body: str) -> None:
    with pytest.raises(MissingField, match="no article text"):
        made(manuscript(), body=body)


@pytest.mark.parametrize(
    "body",
    ["<figure><img src='a.jpg'></figure>", "<ul><li>a</li></ul>", "<pre>a</pre>", "<table><tr><td>a</td></tr></table>"],
)
def test_pictures_lists_and_tables_are_enough_of_a_body(body: str) -> None:
    assert made(manuscript(), body=body).standfirst


def test_an_article_without_a_headline_is_refused() -> None:
    with pytest.raises(MissingField, match="no headline"):
        made(manuscript(headline=""))


STANDFIRSTS = {
    "stated": ("Short.", BODY, ("Short.", False)),
    "none: the opening": (None, BODY, ("The harbour reopened at dawn.", True)),
    "none, and no text: the headline": (None, "<figure><img src='a.jpg'></figure>", ("Harbour reopens", True)),
    "the body's opening word for word": ("The harbour reopened", BODY, ("The harbour reopened", True)),
    "the body's opening but for case and marks": ("The HARBOUR re-opened!", BODY, ("The HARBOUR re-opened!", True)),
    "only marks": ("…", BODY, ("…", False)),
}


@pytest.mark.parametrize(("stated", "body", "expected"), STANDFIRSTS.values(), ids=STANDFIRSTS)
def test_the_standfirst_and_whether_it_repeats_the_body(
    stated: str | None, body: str, expected: tuple[str, bool]
) -> None:
    article = made(manuscript(standfirst=stated), body=body)
    assert (article.standfirst, article.standfirst_derived) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two. Three.", "One. Two."),
        ("One", "One"),
        ("", ""),
        (f"One. {'W ' * 100}.", "One."),
        (f"He said “Go.” {'W ' * 100}.", "He said “Go.”"),
        ("Mr. Holt left. He was late. So were we.", "Mr. Holt left. He was late."),
        ("The U.S. Navy came. It went. It rained.", "The U.S. Navy came. It went."),
        ("It cost 3.50 euros. No more. So.", "It cost 3.50 euros. No more."),
        ("Why? Because! So.", "Why? Because!"),
        ("开放了。首批渔船离港。第三句。", "开放了。首批渔船离港。"),
        ("他说：“开。”然后走了。", "他说：“开。”然后走了。"),
    ],
)
def test_a_summary_is_the_first_sentence_or_two_short_ones(text: str, expected: str) -> None:
    assert first_sentences(text) == expected


def test_a_summary_of_an_endless_sentence_ends_at_a_word() -> None:
    assert first_sentences("word " * 400) == "word " * 63 + "word…"


DATES = {
    "none": ({}, NOW, 0),
    "a time": ({"date": "2026-11-18 10:00"}, datetime(2026, 11, 18, 9, tzinfo=UTC), 0),
    "an earlier day": ({"date": "2026-11-17"}, datetime(2026, 11, 17, 11, tzinfo=UTC), 0),
    "today: when it was released": ({"date": "2026-11-19"}, NOW, 0),
    "still to come: it waits": ({"date": "2026-11-20"}, NOW, 0),
    "not understood": ({"date": "03/04/2026"}, NOW, 1),
    "under a past embargo": ({"embargo": "2026-11-19 08:00"}, datetime(2026, 11, 19, 7, tzinfo=UTC), 0),
    "before its embargo": (
        {"date": "2026-11-18", "embargo": "2026-11-19 08:00"},
        datetime(2026, 11, 19, 7, tzinfo=UTC),
        0,
    ),
    "after its embargo": (
        {"date": "2026-11-19 09:00", "embargo": "2026-11-19 08:00"},
        datetime(2026, 11, 19, 8, tzinfo=UTC),
        0,
    ),
}


@pytest.mark.parametrize(("fields", "published", "problems"), DATES.values(), ids=DATES)
def test_the_date_readers_see(fields: dict[str, str], published: datetime, problems: int) -> None:
    source = manuscript(**fields)
    assert made(source).published == published
    assert len(warnings(source)) == problems


@pytest.mark.parametrize(
    "change", [{"headline": "Other"}, {"standfirst": "Other."}, {"headline": "Harbour reopens again"}]
)
def test_a_change_of_words_moves_updated_and_nothing_else(change: dict[str, Any]) -> None:
    earlier = made(manuscript())
    later = made(manuscript(**change), earlier, LATER)
    assert (later.updated, later.changed) == (LATER, LATER)
    assert (later.id, later.published, later.released) == (earlier.id, earlier.published, earlier.released)


def test_a_new_photo_is_a_change() -> None:
    assert made(manuscript(), made(manuscript()), LATER, photos=(make_photo(),)).updated == LATER


def test_the_same_news_is_the_same_article_wherever_it_lies() -> None:
    earlier = made(manuscript())
    assert made(manuscript("moved/here.txt"), earlier, LATER) == replace(earlier, path="moved/here.txt")


def test_a_newly_stated_date_counts() -> None:
    later = made(manuscript(date="2026-11-18 10:00"), made(manuscript()), LATER)
    assert later.published == datetime(2026, 11, 18, 9, tzinfo=UTC)


def test_a_date_that_can_no_longer_be_read_keeps_the_published_one() -> None:
    earlier = made(manuscript(date="2026-11-17"))
    assert made(manuscript(date="soon"), earlier, LATER).published == earlier.published


def test_updated_never_moves_back() -> None:
    earlier = made(manuscript())
    later = made(manuscript(headline="Other"), earlier, NOW - timedelta(days=1), distinct=lambda instant, _: instant)
    assert later.updated == earlier.updated


def test_updated_gets_a_second_of_its_own_and_so_does_a_date_that_is_ours() -> None:
    article = made(manuscript(), distinct=lambda instant, _: instant - timedelta(seconds=7))
    assert article.published == article.updated == NOW - timedelta(seconds=7)


@pytest.mark.parametrize("stated", [NOW, NOW - timedelta(hours=1)], ids=["now", "an hour ago"])
def test_a_date_stated_to_the_minute_stays_and_nothing_counts_as_changed(stated: datetime) -> None:
    article = made(manuscript(date=stated.isoformat()), distinct=lambda instant, _: instant + timedelta(seconds=9))
    assert article.published == article.updated == stated


def test_a_date_in_a_zone_of_several_meanings_is_kept_and_the_editor_told() -> None:
    source = manuscript(date="18 November 2026, 2:30 pm IST")
    assert made(source).published == datetime(2026, 11, 18, 9, tzinfo=UTC)
    (problem,) = warnings(source)
    assert (
        problem.what
        == "The time zone IST is that of India and that of Israel and that of Ireland; we take that of India."
    )
    assert "2026-11-18T10:00:00+01:00" in problem.remedy
