"""Finding the feeds: the page about them, OPML, robots.txt, the news sitemap, and the addresses people guess."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from feedservice.feeds.formats import FORMATS
from feedservice.web.discovery import GUESSES
from tests.newsroom import Newsroom

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    newsroom.drop("world/harbour.txt", "Harbour & quay reopen after storm\n\nBoats went out again at first light.")
    old = newsroom.now - timedelta(days=3)
    newsroom.drop("world/old.txt", f"Old bridge closes\n\nDate: {old:%Y-%m-%d}\n\nThe old bridge is closed for good.")
    newsroom.turn()
    newsroom.turn(3)
    return newsroom.app().test_client()


@pytest.mark.parametrize("path", [*GUESSES, *(f"{path}/" for path in GUESSES)])
def test_a_guess_is_led_to_the_feed_for_good(client: FlaskClient, newsroom: Newsroom, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == newsroom.settings.public_url + GUESSES[path.rstrip("/")]
    assert client.get(GUESSES[path.rstrip("/")]).status_code == 200


def test_the_feeds_page_has_every_address_to_copy(client: FlaskClient, newsroom: Newsroom) -> None:
    page = BeautifulSoup(client.get("/feeds").data, "lxml")
    addresses = [code.get_text() for code in page.select("code")]
    home = newsroom.settings.public_url
    assert addresses == [home + path + form.path for path in ("", "/sections/world") for form in FORMATS]
    assert [page.find(id=button["data-copy"]).get_text() for button in page.select("main button")] == addresses
    assert page.select_one("a[href='/feeds.opml']")
    for address in addresses:
        assert client.get(address.removeprefix(home)).status_code == 200


def test_opml_lists_every_channel_once_and_stays_the_same(client: FlaskClient, newsroom: Newsroom) -> None:
    answer = client.get("/feeds.opml")
    outlines = etree.fromstring(answer.data).findall("body//outline[@xmlUrl]")
    home = newsroom.settings.public_url
    paths = ["", "/sections/world", "/languages/en"]
    assert [one.get("xmlUrl") for one in outlines] == [f"{home}{path}/rss.xml" for path in paths]
    assert {one.get("type") for one in outlines} == {"rss"}
    assert all("title" not in group.attrib for group in etree.fromstring(answer.data).findall("body/outline[outline]"))
    again = client.get("/feeds.opml", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_pages_announce_the_main_feeds_first_then_their_own(client: FlaskClient, newsroom: Newsroom) -> None:
    page = BeautifulSoup(client.get("/sections/world").data, "lxml")
    found = page.select("link[rel=alternate]")
    home = newsroom.settings.public_url
    assert [one["href"] for one in found] == [
        home + path + form.path for path in ("", "/sections/world") for form in FORMATS
    ]
    assert len({one["title"] for one in found}) == len(found)


def test_robots_may_read_all_but_the_desk_and_what_is_searched(client: FlaskClient, newsroom: Newsroom) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    sitemaps = [f"Sitemap: {newsroom.settings.public_url}/{name}.xml" for name in ("sitemap", "sitemap-news")]
    assert lines == ["User-agent: *", "Disallow: /desk", "Disallow: /search", *sitemaps]


def test_the_sitemap_leads_to_every_article_and_to_the_news(client: FlaskClient, newsroom: Newsroom) -> None:
    home = newsroom.settings.public_url
    newsroom.drop("world/older.txt", "Older bridge opens\n\nDate: 2026-10-03\n\nThe older bridge is open.")
    newsroom.settle()
    places = sitemap_of(client, "/sitemap.xml")
    assert list(places) == [f"{home}/sitemaps/2026-11.xml", f"{home}/sitemaps/2026-10.xml", f"{home}/sitemap-news.xml"]
    months = [sitemap_of(client, place.removeprefix(home)) for place in list(places)[:2]]
    assert [len(month) for month in months] == [2, 1]
    with newsroom.store.reading() as asked:
        articles = {f"{home}/articles/{one.key}": one.updated for one in asked.articles.newest(9)}
    found = {place: datetime.fromisoformat(lastmod) for month in months for place, lastmod in month.items()}
    assert found == articles
    assert client.get("/sitemaps/2026-09.xml").status_code == client.get("/sitemaps/x.xml").status_code == 404


def sitemap_of(client: FlaskClient, path: str) -> dict[str, str]:
    """The addresses in a sitemap, or an index of them, with their lastmod."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return {place[0].text: place[1].text for place in etree.fromstring(answer.data)}


@pytest.mark.parametrize("path", ["/rss.xml", "/sections/world/feed.json", "/languages/en/atom.xml", "/feeds"])
def test_a_slash_at_the_end_leads_to_the_address_without(client: FlaskClient, newsroom: Newsroom, path: str) -> None:
    answer = client.get(f"{path}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, newsroom.settings.public_url + path)


def test_the_news_sitemap_has_the_news_of_two_days(client: FlaskClient, newsroom: Newsroom) -> None:
    root = etree.fromstring(client.get("/sitemap-news.xml").data)
    (url,) = root
    assert url.findtext(f".//{NEWS}title") == "Harbour & quay reopen after storm"
    assert url.findtext(f".//{NEWS}language") == "en"
    assert url[0].text.startswith(f"{newsroom.settings.public_url}/articles/")


def test_a_browser_that_asks_for_an_icon_gets_one(client: FlaskClient) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith("/static/icon.svg")
