"""Private feeds over HTTP: who has the address gets them, everybody else gets nothing and learns nothing."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import Any

import brotli
import feedparser
import pytest
import zstandard
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import create_environ

from feedservice.article import Severity
from feedservice.channels import ROOMS, Kind
from feedservice.errors import RenderError
from feedservice.feeds import lint, typeset
from feedservice.feeds.formats import FORMATS
from feedservice.press import websub
from feedservice.store.schema import announcement, channel, partner
from feedservice.store.stand.partners import token_hash
from feedservice.web.private.masked_logs import mask_logs
from tests.newsroom import Newsroom, documents, picture, story

TOKEN, OTHER = "0123456789abcdef" * 2 + "01234567", "fedcba9876543210" * 2 + "fedcba98"
#: Found nowhere by chance.
NAME, TITLE = "zanzibar-wire", "Quokka Telegraph"
FEEDS = {NAME: {"private": True, "title": TITLE, "words": ["reopens"]}, "open": {"words": ["reopens"]}}
UNPACK = {
    "identity": bytes,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}


def private(form: str = "/rss.xml", name: str = NAME, token: str = TOKEN) -> str:
    return f"/private/{token}/{name}{form}"


def give(room: Newsroom, token: str = TOKEN, name: str = "acme", feeds: tuple[str, ...] = (NAME,)) -> None:
    with room.store.writing() as changes:
        changes.partners.add(name, token_hash(token), feeds, datetime.now(UTC))


def revoke(room: Newsroom, name: str = "acme") -> None:
    with room.store.writing() as changes:
        changes.partners.revoke([one.number for one in changes.partners.of(name)], datetime.now(UTC))


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """One private feed, one public one, and a partner who may have the private one."""
    with_settings(newsroom, feeds=FEEDS)
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.settle()
    give(newsroom)
    return newsroom


def with_settings(room: Newsroom, **options: object) -> None:
    """The newsroom started again with other settings."""
    room.options.update(options)
    room.__post_init__()


@pytest.fixture
def app(room: Newsroom) -> Flask:
    return room.app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_partner_gets_every_form_and_coding_and_an_honest_304_from_memory(
    client: FlaskClient, app: Flask, room: Newsroom, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, path = room.document(f"/private/{NAME}{form.path}"), private(form.path)
    monkeypatch.setattr(app.extensions["store"], "reading", None)  # no question to the store
    assert body
    tags = set()
    for coding, unpack in UNPACK.items():
        answer = client.get(path, headers={"Accept-Encoding": coding})
        assert (answer.status_code, unpack(answer.data)) == (200, body)
        assert answer.headers.get("Content-Encoding", "identity") == coding
        assert answer.headers["Content-Length"] == str(len(answer.data))
        tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
        tags.add(tag)
        head = client.head(path, headers={"Accept-Encoding": coding})
        assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
        for known in (
            {"If-None-Match": tag},
            {"If-None-Match": f'W/{tag}, "other"'},
            {"If-None-Match": f'{tag[:-1]}-gzip"'},
            {"If-Modified-Since": date},
        ):
            again = client.get(path, headers={"Accept-Encoding": coding, **known})
            assert (again.status_code, again.data) == (304, b""), known
            assert again.headers["ETag"] == tag
            assert again.headers["Cache-Control"].startswith("private")
    assert len(tags) == len(UNPACK)


def test_the_answer_goes_into_no_shared_cache_no_index_and_no_referer(client: FlaskClient) -> None:
    for headers in ({}, {"Sec-Fetch-Dest": "document"}):
        answer = client.get(private(), headers=headers)
        assert answer.headers["Cache-Control"] == "private, max-age=60"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not {"Link", "Access-Control-Allow-Origin", "Set-Cookie"} & set(answer.headers.keys())
        assert answer.headers["Vary"] == "Accept-Encoding, Sec-Fetch-Dest"


def test_all_partners_get_the_same_bytes_which_name_no_address_of_the_feed(client: FlaskClient, room: Newsroom) -> None:
    give(room, OTHER, "beta")
    client = room.app().test_client()
    for form in FORMATS:
        mine, its = client.get(private(form.path)), client.get(private(form.path, token=OTHER))
        assert (mine.data, mine.headers["ETag"]) == (its.data, its.headers["ETag"])
        assert TITLE.encode() in mine.data
        assert b"reopens" in mine.data
        for secret in (TOKEN, OTHER, f"{room.settings.public_url}/private/"):
            assert secret.encode() not in mine.data, form
    feed = feedparser.parse(client.get(private("/atom.xml")).data)
    assert [(link.rel, link.href) for link in feed.feed.links] == [("alternate", f"{room.settings.public_url}/")]
    assert client.get(private("/feed.json")).json["home_page_url"] == f"{room.settings.public_url}/"


def test_lint_finds_no_error_in_a_private_feed(client: FlaskClient) -> None:
    for form in FORMATS:
        answer = client.get(private(form.path))
        found = lint.lint(answer.data, content_type=answer.headers["Content-Type"], address=f"http://x{private()}")
        assert [one for one in found if one.severity is Severity.ERROR] == []
        assert {one.rule for one in found} <= {"MissingSelf", "MissingAtomSelfLink"}


GUESSES = [
    private(token="0" * 40),
    private(token=OTHER),
    private(token=TOKEN.upper()),
    private(token=TOKEN[:-1]),
    private(token=TOKEN + "0"),
    private(token=token_hash(TOKEN)),
    private(token=token_hash(TOKEN)[:40]),
    private(name="open"),
    private(name="no-such-feed"),
    private("/feed.xml"),
    private(""),
    private("/rss.xml/"),
    private("/rss.xml/more"),
    f"/private/{TOKEN}",
    f"/private/{TOKEN}/{NAME}/../{NAME}/rss.xml",
    f"/private/{NAME}/rss.xml",
    f"/private/{NAME}",
    "/private/",
    "/private",
    f"//private/{NAME}/rss.xml",
    f"/feeds/{NAME}/rss.xml",
    f"/feeds/{NAME}",
]


@pytest.mark.parametrize("path", GUESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_who_guesses_gets_what_every_unknown_address_gets(client: FlaskClient, path: str, method: str) -> None:
    room = path.startswith("/feeds/")
    unknown = client.open(
        "/feeds/never-was/rss.xml" if path.endswith("rss.xml") and room else "/nowhere/", method=method
    )
    if room and not path.endswith("rss.xml"):
        unknown = client.open("/feeds/never-was", method=method)
    answer = client.open(path, method=method)
    assert answer.status_code == unknown.status_code
    assert answer.status_code == 404 or room
    assert answer.data == unknown.data
    assert dict(answer.headers) == dict(unknown.headers)


def test_no_public_page_document_or_list_knows_of_a_private_feed(room: Newsroom) -> None:
    """Every address of ours that any public page or document leads to is asked for; none tells token, name or title."""
    for name in ("Ferry", "Bridge"):
        room.drop(f"harbour/{name.lower()}.txt", story(name))
    room.settle()
    app = room.app(desk=False)
    client, home = app.test_client(), room.settings.public_url
    first = [
        "/",
        "/feeds",
        "/feeds.opml",
        "/sitemap-news.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/health",
        "/desk",
        "/desk/feeds",
    ]
    rooms = [f"/{room_}" for room_ in ROOMS.values()]
    coming = [*first, *rooms, *(form.path for form in FORMATS), *app.extensions["newsstand"].shelf]
    asked: set[str] = set()
    while coming:
        path = coming.pop()
        if path in asked:
            continue
        asked.add(path)
        answer = client.get(path, buffered=True)
        answer.close()
        told = f"{answer.status} {answer.headers}".encode() + answer.data
        for secret in (TOKEN, token_hash(TOKEN), NAME, TITLE):
            assert secret.encode() not in told, path
        if not answer.headers["Content-Type"].startswith("image/"):
            coming += re.findall(r"""(?:[hH]ref|src|[uU]rl)="(/[^"?#]*)""", answer.text)
            coming += re.findall(rf"""{re.escape(home)}(/[^\s"'<>?#&\\]*)""", answer.text)
    assert {
        "/feeds",
        "/sections/harbour/rss.xml",
        "/feeds/open/atom.xml",
        "/authors/ana-ruiz",
        "/static/site.css",
    } <= asked
    assert client.get(private()).status_code == 200


