"""The list of changes over HTTP: what aggregators get, and the client that the documentation gives them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedservice.addresses import CHANGES
from feedservice.feeds import on_request
from feedservice.press import withdraw as orders
from tests.mirror import Mirror, check_copy
from tests.newsroom import Newsroom, story

DOCS = Path(__file__).parents[2] / "docs" / "feeds.md"
HOME = "https://news.example"
PROBLEM = "application/problem+json"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    options = {"hubs": ("https://hub.example/",), "feed_items": 1000, "base_url": HOME}
    made = Newsroom(tmp_path / "content", tmp_path / "state", options)
    yield made
    made.close()


@pytest.fixture
def client(room: Newsroom) -> FlaskClient:
    return room.app().test_client()


def publish(room: Newsroom, *names: str) -> None:
    for name in names:
        room.drop(f"{name.lower()}.txt", story(name))
    room.settle()
    for app in room.apps:
        app.extensions["newsstand"].refresh()


def withdraw(room: Newsroom, name: str) -> None:
    room.press.obey(lambda changes, at: orders.withdraw(changes, f"{name.lower()}.txt", "by order", at))
    for app in room.apps:
        app.extensions["newsstand"].refresh()


def path_of(answer: TestResponse) -> str:
    return answer.json["next_url"].removeprefix(HOME)


def told(answer: TestResponse) -> list[tuple[str, str]]:
    """What happened, with the headline where the words are given."""
    return [
        (one["change"], one["item"]["title"].partition(" ")[0] if "item" in one else "")
        for one in answer.json["changes"]
    ]


def test_before_the_first_edition_nobody_is_told_that_there_is_nothing(client: FlaskClient) -> None:
    answer = client.get(CHANGES)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_copy_is_made_page_by_page_and_kept_by_the_cursor(
    room: Newsroom, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_request, "MOST_CHANGES", 2)
    publish(room, "Alder", "Birch", "Cedar")

    def ask(since: str) -> dict[str, Any]:
        return client.get(CHANGES, query_string={"since": since} if since else None).json

    mirror, late = Mirror(ask), Mirror(ask)
    assert mirror.poll() == 3
    check_copy(room.document("/feed.json"), mirror)
    assert mirror.poll() == 0
    withdraw(room, "Birch")
    publish(room, "Dogwood")
    room.drop("alder.txt", story("Alder").replace("Forty boats", "Fifty boats"))
    publish(room)
    assert mirror.poll() == 3
    assert [change for _, change in mirror.told[3:]] == ["withdrawn", "published", "updated"]
    assert late.poll() == 6
    for one in (mirror, late):
        check_copy(room.document("/feed.json"), one)


def test_words_that_left_print_are_in_no_answer_not_in_an_old_one_either(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder", "Birch")
    first = client.get(CHANGES)
    assert sorted(told(first)) == [("published", "Alder"), ("published", "Birch")]
    withdraw(room, "Birch")
    again = client.get(CHANGES, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert b"Birch" not in again.data
    assert sorted(told(again)) == [("published", ""), ("published", "Alder"), ("withdrawn", "")]
    assert told(client.get(path_of(first))) == [("withdrawn", "")]
    room.press.obey(lambda changes, _: orders.bring_back(changes, "birch.txt", room.now, timedelta(days=30)))
    publish(room)
    assert told(client.get(path_of(again))) == [("returned", "Birch")]


def test_nobody_learns_of_what_is_not_for_everybody(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder")
    later = (room.now + timedelta(hours=2)).isoformat()
    room.drop("secret.txt", f"Embargo: {later}\n\n" + story("Secret"))
    room.drop("_drafts/plan.txt", story("Plan"))
    publish(room)
    before = client.get(CHANGES)
    assert told(before) == [("published", "Alder")]
    assert b"Secret" not in before.data
    room.now += timedelta(hours=3)
    room.press.keep_hours()
    publish(room)
    assert told(client.get(path_of(before))) == [("published", "Secret")]


def test_a_poll_that_finds_nothing_new_is_answered_from_memory(
    room: Newsroom, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(room, "Alder")
    address = path_of(client.get(CHANGES))
    first = client.get(address)
    assert (first.json["changes"], first.json["more"], path_of(first)) == ([], False, address)
    assert address == f"{CHANGES}?since={first.json['since']}"
    newsstand = client.application.extensions["newsstand"]
    monkeypatch.setattr(newsstand, "app", None)
    monkeypatch.setattr(newsstand, "store", None)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    head = client.head(address)
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(first.data)))
    monkeypatch.undo()
    publish(room, "Birch")
    new = client.get(address, headers={"If-None-Match": tag})
    assert told(new) == [("published", "Birch")]


def test_every_process_gives_the_same_answer(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder", "Birch")
    other = room.app().test_client()
    for coding in ("", "gzip", "br", "zstd"):
        one, two = (asked.get(CHANGES, headers={"Accept-Encoding": coding}) for asked in (client, other))
        assert one.data == two.data
        names = ("ETag", "Last-Modified", "Content-Encoding", "Cache-Control", "Vary", "Link")
        assert [one.headers.get(name) for name in names] == [two.headers.get(name) for name in names]
        assert one.headers.get("Content-Encoding", "") == coding
    assert one.headers["Link"] == f'<{HOME}/changes.json>; rel="self"'  # no hub is told of it
    assert one.headers["Cache-Control"] == "private, max-age=60"  # caches in front of us leave out the query
    conditional = {"If-Match": '"another"'}
    assert client.get(CHANGES, headers=conditional).status_code == 412


def test_what_is_no_cursor_is_told_with_the_cure(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder")
    for query in ("since=x", "since=7", "since=1-0&since=2-0", "since=1-ABCDEF0123456789", "since=%00"):
        answer = client.get(f"{CHANGES}?{query}")
        assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (400, PROBLEM, "no-store")
        problem = json.loads(answer.data)
        assert problem["start_url"] == f"{HOME}/changes.json"
        assert "since=" in problem["detail"]
        assert "next_url" in problem["detail"]


def test_a_cursor_of_a_lost_history_says_begin_anew(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder")
    answer = client.get(f"{CHANGES}?since=1-0123456789abcdef")
    assert (answer.status_code, answer.mimetype) == (410, PROBLEM)
    assert "anew" in json.loads(answer.data)["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_ways_to_ask(room: Newsroom, client: FlaskClient) -> None:
    publish(room, "Alder")
    address = path_of(client.get(CHANGES))
    assert client.get(f"{CHANGES}?since=").json == client.get(CHANGES).json == client.get(f"{CHANGES}?x=1").json
    slash = client.get(address.replace("json?", "json/?"))
    assert (slash.status_code, slash.headers["Location"]) == (301, f"{HOME}{address}")
    assert client.options(CHANGES).headers["Access-Control-Allow-Origin"] == "*"
    assert client.post(CHANGES).status_code == 405
    below = room.app(base_url="https://site.example/news").test_client()
    assert below.get(f"/news{CHANGES}").json["next_url"] == f"https://site.example/news{address}"


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_the_client_of_the_documentation_keeps_a_copy(
    room: Newsroom, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP, with its own lines, through a withdrawal and the loss of the history."""
    monkeypatch.setattr(on_request, "MOST_CHANGES", 2)
    recipe = DOCS.read_text(encoding="utf-8").split("```python\nimport json, pathlib")[1].split("```")[0]
    publish(room, "Alder", "Birch", "Cedar")
    with make_server("127.0.0.1", 0, client.application, handler_class=_Silent) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        home = f"http://127.0.0.1:{server.server_port}"
        code = f"import json, pathlib{recipe}".replace(HOME, home)
        code = code.replace("copy.json", str(tmp_path / "copy.json"))
        code = code.replace('page["next_url"]', f'page["next_url"].replace("{HOME}", "{home}")')
        try:
            for step in ("first", "nothing", "withdrawn", "lost"):
                if step == "withdrawn":
                    withdraw(room, "Birch")
                    publish(room, "Dogwood")
                if step == "lost":
                    kept = json.loads((tmp_path / "copy.json").read_text())
                    lost = {**kept, "next": f"{home}{CHANGES}?since=9-0123456789abcdef", "items": {"old": {}}}
                    (tmp_path / "copy.json").write_text(json.dumps(lost))
                exec(compile(code, "docs/feeds.md", "exec"), {})
                found = json.loads((tmp_path / "copy.json").read_text())["items"]
                assert found == {one["id"]: one for one in json.loads(room.document("/feed.json"))["items"]}, step
        finally:
            server.shutdown()
