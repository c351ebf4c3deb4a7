"""Python's search for garbage, done when nobody waits for it. Touches: threads, clock, the interpreter.

Python looks for what only holds itself whenever so many objects were made, and looks through all that a page has made so
far, again and again: some 10 ms at a time in which no feed is answered. What a page made is gone by itself when it is done,
and then there is next to nothing to look through.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_SECONDS = 0.5
#: Fewer new objects are not worth a look.
_FEW = 2_000
#: More are looked through in the midst of pages: memory is short, too.
_MANY = 500_000
#: Of so many sweeps one looks through what is old, too.
_ALL_EVERY = 20


class Sweeping:
    """Sweeps in a thread of its own, between pages if they leave a moment for it."""

    def __init__(self) -> None:
        self._pages, self._sweeps = 0, 0
        self._counting = threading.Lock()
        self.is_over = threading.Event()

    def begin(self) -> None:
        """From now on in place of Python's own. What is there now stays, and is never looked through."""
        gc.collect()
        gc.freeze()
        gc.disable()
        threading.Thread(target=self._keep_sweeping, name="sweeping", daemon=True).start()

    @contextmanager
    def not_now(self) -> Iterator[None]:
        """While a page is made."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def is_due(self) -> bool:
        """Whether there is something to look through, and now is the time."""
        fresh = gc.get_count()[0]
        return fresh > _MANY or (fresh > _FEW and not self._pages)

    def sweep(self) -> None:
        """Look through what is new, and now and then through all but what was there at first."""
        self._sweeps += 1
        gc.collect(1 if self._sweeps % _ALL_EVERY else 2)

    def _count(self, one: int) -> None:
        with self._counting:
            self._pages += one

    def _keep_sweeping(self) -> None:
        while not self.is_over.wait(_LOOK_SECONDS):
            if self.is_due():
                self.sweep()
