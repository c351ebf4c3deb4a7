"""How often a password may be tried: by each visitor, and by all together. Touches: its own memory.

An attempt costs a share of an allowance that comes back with time; one that was right is given back. So guessing stays slow,
checking never takes more than a small part of the processor, and what is remembered is bounded. Visitors who were right once
do not wait for what strangers have used up. Each web process counts for itself.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many attempts at once, and one more each time that many seconds have passed."""

    at_once: int
    seconds: float


EACH = Allowance(5, 60.0)
ALL = Allowance(30, 3.0)
#: Visitors remembered; an attacker with more addresses than this is held by the allowance of all.
_MOST_VISITORS = 1000


class Attempts:
    """What has been used of the allowances. `now` is in seconds, of any clock that only counts."""

    def __init__(self, each: Allowance = EACH, together: Allowance = ALL) -> None:
        self._each, self._together = each, together
        self._free_at: dict[str, float] = {}  # when a visitor's whole allowance is there again
        self._all_free_at = 0.0
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, visitor: str, now: float) -> float:
        """Take one attempt; nought if it may be made, else the seconds until the next may, and then none is taken."""
        with self._lock:
            own = max(self._free_at.get(visitor, now), now)
            everyones = max(self._all_free_at, now)
            waits = [_wait(own, self._each, now)]
            if visitor not in self._known:
                waits.append(_wait(everyones, self._together, now))
            if max(waits) > 0:
                return max(waits)
            self._make_room(visitor, now)
            self._free_at[visitor] = own + self._each.seconds
            self._all_free_at = everyones + self._together.seconds
            return 0.0

    def was_right(self, visitor: str) -> None:
        """Give the attempt back, and remember that this visitor knows the password."""
        self.give_back(visitor)
        with self._lock:
            self._known[visitor] = None
            self._known.move_to_end(visitor)
            while len(self._known) > _MOST_VISITORS:
                self._known.popitem(last=False)

    def give_back(self, visitor: str) -> None:
        """Give back an attempt that was not made."""
        with self._lock:
            if visitor in self._free_at:
                self._free_at[visitor] -= self._each.seconds
            self._all_free_at -= self._together.seconds

    def _make_room(self, visitor: str, now: float) -> None:
        if visitor in self._free_at or len(self._free_at) < _MOST_VISITORS:
            return
        self._free_at = {one: free_at for one, free_at in self._free_at.items() if free_at > now}
        while len(self._free_at) >= _MOST_VISITORS:
            del self._free_at[min(self._free_at, key=self._free_at.__getitem__)]


def _wait(free_at: float, allowance: Allowance, now: float) -> float:
    """How long until one more attempt is within the allowance."""
    return max(free_at + allowance.seconds - now - allowance.at_once * allowance.seconds, 0.0)
