"""WebSub: hubs are told of what changed, after it can be fetched, again and again until they take it or never will."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from sqlalchemy import select

from feedservice.press import websub as hub_module
from feedservice.press.schedule import Schedule
from feedservice.press.websub import ROUND, Announcer
from feedservice.store.announcements import BACK_OFF, Announcement, AnnouncementOutcome
from feedservice.store.schema import announcement
from tests.hub import Broken, Hub, Subscriber, discover, hang, serving, subscribe
from tests.newsroom import Newsroom, story
from tests.service import PATIENCE_SECONDS, Service, free_port, in_patience, until

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit of time is reached unless a test says so, however busy the machine."""
    for name in ("_ROUND_SECONDS", "_GRACE_SECONDS", "_ANSWER_SECONDS"):
        monkeypatch.setattr(hub_module, name, 3600.0)


class Rounds:
    """The rounds that are made, by hub, and their clock, which stands at `seconds`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: dict[str, hub_module._Round] = {}
        self.seconds: Callable[[], float] = lambda: 0.0
        rounds = self

        class Noted(hub_module._Round):
            def __init__(self, hub: str, *rest: object) -> None:
                super().__init__(hub, *rest)  # type: ignore[arg-type]
                rounds.made[hub] = self

        monkeypatch.setattr(hub_module, "_Round", Noted)
        monkeypatch.setattr(hub_module, "time", self)

    def monotonic(self) -> float:
        return self.seconds()

    def has_ended(self, hub: str) -> bool:
        return not self.made[hub].thread.is_alive()


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Rounds:
    return Rounds(monkeypatch)


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
    newsroom.close()


def announcer(room: Newsroom) -> Announcer:
    return Announcer(room.settings, room.store, clock=lambda: room.now)


def rows(room: Newsroom) -> dict[str, Announcement]:
    """Every announcement still to be made, or given up, by topic; of whatever hub."""
    with room.store.reading() as asked:
        found = asked.announcements._announcements(select(announcement))
    return {one.topic: one for one in found if one.outcome is not AnnouncementOutcome.TOLD}


@pytest.fixture
def announced(tmp_path: Path) -> Iterator[Callable[..., Newsroom]]:
    """Makes newsrooms without articles that have so many topics to tell hubs of."""
    made: list[Newsroom] = []

    def make(hubs: tuple[str, ...], topics: int) -> Newsroom:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(Newsroom(folder / "content", folder / "state", {"hubs": hubs, "refresh_seconds": 0.01}))
        with made[-1].store.writing() as changes:
            for number in range(topics):
                changes.announcements.announce(hubs, f"http://localhost/{number:04}.xml", made[-1].now)
        return made[-1]

    yield make
    for room in made:
        room.close()


@pytest.fixture
def broken() -> Iterator[Callable[[Callable[[socket.socket], None]], Broken]]:
    """Starts hubs that answer what no HTTP server would."""
    made: list[Broken] = []

    def make(behave: Callable[[socket.socket], None]) -> Broken:
        made.append(Broken(behave))
        return made[-1]

    yield make
    for one in made:
        one.close()


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
    client = newsroom.app().test_client()
    assert "hub" not in client.get("/rss.xml").headers["Link"]


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/feed.json", "/languages/en/atom.xml"])
def test_the_topic_is_the_documents_own_address_to_the_letter(room: Newsroom, hub: Hub, path: str) -> None:
    room.drop("two.txt", story("Two"))
    room.settle()
    client = room.app().test_client()
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
    assert (told.outcome, told.attempts, told.answer) == (
        AnnouncementOutcome.WAITING,
        1,
        "500 Internal Server Error: out of order",
    )
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
    assert {one.outcome for one in rows(room).values()} == {AnnouncementOutcome.GIVEN_UP}
    page = room.app().test_client().get("/desk/feeds").text
    assert "given up" in page
    assert "503 Service Unavailable" in page


def test_a_refusal_is_given_up_soon(room: Newsroom, hub: Hub) -> None:
    hub.failures = [(403, {}, "not allowed")] * 1000
    tell = announcer(room).tell
    for _ in range(3):
        again = tell()
        room.now += timedelta(hours=1)
    assert again is None
    assert {one.outcome for one in rows(room).values()} == {AnnouncementOutcome.GIVEN_UP}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("0", 10), ("99999999", 86400), ("{date}", 300), ("soon", 10), ("-5", 10), ("Wed", 10)],
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
    for name in ("One", "Two"):  # of a channel of the long tail that is new nobody can have asked to be told
        room.drop(f"{name}.txt", story(name))
        room.settle()
    assert announcer(room).tell() == room.now + BACK_OFF[0]
    assert all(one.answer.startswith("could not be reached: ") for one in rows(room).values())
    assert len(rows(room)) > 3
    room.close()


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
        broken.setattr("feedservice.press.websub.ask", crash)
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
        due = asked.announcements.due(room.settings.hubs, room.now, 1000)
        assert due
    with room.store.writing() as changes:
        assert all(changes.announcements.claim(one, room.now + timedelta(minutes=1)) for one in due)
        assert not any(changes.announcements.claim(one, room.now + timedelta(minutes=1)) for one in due)
    announcer(room).tell()
    assert hub.published == []


def test_a_hub_taken_out_of_the_settings_is_forgotten_and_the_others_are_not(
    announced: Callable[..., Newsroom], hub: Hub
) -> None:
    other = Hub()
    with serving(other):
        room = announced((hub.url, other.url), 3)
        room.settings = replace(room.settings, hubs=(other.url,))
        announcer(room).tell()
    assert (hub.posts, len(other.published)) == ([], 3)
    with room.store.reading() as asked:
        assert {one.hub for one in asked.announcements._announcements(select(announcement))} == {other.url}


def test_a_service_without_hubs_forgets_those_it_had(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((hub.url,), 3)
    assert len(rows(room)) == 3
    room.settings = replace(room.settings, hubs=())
    room.restart()
    schedule = Schedule(room.press)
    schedule.start()
    try:
        until(lambda: not rows(room), "the hub to be forgotten")
    finally:
        schedule.stop()
    assert hub.posts == []


def test_what_another_press_has_to_tell_other_hubs_keeps_nobody_awake(
    announced: Callable[..., Newsroom], hub: Hub
) -> None:
    room = announced((hub.url,), 1)
    told = announcer(room)
    assert told.tell() is None
    with room.store.writing() as changes:
        changes.announcements.announce(("https://elsewhere.example/",), "http://localhost/other.xml", room.now)
    assert told.tell() is None
    assert [one.hub for one in rows(room).values()] == ["https://elsewhere.example/"]


def test_a_hub_that_says_soon_again_and_again_is_not_given_up_in_seconds(
    announced: Callable[..., Newsroom], hub: Hub
) -> None:
    room = announced((hub.url,), 2)
    start, tell = room.now, announcer(room).tell
    hub.failures = [(503, {"Retry-After": "1"}, "")] * 1000
    while room.now < start + timedelta(minutes=30):
        again = tell()
        assert again is not None
        room.now = again
    hub.failures.clear()
    tell()
    assert len(hub.published) == 2


def test_a_hub_that_has_enough_for_now_is_left_alone_until_then(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((hub.url,), 6)
    posts = hub.post

    def limited(form: dict[str, str]) -> tuple[int, dict[str, str], str]:
        return posts(form) if len(hub.posts) < 3 else (hub.posts.append("") or 429, {"Retry-After": "60"}, "")  # type: ignore[func-returns-value]

    hub.post = limited  # type: ignore[method-assign]
    tell = announcer(room).tell
    assert tell() == room.now + timedelta(seconds=60)
    assert (len(hub.published), len(hub.posts)) == (3, 4)
    assert sorted(one.attempts for one in rows(room).values()) == [0, 0, 1]
    room.now += timedelta(seconds=59)
    tell()
    assert len(hub.posts) == 4
    hub.post = posts  # type: ignore[method-assign]
    room.now += timedelta(seconds=1)
    assert tell() is None
    assert len(set(hub.published)) == 6


def test_topics_that_a_hub_cannot_take_do_not_stop_the_others(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((hub.url,), 20)
    hub.cannot_take = frozenset(f"http://localhost/{number:04}.xml" for number in (0, 1))
    tell, again = announcer(room).tell, room.now
    for _ in range(2):
        room.now = again
        again = tell() or again
    assert len(set(hub.published)) == 18
    assert set(rows(room)) == hub.cannot_take
    while next_ := tell():
        room.now = next_
    assert {one.outcome for one in rows(room).values()} == {AnnouncementOutcome.GIVEN_UP}


def test_a_long_list_is_told_in_rounds_that_follow_at_once(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((hub.url,), 2 * ROUND + 50)
    tell = announcer(room).tell
    assert [tell(), tell(), tell()] == [room.now, room.now, None]
    assert hub.published == [f"http://localhost/{number:04}.xml" for number in range(2 * ROUND + 50)]


def test_a_long_list_for_one_hub_takes_no_place_from_another(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((f"http://127.0.0.1:{free_port()}/", hub.url), ROUND)
    announcer(room).tell()
    assert len(hub.published) == ROUND


def test_a_slow_hub_holds_up_no_other(announced: Callable[..., Newsroom], hub: Hub, rounds: Rounds) -> None:
    """The round ends when the quick one has been told of all, and the slow one is at its third topic."""
    slow = Hub()
    post, has_time = slow.post, threading.Event()

    def post_slowly(form: dict[str, str]) -> tuple[int, dict[str, str], str]:
        if len(slow.posts) == 2:
            has_time.set()
            rounds.made[slow.url].is_over.wait(PATIENCE_SECONDS)
        return post(form)

    slow.post = post_slowly  # type: ignore[method-assign]
    rounds.seconds = lambda: 4000.0 * (rounds.has_ended(hub.url) and has_time.is_set())
    with serving(slow):
        room = announced((slow.url, hub.url), 12)
        tell = announcer(room).tell
        assert in_patience(tell, "the round to end") == room.now
        assert (len(hub.published), len(slow.published)) == (12, 3)
        assert {one.attempts for one in rows(room).values()} == {0}
        rounds.seconds = lambda: 0.0
        while tell():
            pass
    assert sorted(slow.published) == sorted(hub.published)


def test_a_hub_that_hangs_is_asked_twice_a_round(
    announced: Callable[..., Newsroom], broken: Callable[..., Broken], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "_ANSWER_SECONDS", 0.2)
    asked, ask = [], hub_module.ask
    monkeypatch.setattr(hub_module, "ask", lambda *question: asked.append(question) or ask(*question))
    room = announced((broken(hang).url,), 9)
    assert in_patience(announcer(room).tell, "the round to end") == room.now + BACK_OFF[0]
    assert len(asked) == 2
    assert {(one.attempts, one.answer) for one in rows(room).values()} == {(1, "no answer within 0 seconds")}


def drip(connection: socket.socket) -> None:
    """An answer without end, a byte at a time, so that no time limit for a read is ever reached."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def test_a_hub_that_drips_is_left_behind(
    announced: Callable[..., Newsroom], broken: Callable[..., Broken], hub: Hub, rounds: Rounds
) -> None:
    """The hours begin to fly when the other has been told of all: first the round is over, then the grace."""
    dripping = broken(drip)
    room, flying = announced((dripping.url, hub.url), 4), itertools.count(0, 4000)
    rounds.seconds = lambda: next(flying) if rounds.has_ended(hub.url) and dripping.asked else 0
    assert in_patience(announcer(room).tell, "the round to end") == room.now + BACK_OFF[0]
    assert not rounds.has_ended(dripping.url)
    assert len(hub.published) == 4
    assert {(one.hub, one.answer[:15]) for one in rows(room).values()} == {(dripping.url, "no whole answer")}


