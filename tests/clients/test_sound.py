"""What readers and podcast players make of an article's sound: its address, true length, type and duration."""

from __future__ import annotations

import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from reader import make_reader

from tests.clients.site import HEADLINE, Site, site
from tests.programs import program
from tests.recordings import recording
from tests.service import PATIENCE_SECONDS

SOUND = recording()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        found.room.drop("world/harbour.mp3", SOUND)
        found.publish()
        yield found


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/feed.json"])
def test_reader_takes_it_for_an_enclosure(served: Site, path: str) -> None:
    with closing(make_reader(":memory:")) as library:
        library.add_feed(served.url + path)
        library.update_feeds()
        (entry,) = [one for one in library.get_entries() if one.title == HEADLINE]
        first = entry.enclosures[0]
        assert (first.type, first.length) == ("audio/mpeg", len(SOUND))
        with urllib.request.urlopen(first.href) as answer:
            assert answer.read() == SOUND


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_feedparser_reads_its_duration(served: Site, path: str) -> None:
    with urllib.request.urlopen(served.url + path) as answer:
        feed = feedparser.parse(answer.read())
    (entry,) = [one for one in feed.entries if one.title == HEADLINE]
    assert entry.enclosures[0].type == "audio/mpeg"
    (sound,) = [one for one in entry.media_content if one["medium"] == "audio"]
    assert (sound["duration"], sound["filesize"], sound["url"]) == ("3", str(len(SOUND)), entry.enclosures[0].href)
    assert entry.summary


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_newsboat_has_what_podboat_fetches(served: Site, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "newsboat"
    folder.mkdir()
    (folder / "urls").write_text(f"{served.url}{path}\n")
    (folder / "config").write_text("")
    names = [
        part
        for flag, name in {"-u": "urls", "-c": "cache.db", "-C": "config"}.items()
        for part in (flag, folder / name)
    ]
    environment = {"HOME": str(folder), "LANG": "C.UTF-8"}
    command = [program("newsboat"), *map(str, names), "-x", "reload"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_SECONDS, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        asked = "SELECT enclosure_url, enclosure_type FROM rss_item WHERE title = ?"
        ((address, kind),) = connection.execute(asked, (HEADLINE,)).fetchall()
    assert kind == "audio/mpeg"
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == SOUND
