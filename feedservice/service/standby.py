"""Who keeps the schedule among many: each stands by, and the one with the lease has a press at work.
Touches: database, clock, processes.

Every process that may turn the press, the workers of a WSGI server and `feedservice run` alike, has one Standby. It looks
every other second whether somebody has the lease of the schedule; if nobody has, it takes it and lets a press work, renews
it as long as that works, and lets the press rest when the lease is lost or the process ends. A holder on this machine whose
process is gone has lost it at once; one on another machine after the seconds of `SCHEDULE`. That two press for a moment does no
harm: every turn has a lease of its own, confirmed in its transaction.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol

from feedservice.errors import FeedServiceError, LeaseError
from feedservice.service.preflight import check_places, open_store
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.lease import SCHEDULE

_log = logging.getLogger(__name__)

#: Between two looks at the lease, and at the press.
_LOOK_SECONDS = 1.0
#: Between two renewals: three may fail before the lease runs out.
_RENEWAL_SECONDS = 5.0
#: Before a press process that ended by itself is started again; doubled each time.
_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0


class AtWork(Protocol):
    """A press that looks at the folder on its schedule."""

    def works(self) -> bool:
        """Whether it still does."""

    def stop(self) -> None:
        """Finish the turn under way, and make no more."""


class Standby:
    """Stands by in one process; `begin` lets a press work. Used by one thread, which `attend` is for."""

    def __init__(self, settings: Settings, begin: Callable[[Settings, Store], AtWork]) -> None:
        self.settings = settings
        #: Why nothing can be done, as far as is seen from here; for health, and said once in the log.
        self.trouble = ""
        self._begin = begin
        self._store: Store | None = None
        self._at_work: AtWork | None = None
        self._renewed = 0.0  # by the clock that only counts; nought while another has the lease
        self._holder = ""
        self._pauses = _Pauses()

    def attend(self, stopping: threading.Event) -> None:
        """Stand by until told to stop; then let the press rest, and another have the lease."""
        try:
            while not stopping.is_set():
                self._look()
                stopping.wait(_LOOK_SECONDS)
        finally:
            self._leave()

    def _look(self) -> None:
        try:
            self._see_to_it(self._opened())
        except LeaseError as error:
            self._lay_down()
            _log.info("standing by: %s", error)
        except FeedServiceError as error:
            self._note(str(error))
        except Exception as error:
            fault = f"Our fault: {type(error).__name__}: {error}"
            if fault != self.trouble:
                _log.exception("our fault: the press cannot be seen to; it is tried again")
            self.trouble = fault
            self._pauses.prolong()

    def _opened(self) -> Store:
        """The store, made when there is none yet."""
        if self._store is None:
            check_places(self.settings)
            self._store = open_store(self.settings)
        return self._store

    def _see_to_it(self, store: Store) -> None:
        """Take or renew the lease if that is for us to do, and have a press at work while we hold it."""
        now = datetime.now(UTC)
        holder = "" if self._renewed else store.lease_holder(now, SCHEDULE)
        if holder:
            store.refuse_other_address(now, self.settings.public_url)
            self._note("", holder)
            return
        if not self._renewed or time.monotonic() - self._renewed > _RENEWAL_SECONDS:
            store.take_lease(now, SCHEDULE, self.settings.public_url)
            self._renewed = time.monotonic()
            self._note("")
        if self._at_work is not None and not self._at_work.works():
            self._at_work = None
            self._pauses.prolong()
        if self._at_work is None and self._pauses.are_over():
            self._at_work = self._begin(self.settings, store)

    def _lay_down(self) -> None:
        """The press rests."""
        at_work, self._at_work, self._renewed = self._at_work, None, 0.0
        if at_work is not None:
            at_work.stop()

    def _leave(self) -> None:
        had_lease = self._renewed > 0
        self._lay_down()
        if self._store is not None:
            if had_lease:
                with suppress(FeedServiceError):
                    self._store.give_up_lease(datetime.now(UTC), SCHEDULE)
            self._store.close()
            self._store = None

    def _note(self, trouble: str, holder: str = "") -> None:
        """Say what is new: that nothing can be done, or that another does it."""
        if trouble and trouble != self.trouble:
            _log.error("the press cannot work: %s", trouble)
        if holder and holder != self._holder:
            _log.info("another press (%s) keeps the schedule; this one stands by", holder.rpartition(":")[0])
        self.trouble, self._holder = trouble, holder


class _Pauses:
    """Longer and longer pauses between starts of what ends by itself."""

    def __init__(self) -> None:
        self._pause, self._until = 0.0, 0.0

    def prolong(self) -> None:
        now = time.monotonic()
        is_long_ago = now - self._until > _LONGEST_PAUSE_SECONDS
        self._pause = _PAUSE_SECONDS if is_long_ago else min(2 * self._pause, _LONGEST_PAUSE_SECONDS)
        self._until = now + self._pause

    def are_over(self) -> bool:
        return time.monotonic() >= self._until
