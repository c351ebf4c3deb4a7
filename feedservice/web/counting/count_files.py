"""The counts of every web process of this machine, added up: each keeps its own in a small file. Touches: disk, clock.

Whatever was told stands in a file before it is told, so that a sum never falls, whichever process is asked next. A process that
has ended leaves its file; one that lives takes it over: it writes both counts under its own name, with the name of the file that
is in them, and then removes that. Whoever finds it all the same, for its heir was killed in between, sees that it is counted.
Files of other machines are left alone: those are asked for themselves. A folder that cannot be written costs the others' counts,
no more.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from feedservice.folder.private_files import begin, make_inside, mode_inside
from feedservice.store.lease import HOST, is_dead, new_holder
from feedservice.web.counting.announced_readers import Announced
from feedservice.web.counting.own_counts import OwnCounts, content_of, counts_of
from feedservice.web.counting.request_counts import Answers, Series, added
from feedservice.web.lock_file import locked

FOLDER_NAME = "counts"
_LOCK_NAME = "lock"
#: Others have the files for some milliseconds; who has them longer is stopped, and waited for no more.
_PATIENCE_SECONDS = 1.0
#: What has not been written for so long by another machine, or was left unfinished, is removed: containers change their names.
_FORGOTTEN_SECONDS = 30 * 86400
_NO_COUNTS = (OSError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Counts:
    """What one process has counted, or several; `taken` are the names of files whose counts are among these."""

    requests: dict[Series, Answers]
    readers: list[Announced]
    taken: frozenset[str] = frozenset()


class CountFiles:
    """The files of all, and ours among them."""

    def __init__(self, state: Path, own: OwnCounts) -> None:
        self.folder = state / FOLDER_NAME
        self.own = own
        self._holder = new_holder()
        self._kept: dict[str, Any] = {}

    def begin_anew(self) -> None:
        """Count for itself alone: this process was just forked from one that has its own file."""
        self._holder, self._kept = new_holder(), {}
        self.own.begin_anew()

    def keep(self) -> Counts:
        """Write down what this process has counted, if that is more than before, and count on for those that have ended.

        Returns what all processes of this machine have counted: this one until now, the others until they last wrote.
        """
        with locked(self.folder / _LOCK_NAME, _PATIENCE_SECONDS) as is_ours:
            others = self._others()
            dead = {name for name in others if is_ours and is_dead(unquote(name.removesuffix(".json")))}
            mine = _together([self._own(), *(others[name] for name in dead)])
            with suppress(OSError):
                self._keep(mine, [others[name] for name in dead])
        return _together([mine, *(counts for name, counts in others.items() if name not in dead)])

    def _own(self) -> Counts:
        return Counts(self.own.totals(), self.own.readership.all())

    def _keep(self, mine: Counts, dead: list[Counts]) -> None:
        done = {*mine.taken, *self._kept.get("taken", ())}
        there = sorted(name for name in done if (self.folder / name).exists())
        content = content_of(mine.requests, mine.readers) | {"taken": there}
        if content != self._kept and (mine.requests or self._kept):
            self._write(content)
            for one in dead:
                self.own.take_over(one.requests, one.readers)
        self._tidy(there)

    def _write(self, content: dict[str, Any]) -> None:
        self.folder.parent.stat()  # a state folder that was taken away is not made anew
        make_inside(self.folder)
        path = self._path()
        fresh = path.with_suffix(".new")
        begin(fresh, mode_inside(self.folder))
        fresh.write_text(json.dumps(content), encoding="utf-8")
        fresh.replace(path)
        self._kept = content

    def _tidy(self, taken: Iterable[str]) -> None:
        """Remove what is counted elsewhere, and what nobody will ever count."""
        for name in taken:
            (self.folder / name).unlink(missing_ok=True)
        horizon = time.time() - _FORGOTTEN_SECONDS
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            is_ours = path.name == _LOCK_NAME or path.match(self._of_this_machine())
            if not is_ours and path.stat().st_mtime < horizon:
                path.unlink(missing_ok=True)

    def _others(self) -> dict[str, Counts]:
        """What others of this machine have written down, by the names of their files; what is counted in another of these not."""
        names = {path.name: path for path in sorted(self.folder.glob(self._of_this_machine())) if path != self._path()}
        found = {name: counts for name, path in names.items() if (counts := _read(path))}
        taken = {one for name, counts in found.items() for one in counts.taken - {name}} | {
            *self._kept.get("taken", ())
        }
        return {name: counts for name, counts in found.items() if name not in taken}

    def _of_this_machine(self) -> str:
        return f"{quote(HOST, safe='')}%3A*.json"

    def _path(self) -> Path:
        return self.folder / f"{quote(self._holder, safe='')}.json"


def _together(counts: list[Counts]) -> Counts:
    requests = added(*(one.requests.items() for one in counts))
    return Counts(
        requests, [word for one in counts for word in one.readers], frozenset().union(*(one.taken for one in counts))
    )


def _read(path: Path) -> Counts | None:
    """What stands in a file, itself among what was taken."""
    with suppress(*_NO_COUNTS):
        content = json.loads(path.read_text(encoding="utf-8"))
        requests, said = counts_of(content)
        return Counts(requests, said, frozenset({path.name, *map(str, content.get("taken", ()))}))
    return None
