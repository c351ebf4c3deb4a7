"""kill -9 at random instants of turns over a large folder: nothing lost, nothing doubled, nothing half visible."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import feedparser

from feedservice.settings import load
from feedservice.store import Store
from tests.newsroom import picture, story
from tests.service import COMMAND

KILLS = 50
FILES = 1200


class Crashing:
    """A large folder, and turns over it that are killed."""

    def __init__(self, folder: Path) -> None:
        self.content, self.state = folder / "content", folder / "state"
        self.environment = {
            **os.environ,
            "FEEDSERVICE_SETTLE_SECONDS": "0.05",
            "FEEDSERVICE_FEED_ITEMS": "1000",
            "FEEDSERVICE_CONTENT_DIR": str(self.content),
            "FEEDSERVICE_STATE_DIR": str(self.state),
        }
        self.random = random.Random(20261123)
        self.versions: dict[str, int] = {}
        for number in range(FILES):
            self.save(f"s{number % 10}/story-{number}.txt")

    def save(self, path: str) -> None:
        """Write a new version of an article, and for some a photo."""
        version = self.versions[path] = self.versions.get(path, 0) + 1
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(story(target.stem).replace("reopens", f"version {version}"))
        if len(self.versions) % 50 == 0:
            target.with_suffix(".jpg").write_bytes(picture(size=(20 + version, 20)))

    def remove(self, path: str) -> None:
        """Delete an article."""
        del self.versions[path]
        (self.content / path).unlink()

    def begin(self) -> subprocess.Popen[bytes]:
        """Begin a turn in a process of its own."""
        return subprocess.Popen(
            [*COMMAND, "turn"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def finish(self) -> float:
        """Turn until the folder is at rest; returns how many seconds that took."""
        began = time.monotonic()
        process = self.begin()
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output.decode()
        return time.monotonic() - began

    def edit(self, count: int) -> None:
        """Save new versions of some articles."""
        for path in self.random.sample(sorted(self.versions), count):
            self.save(path)

    def articles(self) -> dict[str, tuple[str, str]]:
        """What is in print: id and headline by path; checks that each path and id stands once."""
        database = self.state / "feedservice.db"
        if not database.exists():
            return {}
        with sqlite3.connect(database, timeout=30) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'article'").fetchone():
                return {}
            rows = connection.execute(
                "SELECT path, id, headline FROM article WHERE state IN ('published', 'corrected')"
            ).fetchall()
        connection.close()
        found = {path: (id_, headline) for path, id_, headline in rows}
        assert len(found) == len(rows), "an article is in print twice"
        assert len({id_ for id_, _ in found.values()}) == len(rows), "two articles share an id"
        return found

    def check_documents_agree(self) -> None:
        """Both documents show one and the same edition, and exactly what is in print."""
        if not self.articles():
            return
        store = Store(load({"state_dir": self.state, "content_dir": self.content}).database)
        with store.reading() as asked:
            documents = {document.path: feedparser.parse(document.body) for document in asked.documents()}
            newest = [article.id for article in asked.newest(1000)]
        store.close()
        if documents:
            assert [entry.id for entry in documents["/rss.xml"].entries] == newest
            assert [entry.id for entry in documents["/atom.xml"].entries] == newest


def test_killed_at_any_instant_nothing_is_lost_doubled_or_half_visible(tmp_path: Path) -> None:
    room = Crashing(tmp_path)
    ids: dict[str, str] = {}
    longest, killed_at_work = 2.0, 0
    for number in range(KILLS):
        if number % 10 == 9:
            room.finish()
            room.edit(60)
            longest = room.finish()  # what a turn takes on this machine, so that kills fall inside it
        room.edit(60)
        if number % 5 == 4:
            room.remove(room.random.choice(sorted(room.versions)))
        process = room.begin()
        time.sleep(room.random.uniform(0.2, longest))
        killed_at_work += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        for path, (id_, _) in room.articles().items():
            assert ids.setdefault(path, id_) == id_, f"{path} got a second id"
        if number % 5 == 0:
            room.check_documents_agree()
    room.finish()
    headlines = {path: headline for path, (_, headline) in room.articles().items()}
    assert headlines == {
        path: f"{Path(path).stem} version {version} after storm" for path, version in room.versions.items()
    }
    for path, (id_, _) in room.articles().items():
        assert ids.setdefault(path, id_) == id_
    room.check_documents_agree()
    assert killed_at_work >= KILLS // 2, "most kills must hit a turn at work"
