"""A podcast, from the folder to what a player reads of it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from feedservice.article import Severity
from feedservice.feeds.lint import lint
from tests.newsroom import Newsroom, story
from tests.recordings import recording

TALK = {
    "profile": "podcast",
    "title": "Harbour talk",
    "logo": "https://news.example/cover.png",
    "owner": "Desk <desk@news.example>",
    "categories": ["News > Daily News"],
}
PATH = "/feeds/talk/rss.xml"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(
        tmp_path / "content", tmp_path / "state", {"feeds": {"talk": TALK}, "base_url": "https://news.example"}
    )


def fill(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop(
        "world/b.md", f"---\ntitle: Beta\nby: Ana Ruiz\nepisode: 12\nseason: '2'\naudio: b.mp3\n---\n{story('Beta')}"
    )
    room.drop("world/b.mp3", recording())
    room.settle()


def test_it_has_the_articles_with_a_recording_and_no_others(room: Newsroom) -> None:
    fill(room)
    assert [one.title for one in room.feed(PATH).entries] == ["Beta"]
    room.drop("world/a.mp4", recording("film.mp4"))
    room.settle()
    assert {one.title for one in room.feed(PATH).entries} == {"Alpha reopens after storm", "Beta"}
    (room.content / "world/b.mp3").unlink()
    room.lapse()
    assert [one.title for one in room.feed(PATH).entries] == ["Alpha reopens after storm"]
    room.close()


def test_a_player_reads_what_it_needs_and_the_linter_finds_nothing_wrong(room: Newsroom) -> None:
    fill(room)
    feed = room.feed(PATH)
    assert (feed.feed.image.href, feed.feed.publisher_detail) == (
        "https://news.example/cover.png",
        {"name": "Desk", "email": "desk@news.example"},
    )
    assert [one.term for one in feed.feed.tags if one.scheme and "itunes" in one.scheme] == ["News", "Daily News"]
    (entry,) = feed.entries
    assert (entry.itunes_duration, entry.itunes_episode, entry.itunes_season) == ("3", "12", "2")
    assert [(one.type, int(one.length)) for one in entry.enclosures] == [("audio/mpeg", len(recording()))]
    complaints = lint(room.document(PATH), partner=True)
    assert [one for one in complaints if one.severity is Severity.ERROR] == []
    room.close()


def test_its_id_is_a_uuid_that_outlives_its_address(room: Newsroom, tmp_path: Path) -> None:
    fill(room)
    first = room.feed(PATH).feed.podcast_guid
    assert UUID(first).version == 5
    room.close()
    moved = Newsroom(
        tmp_path / "content", tmp_path / "state", {"feeds": {"talk": TALK}, "base_url": "https://other.example"}
    )
    moved.now = room.now
    moved.settle()
    assert moved.feed(PATH).feed.podcast_guid == first
    moved.close()
