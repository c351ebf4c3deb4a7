"""The sample newsroom that a first run publishes: every convention works as docs/articles.md says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from feedservice.feeds.lint import lint
from tests.newsroom import Newsroom

CONTENT = Path(__file__).parent.parent / "content"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(CONTENT, folder / "content")
    room = Newsroom(folder / "content", folder / "state")
    room.settle()
    yield room
    room.close()


def by_title(room: Newsroom, path: str) -> dict[str, feedparser.FeedParserDict]:
    return {entry.title: entry for entry in room.feed(path).entries}


def test_every_file_is_published_used_or_a_draft_without_a_warning(sample: Newsroom) -> None:
    receipts = {path: filed.receipt for path, filed in sample.receipts().items()}
    assert {receipt.outcome.value for receipt in receipts.values()} == {"published", "used", "draft"}
    assert [path for path, receipt in receipts.items() if receipt.problems] == []
    assert sum(receipt.outcome == "published" for receipt in receipts.values()) >= 8
    assert receipts["harbour/_new-crane.txt"].outcome == "draft"


def test_there_are_three_sections(sample: Newsroom) -> None:
    assert {entry.tags[0].term for entry in sample.feed().entries} == {"world", "harbour", "culture"}


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_the_wire_article_has_every_field_in_its_place(sample: Newsroom, path: str) -> None:
    entry = by_title(sample, path)["Skarn ferry back in service after fourteen-week refit"]
    body = entry.content[0].value
    assert entry.summary.startswith("Islanders cheered on the quay")
    assert entry.published.startswith(("2026-11-18", "Wed, 18 Nov 2026"))
    assert body.startswith('<p class="standfirst"><strong>Islanders cheered on the quay')
    assert "<p>PORT ELSTER – The island ferry" in body
    assert "scroll to top" not in body
    assert "[Photo/" not in body
    assert body.count("The Skarn Maid comes into Port Elster on her first morning") == 2  # alt and figcaption
    assert entry.enclosures[0].type == "image/jpeg"
    assert f'src="{entry.enclosures[0].href}"' in body


def test_captions_and_credits_travel_with_the_photos(sample: Newsroom) -> None:
    entry = by_title(sample, "/rss.xml")["Ten thousand lanterns and one missing goose"]
    document = sample.document().decode()
    assert {media["type"] for media in entry.media_content} == {"image/jpeg", "image/png"}
    assert entry.media_content[0]["url"] == entry.enclosures[0].href
    assert '<media:credit role="photographer">Wren Salloway/Harbour Agency</media:credit>' in document
    assert ">Lanterns over the inner harbour shortly after eight on Saturday evening.</media:description>" in document


def test_chinese_and_arabic_keep_language_direction_and_dateline(sample: Newsroom) -> None:
    titles = by_title(sample, "/atom.xml")
    chinese, arabic = (
        titles["港城今冬增开夜航轮渡 末班船延至零点"],
        titles["مكتبة عائمة تعود إلى جزر الربى بعد غياب عامين"],
    )
    assert chinese.title_detail.language == "zh"
    assert "<p>本报港城11月18日电 入冬以来" in chinese.content[0].value
    assert [author.name for author in chinese.authors] == ["林海晏"]
    assert arabic.content[0].value.startswith('<div dir="rtl" lang="ar">')


def test_furniture_is_nowhere_in_the_feeds(sample: Newsroom) -> None:
    document = (sample.document() + sample.document("/atom.xml")).decode().casefold()
    for words in (
        "scroll to top",
        "back to top",
        "share this",
        "<nav",
        "&lt;nav",
        "&lt;script",
        "&lt;style",
        "_new-crane",
    ):
        assert words not in document


def test_the_podcast_has_its_sound_transcript_chapters_and_cover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(CONTENT.parent / "deploy" / "sample" / "feedservice.toml"))
    shutil.copytree(CONTENT / "harbour", tmp_path / "content" / "harbour")
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"base_url": "https://packet.example"})
    room.settle()
    document = room.document("/feeds/harbour-minute/rss.xml")
    (entry,) = feedparser.parse(document).entries
    assert (entry.itunes_duration, entry.itunes_episode, entry.enclosures[0].type) == ("29", "1", "audio/mpeg")
    assert all(one in document for one in (b'type="text/vtt"', b'type="application/json+chapters"', b"/face/cover-"))
    assert lint(document, partner=True) == ()
    room.close()
