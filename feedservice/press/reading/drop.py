"""A drop of many files: one look at the folder serves many batches. Touches: disk, database (both read only), clock (the one that only counts).

What a look has found to be read is read batch by batch, each in a transaction of its own; the folder is looked at again
when the look has aged, so that a newer file goes first, and when nothing of it is left. A file is compared with its stamp when
it is opened, so an old look lets nothing old in; and only a look of this very turn withdraws anything.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feedservice.feeds.editions import edition_time
from feedservice.folder import match, scan, settle
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.stamps import Stamp
from feedservice.press.look import Look, refuse_sudden_emptiness
from feedservice.press.reading.in_tray import InTray, to_read
from feedservice.settings import Settings
from feedservice.store import Store

#: A look serves at least so long, and so many times as long as it took: a fifth of the time, at most, goes on looking.
_LEAST_SECONDS, _TIMES_ITS_COST = 2.0, 4.0
#: Photos and sidecars that settled, filed in one turn.
BATCH_OTHERS = 500


@dataclass
class Drop:
    """What is left of a look to be read: `paths` of articles, the newest first, and `others`, photos and sidecars, to be filed.

    `tray` is where they are read; it stays, with what it knows of the folder, as long as the look. `done` counts the articles
    read so far, at earlier looks too if these left some.
    """

    look: Look
    paths: list[str]
    others: list[str]
    cost_seconds: float
    done: int = 0
    tray: InTray | None = None
    _seen: float = field(default_factory=time.monotonic)

    @property
    def total(self) -> int:
        """How many articles it has come to so far, read or not."""
        return self.done + len(self.paths)

    def goes_on(self, after: int) -> None:
        """A batch of it has been kept, in the turn of this number: as far as we know, the store is as it was but for that."""
        self.look = replace(self.look, after=after)

    def progress(self, waiting: int) -> dict[str, int]:
        """How many files wait, with those `waiting` besides; and how far it has come, while something of it is left to be read."""
        come = {"taken_in": self.done, "to_take_in": self.total} if self.paths else {}
        return {"waiting": waiting + len(self.paths), **come}

    def is_empty(self) -> bool:
        """Whether nothing of it is left."""
        return not (self.paths or self.others)

    def is_fresh(self) -> bool:
        """Whether what is left can be read without looking at the folder again."""
        age_seconds = time.monotonic() - self._seen
        return not self.is_empty() and age_seconds < max(_LEAST_SECONDS, _TIMES_ITS_COST * self.cost_seconds)

    def take(self, files: int, now: datetime, *, first: bool) -> tuple[Look, list[str]]:
        """The next batch: the look with what is to be filed of it, and the articles to be read.

        What moved is noted, and what is gone withdrawn, with the first batch only.
        """
        batch, self.paths = self.paths[:files], self.paths[files:]
        self.done += len(batch)
        others, self.others = self.others[:BATCH_OTHERS], self.others[BATCH_OTHERS:]
        difference = replace(self.look.difference, settled=(*others, *batch))
        if not first:
            difference = replace(difference, moving={}, gone=())
        return replace(self.look, now=now, difference=difference), batch


def look_for_drop(
    settings: Settings,
    store: Store,
    now: datetime,
    before: Drop | None,
    around: Neighbours | None,
    whole: Mapping[str, Stamp],
    *,
    retry: bool,
) -> Drop:
    """Look at the whole folder, and what is to be read of it; with `retry` also all that was refused.

    The drop `before` goes on in it if anything of it was left; `around` are the names in the folder as they last were, `whole`
    the files that the system told of having arrived whole.

    Raises FolderError, and StoreError.
    """
    watch = time.monotonic()
    look = _look(settings, store, now, around, whole, retry=retry)
    with store.reading() as asked:
        paths = to_read(look, asked)
    wanted = set(paths)
    others = [path for path in look.difference.settled if path not in wanted and not match.is_article(path)]
    done = before.done if before and before.paths else 0
    return Drop(look, paths, others, time.monotonic() - watch, done)


def _look(
    settings: Settings,
    store: Store,
    now: datetime,
    before: Neighbours | None,
    whole: Mapping[str, Stamp],
    *,
    retry: bool,
) -> Look:
    """Look at the whole folder and compare it with the whole memory."""
    rest, grace = timedelta(seconds=settings.settle_seconds), timedelta(seconds=settings.withdrawal_grace_seconds)
    with _collector_at_rest():
        seen = scan.scan(settings.content_dir)
        with store.reading() as asked:
            known, state, after = asked.files.known(), asked.turns.state(), asked.turns.number()
        around = Neighbours(seen.stamps, before)
        whole = {path: stamp for path, stamp in whole.items() if not _lacks_sidecar(path, around)}
        difference = settle.compare(seen, known, now, rest, grace, whole, retry=retry)
    refuse_sudden_emptiness(seen, known)
    return Look(now, edition_time(now, state), state, seen, known, difference, around, after)


def _lacks_sidecar(path: str, around: Neighbours) -> bool:
    """Whether an article has no sidecar where others have one: it may be on its way, and hold the article back."""
    if not match.is_article(path) or match.sidecars_for(path, around):
        return False
    return any(True for _ in around.sidecars([path.rpartition("/")[0]]))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection meanwhile: a look makes small tuples by the ten thousand, none of them in a circle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
