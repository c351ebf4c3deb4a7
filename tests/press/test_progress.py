"""What is told of turns while a large drop is taken in."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime, timedelta

import pytest

from feedservice.press import turn as press_module
from feedservice.press.progress import Progress
from feedservice.press.schedule import Schedule
from feedservice.press.turn_report import TurnReport
from tests.newsroom import START, Newsroom, story


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        return True


def report(done: int = 0, total: int = 0, **counts: int) -> TurnReport:
    drop = {"taken_in": done, "to_take_in": total} if total else {}
    return TurnReport(START, 0.5, counts={"files": 9, **drop, **counts})


def test_a_turn_by_itself_has_a_line_and_one_without_news_has_none(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    progress = Progress()
    assert not progress.tell(report(published=2, waiting=1))
    assert not progress.tell(report(unchanged=3))
    assert caplog.messages == ["turn in 0.50 s: published 2"]


def test_a_drop_has_a_line_now_and_then(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.INFO)
    seconds = iter([100.0, 101.0, 103.0, 106.0, 108.0])
    monkeypatch.setattr("feedservice.press.progress.time.monotonic", lambda: next(seconds))
    progress = Progress()
    told = [progress.tell(report(done, 1000, published=100)) for done in (100, 200, 400, 800)]
    assert told == [True] * 4
    assert not progress.tell(report(published=200))
    assert caplog.messages == [
        "taking in 100 of 1,000 files, 200 a second, some 4 s left",
        "taking in 800 of 1,000 files, 123 a second, some 2 s left",
        "the drop is taken in, after 8.5 s",
        "turn in 0.50 s: published 200",
    ]


def test_a_terminal_has_a_bar(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.INFO)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    progress = Progress()
    for done, total in ((100, 1000), (500, 1000), (900, 1200)):
        progress.tell(report(done, total))
    progress.tell(report())
    shown = terminal.getvalue()
    assert "100/1000" in shown
    assert "900/1200" in shown
    assert "a second" in shown
    assert not any(line.startswith("taking in") for line in caplog.messages)


def test_health_and_desk_say_how_far_a_drop_is_and_hubs_are_woken_when_it_is_done(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_module, "BATCH_FILES", 2)
    for number in range(5):
        newsroom.drop(f"world/{number}.txt", story(f"Harbour {number}"))
    newsroom.now = datetime.now(UTC) - timedelta(seconds=10)  # the desk goes by the clock on the wall
    newsroom.turn()
    schedule, told, woken = Schedule(newsroom.press), [], []
    client, plain = newsroom.app().test_client(), newsroom.press.turn
    newsroom.now += timedelta(seconds=9)

    def turn() -> TurnReport:
        made = plain()
        told.append((client.get("/health").json["progress"], "taking in" in client.get("/desk").text))
        return made

    monkeypatch.setattr(newsroom.press, "turn", turn)
    monkeypatch.setattr(schedule, "_wake_hubs", lambda: woken.append(len(told)))
    schedule.turn()
    steps = [("taking in 2 of 5 files", True), ("taking in 4 of 5 files", True)]
    assert told == [*steps, ("", False), ("", False)]
    assert woken == [3, 4]
