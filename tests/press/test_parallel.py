"""Reading by several processes: the same articles as by one, whatever happens to the processes."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from feedservice.editing.prepare import Draft
from feedservice.editing.surroundings import Bench
from feedservice.press import parallel
from tests.newsroom import Newsroom, picture, story
from tests.service import is_alive, until

SIDECAR = "credit: Harbour Agency\n"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files count as very many."""
    monkeypatch.setattr(parallel, "MANY_FILES", 4)


@pytest.fixture
def room_of(tmp_path: Path) -> Iterator[Callable[[str, int], Newsroom]]:
    """Newsrooms with folders of their own, and so many reading processes."""
    rooms = []

    def make(name: str, processes: int) -> Newsroom:
        (tmp_path / name).mkdir()
        folders = tmp_path / name / "content", tmp_path / name / "state"
        rooms.append(Newsroom(*folders, options={"reading_processes": processes}))
        return rooms[-1]

    yield make
    for room in rooms:
        room.press.turn()  # nothing to read: the processes go
        room.close()


def fill(newsroom: Newsroom) -> None:
    for number in range(6):
        newsroom.drop(f"world/story-{number}.txt", story(f"Story {number}"))
    newsroom.drop("world/story-1.jpg", picture("red"))
    newsroom.drop("world/story-2.yaml", SIDECAR)
    newsroom.drop("world/empty.html", "<h1>Only a headline</h1>")
    newsroom.drop("world/embargoed.txt", "Embargo: 2099-01-01 08:00\n\n" + story("Later"))


def told(newsroom: Newsroom) -> dict[str, tuple[object, ...]]:
    return {
        path: (one.receipt.outcome, one.receipt.headline, one.receipt.problems, one.receipt.evidence, one.receipt.cut)
        for path, one in newsroom.receipts().items()
    }


def count_taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths whose drafts the press took from the other processes."""
    taken: list[str] = []
    take = parallel.DraftingRoom.take

    def counted(self: parallel.DraftingRoom, path: str, bench: Bench) -> Draft | None:
        made = take(self, path, bench)
        taken.extend([path] if made else [])
        return made

    monkeypatch.setattr(parallel.DraftingRoom, "take", counted)
    return taken


def test_several_processes_make_what_one_makes(
    room_of: Callable[[str, int], Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = count_taken(monkeypatch)
    one, several = room_of("one", 1), room_of("several", 2)
    for newsroom in (one, several):
        fill(newsroom)
        newsroom.settle()
    assert {f"world/story-{number}.txt" for number in range(6)} | {"world/embargoed.txt"} <= set(taken)
    assert told(one) == told(several)
    titles = [[entry.title for entry in newsroom.feed().entries] for newsroom in (one, several)]
    assert titles[0] == titles[1]
    assert len(titles[0]) == 6


def test_no_tree_travels_between_processes(
    room_of: Callable[[str, int], Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom, take, sent = room_of("several", 2), parallel.DraftingRoom.take, list[bytes]()

    def kept(self: parallel.DraftingRoom, path: str, bench: Bench) -> Draft | None:
        made = take(self, path, bench)
        sent.append(pickle.dumps(made))
        return made

    monkeypatch.setattr(parallel.DraftingRoom, "take", kept)
    fill(newsroom)
    newsroom.drop("world/page.html", f"<h1>Page</h1><p>By Ana Ruiz</p>{'<p>Boats <b>left</b> at dawn.</p>' * 3}")
    newsroom.settle()
    assert any(b"Boats <b>left</b> at dawn" in one or b"Boats left at dawn" in one for one in sent)
    assert not [one for one in sent if b"bs4" in one or b"lxml" in one]


def test_a_photo_that_changed_meanwhile_makes_a_draft_worthless(
    room_of: Callable[[str, int], Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = room_of("several", 2)
    fill(newsroom)
    taken, ask = count_taken(monkeypatch), parallel.DraftingRoom.ask

    def late(self: parallel.DraftingRoom, paths: list[str], bench: Bench) -> None:
        ask(self, paths, bench)
        stamp = bench.seen.stamps["world/story-1.jpg"]
        errand, coming = self.asked["world/story-1.txt"]
        older = {**errand.stamps, "world/story-1.jpg": stamp._replace(mtime_ns=stamp.mtime_ns - 1)}
        self.asked["world/story-1.txt"] = replace(errand, stamps=older), coming

    monkeypatch.setattr(parallel.DraftingRoom, "ask", late)
    newsroom.settle()
    assert "world/story-1.txt" not in taken
    assert newsroom.outcome("world/story-1.txt") == "published"


def test_the_press_reads_on_when_the_processes_are_killed(room_of: Callable[[str, int], Newsroom]) -> None:
    newsroom = room_of("several", 2)
    fill(newsroom)
    newsroom.turn(10)
    room = newsroom.press._room = parallel.DraftingRoom(newsroom.settings)
    room.executor.submit(os.getpid).result()
    for process in list(room.executor._processes.values()):
        os.kill(process.pid or 0, signal.SIGKILL)
    newsroom.turn(10)
    assert {newsroom.outcome(f"world/story-{number}.txt") for number in range(6)} == {"published"}


def test_the_processes_end_with_a_killed_press(tmp_path: Path) -> None:
    program = dedent("""
        import os, signal
        from feedservice.press.parallel import DraftingRoom
        from feedservice.settings import Settings
        if __name__ == "__main__":
            room = DraftingRoom(Settings(reading_processes=1))
            print(room.executor.submit(os.getpid).result(), flush=True)
            signal.pause()
    """)
    (tmp_path / "program.py").write_text(program)
    with subprocess.Popen([sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE, text=True) as press_like:
        assert press_like.stdout is not None
        reader = int(press_like.stdout.readline())
        press_like.kill()
    until(lambda: not is_alive(reader), "the reading process to end")