def test_hubs_are_never_told_of_a_private_feed(newsroom: Newsroom) -> None:
    with_settings(newsroom, feeds=FEEDS, hubs=["https://hub.example/"])
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    give(newsroom)
    with newsroom.store.reading() as asked:
        topics = list(asked.connection.scalars(select(announcement.c.topic)))
    assert any(topic.endswith("/feeds/open/rss.xml") for topic in topics)
    assert not [topic for topic in topics if "private" in topic or NAME in topic]
    answers = [newsroom.app().test_client().get(private(form.path)) for form in FORMATS]
    assert all(one.status_code == 200 and b"hub.example" not in one.data for one in answers)
    assert websub.Announcer(newsroom.settings, newsroom.store, lambda: newsroom.now)  # there is one, and it has topics


def test_a_revoked_address_answers_410_at_the_next_look_and_no_other_does(app: Flask, room: Newsroom) -> None:
    client, stand = app.test_client(), app.extensions["newsstand"]
    give(room, OTHER)
    stand.refresh()
    assert client.get(private(token=OTHER)).status_code == 200
    revoke(room)
    give(room, "ab" * 20, "acme")
    stand.refresh()
    for token, path in ((TOKEN, private()), (OTHER, private(token=OTHER)), (TOKEN, private(name="whatever"))):
        answer = client.get(path)
        assert answer.status_code == 410, token
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "revoked" in answer.text
        assert answer.headers["Cache-Control"].startswith("private")
    assert client.get(private(token="ab" * 20)).status_code == 200
    assert client.get(private(token="0" * 40)).status_code == 404


