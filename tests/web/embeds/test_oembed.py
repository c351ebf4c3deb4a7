"""oEmbed as its consumers ask for it: by the links of an article's page, in both formats, with limits, and for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from tests.newsroom import Newsroom, picture, story


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("embedded")
    room = Newsroom(
        folder / "content",
        folder / "state",
        {"title": "The <Elster> Packet", "base_url": "https://news.example.org/en"},
    )
    room.drop("world/Ferry.txt", story('Ferry </blockquote><script>alert("x")</script>'))
    room.drop("world/Ferry.jpg", picture(size=(1300, 800)))
    room.drop("world/Quay.txt", story("Quay"))
    room.settle()
    yield room
    room.close()


def address(room: Newsroom, name: str) -> str:
    return str(next(one.link for one in room.feed().entries if name in one.title))


def test_an_article_is_told_in_both_formats_by_the_links_of_its_page(room: Newsroom) -> None:
    reader, url = room.app().test_client(), address(room, "Ferry")
    page = BeautifulSoup(reader.get(url.removeprefix("https://news.example.org")).data, "lxml")
    links = {
        one["type"]: one["href"].removeprefix("https://news.example.org")
        for one in page.select('link[type$="+oembed"]')
    }
    answer = reader.get(links["application/json+oembed"])
    card = answer.get_json()
    assert (answer.mimetype, card["type"], card["version"], card["provider_name"]) == ("application/json", "rich", "1.0", "The <Elster> Packet")  # fmt: skip
    assert (card["author_name"], card["author_url"]) == ("Ana Ruiz", "https://news.example.org/en/authors/ana-ruiz")
    assert (card["thumbnail_width"], card["thumbnail_height"]) == (1300, 800)
    assert reader.get(card["thumbnail_url"].removeprefix("https://news.example.org")).mimetype == "image/jpeg"
    html = BeautifulSoup(card["html"], "lxml")
    assert [one.name for one in html.body.find_all(True)] == ["blockquote", "p", "a", "strong", "p", "footer"]
    assert html.a["href"] == url
    assert 'alert("x")' in html.a.get_text()
    root = ET.fromstring(reader.get(links["text/xml+oembed"]).data)
    assert {one.tag: one.text for one in root} == {name: str(fact) for name, fact in card.items()}
    assert (
        reader.get(links["application/json+oembed"], headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )
    assert answer.headers["Cache-Control"].startswith("private"), "caches in front of us do not look at queries"
    assert page.head.find("link", rel="canonical") is not None


def test_limits_hold_for_the_card_and_its_picture(room: Newsroom) -> None:
    reader, url = room.app().test_client(), address(room, "Ferry")
    narrow = reader.get("/oembed", query_string={"url": url, "maxwidth": "450", "maxheight": "300"}).get_json()
    assert narrow["width"] == 450
    assert narrow["height"] <= 300
    assert (narrow["thumbnail_width"], narrow["thumbnail_height"]) == (400, 246)
    least = reader.get("/oembed", query_string={"url": url, "maxwidth": "90"}).get_json()
    assert not any(name.startswith("thumbnail") for name in least)


def test_what_is_no_article_in_print_is_refused_as_the_specification_says(room: Newsroom) -> None:
    reader, url = room.app().test_client(), address(room, "Quay")

    def status(**asked: str) -> int:
        return reader.get("/oembed", query_string=asked).status_code

    assert [status(url=one) for one in (url, f"{url}/?utm_source=x#top", url.replace("https:", "http:"))] == [200] * 3
    assert status(url=url, format="yaml") == 501
    assert status(url="https://news.example.org/en/preview/abc") == 401
    elsewhere = (
        "https://else.example/en/articles/x",
        url.replace("/en/", "/"),
        f"{url}x",
        "https://news.example.org/en/",
        "http://[",
        "ftp://x",
    )
    assert [status(url=one) for one in elsewhere] == [404] * 6
    assert status() == 400
    (room.content / "world/Quay.txt").unlink()
    room.lapse()
    assert status(url=url) == 404
