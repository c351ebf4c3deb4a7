"""Turns of the press in processes that are there to be killed. A program of its own: `python -m tests.forking`.

Everything is imported once; each order forks a process, which costs milliseconds. It has one thread, so a fork is safe.
What a turn is doing stands in a file of a few bytes, for those who want to kill it there: they may also have it wait there
for them, so that it takes no quick hand and no slow machine to hit what lasts a millisecond.
"""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from feedservice.folder import scan as folder
from feedservice.media_store.folder_store import FolderStore
from feedservice.press import turn as press
from feedservice.settings import sources
from feedservice.store import Store, Writing
from tests.newsroom import Newsroom, picture
from tests.service import PATIENCE_SECONDS, until

#: What a turn may be doing.
STARTING, LOOKING, READING, PHOTOS, WRITING, COMMITTING, RESTING, DONE = range(8)
AT_WORK = (READING, PHOTOS, WRITING, COMMITTING)

#: The bytes of the file: what the turn is doing; where it is to wait, and how often it goes on there first; whether it waits.
_DOING, _WAIT_AT, _GO_ON, _WAITS = range(4)


class Turns:
    """Turns in processes of their own, as seen from the test."""

    def __init__(self, content: Path, state: Path, **options: object) -> None:
        self.log, doing = state.with_name("turns.log"), state.with_name("doing")
        doing.write_bytes(bytes(4))
        with doing.open("r+b") as file:
            self._doing = mmap.mmap(file.fileno(), 4)
        environment = {
            **os.environ,
            "FEEDSERVICE_READING_LIMIT_SECONDS": "0",
            **{f"FEEDSERVICE_{name.upper()}": str(value) for name, value in options.items()},
            "FEEDSERVICE_CONTENT_DIR": str(content),
            "FEEDSERVICE_STATE_DIR": str(state),
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tests.forking", str(doing)],
                env=environment,
                cwd=Path(__file__).parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def begin(self, wait_at: int = STARTING, go_on: int = 0) -> int:
        """Turn in a new process until the folder is at rest; returns its number.

        It waits where you say, for ever: each file, photo, statement or commit is a place, and it goes on at so many first.
        """
        self._doing[:] = bytes((STARTING, wait_at, go_on, 0))
        return self._order("turn")

    @property
    def doing(self) -> int:
        """What the turn is doing."""
        return self._doing[_DOING]

    def await_waiting(self) -> None:
        """Wait until the turn waits, or is done without having come there."""
        until(lambda: self._doing[_WAITS] or self.doing == DONE, "the turn to come to its place")

    def go_on(self) -> None:
        """Let a turn that waits go on."""
        self._doing[_WAITS] = 0

    def kill(self, number: int) -> int:
        """Kill -9, and wait for the end; returns what the turn was doing when it died."""
        os.kill(number, signal.SIGKILL)
        status = self._order("end")
        assert status in (0, -signal.SIGKILL), self.log.read_text()
        return self.doing if status else DONE

    def end(self) -> None:
        """Wait for the end of a turn that is not killed; all must have gone well."""
        assert self._order("end") == 0, self.log.read_text()

    def close(self) -> None:
        """No more orders."""
        self._process.communicate(timeout=PATIENCE_SECONDS)
        self._doing.close()

    def _order(self, word: str) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self.log.read_text()
        return int(answer)


def main(doing: Path) -> None:
    """Take orders until there are no more."""
    with doing.open("r+b") as file:
        mark = mmap.mmap(file.fileno(), 4)
    _warm_up()
    _tell_what_is_done(mark)
    child = 0
    for order in sys.stdin:
        if order.strip() == "turn":
            child = os.fork()
            if not child:
                _turn_and_exit(mark)
            answer = child
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """A few turns over a folder of no account, so that what is made at first use is made once, and not in each process."""
    with TemporaryDirectory() as folder:
        room = Newsroom(Path(folder) / "content", Path(folder) / "state", {"database_url": ""})
        room.drop("world/harbour.txt")
        room.drop("world/harbour.jpg", picture())
        room.settle()
        room.close()
    Store(sources.load().database).close()  # its driver


def _turn_and_exit(mark: mmap.mmap) -> None:
    """Turn until nothing is left to do soon, then end at once, as a process that is no copy of another would."""
    status = 1
    try:
        chosen = sources.load()
        store = Store(chosen.database, make_folder=True)
        store.migrate()
        event.listen(store.engine, "before_cursor_execute", lambda *_: mark[_DOING] == WRITING and _tell(mark, WRITING))
        ours = press.Press(chosen, store, propagate_bugs=True)
        again: float | None = 0.0
        while again is not None:
            mark[_DOING] = LOOKING
            report = ours.turn()
            assert report.succeeded, report.message
            again = report.again_seconds
            mark[_DOING] = RESTING
            time.sleep(min(again or 0.0, chosen.withdrawal_grace_seconds))
        store.close()
        status = 0
    except BaseException:
        traceback.print_exc()
    mark[_DOING] = DONE
    os._exit(status)


def _tell(mark: mmap.mmap, phase: int) -> None:
    """Say what is done now; wait there if that is wanted."""
    mark[_DOING] = phase
    if mark[_WAIT_AT] != phase:
        return
    if mark[_GO_ON]:
        mark[_GO_ON] -= 1
        return
    mark[_WAIT_AT], mark[_WAITS] = STARTING, 1
    while mark[_WAITS]:
        time.sleep(0.0005)


def _tell_what_is_done(mark: mmap.mmap) -> None:
    """Let the functions between the parts of a turn say which part begins."""

    def telling(real: Any, phase: int) -> Any:
        def told(*arguments: Any) -> Any:
            _tell(mark, phase)
            return real(*arguments)

        return told

    real_turn = Store.turn

    @contextmanager
    def turn(store: Store, now: datetime, address: str) -> Iterator[Writing]:
        with real_turn(store, now, address) as changes:
            _tell(mark, WRITING)
            yield changes
            _tell(mark, COMMITTING)
        mark[_DOING] = LOOKING

    folder.read = telling(folder.read, READING)
    FolderStore.keep = telling(FolderStore.keep, PHOTOS)  # type: ignore[method-assign]
    Store.turn = turn  # type: ignore[method-assign]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
