"""A sound, a film or a document beside an article: from the folder to every feed, and what the desk says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.newsroom import Newsroom, picture, story
from tests.recordings import PDF, recording

HTML = "<h1>Storm over the mole</h1><p>The storm came on Tuesday and took the last lamps with it, and nobody was hurt.</p>{}<p>It was over by noon, the harbour master said.</p>"
TONE = f"{sha256(recording()).hexdigest()[:32]}.mp3"
FILM = f"{sha256(recording('film.mp4')).hexdigest()[:32]}.mp4"


def enclosures(newsroom: Newsroom) -> list[tuple[str, str, int]]:
    """Name, type and length of every enclosure of the first item."""
    found = newsroom.feed().entries[0].enclosures
    return [(one.href.rpartition("/")[2], one.type, int(one.length)) for one in found]


def content(newsroom: Newsroom) -> str:
    return str(newsroom.feed().entries[0].content[0].value)


@pytest.mark.parametrize(
    ("article", "said", "sound"),
    [
        ("world/horn.txt", story("Horn"), "world/horn.mp3"),
        ("world/horn/index.txt", story("Horn"), "world/horn/the tide.mp3"),
        ("world/a.html", HTML.format('<audio src="sounds/horn.mp3"></audio>'), "world/sounds/horn.mp3"),
        ("world/a.html", HTML.format('<video><source src="../horn.mp3"></video>'), "horn.mp3"),
        ("world/a.html", HTML.format('<p>Hear <a href="horn%20of%20fog.mp3">the horn</a>.</p>'), "world/horn of fog.mp3"),
        ("world/a.md", "# Horn\n\nThe horn was heard on Monday by all who live there.\n\n![The horn](horn.mp3)\n", "world/horn.mp3"),
        ("world/a.md", "# Horn\n\nThe [horn](horn.mp3) was heard on Monday by all who live there.\n", "world/horn.mp3"),
        ("world/a.md", "---\ntitle: Horn\naudio: horn.mp3\n---\nThe horn was heard on Monday by all.\n", "world/horn.mp3"),
        ("world/a.md", "---\ntitle: Horn\npodcast:\n  file: ../horn.mp3\n---\nThe horn was heard on Monday.\n", "horn.mp3"),
    ],
)  # fmt: skip
def test_a_sound_belongs_to_the_article_that_has_it_or_names_it(
    newsroom: Newsroom, article: str, said: str, sound: str
) -> None:
    newsroom.drop(article, said)
    newsroom.drop(sound, recording())
    newsroom.settle()
    assert enclosures(newsroom) == [(TONE, "audio/mpeg", len(recording()))]
    assert f"/media/{TONE}" in content(newsroom)
    assert newsroom.outcome(sound) == "used"
    assert newsroom.what(article) == ""


def test_a_sidecar_names_sounds_and_films(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.yaml", "audio: one.mp3\nvideo:\n  - two.mp4\n")
    newsroom.drop("world/one.mp3", recording())
    newsroom.drop("world/two.mp4", recording("film.mp4"))
    newsroom.settle()
    assert enclosures(newsroom) == [(TONE, "audio/mpeg", len(recording()))]
    atom = newsroom.feed("/atom.xml").entries[0].enclosures
    assert [one.href.rpartition("/")[2] for one in atom] == [TONE, FILM]


def test_the_sound_is_the_enclosure_and_the_photo_stays_in_media_rss(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording())
    newsroom.drop("world/horn.jpg", picture())
    newsroom.settle()
    assert [name for name, *_ in enclosures(newsroom)] == [TONE]
    media = newsroom.feed().entries[0].media_content
    assert [(one["medium"], one["type"]) for one in media] == [("image", "image/jpeg"), ("audio", "audio/mpeg")]
    assert (media[1]["duration"], media[1]["filesize"]) == ("3", str(len(recording())))
    (item,) = json.loads(newsroom.document("/feed.json"))["items"]
    assert [one["mime_type"] for one in item["attachments"]] == ["audio/mpeg", "image/jpeg"]
    assert (item["attachments"][0]["duration_in_seconds"], item["attachments"][0]["size_in_bytes"]) == (
        3,
        len(recording()),
    )
    assert item["image"].endswith(".jpg")


def test_players_load_nothing_by_themselves_and_hold_a_link(newsroom: Newsroom) -> None:
    newsroom.drop("world/a.html", HTML.format('<video src="film.mp4" autoplay loop preload="auto"></video>'))
    newsroom.drop("world/film.mp4", recording("film.mp4"))
    newsroom.drop("world/a.jpg", picture())
    newsroom.settle()
    shown = newsroom.document().decode()
    address = f"{newsroom.settings.public_url}/media/{FILM}"
    assert f'&lt;video controls="" preload="none" src="{address}" poster="' in shown
    assert f'&lt;a href="{address}"&gt;Storm over the mole (MP4, 0:03)&lt;/a&gt;&lt;/video&gt;' in shown
    assert "autoplay" not in shown
    assert "&lt;figure&gt;&lt;video" not in shown, "it stands where the editor put it, and nowhere else"


def test_a_pdf_goes_along_only_when_it_is_named(newsroom: Newsroom) -> None:
    newsroom.drop("world/a.html", HTML.format('<p>Read <a href="plan.pdf">the plan</a>.</p>'))
    newsroom.drop("world/plan.pdf", PDF)
    newsroom.drop("world/a.pdf", PDF + b"\n%%EOF\n")
    newsroom.settle()
    assert [kind for _, kind, _ in enclosures(newsroom)] == ["application/pdf"]
    (item,) = json.loads(newsroom.document("/feed.json"))["items"]
    assert [one["mime_type"] for one in item["attachments"]] == ["application/pdf"]
    assert content(newsroom).count("/media/") == 1
    assert (newsroom.outcome("world/plan.pdf"), newsroom.outcome("world/a.pdf")) == ("used", "refused")
    assert "made for paper" in newsroom.what("world/a.pdf")


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (b"", "empty"),
        (b"no sound at all", "no sound or film"),
        (recording("film.mp4")[:3000], "breaks off"),
        (recording("film.mkv"), "Matroska"),
    ],
)
def test_an_article_runs_without_a_file_that_is_no_good_and_the_desk_says_why(
    newsroom: Newsroom, bad: bytes, what: str
) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp4", bad)
    newsroom.settle()
    newsroom.turn(120)
    assert newsroom.outcome("world/horn.txt") == "published"
    assert newsroom.feed().entries[0].enclosures == []
    assert what in newsroom.what("world/horn.txt")
    newsroom.drop("world/horn.mp4", recording("film.mp4"))
    newsroom.settle()
    assert enclosures(newsroom)[0][0] == FILM
    assert newsroom.what("world/horn.txt") == ""


def test_what_is_over_the_limit_is_refused(newsroom: Newsroom) -> None:
    newsroom.settings = replace(newsroom.settings, media_limit_bytes=1000)
    newsroom.restart()
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording())
    newsroom.settle()
    assert newsroom.feed().entries[0].enclosures == []
    assert newsroom.outcome("world/horn.mp3") == "refused"
    assert "the limit is" in newsroom.what("world/horn.mp3")


def test_a_sound_that_is_still_growing_is_waited_for(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording()[:3000])
    newsroom.turn(10)
    newsroom.drop("world/horn.mp3", recording())
    newsroom.turn(1)
    assert newsroom.feed().entries == []
    newsroom.settle()
    newsroom.settle()
    assert enclosures(newsroom)[0][0] == TONE


def test_a_sound_that_comes_later_is_an_update_and_one_that_goes_is_gone_from_the_feed(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.settle()
    before = newsroom.feed().entries[0].published
    sound = newsroom.drop("world/horn.mp3", recording())
    newsroom.settle()
    entry = newsroom.feed("/atom.xml").entries[0]
    assert enclosures(newsroom)[0][0] == TONE
    assert entry.updated_parsed > entry.published_parsed
    assert newsroom.feed().entries[0].published == before
    sound.unlink()
    newsroom.lapse()
    assert newsroom.feed().entries[0].enclosures == []


def test_the_same_sound_under_another_name_changes_nothing(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn/index.txt", story("Horn"))
    newsroom.drop("world/horn/a.mp3", recording())
    newsroom.settle()
    before = newsroom.document()
    (newsroom.content / "world/horn/a.mp3").rename(newsroom.content / "world/horn/b.mp3")
    newsroom.settle()
    newsroom.lapse()
    assert newsroom.document() == before


def test_a_sound_that_no_article_uses_says_how_it_would_be(newsroom: Newsroom) -> None:
    newsroom.drop("world/alone.mp3", recording())
    newsroom.settle()
    receipt = newsroom.receipts()["world/alone.mp3"].receipt
    assert receipt.outcome == "unused"
    assert "name of its article" in receipt.note


def test_a_link_to_a_sound_that_is_not_there_keeps_its_words_and_works_when_it_comes(newsroom: Newsroom) -> None:
    newsroom.drop("world/a.html", HTML.format('<p>Hear <a href="horn.mp3">the horn</a>.</p>'))
    newsroom.settle()
    assert "leads to horn.mp3" in newsroom.what("world/a.html")
    newsroom.drop("world/horn.mp3", recording())
    newsroom.settle()
    assert enclosures(newsroom)[0][0] == TONE
    assert newsroom.what("world/a.html") == ""


def test_partners_of_news_get_the_photo_and_no_sound(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path / "content", tmp_path / "state", {"feeds": {"flip": {"profile": "flipboard"}}})
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording())
    newsroom.drop("world/horn.jpg", picture())
    newsroom.settle()
    feed = newsroom.feed("/feeds/flip/rss.xml")
    assert [one.type for one in feed.entries[0].enclosures] == ["image/jpeg"]
    assert b"/media/" not in newsroom.document("/feeds/flip/rss.xml")
    newsroom.close()
