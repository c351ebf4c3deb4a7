"""The counts of every web process of this machine, added up: each keeps its own in a small file now and then. Touches: disk, clock.

A process that has ended leaves its file; one that lives takes it over, so that a sum never falls while anybody serves. Files of
other machines are left alone: those are asked for themselves. A folder that cannot be written costs the others' counts, no more.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from feedservice.folder.private_files import begin, make_inside, mode_inside
from feedservice.store.lease import HOST, is_dead, new_holder
from feedservice.web.counting.announced_readers import Announced
from feedservice.web.counting.own_counts import OwnCounts, Shelf, counts_of
from feedservice.web.counting.request_counts import Answers, Series, added

FOLDER_NAME = "counts"
#: Files of other machines that have not been written for so long are removed: containers change their names.
_FORGOTTEN_SECONDS = 30 * 86400
_NO_COUNTS = (OSError, ValueError, TypeError, KeyError, AttributeError)


class CountFiles:
    """The files of all, and ours among them. Used by one thread."""

    def __init__(self, state: Path, own: OwnCounts) -> None:
        self.folder = state / FOLDER_NAME
        self.own = own
        self._holder, self._pid = new_holder(), os.getpid()
        self._kept: dict[str, Any] = {}

    def keep(self, shelf: Shelf) -> None:
        """Write down what this process has counted, if that is more than before."""
        if self._pid != os.getpid():
            self._holder, self._pid, self._kept = new_holder(), os.getpid(), {}
            self.own.begin_anew(shelf)
        with suppress(OSError):
            self._take_over_dead()
            content = self.own.written(shelf)
            if content != self._kept and (content["requests"] or self._kept):
                self._write(content)

    def all(self, shelf: Shelf) -> tuple[dict[Series, Answers], list[Announced]]:
        """What all processes of this machine have counted: this one until now, the others until they last wrote."""
        parts = [(self.own.totals(shelf), self.own.readership.all())]
        parts += [found for path in self._others() if (found := _read(path))]
        return added(*(totals.items() for totals, _ in parts)), [one for _, said in parts for one in said]

    def _write(self, content: dict[str, Any]) -> None:
        make_inside(self.folder)
        path = self._path(self._holder)
        fresh = path.with_suffix(".new")
        begin(fresh, mode_inside(self.folder))
        fresh.write_text(json.dumps(content), encoding="utf-8")
        fresh.replace(path)
        self._kept = content

    def _take_over_dead(self) -> None:
        """Count on for processes that have ended. To rename a file is to have it: only one can."""
        for path in self._others():
            if is_dead(unquote(path.stem)):
                mine = self._path(self._holder).with_suffix(f".{path.stem[-8:]}")
                with suppress(*_NO_COUNTS):
                    path.replace(mine)
                    if found := _read(mine):
                        self.own.take_over(*found)
                    mine.unlink()
        if self.folder.is_dir():
            self._forget_strangers()

    def _forget_strangers(self) -> None:
        horizon = time.time() - _FORGOTTEN_SECONDS
        for path in self.folder.iterdir():
            if path.stat().st_mtime < horizon and path != self._path(self._holder):
                path.unlink(missing_ok=True)

    def _others(self) -> Iterator[Path]:
        mine = self._path(self._holder)
        found = sorted(self.folder.glob(f"{quote(HOST, safe='')}%3A*.json"))
        return (path for path in found if path != mine)

    def _path(self, holder: str) -> Path:
        return self.folder / f"{quote(holder, safe='')}.json"


def _read(path: Path) -> tuple[dict[Series, Answers], list[Announced]] | None:
    with suppress(*_NO_COUNTS):
        return counts_of(json.loads(path.read_text(encoding="utf-8")))
    return None
