"""Live blogs: how a file says that it is one, the days of entries with an hour alone, and the clocks of the article."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Article
from feedservice.article.live_entries import live_entries
from feedservice.editing.article_dates import Moment
from feedservice.editing.compose import Birth, CleanCopy, compose
from feedservice.editing.live.live_blogs import coverage_of
from tests.factories import make_source

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TOLD = "The harbour master said that the ferry would stay at the quay until the storm had passed over the town."


def composed(name: str, text: str) -> Article:
    manuscript, body = intake.read(make_source(name, text.encode()))
    cleaned = cleaning.clean(body, HOME, coverage=coverage_of(manuscript, ZONE))
    copy = CleanCopy(manuscript, cleaned.html, cleaned.paragraphs)
    return compose(copy, Birth("tag:x", "x"), None, Moment(NOW, ZONE)).article


def live(*hours: str, date: str = "2026-03-04", headline: str = "Live: storm at the coast", head: str = "") -> Article:
    entries = "".join(f"### {hour} – The ferry\n\n{TOLD}\n\n" for hour in hours)
    return composed("a.md", f"---\ndate: {date}\n{head}---\n# {headline}\n\nOpening words of it.\n\n{entries}")


def instants(article: Article) -> list[str]:
    return [f"{entry.at:%m-%d %H:%M %z}" for entry in live_entries(article.body_html)]


#: The hours of entries, the article's date, and their instants.
DAYS = {
    "newest first": (("14:32", "09:20"), "2026-03-04 09:00", ["03-04 14:32 +0100", "03-04 09:20 +0100"]),
    "oldest first": (("09:20", "14:32"), "2026-03-04", ["03-04 09:20 +0100", "03-04 14:32 +0100"]),
    "past midnight": (("23:40", "00:10", "01:30"), "2026-03-04 23:00", ["03-04 23:40 +0100", "03-05 00:10 +0100", "03-05 01:30 +0100"]),
    "past midnight, newest first": (("00:10", "23:40"), "2026-03-04 23:30", ["03-05 00:10 +0100", "03-04 23:40 +0100"]),
    "dated by its last entry": (("00:10", "23:40"), "2026-03-05 00:15", ["03-05 00:10 +0100", "03-04 23:40 +0100"]),
    "with a zone": (("14:32 GMT", "09:20 GMT"), "2026-03-04 09:00", ["03-04 15:32 +0100", "03-04 10:20 +0100"]),
}  # fmt: skip


@pytest.mark.parametrize(("hours", "date", "expected"), DAYS.values(), ids=DAYS)
def test_entries_get_their_days(hours: tuple[str, ...], date: str, expected: list[str]) -> None:
    assert instants(live(*hours, date=date)) == expected


def test_an_article_is_updated_no_earlier_than_its_last_entry_and_never_in_the_future() -> None:
    assert live("09:20", "14:32").updated == datetime(2026, 3, 4, 13, 32, tzinfo=UTC)
    assert live("12:30", "23:30", date="2026-03-20 12:00").updated == NOW


HOURS = ("09:20", "13:05", "14:32")


@pytest.mark.parametrize(
    ("headline", "head", "is_one"),
    [
        ("Storm at the coast", "", False),
        ("Storm at the coast", "live: yes\n", True),
        ("Live: storm at the coast", "live: no\n", False),
        ("Storm at the coast – live", "", True),
        ("Where whales live", "", False),
        ("Storm at the coast as it happened", "", True),
        ("Storm at the coast", "tags: [Liveblog, Storm]\n", True),
        ("Liveticker: Sturm an der Küste", "", True),
        ("EN DIRECT - Tempête sur la côte", "", True),
    ],
)
def test_a_file_says_it_by_a_field_a_headline_or_a_tag(headline: str, head: str, is_one: bool) -> None:
    assert bool(live_entries(live(*HOURS, headline=headline, head=head).body_html)) is is_one


PAGE = """<html><head><title>Storm</title><script type="application/ld+json">{{"@type": "LiveBlogPosting",
"headline": "Storm at the coast", "datePublished": "2026-03-04T09:00:00Z", "liveBlogUpdate": [
{{"@type": "BlogPosting", "headline": "Road closed", "datePublished": "2026-03-04T13:32:00Z", "articleBody": "Police closed the coast road.\\nIt may open at noon."}},
{{"@type": "BlogPosting", "headline": "Ferry stays", "datePublished": "2026-03-04T09:20:00Z", "articleBody": "It waits at the quay."}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><main><h1>Storm at the coast</h1>{0}</main></body></html>"""


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "<section><h2>Ferry stays</h2><p>It waits at the quay.</p></section>",
        "<section><h2>Road closed</h2><p>Police closed the coast road.</p><p>It may open at noon.</p></section>",
        "<h2>Road closed</h2><p>Police closed the coast road.</p><p>It may open at noon.</p><h2>Ferry stays</h2><p>It waits at the quay.</p>",
    ],
)
def test_entries_that_a_page_has_for_machines_alone_are_in_the_story_in_their_order(shown: str) -> None:
    entries = live_entries(composed("a.html", PAGE.format(shown)).body_html)
    assert [(entry.headline, entry.text, f"{entry.at:%H:%M}") for entry in entries] == [
        ("Road closed", "Police closed the coast road.\nIt may open at noon.", "14:32"),
        ("Ferry stays", "It waits at the quay.", "10:20"),
    ]


def test_times_over_entries_are_no_date_of_the_article_and_stay() -> None:
    """They were read out of the story as lines with its date, those of the head of the page."""
    entries = "".join(
        f'<article><header><time datetime="2026-03-04T{hour}:00+01:00">March 4, 2026 {hour}</time></header><h3>Ferry</h3><p>{TOLD}</p></article>'
        for hour in ("14:32", "13:05", "09:20")
    )
    head = '<meta property="article:published_time" content="2026-03-04T09:00:00+01:00">'
    page = f"<html><head><title>Storm</title>{head}</head><body><nav><a href=/>Home</a></nav><main><h1>Storm</h1>{entries}</main></body></html>"
    article = composed("a.html", page)
    assert instants(article) == ["03-04 14:32 +0100", "03-04 13:05 +0100", "03-04 09:20 +0100"]
    assert article.published == datetime(2026, 3, 4, 8, tzinfo=UTC)


def test_a_page_that_dates_nothing_but_its_entries_was_published_with_the_first() -> None:
    entries = "".join(
        f'<article><time datetime="2026-03-04T{hour}:00+01:00">{hour}</time><h3>Ferry</h3><p>{TOLD}</p></article>'
        for hour in ("14:32", "13:05", "09:20")
    )
    article = composed(
        "a.html", f"<html><body><nav><a href=/>Home</a></nav><main><h1>Live: storm</h1>{entries}</main></body></html>"
    )
    assert (article.published, article.updated) == (
        datetime(2026, 3, 4, 8, 20, tzinfo=UTC),
        datetime(2026, 3, 4, 13, 32, tzinfo=UTC),
    )
