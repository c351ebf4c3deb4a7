"""What is judged of what is seen: the press's state, alarms, and problems that begin and end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedservice.feeds.lint import lint
from feedservice.store.turns import TurnRecord
from feedservice.store.watch.press_note import PressNote
from feedservice.web.desk.problem_feed import feed_of
from feedservice.web.watching import problem_book
from feedservice.web.watching.alarms import KINDS, LITTLE_ROOM_BYTES, Condition, conditions
from feedservice.web.watching.problem_book import ProblemBook
from feedservice.web.watching.signs import HubSign, Signs
from feedservice.web.watching.state_of_press import state_of_press

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
NOTE = PressNote("here:7:abc", NOW, NOW - timedelta(minutes=5), "read", 3, 50)


def turned(number: int, ago: float, *, succeeded: bool = True, message: str = "", failure: str = "") -> TurnRecord:
    at = NOW - timedelta(seconds=ago)
    return TurnRecord(number, at, at, succeeded, message, {}, failure=failure)


def seen(*, ago: float | None = 5.0, **signs: object) -> Signs:
    """Signs of a press whose last success is so many seconds ago."""
    last = None if ago is None else turned(10, ago)
    return replace(Signs(NOW, last=last, success=last, free_bytes=10**12), **signs)  # type: ignore[arg-type]


def status(signs: Signs) -> str:
    return state_of_press(signs).status


def kinds(signs: Signs) -> list[str]:
    return [one.kind for one in conditions(signs, state_of_press(signs))]


def test_all_is_well() -> None:
    assert status(seen()) == "ok"
    assert kinds(seen()) == []


def test_a_long_turn_is_named_with_what_it_is_at() -> None:
    press = state_of_press(seen(ago=300.0, note=NOTE))
    assert (press.status, press.is_alarm) == ("busy", False)
    assert press.message == "A turn has been under way for 5 min: reading files, 3 of 50 done."
    assert "reading files" in press.progress
    assert kinds(seen(ago=300.0, note=NOTE)) == ["late"], "which is an alarm after half an hour"
    assert status(seen(ago=None, note=NOTE)) == "busy", "the first turn may be long"


def test_a_folder_that_does_not_answer_is_an_alarm_long_before_a_long_turn_is() -> None:
    looking = seen(ago=300.0, note=replace(NOTE, part="look", done=0, total=0))
    found = conditions(looking, state_of_press(looking))
    assert [one.kind for one in found] == ["folder"]
    assert "Does the share" in found[0].what
    assert ProblemBook().after(found, NOW).alarms, "which is late for four minutes and a half"
    soon = seen(ago=100.0, note=replace(NOTE, part="look"))
    assert not ProblemBook().after(conditions(soon, state_of_press(soon)), NOW).alarms


def test_the_note_of_a_press_that_is_no_more_counts_for_nothing() -> None:
    old = replace(NOTE, at=NOW - timedelta(minutes=2))
    press = state_of_press(seen(ago=300.0, note=old))
    assert (press.status, press.progress) == ("stopped", "")


def test_who_has_locked_the_database_is_named() -> None:
    waiting = replace(NOTE, part="wait", total=0, done=0)
    press = state_of_press(seen(ago=300.0, note=waiting, database_holder="sqlite3 (process 4242)"))
    assert (press.status, press.is_alarm) == ("blocked", True)
    assert "sqlite3 (process 4242) has locked the database" in press.message
    assert status(seen(ago=300.0, note=NOTE, database_holder="python (process 7)")) == "busy", "that is the press"
    assert status(seen(database_holder="sqlite3 (process 4242)")) == "ok", "not before turns are late"


def test_who_has_the_lease_is_named() -> None:
    press = state_of_press(seen(ago=300.0, press_holder="elsewhere:99:abc"))
    assert press.status == "blocked"
    assert press.message.startswith("A process elsewhere (elsewhere:99) has the lease")
    here = state_of_press(seen(ago=300.0, press_holder="here:9:abc", press_program="feedservice restore (process 9)"))
    assert here.message.startswith("feedservice restore (process 9) has the lease for turns.")
    assert status(seen(ago=300.0, press_holder=NOTE.holder, note=NOTE)) == "busy"


def test_a_failure_that_could_not_be_noted_is_told_all_the_same() -> None:
    note = PressNote("here:7:abc", NOW, NOW, trouble="The store failed while writing: disk I/O error.")
    assert state_of_press(seen(ago=300.0, note=note)).message == note.trouble


def test_turns_that_fail_are_an_alarm_once_it_is_no_chance_and_name_the_folder() -> None:
    success = turned(10, 20)
    failed = turned(11, 5, succeeded=False, message="The content folder is not there.", failure="FolderError")
    once = seen(last=failed, success=success)
    assert (status(once), kinds(once)) == ("failing", [])
    assert kinds(replace(once, last=replace(failed, number=13))) == ["folder"]
    assert kinds(replace(once, last=replace(failed, number=13, failure="StoreError"))) == ["failing"]
    assert kinds(replace(once, success=turned(10, 3000))) == ["folder"]


@pytest.mark.parametrize(
    ("signs", "kind"),
    [
        (seen(ago=100.0), "late"),
        (seen(ago=None), "late"),
        (seen(store_error="The store failed."), "store"),
        (seen(last=turned(10, 5, message="4 of 5 articles have lost their files.")), "holding"),
        (seen(quiet_hours=6, newest=NOW - timedelta(hours=7)), "quiet"),
        (seen(hubs=(HubSign("https://hub.example", in_vain=3, is_failing=True),)), "hub"),
        (seen(free_bytes=LITTLE_ROOM_BYTES - 1), "disk"),
        (seen(disk_error="Permission denied"), "state"),
        (seen(refused_long=2), "files"),
        (seen(unset_channels=1), "feeds"),
    ],
)
def test_each_alarm_has_its_sign(signs: Signs, kind: str) -> None:
    assert kinds(signs) == [kind]
    assert kind in KINDS


def test_a_newsroom_may_be_quiet() -> None:
    assert kinds(seen(quiet_hours=0, newest=NOW - timedelta(days=7))) == []
    assert kinds(seen(quiet_hours=6, newest=NOW - timedelta(hours=5))) == []
    assert kinds(seen(quiet_hours=6, newest=None)) == []


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is seen counts at once, unless a test says otherwise."""
    monkeypatch.setattr(problem_book, "_SETTLES", timedelta())


