"""The press: one turn, from the folder to ready documents. Touches: disk, database, clock.

`Press.turn` and `_turn` below it tell the whole story: look, compare, read what settled, keep it, set the edition in type,
all writes in one transaction. Killed at any instant, the next turn starts from what the last whole one left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from feedservice.editing.prepare import Prepared
from feedservice.errors import FolderError, LeaseError, Overtaken, RenderError, SettingsError, StoreError
from feedservice.feeds.editions import edition_time
from feedservice.feeds.extent import Extent
from feedservice.feeds.typeset import set_in_type
from feedservice.folder.neighbours import Neighbours
from feedservice.press import filing
from feedservice.press.compositor import Compositor
from feedservice.press.due import is_anybodys_hour, let_out
from feedservice.press.listening.arrivals import Arrivals
from feedservice.press.look import Look, next_look, refusals
from feedservice.press.reading.drop import Drop, look_for_drop
from feedservice.press.reading.in_tray import InTray, now_and_then
from feedservice.press.reading.known_articles import Sketches
from feedservice.press.reading.parallel import DraftingRoom, at_rest, drafting_room
from feedservice.press.reading.photo_keeper import PhotoKeeper
from feedservice.press.turn_report import TurnReport, pause_seconds
from feedservice.press.turn_watch import TurnWatch
from feedservice.press.upkeep.search_upkeep import SearchUpkeep
from feedservice.press.wrong_clock import ClockWatch
from feedservice.settings import Settings
from feedservice.store import Store, Writing

_log = logging.getLogger(__name__)
T = TypeVar("T")

#: Article files read in one turn; the rest is the next turn's, which starts at once. Bounds memory, and how long a
#: transaction lasts: an embargo that ends meanwhile, and a withdrawal, have to wait for it.
BATCH_FILES = 50
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
        self.watch = TurnWatch(settings.state_dir, store.holder, clock)
        self.arrivals = Arrivals()
        self._clock_watch = ClockWatch(settings, store)
        self._has_turned = False
        self._compositor = Compositor(self)
        self._photos = PhotoKeeper(settings)
        self._sketches, self._search = Sketches(store), SearchUpkeep(store, is_wanted=settings.search)
        self._room: DraftingRoom | None = None
        self._drop: Drop | None = None
        self._around: Neighbours | None = None

    def now(self) -> datetime:
        """The clock; while that is behind, counted on from the last time that is known to have been. Leases go by the clock."""
        return self.clock() + self._clock_watch.behind

    def _mind_the_clock(self) -> None:
        if self._clock_watch.mind(self.clock()):
            self._drop, self._compositor.shown = None, None

    def close(self) -> None:
        """Let the processes go that read beside it. It may turn again."""
        if self._room is not None:
            self._room.close()
            self._room = None

    def keep_hours(self) -> datetime | None:
        """Publish what is due, take out what expires, drop tombstones that end; no look through the folder. When to come again.

        Does nothing when it is nobody's hour. Raises LeaseError and StoreError.
        """
        self._mind_the_clock()
        now, life = self.now(), self.settings.tombstone_life
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

        It needs no lease, so a press that takes in a large drop holds it up no longer than one of its transactions: the
        order asks and writes in one transaction, and a turn reads again whatever changed under its hands.
        Raises StoreError and AddressError; what the order raises undoes it.
        """
        self._mind_the_clock()
        now, shown = self.now(), self._compositor.shown
        with self.store.writing_at(self.clock(), self.settings.public_url) as changes:
            at = edition_time(now, changes.turns.state())
            result = order(changes, at)
            if changes.turns.state():
                shown = set_in_type(changes, self.settings, now, at, may_be_empty=True, extent=Extent.TOUCHED)
        self._compositor.shown = shown
        return result

    def _next_batch(self, now: datetime) -> tuple[Drop, Look, list[str], bool]:
        """What is to be read next, the newest first: the rest of the last look while it is fresh, else of a new one.

        With the drop it is of, and whether it is the first of its look.
        """
        drop, is_first = self._drop, False
        if drop is None or not drop.is_fresh():
            is_first = True
            whole, retry = self.arrivals.whole(), not self._has_turned
            drop = look_for_drop(self.settings, self.store, now, drop, self._around, whole, retry=retry)
        self._drop, self._around = drop, drop.look.around
        return drop, *drop.take(BATCH_FILES, now, first=is_first), is_first

    def _read(self, drop: Drop, look: Look, batch: list[str]) -> tuple[list[Prepared], list[str]]:
        """Read a batch of settled files; with those held up by themselves or a photo."""
        if not batch:
            self._room = at_rest(self._room, self.settings, coming=bool(look.difference.waiting))
            self._photos.keep([], [])
            return [], []
        self.watch.enter("wait")
        self.store.take_lease(self.clock())
        self.watch.enter("read", drop.done, drop.total)
        self._room = self._room or drafting_room(self.settings, drop.total)
        if self._room:
            self._room.staff(drop.total)
        with self.store.reading() as asked:
            unread = [*batch, *drop.paths]
            bugs = self.propagate_bugs
            drop.tray = drop.tray or InTray(self.settings, look, asked, unread, self._room, propagate_bugs=bugs)
            drop.tray.go_on(look, asked)
            renew = now_and_then(lambda: self.store.take_lease(self.clock()), _LEASE_RENEWAL_SECONDS)
            prepared = drop.tray.prepare(batch, renew, ahead=drop.paths[:BATCH_FILES])
        done = {one.receipt.path for one in prepared}
        held = [path for path in batch if path not in done]
        self._photos.keep(prepared, held)
        return prepared, held

    def turn(self) -> TurnReport:
        """One turn. Raises LeaseError when another press is at work, AddressError when it publishes elsewhere; the report says all else."""
        started, is_done = self.now(), False
        self.watch.begin(started)
        try:
            report = self._turn_on_what_is_true()
            is_done = True
        except (FolderError, StoreError, RenderError, OSError) as error:
            return self._failed(started, error, str(error))
        except (LeaseError, SettingsError):
            raise
        except Exception as error:
            if self.propagate_bugs:
                raise
            _log.exception("our fault: the turn broke off")
            message = f"Our fault: the turn broke off ({type(error).__name__}: {error}). The log tells more."
            return self._failed(started, error, message)
        finally:
            self.watch.end()
            if not is_done or (self._drop and self._drop.is_empty()):
                self._drop = None  # with the look and all that is remembered of the folder
        self._has_turned, self.watch.trouble = True, ""
        self._sketches.go_on()
        self._search.go_on()
        return report

    def _turn_on_what_is_true(self) -> TurnReport:
        """A turn; begun anew when another press has turned since this one looked, and then under the lease from the look on."""
        try:
            return self._turn()
        except Overtaken as error:
            _log.info("the turn is begun anew: %s", error)
        self._drop = None
        self.store.take_lease(self.clock())
        return self._turn()

    def _turn(self) -> TurnReport:
        """The story of a turn, in its order; everything it changes, in one transaction.

        Scan, settle, read; file, withdraw what is gone, let out what is due, set in type what is stale, commit. Hubs are told
        of what was announced here when all is done (`websub`).
        """
        self.keep_hours()
        self._photos.move_in()
        drop, look, batch, is_first = self._next_batch(self.now())
        read, held = self._read(drop, look, batch)
        left = [*held, *(drop.paths + drop.others if is_first else ())]
        more = not drop.is_empty() or not is_first
        self.watch.enter("wait")
        with self.store.turn(self.clock(), self.settings.public_url) as changes:
            self.watch.enter("keep")
            changes.turns.refuse_after_another(look.after)
            state = changes.turns.state()
            look = replace(look, state=state, at=edition_time(look.now, state))
            counts = filing.file(changes, look, read, left)
            held_back = "" if more else filing.see_off(changes, look, self.settings, counts)
            alarm = held_back or self._clock_watch.complaint or self._photos.complaint
            now = max(self.now(), look.now)
            counts += let_out(changes, self.settings.content_dir, now, look.at)
            extent = Extent.NOTHING if more else Extent.EVERYTHING
            self.watch.enter("set")
            shown = self._compositor.set_with(changes, look, extent, changed=bool(set(+counts) - {"unchanged"}))
            counts.update({"files": len(look.seen.stamps), **drop.progress(len(look.difference.waiting) + len(held))})
            parts, spent = self.watch.parts(), self.watch.seconds
            ended = look.now + timedelta(seconds=spent)
            number = changes.turns.record(look.now, ended, succeeded=True, message=alarm, counts=counts, parts=parts)
            next_due = changes.articles.next_due(self.settings.tombstone_life, now)
            changes.lease.give_up(self.clock())
        drop.goes_on(number)
        if is_first or not more:
            shown = self._compositor.go_on(shown, more=more)
        receipts = (*refusals(look), *(one.receipt for one in read))
        more = more or (shown is not None and shown.more)
        again = 0.0 if more else pause_seconds(next_look(look, held, self.settings.settle_seconds))
        told = (alarm, shown.edition if shown else 0, dict(counts), receipts, again, next_due)
        return TurnReport(look.now, spent, True, *told)

    def _failed(self, started: datetime, error: Exception, message: str) -> TurnReport:
        """A turn that could not be made: nothing changed, the last good documents stay; remembered if that is possible."""
        _log.error("turn failed, the last good documents stay in print: %s", message)
        seconds, failure, self.watch.trouble = self.watch.seconds, type(error).__name__, ""
        try:
            with self.store.writing() as changes:
                ended = started + timedelta(seconds=seconds)
                changes.turns.record(started, ended, succeeded=False, message=message, counts={}, failure=failure)
                changes.lease.give_up(self.clock())
        except StoreError as second:
            self.watch.trouble = message
            _log.error("and it cannot be noted in the store: %s", second)
        return TurnReport(started, seconds, succeeded=False, message=message)
