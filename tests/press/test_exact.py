"""Embargo and expiry on the very second: in a running service by the clock on the wall, and in every zone by a stepped one.

Early is never forgiven. How late something comes is printed (pytest -rP) and no more, for a busy machine may be late by
any amount; what is asked is that it comes when neither a look at the folder nor the end of a large drop can have helped.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import threading
import time
import types
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import feedparser
import pytest
from lxml import etree

from feedservice.folder import scan as folder
from feedservice.media_store.folder_store import FolderStore
from feedservice.press import filing, turn
from feedservice.press import schedule as schedule_module
from feedservice.press.reading.parallel import MANY_FILES
from feedservice.press.schedule import Schedule
from tests import warm
from tests.newsroom import Newsroom, picture, story
from tests.service import COMMAND, PATIENCE_SECONDS, Service, until
from tests.torture import amount

POLL_SECONDS = 0.02
#: Long before the instant it is asked seldom: what comes early stays, and is seen by the last look before the instant.
LONGEST_POLL_SECONDS = 0.5
#: No look at the folder can help: it comes once an hour, and no events are listened to.
NO_SCANS = {"scan_seconds": 3600, "watch": "false"}
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
#: How many seconds before its hour an article is saved; where that is not enough to read it in time, the next.
LEADS = (8.0, 30.0, 100.0)


class TooSlow(AssertionError):
    """The hour came before all was ready for it, so that it proves nothing: to be tried again with a longer lead."""


def with_enough_lead(scenario: Callable[[Path, float], None], base: Path) -> None:
    """Run what happens at an hour of the clock on the wall, with a lead that is long enough on this machine."""
    for lead in LEADS:
        try:
            scenario(base / str(lead), lead)
        except TooSlow:
            if lead == LEADS[-1]:
                raise
        else:
            return


class Held:
    """An article with its photo that comes, or goes, at an instant."""

    def __init__(self, name: str, instant: float, field: str = "Embargo") -> None:
        self.name, self.instant, self.field = name, instant, field
        self.photo = picture(colour=f"#{sha256(name.encode()).hexdigest()[:6]}")
        self.photo_address = f"/photos/{sha256(self.photo).hexdigest()[:32]}.jpg"

    def save(self, content: Path) -> None:
        content.mkdir(parents=True, exist_ok=True)
        (content / f"{self.name}.jpg").write_bytes(self.photo)
        (content / f"{self.name}.txt").write_text(f"{self.field}: {stated(self.instant)}\n\n{story(self.name)}")

    def await_reading(self, state: Path) -> None:
        """Wait until the press has read it, and learn its address and id from the store, for nobody else tells."""
        row = until(lambda: self._in_store(state) or self.is_late(), f"{self.name} to be read")
        if self.is_late():
            raise TooSlow(f"the machine was too slow to read {self.name} before its hour")
        self.page, self.id = f"/articles/{row[0]}", row[1]

    def is_late(self) -> bool:
        return time.time() >= self.instant

    def _in_store(self, state: Path) -> tuple[str, str] | None:
        kept = "scheduled" if self.field == "Embargo" else "published"
        found: list[tuple[str, str]] = asked(
            state, "SELECT key, id FROM article WHERE path = ? AND state = ?", f"{self.name}.txt", kept
        )
        return found[0] if found else None


def asked(state: Path, query: str, *values: object) -> list[Any]:
    """What the database of a running service answers; nothing before there is one."""
    try:
        with closing(sqlite3.connect(f"file:{state}/feedservice.db?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError:
        return []


def stated(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def in_whole_seconds(later: float) -> float:
    """An instant so many seconds from now, or a little later, on a whole second."""
    return float(int(time.time() + later) + 1)


class Watch:
    """Asks a service for an article's four addresses all the time, and notes when each was first seen to change."""

    def __init__(self, service: Service, held: Held) -> None:
        self.service, self.held = service, held
        self.wire: http.client.HTTPConnection | None = None
        self.addresses = {"/rss.xml": b"", "/atom.xml": b"", held.page: b"", held.photo_address: b""}

    def await_all(self, statuses: tuple[int, ...], shown: bool, instant: float) -> dict[str, float]:
        """Seconds after the instant at which each address was first seen to have changed.

        Until then each must answer as before: not early by the clock that all share.
        """
        seen: dict[str, float] = {}
        while len(seen) < len(self.addresses):
            assert time.time() < instant + PATIENCE_SECONDS, f"in vain: {set(self.addresses) - set(seen)}"
            for address in self.addresses.keys() - seen.keys():
                status, body = self.get(address)
                now = time.time()
                if self.holds(address, status, body, statuses, shown):
                    assert now >= instant, f"{address} changed {instant - now:.3f} s early"
                    seen[address] = now - instant
            time.sleep(max(POLL_SECONDS, min(LONGEST_POLL_SECONDS, (instant - time.time()) / 2)))
        return seen

    def holds(self, address: str, status: int, body: bytes, statuses: tuple[int, ...], shown: bool) -> bool:
        if address.endswith(".xml"):
            return status == 200 and (self.held.name.encode() in body) == shown
        if status not in (statuses[0], statuses[1], 0):
            raise AssertionError(f"{address} answered {status}")
        return status == statuses[1]

    def get(self, address: str) -> tuple[int, bytes]:
        try:
            if self.wire is None:
                self.wire = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE_SECONDS)
            self.wire.request("GET", address)
            answer = self.wire.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, b""

    def close(self) -> None:
        if self.wire:
            self.wire.close()
        self.wire = None

    def await_change(self) -> None:
        """Wait until it has come, or gone, everywhere; prints how late that was."""
        comes, instant = self.held.field == "Embargo", self.held.instant
        seen = self.await_all((404, 200) if comes else (200, 410), shown=comes, instant=instant)
        self.close()
        late = {address[:9]: f"{seconds * 1000:.0f} ms" for address, seconds in seen.items()}
        print(f"{self.held.name} {self.held.field}: late by {late}")  # noqa: T201


