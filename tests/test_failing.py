"""When disk, database or share fail: what is published stays as it is, health says why, and all goes on by itself after.

What single turns do is in test_press and test_lifetimes; here the faults are real ones, or come in the middle.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from feedservice.article import SourceFile
from feedservice.folder import scan as folder
from tests.newsroom import Newsroom, picture, story
from tests.programs import program
from tests.service import PATIENCE_SECONDS, Service, until

NAMES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo")


class Public:
    """A newsroom with its web side: what readers and machines are told."""

    def __init__(self, room: Newsroom, client: FlaskClient) -> None:
        self.room, self.client = room, client
        self.newsstand = client.application.extensions["newsstand"]
        self.documents = self.served()
        self.ids = self.now_in_print()

    def served(self) -> tuple[bytes, bytes]:
        """Both documents as served now; each must be there."""
        self.newsstand.refresh()
        answers = [self.client.get(path) for path in ("/rss.xml", "/atom.xml")]
        assert [answer.status_code for answer in answers] == [200, 200]
        return answers[0].data, answers[1].data

    def now_in_print(self) -> dict[str, str]:
        """Ids by the first word of the headline."""
        return {entry.title.partition(" ")[0]: entry.id for entry in self.room.feed("/atom.xml").entries}

    def health(self) -> tuple[str, str]:
        """Status and sentence; what fails for long is a 503, for somebody must come."""
        answer = self.client.get("/health")
        assert answer.json
        alarm = answer.json["status"] in ("holding", "stopped", "blocked", "store unreadable")
        assert answer.status_code == (503 if alarm else 200)
        return answer.json["status"], answer.json["message"]

    def check_unharmed(self) -> None:
        """Readers see the last good documents, to the byte."""
        assert self.served() == self.documents

    def check_recovered(self, *new: str) -> None:
        """After two looks all is well, the new is in print, and nothing has lost its id or left."""
        self.room.settle()
        self.room.settle()
        assert self.health() == ("ok", "")
        after = self.now_in_print()
        assert {name: id_ for name, id_ in after.items() if name in self.ids} == self.ids
        assert set(after) == {*self.ids, *new}
        assert b"deleted-entry" not in self.served()[1]


@contextmanager
def published(room: Newsroom) -> Iterator[Public]:
    """A newsroom with a few articles in print, in two sections, health goes by the same clock."""
    room.now = datetime.now(UTC)
    for name in NAMES:
        room.drop(f"{'world' if name < 'D' else 'sport'}/{name.lower()}.txt", story(name))
    room.settle()
    app = room.app()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return room.now

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("feedservice.web.watching.signs.datetime", Clock)
        yield Public(room, app.test_client())


@pytest.fixture
def public(newsroom: Newsroom) -> Iterator[Public]:
    with published(newsroom) as made:
        yield made


# --- a full disk


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own with little room; skips where mounting is not permitted (the test below needs none)."""
    folder.mkdir()
    made = subprocess.run(
        [program("mount"), "-t", "tmpfs", "-o", "size=3m", "feedservice-test", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"we may not mount a small disk here: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run([program("umount"), "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room there is on a disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with pytest.raises(OSError, match="No space left"):  # noqa: PT012
                while True:
                    if file.write(bytes(size)) < size:
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return filler


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        room = Newsroom(tmp_path / "content", disk / "state")
        with published(room) as public:
            filler = fill(disk)
            for name in ("Fresh", "Newer"):
                room.drop(f"world/{name}.txt", story(name))
                room.drop(f"world/{name}.jpg", picture(size=(900, 900)))
            for _ in range(4):
                report = room.turn(10)
                assert not report.succeeded
                assert "full" in report.message
                public.check_unharmed()
            status, sentence = public.health()
            assert status == "stopped"
            assert "disk of the state folder is full" in sentence
            filler.unlink()
            public.check_recovered("Fresh", "Newer")
        room.close()


def test_a_database_that_cannot_grow(public: Public) -> None:
    """As on a full disk, by a limit of the database itself, so that no disk need be filled."""
    pages: list[int] = []

    def limit(connection: object) -> None:
        for room in pages:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {room}")  # type: ignore[attr-defined]

    event.listen(public.room.store.engine, "begin", limit)
    for number in range(6):
        public.room.drop(f"world/fresh{number}.txt", story(f"Fresh{number}") * 10)
    pages.append(1)
    public.room.turn(10)
    report = public.room.turn(10)
    assert not report.succeeded
    assert "full" in report.message
    public.check_unharmed()
    pages[0] = 1_000_000
    public.check_recovered(*(f"Fresh{number}" for number in range(6)))


# --- a database that others hold


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another process has begun to write into the database, and does not end."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); sys.stdin.read(); c.execute('ROLLBACK')"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout
    assert other.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        other.communicate(timeout=PATIENCE_SECONDS)


def test_a_database_that_another_process_locks_in_the_middle_of_a_turn(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.store.engine._BUSY_SECONDS", 0.1)
    newsroom.restart()
    with published(newsroom) as public:
        newsroom.drop("world/fresh.txt", story("Fresh"))
        newsroom.turn(10)
        real = folder.read
        locks = []

        def read(*arguments: object) -> object:
            if not locks:
                locks.append(locked(newsroom.state / "feedservice.db"))
                locks[0].__enter__()
            return real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(folder, "read", read)
        report = newsroom.turn(10)
        monkeypatch.setattr(folder, "read", real)
        assert locks, "the lock must come in the middle"
        assert not report.succeeded
        assert "locked" in report.message
        public.check_unharmed()
        newsroom.now += timedelta(seconds=60)
        status, sentence = public.health()
        if Path("/proc/locks").exists():
            assert status == "blocked"
            assert "has locked the database" in sentence
        else:
            assert (status, sentence) == ("stopped", "No turn has been noted. Is the press running, and can it write?")
        locks[0].__exit__(None, None, None)
        public.check_recovered("Fresh")


# --- a state folder that is not ours any more


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Service]]:
    """Starts a service over a small folder, ended with the test."""
    services: list[Service] = []

    def begin(*prefix: str) -> Service:
        monkeypatch.setattr(Service, "command", (*prefix, *Service.command))
        (tmp_path / "content/world").mkdir(parents=True)
        for name in NAMES:
            (tmp_path / f"content/world/{name}.txt").write_text(story(name))
        services.append(Service(tmp_path / "content", tmp_path / "state"))
        for name in NAMES:
            services[0].await_text("/atom.xml", name)
            services[0].await_text("/rss.xml", name)
        return services[0]

    yield begin
    for service in services:
        if service.process.poll() is None:
            service.stop(signal.SIGKILL)


def failures(service: Service) -> int:
    """How many turns have failed."""
    return service.log.read_bytes().count(b"turn failed")


def documents(service: Service) -> list[tuple[int, bytes]]:
    return [service.get(path)[::2] for path in ("/rss.xml", "/atom.xml")]


def await_health(service: Service, status: str, *words: str) -> None:
    """Wait until health says so, in these words."""

    def says() -> bool:
        body = service.get("/health")[2].decode()
        return f'"status":"{status}"' in body and all(word in body for word in words)

    until(says, f"health to say {status}: {words}")


def photographed(folder: Path, name: str) -> None:
    (folder / f"content/world/{name}.jpg").write_bytes(picture("red"))
    (folder / f"content/world/{name}.txt").write_text(story(name))


def test_a_state_folder_that_may_no_longer_be_written(tmp_path: Path, start: Callable[..., Service]) -> None:
    rights = "-dac_override,-dac_read_search,-fowner"
    service = start(*(() if os.getuid() else (program("setpriv"), "--bounding-set", rights, "--inh-caps", rights)))
    before = documents(service)
    state = tmp_path / "state"
    (state / "photos").mkdir(exist_ok=True)
    for place in (state / "photos", state):
        place.chmod(0o500)
    photographed(tmp_path, "Fresh")
    await_health(service, "failing", "Permission denied")
    assert documents(service) == before
    for place in (state, state / "photos"):
        place.chmod(0o700)
    service.await_text("/rss.xml", "Fresh")
    await_health(service, "ok")
    check_nothing_lost(before, service)
    assert service.stop() == 0


def test_a_state_folder_that_is_taken_away_and_put_back(tmp_path: Path, start: Callable[..., Service]) -> None:
    service = start()
    before = documents(service)
    (tmp_path / "state").rename(tmp_path / "away")
    photographed(tmp_path, "Fresh")
    await_health(service, "store unreadable", "is not there", "Put it back")
    failed = failures(service)
    until(lambda: failures(service) > failed + 1, "more turns to fail meanwhile")
    assert documents(service) == before
    assert service.get("/")[0] == 503
    assert not (tmp_path / "state/feedservice.db").exists(), "a new one would give every article a new id"

    def put_back() -> bool:
        """The service may have begun a folder, and may write into it at any moment."""
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        with suppress(OSError):
            (tmp_path / "away").rename(tmp_path / "state")
        return not (tmp_path / "away").exists()

    until(put_back, "the folder to be put back")
    service.await_text("/rss.xml", "Fresh")
    await_health(service, "ok")
    check_nothing_lost(before, service)
    assert service.stop() == 0


def check_nothing_lost(before: list[tuple[int, bytes]], service: Service) -> None:
    """Every id that was there is there still, and there is one more."""
    guids = [set(re.findall(rb"tag:[^<\"]+", body)) for body in (before[0][1], service.get("/rss.xml")[2])]
    assert guids[0] < guids[1]
    assert b"deleted-entry" not in service.get("/atom.xml")[2]


# --- a share that goes away while it is being looked through

FAULTS = (errno.ENOENT, errno.ESTALE, errno.EIO)


class Going:
    """A share that goes away in the middle of a look: from some entry on, everything fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, content: Path, number: int, after: int, *, stat: bool) -> None:
        self.content, self.number, self.left, self.stat = str(content), number, after, stat
        self.real = os.scandir
        self.failed = 0
        monkeypatch.setattr(os, "scandir", self.scandir)

    def fail(self) -> None:
        self.failed += 1
        raise OSError(self.number, os.strerror(self.number))

    def scandir(self, folder: str) -> Iterator[os.DirEntry[str]]:
        if not str(folder).startswith(self.content):
            return self.real(folder)
        if self.left <= 0:
            self.fail()
        return self.entries(self.real(folder))  # type: ignore[return-value]

    @contextmanager
    def entries(self, real: Iterator[os.DirEntry[str]]) -> Iterator[Iterator[object]]:
        yield self.each(real)
        real.close()  # type: ignore[attr-defined]

    def each(self, real: Iterator[os.DirEntry[str]]) -> Iterator[object]:
        for entry in sorted(real, key=lambda entry: entry.name):
            self.left -= 1
            if self.left < 0 and not self.stat:
                self.fail()
            yield Entry(entry, self)


class Entry:
    """An entry of a folder whose stat may fail."""

    def __init__(self, real: os.DirEntry[str], going: Going) -> None:
        self.real, self.going = real, going
        self.name, self.path = real.name, real.path

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def stat(self, **options: bool) -> os.stat_result:
        if self.going.left < 0:
            self.going.fail()
        return self.real.stat(**options)


@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
@pytest.mark.parametrize("stat", [False, True], ids=["listing", "stat"])
@pytest.mark.parametrize("after", [0, 2, 5])
def test_a_share_that_goes_away_in_the_middle_of_a_look(
    public: Public, monkeypatch: pytest.MonkeyPatch, number: int, stat: bool, after: int
) -> None:
    public.room.drop("world/fresh.txt", story("Fresh"))
    going = Going(monkeypatch, public.room.content, number, after, stat=stat)
    public.room.turn(10)
    assert going.failed
    public.check_unharmed()
    monkeypatch.setattr(os, "scandir", going.real)
    away = public.room.content.rename(public.room.content.with_name("away"))
    for seconds, status in ((5, "failing"), (100, "stopped"), (3600, "stopped")):
        assert not public.room.turn(seconds).succeeded
        public.check_unharmed()
        assert public.health()[0] == status
        assert "is not there" in public.health()[1]
    away.rename(public.room.content)
    public.check_recovered("Fresh")


def test_a_share_that_goes_away_between_the_look_and_the_reading(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        public.room.drop(f"{'world' if name < 'D' else 'sport'}/{name.lower()}.txt", story(name) + "\nMore of it.\n")
    public.room.turn(10)
    real, away = folder.read, public.room.content.with_name("away")
    asked_for = []

    def read(root: Path, path: str, *arguments: object) -> SourceFile | None:
        asked_for.append(path)
        if len(asked_for) == 2:
            public.room.content.rename(away)
        return real(root, path, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(folder, "read", read)
    public.room.turn(10)
    monkeypatch.setattr(folder, "read", real)
    assert {*asked_for} >= {f"{'world' if name < 'D' else 'sport'}/{name.lower()}.txt" for name in NAMES}
    assert public.now_in_print() == public.ids
    away.rename(public.room.content)
    public.check_recovered()
    assert public.room.document().count(b"More of it.") >= len(NAMES)


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE], ids=errno.errorcode.get)
def test_a_share_that_fails_while_files_are_opened(
    public: Public, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in NAMES[:3]:
        public.room.drop(f"world/{name.lower()}.txt", story(name) + "\nMore of it.\n")
    public.room.turn(10)
    real = os.open

    def fail(path: object, *arguments: object, **options: object) -> int:
        if str(path).startswith(str(public.room.content)):
            raise OSError(number, os.strerror(number))
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", fail)
    public.room.turn(10)
    public.check_unharmed()
    assert "cannot be opened" in public.room.what("world/alpha.txt")
    monkeypatch.setattr(os, "open", real)
    public.check_recovered()
    assert public.room.document().count(b"More of it.") >= 3


def test_a_section_that_goes_for_a_while_and_one_file_that_is_left_on_the_bare_mount_point(public: Public) -> None:
    """What lies below a mount point shows when the share is gone: that is no newsroom of one file."""
    away = public.room.content.rename(public.room.content.with_name("away"))
    public.room.drop("readme.txt", story("Readme"))
    public.room.lapse()
    public.room.turn(3600)
    status, sentence = public.health()
    assert status == "holding"
    assert "Is a share not mounted?" in sentence
    assert public.ids.items() <= public.now_in_print().items()
    (public.room.content / "readme.txt").unlink()
    public.room.content.rmdir()
    away.rename(public.room.content)
    public.room.settle()
    public.room.lapse()
    assert public.now_in_print() == public.ids
    assert public.health() == ("ok", "")