def test_what_is_seen_for_a_moment_is_nothing_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_book, "_SETTLES", timedelta(seconds=5))
    late = Condition("late", "No turn.", since=NOW - timedelta(hours=1))
    book = ProblemBook().after([late], NOW)
    assert not book.alarms
    assert book.after([], NOW + timedelta(seconds=10)) == ProblemBook()
    assert [one.began for one in book.after([late], NOW + timedelta(seconds=10)).alarms] == [late.since]


def test_no_two_things_happen_in_the_same_second() -> None:
    both = [Condition("late", "No turn."), Condition("disk", "No room.")]
    book = ProblemBook().after(both, NOW).after([Condition("files", "Refused.")], NOW)
    times = [time for one in (*book.standing, *book.over) for time in (one.raised, one.ended) if time]
    assert len(times) == len(set(times)) == 5
    assert lint(feed_of(book, "https://news.example.org", "The Packet"), now=NOW + timedelta(hours=1)) == ()


def test_a_problem_is_an_alarm_when_it_has_lasted_and_is_over_when_it_is_no_more() -> None:
    hub = Condition("hub", "It could not be told.", "https://hub.example", patience=timedelta(hours=1))
    book = ProblemBook().after([hub], NOW)
    assert not book.alarms
    book = book.after([], NOW + timedelta(minutes=30))
    assert book == ProblemBook(), "what passes by itself is nothing to tell"
    book = ProblemBook().after([hub], NOW).after([hub], NOW + timedelta(minutes=61))
    assert [one.began for one in book.alarms] == [NOW]
    said = replace(hub, what="It still could not be told.")
    assert book.after([said], NOW + timedelta(hours=2)) == book, "an entry once read does not change"
    over = book.after([], NOW + timedelta(hours=3))
    assert not over.alarms
    assert [one.ended for one in over.over] == [NOW + timedelta(hours=3)]
    assert problem_book.read(problem_book.written(over)) == over
    assert over.after([], NOW + timedelta(days=40)) == ProblemBook()


def test_the_feed_has_an_entry_for_each_and_another_when_it_is_over() -> None:
    late = Condition("late", "No turn & <none>.", since=NOW - timedelta(minutes=1))
    one = ProblemBook().after([late], NOW)
    over = one.after([], NOW + timedelta(minutes=5))
    documents = [feed_of(book, "https://news.example.org", "The Packet") for book in (ProblemBook(), one, over)]
    for document in documents:
        address = "https://news.example.org/desk/problems.xml"
        assert lint(document, content_type="application/atom+xml", address=address, now=NOW + timedelta(hours=1)) == ()
    assert documents[2].count(b"<entry") == 2
    ids = [part.split(b"</id>")[0] for part in documents[2].split(b"<id>")[1:]]
    assert len(set(ids)) == 3
    assert ids[2] == documents[1].split(b"<id>")[2].split(b"</id>")[0], "the first entry stays the same one"
    assert b"Over: Turns are late" in documents[2]
    assert feed_of(over, "https://news.example.org", "The Packet") == documents[2]
