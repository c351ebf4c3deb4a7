"""Atom as a feed reader sees it, and that both formats tell the same news."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import feedparser
from bs4 import BeautifulSoup
from lxml import etree

from feedservice.channels import Edition
from feedservice.feeds.formats import FORMATS, render
from feedservice.feeds.formats.rss_and_atom import ATOM_ORDER
from tests.factories import make_article, make_edition, make_photo
from tests.feeds.formats.test_rss import FULL, PHOTO_URL
from tests.formats import ATOM, RSS


def parse(edition: Edition) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(render(edition, ATOM))
    assert not parsed.bozo
    return parsed


def test_feedparser_reads_every_field_back() -> None:
    (entry,) = parse(make_edition(FULL)).entries
    assert (entry.id, entry.link) == (FULL.id, "https://news.example/articles/k7m2qa")
    assert entry.summary == FULL.standfirst
    assert entry.published_parsed[:6] == (2026, 11, 18, 12, 0, 0)
    assert entry.updated_parsed[:6] == (2026, 11, 18, 13, 0, 0)
    assert [author.name for author in entry.authors] == ["Ana Ruiz", "Tom O'Leary"]
    assert [tag.term for tag in entry.tags] == ["world", "port", "storm"]
    assert "Boats left at once." in entry.content[0].value
    assert entry.content[0].language == "de"


def test_feedparser_reads_the_feed_back() -> None:
    feed = parse(make_edition()).feed
    assert (feed.id, feed.title, feed.subtitle) == (
        "tag:news.example,2026-11-01:channel",
        "Port Gazette",
        "News of the port",
    )
    assert (feed.link, feed.author, feed.updated_parsed[:3]) == (
        "https://news.example/",
        "Port Gazette",
        (2026, 11, 19),
    )


def test_an_entrys_parts_stand_in_order_with_summary_before_content() -> None:
    entry = etree.fromstring(render(make_edition(FULL), ATOM)).find("{http://www.w3.org/2005/Atom}entry")
    known = [name for child in entry if (name := etree.QName(child).localname) in ATOM_ORDER and child.prefix is None]
    assert known == sorted(known, key=ATOM_ORDER.index)
    assert {"id", "title", "updated", "published", "author", "link", "category", "summary", "content"} <= set(known)


def test_the_feeds_own_elements_come_before_the_entries() -> None:
    names = [etree.QName(child).localname for child in etree.fromstring(render(make_edition(FULL), ATOM))]
    assert names.index("entry") == len(names) - 1


def test_exactly_one_of_what_there_must_be_one_of() -> None:
    root = etree.fromstring(render(make_edition(FULL), ATOM))
    entry = root.find("{*}entry")
    for holder in (root, entry):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{{http://www.w3.org/2005/Atom}}{name}")) == 1, name


def test_both_formats_carry_the_same_enclosure_as_media_content_and_the_picture_in_the_text() -> None:
    found = []
    for form in (RSS, ATOM):
        (entry,) = feedparser.parse(render(make_edition(make_article(photos=(make_photo(),))), form)).entries
        (enclosure,) = entry.enclosures
        (media,) = entry.media_content
        image = BeautifulSoup(entry.content[0].value, "lxml").img["src"]
        found.append((enclosure.href, enclosure.type, enclosure.length))
        assert (media["url"], media["type"], media["filesize"], image) == (*found[-1], enclosure.href)
    assert found == [(PHOTO_URL, "image/jpeg", "48211")] * 2


def test_both_formats_tell_the_same_news() -> None:
    edition = make_edition(FULL, make_article(key="b", headline="Other"))
    rss, atom = (feedparser.parse(render(edition, form)).entries for form in (RSS, ATOM))
    for one, other in zip(rss, atom, strict=True):
        for name in ("id", "title", "link", "published_parsed"):
            assert one[name] == other[name], name
        assert unescape(one.summary) == other.summary  # RSS's is HTML, Atom's says that it is text
        assert one.content[0].value == other.content[0].value


def test_rendering_twice_gives_the_same_bytes() -> None:
    edition = make_edition(FULL, make_article(key="b"))
    for form in FORMATS:
        assert render(edition, form) == render(replace(edition), form)


def test_an_article_without_a_byline_has_the_feed_for_its_author() -> None:
    root = etree.fromstring(render(make_edition(make_article(byline=())), ATOM))
    assert root.find("{*}author/{*}name").text == "Port Gazette"
    assert root.find("{*}entry/{*}author") is None
