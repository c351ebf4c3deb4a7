"""A folder as its editors know it, and what must hold of every feed made of it: what `test_life_machine` plays on.

The model is simple on purpose. It knows what each file means (`Text`), which of them the press has read as they are now
(by the stamps of its receipts), and what stood in the feeds before. Where who is who is open to doubt by the rules of
`identity` (moved and rewritten at once, two files of one story), the story is `loose`: of it only the weaker properties
are asked, that it is never early and that its id goes to no stranger.
"""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from unittest import mock

from lxml import etree

from feedservice.article import Outcome
from feedservice.channels import Document
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.feeds.formats import FORMATS, Format
from feedservice.folder.stamps import Stamp, stamp_of
from feedservice.press.orders import obey_waiting
from feedservice.press.turn_report import TurnReport
from feedservice.store import Reading, Store, lease
from feedservice.store.articles import ArticleChanges
from feedservice.store.bulk import BulkChanges
from feedservice.store.filed_receipts import ReceiptChanges
from feedservice.store.files import FileChanges
from feedservice.store.lease import LeaseChanges
from feedservice.store.orders.order_book import OrderState, PressOrder, What
from feedservice.store.search.fts5_words import Fts5Words
from feedservice.store.search.search_index import SearchChanges
from feedservice.store.stand.documents import DocumentChanges
from feedservice.store.stand.ledger import LedgerChanges
from feedservice.store.stand.volumes import VolumeChanges
from feedservice.store.turns import TurnChanges
from feedservice.text.unicode import spelling
from tests import search
from tests.mirror import Mirror, asker, check_copy
from tests.newsroom import _WORDS, Newsroom, documents, long_tail

LIFE = timedelta(days=30)
GRACE = timedelta(seconds=60)
#: After each step only these are asked for of what is set on request, for a busy life asks hundreds of times; all at its end.
READ_FORMS = tuple(form for form in FORMATS if form.name == "atom")
_TYPOS = ("mountain", "mountian", "moutain")
#: The documents of everything, in the order in which `Feeds` has them.
_EVERYTHING = ("/atom.xml", "/feed.json", "/rss.xml")
_JSON = _EVERYTHING.index("/feed.json")
_TOKEN = re.compile(r"\bzq[a-j]{3,}q\b")
_VERSION = re.compile(r"vx[a-z]+x")
_TITLE = re.compile(r"tx[a-z]+x")
_ATOM = "{http://www.w3.org/2005/Atom}"
_STONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def letters(number: int) -> str:
    """A number in letters: figures would count as facts."""
    return "".join(chr(ord("a") + int(figure)) for figure in f"{number:03}")


@dataclass(frozen=True)
class Text:
    """What an editor has written in one file; `damage` is what is wrong with it."""

    token: str
    version: int = 0
    title: int = 0
    typo: int = 0
    corrections: int = 0
    embargo: datetime | None = None
    expires: datetime | None = None
    draft: bool = False
    status: str = ""
    id: str = ""
    damage: str = ""

    def fields(self) -> dict[str, str]:
        """The field lines."""
        embargo = "next Tuesday-ish" if self.damage == "embargo" else self.embargo and self.embargo.isoformat()
        expires = self.expires and self.expires.isoformat()
        draft = "yes" if self.draft else ""
        found = {"Embargo": embargo, "Expires": expires, "Draft": draft, "Status": self.status, "Id": self.id}
        return {name: value for name, value in found.items() if value}

    def headline(self) -> str:
        """The headline."""
        words = random.Random(f"{self.token} {self.title}").choices(_WORDS, k=4)
        return " ".join([words[0].capitalize(), *words[1:], self.token, f"tx{letters(self.title)}x"])

    def paragraphs(self) -> list[str]:
        """The story: a third of its words is new in every version."""
        old, new = random.Random(self.token), random.Random(f"{self.token} {self.version}")
        first = [self.token, f"vx{letters(self.version)}x", *old.choices(_WORDS, k=7)]
        second = [_TYPOS[self.typo % len(_TYPOS)], *old.choices(_WORDS, k=10)]
        third = new.choices(_WORDS, k=11)
        notes = [f"Correction: {' '.join(new.choices(_WORDS, k=4))} {letters(one)}." for one in range(self.corrections)]
        return [*(f"{' '.join(words)}." for words in (first, second, third)), *notes]

    def content(self, path: str) -> bytes:
        """The bytes of the file."""
        if self.damage == "empty":
            return b""
        paragraphs = [] if self.damage == "headline" else self.paragraphs()
        fields = self.fields().items()
        if path.endswith(".html"):
            names = {"Expires": "expiry", "Id": "feedservice-id"}
            metas = "".join(
                f'<meta name="{names.get(name, name.lower())}" content="{value}">' for name, value in fields
            )
            story = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            whole = f"<html><head>{metas}</head><body><h1>{self.headline()}</h1>\n{story}\n</body></html>\n"
        else:
            head = "\n".join(f"{name}: {value}" for name, value in fields)
            whole = "\n\n".join(filter(None, [head, self.headline(), *paragraphs])) + "\n"
        if self.damage == "prefix":
            whole = whole[: whole.index(paragraphs[1]) + 30]
        return whole.encode()

    @property
    def is_readable(self) -> bool:
        """Whether the press can make an article of it."""
        return self.damage in ("", "prefix")

    def may_be_seen(self, path: str, now: datetime) -> bool:
        """Whether readers may see it at an instant."""
        back = self.draft or self.status or any(part.startswith("_") for part in path.split("/"))
        early, late = self.embargo and self.embargo > now, self.expires and self.expires <= now
        return self.is_readable and not (back or early or late)

    def is_plain_at(self, now: datetime, latest: datetime) -> bool:
        """Whether the clock has not gone back over an hour of its own: then all depends on when it was read."""
        return not any(hour and now < hour <= latest for hour in (self.embargo, self.expires))


