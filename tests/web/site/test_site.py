"""The site around the articles: older stories by page, sections in the head, the archive, what an article leads on to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from feedservice.text.languages import own_word
from feedservice.web import channel_pages, pages
from feedservice.web.site.leaves import FRONT_LEAVES
from tests.newsroom import START, Newsroom, picture, story
from tests.text.test_languages import WHOLE

STORIES = 11


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Eleven stories, two of them in another section, one of another month, one with a photo wide enough to lead."""
    folder = tmp_path_factory.mktemp("site")
    feeds = {"tide": {"title": "Tides", "sections": ["harbour"]}}
    found = Newsroom(folder / "content", folder / "state", {"feeds": feeds, "feed_items": 5, "rights": "© Packet"})
    for number in range(STORIES):
        day = START - timedelta(days=number if number < STORIES - 1 else 60)
        section = "harbour" if number < 9 else "old-town"
        found.drop(f"{section}/s{number}.txt", f"Date: {day:%Y-%m-%d %H:%M}\nTags: tides\n\n{story(f'Quay {number}')}")
    found.drop("harbour/s1.jpg", picture(size=(1300, 800)))
    found.drop("harbour/s0.jpg", picture())
    found.settle()
    yield found
    found.close()


@pytest.fixture
def reader(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Pages of four stories."""
    for module in (pages, channel_pages):
        monkeypatch.setattr(module, "LEAF_ITEMS", 4)
    monkeypatch.setattr(channel_pages, "MONTH_ITEMS", 4)
    return room.app().test_client()


def soup(reader: FlaskClient, path: str) -> BeautifulSoup:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.data, "lxml")


def headlines(page: BeautifulSoup) -> list[str]:
    return [one.get_text().split()[1] for one in page.select(".latest h2")]


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("", range(STORIES)),
        ("/sections/harbour", range(9)),
        ("/feeds/tide", range(9)),
        ("/tags/tides", range(STORIES)),
        ("/authors/ana-ruiz", range(STORIES)),
        ("/languages/en", range(STORIES)),
        ("/archive/2026-11", range(STORIES - 1)),
    ],
)
def test_older_stories_by_page_each_once_to_the_last(
    reader: FlaskClient, room: Newsroom, path: str, numbers: range
) -> None:
    home, at, seen, before = room.settings.public_url, path or "/", [], ""
    while at:
        page = soup(reader, at)
        assert page.select_one("link[rel=canonical]")["href"] == home + at
        assert page.select_one("meta[property='og:url']")["content"] == home + at
        assert [link["href"] for link in page.select("link[rel=prev]")] == [home + before for _ in [1] if before]
        seen += sorted(map(int, headlines(page)))
        onward = page.select_one("link[rel=next]")
        assert [link["href"] for link in page.select("nav.turning a[rel=next]")] == [
            link["href"].removeprefix(home) for link in [onward] if link
        ]
        before, at = at, onward["href"].removeprefix(home) if onward else ""
    assert seen == list(numbers)
    last = -(-len(numbers) // 4)
    assert reader.get(f"{path}/page/{last + 1}").status_code == 404
    assert reader.get(f"{path}/page/0").status_code == 404
    assert reader.get(f"{path}/page/1").headers["Location"] == f"{home}{path or '/'}"


def test_the_front_page_ends_after_some_pages_and_leads_to_the_archive(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FRONT_LEAVES", 2)
    page = soup(reader, "/page/2")
    assert not page.select("link[rel=next]")
    assert page.select(".turning a")[-1]["href"] == "/archive"
    assert reader.get("/page/3").status_code == 404
    assert FRONT_LEAVES > 2


def test_the_newest_with_a_photo_that_is_wide_enough_leads_the_front_page_and_its_section(reader: FlaskClient) -> None:
    for path in ("/", "/sections/harbour"):
        page = soup(reader, path)
        assert headlines(page) == ["1", "0", "2", "3"]
        lead = page.select_one(".lead img")
        assert [one.rpartition(" ")[2] for one in lead["srcset"].split(", ")] == ["400w", "1300w"]
    assert not soup(reader, "/tags/tides").select(".lead")


def test_every_page_has_the_sections_and_says_which_one_it_is(reader: FlaskClient, room: Newsroom) -> None:
    def current(path: str) -> list[tuple[str, str]]:
        links = BeautifulSoup(reader.get(path).data, "lxml").select("nav.sections a")
        assert [one.get_text() for one in links] == ["Harbour", "Old town"]
        return [(one.get_text(), one["aria-current"]) for one in links if one.has_attr("aria-current")]

    article = next(one.link for one in room.feed().entries).removeprefix(room.settings.public_url)
    assert [current(path) for path in ("/", "/archive", "/nowhere")] == [[], [], []]
    assert current("/sections/harbour") == [("Harbour", "page")]
    assert current("/sections/harbour/page/2") == current(article) == [("Harbour", "true")]


def test_the_archive_leads_to_every_month_and_section_with_counts(reader: FlaskClient) -> None:
    page = soup(reader, "/archive")
    found = [(link["href"], link.find_next(class_="count").get_text()) for link in page.select(".index a")]
    assert found == [
        ("/sections/harbour", "9"), ("/sections/old-town", "2"), ("/archive/2026-11", "10"), ("/archive/2026-09", "1"),
    ]  # fmt: skip
    assert all(reader.get(path).status_code == 200 for path, _ in found)
    assert reader.get("/archive/2026-10").status_code == 404
    assert reader.get("/archive/").status_code == 301


def test_an_article_leads_on_within_its_section_and_shows_no_other_date(reader: FlaskClient, room: Newsroom) -> None:
    links = {one.title.split()[1]: one.link.removeprefix(room.settings.public_url) for one in room.feed().entries}
    page = soup(reader, links["4"])
    beside = {one["rel"][0]: one.bdi.get_text().split()[1] for one in page.select(".beside a")}
    assert beside == {"prev": "5", "next": "3"}
    assert [one.get_text().split()[1] for one in page.select(".more li a")] == ["6", "7", "8", "2"]
    assert len(page.select("time")) == 1
    assert page.select_one(".byline a")["href"] == "/authors/ana-ruiz"
    newest = soup(reader, links["0"])
    assert [one["rel"] for one in newest.select(".beside a")] == [["prev"]]


def test_structured_data_has_what_search_engines_require_and_recommend(reader: FlaskClient, room: Newsroom) -> None:
    """developers.google.com: structured-data/article (recommended all), breadcrumb (required: item, name, position)."""
    home = room.settings.public_url
    link = next(one.link for one in room.feed().entries if one.title.startswith("Quay 1 "))
    page = soup(reader, link.removeprefix(home))
    article, trail = (json.loads(one.string) for one in page.select("script[type='application/ld+json']"))
    assert article["@type"] == "NewsArticle"
    assert {"headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"} <= set(
        article
    )
    assert article["isAccessibleForFree"] is True
    assert all(one["name"] and one["url"].startswith(f"{home}/authors/") for one in article["author"])
    image = article["image"][0]
    assert image["width"] * image["height"] >= 50_000
    assert image["url"].startswith(f"{home}/photos/")
    assert [(one["position"], one["name"], one["item"]) for one in trail["itemListElement"]] == [
        (1, room.settings.title, f"{home}/"),
        (2, "Harbour", f"{home}/sections/harbour"),
        (3, article["headline"], link),
    ]
    assert page.select_one("meta[name=robots]")["content"] == "max-image-preview:large"
    shared = soup(reader, "/sections/harbour")
    assert shared.select_one("meta[property='og:image']")["content"] == image["url"]
    assert shared.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"
    section = json.loads(shared.select_one("script[type='application/ld+json']").string)
    assert [one["name"] for one in section["itemListElement"]] == [room.settings.title, "Harbour"]


def test_a_page_of_thirty_stories_is_small_and_runs_no_script(room: Newsroom) -> None:
    answer = room.app().test_client().get("/")
    each = (len(answer.data) - len(room.app().test_client().get("/archive").data)) / STORIES
    assert each * 30 + 5_000 < 30_000
    assert {one.get("type") for one in BeautifulSoup(answer.data, "lxml").select("script")} == {"application/ld+json"}


def test_pages_of_a_newsroom_that_writes_from_right_to_left_are_set_so(room: Newsroom) -> None:
    reader = room.app(language="ar").test_client()
    assert [soup(reader, path).html["dir"] for path in ("/", "/archive", "/sections/harbour", "/desk")] == [
        "rtl"
    ] * 3 + ["ltr"]


def test_the_page_of_feeds_and_an_empty_front_page_speak_the_newsrooms_language(
    room: Newsroom, newsroom: Newsroom
) -> None:
    for tag in WHOLE:
        feeds = soup(room.app(language=tag).test_client(), "/feeds")
        assert feeds.select("main span[lang=en]") == [], tag
        assert own_word("copy", tag) in {button.get_text() for button in feeds.select("button")}
    german = soup(newsroom.app(language="de").test_client(), "/")
    assert "Legen Sie einen Artikel in den Inhaltsordner." in german.select_one("main .empty").get_text()
    assert german.select("main span[lang=en]") == []
