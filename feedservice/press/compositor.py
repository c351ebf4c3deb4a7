"""When a press sets what is stale in type: in the transaction of a turn, or in some of its own. Touches: database, clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from feedservice.channels import month
from feedservice.feeds.editions import edition_time
from feedservice.feeds.extent import Extent
from feedservice.feeds.typeset import Shown, set_in_type
from feedservice.press.look import Look
from feedservice.settings import Settings
from feedservice.store import Store, Writing

#: What is stale is set in so many transactions beside that of a turn, before the folder is looked at again.
_MOST_TRANSACTIONS = 40


class Shop(Protocol):
    """The press it works for."""

    settings: Settings
    store: Store
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """Its clock."""


@dataclass
class Compositor:
    """Sets the editions of one press. `shown` is what it last put on the stand."""

    shop: Shop
    shown: Shown | None = None

    def set_with(self, changes: Writing, look: Look, extent: Extent, *, changed: bool) -> Shown | None:
        """Set what is stale in the transaction of a turn, unless the stand is as it should be."""
        shown = self.shown
        is_whole = shown is not None and not shown.more and shown.month == month(look.now)
        if is_whole and not changed and look.state and shown and look.state.edition == shown.edition:
            return shown
        may_be_empty = not (look.difference.waiting or look.seen.blind)
        self.shown = set_in_type(
            changes, self.shop.settings, look.now, look.at, may_be_empty=may_be_empty, extent=extent
        )
        return self.shown

    def go_on(self, shown: Shown | None, *, more: bool) -> Shown | None:
        """After the transaction of a turn: set everything alone while there is `more` to read, else all that is left."""
        self.shown = self._set_apart(Extent.MEANWHILE) if more else self._set_rest(shown)
        return self.shown

    def _set_rest(self, shown: Shown | None) -> Shown | None:
        """Set what is left to be set, in transactions of its own, so that none is long; not without an end."""
        for _ in range(_MOST_TRANSACTIONS):
            if shown and shown.more:
                shown = self._set_apart(Extent.SOME)
        return shown

    def _set_apart(self, extent: Extent) -> Shown:
        """Set what is stale in a transaction of its own."""
        now = self.shop.now()
        with self.shop.store.turn(self.shop.clock(), self.shop.settings.public_url) as changes:
            at = edition_time(now, changes.turns.state())
            shown = set_in_type(changes, self.shop.settings, now, at, may_be_empty=False, extent=extent)
            changes.lease.give_up(self.shop.clock())
        return shown
