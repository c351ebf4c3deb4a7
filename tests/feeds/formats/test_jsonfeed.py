"""JSON Feed 1.1: what the specification asks, and parity with the other two formats."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import Article
from feedservice.feeds.formats import json_feed, render
from tests.factories import NEWS_TIME, make_article, make_channel, make_edition, make_photo, make_rendition
from tests.formats import ATOM, JSON

PHOTO_URL = f"{make_channel().base_url}/photos/{make_photo().enclosure.name}"


def items(*articles: Article) -> list[dict[str, Any]]:
    return list(json.loads(render(make_edition(*articles), JSON))["items"])


def test_the_feed_says_what_it_is_and_where() -> None:
    feed = json.loads(render(make_edition(make_article()), JSON))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{make_channel().base_url}/feed.json"
    assert (feed["title"], feed["language"]) == ("Port Gazette", "en")


def test_an_item_has_photo_caption_credit_and_the_true_size() -> None:
    (item,) = items(make_article(photos=(make_photo(),)))
    (attachment,) = item["attachments"]
    (photo,) = item["_photos"]
    assert item["image"] == attachment["url"] == photo["url"] == PHOTO_URL
    assert BeautifulSoup(item["content_html"], "lxml").img["src"] == PHOTO_URL
    assert (attachment["mime_type"], attachment["size_in_bytes"]) == ("image/jpeg", 48211)
    assert (photo["caption"], photo["credit"]) == ("Boats wait at the east quay.", "Ana Ruiz/Port Agency")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, "Boats wait at the east quay."),
        ({"description": "Nine boats, one of them red."}, "Nine boats, one of them red."),
        ({"alt": "Boats.", "description": "Nine boats, one of them red."}, "Boats."),
    ],
)
def test_a_photo_is_described_to_those_who_do_not_see_it(words: dict[str, str], expected: str) -> None:
    (item,) = items(make_article(photos=(make_photo(**words),)))
    assert BeautifulSoup(item["content_html"], "lxml").img["alt"] == expected
    assert {name: item["_photos"][0].get(name, "") for name in ("alt", "description")} == {
        "alt": "",
        "description": "",
        **words,
    }


def test_a_photo_has_its_thumbnail_and_all_its_sizes() -> None:
    small = make_rendition(name="c" * 32 + ".jpg", size_bytes=9000, width_px=400, height_px=225, role="thumbnail")
    (item,) = items(make_article(photos=(make_photo(renditions=(make_rendition(), small)),)))
    (photo,) = item["_photos"]
    assert item["image"] == item["attachments"][0]["url"] == photo["url"] == PHOTO_URL
    assert photo["thumbnail"] == PHOTO_URL.replace("a" * 32, "c" * 32)
    assert photo["renditions"] == [
        {"role": "enclosure", "url": PHOTO_URL, "mime_type": "image/jpeg", "size_in_bytes": 48211, "width": 1600, "height": 900},
        {"role": "thumbnail", "url": photo["thumbnail"], "mime_type": "image/jpeg", "size_in_bytes": 9000, "width": 400, "height": 225},
    ]  # fmt: skip
    (item,) = items(make_article(photos=(make_photo(),)))
    assert "thumbnail" not in item["_photos"][0]


def test_several_photos_stand_lead_first() -> None:
    other = make_photo(path="b.jpg", renditions=(make_rendition(name="b.jpg"),))
    (item,) = items(make_article(photos=(make_photo(), other)))
    assert [photo["url"].rpartition("/")[2] for photo in item["_photos"]] == [make_photo().enclosure.name, "b.jpg"]
    assert len(item["attachments"]) == 1


def test_what_an_article_does_not_have_is_left_out() -> None:
    (item,) = items(make_article(byline=(), section="", tags=(), standfirst="", photos=()))
    assert not {"authors", "tags", "summary", "image", "attachments", "_photos", "language"} & set(item)


def test_the_three_formats_tell_the_same_news() -> None:
    corrected = make_article(
        key="b", headline="Other & more", updated=NEWS_TIME + timedelta(hours=1), photos=(make_photo(),)
    )
    edition = make_edition(make_article(byline=("Ana Ruiz", "Tom O'Leary"), tags=("sea",)), corrected)
    atom = feedparser.parse(render(edition, ATOM)).entries
    for item, entry in zip(json.loads(render(edition, JSON))["items"], atom, strict=True):
        assert (item["id"], item["title"], item["url"]) == (entry.id, entry.title, entry.link)
        dates = [datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified")]
        assert dates == [datetime.fromisoformat(one) for one in (entry.published, entry.updated)]
        assert [author["name"] for author in item.get("authors", [])] == [
            author.name for author in entry.get("authors", [])
        ]
        assert item.get("tags", []) == [tag.term for tag in entry.get("tags", [])]
        assert item["summary"] == entry.summary
        sizes = [int(link.length) for link in entry.links if link.rel == "enclosure"]
        assert [one["size_in_bytes"] for one in item.get("attachments", [])] == sizes


@given(st.text(), st.text(), st.text())
def test_any_text_is_read_back(headline: str, standfirst: str, caption: str) -> None:
    body = render(
        make_edition(make_article(headline=headline, standfirst=standfirst, photos=(make_photo(caption=caption),))),
        JSON,
    )
    json_feed.check(body)
    assert b"\\ud" not in body


@pytest.mark.parametrize(
    "feed",
    [
        {},
        {"version": json_feed.VERSION, "title": "", "items": []},
        {"version": json_feed.VERSION, "title": "x", "items": [{"id": "", "content_html": "x"}]},
        {"version": json_feed.VERSION, "title": "x", "items": [{"id": "1"}]},
    ],
)
def test_what_readers_would_drop_is_no_document(feed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="JSON Feed needs"):
        json_feed.check(json.dumps(feed).encode())
