"""Embargo and expiry on the very second: in a running service by the clock on the wall, and in every zone by a stepped one."""

from __future__ import annotations

import http.client
import json
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

import pytest
from lxml import etree

from feedservice import schedule as schedule_module
from feedservice.schedule import Schedule
from tests.newsroom import Newsroom, picture, story
from tests.service import PATIENCE_SECONDS, Service, until

#: An article is out, and gone, at the latest so long after its instant.
LATEST_SECONDS = 1.0
POLL_SECONDS = 0.02
#: No look at the folder can help: it comes once an hour, and no events are listened to.
NO_SCANS = {"scan_seconds": 3600, "watch": "false"}
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


class Late(AssertionError):
    """It came, but not in time: a busy machine may be to blame once."""


def once_more(scenario: Callable[[Path, float], None], folder: Path, lead: float) -> None:
    """Run what depends on the wall clock; once more, with a longer lead, when it was late. Early is never forgiven."""
    try:
        scenario(folder / "first", lead)
    except Late:
        scenario(folder / "second", 3 * lead)


class Held:
    """An article held until an instant, and perhaps only until another, with its photo."""

    def __init__(self, name: str, embargo: float, expires: float | None = None) -> None:
        self.name, self.embargo, self.expires = name, embargo, expires
        self.photo = picture(colour=f"#{sha256(name.encode()).hexdigest()[:6]}")
        self.photo_address = f"/photos/{sha256(self.photo).hexdigest()[:32]}.jpg"

    def save(self, content: Path) -> None:
        fields = f"Embargo: {stated(self.embargo)}\n" + (f"Expires: {stated(self.expires)}\n" if self.expires else "")
        content.mkdir(parents=True, exist_ok=True)
        (content / f"{self.name}.txt").write_text(f"{fields}\n{story(self.name)}")
        (content / f"{self.name}.jpg").write_bytes(self.photo)

    def await_schedule(self, state: Path) -> None:
        """Wait until the press has read it, and learn its address and id from the store, for nobody else tells."""
        row = until(lambda: self._in_store(state) or self._too_late(), f"{self.name} to be scheduled")
        self.page, self.id = f"/articles/{row[0]}", row[1]

    def _too_late(self) -> None:
        if time.time() > self.embargo:
            raise Late(f"the machine was too slow to read {self.name} before its hour")

    def _in_store(self, state: Path) -> tuple[str, str] | None:
        try:
            with closing(sqlite3.connect(f"file:{state}/feedservice.db?mode=ro", uri=True)) as connection:
                query = "SELECT key, id FROM article WHERE path = ? AND state = 'scheduled'"
                row: tuple[str, str] | None = connection.execute(query, (f"{self.name}.txt",)).fetchone()
                return row
        except sqlite3.OperationalError:
            return None


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
            time.sleep(POLL_SECONDS)
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
                self.wire = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=10)
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

    def await_release(self) -> dict[str, float]:
        return self.await_all((404, 200), shown=True, instant=self.held.embargo)

    def await_expiry(self) -> dict[str, float]:
        assert self.held.expires
        return self.await_all((200, 410), shown=False, instant=self.held.expires)


def check_in_time(lateness: dict[str, float], what: str) -> None:
    print(f"{what}: late by", {address[:9]: f"{seconds * 1000:.0f} ms" for address, seconds in lateness.items()})  # noqa: T201  # for -s
    if max(lateness.values()) > LATEST_SECONDS:
        raise Late(f"{what} came late: {lateness}")


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
    def scenario(folder: Path, lead: float) -> None:
        instant = in_whole_seconds(lead)
        held = Held("Falcon", instant, instant + 3)
        held.save(folder / "content")
        (folder / "content/keep.txt").write_text(story("Keep"))
        service = run(folder)
        service.await_text("/atom.xml", "Keep")
        held.await_schedule(folder / "state")
        watch = Watch(service, held)
        released = watch.await_release()
        expired = watch.await_expiry()
        tombstones = etree.fromstring(service.get("/atom.xml")[2]).findall(DELETED)
        assert [(one.get("ref"), datetime.fromisoformat(one.get("when")).timestamp()) for one in tombstones] == [
            (held.id, held.expires)
        ]
        watch.close()
        assert service.stop() == 0
        check_in_time(released, "idle, embargo")
        check_in_time(expired, "idle, expiry")

    once_more(scenario, tmp_path, 5)