@pytest.fixture
def run() -> Iterator[Callable[..., Service]]:
    """Starts services that end with the test."""
    services: list[Service] = []

    def start(folder: Path, **options: object) -> Service:
        services.append(Service(folder / "content", folder / "state", **{**NO_SCANS, **options}))
        return services[-1]

    yield start
    for service in services:
        if service.process.poll() is None:
            service.stop(signal.SIGKILL)


def test_an_embargo_ends_and_an_expiry_comes_on_its_second_with_no_look_at_the_folder(
    tmp_path: Path, run: Callable[..., Service]
) -> None:
    def scenario(base: Path, lead: float) -> None:
        instant = in_whole_seconds(lead)
        coming, going = Held("Falcon", instant), Held("Heron", instant + 2, "Expires")
        coming.save(base / "content")
        going.save(base / "content")
        service = run(base)
        coming.await_reading(base / "state")
        going.await_reading(base / "state")
        service.await_text("/atom.xml", "Heron")
        service.await_text("/rss.xml", "Heron")
        if coming.is_late():
            raise TooSlow("the web side was too slow")
        Watch(service, coming).await_change()
        Watch(service, going).await_change()
        tombstones = etree.fromstring(service.get("/atom.xml")[2]).findall(DELETED)
        assert [(one.get("ref"), datetime.fromisoformat(one.get("when")).timestamp()) for one in tombstones] == [
            (going.id, going.instant)
        ]
        assert service.stop() == 0
        if looks_since(base / "state", instant):
            raise TooSlow("a look at the folder came after the hour")

    with_enough_lead(scenario, tmp_path)


def looks_since(state: Path, instant: float) -> int:
    """How many turns were begun since an instant."""
    (count,) = asked(state, "SELECT count(*) FROM turn WHERE started >= ?", round(instant * 1_000_000))[0]
    return int(count)


