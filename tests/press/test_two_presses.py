"""Two presses over one state: what one has seen is out of date when the other has turned; none fails, and none undoes the other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from feedservice.commands.backup import back_up
from feedservice.commands.restore import restore
from feedservice.errors import AddressError, LeaseError
from feedservice.press.turn import Press
from feedservice.store import Store
from feedservice.store.lease import SCHEDULE
from tests import warm
from tests.newsroom import Newsroom, story
from tests.service import COMMAND, PATIENCE_SECONDS, Service, free_port, until

NAMES = ("Alpha", "Bravo", "Charlie")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Newsroom, Newsroom]]:
    """Two presses in one folder and one state."""
    made = [Newsroom(tmp_path / "content", tmp_path / "state") for _ in range(2)]
    yield made[0], made[1]
    for one in made:
        one.close()


def between_look_and_write(room: Newsroom, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let something happen once, between a press's next look and its writing."""
    real = room.press._read

    def read(*arguments: object) -> object:
        monkeypatch.setattr(room.press, "_read", real)
        meanwhile()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(room.press, "_read", read)


def sighted(room: Newsroom) -> dict[str, str]:
    return {path: filed.receipt.outcome.value for path, filed in room.receipts().items()}


def test_two_that_see_the_same_new_file_at_once(
    two: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    first.drop("world/alpha.txt", story("Alpha"))
    between_look_and_write(first, monkeypatch, second.turn)
    report = first.turn()
    assert report.succeeded
    assert report.message == ""
    assert sighted(first) == {"world/alpha.txt": "waiting"}
    for one in two:
        one.turn(10)
    assert [entry.title for entry in first.feed().entries] == ["Alpha reopens after storm"]


def test_two_that_read_the_same_file_at_once_give_it_one_id(
    two: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    first.drop("world/alpha.txt", story("Alpha"))
    first.turn()
    second.now = first.now + timedelta(seconds=10)
    between_look_and_write(first, monkeypatch, second.turn)
    assert first.turn(10).succeeded
    entries = first.feed("/atom.xml").entries
    assert len(entries) == 1
    with first.store.reading() as asked:
        assert len(asked.articles.newest(10)) == 1
        assert [one.event for one in asked.articles.history(entries[0].id)] == ["published"]


def test_one_that_saw_a_file_gone_does_not_withdraw_what_came_back(
    two: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    file = first.drop("world/alpha.txt", story("Alpha"))
    first.settle()
    file.unlink()
    first.turn(10)

    def comes_back() -> None:
        first.drop("world/alpha.txt", story("Alpha"))
        second.now = first.now
        second.settle()

    between_look_and_write(first, monkeypatch, comes_back)
    assert first.turn(first.settings.withdrawal_grace_seconds + 1).succeeded
    assert [entry.title for entry in first.feed().entries] == ["Alpha reopens after storm"]
    assert b"deleted-entry" not in first.document("/atom.xml")


def test_a_drop_in_many_batches_goes_on_when_another_press_has_read_some_of_it(
    two: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.press.turn.BATCH_FILES", 4)
    first, second = two
    for number in range(19):
        first.drop(f"world/story{number:02}.txt", story(f"Story{number:02}"))
    first.turn()
    first.turn(10)
    second.now = first.now
    for one in (second, first, second, first, first, second, first, first):
        assert one.turn().succeeded
    assert {*sighted(first).values()} == {"published"}
    with first.store.reading() as asked:
        assert len(asked.articles.newest(50)) == 19


def test_one_that_is_overtaken_twice_waits_for_the_other(
    two: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun anew it has the lease, so that the other cannot come between; only one that lost the lease can be overtaken."""
    first, second = two
    first.drop("world/alpha.txt", story("Alpha"))
    real = first.press._read

    def read(*arguments: object) -> object:
        second.now += timedelta(seconds=1)
        second.turn()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(first.press, "_read", read)
    with pytest.raises(LeaseError):
        first.turn()
    monkeypatch.setattr(first.press, "_read", real)
    assert first.turn(60).succeeded


def test_threads_of_two_presses_never_fail(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    with ExitStack() as closed:
        rooms = [Newsroom(content, state, {"settle_seconds": 0.1}) for _ in range(2)]
        for one in rooms:
            closed.callback(one.close)
        messages: list[str] = []
        ended = threading.Event()

        def keep_turning(room: Newsroom) -> None:
            press = Press(room.settings, room.store)
            while not ended.is_set():
                try:
                    report = press.turn()
                except LeaseError:
                    continue
                messages.append("" if report.succeeded else report.message)

        threads = [threading.Thread(target=keep_turning, args=(one,)) for one in rooms]
        for thread in threads:
            thread.start()
        try:
            for number in range(40):
                rooms[0].drop(f"world/story{number:02}.txt", story(f"Story{number:02}"))
            until(lambda: len(rooms[0].feed().entries) == 40, "all 40 in the feed")
        finally:
            ended.set()
            for thread in threads:
                thread.join(PATIENCE_SECONDS)
        assert {*messages} == {""}


def test_a_backup_that_comes_back_between_look_and_write(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newsroom.drop("world/alpha.txt", story("Alpha"))
    newsroom.turn()
    newsroom.turn(10)
    back_up(newsroom.settings, newsroom.store, tmp_path / "b.tar")
    newsroom.store.engine.dispose()
    shutil.rmtree(newsroom.state)
    newsroom.restart()
    with Store(newsroom.settings.database) as other:
        between_look_and_write(
            newsroom,
            monkeypatch,
            lambda: restore(tmp_path / "b.tar", newsroom.settings, other, clock=lambda: newsroom.now),
        )
        assert newsroom.turn(10).succeeded
    assert newsroom.settle().succeeded
    assert len(newsroom.feed().entries) == 1


# --- two addresses


def at(room: Newsroom, address: str) -> Press:
    return Press(replace(room.settings, base_url=address), room.store, lambda: room.now)


def test_a_press_at_another_address_is_refused_while_one_keeps_the_schedule(two: tuple[Newsroom, Newsroom]) -> None:
    first, second = two
    first.drop("world/alpha.txt", story("Alpha"))
    first.settle()
    first.store.take_lease(first.now, SCHEDULE, first.settings.public_url)
    before = first.document()
    other = at(second, "https://other.example")
    second.now = first.now
    for work in (other.turn, lambda: other.obey(lambda *_: None)):
        with pytest.raises(AddressError) as refused:
            work()
        for words in ("https://other.example", first.settings.public_url, "base_url", "--state", "stop the other"):
            assert words in str(refused.value)
    assert first.document() == before
    first.store.give_up_lease(first.now, SCHEDULE)
    assert other.turn().succeeded
    assert b"https://other.example/" in first.document()


def test_an_address_that_was_changed_with_no_press_alive_is_taken(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", story("Alpha"))
    newsroom.settle()
    newsroom.store.take_lease(newsroom.now, SCHEDULE, newsroom.settings.public_url)
    with newsroom.store.writing() as changes:  # its process is gone, and nobody gave the lease up
        dead = newsroom.store.holder.replace(f":{os.getpid()}:", ":4194305:")
        changes.connection.execute(text("UPDATE lease SET holder = :dead"), {"dead": dead})
    assert at(newsroom, "https://new.example").turn().succeeded
    assert b"https://new.example/" in newsroom.document()


# --- as their users meet them


class Running(Service):
    """A service that tells what it says."""

    @property
    def said(self) -> str:
        return self.log.read_text()


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts services over one folder and one state, ended with the test."""
    services: list[Running] = []
    (tmp_path / "content/world").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / f"content/world/{name}.txt").write_text(story(name))

    def begin(**settings: object) -> Running:
        services.append(Running(tmp_path / "content", tmp_path / "state", **settings))
        return services[-1]

    yield begin
    for service in services:
        if service.process.poll() is None:
            service.stop(signal.SIGKILL)


def feedservice(tmp_path: Path, *words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    chosen = {f"FEEDSERVICE_{name.upper()}": str(value) for name, value in settings.items()}
    folders = ("--content", str(tmp_path / "content"), "--state", str(tmp_path / "state"))
    return warm.run(
        (*COMMAND, *words, *folders),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "FEEDSERVICE_SETTLE_SECONDS": "0.1", **chosen},
        timeout=PATIENCE_SECONDS,
    )


def test_turns_by_command_beside_a_running_service(tmp_path: Path, folders: Callable[..., Running]) -> None:
    service = folders(scan_seconds=0.2)
    service.await_text("/atom.xml", "Alpha")
    for number in range(6):
        (tmp_path / f"content/world/more{number}.txt").write_text(story(f"More{number}"))
        done = feedservice(tmp_path, "turn", "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["succeeded"]
    for number in range(6):
        service.await_text("/rss.xml", f"More{number} reopens")
    assert "failed" not in service.said
    with_address = f"http://127.0.0.1:{service.port}/"
    assert with_address.encode() in service.get("/rss.xml")[2], "a command leaves the service's address as it is"


def test_a_second_service_at_another_address_is_refused(tmp_path: Path, folders: Callable[..., Running]) -> None:
    first = folders(base_url="https://one.example")
    first.await_text("/rss.xml", "https://one.example/articles/")
    second = feedservice(tmp_path, "run", "--port", str(free_port()), base_url="https://two.example")
    assert second.returncode == 2
    by_command = feedservice(tmp_path, "turn", base_url="https://two.example")
    assert by_command.returncode == 2
    for said in (second.stderr, by_command.stderr):
        assert "https://one.example" in said
        assert "https://two.example" in said
        assert "base_url" in said
        assert "Traceback" not in said
    assert b"https://two.example" not in first.get("/rss.xml")[2]
    assert first.stop() == 0
    again = folders(base_url="https://two.example")
    again.await_text("/rss.xml", "https://two.example/articles/")


def test_a_second_service_waits_and_takes_over_when_the_first_dies(
    tmp_path: Path, folders: Callable[..., Running]
) -> None:
    first = folders(base_url="https://one.example")
    first.await_text("/rss.xml", "Alpha")
    second = folders(base_url="https://one.example")
    second.await_text("/rss.xml", "Alpha")
    until(lambda: "this one stands by" in second.said, "the second to stand by")
    first.stop(signal.SIGKILL)
    (tmp_path / "content/world/after.txt").write_text(story("After"))
    second.await_text("/rss.xml", "After reopens")
    assert "turn failed" not in second.said
