"""What a feed says of its pictures, beside their pixels; and whether the way to a feed is encrypted."""

from __future__ import annotations

import pytest

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.http_answer import HttpAnswer, judge_encryption
from feedservice.feeds.lint.stated_pictures import SeenPicture, StatedPicture, judge_picture, pictures_of
from tests.feeds.lint.documents import JSON, RSS

COVER = StatedPicture("channel", "itunes:image", "https://news.example/cover.png", is_cover=True)


def told(stated: StatedPicture, seen: SeenPicture) -> list[str]:
    notes = JudgesNotes()
    judge_picture(notes, stated, seen)
    return [one.what for one in notes.complaints]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (SeenPicture("PNG", "RGB", 1400, 1400), ""),
        (SeenPicture("PNG", "P", 3000, 3000), ""),
        (SeenPicture("PNG", "RGB", 1400, 1399), "1400 by 1399 pixels"),
        (SeenPicture("PNG", "RGB", 3001, 3001), "3001 by 3001 pixels"),
        (SeenPicture("PNG", "RGBA", 1400, 1400), "RGBA"),
        (SeenPicture("JPEG", "RGB", 1400, 1400), "a JPEG whose address ends otherwise"),
        (SeenPicture("WEBP", "RGB", 1400, 1400), "a WEBP"),
    ],
)
def test_a_cover_is_what_directories_take(seen: SeenPicture, said: str) -> None:
    assert [said in one for one in told(COVER, seen)] == ([True] if said else [])


def test_a_size_that_is_stated_is_the_true_one() -> None:
    stated = StatedPicture("line 9", "media:content", "https://news.example/a.jpg", 640, 360)
    assert told(stated, SeenPicture("JPEG", "RGB", 640, 360)) == []
    (what,) = told(stated, SeenPicture("JPEG", "RGB", 360, 640))
    assert "640 by 360" in what
    assert "360 by 640" in what
    logo = StatedPicture("channel", "image", "https://news.example/logo.png", 144, 72)
    assert told(logo, SeenPicture("PNG", "RGB", 1440, 720)) == []  # shown smaller, as RSS has it
    assert len(told(logo, SeenPicture("PNG", "RGB", 1440, 1440))) == 1


def test_pictures_with_a_size_are_found_once() -> None:
    found = pictures_of(RSS.encode())
    assert {one.name for one in found} >= {"media:content"}
    assert len({one.address for one in found}) == len(found)
    assert all(one.width_px for one in found)
    assert pictures_of(JSON.encode()) == pictures_of(b"<rss>") == ()


@pytest.mark.parametrize(
    ("url", "steps", "rule"),
    [
        ("https://a.example/rss", (), ""),
        ("https://a.example/rss", ((301, "https://b.example/rss"),), ""),
        ("http://a.example/rss", ((301, "https://a.example/rss"),), ""),
        ("http://a.example/rss", (), "NotHttps"),
        ("http://a.example/rss", ((302, "http://b.example/rss"),), "NotHttps"),
        ("https://a.example/rss", ((302, "http://a.example/rss"),), "LeavesHttps"),
        ("https://a.example/rss", ((302, "http://a.example/x"), (302, "https://a.example/rss")), "LeavesHttps"),
        ("http://a.example/rss", ((302, "https://a.example/x"), (302, "http://a.example/rss")), "LeavesHttps"),
    ],
)
def test_the_way_to_a_feed_is_encrypted(url: str, steps: tuple[tuple[int, str], ...], rule: str) -> None:
    notes = JudgesNotes()
    judge_encryption(notes, url, HttpAnswer(200, {}, steps[-1][1] if steps else "", steps))
    assert [one.rule for one in notes.complaints] == ([rule] if rule else [])
