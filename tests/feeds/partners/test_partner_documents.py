"""Partners' feeds as served: the elements they add, as in the vendors' samples; and what the desk says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from feedservice.article import Severity
from feedservice.channels import PhotoPlace, Presentation, Tombstone
from feedservice.errors import SettingsError
from feedservice.feeds.formats import render
from feedservice.feeds.lint import lint
from feedservice.feeds.partners import PROFILES, msn, smartnews
from feedservice.feeds.partners.smartnews import description
from feedservice.settings.sources import load
from tests.factories import NOW, make_edition
from tests.feeds.partners.partners import LOGO, PARTNERS, edition_for, sound
from tests.formats import RSS
from tests.newsroom import Newsroom, picture, story

SNF = "{http://www.smartnews.be/snf}"
MEDIA = "{http://search.yahoo.com/mrss/}"
MI = "{http://schemas.ingestion.microsoft.com/common/}"
DCTERMS = "{http://purl.org/dc/terms/}"


def test_smartformat_has_its_elements() -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW - timedelta(hours=1))
    edition = replace(edition_for("smartnews"), tombstones=(gone,))
    channel = etree.fromstring(render(edition, RSS)).find("channel")
    assert channel.findtext("pubDate") == "Thu, 19 Nov 2026 09:30:00 GMT"
    assert channel.findtext("ttl") == "5"
    assert channel.findtext("language") == "en"
    assert channel.findtext(f"{SNF}logo/url") == LOGO
    assert channel.findtext(f"{SNF}darkModeLogo/url") == LOGO
    items = {item.findtext("guid"): item for item in channel.findall("item")}
    assert len(items) == 31
    assert items[gone.id].findtext(f"{MEDIA}status") == "deleted"
    assert items[gone.id].findtext("link") == "https://news.example/articles/gone7"
    assert items[gone.id].findtext("pubDate") == "Thu, 19 Nov 2026 08:30:00 GMT"
    assert {item.findtext(f"{MEDIA}status") for id_, item in items.items() if id_ != gone.id} == {None}


def test_smartnews_sees_a_correction_by_the_date_of_its_item() -> None:
    corrected = sound(updated=NOW)
    assert smartnews.PROFILE.dated(corrected) == NOW
    assert PROFILES["msn"].dated(corrected) == corrected.published


def test_msn_takes_an_article_down_by_an_expiry_that_is_past_and_a_newer_change() -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW - timedelta(hours=1))
    channel = etree.fromstring(render(replace(edition_for("msn"), tombstones=(gone,)), RSS)).find("channel")
    item = next(item for item in channel.findall("item") if item.findtext("guid") == gone.id)
    assert item.findtext(f"{DCTERMS}modified") == "2026-11-19T08:30:00Z"
    assert item.findtext(f"{DCTERMS}valid") == "2026-11-19T08:30:00Z"
    assert item.findtext(f"{MI}expirationDate") == "2026-11-19T08:30:00Z"
    assert item.findtext("link") == "https://news.example/articles/gone7"
    assert msn.SHORTEST_HEADLINE <= len(item.findtext("title")) <= msn.LONGEST_HEADLINE


def test_msn_is_told_when_an_article_expires_and_of_no_other() -> None:
    edition = edition_for("msn", sound("short", expires=NOW + timedelta(days=2)), sound("long"))
    first, second = etree.fromstring(render(edition, RSS)).find("channel").findall("item")
    assert first.findtext(f"{MI}expirationDate") == "2026-11-21T09:30:00Z"
    assert first.findtext(f"{DCTERMS}valid") == "2026-11-21T09:30:00Z"
    assert second.find(f"{MI}expirationDate") is None


@pytest.mark.parametrize("partner", ["flipboard", "newsletter"])
def test_partners_without_takedowns_get_no_item_for_what_is_gone(partner: str) -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW)
    assert b"gone7" not in render(replace(edition_for(partner), tombstones=(gone,)), RSS)


def test_smartformat_descriptions_are_cut_at_a_word() -> None:
    assert description("News for all") == "News for all"
    assert description("News of the port, its people, and its boats") == "News of the port, its people"
    assert description("x" * 40) == "x" * 30


@pytest.mark.parametrize("partner", PARTNERS)
def test_partners_documents_pass_our_own_judge(partner: str) -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW - timedelta(hours=1))
    edition = replace(edition_for(partner), tombstones=(gone,))
    complaints = lint(render(edition, RSS), address="https://news.example/rss.xml", partner=True)
    assert [one for one in complaints if one.severity is Severity.ERROR] == []


def test_plain_feeds_have_nothing_of_partners() -> None:
    text = render(make_edition(sound()), RSS).decode()
    assert "snf" not in text
    assert "media:status" not in text
    assert "<ttl>" not in text


def test_photos_in_the_body_only_are_not_beside_it() -> None:
    shows = Presentation(photo=PhotoPlace.BODY, profile="newsletter")
    text = render(edition_for("newsletter", shows=shows), RSS).decode()
    assert "<enclosure" not in text
    assert "&lt;img " in text


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    file = tmp_path / "feedservice.toml"
    file.write_text('[feeds.msn]\nprofile = "msn"\ntags = ["sold"]\n[feeds.smart]\nprofile = "smartnews"\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    newsroom = Newsroom(tmp_path / "content", tmp_path / "state")
    newsroom.drop("one.txt", story("One").replace("\n\nBoats", "\n\nTags: sold\n\nBoats", 1))
    newsroom.drop("one.jpg", picture(size=(300, 200)))
    newsroom.settle()
    yield newsroom
    newsroom.close()


def test_a_partners_feed_is_served_and_the_desk_names_what_breaks_its_rules(room: Newsroom) -> None:
    client = room.app().test_client()
    assert len(feedparser.parse(client.get("/feeds/msn/rss.xml").data).entries) == 1
    assert client.get("/feeds/msn/atom.xml").status_code == 404
    page = client.get("/desk/feeds").text
    assert "The photo has 300 × 200 pixels." in page
    assert "Rule msn-photo-size" in page
    assert "Rule msn-https" in page
    assert "The feed has no logo." in page
    assert "one.txt" in page
    assert room.outcome("one.txt") == "published"


def test_a_profile_nobody_knows_is_told_with_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "feedservice.toml"
    file.write_text('[feeds.x]\nprofile = "flipbord"\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    with pytest.raises(SettingsError, match="flipboard, smartnews, msn, newsletter"):
        load({})
