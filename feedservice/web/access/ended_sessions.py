"""Sessions that were ended by logging out before their time was over. Touches: disk, clock (of the disk).

Each is an empty file beside the password, named by the hash of the session's name, so that all web processes know it at
once, and goes when the session would be over anyway.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from feedservice.web.access.credentials import FOLDER
from feedservice.web.access.sessions import SESSION_LIFE

_log = logging.getLogger(__name__)


class EndedSessions:
    """Those of one state folder."""

    def __init__(self, state_dir: Path) -> None:
        self.folder = state_dir / FOLDER / "ended"
        self._here: set[str] = set()  # as far as the disk would not take them

    def has(self, name: str) -> bool:
        """Whether a session was ended."""
        mark = _mark(name)
        if mark in self._here:
            return True
        try:
            (self.folder / mark).stat()
        except OSError:
            return False
        return True

    def add(self, name: str) -> None:
        """End a session for good; when the disk takes nothing, in this process alone."""
        mark = _mark(name)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            (self.folder / mark).touch(mode=0o600)
            self._forget_old()
        except OSError as error:
            self._here.add(mark)
            _log.warning("a logout is known to one web process only: %s: %s", self.folder, error.strerror)

    def _forget_old(self) -> None:
        horizon = time.time() - 2 * SESSION_LIFE.total_seconds()
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another process forgets, too
                if file.stat().st_mtime < horizon:
                    file.unlink()


def _mark(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]