@dataclass(frozen=True)
class Shown:
    """One article as the Atom document shows it."""

    id: str
    token: str
    version: str
    title: str
    updated: datetime


@dataclass
class Feeds:
    """Both documents, taken apart; checked against each other."""

    updated: datetime
    last_modified: tuple[datetime, ...]
    bodies: tuple[bytes, ...]
    entries: tuple[Shown, ...]
    stones: dict[str, datetime]

    @property
    def ids(self) -> dict[str, Shown]:
        return {one.id: one for one in self.entries}

    def of(self, token: str) -> list[Shown]:
        return [one for one in self.entries if one.token == token]


def _only(pattern: re.Pattern[str], text: str) -> str:
    found = set(pattern.findall(text))
    assert len(found) == 1, f"a mixture of stories: {text}"
    return found.pop()


def read_feeds(room: Newsroom, forms: Iterable[Format] = READ_FORMS) -> Feeds | None:
    """What is on the stand; what is set on request, in these formats."""
    with room.store.reading() as asked:
        found = {**documents(asked), **long_tail(asked, room.settings, forms)}
        in_print = [article.id for article in asked.articles.newest(1000)]
        state = asked.turns.state()
        waiting, bound = {one.id for one in asked.volumes.waiting()}, bound_ids(asked)
        stale = {record.path for record in asked.channels.stale()}
        if asked.search.state() is not None:
            search.check(asked)
    if "/rss.xml" not in found:
        return None
    assert not waiting & set(bound), "an article is bound and waits"
    assert waiting | set(bound) == set(in_print), "an article is lost to the archive, or is in it and out of print"
    assert len(bound) == len(set(bound)), "an article is bound twice"
    atom, rss = etree.fromstring(found["/atom.xml"].body), etree.fromstring(found["/rss.xml"].body)
    entries = []
    for entry in atom.iter(f"{_ATOM}entry"):
        headline, body = entry.findtext(f"{_ATOM}title"), entry.findtext(f"{_ATOM}content")
        token, version, title = _only(_TOKEN, headline + body), _only(_VERSION, body), _only(_TITLE, headline)
        updated = datetime.fromisoformat(entry.findtext(f"{_ATOM}updated"))
        entries.append(Shown(entry.findtext(f"{_ATOM}id"), token, version, title, updated))
    items = [
        (item.findtext("guid"), _only(_TOKEN, item.findtext("title") + item.findtext(_CONTENT)))
        for item in rss.iter("item")
    ]
    assert items == [(one.id, one.token) for one in entries], "RSS and Atom show different articles"
    assert in_print == [one.id for one in entries], "the store and the feeds differ"
    assert len(set(in_print)) == len(in_print), "an id stands twice"
    stones = {stone.get("ref"): datetime.fromisoformat(stone.get("when")) for stone in atom.iter(_STONE)}
    updated = datetime.fromisoformat(atom.findtext(f"{_ATOM}updated"))
    assert parsedate_to_datetime(rss.findtext("channel/lastBuildDate")) == updated <= state.changed
    check_channels({path: one for path, one in found.items() if path.removesuffix("/atom.xml") not in stale}, atom)
    everything = [found[path] for path in _EVERYTHING]
    return Feeds(
        updated,
        tuple(one.last_modified for one in everything),
        tuple(one.body for one in everything),
        tuple(entries),
        stones,
    )


def bound_ids(asked: Reading) -> list[str]:
    """The ids of the articles in all volumes of the archive, by the chain from the last one."""
    path, found = asked.volumes.newest(), list[str]()
    while path:
        record = asked.channels.at(path)
        found += asked.volumes.articles(record.slug)
        path = asked.volumes.before(record.place)
    return found


