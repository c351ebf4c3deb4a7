"""Counts of several processes: added up, taken over from the dead, lost by nobody's fault without harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from feedservice.store.lease import HOST
from feedservice.web.counting.count_files import FOLDER_NAME, CountFiles
from feedservice.web.counting.own_counts import OwnCounts, today
from feedservice.web.ready_answers import Ready

SERIES = ("other", "404", "identity")


def asked(times: int) -> OwnCounts:
    counts = OwnCounts()
    count(counts, times)
    return counts


def count(counts: OwnCounts, times: int) -> None:
    app = counts.counting(nowhere)
    for _ in range(times):
        app({"PATH_INFO": "/nowhere", "REQUEST_METHOD": "GET"}, lambda *_: None)


def nowhere(_: object, start_response: Callable[..., object]) -> list[bytes]:
    start_response("404 Not Found", [("Content-Length", "10")])
    return [b"not found."]


def left_by(number: int, folder: Path, requests: int) -> Path:
    """A file of counts as a process with this number leaves it."""
    (folder / FOLDER_NAME).mkdir(exist_ok=True)
    path = folder / FOLDER_NAME / f"{quote(f'{HOST}:{number}:0123abcd', safe='')}.json"
    said = [["Feedbin", "/rss.xml", today(), 42, 0]]
    path.write_text(json.dumps({"requests": [[*SERIES, requests, 7, 0, 0]], "readers": said}))
    return path


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_living_processes_count_is_added_up(tmp_path: Path) -> None:
    left_by(os.getppid(), tmp_path, 5)
    files = CountFiles(tmp_path, asked(3))
    found = files.keep()
    assert found.requests[SERIES].requests == 8
    assert found.requests[SERIES].sent_bytes == 37
    assert [(one.service, one.most) for one in found.readers] == [("Feedbin", 42)]
    assert len(list((tmp_path / FOLDER_NAME).glob("*.json"))) == 2


def test_what_the_dead_have_counted_is_taken_over_once(tmp_path: Path) -> None:
    left = left_by(ended_process(), tmp_path, 5)
    files, other = CountFiles(tmp_path, asked(3)), CountFiles(tmp_path, asked(0))
    assert files.keep().requests[SERIES].requests == 8
    for one in (files, other, files, other):
        one.keep()
    assert not left.exists()
    assert len(list((tmp_path / FOLDER_NAME).glob("*.json"))) == 1
    assert files.keep().requests[SERIES].requests == 8
    assert other.keep().requests[SERIES].requests == 8


def test_damaged_files_and_those_of_other_machines_count_for_nothing(tmp_path: Path) -> None:
    left_by(os.getppid(), tmp_path, 5).write_text('{"requests": [[1, 2]], "readers": 7}')
    left_by(ended_process(), tmp_path, 5).write_text("no JSON")
    left_by(1, tmp_path, 9).rename(tmp_path / FOLDER_NAME / "elsewhere%3A1%3A0123abcd.json")
    files = CountFiles(tmp_path, asked(3))
    files.keep()
    assert files.keep().requests[SERIES].requests == 3


def test_where_nothing_can_be_written_a_process_counts_for_itself(tmp_path: Path) -> None:
    (tmp_path / FOLDER_NAME).write_text("a file is in the way")
    files = CountFiles(tmp_path, asked(3))
    files.keep()
    assert files.keep().requests[SERIES].requests == 3


def test_a_sum_never_falls_whichever_process_is_asked(tmp_path: Path) -> None:
    mine = asked(7)
    one, other = CountFiles(tmp_path, mine), CountFiles(tmp_path, asked(0))
    assert one.keep().requests[SERIES].requests == 7
    assert other.keep().requests[SERIES].requests == 7, "what was told was written down before"


def test_an_heir_that_was_killed_before_it_removed_what_it_took_makes_nothing_count_twice(tmp_path: Path) -> None:
    first, heir = left_by(ended_process(), tmp_path, 5), left_by(ended_process(), tmp_path, 8)
    content = json.loads(heir.read_text())
    heir.write_text(json.dumps({**content, "taken": [first.name]}))
    files = CountFiles(tmp_path, asked(0))
    assert files.keep().requests[SERIES].requests == 8
    files.keep()
    assert not first.exists()
    assert not heir.exists()
    assert files.keep().requests[SERIES].requests == 8


def test_what_cannot_be_taken_over_is_left_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left, mine = left_by(ended_process(), tmp_path, 5), asked(3)
    files = CountFiles(tmp_path, mine)
    with monkeypatch.context() as full:
        full.setattr("feedservice.web.counting.count_files.begin", no_room)
        for _ in range(2):
            files.keep()
            assert left.exists()
            assert files.keep().requests[SERIES].requests == 8
    files.keep()
    assert not left.exists()
    assert files.keep().requests[SERIES].requests == 8


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_state_folder_that_was_taken_away_is_not_made_anew(tmp_path: Path) -> None:
    CountFiles(tmp_path / "away", asked(3)).keep()
    assert not (tmp_path / "away").exists()


def test_the_file_of_a_living_process_that_is_not_asked_for_long_is_kept(tmp_path: Path) -> None:
    living = left_by(os.getppid(), tmp_path, 5)
    stranger = living.with_name("elsewhere%3A1%3A0123abcd.json")
    stranger.write_text("{}")
    for path in (living, stranger):
        os.utime(path, (0, 0))
    files = CountFiles(tmp_path, asked(3))
    files.keep()
    assert living.exists()
    assert not stranger.exists()
    assert files.keep().requests[SERIES].requests == 8


def test_threads_and_new_editions_make_no_count_of_pages_get_lost() -> None:
    counts, ready = OwnCounts(), Ready("", "", [], [], [b"body"])
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        askers = [threading.Thread(target=count, args=(counts, 2000)) for _ in range(4)]
        for asker in askers:
            asker.start()
        while any(asker.is_alive() for asker in askers):
            counts.follow({f"/{number}": {"identity": ready} for number in range(20)})
            counts.follow({})
        for asker in askers:
            asker.join()
    finally:
        sys.setswitchinterval(before)
    assert counts.totals()[SERIES].requests == 8000


def test_a_forked_process_counts_from_its_first_request_on_and_not_for_its_parent() -> None:
    counts = asked(5)
    counts.begin_anew()
    assert counts.totals() == {}