class Drop:
    """A large drop that comes to no end while the test lasts: whatever the press reads, more is there."""

    def __init__(self, content: Path, state: Path, *, is_old: bool = False) -> None:
        self.content, self.state = content, state
        self.is_old = is_old
        self.saved = 0
        self.waiting = LARGE
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._grow, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def read(self, first: int) -> int:
        """How many of the first so many are in print."""
        names = [f"drop-{number:05}.txt" for number in (0, first)]
        query = "SELECT count(*) FROM article WHERE path >= ? AND path < ?"
        return int((asked(self.state, query, *names) or [[0]])[0][0])

    def _grow(self) -> None:
        while not self._stopping.wait(0.05):
            while self.saved - self.read(self.saved) < self.waiting and not self._stopping.is_set():
                for _ in range(25):
                    file = self.content / f"drop-{self.saved:05}.txt"
                    headline, rest = story(f"Drop{self.saved}").split("\n", 1)
                    file.write_text("\n".join((headline, *(["Date: 2023-11-14"] if self.is_old else ()), rest)))
                    if self.is_old:
                        os.utime(file, (1_700_000_000, 1_700_000_000))
                    self.saved += 1


#: So many files of a drop wait to be read: enough that the press has other processes help it.
LARGE = MANY_FILES + 50
#: So many embargoes end while files of the drop still wait.
ENDED_WHILE_READ = amount(1, 4)


