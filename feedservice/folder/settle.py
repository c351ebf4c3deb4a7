"""One look at the whole folder, compared with everything remembered: the settle rule. Touches: nothing.

What is new, written, settled, missing or gone for good is all told here; nothing is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from feedservice.article import Outcome
from feedservice.folder.stamps import Scan, Stamp

#: A file that was seen to grow at so many looks, or more, must rest longest.
_MOST_GROWTH = 5
_NOW = timedelta(0)


class Known(NamedTuple):
    """What the store remembers of a path: the last stamp (none: the file was gone), since when, and what became of it.

    `growth` counts the looks in a row that saw it written to; `article_id` names the article it carries, if any is kept.
    """

    stamp: Stamp | None
    since: datetime
    outcome: Outcome
    due: datetime | None = None
    growth: int = 0
    article_id: str = ""

    def rest(self, settle: timedelta) -> timedelta:
        """How long it must stay unchanged: longer, the more looks saw it grow, for slow uploads pause."""
        return settle * (1 + min(self.growth, _MOST_GROWTH))


@dataclass(frozen=True, slots=True)
class Difference:
    """What to do after a look: `settled` to be read, `gone` for good, `moving` only to be noted with their new stamp.

    `next_look` is how long until the first file will have settled, or be gone for good.
    """

    settled: tuple[str, ...]
    gone: tuple[str, ...]
    moving: Mapping[str, Stamp | None]
    waiting: frozenset[str]
    next_look: timedelta | None = None


def compare(
    seen: Scan,
    known: Mapping[str, Known],
    now: datetime,
    settle: timedelta,
    grace: timedelta = timedelta(0),
    *,
    retry: bool = False,
) -> Difference:
    """Compare one look with what is remembered: the settle rule.

    A file is read only when two looks at least `settle` apart saw the same (longer when it was seen to grow), and
    counts as gone for good when it has been missing for `grace`, and at two looks. Empty files wait.
    What is due is read again; with `retry`, so is all that was refused.
    What lies in a folder we could not look into is left as it was.
    """
    comparison = _Comparison(known, now, settle, max(settle, grace))
    for path, stamp in seen.stamps.items():
        before = known.get(path)
        if before is None or before.stamp != stamp or before.since > now:
            comparison.written(path, stamp)
        elif before.outcome is Outcome.WAITING:
            comparison.unchanged(path, before, stamp)
        elif (before.due is not None and before.due <= now) or (retry and before.outcome is Outcome.REFUSED):
            comparison.settled.append(path)
    for path in known.keys() - seen.stamps.keys():
        if path not in seen.refused and not path.startswith(seen.blind):
            comparison.missing(path, known[path])
    return comparison.difference()


class _Comparison:
    """One comparison while it lasts: what came of it so far."""

    def __init__(self, known: Mapping[str, Known], now: datetime, settle: timedelta, grace: timedelta) -> None:
        self.known = known
        self.now = now
        self.settle = settle
        self.grace = grace
        self.settled: list[str] = []
        self.gone: list[str] = []
        self.moving: dict[str, Stamp | None] = {}
        self.waiting: set[str] = set()
        self.pauses: list[timedelta] = []

    def written(self, path: str, stamp: Stamp) -> None:
        """A file that is new, or was written to."""
        self.moving[path] = stamp
        self._waits(path, stamp, self.settle)

    def unchanged(self, path: str, before: Known, stamp: Stamp) -> None:
        """A file that waits, and is as it was at the last look."""
        left = before.rest(self.settle) - (self.now - before.since)
        if stamp.size_bytes and left <= _NOW:
            self.settled.append(path)
        else:
            self._waits(path, stamp, left)

    def _waits(self, path: str, stamp: Stamp, left: timedelta) -> None:
        self.waiting.add(path)
        if stamp.size_bytes:
            self.pauses.append(left)

    def missing(self, path: str, before: Known) -> None:
        """A file that is not there."""
        left = self.grace - (self.now - before.since)
        if before.outcome is not Outcome.GONE or before.since > self.now:
            self.moving[path] = None
            self.pauses.append(self.grace)
        elif left <= _NOW:
            self.gone.append(path)
        else:
            self.pauses.append(left)

    def difference(self) -> Difference:
        """What to do."""
        next_look = min(self.pauses, default=None)
        return Difference(
            tuple(self.settled), tuple(sorted(self.gone)), self.moving, frozenset(self.waiting), next_look
        )
