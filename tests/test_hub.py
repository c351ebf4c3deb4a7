"""WebSub: hubs are told of what changed, after it can be fetched, again and again until they take it or never will."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from feedservice.hub import BACK_OFF, Announcer
from feedservice.store.announcing import Announcement, Telling
from feedservice.web import create_app
from tests.hub import Hub, Subscriber, discover, serving, subscribe
from tests.newsroom import Newsroom, story
from tests.service import Service, free_port, until

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def hub() -> Iterator[Hub]:
    found = Hub()
    with serving(found):
        yield found


@pytest.fixture
def room(tmp_path: Path, hub: Hub) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path / "content", tmp_path / "state", {"hubs": (hub.url,), "refresh_seconds": 0.01})
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    yield newsroom
    newsroom.store.close()


def announcer(room: Newsroom) -> Announcer:
    return Announcer(room.settings, room.store, clock=lambda: room.now)


def rows(room: Newsroom) -> dict[str, Announcement]:
    with room.store.reading() as asked:
        waiting = asked.due_announcements(datetime.max.replace(tzinfo=UTC), 1000)
        return {one.topic: one for one in (*waiting, *asked.troubled_announcements(1000))}


def test_a_hub_is_told_of_each_document_that_changed_once(room: Newsroom, hub: Hub) -> None:
    home = room.settings.public_url
    assert announcer(room).tell() is None
    assert {f"{home}/rss.xml", f"{home}/atom.xml", f"{home}/feed.json"} <= set(hub.published)
    assert len(hub.published) == len(set(hub.published))
    hub.published.clear()
    announcer(room).tell()
    room.settle()
    announcer(room).tell()
    assert hub.published == []


def test_nothing_is_announced_without_hubs(newsroom: Newsroom) -> None:
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    assert rows(newsroom) == {}
    assert b"hub" not in newsroom.document("/rss.xml")
    client = create_app(newsroom.settings, refresh=False).test_client()
    assert "hub" not in client.get("/rss.xml").headers["Link"]


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/feed.json", "/languages/en/atom.xml"])
def test_the_topic_is_the_documents_own_address_to_the_letter(room: Newsroom, hub: Hub, path: str) -> None:
    client = create_app(room.settings, refresh=False).test_client()
    got, headed = client.get(path), client.head(path)
    topic = room.settings.public_url + path
    assert got.headers["Link"] == headed.headers["Link"] == f'<{topic}>; rel="self", <{hub.url}>; rel="hub"'
    again = client.get(path, headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.headers["Link"]) == (304, got.headers["Link"])
    if path.endswith("json"):
        feed = json.loads(got.data)
        assert (feed["feed_url"], feed["hubs"]) == (topic, [{"type": "WebSub", "url": hub.url}])
    else:
        links = [(one.get("rel"), one.get("href")) for one in etree.fromstring(got.data).iter(f"{ATOM}link")]
        assert links.count(("self", topic)) == 1
        assert links.count(("hub", hub.url)) == 1
    announcer(room).tell()
    assert topic in hub.published


def test_a_withdrawal_is_told_too(room: Newsroom, hub: Hub) -> None:
    room.drop("two.txt", story("Two"))
    room.settle()
    announcer(room).tell()
    hub.published.clear()
    (room.content / "one.txt").unlink()
    room.lapse()
    announcer(room).tell()
    assert f"{room.settings.public_url}/atom.xml" in hub.published


def test_a_hub_that_fails_is_told_later_and_later_until_it_is_back(room: Newsroom, hub: Hub) -> None:
    tell = announcer(room).tell
    hub.failures = [(500, {}, "out of order")] * 1000
    first = tell()
    assert first == room.now + BACK_OFF[0]
    told = next(iter(rows(room).values()))
    assert (told.outcome, told.attempts, told.answer) == (Telling.WAITING, 1, "500 Internal Server Error: out of order")
    assert hub.published == []
    room.now = first
    assert tell() == room.now + BACK_OFF[1]
    room.now += BACK_OFF[1] - timedelta(seconds=1)
    tell()
    assert next(iter(rows(room).values())).attempts == 2
    hub.failures.clear()
    room.now += timedelta(seconds=1)
    assert tell() is None
    assert f"{room.settings.public_url}/rss.xml" in hub.published
    assert rows(room) == {}


def test_a_hub_that_never_comes_back_is_given_up_in_the_end(room: Newsroom, hub: Hub) -> None:
    hub.failures = [(503, {}, "")] * 10_000
    tell, again = announcer(room).tell, room.now
    tries = 0
    while again:
        room.now, tries = again, tries + 1
        again = tell()
    assert tries == len(BACK_OFF) + 1
    assert {one.outcome for one in rows(room).values()} == {Telling.GIVEN_UP}
    page = create_app(room.settings, refresh=False).test_client().get("/desk/feeds").text
    assert "given up" in page
    assert "503 Service Unavailable" in page


def test_a_refusal_is_given_up_soon(room: Newsroom, hub: Hub) -> None:
    hub.failures = [(403, {}, "not allowed")] * 1000
    tell = announcer(room).tell
    for _ in range(3):
        again = tell()
        room.now += timedelta(hours=1)
    assert again is None
    assert {one.outcome for one in rows(room).values()} == {Telling.GIVEN_UP}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("0", 1), ("99999999", 86400), ("{date}", 300), ("soon", BACK_OFF[0].total_seconds())],
)
def test_a_hub_that_says_when_is_asked_then(room: Newsroom, hub: Hub, value: str, seconds: float) -> None:
    date = (room.now + timedelta(minutes=5)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    hub.failures = [(429, {"Retry-After": value.format(date=date)}, "")] * 1000
    assert announcer(room).tell() == room.now + timedelta(seconds=seconds)


def test_a_hub_that_moved_is_followed(room: Newsroom, hub: Hub) -> None:
    hub.failures = [(307, {"Location": hub.url + "new"}, "")]
    announcer(room).tell()
    assert f"{room.settings.public_url}/rss.xml" in hub.published


def test_a_hub_that_is_not_there_is_asked_once_a_round(tmp_path: Path) -> None:
    room = Newsroom(
        tmp_path / "content",
        tmp_path / "state",
        {"hubs": (f"http://127.0.0.1:{free_port()}/",), "refresh_seconds": 0.01},
    )
    room.drop("one.txt", story("One"))
    room.settle()
    assert announcer(room).tell() == room.now + BACK_OFF[0]
    assert all(one.answer.startswith("no answer (ConnectError") for one in rows(room).values())
    assert len(rows(room)) > 3
    room.store.close()


def test_a_topic_that_changes_while_it_waits_is_told_once(room: Newsroom, hub: Hub) -> None:
    room.drop("one.txt", story("One").replace("Forty", "Fifty"))
    room.settle()
    announcer(room).tell()
    assert hub.published.count(f"{room.settings.public_url}/rss.xml") == 1


def test_a_topic_that_changes_while_it_is_told_is_told_again(room: Newsroom, hub: Hub) -> None:
    told = hub.distribute

    def meanwhile(topic: str) -> None:
        told(topic)
        hub.distribute = told  # type: ignore[method-assign]
        room.drop("one.txt", story("One").replace("Forty", "Fifty"))
        room.settle()

    hub.distribute = meanwhile  # type: ignore[method-assign]
    tell = announcer(room).tell
    while tell():
        pass
    assert hub.published.count(f"{room.settings.public_url}/rss.xml") == 2


def test_what_a_crash_left_claimed_is_told_later(room: Newsroom, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("feedservice.hub.ask", crash)
        with pytest.raises(KeyboardInterrupt):
            announcer(room).tell()
    again = announcer(room).tell()
    assert hub.published == []
    assert again is not None
    room.now = again
    announcer(room).tell()
    assert f"{room.settings.public_url}/rss.xml" in hub.published


def test_two_presses_do_not_tell_twice(room: Newsroom, hub: Hub) -> None:
    with room.store.reading() as asked:
        due = asked.due_announcements(room.now, 1000)
    with room.store.writing() as changes:
        assert all(changes.claim(one, room.now + timedelta(minutes=1)) for one in due)
        assert not any(changes.claim(one, room.now + timedelta(minutes=1)) for one in due)
    announcer(room).tell()
    assert hub.published == []


def test_a_hub_taken_out_of_the_settings_is_forgotten(room: Newsroom, hub: Hub) -> None:
    room.settings = room.settings.model_copy(update={"hubs": ()})
    announcer(room).tell()
    assert hub.published == []
    assert rows(room) == {}


def test_subscribers_get_the_new_document_from_the_running_service(tmp_path: Path, hub: Hub) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "one.txt").write_text(story("One"))
    service = Service(content, tmp_path / "state", hubs=json.dumps([hub.url]))
    subscriber = Subscriber()
    try:
        service.await_text("/atom.xml", "One reopens")
        topic = f"http://127.0.0.1:{service.port}/atom.xml"
        found = discover(topic)
        assert found == {"self": topic, "hub": hub.url}
        with serving(subscriber) as callback:
            subscribe(found["hub"], found["self"], callback, "a secret")
            (content / "two.txt").write_text(story("Two"))
            until(lambda: any(b"Two reopens" in body for _, body in subscriber.received), "the delivery")
        headers, body = subscriber.received[-1]
        assert sorted(entry.title.split()[0] for entry in feedparser.parse(body).entries) == ["One", "Two"]
        assert headers["X-Hub-Signature"] == "sha256=" + hmac.new(b"a secret", body, hashlib.sha256).hexdigest()
        assert headers["Link"] == f'<{topic}>; rel="self", <{hub.url}>; rel="hub"'
        service.await_text("/desk/feeds", hub.url)
    finally:
        service.stop()
