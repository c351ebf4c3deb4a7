"""A podcast, from the folder to what a player reads of it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree
from PIL import Image

from feedservice.article import Severity
from feedservice.feeds.lint import lint
from feedservice.media_store.emblems import _emblems as emblems
from feedservice.settings.pictures import read_picture
from tests.newsroom import Newsroom, picture, story
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


ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe horn.\n"
SRT = "1\n00:00:00,000 --> 00:00:02,000\nThe horn.\n"
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Horn"}]}'


@pytest.fixture
def at_home(tmp_path: Path) -> Newsroom:
    """A podcast whose cover is a file."""
    cover = tmp_path / "cover.png"
    cover.write_bytes(picture("teal", (1500, 1500), "PNG"))
    feeds = {"talk": {**TALK, "logo": str(cover)}}
    return Newsroom(tmp_path / "content", tmp_path / "state", {"feeds": feeds, "base_url": "https://news.example"})


def test_an_episode_has_its_picture_its_words_and_its_chapters(at_home: Newsroom) -> None:
    room = at_home
    head = "---\ntitle: Beta\naudio: sounds/b.mp3\nexplicit: yes\nepisode type: bonus\nlanguage: fr\n---\n"
    room.drop("world/beta.md", head + story("Beta"))
    room.drop("world/beta.jpg", picture("navy", (1400, 1400)))
    room.drop("world/sounds/b.mp3", recording())
    for ending, said in ((".vtt", VTT), (".srt", SRT), (".chapters.json", CHAPTERS)):
        room.drop(f"world/sounds/b{ending}", said)
    room.settle()
    document = room.document(PATH)
    (item,) = etree.fromstring(document).iter("item")
    assert item.find(f"{ITUNES}image").get("href").startswith("https://news.example/photos/")
    assert (item.findtext(f"{ITUNES}explicit"), item.findtext(f"{ITUNES}episodeType")) == ("true", "bonus")
    told = [dict(one.attrib) for one in item.iter(f"{PODCAST}transcript", f"{PODCAST}chapters")]
    assert [(one["type"], one["url"].partition(".e")[2].partition(".")[2], one.get("language"), one.get("rel")) for one in told] == [
        ("application/json+chapters", "chapters.json", None, None),
        ("application/x-subrip", "srt", "fr", "captions"),
        ("text/vtt", "vtt", "fr", "captions"),
    ]  # fmt: skip
    assert [one.severity for one in lint(document, partner=True) if one.severity is Severity.ERROR] == []
    assert len(room.feed(PATH).entries[0].enclosures) == 1
    with room.app().test_client() as client:
        for one in told:
            answer = client.get(one["url"].removeprefix("https://news.example"))
            assert (answer.status_code, answer.mimetype) == (200, one["type"])
        page = client.get(room.feed(PATH).entries[0].link.removeprefix("https://news.example")).text
        cover = etree.fromstring(document).find(f"channel/{ITUNES}image").get("href")
        assert client.get(cover.removeprefix("https://news.example")).mimetype == "image/png"
    assert "Transcription (VTT)</a>" in page
    room.drop("world/sounds/b.vtt", "1\n00:00 the horn")  # another's words are no reason to run without the sound
    room.settle()
    assert "does not begin with WEBVTT" in room.what("world/beta.md")
    assert room.outcome("world/sounds/b.vtt") == "refused"
    assert b"text/vtt" not in room.document(PATH)
    assert len(room.feed(PATH).entries) == 1
    room.close()


def test_a_cover_that_directories_refuse_is_told_on_the_desk_and_stops_nothing(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    cover.write_bytes(picture())
    feeds = {"talk": {**TALK, "logo": str(cover)}}
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"feeds": feeds})
    fill(room)
    for mode, size, told in (
        ("RGB", (1500, 1500), ()),
        ("RGBA", (1500, 1500), ("RGB with transparency",)),
        ("L", (600, 1500), ("600 by 1500 pixels", "colours are grey")),
    ):
        Image.new(mode, size).save(cover, "PNG")
        emblems.cache_clear()
        with room.app().test_client() as client:
            page = client.get("/desk/feeds").text
        assert [words for words in ("RGB with transparency", "600 by 1500 pixels", "colours are grey") if words in page] == list(told)  # fmt: skip
        assert len(room.feed(PATH).entries) == 1
    emblems.cache_clear()
    room.close()


def test_what_a_picture_is_coloured_in_is_told_from_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    found = []
    for mode, kind in (("RGB", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG")):
        Image.new(mode, (9, 9)).save(file, kind)
        found.append(read_picture(file).colours)
    assert found == ["RGB", "RGB", "grey with transparency", "RGB", "grey", "CMYK"]
