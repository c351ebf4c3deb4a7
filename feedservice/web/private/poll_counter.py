"""Polls of partners, counted in memory and written down every few seconds. Touches: clock, disk (`polls.db`)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from feedservice.errors import StoreError
from feedservice.store.stand.polls import PollBook, Polls

_log = logging.getLogger(__name__)

#: Between two times that polls are written down; a process that is killed forgets no more than this.
PAUSE_SECONDS = 10.0


class PollCounter:
    """Counts in one process. A poll is one request at an address that is or was a partner's, whatever it was answered."""

    def __init__(self, book: PollBook) -> None:
        self.book = book
        self._counted: dict[str, Polls] = {}
        self._lock = threading.Lock()
        self._written = time.monotonic()
        self._is_failing = False

    def note(self, token_hash: str) -> None:
        """Count one poll."""
        polls = Polls(1, datetime.now(UTC))
        with self._lock:
            self._counted[token_hash] = polls.and_also(self._counted.get(token_hash))

    def write_now_and_then(self) -> None:
        """Write down what was counted, if that was not done a moment ago."""
        if self._counted and time.monotonic() - self._written >= PAUSE_SECONDS:
            self.write()

    def write(self) -> None:
        """Write down what was counted; what cannot be written is kept, and tried again. Raises nothing of a disk's."""
        self._written = time.monotonic()
        with self._lock:
            counted, self._counted = self._counted, {}
        try:
            if counted:
                self.book.add(counted)
            self._is_failing = False
        except StoreError as error:
            with self._lock:
                self._counted = _sum(counted, self._counted)
            if not self._is_failing:
                _log.warning("%s", error)
            self._is_failing = True

    def told(self) -> dict[str, Polls]:
        """All that is known here: what every process wrote down, and what this one counted since."""
        try:
            written = self.book.read()
        except StoreError:
            written = {}
        with self._lock:
            return _sum(written, self._counted)


def _sum(some: Mapping[str, Polls], more: Mapping[str, Polls]) -> dict[str, Polls]:
    return {**some, **{hashed: polls.and_also(some.get(hashed)) for hashed, polls in more.items()}}
