"""Receipts beside the files: what they say, when they are written, and that nothing of them ever counts as news."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedservice.folder.scan import is_away, scan
from feedservice.folder.stamps import RECEIPTS
from feedservice.press.beside.receipt_files import ReceiptFiles, receipt_files
from feedservice.press.beside.receipt_words import MARK
from feedservice.press.listening.arrivals import Arrivals
from feedservice.press.listening.folder_events import listen
from tests.newsroom import Newsroom, picture, story


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"receipts_in_folder": True})
    room.drop("world/quay.txt", story("Quay"))
    room.drop("world/quay.jpg", picture())
    room.drop("Headline.txt", "Headline alone")
    room.settle()
    yield room
    room.close()


def keeper(room: Newsroom) -> ReceiptFiles:
    return receipt_files(room.settings, room.store, lambda: room.now)[0]


def lying(room: Newsroom) -> dict[str, int]:
    """Every receipt, and when it was written."""
    top = room.content / RECEIPTS
    return {str(one.relative_to(top)): one.stat().st_ino for one in top.rglob("*") if one.is_file()}


def test_each_file_has_its_receipt_in_plain_words_as_long_as_it_is_there(room: Newsroom) -> None:
    keeps = keeper(room)
    keeps.tell()
    first = lying(room)
    assert set(first) == {"world/quay.txt.txt", "world/quay.jpg.txt", "Headline.txt.txt", "NEEDS-A-LOOK.txt"}
    said = (room.content / RECEIPTS / "world/quay.txt.txt").read_text()
    assert said.startswith(
        "world/quay.txt\n\nPUBLISHED: In the feeds and on the site.\nHeadline: Quay reopens after storm\n"
    )
    assert "Address: http://127.0.0.1:8000/articles/" in said
    assert "Since: 23 November 2026, " in said
    assert said.rstrip().endswith(MARK)
    refused = (room.content / RECEIPTS / "Headline.txt.txt").read_text()
    assert "REFUSED: " in refused
    assert "What to mend:\n  - " in refused
    listed = (room.content / RECEIPTS / "NEEDS-A-LOOK.txt").read_text()
    assert listed.startswith("1 file needs a look.\n\nHeadline.txt\n    ")
    room.turn(10)
    keeps.tell()
    keeper(room).tell()  # after a restart
    assert lying(room) == first, "nothing is written that is as it was"
    room.drop("Headline.txt", story("Mended"))
    room.settle()
    keeps.tell()
    now = lying(room)
    assert {path for path in first if now.get(path) != first[path]} == {"Headline.txt.txt", "NEEDS-A-LOOK.txt"}
    assert "NEEDS-A-LOOK.txt" not in now
    (room.content / "world/quay.txt").unlink()
    (room.content / "world/quay.jpg").unlink()
    room.lapse()
    keeps.tell()
    assert set(lying(room)) == {"Headline.txt.txt"}
    assert not (room.content / RECEIPTS / "world").exists()


def test_receipts_are_no_news_and_bring_no_turn(room: Newsroom) -> None:
    keeps = keeper(room)
    before = set(scan(room.content).stamps)
    stop = threading.Event()
    arrivals = Arrivals()
    heard = listen(room.content, arrivals, stop, 2.0)
    next(heard)
    keeps.tell()
    room.drop(f"{RECEIPTS}/mine.txt", story("Mine"))
    room.drop("last.txt", story("Last"))
    next(heard)
    stop.set()
    assert not any(arrivals.is_whole(f"{RECEIPTS}/{path}") for path in lying(room))
    assert arrivals.is_whole("last.txt")
    assert set(scan(room.content).stamps) == before | {"last.txt"}
    room.settle()
    assert not any(path.startswith(RECEIPTS) for path in room.receipts())
    for path in ("last.txt", "Headline.txt", "world/quay.txt", "world/quay.jpg"):
        (room.content / path).unlink()
    (room.content / "world").rmdir()
    assert is_away(room.content), "a share that holds nothing but receipts is one whose files are away"


def test_what_is_not_ours_is_left_alone(room: Newsroom, tmp_path: Path) -> None:
    room.drop(f"{RECEIPTS}/Headline.txt.txt", "my own notes")
    (tmp_path / "elsewhere").mkdir()
    (room.content / RECEIPTS / "world").symlink_to(tmp_path / "elsewhere")
    keeps = keeper(room)
    keeps.tell()
    assert (room.content / RECEIPTS / "Headline.txt.txt").read_text() == "my own notes"
    assert not list((tmp_path / "elsewhere").iterdir()), "nothing is written through a link"
    off = Newsroom(room.content, room.state)
    assert not off.settings.receipts_in_folder
    for one in receipt_files(off.settings, off.store, lambda: off.now):
        one.tell()
    assert (room.content / RECEIPTS / "Headline.txt.txt").read_text() == "my own notes"
    assert not (room.content / RECEIPTS / "NEEDS-A-LOOK.txt").exists()
    assert receipt_files(off.settings, off.store, lambda: off.now) == [], (
        "when it is off, and cleared away, nothing is done"
    )
    off.close()


def test_a_folder_that_cannot_be_written_is_told_of_once(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps = keeper(room)
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(Path, "mkdir", lambda *_, **__: os.open("/nowhere/at/all", os.O_RDONLY))
        again = keeps.tell()
        assert again
        assert keeps.tell() == again, "not asked for at every turn"
        room.now = again
        keeps.tell()
    assert len([one for one in caplog.records if "cannot be written" in one.message]) == 1
    room.now = room.now.replace(year=2027)
    keeps.tell()
    assert len(lying(room)) == 4


def test_names_as_long_as_a_disk_takes_have_receipts_too(room: Newsroom) -> None:
    room.drop("ü" * 125 + ".txt", story("Long"))
    room.settle()
    keeper(room).tell()
    assert len(lying(room)) == 5
