"""Documents beside each other: formats of one edition, and one edition after another."""

from __future__ import annotations

import pytest

from feedservice.feeds.lint import Complaint, lint_against, lint_formats
from tests.feeds.lint.documents import ATOM, JSON, RSS, broken

#: The clean documents tell the same but for what each was given to show; here they are brought together.
SAME_RSS = RSS.replace("<content:encoded><![CDATA[<p>After nine", "<content:encoded><![CDATA[<p>After 9")
SAME_ATOM = ATOM
SAME_JSON = JSON
FORMATS = {"rss": SAME_RSS, "atom": SAME_ATOM, "json": SAME_JSON}
LINK = "https://news.example/articles/two"


def told(**changed: bytes) -> tuple[Complaint, ...]:
    return lint_formats({name: changed.get(name, text.encode()) for name, text in FORMATS.items()})


def test_formats_that_tell_the_same() -> None:
    assert told() == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("json", "Bridge opens", "Bridge closes", "item 2, title"),
        ("atom", "Oysters &amp; eels", "Oysters", "item 1, title"),
        ("atom", "<published>2026-11-22T08", "<published>2026-11-22T07", "item 2, published"),
        ("json", "2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z", "item 1, updated"),
        ("json", ', {"name": "Joss Wetherley"}', "", "item 1, people"),
        ("json", '"url": "https://news.example/articles/two"', '"url": "https://news.example/2"', "item 2, link"),
        ("atom", "<summary>After nine", "<summary>After ten", "item 2, summary"),
        ("json", '"size_in_bytes": 1000', '"size_in_bytes": 1001', "item 1, enclosure"),
        ("atom", 'rel="enclosure"', 'rel="related"', "item 1, enclosure"),
        ("atom", "<updated>2026-11-23T12", "<updated>2026-11-23T13", "atom"),
    ],
)
def test_a_format_that_tells_something_else(name: str, old: str, new: str, where: str) -> None:
    (one,) = told(**{name: broken(FORMATS[name], old, new)})
    assert one.rule == "FormatsDiffer"
    assert one.where == where
    assert name in one.what


def test_an_article_that_one_format_lacks() -> None:
    lacking = ATOM[: ATOM.index('<entry xml:lang="de">')] + "</feed>"
    (one,) = told(atom=lacking.encode())
    assert (one.rule, one.entry_id) == ("FormatsDiffer", "tag:news.example,2026:two")


def test_articles_in_another_order() -> None:
    first = ATOM[ATOM.index("<entry>") : ATOM.index('<entry xml:lang="de">')]
    (one,) = told(atom=ATOM.replace(first, "").replace("</feed>", f"{first}</feed>").encode())
    assert one.rule == "FormatsDiffer"
    assert "order" in one.what


def test_without_a_standfirst_rss_repeats_the_headline_and_json_says_nothing() -> None:
    rss = broken(SAME_RSS, "<description>After nine years.", "<description>Bridge opens")
    atom = broken(SAME_ATOM, "<summary>After nine years.", "<summary>Bridge opens")
    json = broken(SAME_JSON, '"summary": "After nine years.", ', "")
    assert told(rss=rss, atom=atom, json=json) == ()


@pytest.mark.parametrize(
    ("text", "old", "new", "rule"),
    [
        (RSS, "tag:news.example,2026:two", "tag:news.example,2026:three", "IdChanged"),
        (ATOM, "tag:news.example,2026:two", "tag:news.example,2026:three", "IdChanged"),
        (JSON, "tag:news.example,2026:two", "tag:news.example,2026:three", "IdChanged"),
        (RSS, "Sun, 22 Nov 2026 09:00:00 +0100", "Sun, 22 Nov 2026 09:30:00 +0100", "PublishedMoved"),
        (ATOM, "<published>2026-11-22T08", "<published>2026-11-22T07", "PublishedMoved"),
        (JSON, '"date_published": "2026-11-23T09', '"date_published": "2026-11-23T08', "PublishedMoved"),
        (RSS, "2026-11-23T10:00:00Z", "2026-11-23T09:59:59Z", "UpdatedWentBack"),
        (ATOM, "<updated>2026-11-23T10", "<updated>2026-11-23T09", "UpdatedWentBack"),
        (RSS, "Mon, 23 Nov 2026 12:00:00", "Mon, 23 Nov 2026 11:00:00", "FeedUpdatedWentBack"),
        (ATOM, "<updated>2026-11-23T12", "<updated>2026-11-23T11", "FeedUpdatedWentBack"),
    ],
)
def test_what_readers_remember_must_stay(text: str, old: str, new: str, rule: str) -> None:
    (one,) = lint_against(text.encode(), broken(text, old, new))
    assert one.rule == rule


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (RSS, "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"),
        (RSS, "Bridge opens", "Bridge closes"),
        (RSS, "Sun, 22 Nov 2026 09:00:00 +0100", "Sun, 22 Nov 2026 08:00:00 GMT"),
        (ATOM, "<updated>2026-11-23T12", "<updated>2026-11-23T13"),
        (JSON, LINK, "https://news.example/renamed"),
    ],
)
def test_what_may_change(text: str, old: str, new: str) -> None:
    assert lint_against(text.encode(), broken(text, old, new)) == ()


def test_an_id_that_stands_twice_in_the_new_edition() -> None:
    found = {one.rule for one in lint_against(RSS.encode(), broken(RSS, "2026:two", "2026:one"))}
    assert "DuplicateIds" in found


def test_what_cannot_be_read_is_left_to_lint() -> None:
    assert lint_against(b"nonsense", RSS.encode()) == lint_against(RSS.encode(), b"{]") == ()
    assert lint_formats({"rss": RSS.encode(), "atom": b"<feed"}) == ()
