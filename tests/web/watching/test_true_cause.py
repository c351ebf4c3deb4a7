"""Health names the true cause, and the feed of problems tells of it: real presses, real locks of real other programs."""

from __future__ import annotations

import fcntl
import html
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from feedservice.errors import StoreError
from feedservice.feeds.lint import lint
from feedservice.folder import scan
from feedservice.press import turn_watch
from feedservice.service.preflight import open_store
from feedservice.store import Store
from feedservice.web.watching import problem_book
from feedservice.web.watching import watch as watch_module
from feedservice.web.watching.database_holder import database_holder
from feedservice.web.watching.programs import program
from tests.newsroom import Newsroom, story
from tests.service import Service, until

LOCKS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode = " + sys.argv[2])
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""
of_linux = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux lists who has which lock")


@contextmanager
def locked_by_another(database: Path, mode: str = "normal") -> Iterator[int]:
    """The database, locked for writing by a program of somebody's; its process number."""
    command = [sys.executable, "-c", LOCKS, str(database), mode]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == b"locked\n"
        yield process.pid
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


@of_linux
def test_a_start_names_the_program_that_has_the_database_alone(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.store.engine._BUSY_SECONDS", 0.05)
    newsroom.settle()
    newsroom.close()
    locked = locked_by_another(newsroom.state / "feedservice.db", "exclusive")
    with locked as number, pytest.raises(StoreError, match=rf"is locked by .*\(process {number}\)\. Wait until"):
        open_store(newsroom.settings)
    open_store(newsroom.settings).close()


@of_linux
def test_who_has_locked_a_database_is_seen(newsroom: Newsroom) -> None:
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    database = newsroom.state / "feedservice.db"
    assert database_holder(database) == ""
    with locked_by_another(database) as number:
        assert database_holder(database).endswith(f"(process {number})")
    assert database_holder(database) == ""
    assert database_holder(newsroom.state / "none.db") == ""


@of_linux
def test_health_names_the_program_that_keeps_the_press_from_its_work(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/one.txt").write_text(story("One"))
    service = Service(tmp_path / "content", tmp_path / "state")
    try:
        service.await_text("/health", '"published":1')
        with locked_by_another(tmp_path / "state/feedservice.db") as number:
            body = service.await_text("/health", '"status":"blocked"')
            assert f"(process {number}) has locked the database".encode() in body
            assert b"kept from its work" in service.get("/desk")[2]
            assert service.get("/health")[0] == 503
            assert service.get("/rss.xml")[0] == service.get("/readyz")[0] == 200
            service.await_text("/desk/problems.xml", "Turns are blocked")
            book = tmp_path / "state/problems.json"
            until(lambda: book.exists() and b"blocked" in book.read_bytes(), "the problem to be remembered")
        service.await_text("/health", '"status":"ok"')
        feed = service.await_text("/desk/problems.xml", "Over: Turns are blocked")
        assert lint(feed, content_type="application/atom+xml") == ()
        titles = [entry.title for entry in feedparser.parse(feed).entries]
        assert titles == ["Over: Turns are blocked", "Turns are blocked"]
        assert service.stop() == 0
    finally:
        if service.process.poll() is None:
            service.stop(signal.SIGKILL)


@of_linux
def test_a_command_of_ours_that_keeps_the_press_from_its_work_is_named_and_nothing_else_of_it() -> None:
    code = "import sys; print('there', flush=True); sys.stdin.read()"
    words = [sys.executable, "-c", code, "-m", "feedservice", "withdraw", "x", "--reason", "secret"]
    ours = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert ours.stdin
    assert ours.stdout
    assert ours.stdout.readline() == b"there\n"
    assert program(ours.pid) == f"feedservice withdraw (process {ours.pid})"
    ours.stdin.close()
    ours.stdout.close()
    ours.wait()
    assert program(ours.pid) == f"another program (process {ours.pid})"
    assert program(-1) == "another program"


@pytest.mark.parametrize("address", ["/desk", "/desk/feeds", "/desk/withdrawn"])
def test_the_desk_says_what_is_wrong_while_the_database_cannot_be_read(newsroom: Newsroom, address: str) -> None:
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    client = newsroom.app(quiet_hours_alarm=0.0001).test_client()
    away = (newsroom.state / "feedservice.db").rename(newsroom.state / "away.db")
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "10",
        "no-store",
    )
    assert "The database cannot be read." in answer.text
    assert client.get("/health").json["message"].split(". ")[0] in html.unescape(answer.text)
    away.rename(newsroom.state / "feedservice.db")
    assert client.get(address).status_code == 200


def test_a_long_turn_is_busy_and_says_what_it_is_at(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    client = newsroom.app().test_client()
    real, told = scan.read, []

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return newsroom.now

    def read(*arguments: object) -> object:
        newsroom.now += timedelta(seconds=90)
        newsroom.press.watch.tell()
        told.append((client.get("/health"), client.get("/desk").text, client.get("/metrics").text))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(turn_watch, "_LONG_SECONDS", -1.0)
    monkeypatch.setattr(scan, "read", read)
    monkeypatch.setattr("feedservice.web.watching.signs.datetime", Clock)
    newsroom.drop("two.txt", story("Two"))
    newsroom.settle()
    health, desk, metrics = told[0]
    assert (health.status_code, health.json["status"]) == (200, "busy")
    assert "reading files" in health.json["message"]
    assert "reading files" in health.json["progress"]
    assert "The press is at work" in desk
    assert 'feedservice_press_status{status="busy"} 1.0' in metrics
    newsroom.turn(1)
    newsroom.press.watch.tell()
    assert not (newsroom.state / "press.json").exists(), "nothing is told between turns"
    assert client.get("/health").json["status"] == "ok"


def test_a_failure_that_the_store_cannot_take_is_told_by_the_press_itself(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.now = datetime.now(UTC) - timedelta(minutes=5)
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    client = newsroom.app().test_client()

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "turn", fail)
        patched.setattr(newsroom.store._file, "path", newsroom.state / "nowhere.db")
        newsroom.now = datetime.now(UTC)
        assert not newsroom.turn().succeeded
    newsroom.press.watch.tell()
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (503, "stopped")
    assert "is not there" in health.json["message"]
    assert newsroom.turn(5).succeeded
    newsroom.press.watch.tell()
    assert client.get("/health").json["status"] == "ok"
    assert not (newsroom.state / "press.json").exists()


def test_a_quiet_newsroom_alarms_if_it_is_asked_to(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_book, "_SETTLES", timedelta())
    newsroom.now = datetime.now(UTC) - timedelta(hours=3)
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    newsroom.now = datetime.now(UTC)
    newsroom.turn()
    assert newsroom.app().test_client().get("/health").json["alarms"] == []
    app = newsroom.app(quiet_hours_alarm=2.0)
    client = app.test_client()
    app.extensions["watch"].look()
    alarms = client.get("/health").json["alarms"]
    assert [one["kind"] for one in alarms] == ["quiet"]
    assert "No new article" in client.get("/desk").text
    assert 'feedservice_alarms{kind="quiet"} 1.0' in client.get("/metrics").text
    first = client.get("/desk/problems.xml")
    assert client.get("/desk/problems.xml", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert (
        client.get("/desk/problems.xml", headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code
        == 304
    )
    newsroom.drop("two.txt", story("Two"))
    newsroom.settle()
    app.extensions["watch"].look()
    titles = [entry.title for entry in feedparser.parse(client.get("/desk/problems.xml").data).entries]
    assert sorted(titles) == ["No new article", "Over: No new article"]


def test_a_watch_looks_on_when_a_look_fails(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "_FIRST_SECONDS", 0.0)
    monkeypatch.setattr(watch_module, "_EVERY_SECONDS", 0.0)
    watch, stopping, looks = newsroom.app().extensions["watch"], threading.Event(), []

    def look() -> None:
        looks.append(1)
        if len(looks) == 3:
            stopping.set()
        raise ValueError("a fault of ours")

    monkeypatch.setattr(watch, "look", look)
    watch.keep(stopping)
    assert len(looks) == 3


def test_another_process_that_writes_the_book_is_let_write(newsroom: Newsroom) -> None:
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    app = newsroom.app(quiet_hours_alarm=0.0001)
    lock = os.open(newsroom.state / "problems.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    app.extensions["watch"].look()
    assert not (newsroom.state / "problems.json").exists()
    os.close(lock)
    app.extensions["watch"].look()
    assert (newsroom.state / "problems.json").exists()
