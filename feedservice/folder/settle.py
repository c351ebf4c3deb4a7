"""One look at the whole folder, compared with everything remembered: the settle rule. Touches: nothing.

What is new, written, settled, missing or gone for good is all told here; nothing is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from feedservice.article import Outcome
from feedservice.folder.stamps import Scan, Stamp

#: A file that was seen to grow at so many looks, or more, must rest longest.
_MOST_GROWTH = 5
_NOW = timedelta(0)
_SECOND_NS = 10**9
#: The coarsest steps of time on disks, FAT's.
_COARSE_NS = 2 * _SECOND_NS
_NOBODY_TOLD: Mapping[str, Stamp] = MappingProxyType({})


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

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be read again though it is as it was: what moves has nothing due."""
        return self.due is not None and self.due <= now


@dataclass(frozen=True, slots=True)
class Difference:
    """What to do after a look: `settled` to be read, `gone` for good, `moving` to be noted with their new stamp.

    `early` are those of the settled that have not rested: they came whole.

    `next_look` is how long until the first file will have settled, or be gone for good.
    """

    settled: tuple[str, ...]
    gone: tuple[str, ...]
    moving: Mapping[str, Stamp | None]
    waiting: frozenset[str]
    next_look: timedelta | None = None
    early: frozenset[str] = frozenset()


def compare(
    seen: Scan,
    known: Mapping[str, Known],
    now: datetime,
    settle: timedelta,
    grace: timedelta = timedelta(0),
    whole: Mapping[str, Stamp] = _NOBODY_TOLD,
    *,
    retry: bool = False,
) -> Difference:
    """Compare one look with what is remembered: the settle rule.

    A file is read only when two looks at least `settle` apart saw the same (longer when it was seen to grow), and
    counts as gone for good when it has been missing for `grace`, and at two looks. Empty files wait.
    A file that the system told of having arrived `whole`, with the stamp it has now, is read at once; but not one that was read
    less than `settle` ago: it is written piece by piece. What is due is read again; with `retry`, so is all that was refused.
    What lies in a folder we could not look into is left as it was.
    """
    comparison = _Comparison(known, now, settle, max(settle, grace), whole)
    for path, stamp in seen.stamps.items():
        before = known.get(path)
        if before is None or before.stamp != stamp or before.since > now:
            comparison.written(path, before, stamp)
        elif before.outcome is Outcome.WAITING and not (stamp.size_bytes and before.is_due(now)):
            comparison.unchanged(path, before, stamp)
        elif before.is_due(now) or (retry and before.outcome is Outcome.REFUSED):
            comparison.settled.append(path)
    for path in known.keys() - seen.stamps.keys():
        if path not in seen.refused and not path.startswith(seen.blind):
            comparison.missing(path, known[path])
    return comparison.difference()


class _Comparison:
    """One comparison while it lasts: what came of it so far."""

    def __init__(
        self,
        known: Mapping[str, Known],
        now: datetime,
        settle: timedelta,
        grace: timedelta,
        whole: Mapping[str, Stamp],
    ) -> None:
        self.whole = whole
        self.known = known
        self.now = now
        self.settle = settle
        self.grace = grace
        self.settled: list[str] = []
        self.early: set[str] = set()
        self.gone: list[str] = []
        self.moving: dict[str, Stamp | None] = {}
        self.waiting: set[str] = set()
        self.pauses: list[timedelta] = []

    def written(self, path: str, before: Known | None, stamp: Stamp) -> None:
        """A file that is new, or was written to."""
        self.moving[path] = stamp
        if self._is_whole(path, stamp) and not self._was_just_read(before):
            self._is_early(path)
        else:
            self._waits(path, stamp, self.settle)

    def unchanged(self, path: str, before: Known, stamp: Stamp) -> None:
        """A file that waits, and is as it was at the last look."""
        left = before.rest(self.settle) - (self.now - before.since)
        if stamp.size_bytes and left <= _NOW:
            self.settled.append(path)
        elif self._is_whole(path, stamp):
            self._is_early(path)
        else:
            self._waits(path, stamp, left)

    def _is_early(self, path: str) -> None:
        self.settled.append(path)
        self.early.add(path)

    def _is_whole(self, path: str, stamp: Stamp) -> bool:
        """Whether nobody writes to a file, and a later writing would show in its stamp: not every disk counts parts of seconds."""
        if not stamp.size_bytes or self.whole.get(path) != stamp:
            return False
        return bool(stamp.mtime_ns % _SECOND_NS) or self.now.timestamp() * _SECOND_NS - stamp.mtime_ns > _COARSE_NS

    def _was_just_read(self, before: Known | None) -> bool:
        if before is None or before.outcome in (Outcome.WAITING, Outcome.GONE):
            return False
        return _NOW <= self.now - before.since < self.settle

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
            tuple(self.settled),
            tuple(sorted(self.gone)),
            self.moving,
            frozenset(self.waiting),
            next_look,
            frozenset(self.early),
        )