def test_embargoes_end_on_their_second_while_a_large_drop_is_read(tmp_path: Path, run: Callable[..., Service]) -> None:
    """What counts are those that end while files still wait that were there before: the newest are read first.

    Where the press was quick enough to read them all, more files wait the next time.
    """
    content, state = tmp_path / "content", tmp_path / "state"
    content.mkdir()
    lead, ended = 1.0, 0
    with Drop(content, state) as drop:
        until(lambda: drop.saved >= LARGE, "the drop")
        service = run(tmp_path, feed_items=100, scan_seconds=0.5)
        until(lambda: drop.read(drop.saved), "the press to read")
        while ended < ENDED_WHILE_READ:
            held, before = Held(f"Falcon{ended}-{lead:.0f}-{drop.waiting}", in_whole_seconds(lead)), drop.saved
            read = drop.read(drop.saved)
            held.save(content)
            try:
                held.await_reading(state)
            except TooSlow:
                lead *= 2
                assert lead < PATIENCE_SECONDS
                continue
            Watch(service, held).await_change()
            if drop.read(before) < before:
                ended += 1
                continue
            drop.waiting = max(2 * drop.waiting, 2 * (drop.read(drop.saved) - read))
            assert drop.waiting <= 32 * LARGE, "a drop of any size is read before an embargo comes"
            until(lambda: drop.saved - drop.read(drop.saved) >= drop.waiting // 2, "a larger drop")
    assert service.stop() == 0


def test_orders_and_the_newest_story_wait_for_no_drop_and_the_end_neither(
    tmp_path: Path, run: Callable[..., Service]
) -> None:
    """All of it while files still wait that were there before; where the press was quicker, more files wait the next time."""
    content, state = tmp_path / "content", tmp_path / "state"
    content.mkdir()
    (content / "court.txt").write_text(story("Court"))
    with Drop(content, state, is_old=True) as drop:
        until(lambda: drop.saved >= LARGE, "the drop")
        service = run(tmp_path, feed_items=100, scan_seconds=0.5)
        withdraw = [*COMMAND, "withdraw", "court.txt", "--content", str(content), "--state", str(state)]
        until(lambda: asked(state, "SELECT 1 FROM article WHERE path = 'court.txt'"), "the story of the court")
        until(lambda: "taking in" in json.loads(service.get("/health")[2])["progress"], "the progress")
        number = 0
        while True:
            until(lambda: drop.saved - drop.read(drop.saved) >= drop.waiting // 2, "a large drop")
            number, before = number + 1, drop.saved
            (content / f"urgent-{number}.txt").write_text(story(f"Urgent{number}"))
            ordered = warm.run(
                [*withdraw, "--reason", "x"], env=service.environment, capture_output=True, text=True, check=False
            )
            withdrawn_in_time = drop.read(before) < before
            service.await_text("/rss.xml", f"Urgent{number} ")
            if withdrawn_in_time and drop.read(before) < before:
                break
            drop.waiting *= 2
            assert drop.waiting <= 32 * LARGE, "a drop of any size is read before the newest story"
            warm.run([*withdraw, "--undo"], env=service.environment, capture_output=True, check=True)
        assert "Withdrawn" in ordered.stdout, ordered.stderr
        assert b"Court reopens" not in service.get("/rss.xml")[2]
        until(lambda: drop.saved - drop.read(drop.saved) >= drop.waiting // 2, "a large drop")
        before = drop.saved
        assert service.stop() == 0
        assert drop.read(before) < before, "a turn under way ends; the rest is left to the next start"


def test_an_embargo_survives_a_kill_and_one_that_passed_meanwhile_comes_at_once(
    tmp_path: Path, run: Callable[..., Service]
) -> None:
    def scenario(base: Path, lead: float) -> None:
        first = in_whole_seconds(lead)
        passed, coming = Held("Passed", first), Held("Coming", first + lead)
        for held in (passed, coming):
            held.save(base / "content")
        service = run(base)
        for held in (passed, coming):
            held.await_reading(base / "state")
        service.stop(signal.SIGKILL)
        if passed.is_late():
            raise TooSlow("the machine was too slow to end before the hour")
        time.sleep(max(0.0, first + 0.5 - time.time()))
        service = run(base)
        service.await_text("/rss.xml", "Passed")
        service.await_text("/atom.xml", "Passed")
        if coming.is_late():
            raise TooSlow("the machine was too slow to start before the hour")
        Watch(service, coming).await_change()
        assert service.stop() == 0

    with_enough_lead(scenario, tmp_path)


#: What clocks in a zone say, and the instant in UTC, worked out by hand from the zone's offset that day.
HALF_PAST_EIGHT = "2027-01-15 08:30"
ZONES = {
    "Asia/Kathmandu": ("+05:45", "2027-01-15 02:45"),
    "Australia/Lord_Howe": ("+11:00", "2027-01-14 21:30"),
    "America/St_Johns": ("-03:30", "2027-01-15 12:00"),
    "Pacific/Chatham": ("+13:45", "2027-01-14 18:45"),
    "Africa/Cairo": ("+02:00", "2027-01-15 06:30"),
    "America/Sao_Paulo": ("-03:00", "2027-01-15 11:30"),
    "Asia/Tehran": ("+03:30", "2027-01-15 05:00"),
    "Europe/London": ("+00:00", "2027-01-15 08:30"),
    "America/New_York": ("-05:00", "2027-01-15 13:30"),
    "Pacific/Kiritimati": ("+14:00", "2027-01-14 18:30"),
}

#: Local times at which clocks are changed: the later reading, which an embargo takes, and the earlier, for an expiry.
CHANGES = {
    ("America/New_York", "back", "2027-11-07 01:30"): ("2027-11-07 06:30", "2027-11-07 05:30"),
    ("America/New_York", "forward", "2027-03-14 02:30"): ("2027-03-14 07:30", "2027-03-14 06:30"),
    ("Europe/London", "back", "2027-10-31 01:30"): ("2027-10-31 01:30", "2027-10-31 00:30"),
    ("Europe/London", "forward", "2027-03-28 01:30"): ("2027-03-28 01:30", "2027-03-28 00:30"),
    ("Australia/Lord_Howe", "back", "2027-04-04 01:45"): ("2027-04-03 15:15", "2027-04-03 14:45"),
    ("Australia/Lord_Howe", "forward", "2027-10-03 02:15"): ("2027-10-02 15:45", "2027-10-02 15:15"),
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def newsroom_in(zone: str, folder: Path, **fields: str) -> Newsroom:
    """A newsroom that has read an article for each of these names with its fields, and another that always stays."""
    room = Newsroom(folder / "content", folder / "state", {"timezone": zone})
    room.drop("keep.txt", story("Keep"))
    for name, lines in fields.items():
        room.drop(f"{name.lower()}.txt", f"{lines}\n\n{story(name)}")
    room.settle()
    return room


def in_print(room: Newsroom) -> set[str]:
    """The articles that come or go which both documents of one edition show; they must agree."""
    with room.store.reading() as asked:
        documents = {path: asked.documents.body_at(path) for path in ("/rss.xml", "/atom.xml")}
    rss, atom = (
        {entry.title.partition(" ")[0] for entry in feedparser.parse(documents[path]).entries}
        for path in ("/rss.xml", "/atom.xml")
    )
    assert rss == atom
    return rss - {"Keep"}


def check_second(room: Newsroom, instant: datetime, before: set[str], after: set[str]) -> None:
    """What is in print changes at this very second, by the clock alone, and not one second before."""
    room.now = instant - timedelta(seconds=1)
    assert room.press.keep_hours() == instant, "the next hour to keep is this one"
    assert in_print(room) == before
    room.now = instant
    room.press.keep_hours()
    assert in_print(room) == after


@pytest.mark.parametrize("zone", ZONES)
def test_in_every_zone_hours_and_days_are_the_newsrooms(zone: str, tmp_path: Path) -> None:
    """January, so that no clock is changed between midnight and half past eight."""
    instant = utc(ZONES[zone][1])
    day = instant - timedelta(hours=8, minutes=30)
    room = newsroom_in(
        zone,
        tmp_path,
        Held=f"Embargo: {HALF_PAST_EIGHT}",
        Going=f"Expires: {HALF_PAST_EIGHT}",
        Day="Embargo: 2027-01-15\nExpires: 2027-01-16",
    )
    check_second(room, day, {"Going"}, {"Going", "Day"})
    check_second(room, instant, {"Going", "Day"}, {"Held", "Day"})
    check_second(room, day + timedelta(days=2), {"Held", "Day"}, {"Held"})
    room.close()


def test_a_stated_offset_counts_wherever_the_newsroom_is(tmp_path: Path) -> None:
    names = {zone: zone.partition("/")[2].replace("_", "") for zone in ZONES}
    stated_times = {zone: f"{HALF_PAST_EIGHT.replace(' ', 'T')}:00{offset}" for zone, (offset, _) in ZONES.items()}
    fields = {names[zone]: f"Embargo: {stated_time}" for zone, stated_time in stated_times.items()}
    room = newsroom_in("Pacific/Honolulu", tmp_path, **fields)
    out: set[str] = set()
    for zone in sorted(ZONES, key=lambda zone: ZONES[zone][1]):
        check_second(room, utc(ZONES[zone][1]), out, out | {names[zone]})
        out.add(names[zone])
    room.close()


@pytest.mark.parametrize(("zone", "change", "local"), CHANGES)
def test_when_clocks_are_changed_an_embargo_ends_late_and_an_expiry_comes_early(
    zone: str, change: str, local: str, tmp_path: Path
) -> None:
    later, earlier = map(utc, CHANGES[zone, change, local])
    room = newsroom_in(zone, tmp_path, Held=f"Embargo: {local}", Going=f"Expires: {local}")
    assert "Clocks are changed" in room.what("held.txt")
    assert "Clocks are changed" in room.what("going.txt")
    check_second(room, earlier, {"Going"}, set())
    check_second(room, later, set(), {"Held"})
    room.close()


class Clock:
    """The clock on the wall, which can be set; seconds go on as ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        clock = self

        class Set(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return datetime.now(tz) + clock.ahead  # type: ignore[arg-type]

        patched = types.SimpleNamespace(time=lambda: time.time() + self.ahead.total_seconds(), monotonic=time.monotonic)
        monkeypatch.setattr(schedule_module, "time", patched)
        for module in ("feedservice.press.schedule", "apscheduler.schedulers.base", "apscheduler.executors.base"):
            monkeypatch.setattr(f"{module}.datetime", Set)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def scheduled(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Newsroom]]:
    """Starts newsrooms whose schedule runs by a clock that can be set."""
    running: list[tuple[Newsroom, Schedule]] = []

    def start(**options: object) -> Newsroom:
        room = Newsroom(tmp_path / "content", tmp_path / "state", {"watch": False, "settle_seconds": 0.1, **options})
        room.drop("keep.txt", story("Keep"))
        embargo = (clock.now() + timedelta(days=1)).isoformat(timespec="seconds")
        room.drop("held.txt", f"Embargo: {embargo}\n\n{story('Held')}")
        room.press.clock = clock.now
        running.append((room, Schedule(room.press)))
        running[0][1].start()
        until(lambda: "held.txt" in room.receipts() and room.outcome("held.txt") == "scheduled", "the schedule")
        return room

    yield start
    for room, schedule in running:
        schedule.stop()
        room.close()


def test_a_clock_set_forward_lets_out_what_is_due_at_once(scheduled: Callable[..., Newsroom], clock: Clock) -> None:
    room = scheduled(scan_seconds=3600)
    kept, keep_hours = [], room.press.keep_hours
    room.press.keep_hours = lambda: kept.append((clock.ahead, keep_hours()))  # type: ignore[method-assign]
    clock.ahead = timedelta(hours=12)
    until(lambda: clock.ahead in dict(kept), "the hours to be kept by the new clock")
    assert "Held" not in in_print(room), "its hour has not come yet"
    room.press.keep_hours = keep_hours  # type: ignore[method-assign]
    clock.ahead = timedelta(days=2)
    until(lambda: "Held" in in_print(room), "what is due by the new clock")


def test_a_clock_set_back_does_not_stop_the_looks(scheduled: Callable[..., Newsroom], clock: Clock) -> None:
    room = scheduled(scan_seconds=0.5)
    clock.ahead = -timedelta(hours=2)
    room.drop("fresh.txt", story("Fresh"))
    until(lambda: b"Fresh" in room.document(), "the folder to be looked at again")
    assert "Held" not in in_print(room)
    clock.ahead = timedelta(days=2)
    until(lambda: "Held" in in_print(room), "what is due when the clock is put right again")


class Hold:
    """Holds a turn at a place until it is told to go on."""

    def __init__(self) -> None:
        self.is_reached, self.may_go_on = threading.Event(), threading.Event()

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def held(*arguments: Any, **options: Any) -> Any:
            self.is_reached.set()
            self.may_go_on.wait(PATIENCE_SECONDS)
            return real(*arguments, **options)

        return held

    def reach(self) -> None:
        until(self.is_reached.is_set, "the turn to come there")


def drop_some(room: Newsroom) -> set[str]:
    """Five articles with photos; returns their names."""
    names = {f"Drop{number}" for number in range(5)}
    for name in names:
        room.drop(f"{name}.jpg", picture())
        room.drop(f"{name}.txt", story(name))
    return names


@pytest.mark.parametrize(("module", "name"), [(folder, "read"), (FolderStore, "keep")], ids=["reading", "photos"])
def test_a_turn_that_reads_holds_up_no_embargo(
    scheduled: Callable[..., Newsroom], clock: Clock, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    """It is held in the middle of its work, as by files without end, when the hour comes."""
    room, hold = scheduled(scan_seconds=0.1), Hold()
    monkeypatch.setattr(module, name, hold.before(getattr(module, name)))
    dropped = drop_some(room)
    hold.reach()
    clock.ahead = timedelta(days=2)
    until(lambda: in_print(room) == {"Held"}, "the embargo to end while the turn is held")
    hold.may_go_on.set()
    until(lambda: in_print(room) == {"Held", *dropped}, "the drop")


@pytest.mark.parametrize("place", ["writing", "setting"])
def test_an_embargo_that_ends_while_a_batch_is_written_waits_for_no_other(
    scheduled: Callable[..., Newsroom], clock: Clock, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The database is the turn's then. When the hour has come, the turn is held again in the reading of the next batch."""
    monkeypatch.setattr(turn, "BATCH_FILES", 2)
    room, writing, reading = scheduled(scan_seconds=0.1), Hold(), Hold()
    owner, name = (filing, "file") if place == "writing" else (room.press._compositor, "set_with")
    dropped = drop_some(room)
    monkeypatch.setattr(owner, name, writing.before(getattr(owner, name)))
    writing.reach()
    clock.ahead = timedelta(days=2)
    monkeypatch.setattr(folder, "read", reading.before(folder.read))
    writing.may_go_on.set()
    reading.reach()
    until(lambda: "Held" in in_print(room), "the embargo to end before the next batch is read")
    assert len(in_print(room) & dropped) < 5
    reading.may_go_on.set()
    until(lambda: in_print(room) == {"Held", *dropped}, "the rest of the drop")
