"""Tells editors elsewhere of files that were refused: what, when, and again when it fails. Touches: network, database, disk, clock.

What was told stands in a small file beside the store for each way, so a restart tells nothing twice and forgets nothing; what is refused
already when a way is first opened is not told. A large drop is one message, and messages keep their distance. What fails is tried again,
ever more seldom. Addresses are secret: no log has one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from feedservice.article import Receipt
from feedservice.errors import StoreError
from feedservice.folder.private_files import begin, mode_inside
from feedservice.press.messages.ways import TOLD_OF, Way, worst
from feedservice.store import Store
from feedservice.store.filed_receipts import Sought

_log = logging.getLogger(__name__)

#: Files that are looked at; the worst and the newest of them.
_MOST_LOOKED_AT = 2_000
_FIRST_RETRY, _LONGEST_RETRY, _STORE_AGAIN = timedelta(seconds=10), timedelta(hours=1), timedelta(seconds=2)


class DeskMessenger:
    """Sends the messages of one way. Not for several threads at once: the schedule sees to that."""

    def __init__(self, way: Way, state_dir: Path, store: Store, clock: Callable[[], datetime]) -> None:
        self.way = way
        self.store = store
        self.clock = clock
        self._place = state_dir / f"messages-{way.name}.json"
        self._told = self._kept()
        self._failures = 0
        self._not_before: datetime | None = None

    def tell(self) -> datetime | None:
        """Send what is to be told; returns when to come again, if ever. Raises nothing for what network or database do."""
        now = self.clock()
        if self._not_before and now < self._not_before:
            return self._not_before
        try:
            with self.store.reading() as asked:
                found = asked.receipts.filed(Sought(troubled=True), limit=_MOST_LOOKED_AT)
        except StoreError as error:
            _log.info("messages must wait: %s", error)
            return now + _STORE_AGAIN
        troubled = {one.receipt.path: one.receipt for one in found if worst(one.receipt)}
        marks = {path: _mark(receipt) for path, receipt in troubled.items()}
        told = marks if self._told is None else self._told
        fresh = [receipt for path, receipt in troubled.items() if told.get(path) != marks[path]]
        if fresh and not self._send(fresh):
            return self._not_before
        if marks != self._told:
            self._keep(marks)
        return None

    def _send(self, fresh: Sequence[Receipt]) -> bool:
        problem = self.way.send(fresh)
        pause = min(_FIRST_RETRY * 2 ** min(self._failures, 20), _LONGEST_RETRY) if problem else self.way.distance
        self._failures = self._failures + 1 if problem else 0
        self._not_before = self.clock() + pause
        if problem:
            _log.warning(
                "editors could not be told by %s (%s); again in %d s", self.way.name, problem, pause.total_seconds()
            )
        return not problem

    def _kept(self) -> dict[str, str] | None:
        with suppress(OSError, ValueError, AttributeError):
            return dict(json.loads(self._place.read_text(encoding="utf-8")).items())
        return None

    def _keep(self, marks: dict[str, str]) -> None:
        self._told = marks
        fresh = self._place.with_suffix(".new")
        try:
            begin(fresh, mode_inside(fresh.parent))
            fresh.write_text(json.dumps(marks), encoding="utf-8")
            fresh.replace(self._place)
        except OSError as error:
            _log.warning("what editors were told by %s cannot be kept: %s", self.way.name, error.strerror or error)


def _mark(receipt: Receipt) -> str:
    said = [receipt.outcome.value, *(one.what for one in receipt.problems if one.severity in TOLD_OF)]
    return sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]
