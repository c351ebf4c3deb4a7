"""Pages are answered ready until anything in print changes, and nothing but what is for everybody is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NoReturn

import pytest
from flask import Flask

from feedservice.errors import StoreError
from feedservice.web.counting.request_counts import room_of
from feedservice.web.site import ready_pages
from tests.newsroom import Newsroom, story


def begun(newsroom: Newsroom, **changed: object) -> Flask:
    """The web side as it is served, but that the test says when it looks for changes."""
    app = newsroom.app(**changed)
    app.extensions["newsstand"].pages.begin()
    return app


def kept(app: Flask) -> list[tuple[str, str]]:
    return list(app.extensions["newsstand"].pages._pages)


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.now = datetime.now(UTC)
    for name in ("Quay", "Ferry"):
        newsroom.drop(f"world/{name}.txt", f"Tags: tides\n\n{story(name)}")
    newsroom.drop("world/_draft.txt", story("Draft"))
    newsroom.settle()
    return newsroom


def paths_of(newsroom: Newsroom) -> list[str]:
    articles = [one.link.removeprefix(newsroom.settings.public_url) for one in newsroom.feed().entries]
    return ["/", "/sections/world", "/tags/tides", "/archive", "/feeds", *articles]


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_a_page_that_is_ready_is_answered_to_the_letter_as_it_was_made(filled: Newsroom, coding: str) -> None:
    app = begun(filled)
    client = app.test_client()
    for path in paths_of(filled):
        for method in ("GET", "HEAD"):
            made, ready = (client.open(path, method=method, headers={"Accept-Encoding": coding}) for _ in range(2))
            assert (ready.status, ready.data, ready.headers) == (made.status, made.data, made.headers)
        assert (path, coding) in kept(app)
        headers = {"Accept-Encoding": coding, "If-None-Match": made.headers["ETag"]}
        ready = client.get(path, headers=headers)
        app.extensions["newsstand"].pages._pages.clear()
        made = client.get(path, headers=headers)
        assert (ready.status_code, ready.data, ready.headers) == (304, b"", made.headers)


def test_only_what_is_for_everybody_is_kept(filled: Newsroom) -> None:
    app = begun(filled)
    client = app.test_client()
    for path in (
        "/desk", "/desk/feeds", "/desk/problems.xml", "/nowhere", "/page/9", "/health", "/metrics", "/?q=x", "/feeds.opml", "/private/x/y/rss.xml",
    ):  # fmt: skip
        client.get(path)
    assert kept(app) == []
    client.get("/", headers={"If-None-Match": '"x"'})
    client.head("/archive")
    assert kept(app) == [("/", "identity")]
    assert client.post("/").status_code == 405
    assert client.get("/", headers={"Host": "forged.example"}).data == client.get("/").data


def test_any_change_in_print_lets_every_page_go(filled: Newsroom) -> None:
    """Also a change of an article that stands in no document: it is older than the newest that feeds show."""
    app = begun(filled, feed_items=1)
    client, newsstand = app.test_client(), app.extensions["newsstand"]
    article = next(one.link for one in filled.feed().entries if one.title.startswith("Quay"))
    path = article.removeprefix(filled.settings.public_url)
    first = client.get(path)
    filled.turn(10)
    newsstand.refresh()
    assert kept(app) != []  # nothing happened
    filled.drop("world/Quay.txt", f"Tags: tides\n\n{story('Quay').replace('Forty', 'Sixty')}")
    filled.settle()
    assert client.get(path).data == first.data
    newsstand.refresh()
    assert kept(app) == []
    assert "Sixty boats" in client.get(path).text
    (filled.content / "world/Quay.txt").unlink()
    filled.lapse()
    newsstand.refresh()
    assert client.get(path).status_code == 410


def test_a_page_begun_before_a_change_is_not_kept_and_memory_is_bounded(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = begun(filled)
    client, pages = app.test_client(), app.extensions["newsstand"].pages
    keep = pages.keep
    monkeypatch.setattr(pages, "keep", lambda response, environ, _version: keep(response, environ, "another"))
    client.get("/")
    assert kept(app) == []
    monkeypatch.setattr(pages, "keep", keep)
    monkeypatch.setattr(ready_pages, "PAGES_BYTES", 20_000)
    for path in paths_of(filled):
        client.get(path)
    assert 1 <= len(kept(app)) < len(paths_of(filled))
    assert kept(app)[-1] == (paths_of(filled)[-1], "identity")


def test_ready_pages_are_counted_as_others_are(filled: Newsroom) -> None:
    app = begun(filled)
    client, counts = app.test_client(), app.extensions["newsstand"].counts
    tag = client.get("/").headers["ETag"]
    size = len(client.get("/").data)
    client.get("/", headers={"If-None-Match": tag})
    client.head("/")
    assert room_of("/page/2") == room_of("/sections/world/page/2") == room_of("/archive") == "pages"
    totals = counts.totals()
    assert (totals["pages", "200", "identity"].requests, totals["pages", "200", "identity"].sent_bytes) == (3, 2 * size)
    assert totals["pages", "304", "identity"].saved_unchanged_bytes == size


def test_pages_that_are_ready_stay_when_the_store_cannot_be_read(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = begun(filled)
    client, newsstand = app.test_client(), app.extensions["newsstand"]
    there = client.get("/").data

    def fail() -> NoReturn:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(newsstand.store, "reading", fail)
    newsstand.refresh()
    assert client.get("/").data == there
    assert client.get("/archive").status_code == 503
