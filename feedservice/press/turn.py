"""The press: one turn, from the folder to ready documents. Touches: disk, database, clock.

`Press.turn` and `_turn` below it tell the whole story: look, compare, read what settled, keep it, set the edition in type,
all writes in one transaction. Killed at any instant, the next turn starts from what the last whole one left.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from feedservice.channels import month
from feedservice.editing.prepare import Prepared
from feedservice.errors import FolderError, LeaseError, RenderError, StoreError
from feedservice.feeds.editions import edition_time
from feedservice.feeds.typeset import Shown, set_in_type
from feedservice.folder import scan
from feedservice.folder.settle import compare
from feedservice.photos import develop
from feedservice.press import filing
from feedservice.press.due import is_anybodys_hour, let_out
from feedservice.press.garbage_collection import collector_at_rest
from feedservice.press.known_articles import sketch_some
from feedservice.press.look import Look, files_missing, lost_files, refusals, refuse_sudden_emptiness
from feedservice.press.parallel import DraftingRoom, drafting_room
from feedservice.press.read import InTray, now_and_then, to_read
from feedservice.press.turn_report import TurnReport, pause_seconds
from feedservice.settings import Settings
from feedservice.store import Store, Writing

_log = logging.getLogger(__name__)
T = TypeVar("T")

#: Article files read in one turn; the rest is the next turn's, which starts at once. Bounds memory, and how long a
#: transaction lasts: an embargo that ends meanwhile has to wait for it (800 files took 2 to 5 s; it may be one late).
BATCH_FILES = 100
_LEASE_RENEWAL_SECONDS = 10.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Press:
    """Makes turns over one folder into one store. Not for several threads at once: the schedule sees to that."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Callable[[], datetime] = _utc_now,
        *,
        propagate_bugs: bool = False,
    ) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.propagate_bugs = propagate_bugs
        self._has_turned = False
        self._at_work = False
        self._shown: Shown | None = None
        self._all_sketched = False
        self._room: DraftingRoom | None = None

    def close(self) -> None:
        """Let the processes go that read beside it. It may turn again."""
        if self._room is not None:
            self._room.close()
            self._room = None

    def _sketch(self) -> None:
        """Sketch articles that an earlier release kept, some after each turn, until all are."""
        if not self._all_sketched:
            try:
                self._all_sketched = not sketch_some(self.store)
            except StoreError as error:
                _log.info("sketches must wait: %s", error)

    def keep_hours(self) -> datetime | None:
        """Publish what is due, take out what expires, drop tombstones that end; no look through the folder. When to come again.

        Does nothing when it is nobody's hour. Raises LeaseError and StoreError.
        """
        now, life = self.clock(), self.settings.tombstone_life
        with self.store.reading() as asked:
            if asked.turns.state() is None or not is_anybodys_hour(asked, now):
                return asked.articles.next_due(life, now)
        counts = self.obey(lambda changes, at: let_out(changes, self.settings.content_dir, now, at))
        if counts:
            _log.info("on the hour: %s", ", ".join(f"{name} {count}" for name, count in counts.items()))
        with self.store.reading() as asked:
            return asked.articles.next_due(life, now)

    def obey(self, order: Callable[[Writing, datetime], T]) -> T:
        """Carry out an order on the store, given the edition time, and set in type what follows; all in one transaction.

        Raises LeaseError and StoreError; what the order raises undoes it.
        """
        now, shown = self.clock(), self._shown
        with self.store.turn(now) as changes:
            at = edition_time(now, changes.turns.state())
            result = order(changes, at)
            if changes.turns.state():
                shown = set_in_type(changes, self.settings, now, at, may_be_empty=True)
            if not self._at_work:
                changes.lease.give_up(self.clock())
        self._shown = shown
        return result

    def _look(self, now: datetime) -> Look:
        """Look at the whole folder and compare it with the whole memory."""
        settle = timedelta(seconds=self.settings.settle_seconds)
        grace = timedelta(seconds=self.settings.withdrawal_grace_seconds)
        with collector_at_rest():
            seen = scan.scan(self.settings.content_dir)
            with self.store.reading() as asked:
                known, state = asked.files.known(), asked.turns.state()
            retry = not self._has_turned
            difference = compare(seen, known, now, settle, grace, retry=retry)
        refuse_sudden_emptiness(seen, known)
        return Look(now, edition_time(now, state), state, seen, known, difference)

    def _read(self, look: Look) -> tuple[list[Prepared], list[str], list[str]]:
        """Read every settled file that needs it, newest first; those held up by themselves or a photo; those left over."""
        with self.store.reading() as asked:
            paths = to_read(look, asked)
        if not paths:
            self._rest(coming=bool(look.difference.waiting))
            return [], [], []
        self._at_work = True
        self.store.take_lease(self.clock())
        self._room = self._room or drafting_room(self.settings, len(paths))
        if self._room:
            self._room.staff(len(paths))
        batch, left = paths[:BATCH_FILES], paths[BATCH_FILES:]
        with self.store.reading() as asked:
            tray = InTray(self.settings, look, asked, paths, self._room, propagate_bugs=self.propagate_bugs)
            renew = now_and_then(lambda: self.store.take_lease(self.clock()), _LEASE_RENEWAL_SECONDS)
            prepared = tray.prepare(batch, renew, ahead=left[:BATCH_FILES])
        done = {one.receipt.path for one in prepared}
        for one in prepared:
            for picture in one.pictures:
                develop.keep(picture, self.settings.photos_dir)
        return prepared, [path for path in batch if path not in done], left

    def _rest(self, *, coming: bool) -> None:
        """Nothing is left to read. When files are `coming`, a process is made ready for them, so that nobody waits for it."""
        limited = self.settings.reading_limit_seconds > 0
        if self._room is not None:
            self._room.rest()
        self._room = (self._room or drafting_room(self.settings)) if limited else None
        if coming and self._room is not None:
            self._room.warm()

    def turn(self) -> TurnReport:
        """One turn of the press. Raises LeaseError when another press is at work; other failures are in the report."""
        started, watch = self.clock(), time.monotonic()
        try:
            report = self._turn(started, watch)
        except (FolderError, StoreError, RenderError, OSError) as error:
            return self._failed(started, time.monotonic() - watch, str(error))
        except LeaseError:
            raise
        except Exception as error:
            if self.propagate_bugs:
                raise
            _log.exception("our fault: the turn broke off")
            message = f"Our fault: the turn broke off ({type(error).__name__}: {error}). The log tells more."
            return self._failed(started, time.monotonic() - watch, message)
        finally:
            self._at_work = False
        self._has_turned = True
        self._sketch()
        return report

    def _turn(self, started: datetime, watch: float) -> TurnReport:
        """The story of a turn, in its order; everything it changes, in one transaction.

        Scan, settle, read; file, withdraw what is gone, let out what is due, set in type what is stale, commit. Hubs are told
        of what was announced here when all is done (`websub`).
        """
        life = self.settings.tombstone_life
        self.keep_hours()
        look = self._look(started)
        read, held, later = self._read(look)
        left, more = [*held, *later], bool(later)
        with self.store.turn(self.clock()) as changes:
            state = changes.turns.state()
            look = replace(look, state=state, at=edition_time(look.now, state))
            counts = filing.file(changes, look, read, left)
            alarm = "" if more else self._see_off(changes, look, counts)
            now = max(self.clock(), look.now)
            counts += let_out(changes, self.settings.content_dir, now, look.at)
            shown = self._set_in_type(changes, look, changed=bool(set(+counts) - {"unchanged"}), hurried=more)
            counts["files"] = len(look.seen.stamps)
            counts["waiting"] = len(look.difference.waiting) + len(left)
            spent = time.monotonic() - watch
            finished = look.now + timedelta(seconds=spent)
            changes.turns.record(look.now, finished, succeeded=True, message=alarm, counts=counts)
            next_due = changes.articles.next_due(life, now)
            changes.lease.give_up(self.clock())
        self._shown = shown
        receipts = (*refusals(look), *(one.receipt for one in read))
        more = more or (shown is not None and shown.more)
        again = 0.0 if more else pause_seconds(look.difference.next_look)
        edition = shown.edition if shown else 0
        return TurnReport(look.now, spent, True, alarm, edition, dict(counts), receipts, again, next_due)

    def _see_off(self, changes: Writing, look: Look, counts: Counter[str]) -> str:
        """Withdraw what is gone for good, unless too much is; then nothing is, and the alarm says so.

        All that is missing counts, for a large folder does not go in one look; but nothing is said before some is gone for
        good: a renamed folder is missing too, until its files are read in their new place.
        """
        if not look.difference.gone:
            return ""
        missing = files_missing(look)
        lost = changes.articles.in_print_at(missing) if missing else []
        in_print = changes.articles.count_in_print() if lost else 0
        if self.settings.is_too_many(len(lost), in_print):
            return lost_files(lost, in_print)
        counts.update(withdrawn=filing.withdraw_gone(changes, look.difference.gone, look.now, look.at))
        return ""

    def _set_in_type(self, changes: Writing, look: Look, *, changed: bool, hurried: bool) -> Shown | None:
        shown = self._shown
        is_whole = shown is not None and not shown.more and shown.month == month(look.now)
        if is_whole and not changed and look.state and shown and look.state.edition == shown.edition:
            return shown
        may_be_empty = not (look.difference.waiting or look.seen.blind)
        at = look.at
        return set_in_type(changes, self.settings, look.now, at, may_be_empty=may_be_empty, hurried=hurried)

    def _failed(self, started: datetime, seconds: float, message: str) -> TurnReport:
        """A turn that could not be made: nothing changed, the last good documents stay; remembered if that is possible."""
        _log.error("turn failed, the last good documents stay in print: %s", message)
        try:
            with self.store.writing() as changes:
                finished = started + timedelta(seconds=seconds)
                changes.turns.record(started, finished, succeeded=False, message=message, counts={})
                changes.lease.give_up(self.clock())
        except StoreError as second:
            _log.error("and it cannot be noted in the store: %s", second)
        return TurnReport(started, seconds, succeeded=False, message=message)
