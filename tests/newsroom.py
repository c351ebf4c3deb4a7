"""A whole newsroom for tests: a real folder, a real store, a press with a clock that the test steps."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import feedparser
from flask import Flask
from PIL import Image

from feedservice.article import Cut
from feedservice.channels import LONG_TAIL, Document
from feedservice.feeds.formats import FORMATS, Format
from feedservice.feeds.on_request import set_on_request
from feedservice.press.turn import Press
from feedservice.press.turn_report import TurnReport
from feedservice.settings import Settings
from feedservice.settings.sources import load
from feedservice.store import Reading, Store
from feedservice.store.filed_receipts import FiledReceipt
from feedservice.web.application import create_app

START = datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC)

#: A lease taken by a clock that is so far ahead lasts nearly twice as long, and is not yet one of a clock gone wrong.
AHEAD = timedelta(seconds=25)

STORY = """Harbour reopens after storm

Boats went out again at first light on Monday.

By Ana Ruiz

The harbour of Port Elster reopened on Monday. Forty boats left within the hour, the harbour master said.

Nobody was hurt in the storm, which broke two moorings.
"""


#: A press that starts no process for its files; those that are to have one say so.
READS_BY_ITSELF: dict[str, object] = {"reading_limit_seconds": 0}

_WORDS = [
    "quay",
    "market",
    "winter",
    "school",
    "council",
    "engine",
    "bridge",
    "orchard",
    "gallery",
    "signal",
    "harvest",
    "clinic",
    "tunnel",
    "island",
    "timber",
    "weather",
    "ferry",
    "museum",
    "garden",
    "library",
    "station",
    "festival",
    "mountain",
    "kitchen",
    "letter",
    "window",
    "copper",
    "violin",
    "border",
    "meadow",
]


def story(name: str) -> str:
    """A story of its own for every name, with the name in its headline: its words are not those of another."""
    chance = random.Random(name)
    sentences = (" ".join(chance.choices(_WORDS, k=12)).capitalize() for _ in range(12))
    return STORY.replace("Harbour", name).replace("Nobody", f"{'. '.join(sentences)}.\n\nNobody")


def picture(colour: str = "navy", size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """A small real picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


@cache
def fresh_database() -> bytes:
    """A database with its schema and nothing in it: to copy one takes a hundredth of the time of migrations."""
    with TemporaryDirectory() as folder:
        with Store(f"sqlite:///{folder}/fresh.db", make_folder=True) as store:
            store.migrate()
        return (Path(folder) / "fresh.db").read_bytes()


def documents(asked: Reading) -> dict[str, Document]:
    """Every document on the stand, by address."""
    return {path: found for path in asked.documents.paths() if (found := asked.documents.at(path))}


def long_tail(asked: Reading, settings: Settings, forms: Iterable[Format] = FORMATS) -> dict[str, Document]:
    """Every document that is set on request in some formats, by address; of a month its first part."""
    records = asked.channels.of_kinds(LONG_TAIL)
    paths = [record.path + form.path for record in records for form in forms]
    found = (set_on_request(settings, asked, path) for path in paths)
    return {one.document.path: one.document for one in found if one}


@dataclass
class Newsroom:
    """The folder, the press and what it serves."""

    content: Path
    state: Path
    options: dict[str, object] = field(default_factory=dict)
    now: datetime = START
    apps: list[Flask] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.content.mkdir(exist_ok=True)
        self.settings: Settings = load(
            {
                "content_dir": self.content,
                "state_dir": self.state,
                "settle_seconds": 2.0,
                **READS_BY_ITSELF,
                **self.options,
            }
        )
        self.restart()

    def restart(self) -> None:
        """A new press and store on the same folders, as after a crash."""
        if hasattr(self, "store"):
            self.store.close()
        database = self.state / "feedservice.db"
        if not database.exists() and not self.settings.database_url:
            self.state.mkdir(parents=True, exist_ok=True)
            database.write_bytes(fresh_database())
        self.store = Store(self.settings.database, make_folder=True)
        self.store.migrate()
        self.press = Press(self.settings, self.store, clock=lambda: self.now, propagate_bugs=True)

    def app(self, **changed: object) -> Flask:
        """The web side of this newsroom, with some settings changed; it is closed with the newsroom."""
        self.apps.append(create_app(replace(self.settings, **changed), refresh=False))
        return self.apps[-1]

    def close(self) -> None:
        """Close every connection that was made here."""
        for app in self.apps:
            app.extensions["store"].close()
        self.store.close()

    def drop(self, path: str, content: str | bytes = STORY) -> Path:
        """Save a file as an editor would."""
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def turn(self, seconds: float = 0.0) -> TurnReport:
        """Let time pass, then turn."""
        self.now += timedelta(seconds=seconds)
        return self.press.turn()

    def settle(self) -> TurnReport:
        """Two looks far enough apart that all that lies in the folder is read."""
        self.turn(10)
        return self.turn(10)

    def lapse(self) -> TurnReport:
        """Looks far enough apart that what is gone is gone for good."""
        self.turn(10)
        return self.turn(self.settings.withdrawal_grace_seconds)

    def document(self, path: str = "/rss.xml") -> bytes:
        """A document as it would be served, or nothing."""
        with self.store.reading() as asked:
            if body := asked.documents.body_at(path):
                return body
            found = set_on_request(self.settings, asked, path)
        return found.document.body if found else b""

    def feed(self, path: str = "/rss.xml") -> feedparser.FeedParserDict:
        """A document as feedparser reads it."""
        return feedparser.parse(self.document(path))

    def receipts(self) -> dict[str, FiledReceipt]:
        """Every receipt by path."""
        with self.store.reading() as asked:
            return {filed.receipt.path: filed for filed in asked.receipts.filed()}

    def left_out(self, path: str) -> tuple[Cut, ...]:
        """All that was left out of a file."""
        with self.store.reading() as asked:
            return asked.receipts.left_out(path)

    def outcome(self, path: str) -> str:
        """What became of a file."""
        return self.receipts()[path].receipt.outcome.value

    def what(self, path: str) -> str:
        """What the desk says is wrong with a file."""
        return " ".join(problem.what for problem in self.receipts()[path].receipt.problems)