def test_embargoes_end_on_their_second_while_a_large_drop_is_read(tmp_path: Path, run: Callable[..., Service]) -> None:
    """One embargo for each second, so that some end wherever the turn is: reading, writing, setting in type."""

    def scenario(folder: Path, lead: float) -> None:
        first = in_whole_seconds(lead)
        all_held = [Held(f"Falcon{number}", first + number) for number in range(24)]
        for held in all_held:
            held.save(folder / "content")
        service = run(folder)
        for held in all_held:
            held.await_schedule(folder / "state")
        service.stop(signal.SIGKILL)
        for number in range(800):
            (folder / f"content/drop-{number}.txt").write_text(story(f"Drop{number}"))
        time.sleep(max(0.0, first - 3 - time.time()))
        service = run(folder, feed_items=100)
        until(lambda: service.get("/health")[0], "the service to answer")
        coming = [held for held in all_held if held.embargo > time.time() + 0.3]
        if len(coming) < len(all_held) - 5:
            raise Late("the machine was too slow to start before the hours")
        found: dict[str, dict[str, float]] = {}

        def watch(one: Watch) -> None:
            found[one.held.name] = one.await_release()
            one.close()

        watches = []
        for held in coming:
            time.sleep(max(0.0, held.embargo - 0.3 - time.time()))
            if json.loads(service.get("/health")[2])["files"].get("published", 0) >= 800:
                break
            watches.append(threading.Thread(target=watch, args=(Watch(service, held),)))
            watches[-1].start()
        for one in watches:
            one.join(PATIENCE_SECONDS)
        assert len(found) == len(watches), "every embargo must end"
        assert len(found) > 3, "the drop was too small: it was read before the embargoes came"
        assert service.stop() == 0
        for name, seconds in sorted(found.items()):
            check_in_time(seconds, f"under a large drop, {name}")

    once_more(scenario, tmp_path, 10)


def test_an_embargo_survives_a_kill_and_one_that_passed_meanwhile_comes_at_once(
    tmp_path: Path, run: Callable[..., Service]
) -> None:
    def scenario(folder: Path, lead: float) -> None:
        first = in_whole_seconds(lead)
        passed, coming = Held("Passed", first), Held("Coming", first + lead)
        for held in (passed, coming):
            held.save(folder / "content")
        service = run(folder)
        for held in (passed, coming):
            held.await_schedule(folder / "state")
        assert b"Passed" not in service.get("/rss.xml")[2]
        service.stop(signal.SIGKILL)
        time.sleep(max(0.0, first + 0.5 - time.time()))
        service = run(folder)
        until(lambda: service.get("/rss.xml")[0] == 200, "the service to answer")
        answered = time.time()
        service.await_text("/rss.xml", "Passed")
        service.await_text("/atom.xml", "Passed")
        after_start = {"/rss.xml": time.time() - answered}
        if answered > coming.embargo:
            raise Late("the machine was too slow to start before the hour")
        watch = Watch(service, coming)
        lateness = watch.await_release()
        watch.close()
        assert service.stop() == 0
        check_in_time(after_start, "passed while down, after the first answer")
        check_in_time(lateness, "after kill -9 and restart")

    once_more(scenario, tmp_path, 5)


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
    """The articles that come or go which both documents show; they must agree."""
    rss, atom = (
        {entry.title.partition(" ")[0] for entry in room.feed(path).entries} for path in ("/rss.xml", "/atom.xml")
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
        for module in ("feedservice.schedule", "apscheduler.schedulers.base", "apscheduler.executors.base"):
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
        embargo = (clock.now() + timedelta(hours=1)).isoformat(timespec="seconds")
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
    clock.ahead = timedelta(minutes=59)
    time.sleep(1)
    assert "Held" not in in_print(room), "its hour has not come yet"
    clock.ahead = timedelta(hours=2)
    until(lambda: "Held" in in_print(room), "what is due by the new clock")


def test_a_clock_set_back_does_not_stop_the_looks(scheduled: Callable[..., Newsroom], clock: Clock) -> None:
    room = scheduled(scan_seconds=0.5)
    clock.ahead = -timedelta(hours=2)
    room.drop("fresh.txt", story("Fresh"))
    until(lambda: b"Fresh" in room.document(), "the folder to be looked at again")
    assert "Held" not in in_print(room)
    clock.ahead = timedelta(hours=2)
    until(lambda: "Held" in in_print(room), "what is due when the clock is put right again")
