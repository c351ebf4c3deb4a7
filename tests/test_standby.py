"""Who keeps the schedule: stepped Standbys over one real store, with presses that only say whether they are at work."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedservice.errors import LeaseError, StoreError
from feedservice.service import standby as standby_module
from feedservice.service.standby import Standby
from feedservice.settings import Settings
from feedservice.settings.sources import load, settings_aside, variables
from feedservice.store import Store
from feedservice.store.lease import PRESS, SCHEDULE


class Press:
    """A press that works until it is stopped or breaks down."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.is_at_work = True
        self.was_stopped = False

    def works(self) -> bool:
        return self.is_at_work

    def stop(self) -> None:
        self.is_at_work, self.was_stopped = False, True


class Clock:
    """The clock on the wall and the one that only counts, stepped together."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = 1000.0
        clock = self

        class Now(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=clock.passed)

        monkeypatch.setattr(standby_module, "datetime", Now)
        monkeypatch.setattr(standby_module.time, "monotonic", lambda: self.passed)


class Member(Standby):
    """A Standby that is told when to look, with the presses it began."""

    def __init__(self, settings: Settings) -> None:
        self.begun: list[Press] = []
        super().__init__(settings, self.made)

    def made(self, settings: Settings, store: Store) -> Press:
        self.begun.append(Press(settings, store))
        return self.begun[-1]

    @property
    def is_at_work(self) -> bool:
        return bool(self.begun) and self.begun[-1].is_at_work

    def go_to_another_machine(self) -> None:
        """Its holder's name is then one of which nobody here can see whether its process runs."""
        self._opened().holder = "elsewhere:1:abcd"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "content").mkdir()
    return load({"content_dir": tmp_path / "content", "state_dir": tmp_path / "state"})


@pytest.fixture
def two(settings: Settings, clock: Clock) -> Iterator[tuple[Member, Member]]:
    made = Member(settings), Member(settings)
    yield made
    for one in made:
        one._leave()


def test_the_first_has_the_press_and_the_other_stands_by(two: tuple[Member, Member], clock: Clock) -> None:
    first, second = two
    for _ in range(60):
        first._look()
        second._look()
        clock.passed += 1
    assert (len(first.begun), len(second.begun)) == (1, 0)
    assert first.is_at_work


def test_what_keeps_it_from_the_lease_is_said_once_and_stands_until_it_is_over(
    two: tuple[Member, Member], clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = two
    first._look()
    full = "The store failed while writing: database or disk is full."

    def refuse(*_: object) -> None:
        raise StoreError(full)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "take_lease", refuse)
        for _ in range(12):
            clock.passed += 1
            first._look()
        assert first.trouble == full
    clock.passed += 6
    first._look()
    assert first.trouble == ""
    assert [record.getMessage() for record in caplog.records].count(f"the press cannot work: {full}") == 1


def test_when_the_first_leaves_the_other_has_it_at_the_next_look(two: tuple[Member, Member]) -> None:
    first, second = two
    first._look()
    first._leave()
    assert first.begun[0].was_stopped
    second._look()
    assert second.is_at_work


def test_a_machine_that_died_is_waited_for_no_longer_than_the_lease(two: tuple[Member, Member], clock: Clock) -> None:
    first, second = two
    first.go_to_another_machine()
    first._look()
    clock.passed += SCHEDULE.seconds - 1
    second._look()
    assert not second.begun
    clock.passed += 1
    second._look()
    assert second.is_at_work
    assert SCHEDULE.seconds < 30


def test_one_that_was_thought_dead_lays_down_its_work_when_it_wakes(two: tuple[Member, Member], clock: Clock) -> None:
    first, second = two
    first.go_to_another_machine()
    first._look()
    clock.passed += SCHEDULE.seconds
    second._look()
    first._look()
    assert first.begun[0].was_stopped
    assert second.is_at_work
    first._look()
    assert len(first.begun) == 1


def test_a_holder_whose_process_is_gone_is_not_waited_for(two: tuple[Member, Member]) -> None:
    first, second = two
    first._opened().holder = first._opened().holder.replace(f":{os.getpid()}:", ":4194305:")
    first._look()
    second._look()
    assert second.is_at_work


def test_a_press_that_breaks_down_is_begun_again_after_longer_and_longer_pauses(
    two: tuple[Member, Member], clock: Clock
) -> None:
    first, starts = two[0], []
    for _ in range(97):
        before = len(first.begun)
        first._look()
        if len(first.begun) > before:
            starts.append(clock.passed)
            first.begun[-1].is_at_work = False
        clock.passed += 1
    pauses = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert pauses == [2, 3, 5, 9, 17, 31]
    assert not two[1].begun


def test_what_is_missing_is_told_once_and_waited_for(
    two: tuple[Member, Member], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    first = two[0]
    settings.content_dir.rmdir()
    for _ in range(3):
        first._look()
    assert "is not there" in first.trouble
    assert len(caplog.records) == 1
    assert not settings.state_dir.exists()
    settings.content_dir.mkdir()
    first._look()
    assert first.trouble == ""
    assert first.is_at_work


def test_a_store_that_fails_for_a_while_stops_no_press(two: tuple[Member, Member], clock: Clock) -> None:
    first, file = two[0], two[0].settings.state_dir / "feedservice.db"
    first._look()
    away = file.rename(file.with_name("away.db"))
    clock.passed += 10
    first._look()
    assert "is not there" in first.trouble
    assert first.is_at_work
    away.rename(file)
    first._look()
    assert first.trouble == ""
    assert len(first.begun) == 1


def test_the_schedule_and_a_turn_are_leases_of_their_own(two: tuple[Member, Member], settings: Settings) -> None:
    """Commands beside a service have turns between its own."""
    two[0]._look()
    with Store(settings.database) as other:
        now = standby_module.datetime.now(UTC)
        other.take_lease(now, PRESS)
        with pytest.raises(LeaseError, match="keeps the schedule"):
            other.take_lease(now, SCHEDULE)
        assert other.lease_holder(now, SCHEDULE) == two[0]._opened().holder


def test_the_thread_stands_by_until_it_is_told_to_stop(settings: Settings) -> None:
    member, stopping = Member(settings), threading.Event()
    thread = threading.Thread(target=member.attend, args=(stopping,))
    thread.start()
    while not member.is_at_work:
        thread.join(0.01)
        assert thread.is_alive()
    stopping.set()
    thread.join()
    assert member.begun[0].was_stopped


def test_a_press_process_has_the_very_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "feedservice.toml"
    file.write_text(
        'title = "From the file"\nhubs = ["https://hub.example/"]\n[feeds.x]\ntags = ["a", "b"]\nitems = 5\n'
    )
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    monkeypatch.setenv("feedservice_port", "9000")
    made = load({"scan_seconds": 3, "watch": False, "description": "“Ä” and more"})
    given = {**settings_aside(os.environ), **variables(made)}
    assert "feedservice_port" not in given
    for name in set(os.environ) - given.keys():
        monkeypatch.delenv(name)
    for name, value in variables(made).items():
        monkeypatch.setenv(name, value)
    assert load() == made


def test_a_press_that_cannot_be_begun_is_told_and_tried_again_after_longer_and_longer_pauses(
    two: tuple[Member, Member], clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, tries = two[0], []

    def fail(*_: object) -> Press:
        tries.append(clock.passed)
        raise OSError("no more processes")

    monkeypatch.setattr(first, "_begin", fail)
    for _ in range(20):
        first._look()
        clock.passed += 1
    assert [later - tries[0] for later in tries] == [0, 1, 3, 7, 15]
    assert "no more processes" in caplog.text
