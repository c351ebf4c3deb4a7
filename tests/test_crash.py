"""kill -9 at random instants of turns over a busy folder: nothing lost, nothing doubled, nothing half visible.

`make test` kills sixteen turns; TORTURE=n kills n times two hundred (`torture`).
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import make_url

from feedservice.store.rows import instant_of
from tests import postgresql
from tests.forking import AT_WORK, COMMITTING, PHOTOS, READING, WRITING, Turns
from tests.newsroom import picture, story
from tests.service import until
from tests.torture import TORTURE, amount, seed_of

#: The parts, and the turns killed in each: a multiple of eight.
PARTS, KILLS = range(amount(1, 5)), 40 if TORTURE >= 1 else 8
SERVED_PARTS = range(100, 100 + amount(1, 2))
STORIES = 120
#: So many files, photos, statements and commits each turn comes to at least, whatever was killed before it.
PLACES = {READING: 5, PHOTOS: 2, WRITING: 100, COMMITTING: 1}
#: How far beyond its place a kill may go, in seconds.
BEYOND = {READING: 0.15, PHOTOS: 0.01, WRITING: 0.1, COMMITTING: 0.01}

RSS_ENTRY, ATOM_ENTRY = "channel/item", "{http://www.w3.org/2005/Atom}entry"
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


class Story:
    """One story and its file."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path
        self.version = 0
        self.field = ""
        self.broken = self.moved = False
        self.embargo: datetime | None = None
        self.photo = b""

    @property
    def headline(self) -> str:
        return f"{self.name} version {self.word} after storm"

    @property
    def word(self) -> str:
        """The version as a word: a story moved and written anew at once is the same only while its figures are."""
        return "".join(chr(ord("a") + int(figure)) for figure in f"{self.version:04}")

    def save(self) -> None:
        self.version += 1
        self.broken = self.moved = False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        words = story(self.name).replace("reopens", f"version {self.word}")
        self.path.write_text(self.field + words.replace("Forty boats", f"{self.word} boats"))


class Desk:
    """Editors at work in a folder: they write, move, break, mend, hold back and remove, all at once."""

    def __init__(self, content: Path, seed: int, most: int) -> None:
        self.content, self.most = content, most
        self.random = random.Random(seed)
        self.stories: dict[str, Story] = {}
        self.removed: set[str] = set()
        for _ in range(most):
            self.add()

    def add(self) -> Story:
        name = f"Story{len(self.stories) + len(self.removed)}"
        new = self.stories[name] = Story(name, self.content / f"s{len(self.stories) % 10}/{name}.txt")
        new.save()
        if self.random.random() < 0.1:
            self.take_picture(new)
        return new

    def some(self, count: int, **having: object) -> list[Story]:
        fitting = [one for one in self.stories.values() if all(getattr(one, *pair) for pair in having.items())]
        sound = [one for one in fitting or self.stories.values() if not one.broken and not one.field]
        return self.random.sample(sound, min(count, len(sound)))

    def work(self, shown: dict[str, str]) -> None:
        """A busy moment; `shown` is what is in print, by name."""
        for one in self.some(5):
            one.save()
        for one in self.some(2):
            self.move(one)
        for one in self.some(2):
            self.take_picture(one)
        self.random.choice((self.remove, self.hold_back, self.break_off, self.drop_picture))(shown)
        if self.random.random() < 0.5:
            for one in [one for one in self.stories.values() if one.broken or one.field.startswith("Draft")][:2]:
                one.field = ""
                one.save()
        if len(self.stories) < self.most:
            self.add_with_embargo()
        for one in self.some(3):  # nothing undoes these: every turn has something to read, keep and write
            self.take_picture(one)

    def move(self, one: Story) -> None:
        folder = self.content / f"s{self.random.randrange(10)}"
        folder.mkdir(exist_ok=True)
        stem = self.random.choice((one.path.stem, f"{one.name}-{self.random.randrange(10**9)}"))
        if one.photo:
            one.path.with_suffix(".jpg").rename(folder / f"{stem}.jpg")
        one.moved = True
        one.path = one.path.rename(folder / f"{stem}.txt")

    def take_picture(self, one: Story) -> None:
        one.photo = picture(colour=f"#{self.random.randrange(1 << 24):06x}", size=(20 + one.version, 20))
        one.path.with_suffix(".jpg").write_bytes(one.photo)

    def drop_picture(self, _: dict[str, str]) -> None:
        for one in [one for one in self.stories.values() if one.photo][:1]:
            one.path.with_suffix(".jpg").unlink()
            one.photo = b""

    def remove(self, _: dict[str, str]) -> None:
        for one in self.some(2):
            one.path.unlink()
            one.path.with_suffix(".jpg").unlink(missing_ok=True)
            self.removed.add(one.name)
            del self.stories[one.name]

    def hold_back(self, _: dict[str, str]) -> None:
        for one in self.some(1):
            one.field = "Draft: yes\n\n"
            one.save()

    def break_off(self, shown: dict[str, str]) -> None:
        for one in self.some(1):
            if shown.get(one.name) == one.headline and not one.moved:  # the press knows whose file it is
                one.path.write_bytes(b"\x00\x01\x02" * 9)
                one.broken = True

    def add_with_embargo(self) -> None:
        one = self.add()
        one.embargo = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=self.random.randrange(1, 5))
        one.field = f"Embargo: {one.embargo.isoformat()}\n\n"
        one.save()


