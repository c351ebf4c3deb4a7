"""RSS as a feed reader sees it, and the order of an item's parts."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from feedservice.channels import Edition
from feedservice.feeds.formats import render
from feedservice.feeds.formats.content import body_html
from feedservice.feeds.formats.literal_text import JOINER
from feedservice.feeds.formats.rss_and_atom import CONTENT, DC, DCTERMS, MEDIA
from tests.factories import NEWS_TIME, make_article, make_edition, make_photo, make_rendition
from tests.formats import RSS

FULL = make_article(
    headline="Ships & <boats> “leave” – 船",
    standfirst="Two hundred boats had waited; 3 < 4.",
    byline=("Ana Ruiz", "Tom O'Leary"),
    dateline="PORT ELLER",
    section="world",
    tags=("port", "storm", "world"),
    language="de",
    updated=NEWS_TIME + timedelta(hours=1),
    photos=(
        make_photo(),
        make_photo(path="b.jpg", renditions=(make_rendition(name="b" * 32 + ".png", media_type="image/png"),)),
    ),
)
PHOTO_URL = "https://news.example/photos/" + "a" * 32 + ".jpg"


def parse(edition: Edition) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(render(edition, RSS))
    assert not parsed.bozo
    return parsed


def test_the_parts_of_an_item_stand_in_the_order_that_survives_every_parser() -> None:
    item = etree.fromstring(render(make_edition(FULL), RSS)).find("channel/item")
    assert [child.tag for child in item] == [
        "title", "link", "guid", "pubDate", f"{{{DC}}}creator", f"{{{DC}}}language", "category", "category",
        "category", "description", f"{{{CONTENT}}}encoded", "enclosure", f"{{{MEDIA}}}thumbnail", f"{{{MEDIA}}}content",
        f"{{{MEDIA}}}content", f"{{{DCTERMS}}}modified",
    ]  # fmt: skip


def test_the_channels_own_elements_come_before_the_items() -> None:
    channel = etree.fromstring(render(make_edition(FULL), RSS)).find("channel")
    names = [child.tag for child in channel]
    assert names.index("item") == len(names) - 1


def test_feedparser_reads_every_field_back() -> None:
    (entry,) = parse(make_edition(FULL)).entries
    assert (entry.title.replace(JOINER, ""), unescape(entry.summary)) == (FULL.headline, FULL.standfirst)
    assert (entry.id, entry.link) == (FULL.id, "https://news.example/articles/k7m2qa")
    assert entry.published_parsed[:6] == (2026, 11, 18, 12, 0, 0)
    assert [author.name for author in entry.authors] == ["Ana Ruiz und Tom O'Leary"]
    assert [tag.term for tag in entry.tags] == ["world", "port", "storm"]
    assert "Boats left at once." in entry.content[0].value


def test_feedparser_reads_the_channel_back() -> None:
    feed = parse(make_edition()).feed
    assert (feed.title, feed.link, feed.language) == ("Port Gazette", "https://news.example/", "en")
    assert feed.subtitle == "News of the port"


def test_the_caption_never_takes_the_place_of_the_standfirst() -> None:
    """What feedparser does when media elements come before the description (feeds.md, fact 4)."""
    (entry,) = parse(make_edition(FULL)).entries
    assert entry.summary.startswith("Two hundred boats")


def test_one_enclosure_with_the_address_type_and_bytes_of_the_lead_photo() -> None:
    (entry,) = parse(make_edition(FULL)).entries
    assert [(one.href, one.type, one.length) for one in entry.enclosures] == [(PHOTO_URL, "image/jpeg", "48211")]
    assert entry.media_thumbnail[0]["url"] == PHOTO_URL
    assert entry.media_content[0]["url"] == PHOTO_URL


def test_the_content_opens_with_standfirst_and_photo_and_the_dateline_leads_the_body() -> None:
    (entry,) = parse(make_edition(FULL)).entries
    content = BeautifulSoup(entry.content[0].value, "lxml")
    assert [element.name for element in content.body.find_all(recursive=False)] == ["p", "figure", "p", "p", "figure"]
    assert content.p.get_text() == FULL.standfirst
    assert content.figure.img["src"] == PHOTO_URL
    assert content.figcaption.get_text() == "Boats wait at the east quay. Foto: Ana Ruiz/Port Agency"
    assert content.find_all("p")[1].get_text() == "PORT ELLER – The harbour reopened at dawn."


def test_a_standfirst_that_repeats_the_body_is_a_summary_only() -> None:
    (entry,) = parse(make_edition(make_article(standfirst="The harbour", standfirst_derived=True))).entries
    assert entry.summary == "The harbour"
    assert "<strong>" not in entry.content[0].value


def test_a_photo_the_body_shows_is_not_shown_twice() -> None:
    body = f'<p>a</p><figure><img src="https://home.invalid/photos/{"a" * 32}.jpg" alt=""></figure>'
    (entry,) = parse(make_edition(make_article(body_html=body, photos=(make_photo(),)))).entries
    assert entry.content[0].value.count("<img") == 1
    assert PHOTO_URL in entry.content[0].value


def test_a_text_in_arabic_says_its_direction() -> None:
    (entry,) = feedparser.parse(render(make_edition(make_article(language="ar")), RSS), sanitize_html=False).entries
    assert entry.content[0].value.startswith('<div dir="rtl" lang="ar">')


def test_a_chinese_dateline_has_a_space_and_no_dash_after_it() -> None:
    for dateline in ("本报港城11月18日电", "新华社东港11月18日电（记者 林海）"):
        (entry,) = parse(make_edition(make_article(dateline=dateline, standfirst_derived=True))).entries
        assert entry.content[0].value.startswith(f"<p>{dateline} The harbour")


@pytest.mark.parametrize(
    ("dateline", "joined"),
    [
        ("【東京共同】", "【東京共同】本文"), ("［ロンドン＝山田太郎］", "［ロンドン＝山田太郎］本文"), ("[東京 19日 ロイター]", "[東京 19日 ロイター] 本文"),
        ("(서울=연합뉴스)", "(서울=연합뉴스) 本文"), ("中央社台北19日電", "中央社台北19日電 本文"), ("東京", "東京 本文"), ("TOKYO, Nov. 19", "TOKYO, Nov. 19 – 本文"),
    ],
)  # fmt: skip
def test_no_dash_stands_behind_a_dateline_of_a_script_that_has_none_there(dateline: str, joined: str) -> None:
    article = make_article(dateline=dateline, body_html="<p>本文</p>")
    assert f"<p>{joined}</p>" in body_html(article, "https://news.example")


def test_a_dateline_leads_the_first_paragraph_even_below_a_picture() -> None:
    body = '<figure><img src="https://x.example/a.jpg" alt=""><figcaption>c</figcaption></figure><p>Text.</p>'
    (entry,) = parse(make_edition(make_article(dateline="PORT", body_html=body, standfirst_derived=True))).entries
    assert "</figure><p>PORT – Text.</p>" in entry.content[0].value


def test_no_trace_of_the_stand_in_host_is_left() -> None:
    body = '<p><a href="https://home.invalid/a">x</a></p>'
    rendered = render(make_edition(make_article(body_html=body, photos=(make_photo(),))), RSS)
    assert b"home.invalid" not in rendered
    assert b"https://news.example/a" in rendered


def test_the_document_begins_with_its_declaration_and_no_mark() -> None:
    assert render(make_edition(), RSS).startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet ")