def check_channels(found: dict[str, Document], everything: etree._Element) -> None:
    """No channel shows anything that everything does not, and of a section each story.

    Not one that is marked as stale: it is set in a transaction after that of everything, and a kill may come between.
    """
    shown = {(one.findtext(f"{_ATOM}id"), one.findtext(f"{_ATOM}updated")) for one in everything.iter(f"{_ATOM}entry")}
    in_sections: set[tuple[str | None, str | None]] = set()
    for path, document in found.items():
        if path.endswith("atom.xml") and not path.startswith("/archive"):
            root = etree.fromstring(document.body)
            mine = {(one.findtext(f"{_ATOM}id"), one.findtext(f"{_ATOM}updated")) for one in root.iter(f"{_ATOM}entry")}
            assert mine <= shown, f"{path} shows what is not in print, or as it was"
            in_sections |= mine if path.startswith("/languages/") else set()
    assert in_sections == shown, "an article is in no language's feed"


class Crash(BaseException):
    """The process is killed."""


#: Places in a turn where a machine may die.
FRAGILE = (
    (ArticleChanges, "save"),
    (BulkChanges, "publish"),
    (BulkChanges, "save_receipts"),
    (ArticleChanges, "stand"),
    (ArticleChanges, "happened"),
    (ReceiptChanges, "save"),
    (FileChanges, "note_moving"),
    (DocumentChanges, "put"),
    (VolumeChanges, "bind"),
    (VolumeChanges, "follow"),
    (LedgerChanges, "note"),
    (LedgerChanges, "note_new"),
    (SearchChanges, "follow"),
    (SearchChanges, "enter_new"),
    (SearchChanges, "take_in"),
    (Fts5Words, "put"),
    (TurnChanges, "save_state"),
    (FileChanges, "drop"),
    (TurnChanges, "record"),
    (LeaseChanges, "give_up"),
    (ReceiptChanges, "follow"),
    (ArticleChanges, "newest"),
    (ArticleChanges, "due"),
    (Store, "take_lease"),
)


