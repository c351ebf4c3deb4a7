"""A press in a process of its own, beside a worker of a server. Touches: processes."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

from feedservice.settings import Settings
from feedservice.settings.sources import settings_aside, variables
from feedservice.store import Store

_log = logging.getLogger(__name__)

#: How long a press process may take to finish the turn it is at; then it ends by itself, or is left behind.
ENDING_SECONDS = 10.0


class PressProcess:
    """A press in a process of its own, so that its work slows no answer down. It ends when this process ends, however
    that comes: it reads from a pipe of which only this process has the other end.
    """

    def __init__(self, settings: Settings, _: Store) -> None:
        path = os.pathsep.join(filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(  # noqa: S603  # our own program
            [_python(), "-m", "feedservice", "press", "--attached"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**settings_aside(os.environ), **variables(settings), "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the server, which then ends the press
        )

    def works(self) -> bool:
        """Whether the process runs."""
        if self.process.poll() is None:
            return True
        _log.error("the press process ended by itself (status %s); another is started", self.process.returncode)
        self._close()
        return False

    def stop(self) -> None:
        """Let it finish its turn and end; killed when that takes too long, for a turn is kept whole or not at all."""
        self._close()
        try:
            self.process.wait(ENDING_SECONDS + 1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _close(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()


def _python() -> str:
    """The interpreter; where it is embedded (uWSGI, mod_wsgi), the executable is the server's, and that beside it is meant."""
    named = Path(sys.executable or "")
    beside = Path(sys.prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    return str(named if named.name.lower().startswith(("python", "pypy")) or not beside.exists() else beside)