class Witness:
    """Remembers all that was ever seen in print, and holds every later sight against it. Looks at copies only."""

    def __init__(self, state: Path) -> None:
        self.state, self.copy = state, state.with_name("copy")
        self.ids: dict[str, str] = {}
        self.owners: dict[str, str] = {}
        self.last = (0, 0, "")
        self.has_seen_index = False

    def look(self) -> dict[str, str]:
        """What is in print, headline by name, as the next process will find it."""
        self.take_copy()
        with self.opened() as connection:
            if not self.has_tables(connection):
                return {}
            query = "SELECT id, key, path, headline FROM article WHERE state IN ('published', 'corrected')"
            rows = connection.execute(query).fetchall()
            self._check_times(connection)
            self._check_index(connection, {row[0] for row in rows})
        for column, what in enumerate(("id", "key", "file")):
            assert len({row[column] for row in rows}) == len(rows), f"a {what} is in print twice"
        shown = {row[3].partition(" ")[0]: row[3] for row in rows}
        assert len(shown) == len(rows), "a story is in print twice"
        for id_, _, _, headline in rows:
            name = headline.partition(" ")[0]
            assert self.ids.setdefault(name, id_) == id_, f"{name} got a second id"
            assert self.owners.setdefault(id_, name) == name, f"{name} got the id of {self.owners[id_]}"
        return shown

    def take_copy(self) -> None:
        """Of the database as the kill has left it."""
        database = self.state / "feedservice.db"
        shutil.rmtree(self.copy, ignore_errors=True)
        self.copy.mkdir()
        for file in (database, database.with_name(database.name + "-wal")):
            if file.exists():
                shutil.copy(file, self.copy)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A connection to it."""
        with closing(sqlite3.connect(self.copy / "feedservice.db")) as connection:
            yield connection

    def has_tables(self, connection: Any) -> bool:
        """Whether anything was ever kept; what there is must be sound."""
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'article'").fetchone())

    def _check_times(self, connection: Any) -> None:
        edition, changed = connection.execute("SELECT edition, changed FROM press_state").fetchone() or (0, 0)
        assert edition >= self.last[0]
        assert changed >= self.last[1]
        dates = connection.execute("SELECT channel, last_modified FROM document").fetchall()
        assert len(set(dates)) == len({channel for channel, _ in dates}), "documents of two editions"
        assert all(date <= changed for _, date in dates), "a document later than the edition"
        self.last = (edition, changed, self.last[2])

    def _check_index(self, connection: Any, in_print: set[str]) -> None:
        """What readers search is just what is in print, or, while it is being made, a part of it."""
        state = connection.execute("SELECT whole FROM search_state").fetchone()
        if state is not None:
            found = {row[0] for row in connection.execute("SELECT article_id FROM search_entry").fetchall()}
            assert found == in_print if state[0] else found <= in_print, "another is searched than is in print"
            self.has_seen_index = True

    def read_documents(self) -> tuple[dict[str, str], set[str], dict[str, str]]:
        """Headlines by id, the tombstones' ids, and lengths of the enclosures by id; both documents must say the same."""
        if self.last == (0, 0, ""):
            return {}, set(), {}
        with self.opened() as connection:
            packed = dict(connection.execute("SELECT path, gzip_body FROM document").fetchall())
            order = "ORDER BY published DESC, released DESC, id DESC"
            query = f"SELECT id, headline FROM article WHERE state IN ('published', 'corrected') {order}"
            in_print = connection.execute(query).fetchall()
        rss, atom = (etree.fromstring(gzip.decompress(packed[path])) for path in ("/rss.xml", "/atom.xml"))
        items, entries = rss.findall("channel/item"), atom.findall(f"{ATOM}entry")
        assert [(one.findtext("guid"), one.findtext("title")) for one in items] == in_print
        assert [(one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}title")) for one in entries] == in_print
        updated = atom.findtext(f"{ATOM}updated")
        assert datetime.fromisoformat(updated) <= instant_of(self.last[1])
        assert updated >= self.last[2], "the feed's time went back"
        self.last = (*self.last[:2], updated)
        self._check_photos(b"".join(map(gzip.decompress, packed.values())), rss)
        lengths = {
            one.findtext("guid"): one.find("enclosure").get("length")
            for one in items
            if one.find("enclosure") is not None
        }
        return dict(in_print), {one.get("ref") for one in atom.findall(DELETED)}, lengths

    def _check_photos(self, documents: bytes, rss: etree._Element) -> None:
        for name in set(re.findall(rb"/photos/([0-9a-f]{32}\.[a-z]+)", documents)):
            content = (self.state / "photos" / name.decode()).read_bytes()
            assert hashlib.sha256(content).hexdigest().startswith(name.decode().partition(".")[0])
        for enclosure in rss.iter("enclosure"):
            file = self.state / "photos" / enclosure.get("url").rpartition("/")[2]
            assert file.stat().st_size == int(enclosure.get("length"))


class ServedWitness(Witness):
    """The same of a database that a server keeps. What the dead was at must have ended there: that takes a moment."""

    def __init__(self, state: Path, name: str) -> None:
        super().__init__(state)
        self.name = name

    def take_copy(self) -> None:
        ours = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'feedservice' AND datname = current_database()"

        def has_let_go() -> bool:
            with self.opened() as connection:
                return not connection.execute(ours).fetchone()

        until(has_let_go, "the server to end what the killed turn was at")

    @contextmanager
    def opened(self) -> Iterator[Any]:
        with postgresql.server().connection(self.name) as connection:
            yield connection

    def has_tables(self, connection: Any) -> bool:
        return True


@pytest.fixture
def turns(tmp_path: Path) -> Iterator[Turns]:
    yield from turning(tmp_path)


def turning(tmp_path: Path, **more: object) -> Iterator[Turns]:
    options = {
        "settle_seconds": 0,
        "withdrawal_grace_seconds": 0.02,
        "withdrawal_limit_percent": 100,
        "feed_items": 1000,
    }
    running = Turns(tmp_path / "content", tmp_path / "state", **options, **more)
    yield running
    running.close()


def killed(turns: Turns, chance: random.Random, number: int, longest: float) -> int:
    """Begin a turn and kill it; returns what it was doing.

    Every other one waits for it at a place in its work, each part of it in turn, so that these hit what they aim at on
    every machine. Of the rest, half are killed a moment after such a place, and half at any instant.
    """
    if number % 4 == 3:
        process = turns.begin()
        time.sleep(chance.uniform(0, longest))
        return turns.kill(process)
    phase = AT_WORK[number // 2 % 4] if number % 2 == 0 else chance.choice(AT_WORK)
    process = turns.begin(phase, chance.randrange(PLACES[phase]))
    turns.await_waiting()
    if number % 2:
        turns.go_on()
        time.sleep(chance.uniform(0, BEYOND[phase]))
    fell = turns.kill(process)
    assert number % 2 or fell == phase, f"{fell} rather than {phase}"
    return fell


def finished(turns: Turns) -> float:
    """A turn that nobody kills; returns the seconds it took."""
    began = time.monotonic()
    turns.begin()
    turns.end()
    return time.monotonic() - began


@pytest.mark.parametrize("part", PARTS)
def test_killed_at_any_instant_nothing_is_lost_doubled_or_half_visible(part: int, tmp_path: Path, turns: Turns) -> None:
    torture(part, tmp_path, turns, Witness(tmp_path / "state"), STORIES)


@pytest.mark.parametrize("part", SERVED_PARTS)
def test_so_it_is_with_a_server(part: int, tmp_path: Path) -> None:
    with postgresql.database() as url, contextmanager(turning)(tmp_path, database_url=url) as turns:
        torture(part, tmp_path, turns, ServedWitness(tmp_path / "state", str(make_url(url).database)), STORIES // 2)


def torture(part: int, tmp_path: Path, turns: Turns, witness: Witness, stories: int) -> None:
    desk = Desk(tmp_path / "content", seed_of(part), stories)
    fell, shown, longest = Counter[int](), {}, 1.0
    for number in range(KILLS):
        if number % 20 == 6:
            finished(turns)
            desk.work(witness.look())
            longest = finished(turns)  # what the work takes on this machine, so that most kills fall inside it
            shown = witness.look()
        desk.work(shown)
        fell[killed(turns, desk.random, number, longest)] += 1
        shown = witness.look()
        early = [one.name for one in desk.stories.values() if one.embargo and one.embargo > datetime.now(UTC)]
        assert not shown.keys() & early
        if number % 5 == 0:
            witness.read_documents()
    print(f"{KILLS} kills, by what the turn was doing: {sorted(fell.items())}")  # noqa: T201
    assert all(fell[phase] >= KILLS // 8 for phase in AT_WORK), f"kills must hit every part of the work: {fell}"
    time.sleep(
        max(0.0, *((one.embargo - datetime.now(UTC)).total_seconds() for one in desk.stories.values() if one.embargo))
    )
    finished(turns)
    check_all_is_done(desk, witness)


def check_all_is_done(desk: Desk, witness: Witness) -> None:
    """Everything sound is in print in its newest words; what is held back or removed is not, and leaves a tombstone."""
    assert witness.has_seen_index
    shown = witness.look()
    in_print, tombstones, lengths = witness.read_documents()
    drafts = {one.name for one in desk.stories.values() if one.field.startswith("Draft")}
    broken = {one.name for one in desk.stories.values() if one.broken}
    sound = {name: one for name, one in desk.stories.items() if name not in drafts | broken}
    assert {name: headline for name, headline in shown.items() if name not in broken} == {
        name: one.headline for name, one in sound.items()
    }
    assert broken <= shown.keys(), "what was good stays in print"
    assert set(in_print) == {witness.ids[name] for name in shown}
    assert tombstones == {witness.ids[name] for name in (desk.removed | drafts) & witness.ids.keys()}
    photographed = {witness.ids[name]: str(len(one.photo)) for name, one in sound.items() if one.photo}
    assert {
        id_: length for id_, length in lengths.items() if id_ in {witness.ids[name] for name in sound}
    } == photographed
