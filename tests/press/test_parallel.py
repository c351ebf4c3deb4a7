"""Reading by several processes: the same articles as by one, whatever happens to the processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from feedservice.editing.prepare import Draft
from feedservice.editing.surroundings import Bench
from feedservice.errors import DoubleStory
from feedservice.press.reading import parallel, reading_process
from feedservice.press.reading.reading_process import Answer, Errand
from tests import slow_reading, warm
from tests.newsroom import Newsroom, picture, story
from tests.service import is_alive, until
from tests.slow_reading import DEADLY, ENDLESS

SIDECAR = "credit: Harbour Agency\n"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files count as very many."""
    monkeypatch.setattr(parallel, "MANY_FILES", 4)


@pytest.fixture(scope="module", autouse=True)
def warm_processes() -> Iterator[None]:
    with warm.spawning():
        yield


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
    is_good = parallel.DraftingRoom._is_good

    def counted(self: parallel.DraftingRoom, path: str, said: Answer, errand: Errand, bench: Bench) -> bool:
        good = is_good(self, path, said, errand, bench)
        taken.extend([path] if good else [])
        return good

    monkeypatch.setattr(parallel.DraftingRoom, "_is_good", counted)
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
    newsroom, take, sent = room_of("several", 2), parallel.DraftingRoom.draft, list[bytes]()

    def kept(self: parallel.DraftingRoom, path: str, bench: Bench) -> Draft | None:
        made = take(self, path, bench)
        sent.append(pickle.dumps(made))
        return made

    monkeypatch.setattr(parallel.DraftingRoom, "draft", kept)
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
        errand = self.asked["world/story-1.txt"]
        older = {**errand.stamps, "world/story-1.jpg": stamp._replace(mtime_ns=stamp.mtime_ns - 1)}
        self.asked["world/story-1.txt"] = replace(errand, stamps=older)

    monkeypatch.setattr(parallel.DraftingRoom, "ask", late)
    newsroom.settle()
    assert "world/story-1.txt" not in taken
    assert newsroom.outcome("world/story-1.txt") == "published"


def test_the_press_reads_on_when_the_processes_are_killed(room_of: Callable[[str, int], Newsroom]) -> None:
    newsroom = room_of("several", 2)
    fill(newsroom)
    newsroom.turn(10)
    room = newsroom.press._room = parallel.drafting_room(newsroom.settings, parallel.MANY_FILES)
    assert room
    room.warm()
    room.readers[0].process.kill()
    newsroom.turn(10)
    assert {newsroom.outcome(f"world/story-{number}.txt") for number in range(6)} == {"published"}


def test_the_processes_end_with_a_killed_press(tmp_path: Path) -> None:
    program = dedent("""
        import signal
        from feedservice.press.reading.parallel import DraftingRoom
        from feedservice.settings import Settings
        if __name__ == "__main__":
            room = DraftingRoom(Settings())
            room.warm()
            print(room.readers[0].process.pid, flush=True)
            signal.pause()
    """)
    (tmp_path / "program.py").write_text(program)
    with subprocess.Popen([sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE, text=True) as press_like:
        assert press_like.stdout is not None
        reader = int(press_like.stdout.readline())
        press_like.kill()
    until(lambda: not is_alive(reader), "the reading process to end")


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom whose files may take five seconds each, by one process."""
    room = Newsroom(
        tmp_path / "content", tmp_path / "state", options={"reading_limit_seconds": 5, "reading_processes": 1}
    )
    yield room
    room.press.close()
    room.close()


@pytest.fixture
def odd_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes are such that some files end them, or have no end."""
    monkeypatch.setattr(reading_process, "serve", slow_reading.serve)


def test_one_file_is_read_by_a_process_that_is_ready_and_stays(limited: Newsroom) -> None:
    limited.drop("a.txt", story("Ferry"))
    limited.drop("a.jpg", picture())
    limited.turn(10)
    room = limited.press._room
    assert room
    (first,) = room.readers
    limited.turn(10)
    assert limited.outcome("a.txt") == "published"
    assert limited.feed().entries[0].enclosures
    limited.turn(10)
    assert room.readers == [first]
    assert is_alive(first.process.pid or 0)


def test_what_is_wrong_with_a_file_is_told_as_if_the_press_had_read_it(
    limited: Newsroom, room_of: Callable[[str, int], Newsroom]
) -> None:
    by_itself = room_of("itself", 1)
    for newsroom in (limited, by_itself):
        newsroom.drop("empty.html", "<h1>Only a headline</h1>")
        newsroom.drop("broken.docx", "no Word file")
        newsroom.drop("sidecar.txt", story("Ferry"))
        newsroom.drop("sidecar.yaml", "headline: [")
        newsroom.settle()
    assert told(limited) == told(by_itself)
    assert limited.outcome("sidecar.txt") == "refused"


def test_a_file_that_takes_for_ever_is_refused_and_holds_up_no_other(
    limited: Newsroom, odd_files: None, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        limited.drop(f"a{number}.txt", story(f"Before {number}"))
        limited.drop(f"z{number}.txt", story(f"After {number}"))
    limited.drop(ENDLESS, story("For ever"))
    limited.settle()
    assert limited.outcome(ENDLESS) == "refused"
    assert "took longer than 5 seconds" in limited.what(ENDLESS)
    others = {limited.outcome(f"{letter}{number}.txt") for letter in "az" for number in range(3)}
    assert others == {"published"}
    assert "another takes its place" in caplog.text
    limited.turn(10)
    assert "took longer" in limited.what(ENDLESS)


def test_a_file_that_ends_its_process_is_tried_twice_and_is_our_fault(limited: Newsroom, odd_files: None) -> None:
    limited.drop("a.txt", story("Ferry"))
    limited.drop(DEADLY, story("For ever"))
    limited.press.propagate_bugs = False
    limited.settle()
    assert limited.outcome("a.txt") == "published"
    assert "our fault" in limited.what(DEADLY)


def test_an_error_travels_whole() -> None:
    error = DoubleStory("a.txt", "It is double.", "Delete one.", "tag:a")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (DoubleStory, str(error), vars(error))