def test_a_partner_may_count_on_a_public_feed_at_its_own_address(room: Newsroom) -> None:
    give(room, OTHER, "beta", ("open",))
    app = room.app()
    answer = app.test_client().get(private(name="open", token=OTHER))
    assert answer.data == app.test_client().get("/feeds/open/rss.xml").data
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert "Link" not in answer.headers
    assert app.extensions["newsstand"].private.counter.told()[token_hash(OTHER)].count == 1


def test_only_get_and_head_are_answered(client: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.open(private(), method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    whole = client.get(private())
    assert client.get(private(), headers={"Range": "bytes=0-9"}).data == whole.data


def test_a_feed_becomes_private_and_public_again_under_the_same_private_address(room: Newsroom) -> None:
    give(room, OTHER, "beta", ("open",))
    with_settings(room, feeds={**FEEDS, "open": {"private": True, "words": ["reopens"]}})
    room.turn()
    client = room.app().test_client()
    assert client.get("/feeds/open/rss.xml").status_code == client.get("/feeds/open").status_code == 410
    assert b"/feeds/open" not in client.get("/feeds.opml").data
    assert feedparser.parse(client.get(private(name="open", token=OTHER)).data).entries
    with_settings(room, feeds=FEEDS)
    room.turn()
    client = room.app().test_client()
    assert client.get("/feeds/open/rss.xml").status_code == 200
    assert client.get(private(name="open", token=OTHER)).status_code == 200


def test_a_feed_that_is_taken_out_answers_410_and_one_that_is_not_set_yet_503(room: Newsroom) -> None:
    with room.store.writing() as changes:
        changes.connection.execute(update(partner).values(feeds=[NAME, "coming"]))
    client = room.app().test_client()
    answer = client.get(private(name="coming"))
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "60",
        "no-store",
    )
    with_settings(room, feeds={"open": FEEDS["open"]})
    room.turn()
    answer = room.app().test_client().get(private())
    assert (answer.status_code, "closed" in answer.text) == (410, True)


def test_a_command_with_other_settings_sends_no_partner_away(app: Flask, room: Newsroom) -> None:
    with_settings(room, feeds={})
    room.turn()
    app.extensions["newsstand"].refresh()
    assert app.test_client().get(private()).status_code == 503


def test_nobody_is_sent_away_before_it_is_known_who_is_who(room: Newsroom) -> None:
    database = room.state / "feedservice.db"
    aside = room.state / "aside.db"
    database.rename(aside)
    app = room.app()
    client = app.test_client()
    assert client.get(private()).status_code == client.get(private(token=OTHER)).status_code == 503
    aside.rename(database)
    app.extensions["newsstand"].refresh()
    assert client.get(private()).status_code == 200
    assert client.get(private(token=OTHER)).status_code == 404


def test_when_the_store_fails_partners_go_on_and_the_public_too(app: Flask, room: Newsroom) -> None:
    (room.state / "feedservice.db").rename(room.state / "aside.db")
    app.extensions["newsstand"].refresh()
    client = app.test_client()
    assert client.get(private()).status_code == client.get("/rss.xml").status_code == 200


def test_a_new_edition_reaches_partners(app: Flask, room: Newsroom) -> None:
    client = app.test_client()
    before = client.get(private()).headers["ETag"]
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    app.extensions["newsstand"].refresh()
    answer = client.get(private(), headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert {entry.title for entry in feedparser.parse(answer.data).entries} >= {"Ferry reopens after storm"}


def test_no_token_goes_past_the_newsstand_or_into_a_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours behind it, too, is logged without one; and request logs of servers are masked."""
    newsstand = app.extensions["newsstand"]
    seen: list[str] = []

    def broken(environ: dict[str, Any], _: object) -> list[bytes]:
        seen.append(environ["PATH_INFO"])
        app.logger.error("Exception on %s [GET]", private())
        raise RuntimeError

    newsstand.app = broken
    with pytest.raises(RuntimeError):
        app.test_client().get(private(token=OTHER))
    assert seen == ["/private/"]
    mask_logs()
    for name in ("werkzeug", "gunicorn.access", "gunicorn.error", "granian.access"):
        logging.getLogger(name).warning('"%s" %s', f"GET {private()} HTTP/1.1", 200)
        logging.getLogger(name).warning("%(r)s", {"r": f"GET {private('/atom.xml')} HTTP/1.1"})
    assert caplog.text.count("/private/…/") >= 8
    assert TOKEN not in caplog.text
    assert '"GET /rss.xml 50%" 200' in _logged(caplog, '"%s" %s', "GET /rss.xml 50%", 200)


def test_a_partners_request_with_two_hosts_is_refused_like_any(app: Flask) -> None:
    client = app.test_client()
    hosts = {"HTTP_HOST": "a.example,b.example"}
    assert client.get(private(), environ_overrides=hosts).status_code == 400
    assert client.get(private(token=OTHER), environ_overrides=hosts).status_code == 400


def test_a_guess_is_handed_on_like_any_page_so_that_it_is_counted_and_no_feed_waits_for_it(app: Flask) -> None:
    """`feedservice run` puts another application behind the newsstand, which does its work elsewhere."""
    newsstand = app.extensions["newsstand"]
    pages, newsstand.app = newsstand.app, lambda _environ, _start_response: [b"handed on"]
    assert newsstand(create_environ(private(token=OTHER)), None) == [b"handed on"]
    newsstand.app = pages
    app.test_client().get(private(token=OTHER))
    assert ("private", "404", "identity") in newsstand.counts.totals()


def _logged(caplog: pytest.LogCaptureFixture, *said: Any) -> str:
    caplog.clear()
    logging.getLogger("werkzeug").warning(*said)
    return caplog.text


def test_what_cannot_be_set_is_told_on_the_desk_and_the_log_does_not_say_which(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = typeset.set_and_read

    def failing(edition: Any, *rest: Any) -> Any:
        if edition.channel.kind is Kind.PRIVATE:
            raise RenderError("rss: broken")
        return setting(edition, *rest)

    monkeypatch.setattr(typeset, "set_and_read", failing)
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    assert "a private feed cannot be set" in caplog.text
    assert NAME not in caplog.text
    client = room.app().test_client()
    desk = client.get("/desk/feeds").text
    assert TITLE in desk
    assert f"/private/{NAME}" not in desk
    assert client.get(private()).status_code == 200  # the last good one


def test_the_desk_shows_who_has_an_address_and_how_often_it_was_asked(app: Flask, room: Newsroom) -> None:
    client = app.test_client()
    assert "Not polled yet" in client.get("/desk/feeds").text
    for _ in range(3):
        client.get(private())
    client.get(private(token=OTHER))
    page = BeautifulSoup(client.get("/desk/feeds").data, "lxml").get_text(" ", strip=True)
    assert "works acme" in page
    assert f"{NAME} . Given on" in page.replace(f"{NAME}.", f"{NAME} .")
    assert "3 polls, the last on" in page
    revoke(room)
    assert "revoked acme" in BeautifulSoup(client.get("/desk/feeds").data, "lxml").get_text(" ", strip=True)


def test_a_private_feed_for_a_partner_with_rules_is_judged_on_the_desk(newsroom: Newsroom) -> None:
    feeds = {"flip": {"private": True, "title": "For Flip", "profile": "flipboard"}}
    with_settings(newsroom, feeds=feeds, hubs=["https://hub.example/"])
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    page = newsroom.app().test_client().get("/desk/feeds").text
    assert "For Flip" in page
    assert "flipboard-20-items" in page
    assert "flipboard-hub" not in page


def test_the_channel_of_a_private_feed_is_of_a_kind_of_its_own(room: Newsroom) -> None:
    with room.store.reading() as asked:
        kinds = {row.slug: row.kind for row in asked.connection.execute(select(channel))}
        stored = documents(asked)
    assert (kinds[NAME], kinds["open"]) == ("private", "saved")
    assert {path for path in stored if NAME in path} == {f"/private/{NAME}{form.path}" for form in FORMATS}


def test_a_web_process_reads_the_addresses_anew_only_when_one_was_given_or_revoked(app: Flask, room: Newsroom) -> None:
    stand = app.extensions["newsstand"]
    before = stand.private._addresses
    stand.refresh()
    assert stand.private._addresses is before
    revoke(room)
    stand.refresh()
    assert stand.private._addresses is not before