def test_no_more_of_an_answer_is_read_than_is_of_use(
    announced: Callable[..., Newsroom], broken: Callable[..., Broken]
) -> None:
    sent: list[int] = []

    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 500 Oops\r\n\r\n")
        for _ in range(500):
            connection.sendall(b"x" * 100_000)
            sent.append(100_000)

    room = announced((broken(flood).url,), 1)
    announcer(room).tell()
    assert rows(room)["http://localhost/0000.xml"].answer.startswith("500 Oops: xxx")
    assert len(rows(room)["http://localhost/0000.xml"].answer) <= 200
    assert sum(sent) < 20_000_000  # what lies in the buffers between us


def test_what_a_hub_says_is_kept_without_controls_and_pages(announced: Callable[..., Newsroom], hub: Hub) -> None:
    room = announced((hub.url,), 2)
    hub.failures = [
        (500, {}, "out\x00 of\r\norder \x1b[31m\u202e"),
        (500, {"Content-Type": "text/html"}, "<h1>Oops</h1>"),
    ]
    announcer(room).tell()
    answers = {one.answer for one in rows(room).values()}
    assert answers == {"500 Internal Server Error: out of order [31m", "500 Internal Server Error"}


def test_a_stop_is_no_attempt_and_waits_for_no_hub(
    announced: Callable[..., Newsroom], broken: Callable[..., Broken]
) -> None:
    hanging = broken(hang)
    room = announced((hanging.url,), 9)
    told = announcer(room)
    thread = threading.Thread(target=told.tell, daemon=True)
    thread.start()
    until(lambda: hanging.asked, "the hub to be asked")
    told.stop()
    in_patience(thread.join, "the announcer to stop, though the hub hangs on")
    assert {(one.attempts, one.due, one.outcome) for one in rows(room).values()} == {
        (0, room.now, AnnouncementOutcome.WAITING)
    }


