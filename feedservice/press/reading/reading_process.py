"""A process that reads files, with both its ends, and the errands it is given. Touches: processes, disk (reads the folder), network.

It reads and computes, and keeps nothing but sounds and films under the hash of their bytes. Photos are fetched here too, where that is allowed. It ends with the press,
however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from typing import NoReturn, TypeAlias

from feedservice.article import Problem
from feedservice.editing import compose
from feedservice.editing.overruling.overrulings import Overrulings
from feedservice.editing.prepare import Draft, draft
from feedservice.editing.receipts.our_faults import fault
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, FaultElsewhere
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.stamps import Scan, Stamp
from feedservice.photos.download import Fetcher
from feedservice.settings import Settings

#: Of larger folders, other articles are left out of an errand; of very large ones, whatever is not called like its files.
_SMALL_FOLDER_NAMES, _MOST_NAMES = 50, 2_000

#: How long a process may take to begin, on a slow machine that is busy.
_BEGINNING_SECONDS = 60.0

#: What is answered of a file: its draft, none if it must wait, or what is wrong with it.
Answer: TypeAlias = Draft | ArticleError | FaultElsewhere | None


@dataclass(frozen=True, slots=True)
class Errand:
    """Files to draft, with all that is to be known of their folders. Each errand has a number of its own."""

    number: int
    paths: tuple[str, ...]
    settings: Settings
    names: tuple[str, ...]
    stamps: Mapping[str, Stamp]
    refused: Mapping[str, Problem]
    now: datetime
    at: datetime
    waiting: frozenset[str]
    since: Mapping[str, datetime]
    early: frozenset[str]
    overrulings: Overrulings

    def of(self, paths: tuple[str, ...], number: int) -> Errand:
        """An errand for some of its files."""
        return replace(self, paths=paths, number=number)


@dataclass(frozen=True, slots=True)
class Word:
    """What a reading process says: it has come so far with a file of an errand; when `done`, with its answer."""

    number: int
    path: str
    answer: Answer = None
    done: bool = True


def errand_of(paths: tuple[str, ...], bench: Bench, number: int, *, whole: bool = False) -> Errand:
    """An errand for some files: with what lies near them, or the whole folder."""
    names = bench.around.paths() if whole else bench.around.near(paths, _SMALL_FOLDER_NAMES, _MOST_NAMES)
    near = dict.fromkeys(names)
    stamps = {path: bench.seen.stamps[path] for path in near if path in bench.seen.stamps}
    refused = {path: bench.seen.refused[path] for path in near if path in bench.seen.refused}
    waiting = bench.waiting.intersection(stamps)
    since = {path: moment for path in {*waiting, *paths} if (moment := bench.since(path))}
    early = bench.early.intersection(paths)
    overrulings = bench.overrulings.only(paths)
    here = (tuple(near), stamps, refused, bench.now, bench.at, waiting, since, early)
    return Errand(number, paths, bench.settings, *here, overrulings)


def fetcher(settings: Settings, now: datetime) -> Fetcher | None:
    """What fetches photos from the web, where that is allowed."""
    if not settings.fetch_photos:
        return None
    return Fetcher(settings.fetched_dir, now, settings.photo_limit_bytes, settings.fetch_limit_seconds)


class ReadingProcess:
    """A reading process as the press sees it. `waiting` are the files of its errand that have no answer yet, in their order.

    `since` is when it was last heard of, by the clock that only counts; at first, when it should have begun at the latest.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), name="reading", daemon=True)
        self.process.start()
        theirs.close()
        self.errand: Errand | None = None
        self.waiting: list[str] = []
        self.since = time.monotonic() + _BEGINNING_SECONDS

    def give(self, errand: Errand) -> None:
        """Hand it an errand; to one that has ended, which is then heard of."""
        self.errand, self.waiting = errand, list(errand.paths)
        self.since = max(self.since, time.monotonic())
        try:
            self.ours.send(errand)
        except OSError:
            return

    def hear(self) -> Word:
        """The next it has to say. Raises EOFError and OSError when it has ended."""
        word: Word = self.ours.recv()
        self.since = time.monotonic()
        if word.done:
            self.waiting.remove(word.path)
        return word

    def end(self) -> None:
        """End it now, whatever it does."""
        self.process.kill()
        self.process.join()
        self.ours.close()


def serve(theirs: Connection) -> None:
    """Do errands until there are no more."""
    _end_with_press()
    theirs.send(Word(-1, "", done=False))
    turn, on_the_web = None, None
    while True:
        try:
            errand: Errand = theirs.recv()
        except EOFError:
            return
        if errand.now != turn:  # those of a turn share the time that fetching may take
            turn, on_the_web = errand.now, fetcher(errand.settings, errand.now)
        bench = _bench_of(errand, on_the_web)
        for path in errand.paths:
            theirs.send(Word(errand.number, path, _answered(path, errand, bench, theirs)))


def _answered(path: str, errand: Errand, bench: Bench, theirs: Connection) -> Answer:
    def progress() -> None:
        theirs.send(Word(errand.number, path, done=False))

    try:
        progress()
        return draft(path, replace(bench, progress=progress))
    except ArticleError as error:
        return error
    except Exception as error:
        return fault(error)


def _bench_of(errand: Errand, on_the_web: Fetcher | None) -> Bench:
    return Bench(
        settings=errand.settings,
        seen=Scan(errand.stamps, errand.refused),
        around=Neighbours(errand.names),
        now=errand.now,
        at=errand.at,
        birth=_no_birth,
        waiting=errand.waiting,
        since=errand.since.get,
        early=errand.early,
        fetch=on_the_web.fetch if on_the_web else None,
        keeps=True,
        overrulings=errand.overrulings,
    )


def _no_birth() -> compose.Birth:
    raise RuntimeError("ids are minted by the press alone")


def _end_with_press() -> None:
    """End this process when the press ends, however that was, and not before: Ctrl-C is for the press."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    press = multiprocessing.parent_process()

    def watch() -> NoReturn:
        if press is not None:
            press.join()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
