"""Turns of the press in processes that are there to be killed. A program of its own: `python -m tests.forking`.

Everything is imported once; each order forks a process, which costs milliseconds. It has one thread, so a fork is safe.
What a turn is doing stands in one byte of a file, for those who want to kill it there.
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

from feedservice import folder, photos, press, settings
from feedservice.store import Store, Writing
from tests.newsroom import Newsroom, picture
from tests.service import PATIENCE_SECONDS

#: What a turn may be doing.
STARTING, LOOKING, READING, PHOTOS, WRITING, COMMITTING, RESTING, DONE = range(8)
AT_WORK = (READING, PHOTOS, WRITING, COMMITTING)


class Turns:
    """Turns in processes of their own, as seen from the test."""

    def __init__(self, content: Path, state: Path, **options: object) -> None:
        self.log, doing = state.with_name("turns.log"), state.with_name("doing")
        doing.write_bytes(bytes(1))
        with doing.open("r+b") as file:
            self._doing = mmap.mmap(file.fileno(), 1)
        environment = {
            **os.environ,
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

    def begin(self) -> int:
        """Turn in a new process until the folder is at rest; returns its number."""
        self._doing[0] = STARTING
        return self._order("turn")

    @property
    def doing(self) -> int:
        """What the turn is doing."""
        return self._doing[0]

    def until(self, phase: int) -> None:
        """Wait until the turn is doing something, or is done."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.doing not in (phase, DONE):
            time.sleep(0.0002)
            assert time.monotonic() < deadline, "the turn comes to no end"

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
        mark = mmap.mmap(file.fileno(), 1)
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
        room = Newsroom(Path(folder) / "content", Path(folder) / "state")
        room.drop("world/harbour.txt")
        room.drop("world/harbour.jpg", picture())
        room.settle()
        room.close()


def _turn_and_exit(mark: mmap.mmap) -> None:
    """Turn until nothing is left to do soon, then end at once, as a process that is no copy of another would."""
    status = 1
    try:
        chosen = settings.load()
        store = Store(chosen.database, make_folder=True)
        store.migrate()
        ours = press.Press(chosen, store, propagate_bugs=True)
        again: float | None = 0.0
        while again is not None:
            mark[0] = LOOKING
            report = ours.turn()
            assert report.succeeded, report.message
            again = report.again_seconds
            mark[0] = RESTING
            time.sleep(min(again or 0.0, chosen.withdrawal_grace_seconds))
        store.close()
        status = 0
    except BaseException:
        traceback.print_exc()
    mark[0] = DONE
    os._exit(status)


def _tell_what_is_done(mark: mmap.mmap) -> None:
    """Let the functions between the parts of a turn say which part begins."""

    def telling(real: Any, phase: int) -> Any:
        def told(*arguments: Any) -> Any:
            mark[0] = phase
            return real(*arguments)

        return told

    real_turn = Store.turn

    @contextmanager
    def turn(store: Store, now: datetime) -> Iterator[Writing]:
        with real_turn(store, now) as changes:
            mark[0] = WRITING
            yield changes
            mark[0] = COMMITTING
        mark[0] = LOOKING

    folder.read = telling(folder.read, READING)
    photos.keep = telling(photos.keep, PHOTOS)
    Store.turn = turn  # type: ignore[method-assign]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
