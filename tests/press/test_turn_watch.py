"""What the turn under way is at, and how long its parts take."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedservice.press import turn_watch
from feedservice.press.turn_watch import TurnWatch
from feedservice.store.watch import press_note
from feedservice.store.watch.press_note import PARTS
from tests.newsroom import Newsroom, story

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


def watch(state: Path) -> TurnWatch:
    return TurnWatch(state, "here:1:abc", lambda: NOW)


def test_a_short_turn_leaves_no_note(tmp_path: Path) -> None:
    turning = watch(tmp_path)
    turning.begin(NOW)
    turning.tell()
    assert list(tmp_path.iterdir()) == []


def test_a_long_turn_leaves_a_note_until_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_watch, "_LONG_SECONDS", -1.0)
    turning = watch(tmp_path)
    turning.begin(NOW)
    turning.enter("read", 3, 50)
    turning.tell()
    note = press_note.found(tmp_path)
    assert note is not None
    assert (note.holder, note.began, note.doing) == ("here:1:abc", NOW, "reading files, 3 of 50 done")
    turning.end()
    turning.tell()
    assert press_note.found(tmp_path) is None


def test_a_state_folder_that_cannot_be_written_disturbs_no_turn(tmp_path: Path) -> None:
    turning = watch(tmp_path / "nowhere")
    turning.trouble = "The database is not there."
    turning.tell()
    turning.clear()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"at": 1}', b"\xff\xff", b'{"at": "x", "began": "y"}'])
def test_a_damaged_note_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / press_note.NAME).write_bytes(content)
    assert press_note.found(tmp_path) is None


def test_every_turn_remembers_its_parts_and_the_sum_of_all(newsroom: Newsroom) -> None:
    newsroom.drop("one.txt", story("One"))
    newsroom.settle()
    with newsroom.store.reading() as asked:
        last = asked.turns.last()
    assert last is not None
    assert set(last.parts) == set(PARTS)
    assert all(last.seconds_ever[part] >= last.parts[part] >= 0 for part in PARTS)
    assert "parts" not in last.counts


def test_a_turn_that_failed_says_what_kind_of_failure_it_was(newsroom: Newsroom) -> None:
    newsroom.turn()
    newsroom.content.rmdir()
    assert not newsroom.turn(5).succeeded
    with newsroom.store.reading() as asked:
        last = asked.turns.last()
    assert last is not None
    assert (last.failure, last.failed_ever, last.parts) == ("FolderError", 1, {})
