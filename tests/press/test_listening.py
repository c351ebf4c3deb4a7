"""What the system tells of the content folder: which files are whole, and when something happened."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from feedservice.article import Outcome
from feedservice.folder.scan import scan
from feedservice.folder.settle import Known, compare
from feedservice.folder.stamps import Scan, Stamp, stamp_of
from feedservice.press.listening.arrivals import QUIET_SECONDS, Arrivals
from feedservice.press.listening.folder_events import by_watchfiles, listen
from tests.factories import NOW
from tests.newsroom import Newsroom, picture, story
from tests.service import Service, until

STAMP, OTHER = Stamp(3, 1, 7), Stamp(4, 2, 7)
SETTLE = timedelta(seconds=2)
RESTED_SECONDS = 2.0


class Listener:
    """A thread that listens, and what it heard."""

    def __init__(self, root: Path, arrivals: Arrivals, by: Callable[..., Iterator[None]] = listen) -> None:
        self.heard = 0
        self.ended = False
        self.stopping = threading.Event()
        more = (arrivals, self.stopping, RESTED_SECONDS) if by is listen else (self.stopping,)
        self.thread = threading.Thread(target=self._listen, args=(by(root, *more),), daemon=True)
        self.thread.start()

    def _listen(self, events: Iterator[None]) -> None:
        for _ in events:
            self.heard += 1
        self.ended = True


@contextmanager
def listening(root: Path, arrivals: Arrivals, by: Callable[..., Iterator[None]] = listen) -> Iterator[Listener]:
    listener = Listener(root, arrivals, by)
    until(lambda: listener.heard, "listening to begin")
    yield listener
    listener.stopping.set()
    until(lambda: listener.ended, "listening to end")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/world").mkdir(parents=True)
    return tmp_path / "content"


# What is remembered


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_file_is_whole_when_it_came_and_all_has_been_quiet_in_its_folder() -> None:
    clock = Clock()
    arrivals = Arrivals(clock)
    arrivals.came("world/a.txt", STAMP)
    arrivals.came("sport/b.txt", STAMP)
    assert arrivals.whole() == {}
    clock.seconds += QUIET_SECONDS
    arrivals.stirs("world/a.jpg")
    assert arrivals.whole() == {"sport/b.txt": STAMP}
    clock.seconds += QUIET_SECONDS
    assert arrivals.whole() == {"world/a.txt": STAMP, "sport/b.txt": STAMP}
    arrivals.stirs("world/a.txt")
    clock.seconds += QUIET_SECONDS
    assert arrivals.whole() == {"sport/b.txt": STAMP}
    arrivals.forget()
    assert arrivals.whole() == {}


def test_what_was_told_is_forgotten_when_files_have_settled_long_ago() -> None:
    clock = Clock()
    arrivals = Arrivals(clock)
    for number in range(100):
        arrivals.came(f"{number}/a.txt", STAMP)
        clock.seconds += 1
    assert set(arrivals.whole()) == {f"{number}/a.txt" for number in range(40, 100)}


# The settle rule


def known(outcome: Outcome, stamp: Stamp = STAMP, ago: float = 0.0, growth: int = 0) -> Known:
    return Known(stamp, NOW - timedelta(seconds=ago), outcome, growth=growth)


@pytest.mark.parametrize(
    ("before", "early"),
    [
        (None, True),
        (known(Outcome.WAITING, growth=3), True),
        (known(Outcome.WAITING, OTHER), True),
        (known(Outcome.PUBLISHED, OTHER, ago=60), True),
        (known(Outcome.PUBLISHED, OTHER, ago=1), False),  # written piece by piece
        (known(Outcome.PUBLISHED, ago=1), False),  # read already
        (known(Outcome.GONE, OTHER, ago=1), True),
    ],
)
def test_a_whole_file_is_read_at_once_but_for_one_read_a_moment_ago(before: Known | None, early: bool) -> None:
    memory = {"a.txt": before} if before else {}
    found = compare(Scan({"a.txt": STAMP}), memory, NOW, SETTLE, whole={"a.txt": STAMP})
    assert (found.settled == ("a.txt",)) is early
    assert (found.early == {"a.txt"}) is early


def test_a_file_that_is_not_as_it_was_told_of_settles_and_an_empty_one_waits() -> None:
    empty = Stamp(0, 1, 7)
    seen = Scan({"a.txt": OTHER, "b.txt": empty})
    found = compare(seen, {}, NOW, SETTLE, whole={"a.txt": STAMP, "b.txt": empty})
    assert (found.settled, found.early, found.waiting) == ((), frozenset(), {"a.txt", "b.txt"})


def test_on_a_disk_that_counts_whole_seconds_a_whole_file_settles_unless_it_is_old() -> None:
    """Else what is written to it within the same second would never be seen."""
    now_ns = int(NOW.timestamp()) * 10**9
    fine, coarse, old = Stamp(3, now_ns - 1, 1), Stamp(3, now_ns, 2), Stamp(3, now_ns - 3 * 10**9, 3)
    stamps = {"fine.txt": fine, "coarse.txt": coarse, "old.txt": old}
    assert compare(Scan(stamps), {}, NOW, SETTLE, whole=stamps).early == {"fine.txt", "old.txt"}


def test_a_whole_file_that_has_rested_is_not_early() -> None:
    found = compare(
        Scan({"a.txt": STAMP}), {"a.txt": known(Outcome.WAITING, ago=3)}, NOW, SETTLE, whole={"a.txt": STAMP}
    )
    assert (found.settled, found.early) == (("a.txt",), frozenset())


# What the system tells


linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


def whole_of(arrivals: Arrivals, *paths: str) -> Callable[[], bool]:
    return lambda: set(arrivals.whole()) == set(paths)


@linux
def test_a_file_is_whole_when_it_is_closed_and_not_while_it_is_written(root: Path) -> None:
    arrivals = Arrivals()
    with listening(root, arrivals) as listener:
        before = listener.heard
        with (root / "world/a.txt").open("w") as file:
            file.write("Harbour")
            file.flush()
            until(lambda: listener.heard > before, "the first words to be heard of")
            assert arrivals.whole() == {}
            file.write(" reopens")
        until(whole_of(arrivals, "world/a.txt"), "the file to be whole")
        assert arrivals.whole() == dict(scan(root).stamps)
        with (root / "world/a.txt").open("a") as file:
            file.write(" and more")
            file.flush()
            until(whole_of(arrivals), "it to be known that it is written to again")
        until(whole_of(arrivals, "world/a.txt"), "it to be whole again")
        os.utime(root / "world/a.txt", (5, 5))
        until(lambda: arrivals.whole() == dict(scan(root).stamps), "its new time to be known")
        (root / "world/a.txt").unlink()
        until(whole_of(arrivals), "it to be forgotten")


@linux
def test_a_file_is_whole_when_it_is_put_in_its_place_from_inside_or_outside(root: Path) -> None:
    arrivals = Arrivals()
    (root.parent / "outside.txt").write_text("Ferry")
    (root / "world/.unfinished").write_text("Harbour")
    with listening(root, arrivals):
        (root / "world/.unfinished").rename(root / "world/a.txt")
        (root.parent / "outside.txt").rename(root / "b.txt")
        until(whole_of(arrivals, "world/a.txt", "b.txt"), "both to be whole")
        assert arrivals.whole() == dict(scan(root).stamps)
        (root / "b.txt").rename(root / "c.txt")
        until(whole_of(arrivals, "world/a.txt", "c.txt"), "the new name to count")


@linux
def test_what_programs_leave_is_not_worth_a_look_and_placeholders_are(root: Path) -> None:
    arrivals = Arrivals()
    with listening(root, arrivals) as listener:
        before = listener.heard
        (root / "world/~$report.docx").write_text("lock")
        (root / "world/.a.txt.swp").write_text("swap")
        (root / "node_modules").mkdir()
        time.sleep(5 * QUIET_SECONDS)
        assert listener.heard == before
        (root / "world/.report.docx.icloud").write_text("placeholder")
        until(lambda: listener.heard > before, "the placeholder to be heard of")


@linux
def test_folders_are_listened_to_wherever_they_come_from_and_go(root: Path) -> None:
    arrivals = Arrivals()
    bundle = root.parent / "bundle"
    (bundle / "deep").mkdir(parents=True)
    (bundle / "old.txt").write_text("Harbour")
    os.utime(bundle / "old.txt", (5, 5))
    (bundle / "deep/fresh.txt").write_text("Ferry")
    with listening(root, arrivals):
        bundle.rename(root / "bundle")
        until(whole_of(arrivals, "bundle/old.txt"), "what had rested to be whole")
        (root / "bundle/deep/new.txt").write_text("Bridge")
        until(whole_of(arrivals, "bundle/old.txt", "bundle/deep/new.txt"), "a file in the moved folder to be whole")
        (root / "bundle").rename(root / "moved")
        until(lambda: "moved/old.txt" in arrivals.whole(), "the folder to be known by its new name")
        (root / "moved/deep/more.txt").write_text("Road")
        until(lambda: "moved/deep/more.txt" in arrivals.whole(), "a file in it to be known by its new path")
        (root / "moved").rename(root.parent / "away")
        (root / "made/inside").mkdir(parents=True)

        def is_heard() -> bool:
            (root.parent / "away/deep/elsewhere.txt").write_text("Not ours")
            (root / "made/inside/ours.txt").write_text("Ours")
            time.sleep(2 * QUIET_SECONDS)
            return "made/inside/ours.txt" in arrivals.whole()

        until(is_heard, "a file in a new folder to be whole")
        assert not [path for path in arrivals.whole() if "elsewhere" in path]


@linux
def test_listening_ends_when_the_folder_is_gone_or_another(root: Path) -> None:
    arrivals = Arrivals()
    listener = Listener(root, arrivals)
    until(lambda: listener.heard, "listening to begin")
    (root / "a.txt").write_text("Harbour")
    until(whole_of(arrivals, "a.txt"), "the file to be whole")
    root.rename(root.parent / "other")
    root.mkdir()
    until(lambda: listener.ended, "listening to end")
    assert arrivals.whole() == {}
    with pytest.raises(FileNotFoundError):
        next(listen(root / "nowhere", arrivals, threading.Event(), RESTED_SECONDS))


@linux
def test_when_the_system_lost_events_nothing_told_before_holds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from inotify_simple import Event, INotify, flags  # noqa: PLC0415 – Linux alone has it

    arrivals = Arrivals()
    (root / "a.txt").write_text("Harbour")
    events = [[Event(1, flags.CLOSE_WRITE, 0, "a.txt")], [Event(-1, flags.Q_OVERFLOW, 0, "")]]
    monkeypatch.setattr(INotify, "read", lambda *_: events.pop(0))
    assert len(list(listen(root, arrivals, threading.Event(), RESTED_SECONDS))) == 1
    assert arrivals.whole() == {}
    assert not events


@linux
def test_more_folders_than_the_system_allows_are_told_once_and_the_others_go_on(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from inotify_simple import INotify  # noqa: PLC0415 – Linux alone has it

    for number in range(5):
        (root / f"many/{number}").mkdir(parents=True)
    add = INotify.add_watch

    def add_some(self: object, path: Path, mask: int) -> int:
        if "many" in str(path):
            raise OSError(28, "No space left on device")
        return int(add(self, path, mask))

    monkeypatch.setattr(INotify, "add_watch", add_some)
    arrivals = Arrivals()
    with listening(root, arrivals):
        (root / "world/a.txt").write_text("Harbour")
        until(whole_of(arrivals, "world/a.txt"), "the file to be whole")
    assert caplog.text.count("fs.inotify.max_user_watches") == 1


def test_where_there_is_no_inotify_watchfiles_says_that_something_happened(root: Path) -> None:
    with listening(root, Arrivals(), by_watchfiles) as listener:
        time.sleep(1)  # its own thread begins a little later
        (root / "world/a.txt").write_text("Harbour")
        until(lambda: listener.heard > 1, "the file to be heard of")


# What comes of it


def arrive(newsroom: Newsroom, *paths: str) -> None:
    for path in paths:
        newsroom.press.arrivals.came(path, stamp_of((newsroom.content / path).lstat()))
    time.sleep(QUIET_SECONDS)


def test_a_whole_story_with_its_photo_is_out_with_the_next_turn(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    arrive(newsroom, "world/harbour.txt", "world/harbour.jpg")
    assert newsroom.turn().counts["published"] == 1
    assert newsroom.feed().entries[0].enclosures
    assert newsroom.outcome("world/harbour.jpg") == "used"


def test_a_whole_story_waits_for_its_photo_that_is_still_written(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    arrive(newsroom, "world/harbour.txt")
    report = newsroom.turn()
    assert newsroom.outcome("world/harbour.txt") == "waiting"
    assert report.again_seconds
    newsroom.turn(3)
    assert newsroom.feed().entries[0].enclosures


def test_a_whole_story_that_names_a_photo_which_is_not_there_gets_its_time_to_rest(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.html", "<h1>Harbour reopens</h1><p>The harbour is open.</p><img src=ship.jpg>")
    arrive(newsroom, "world/harbour.html")
    report = newsroom.turn()
    assert newsroom.outcome("world/harbour.html") == "waiting"
    assert report.again_seconds == RESTED_SECONDS
    newsroom.drop("world/ship.jpg", picture())
    arrive(newsroom, "world/ship.jpg")
    newsroom.turn(3)
    assert newsroom.feed().entries[0].enclosures


def test_where_others_have_a_sidecar_a_whole_story_without_one_gets_its_time_to_rest(newsroom: Newsroom) -> None:
    """Its sidecar may be on its way, and hold it back."""
    newsroom.drop("world/old.txt", story("Old"))
    newsroom.drop("world/old.yaml", "byline: Jane Doe")
    newsroom.settle()
    newsroom.drop("world/secret.txt", story("Secret"))
    newsroom.drop("sport/open.txt", story("Open"))
    arrive(newsroom, "world/secret.txt", "sport/open.txt")
    assert newsroom.turn().counts["published"] == 1
    assert newsroom.outcome("world/secret.txt") == "waiting"
    newsroom.drop("world/secret.yaml", "embargo: 2099-01-01T00:00:00Z")
    arrive(newsroom, "world/secret.yaml", "world/secret.txt")
    newsroom.turn(1)
    assert newsroom.outcome("world/secret.txt") == "scheduled"


@linux
def test_the_running_service_serves_a_whole_file_without_letting_it_settle(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "world").mkdir(parents=True)
    with_rest = Service(content, tmp_path / "state", settle_seconds=600, scan_seconds=600)
    try:
        until(lambda: with_rest.get("/health")[0] == 200, "the service to be up")
        time.sleep(1)
        (tmp_path / "harbour.txt").write_text(story("Harbour"))
        shutil.move(tmp_path / "harbour.txt", content / "world/harbour.txt")
        with_rest.await_text("/rss.xml", "Harbour")
        (content / "world/ferry.txt").write_text(story("Ferry"))
        with_rest.await_text("/rss.xml", "Ferry")
    finally:
        assert with_rest.stop() == 0
