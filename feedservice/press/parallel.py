"""Drafts of very many files at once, made by processes of their own, so that a first publication uses every core.
Touches: processes, disk (reads the folder).

The press goes on as if there were none: it takes the draft of a file if a good one is there, and makes it itself if not.
A draft is good when the file, its photos and its sidecars are as they were when it was asked for. Processes read and
compute only; nothing of theirs is kept but what the press takes. They end with the press, even a killed one.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from feedservice.editing import compose
from feedservice.editing.prepare import Draft, draft, wanted_by
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError
from feedservice.folder import match
from feedservice.folder.stamps import Scan, Stamp
from feedservice.settings import Settings

#: From so many files on, the second or so that processes take to start is soon won back.
MANY_FILES = 300
#: Files in one errand: few enough that the press need not wait long for the first.
_ERRAND_FILES = 10
#: In larger folders, a file's neighbours are those whose names begin as its own.
_LARGE_FOLDER_NAMES = 2_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Errand:
    """Files to draft, with all that is to be known of their folders."""

    paths: tuple[str, ...]
    settings: Settings
    stamps: Mapping[str, Stamp]
    now: datetime
    at: datetime
    waiting: frozenset[str]
    since: Mapping[str, datetime]


class DraftingRoom:
    """The processes, and the drafts asked of them. Used by one thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.asked: dict[str, tuple[_Errand, Future[dict[str, Draft]]]] = {}
        context = multiprocessing.get_context("spawn")
        processes = settings.reading_processes or os.cpu_count() or 1
        self.executor = ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_press)

    def ask(self, paths: Iterable[str], bench: Bench) -> None:
        """Have drafts made of these files; of those asked for already, no second one."""
        fresh = [path for path in paths if path not in self.asked and path in bench.seen.stamps]
        for first in range(0, len(fresh), _ERRAND_FILES):
            some = tuple(fresh[first : first + _ERRAND_FILES])
            errand = _errand(some, bench)
            try:
                coming = self.executor.submit(_run, errand)
            except (BrokenExecutor, RuntimeError):
                return
            self.asked.update(dict.fromkeys(some, (errand, coming)))

    def take(self, path: str, bench: Bench) -> Draft | None:
        """The draft of a file; none when none was asked for or made, or what it is made of has changed since."""
        errand, coming = self.asked.pop(path, (None, None))
        if errand is None or coming is None:
            return None
        try:
            made = coming.result().get(path)
        except BrokenExecutor as error:
            _log.warning("a reading process ended (%s); the press reads on by itself", type(error).__name__)
            return None
        return made if made and _is_good(path, made, errand, bench) else None

    def close(self) -> None:
        """Let the processes go; drafts not taken are lost."""
        self.asked.clear()
        self.executor.shutdown(wait=False, cancel_futures=True)


def drafting_room(settings: Settings, files: int) -> DraftingRoom | None:
    """A room when very many files wait, there is more than one core, and no photo is fetched; none otherwise."""
    several = (settings.reading_processes or os.cpu_count() or 1) > 1 and not settings.fetch_photos
    return DraftingRoom(settings) if several and files >= MANY_FILES else None


def _errand(paths: tuple[str, ...], bench: Bench) -> _Errand:
    near = bench.around.near(paths, _LARGE_FOLDER_NAMES)
    stamps = {path: bench.seen.stamps[path] for path in near if path in bench.seen.stamps}
    waiting = bench.waiting.intersection(stamps)
    since = {path: moment for path in waiting if (moment := bench.since(path))}
    return _Errand(paths, bench.settings, stamps, bench.now, bench.at, waiting, since)


def _is_good(path: str, made: Draft, errand: _Errand, bench: Bench) -> bool:
    """Whether a draft is what the press would make itself now."""
    beside = match.sidecars_for(path, bench.around, loose=bench.loose)
    wanted = wanted_by(made.manuscript, bench)
    if wanted != made.wanted or any(name in bench.seen.refused for name in wanted):
        return False
    if not all(name in bench.seen.stamps for name in beside):
        return False
    return all(bench.seen.stamps.get(name) == errand.stamps.get(name) for name in (path, *wanted, *beside))


def _run(errand: _Errand) -> dict[str, Draft]:
    """Drafts of the files of an errand; one that must wait, or has something wrong with it, is left to the press."""
    bench = Bench(
        settings=errand.settings,
        seen=Scan(errand.stamps),
        around=match.Neighbours(errand.stamps),
        now=errand.now,
        at=errand.at,
        birth=_no_birth,
        waiting=errand.waiting,
        since=errand.since.get,
    )
    made = {path: _drafted(path, bench) for path in errand.paths}
    return {path: one for path, one in made.items() if one is not None}


def _drafted(path: str, bench: Bench) -> Draft | None:
    try:
        made = draft(path, bench)
    except ArticleError:
        return None
    except Exception:  # a fault of ours: the press meets it too, and tells of it
        return None
    return None if made is None or made.beside.error else made


def _no_birth() -> compose.Birth:
    raise RuntimeError("ids are minted by the press alone")


def _end_with_press() -> None:
    """End this process when the press ends, however that was: a pool's own processes would wait for errands for ever."""
    press = multiprocessing.parent_process()

    def watch() -> NoReturn:
        if press is not None:
            press.join()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
