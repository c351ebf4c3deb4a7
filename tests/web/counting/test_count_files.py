"""Counts of several processes: added up, taken over from the dead, lost by nobody's fault without harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from feedservice.store.lease import HOST
from feedservice.web.counting.count_files import FOLDER_NAME, CountFiles
from feedservice.web.counting.own_counts import OwnCounts, today

SERIES = ("other", "404", "identity")


def asked(times: int) -> OwnCounts:
    counts = OwnCounts()
    for _ in range(times):
        counts.note("/nowhere", "404 Not Found"[:3], [("Content-Length", "10")], is_feed=False, has_body=True)
    return counts


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
    files.keep({})
    totals, said = files.all({})
    assert totals[SERIES].requests == 8
    assert totals[SERIES].sent_bytes == 37
    assert [(one.service, one.most) for one in said] == [("Feedbin", 42)]
    assert len(list((tmp_path / FOLDER_NAME).iterdir())) == 2


def test_what_the_dead_have_counted_is_taken_over_once(tmp_path: Path) -> None:
    left = left_by(ended_process(), tmp_path, 5)
    files, other = CountFiles(tmp_path, asked(3)), CountFiles(tmp_path, asked(0))
    assert files.all({})[0][SERIES].requests == 8
    for one in (files, other, files, other):
        one.keep({})
    assert not left.exists()
    assert len(list((tmp_path / FOLDER_NAME).iterdir())) == 1
    assert files.all({})[0][SERIES].requests == 8
    assert other.all({})[0][SERIES].requests == 8


def test_damaged_files_and_those_of_other_machines_count_for_nothing(tmp_path: Path) -> None:
    left_by(os.getppid(), tmp_path, 5).write_text('{"requests": [[1, 2]], "readers": 7}')
    left_by(ended_process(), tmp_path, 5).write_text("no JSON")
    left_by(1, tmp_path, 9).rename(tmp_path / FOLDER_NAME / "elsewhere%3A1%3A0123abcd.json")
    files = CountFiles(tmp_path, asked(3))
    files.keep({})
    assert files.all({})[0][SERIES].requests == 3


def test_where_nothing_can_be_written_a_process_counts_for_itself(tmp_path: Path) -> None:
    (tmp_path / FOLDER_NAME).write_text("a file is in the way")
    files = CountFiles(tmp_path, asked(3))
    files.keep({})
    assert files.all({})[0][SERIES].requests == 3
