"""Real clients read the real service: newsboat, feedparser with validators, a browser."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.programs import program
from tests.service import PATIENCE_SECONDS, Service

CONTENT = Path(__file__).parent.parent / "content"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("clients")
    shutil.copytree(CONTENT, folder / "content")
    (folder / "content/harbour/half.txt").write_text("Only a headline")
    running = Service(folder / "content", folder / "state")
    running.await_text("/rss.xml", "Skarn ferry")
    yield running
    running.stop(signal.SIGTERM)


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_feedparser_reads_every_field_and_gets_304_the_second_time(service: Service, path: str) -> None:
    url = f"http://127.0.0.1:{service.port}{path}"
    first = feedparser.parse(url)
    assert (first.status, first.bozo) == (200, False)
    assert len(first.entries) == 13
    for entry in first.entries:
        assert entry.id.startswith("tag:feedservice.example,")
        assert entry.title
        assert entry.summary
        assert "<" not in entry.summary
        assert len(entry.content[0].value) > len(entry.summary)
        assert entry.link.startswith(f"http://127.0.0.1:{service.port}/articles/")
        assert entry.published_parsed
    assert [entry.published_parsed for entry in first.entries] == sorted(
        (entry.published_parsed for entry in first.entries), reverse=True
    )
    schemes = {tag.scheme and tag.scheme.split("/")[-2] for entry in first.entries for tag in entry.get("tags", ())}
    assert schemes == ({"sections", "tags"} if "atom" in path else {None})  # RSS's make objects of words in one client
    second = feedparser.parse(url, etag=first.etag, modified=first.modified)
    assert (second.status, second.entries) == (304, [])
    assert feedparser.parse(url, modified=first.modified).status == 304


def test_every_enclosure_has_its_true_length(service: Service) -> None:
    feed = feedparser.parse(f"http://127.0.0.1:{service.port}/atom.xml")
    enclosures = [entry.enclosures[0] for entry in feed.entries if entry.enclosures]
    assert len(enclosures) == 10
    for enclosure in enclosures:
        status, headers, body = service.get(enclosure.href.partition(str(service.port))[2])
        assert (status, len(body)) == (200, int(enclosure.length))
        assert {name.lower(): value for name, value in headers.items()}["content-type"] == enclosure.type


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_newsboat_reads_title_author_standfirst_photo_and_body(service: Service, tmp_path: Path, path: str) -> None:
    newsboat = program("newsboat")
    urls, cache = tmp_path / "urls", tmp_path / "cache.db"
    urls.write_text(f"http://127.0.0.1:{service.port}{path}\n")
    (tmp_path / "config").write_text("")
    command = [newsboat, "-u", str(urls), "-c", str(cache), "-C", str(tmp_path / "config"), "-x", "reload"]
    for _ in range(2):
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=PATIENCE_SECONDS,
            env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr.decode()
    with sqlite3.connect(cache) as connection:
        rows = connection.execute("SELECT title, author, content, guid FROM rss_item").fetchall()
    connection.close()
    assert len(rows) == 13
    found = {row[0]: row for row in rows}
    _, author, content, guid = found["Ten thousand lanterns and one missing goose"]
    assert author in ("Hanne Dreyling and Joss Wetherley", "Hanne Dreyling, Joss Wetherley")  # of RSS, of Atom
    assert "Port Elster’s oldest winter custom" in content
    assert "At eight o’clock" in content
    assert "/photos/" in content  # newsboat keeps enclosures of sound and film only; the picture is in the body
    assert guid.startswith("tag:")


def dom(service: Service, path: str, profile: Path) -> BeautifulSoup:
    """A page as Chromium has it after loading and running it."""
    command = [
        program("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={profile}",
        "--virtual-time-budget=3000",
        "--dump-dom",
        f"http://127.0.0.1:{service.port}{path}",
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_SECONDS)
    return BeautifulSoup(done.stdout, "lxml")


def test_a_browser_shows_front_page_article_and_desk(service: Service, tmp_path: Path) -> None:
    front = dom(service, "/", tmp_path / "profile")
    assert len(front.select(".latest li")) == 13
    link = next(link for link in front.select(".latest h2 a") if "lanterns" in link.get_text())
    article = dom(service, str(link["href"]), tmp_path / "profile")
    assert article.select_one("article h1").get_text() == "Ten thousand lanterns and one missing goose"
    assert len(article.select("article figure img")) == 2
    desk = dom(service, "/desk", tmp_path / "profile")
    rows = {row.select_one(".file code").get_text(): row for row in desk.select(".receipts li")}
    assert "Write the story below the headline" in rows["harbour/half.txt"].get_text()
    assert next(iter(rows)) == "harbour/half.txt"
