"""Everything below a path of another site: what is written begins with it, and what is asked is answered with it and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from feedservice.errors import SettingsError
from feedservice.settings.checks import OWN_NAMES
from feedservice.settings.sources import load
from feedservice.web.below_path import redirect_below
from tests.newsroom import Newsroom, picture, story
from tests.service import Service

#: Of this machine, so that the desk is open.
SITE = "http://localhost:8000"
OF_A_FILE = ("/desk/files", "/desk/preview", "/oembed")
PAGES = ("/", "/feeds", "/sections/world", "/desk", "/desk/feeds", "/desk/withdrawn", "/none")
_ADDRESS = re.compile(rb'(?:href|src|action|url)="([^"#][^"]*)"')


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder: Path = tmp_path_factory.mktemp("below")
    room = Newsroom(folder / "content", folder / "state", {"base_url": f"{SITE}/news/paper"})
    room.now = datetime.now(UTC)
    room.drop("world/ferry.txt", story("Ferry").replace("\n\n", "\nTags: harbour\n\n", 1))
    room.drop("world/ferry.jpg", picture())
    room.settle()
    yield room
    room.close()


@pytest.fixture(scope="module")
def app(room: Newsroom) -> Flask:
    return room.app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def addresses(body: bytes) -> set[str]:
    """The addresses of our own host that a page or document leads to."""
    found = {unescape(one.decode()) for one in _ADDRESS.findall(body)}
    return {one for one in found if not urlsplit(one).scheme or one.startswith(SITE)}


def test_every_address_that_is_written_stands_below_the_path_and_is_answered(client: FlaskClient) -> None:
    coming, seen = ["/rss.xml", "/atom.xml", "/feeds.opml", *PAGES], set()
    while coming:
        path = coming.pop()
        answer = client.get(f"/news/paper{path}", buffered=True)
        assert answer.status_code == (404 if path == "/none" else 200), path
        for address in addresses(answer.data):
            assert address.removeprefix(SITE).startswith("/news/paper/") or address == f"{SITE}/news/paper", (
                path,
                address,
            )
            parts = urlsplit(address)
            below = parts.path.removeprefix("/news/paper") or "/"
            if below in OF_A_FILE:
                below = f"{below}?{parts.query}"
            if below not in seen and not below.startswith("/desk/log"):
                seen.add(below)
                coming.append(below)
    assert {"/static/site.css", "/sections/world/rss.xml", "/tags/harbour"} <= seen
    assert any(path.startswith("/photos/") for path in seen)
    assert any(path.startswith("/desk/articles/") for path in seen)


@pytest.mark.parametrize("path", ["/rss.xml", "/tags/harbour/rss.xml", "/feeds", "/static/site.css", "/robots.txt"])
def test_with_the_path_and_without_it_is_one(client: FlaskClient, path: str) -> None:
    with_it, without = client.get(f"/news/paper{path}", buffered=True), client.get(path, buffered=True)
    assert with_it.status_code == 200
    assert (with_it.data, with_it.headers.get("ETag")) == (without.data, without.headers.get("ETag"))
    assert (
        client.get(f"/news/paper{path}", buffered=True, headers={"If-None-Match": with_it.headers["ETag"]}).status_code
        == 304
    )


def test_the_path_alone_is_the_front_page_and_what_only_begins_like_it_is_nothing(client: FlaskClient) -> None:
    assert client.get("/news/paper").data == client.get("/").data
    assert client.get("/news/papers").status_code == client.get("/news").status_code == 404


def test_ways_to_other_pages_stay_below_the_path(client: FlaskClient) -> None:
    assert client.get("/news/paper/feed").headers["Location"] == f"{SITE}/news/paper/rss.xml"
    for location, becomes in {
        "/desk/login?next=%2Fdesk": "/n/desk/login?next=%2Fdesk",
        f"{SITE}/n/x": f"{SITE}/n/x",
        "//a.example/": "//a.example/",
    }.items():
        response = Response(status=303, headers={"Location": location})
        assert redirect_below("/n", response).headers["Location"] == becomes
    assert redirect_below("", Response(status=303, headers={"Location": "/desk"})).headers["Location"] == "/desk"


def test_ids_of_articles_do_not_hang_on_the_path(room: Newsroom) -> None:
    assert [entry.id.startswith("tag:") for entry in room.feed("/atom.xml").entries] == [True]
    assert room.feed("/atom.xml").entries[0].link.startswith(f"{SITE}/news/paper/articles/")


@pytest.mark.parametrize("name", sorted(OWN_NAMES))
def test_a_path_that_begins_as_our_own_addresses_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(name)):
        load({"base_url": f"{SITE}/{name}/x"})


def test_every_first_part_of_an_address_of_ours_is_known(app: Flask) -> None:
    parts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    assert {part for part in parts if part and "<" not in part and "." not in part} <= OWN_NAMES | {
        "feed",
        "rss",
        "atom",
        "json",
    }


@pytest.mark.parametrize(
    "url", [f"{SITE}/a b", f"{SITE}/a?b", f"{SITE}/a//b", f"{SITE}/../a", f"{SITE}/a#b", f"{SITE}/%41"]
)
def test_other_paths_are_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="base_url"):
        load({"base_url": url})


def test_a_slash_at_the_end_is_left_out() -> None:
    assert load({"base_url": f"{SITE}/news/"}).public_url == f"{SITE}/news"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "content/world/ferry.txt").write_text(story("Ferry"))
    service = Service(tmp_path / "content", tmp_path / "state", base_url=f"{SITE}/news")
    yield service
    assert service.stop() == 0


def test_the_running_service_answers_below_its_path(service: Service) -> None:
    service.await_text("/news/rss.xml", f"{SITE}/news/articles/")
    service.await_text("/sections/world/atom.xml", "<entry>")
    for path in ("/rss.xml", "/static/site.css", "/sections/world/atom.xml"):
        assert service.get(path)[2] == service.get(f"/news{path}")[2] != b""
    service.await_text("/news", "Ferry")
    service.await_text("/news/feeds", "/news/feeds.opml")
