"""The first publication of a folder, with the time each part of it takes; run by `turns` in a process of its own."""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from feedservice import cleaning, intake
from feedservice.editing import prepare
from feedservice.feeds import formats, self_check
from feedservice.folder import match, scan, settle
from feedservice.intake.html import html_reader
from feedservice.press.reading import in_tray
from feedservice.press.reading.known_articles import Register
from feedservice.press.turn import Press
from feedservice.press.turn_report import TurnReport
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.articles import ArticleChanges, ArticleReading
from feedservice.store.bulk import BulkChanges
from feedservice.store.filed_receipts import ReceiptChanges
from feedservice.store.files import FileChanges, FileReading

#: What is timed: part, the object that holds the function, the function's name. What a function calls that is timed
#: too counts there alone.
PARTS = (
    ("press, the rest", Press, "turn"),
    ("scan and compare", scan, "scan"),
    ("scan and compare", settle, "compare"),
    ("scan and compare", FileReading, "known"),
    ("preparing, the rest", in_tray, "prepare"),
    ("read the file", scan, "read"),
    ("intake: parse (BeautifulSoup)", html_reader, "replant"),
    ("intake: evidence", intake, "read"),
    ("pairing with photos", match, "photos_for"),
    ("clean", cleaning, "clean"),
    ("compose", prepare, "compose"),
    ("compose", prepare, "release"),
    ("who it is: sketch of its words", prepare, "marks"),
    ("who it is: evidence", Register, "identify"),
    ("receipt", prepare, "accepted"),
    ("store: SQLAlchemy and rows", ArticleChanges, "save"),
    ("store: SQLAlchemy and rows", ReceiptChanges, "save"),
    ("store: SQLAlchemy and rows", BulkChanges, "publish"),
    ("store: SQLAlchemy and rows", BulkChanges, "save_receipts"),
    ("store: SQLAlchemy and rows", BulkChanges, "save_photo_uses"),
    ("store: SQLAlchemy and rows", ArticleReading, "foresee"),
    ("store: SQLAlchemy and rows", FileChanges, "note_moving"),
    ("store: SQLAlchemy and rows", ArticleReading, "alike"),
    ("store: SQLAlchemy and rows", ArticleReading, "_all"),
    ("store: SQLAlchemy and rows", ArticleReading, "_one"),
    ("store: SQLAlchemy and rows", ArticleReading, "updated_seconds"),
    ("store: the database itself", DefaultDialect, "do_execute"),
    ("store: the database itself", DefaultDialect, "do_executemany"),
    ("store: the database itself", DefaultDialect, "do_commit"),
    ("render and check", formats, "render_all"),
    ("self-check", self_check, "proofread"),
    ("content codings and entity tags", formats, "document"),
)


class Stopwatch:
    """Time by part. A part's time leaves out what other parts took inside it."""

    def __init__(self) -> None:
        self.seconds = Counter[str]()
        self._inside = [0.0]

    def wind(self) -> None:
        """Put a timer around every function of PARTS."""
        for part, holder, name in PARTS:
            setattr(holder, name, self._timed(part, getattr(holder, name)))

    def _timed(self, part: str, function: Any) -> Any:
        @functools.wraps(function, updated=())
        def timed(*given: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            start = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                whole = time.perf_counter() - start
                self.seconds[part] += whole - self._inside.pop()
                self._inside[-1] += whole

        return timed


class Clock:
    """A clock that goes only when told, so that settling takes no time."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def settings_for(root: Path, **others: Any) -> Settings:
    """The settings all measurements use: content and state below one folder, all else as it comes."""
    return Settings(content_dir=root / "content", state_dir=root / "state", **others)


def press_for(settings: Settings, clock: Clock) -> Press:
    """A press with its store, as `feedservice run` makes them, but for the clock."""
    store = Store(settings.database, make_folder=True)
    store.migrate()
    return Press(settings, store, clock)


def publish(press: Press, clock: Clock) -> list[TurnReport]:
    """Turn until all is settled and read. Raises RuntimeError when a turn fails: no figure is better than a wrong one."""
    reports = []
    while True:
        report = press.turn()
        if not report.succeeded:
            raise RuntimeError(report.message)
        reports.append(report)
        if report.again_seconds is None:
            return reports
        clock.advance(max(report.again_seconds, 0.001))


def main(root: Path) -> None:
    """Publish what lies below a folder, and print what it took as JSON."""
    clock, stopwatch = Clock(), Stopwatch()
    stopwatch.wind()
    press = press_for(settings_for(root), clock)
    stopwatch.seconds.clear()
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, cpu = time.perf_counter(), time.process_time()
    reports = publish(press, clock)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    published = sum(report.counts.get("published", 0) for report in reports)
    answer = {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "articles": published,
        "turns": len(reports),
        "parts": stopwatch.seconds,
    }
    print(json.dumps({**answer, "before_mib": before_kib / 1024, "peak_mib": peak_kib / 1024}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
