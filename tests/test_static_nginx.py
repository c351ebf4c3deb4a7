"""Debian's nginx over the files of a build, with the configuration of deploy/, beside the service: the same answers."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from feedservice.commands.build.building import Build
from feedservice.commands.build.output_folder import OutputFolder
from tests.newsroom import Newsroom, story
from tests.service import Service, until
from tests.static_site import SITE, TOKEN, Answer, Nginx, ask, everything, full_newsroom, served_live

BEGIN = ("/", "/feeds.opml", "/sitemap-news.xml", "/sitemap.xml", "/robots.txt", "/archive/2026-10/atom.xml")
#: What is each server's own: of the day, of the connection, and tags, which nginx makes of time and size.
OWN = {
    "Server",
    "Date",
    "Connection",
    "Etag",
    "Content-Length",
    "Accept-Ranges",
    "Last-Modified",
    "Vary",
    "Content-Disposition",
}


def build(room: Newsroom, root: Path) -> None:
    made = Build(room.settings, OutputFolder(root), plain=False)
    try:
        assert made.build().problems == []
    finally:
        made.store.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    made = full_newsroom(tmp_path_factory.mktemp("room"))
    build(made, made.state.with_name("out"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def live(room: Newsroom) -> Iterator[Service]:
    served = served_live(room)
    until(lambda: served.get("/rss.xml")[0] == 200, "the service")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def nginx(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with Nginx(tmp_path_factory.mktemp("nginx") / "run", room.state.with_name("out")) as server:
        yield server


def told(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer[1].items() if name not in OWN}


def test_every_address_is_answered_as_the_service_answers_it(live: Service, nginx: Nginx) -> None:
    found = everything(lambda address: ask(live.port, address), SITE, *BEGIN)
    assert len(found) > 55
    for address, answer in found.items():
        files = nginx.get(address)
        assert (files[0], told(files)) == (answer[0], told(answer)), address
        assert files[2] == answer[2], address
        varies = {one.strip() for one in answer[1].get("Vary", "").split(",")} - {""}
        assert varies <= {one.strip() for one in files[1].get("Vary", "").split(",")}, address
        if address.endswith(("rss.xml", "atom.xml", "feed.json")):
            assert files[1]["Last-Modified"] == answer[1]["Last-Modified"], address


def test_what_moved_is_gone_or_never_was_is_told_as_the_service_tells_it(
    room: Newsroom, live: Service, nginx: Nginx
) -> None:
    with room.store.reading() as asked:
        (key, _), photo = asked.in_print.gone()[0], asked.in_print.gone_photos()[0]
    pages = (
        f"/articles/{key}",
        "/feeds/ended",
        "/nothing",
        "/index",
        "/404",
        "/410.html",
        "/index.html",
        "/rss.xml.gz",
    )
    moved = (
        "/feed",
        "/atom/",
        "/favicon.ico",
        "/sections/moved",
        "/sections/moved/rss.xml",
        "/sections/world/",
        "/tags/none/",
    )
    others = (
        f"/photos/{photo}",
        "/feeds/ended/atom.xml",
        "/archive/2026-10/2/rss.xml",
        "/articles/none",
        f"/articles/{key}.html",
    )
    for address in (*pages, *moved, *others):
        answer, files = ask(live.port, address), nginx.get(address)
        assert files[0] == answer[0], address
        if address in moved:
            assert files[0] == 301
            names = ("Location", "Cache-Control", "Access-Control-Allow-Origin", "Link")
            assert [files[1].get(name) for name in names] == [answer[1].get(name) for name in names], address
        else:
            assert told(files) == told(answer), address
            assert address in others or files[2] == answer[2], address
    assert [nginx.get(address)[0] for address in pages[:3]] == [410, 410, 404]


def test_nothing_private_and_nothing_beside_is_there(nginx: Nginx) -> None:
    for address in (
        "/desk",
        "/health",
        "/metrics",
        "/livez",
        f"/private/{TOKEN}/zanzibar-wire/rss.xml",
        "/as-a-page/rss.xml",
    ):
        assert nginx.get(address)[0] == 404, address
    for address in (
        "/.feedservice/manifest.json",
        "/.feedservice/nginx.conf",
        "/_redirects",
        "/_headers",
        "/articles/",
    ):
        assert nginx.get(address)[0] == 404, address


def test_codings_are_those_of_the_service(live: Service, nginx: Nginx) -> None:
    for address in ("/rss.xml", "/tags/boats/feed.json", "/archive/2026-10/rss.xml"):
        for coding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
            if coding == "br" and not nginx.has_brotli:
                continue
            answer, files = (
                ask_(address, Accept_Encoding=coding) for ask_ in (nginx.get, lambda *a, **h: ask(live.port, *a, **h))
            )
            assert files[1]["Content-Encoding"] == answer[1]["Content-Encoding"] == coding
            assert files[2] == answer[2]
            assert unpack(files[2]) == nginx.get(address)[2]
    page = nginx.get("/sections/world", Accept_Encoding="gzip")
    assert gzip.decompress(page[2]) == nginx.get("/sections/world")[2]


def test_a_browser_is_shown_a_feed_and_a_page_of_another_site_may_ask_for_one(live: Service, nginx: Nginx) -> None:
    for address in ("/rss.xml", "/sections/world/atom.xml", "/feed.json", "/archive/2026-10/rss.xml"):
        answer, files = (
            ask(live.port, address, Sec_Fetch_Dest="document"),
            nginx.get(address, Sec_Fetch_Dest="document"),
        )
        assert (files[0], told(files), files[2]) == (answer[0], told(answer), answer[2])
        asked, may = ask(live.port, address, "OPTIONS"), nginx.get(address, "OPTIONS")
        assert may[0] == asked[0] == 204
        names = [name for name in asked[1] if name.startswith("Access-Control")]
        assert len(names) == 4
        assert [may[1][name] for name in names] == [asked[1][name] for name in names]


def test_validators_hold_and_head_is_as_get(nginx: Nginx) -> None:
    for coding in ("identity", "gzip"):
        for address in ("/rss.xml", "/sections/world", "/"):
            whole = nginx.get(address, Accept_Encoding=coding)
            same = {"If_None_Match": whole[1]["Etag"]}, {"If_Modified_Since": whole[1]["Last-Modified"]}
            for condition in same:
                status, headers, body = nginx.get(address, Accept_Encoding=coding, **condition)
                assert (status, body) == (304, b"")
                assert headers["Cache-Control"] == whole[1]["Cache-Control"]
            head = nginx.get(address, "HEAD", Accept_Encoding=coding)
            assert {**head[1], "Date": ""} == {**whole[1], "Date": ""}
    tags = {nginx.get("/rss.xml", Accept_Encoding=coding)[1]["Etag"] for coding in ("identity", "gzip", "br")}
    assert len(tags) == 2 + nginx.has_brotli


def test_new_words_of_the_same_length_within_one_second_are_not_taken_for_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nginx's tag is the time in whole seconds and the size: with the time of writing alone it would say “not modified”."""
    monkeypatch.setattr("feedservice.commands.build.building.time.time", lambda: 1_790_000_000.0)
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"base_url": SITE})
    try:
        room.drop("world/harbour.txt", story("Harbour"))
        room.settle()
        build(room, tmp_path / "out")
        with room.store.reading() as asked:
            key = next(asked.in_print.articles())[0]
        with Nginx(tmp_path / "run", tmp_path / "out") as nginx:
            lengths = []
            for word in ("Fifty", "Sixty", "Seven"):
                before = nginx.get(f"/articles/{key}")
                room.drop("world/harbour.txt", story("Harbour").replace("Forty", word))
                room.settle()
                build(room, tmp_path / "out")
                tag, date = before[1]["Etag"], before[1]["Last-Modified"]
                for conditions in ({"If_None_Match": tag}, {"If_Modified_Since": date}):
                    status, headers, body = nginx.get(f"/articles/{key}", **conditions)
                    assert (status, word.encode() in body) == (200, True)
                    lengths.append(headers["Content-Length"])
            assert len(set(lengths)) == 1
    finally:
        room.close()