class Messages(logging.Handler):
    """All that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Model:
    """The folder as its editors know it, the press, and what both came to so far."""

    def __init__(self, database_url: str = "") -> None:
        self.base = Path(tempfile.mkdtemp(prefix="machine-"))
        (self.base / "state").mkdir()
        self.births = 0
        self.chance = mock.patch("feedservice.editing.ids.token_bytes", self.token_bytes)
        self.chance.start()
        options = {"feed_items": 1000, "database_url": database_url}
        self.room = Newsroom(self.base / "content", self.base / "state", options)
        self.messages = Messages()
        self.level = logging.getLogger("feedservice").level
        logging.getLogger("feedservice").addHandler(self.messages)
        logging.getLogger("feedservice").setLevel(logging.INFO)
        self.files: dict[str, Text] = {}
        self.trash: list[tuple[str, Text]] = []
        self.root = self.room.content
        self.blind: set[str] = set()
        self.were_blind: set[str] = set()
        self.stories = self.ticks = 0
        self.latest = self.kept = self.room.now
        #: What the press has read in each file it still has a receipt of, and the last reading of each story.
        self.read: dict[str, Text] = {}
        self.stamps: dict[str, Stamp] = {}
        self.known: dict = {}
        self.last_read: dict[str, tuple[str, Text]] = {}
        self.choices = 0
        self.chosen: dict[str, tuple[str, str]] = {}
        self.chosen_on: dict[str, str] = {}
        self.missing: dict[str, datetime] = {}
        #: The stories that a path (in any spelling) has had since the press last read it.
        self.been: dict[str, set[str]] = {}
        self.kin: dict[str, str] = {}
        self.loose: set[str] = set()
        self.twins: set[str] = set()
        self.commanded: dict[str, str] = {}
        self.held: set[str] = set()
        self.undone: dict[str, datetime] = {}
        self.pictured: set[str] = set()
        self.feeds: Feeds | None = None
        self.story_of: dict[str, str] = {}
        self.id_of: dict[str, str] = {}
        self.left: dict[str, datetime] = {}
        self.content_shown: dict[str, Text] = {}
        self.updated_before: dict[str, datetime] = {}
        #: Two aggregators: one asks after every step, the other now and then.
        self.mirrors = [Mirror(asker(self.room)), Mirror(asker(self.room))]
        self.copied: dict[int, bytes] = {}
        self.alarm = False
        self.is_sound = True
        self.went_back = self.crashed = False
        self.claims = {"strict": 0, "weak": 0, "choice": 0}

    def token_bytes(self, count: int) -> bytes:
        """For ids that are the same in every run."""
        self.births += 1
        return self.births.to_bytes(count, "big")

    def close(self) -> None:
        self.chance.stop()
        logging.getLogger("feedservice").removeHandler(self.messages)
        logging.getLogger("feedservice").setLevel(self.level)
        self.room.close()
        shutil.rmtree(self.base)

    # What editors do

    def new_story(self) -> Text:
        self.stories += 1
        return Text(f"zq{letters(self.stories)}q")

    def kindred(self, token: str) -> str:
        while token in self.kin:
            token = self.kin[token]
        return token

    def make_kin(self, one: str, other: str) -> None:
        """An id of the one may lawfully show the other: an editor wrote it into the same file."""
        if self.kindred(one) != self.kindred(other):
            self.kin[self.kindred(one)] = self.kindred(other)

    def paths_of(self, token: str) -> list[str]:
        return [path for path, text in self.files.items() if text.token == token]

    def is_read(self, path: str) -> bool:
        """Whether the press has read the file as it is now."""
        memory = self.known.get(path)
        rests = memory is not None and memory.outcome is not Outcome.WAITING and memory.stamp == self.stamp(path)
        return rests and self.was_read(path)

    def was_read(self, path: str) -> bool:
        """Whether these are the words it was last read with; it may have to rest anew, as the clock went back."""
        return self.read.get(path) == self.files[path] and self.stamps.get(path) == self.stamp(path)

    def is_shown(self, token: str) -> bool:
        return bool(self.feeds and self.feeds.of(token))

    def is_settled(self, path: str) -> bool:
        """Whether the press knows this very file, it is all there is of its story, and readers see it."""
        text = self.files[path]
        alone = len(self.paths_of(text.token)) == 1
        return alone and self.is_read(path) and self.is_shown(text.token) and not text.damage

    def is_free(self, path: str) -> bool:
        return spelling(path) not in map(spelling, self.files) and not self.is_blind(path)

    def is_blind(self, path: str) -> bool:
        return path.split("/", maxsplit=1)[0] in self.blind

    def arrives(self, path: str, text: Text, *, known: bool = False) -> None:
        """A story comes to lie at a path. `known` says that it cannot be mistaken: by bytes or words it is itself."""
        if any(one.suffix == ".jpg" for one in (self.root / path).parent.glob(f"{Path(path).stem}.*")):
            self.pictured.add(text.token)
        been = self.been.setdefault(spelling(path), set())
        others = been - {text.token}
        been.add(text.token)
        if known:
            return
        at_home = path in self.read and self.read[path].token == text.token
        if text.token in self.id_of and not at_home:
            self.loose.add(text.token)
        for other in others:
            self.make_kin(other, text.token)
            if other in self.commanded or other in self.loose or other in self.twins:
                self.loose.add(text.token)
            self.loose.add(other)

    def save(self, path: str, text: Text, *, known: bool = False, anew: bool = False) -> None:
        """Write a file; `anew` as programs do that write another and rename it."""
        self.arrives(path, text, known=known)
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if anew:
            part = target.with_name(".save.part")
            part.write_bytes(text.content(path))
            part.rename(target)
        else:
            target.write_bytes(text.content(path))
        self.touch(path)
        self.files[path] = text

    def touch(self, path: str) -> None:
        self.ticks += 1
        moment = int(self.room.now.timestamp()) * 10**9 + self.ticks * 1000
        os.utime(self.root / path, ns=(moment, moment))

    def rewrite(self, path: str, text: Text) -> None:
        """An edit in place; of a file with a double, to a story of its own, lest two versions of one run side by side."""
        if len(self.paths_of(text.token)) > 1:
            text = self.new_story()
        self.save(path, text)

    def move(self, old: str, new: str) -> None:
        """Rename a file, over another if there is one."""
        text, known = self.files[old], self.is_settled(old)
        if not known and text.token in self.id_of:
            is_as_read = self.is_read(old) and len(self.paths_of(text.token)) == 1 and not text.damage
            home = is_as_read and not (self.been.get(spelling(new), set()) - {text.token})
            known = home and text.token not in self.commanded
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)
        del self.files[old]
        self.arrives(new, text, known=known)
        self.files[new] = text

    def lose_sight_of(self, section: str) -> None:
        """A folder can no longer be looked into: of what has just left it the press cannot know that it is gone."""
        self.blind.add(section)
        for path, text in self.read.items():
            if path.startswith(f"{section}/") and (path not in self.files or self.files[path].token != text.token):
                self.loose.add(text.token)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()
        self.trash.append((path, self.files.pop(path)))

    # What the press does

    def turn(self, seconds: float = 0.0) -> TurnReport:
        """Let time pass, look, and check everything."""
        self.pass_time(seconds)
        with self.blindness():
            report = self.room.turn()
        if report.succeeded:
            self.alarm = bool(report.message)
        self.check(turned=report.succeeded)
        return report

    def keep_hours(self, seconds: float = 0.0) -> None:
        """What the clock alone does."""
        self.pass_time(seconds)
        self.room.press.keep_hours()
        self.check(turned=False)

    def pass_time(self, seconds: float) -> None:
        self.went_back |= seconds < 0
        earliest = self.latest - timedelta(hours=12)
        self.room.now = max(self.room.now + timedelta(seconds=seconds), earliest)
        self.latest = max(self.latest, self.room.now)

    @contextmanager
    def blindness(self):
        """Folders without the right to look into them; tests may run as root, who has every right."""
        real = os.scandir

        def scandir(folder: str) -> object:
            inside = os.path.relpath(folder, self.room.content)
            if inside in self.blind:
                raise PermissionError(13, "Permission denied")
            return real(folder)

        with mock.patch.object(os, "scandir", scandir):
            yield

    def has_come_meanwhile(self, text: Text) -> bool:
        """Whether an hour of a story has come since the press last kept hours to the end: it was killed at that."""
        return self.crashed and any(hour and self.kept < hour <= self.room.now for hour in (text.embargo, text.expires))

    def crash(self, place: int, count: int) -> None:
        """Be killed in mid-turn, at the so many-th call of a thing; then start again."""
        owner, name = FRAGILE[place % len(FRAGILE)]
        real, left = getattr(owner, name), count

        def fragile(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Crash
            return real(*arguments, **options)

        succeeded = False
        try:
            with mock.patch.object(owner, name, fragile), self.blindness():
                report = self.room.turn()
            succeeded = report.succeeded
            if succeeded:
                self.alarm = bool(report.message)
        except Crash:
            pass
        self.restart()
        self.crashed = not succeeded
        self.check(turned=succeeded)
        self.crashed = False

    def restart(self) -> None:
        """Start again: the process that had the lease is no more."""
        lease._OURS.discard(self.room.store.holder)
        self.room.restart()

    def quiet(self) -> None:
        """Everybody rests until all is read and gone that is to be; then nothing may be missing."""
        for seconds in (5, 15, 65, 5, 15):
            report = self.turn(seconds)
        if report.succeeded and not self.blind:
            self.check_all_is_done()

    # What must hold

    def check(self, *, turned: bool) -> None:
        """Every invariant, after a turn or an hour kept."""
        self.is_sound = False
        before, self.feeds = self.feeds, read_feeds(self.room)
        with self.room.store.reading() as asked:
            known = self.known = asked.files.known()
        dropped = self.note_read(known) if turned else []
        if turned:
            self.check_receipts(known)
        if self.feeds:
            self.check_times(before)
            self.check_ids(before)
            self.check_stones(before)
            self.check_stories(before, known)
            self.check_limit(before, dropped)
        self.check_mirrors()
        self.check_choices()
        self.check_log()
        if not self.crashed:
            self.kept = self.room.now
        if turned:
            for token, when in list(self.undone.items()):
                if when <= self.room.now and not any(map(self.is_blind, self.paths_of(token))):
                    del self.undone[token]
        self.is_sound = True

    def check_mirrors(self) -> None:
        """Aggregators that go by the changes have what is in print, whenever they ask."""
        watchful, lazy = self.mirrors
        feed = self.feeds.bodies[_JSON] if self.feeds else b""
        for mirror in (watchful, lazy) if (self.births + self.ticks + len(watchful.told)) % 5 == 0 else (watchful,):
            if mirror.poll() or feed != self.copied.get(id(mirror)):
                check_copy(feed, mirror)
                self.copied[id(mirror)] = feed

    def stamp(self, path: str) -> Stamp:
        return stamp_of((self.root / path).stat())

    def note_read(self, known: dict) -> list[str]:
        """Take note of what the press has read; returns the files it has forgotten."""
        now = self.room.now
        for path, text in self.files.items():
            memory = known.get(path)
            if memory and memory.stamp == self.stamp(path) and memory.outcome is not Outcome.WAITING:
                self.read[path] = text
                self.stamps[path] = memory.stamp
                self.last_read[text.token] = (path, text)
                self.been[spelling(path)] = {text.token}
            if not self.is_blind(path):
                self.missing.pop(path, None)
        for path in self.read:
            if path not in self.files and not self.is_blind(path):
                self.missing[path] = min(self.missing.get(path, now), now)
        dropped = [path for path in self.read if path not in known]
        for path in dropped:
            assert path not in self.files, f"the receipt of {path} is gone, the file is not"
            assert now - self.missing.pop(path) >= GRACE, f"{path} was given up too soon"
            del self.read[path]
            if self.is_free(path):
                self.been.pop(spelling(path), None)
        return dropped

    def check_receipts(self, known: dict) -> None:
        """Every file has its receipt; a receipt without a file is of one that is gone for the moment."""
        seen = {path for path in self.all_files() if not self.is_blind(path)}
        assert not seen - known.keys(), f"no receipt for {seen - known.keys()}"
        for path in known.keys() - self.all_files():
            assert known[path].outcome is Outcome.GONE or self.is_blind(path), f"a receipt of no file: {path}"

    def all_files(self) -> set[str]:
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        return set(found)

    def check_times(self, before: Feeds | None) -> None:
        """Feeds' times stand still with their bytes, and move forward with them."""
        now = self.feeds
        if before is None:
            return
        if now.bodies == before.bodies:
            assert (now.updated, now.last_modified) == (before.updated, before.last_modified)
            return
        assert now.updated > before.updated, "the feed changed, and its time did not move forward"
        for path in range(len(now.bodies)):
            moved = now.last_modified[path] > before.last_modified[path]
            assert moved or now.bodies[path] == before.bodies[path], "the bytes changed, Last-Modified did not"
            assert now.last_modified[path] >= before.last_modified[path], "Last-Modified went back"

    def check_ids(self, before: Feeds | None) -> None:
        """No id changes hands, and no story changes its id."""
        for one in self.feeds.entries:
            first = self.story_of.setdefault(one.id, one.token)
            assert self.kindred(first) == self.kindred(one.token), f"{one.id} went from {first} to {one.token}"
            had = self.id_of.get(one.token, one.id)
            forgotten = had in self.left and self.latest - self.left[had] > LIFE - timedelta(days=1)
            if one.token not in self.loose and one.token not in self.twins and not forgotten:
                assert had == one.id, f"{one.token} went from {had} to {one.id}"
            self.id_of[one.token] = one.id
            self.story_of[one.id] = one.token

    def check_stones(self, before: Feeds | None) -> None:
        """What left print has its tombstone, and what is back has none, and a later time."""
        stones, ids, now = self.feeds.stones, self.feeds.ids, self.room.now
        assert not stones.keys() & ids.keys(), "a tombstone of an article in print"
        assert all(when <= self.feeds.updated for when in stones.values()), "a tombstone later than its feed"
        for id_ in (before.ids.keys() if before else set()) - ids.keys():
            assert id_ in stones, f"{id_} left print without a tombstone"
            self.left[id_] = stones[id_]
        for id_ in ids.keys() & self.left.keys():
            assert ids[id_].updated > self.left.pop(id_), f"{id_} is back with no later time than its tombstone"
        for id_, when in self.left.items():
            if self.latest - when < LIFE:
                assert stones.get(id_) == when, f"the tombstone of {id_}, {when}, is {stones.get(id_)} at {self.latest}"
            elif now - when >= LIFE and not (self.went_back or self.crashed):  # else it goes at the next change
                assert id_ not in stones, f"the tombstone of {id_} stayed too long"
        assert stones.keys() <= self.left.keys(), "a tombstone of what was never in print"

    def check_stories(self, before: Feeds | None, known: dict) -> None:
        seen = {(one.token, one.version, one.title) for one in (before.entries if before else ())}
        for one in self.feeds.entries:
            if (one.token, one.version, one.title) not in seen:
                assert any(self.gives(path, one) for path in (self.read if self.is_away else self.files)), (
                    f"{one} is early, or of no file: {[self.tell(path) for path in self.paths_of(one.token)]}"
                )
        tokens = {text.token for text in (*self.files.values(), *self.read.values())} | {
            one.token for one in (*self.feeds.entries, *(before.entries if before else ()))
        }
        for token in sorted(tokens):
            shown, was = self.feeds.of(token), bool(before and before.of(token))
            if token in self.commanded and token not in self.loose:
                assert not shown, f"{token} is withdrawn by command, and in print"
            if token not in self.loose:
                assert len(shown) <= 1, f"{token} is in print twice"
            if token in self.loose or token in self.twins or token in self.undone:
                self.claims["weak"] += 1
            else:
                self.claims["strict"] += 1
                self.check_story(token, shown[0] if shown else None, was, known)

    def gives(self, path: str, one: Shown) -> bool:
        """Whether a file, as the press has read it, is what is shown, and may be seen now."""
        text = self.read.get(path) if self.is_away else self.files[path]
        if text is None or text.token != one.token or not (self.is_away or self.was_read(path)):
            return False
        same = (one.version, one.title) == (f"vx{letters(text.version)}x", f"tx{letters(text.title)}x")
        return same and text.may_be_seen(path, self.room.now)

    @property
    def is_away(self) -> bool:
        return self.root != self.room.content

    def check_story(self, token: str, shown: Shown | None, was: bool, known: dict) -> None:
        """One story about which there is no doubt."""
        now, commanded, paths = self.room.now, token in self.commanded, self.paths_of(token)
        if not paths:
            self.check_gone(token, shown, was, known)
            return
        (path,) = paths
        text = self.files[path]
        if not self.is_read(path):
            old = self.read.get(path)
            at_home = old is not None and old.token == token
            if was and at_home and not commanded and not self.is_over(old):
                assert shown, f"{token} fell out of print while {path} was written"
        elif not text.is_readable:
            if was and not commanded and not self.is_over(self.content_shown.get(token)):
                assert shown, f"{token} fell out of print because {path} is broken"
        elif text.is_plain_at(now, self.latest) and not self.has_come_meanwhile(text):
            wanted = text.may_be_seen(path, now) and not commanded
            assert bool(shown) == wanted, f"{token} is {'' if shown else 'not '}in print: {self.tell(path)}"
            if shown:
                assert self.gives(path, shown), f"{token} is shown with old words"
                self.check_updated(token, text, path, shown)
        if not shown:
            self.content_shown.pop(token, None)

    def tell(self, path: str) -> str:
        """All about a file, for a failure."""
        filed = self.room.receipts().get(path)
        receipt = filed and (filed.receipt.outcome, filed.receipt.note, [one.what for one in filed.receipt.problems])
        return f"{path} at {self.room.now}: {self.files[path]}, {receipt}, read as {self.read.get(path)} {self.stamps.get(path)}, is {self.stamp(path)}"

    def is_over(self, text: Text | None) -> bool:
        return bool(text and text.expires and text.expires <= self.latest)

    def check_gone(self, token: str, shown: Shown | None, was: bool, known: dict) -> None:
        """A story without a file: it stays while its file may come back, and goes with its receipt."""
        last = self.last_read.get(token, ("", None))[0]  # names it had before that are of no account
        homes = [last] if last in self.read and self.read[last].token == token and last not in self.files else []
        if any(path in known for path in homes):
            text = self.read[homes[0]]
            if (
                was
                and token not in self.commanded
                and not self.is_over(text)
                and text.is_plain_at(self.room.now, self.latest)
            ):
                assert shown or self.is_over(self.content_shown.get(token)), f"{token} was withdrawn too soon"
        elif not any(text.token == token for text in self.read.values()):
            assert not shown, f"{token} is in print, and has no file"
        if not shown:
            self.content_shown.pop(token, None)

    def check_updated(self, token: str, text: Text, path: str, shown: Shown) -> None:
        """Typos and mere touches do not move `updated`; news and corrections do.

        So does a coming back: what ran out and was prolonged within one turn left print on its second, and came back.
        """
        before = self.content_shown.get(token)
        self.content_shown[token] = text
        old = self.updated_before.get(shown.id) if before else None
        if old is None or token in self.pictured or before.damage or text.damage or self.is_over(before):
            return
        if (before.version, before.title) != (text.version, text.title) or text.corrections > before.corrections:
            assert shown.updated > old, f"{token} has news, and its `updated` did not move"
        elif text.corrections == before.corrections:
            assert shown.updated == old, f"{token} has no news, and its `updated` moved"

    def check_limit(self, before: Feeds | None, dropped: list[str]) -> None:
        """Never is a great part of what is in print withdrawn at once because files are gone."""
        lost = [
            path
            for path in dropped
            if before and before.of(self.last_text(path)) and not self.is_shown(self.last_text(path))
        ]
        in_print = len(lost) + len(self.feeds.entries)
        over = sum(self.is_over(text) for text in self.read.values()) + len(self.commanded)
        if len(lost) > 3:
            assert len(lost) * 4 <= in_print + over, f"{len(lost)} withdrawn at once"
        self.updated_before = {one.id: one.updated for one in self.feeds.entries}

    def last_text(self, path: str) -> str:
        return next((token for token, (at, _) in self.last_read.items() if at == path), "")

    def check_log(self) -> None:
        for line in self.messages.lines:
            for token in _TOKEN.findall(line):
                assert token in self.id_of, f"the log tells of {token} before its time: {line}"
        self.messages.lines.clear()

    def check_all_is_done(self) -> None:
        """After a long rest: every file is read, every story of a sound file is in print, and nothing else is."""
        with self.room.store.reading() as asked:
            known = asked.files.known()
            assert not asked.channels.has_stale(), "a channel is never set"
        for path, text in self.files.items():
            assert text.damage == "empty" or self.is_read(path), f"never read: {self.tell(path)}"
        if not self.alarm:
            left = known.keys() - self.all_files()
            assert not left, f"receipts of no file: {left}"
        for token in (
            {text.token for text in self.files.values()} - self.loose - self.commanded.keys() - self.undone.keys()
        ):
            paths, now = self.paths_of(token), self.room.now
            if all(self.files[path].may_be_seen(path, now) for path in paths) and all(
                self.files[path].is_plain_at(now, self.latest) for path in paths
            ):
                assert self.is_shown(token), f"{token} is lost: {' and '.join(map(self.tell, paths))}"
        self.check_no_ghosts()

    def check_no_ghosts(self) -> None:
        if self.alarm or not self.feeds:
            return
        alive = {text.token for text in self.files.values()}
        for one in self.feeds.entries:
            assert one.token in alive or one.token in self.loose, f"{one.token} is in print, and has no file"

    def check_pages(self) -> None:
        """The pages say what the feeds say: in print, withdrawn, or nothing at all."""
        app = self.room.apps[0] if self.room.apps else self.room.app()
        client, ids = app.test_client(), self.feeds.ids if self.feeds else {}
        with self.room.store.reading() as asked:
            keys = {standing.article.id: standing.article.key for standing, _ in asked.articles.everything()}
        for id_, key in keys.items():
            expected = 200 if id_ in ids else 410 if id_ in self.story_of else 404
            assert client.get(f"/articles/{key}").status_code == expected, f"the page of {id_}"

    def withdraw(self, token: str, *, only_hold: bool = False) -> None:
        """Withdraw or hold by order: at once. What holds of the one holds of the other."""
        id_ = self.feeds.of(token)[0].id
        self.commanded[token] = id_
        if only_hold:
            self.held.add(token)
        self.order(What.HOLD if only_hold else What.WITHDRAW, id_, "said so")

    def bring_back(self, token: str) -> None:
        """Undo it; the next look decides."""
        id_ = self.commanded.pop(token)
        self.undone[token] = self.room.now
        self.order(What.LET_GO if token in self.held else What.RESTORE, id_)
        self.held.discard(token)

    def may_choose(self, path: str) -> bool:
        """Whether a file is as it was read, and its article in print."""
        if self.is_blind(path) or not self.is_settled(path):
            return False
        with self.room.store.reading() as asked:
            known, found, carried = asked.files.at(path), asked.alternatives.at(path), asked.articles.at(path)
        is_read = known is not None and found is not None and known.outcome in IN_PRINT
        return is_read and carried is not None and found.sha256 == self.sha256(path) == carried.sha256

    def sha256(self, path: str) -> str:
        """The hash of a file's bytes; nothing where there is none."""
        file = self.root / path
        return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""

    def choose(self, path: str) -> None:
        """Choose a dateline that no other file has: from the next reading on, for as long as the bytes are these."""
        self.choices += 1
        place = f"Port {letters(self.choices).capitalize()}"
        with self.room.store.reading() as asked:
            id_ = asked.articles.at(path).article.id
        self.order(What.CHOOSE, id_, path=path, field="dateline", value=place)
        self.chosen[path] = (self.sha256(path), place)
        self.chosen_on[place] = self.sha256(path)

    def check_choices(self) -> None:
        """What was chosen counts while the file is as it was, through whatever else happens, and never with other words."""
        with self.room.store.reading() as asked:
            carried = {path: asked.articles.at(path) for path in {*self.chosen, *self.files}} if self.chosen_on else {}
            known = {path: asked.files.at(path) for path in self.chosen}
        for path, one in carried.items():
            if one is not None and one.state in IN_PRINT and one.article.dateline:
                place = one.article.dateline
                assert self.chosen_on[place] == one.sha256, f"{place} stands with other words, in {path}"
        for path, (bytes_, place) in list(self.chosen.items()):
            one, memory = carried.get(path), known.get(path)
            if self.sha256(path) != bytes_ or one is None or one.sha256 != bytes_:
                del self.chosen[path]  # it ends when that is read
            elif memory is not None and memory.outcome in IN_PRINT:  # else it waits to be read, or was made waste
                assert one.article.dateline == place, f"{path} has lost {place}"
                self.claims["choice"] += 1

    def order(self, what: What, id_: str, reason: str = "", **said: str) -> None:
        """Enter an order as the desk does, and let the press obey."""
        with self.room.store.writing() as changes:
            number = changes.orders.give(PressOrder(what, id_, "Ana", "desk", self.room.now, reason=reason, **said))
        obey_waiting(self.room.press)
        with self.room.store.reading() as asked:
            done = asked.orders.numbered(number)
        assert done is not None
        assert done.state is OrderState.DONE, done.result
        self.check(turned=False)

    def change(self, path: str, **fields: object) -> None:
        """Change fields, and none of the words."""
        self.save(path, replace(self.files[path], **fields))
