"""Polls of partners are counted in every process, added up in one file, and lost by nothing but a kill."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedservice.errors import StoreError
from feedservice.store.stand.polls import PollBook, Polls
from feedservice.web.private import poll_counter
from feedservice.web.private.poll_counter import PollCounter
from tests.service import until

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_what_two_processes_count_is_added_up(tmp_path: Path) -> None:
    book = PollBook(tmp_path / "polls.db")
    assert book.read() == {}
    one, other = PollCounter(book), PollCounter(PollBook(tmp_path / "polls.db"))
    for _ in range(3):
        one.note("a")
    other.note("a")
    other.note("b")
    one.write()
    assert {name: polls.count for name, polls in other.told().items()} == {"a": 4, "b": 1}
    other.write()
    other.write()
    assert {name: polls.count for name, polls in book.read().items()} == {"a": 4, "b": 1}
    assert one.told() == book.read()


def test_the_last_poll_is_the_latest_whoever_writes_last(tmp_path: Path) -> None:
    book = PollBook(tmp_path / "polls.db")
    book.add({"a": Polls(1, NOON)})
    book.add({"a": Polls(2, NOON.replace(hour=11))})
    assert book.read() == {"a": Polls(3, NOON)}


def test_polls_of_many_threads_are_all_counted(tmp_path: Path) -> None:
    counter = PollCounter(PollBook(tmp_path / "polls.db"))

    def ask() -> None:
        for number in range(500):
            counter.note("a")
            if number % 100 == 0:
                counter.write()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.told()["a"].count == 2000


def test_what_cannot_be_written_is_kept_told_once_and_written_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "state"
    counter = PollCounter(PollBook(folder / "polls.db"))
    for _ in range(2):
        counter.note("a")
        counter.write()
    assert caplog.text.count("polls.db") == 1
    assert counter.told()["a"].count == 2
    folder.mkdir()
    counter.write()
    assert counter.book.read()["a"].count == 2


def test_a_damaged_book_is_told_of_in_a_sentence_and_hurts_nothing(tmp_path: Path) -> None:
    book = PollBook(tmp_path / "polls.db")
    book.file.write_bytes(b"no database at all, and long enough to be looked at" * 50)
    counter = PollCounter(book)
    counter.note("a")
    counter.write()
    assert counter.told()["a"].count == 1
    with pytest.raises(StoreError, match="If it is damaged, remove it"):
        book.read()
    book.file.unlink()
    counter.write()
    assert book.read()["a"].count == 1


def test_it_is_written_now_and_then_and_not_at_each_poll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = PollCounter(PollBook(tmp_path / "polls.db"))
    counter.note("a")
    counter.write_now_and_then()
    assert not counter.book.file.exists()
    monkeypatch.setattr(poll_counter, "PAUSE_SECONDS", 0.01)
    until(lambda: counter.write_now_and_then() or counter.book.read(), "the polls to be written down")