def test_what_is_withdrawn_is_gone_at_once_and_said_to_be_once_nginx_is_reloaded(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"base_url": SITE})
    try:
        path = room.drop("world/harbour.txt", story("Harbour"))
        room.drop("world/quay.txt", story("Quay"))
        room.settle()
        build(room, tmp_path / "out")
        with Nginx(tmp_path / "run", tmp_path / "out") as nginx:
            path.unlink()
            room.lapse()
            build(room, tmp_path / "out")
            with room.store.reading() as asked:
                key = asked.in_print.gone()[0][0]
            status, _, tombstone = nginx.get(f"/articles/{key}")
            assert (status, b"has been withdrawn" in tombstone, b"harbour master" in tombstone) == (200, True, False)
            nginx.reload()
            until(lambda: nginx.get(f"/articles/{key}")[0] == 410, "the new map")
            assert nginx.get(f"/articles/{key}")[2] == tombstone
    finally:
        room.close()


def test_below_a_path_of_another_site(tmp_path: Path) -> None:
    site = "https://example.org/news"
    room = full_newsroom(tmp_path, site)
    room.settings = replace(room.settings, theme="broadsheet")
    try:
        build(room, tmp_path / "out")
        client = room.app(search=False).test_client()

        def live(address: str) -> Answer:
            with client.get(f"/news{address}") as answer:
                return answer.status_code, {name.title(): value for name, value in answer.headers.items()}, answer.data

        found = everything(live, site, *BEGIN)
        assert len(found) > 55
        assert any(address.startswith("/theme/") for address in found)
        with Nginx(tmp_path / "run", tmp_path / "out", below="/news") as nginx:
            for address, answer in found.items():
                files = nginx.get(f"/news{address}")
                assert (files[0], told(files), files[2]) == (answer[0], told(answer), answer[2]), address
            assert nginx.get("/news/feed")[1]["Location"] == f"{site}/rss.xml"
            assert nginx.get("/news/sections/moved")[1]["Location"] == f"{site}/sections/trade"
            assert nginx.get("/news/feeds/ended")[0] == 410
        rules = (tmp_path / "out/_redirects").read_text().splitlines()
        assert "/news/sections/moved /news/sections/trade 301" in rules
        assert all(line.startswith("/news/") and line.split()[1].startswith("/news/") for line in rules)
    finally:
        room.close()