def test_what_goes_wrong_here_is_noted_like_what_goes_wrong_there(
    announced: Callable[..., Newsroom], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    room = announced(("https://localhost/",), 3)
    assert announcer(room).tell() == room.now + BACK_OFF[0]
    assert all(one.answer.startswith("could not be asked: ") for one in rows(room).values())


def test_a_fault_of_ours_loses_no_other_hubs_answer(
    announced: Callable[..., Newsroom], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty, ask = "http://localhost:1/", hub_module.ask

    def break_for_one(client: object, address: str, *rest: object) -> object:
        if address == faulty:
            raise RuntimeError("our fault")
        return ask(client, address, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(hub_module, "ask", break_for_one)
    room = announced((faulty, hub.url), 3)
    with pytest.raises(RuntimeError, match="our fault"):
        announcer(room).tell()
    assert len(hub.published) == 3
    assert {(one.hub, one.due) for one in rows(room).values()} == {(faulty, room.now + timedelta(minutes=5))}


def test_the_log_tells_of_a_failing_hub_in_one_line_and_keeps_its_secrets(
    announced: Callable[..., Newsroom], hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    hub.failures = [(403, {}, "not allowed")] * 100
    address = hub.url + "?token=geheim"
    room = announced((address,), 5)
    with caplog.at_level(logging.INFO, "feedservice"):
        announcer(room).tell()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("feedservice")]
    host = re.sub("^http://", "", hub.url)
    assert said == [f"hub {host} could not be told of 5 feeds: 403 Forbidden: not allowed"]


def test_a_hub_that_hangs_holds_up_neither_turns_nor_the_end(tmp_path: Path, broken: Callable[..., Broken]) -> None:
    hanging = broken(hang)
    options = {"hubs": (hanging.url,), "refresh_seconds": 0.01, "scan_seconds": 0.1, "settle_seconds": 0.0}
    room = Newsroom(tmp_path / "content", tmp_path / "state", options)
    room.press.clock = lambda: datetime.now(UTC)
    schedule = Schedule(room.press)
    schedule.start()
    try:
        room.drop("one.txt", story("One"))
        until(lambda: hanging.asked, "the hub to be asked")
        room.drop("two.txt", story("Two"))
        until(lambda: b"Two reopens" in room.document("/atom.xml"), "the second story")
        assert hanging.asked == 1
    finally:
        in_patience(schedule.stop, "the end, though the hub hangs on")
    room.close()


def test_subscribers_get_the_new_document_from_the_running_service(tmp_path: Path, hub: Hub) -> None:
    """Hubs are told two refreshes after; where the web side is kept from its refresh for so long, a slower one will do."""
    for refresh_seconds in (0.25, 2, 15):
        folder = tmp_path / str(refresh_seconds)
        (folder / "content").mkdir(parents=True)
        if delivered(hub, folder, refresh_seconds) == ["One", "Two"]:
            return
    pytest.fail("the hub was told too soon")


def delivered(hub: Hub, folder: Path, refresh_seconds: float) -> list[str]:
    """The stories in the first document that a subscriber gets when there is a second one."""
    (folder / "content/one.txt").write_text(story("One"))
    service = Service(folder / "content", folder / "state", hubs=json.dumps([hub.url]), refresh_seconds=refresh_seconds)
    subscriber = Subscriber()
    try:
        service.await_text("/atom.xml", "One reopens")
        topic = f"http://127.0.0.1:{service.port}/atom.xml"
        until(lambda: topic in hub.published, "the hub to be told of the first story")
        found = discover(topic)
        assert found == {"self": topic, "hub": hub.url}
        with serving(subscriber) as callback:
            subscribe(found["hub"], found["self"], callback, "a secret")
            (folder / "content/two.txt").write_text(story("Two"))
            until(lambda: subscriber.received, "the delivery")
        headers, body = subscriber.received[0]
        assert headers["X-Hub-Signature"] == "sha256=" + hmac.new(b"a secret", body, hashlib.sha256).hexdigest()
        assert headers["Link"] == f'<{topic}>; rel="self", <{hub.url}>; rel="hub"'
        service.await_text("/desk/feeds", hub.url)
    finally:
        service.stop()
    return sorted(entry.title.split()[0] for entry in feedparser.parse(body).entries)
