"""What the turn under way is at, and how long its parts take. Touches: clock, disk (a small note in the state folder).

The turn says what it comes to; another thread leaves the note (`tell`), once the turn takes longer than most.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from feedservice.store.watch.press_note import PressNote, leave, take_away

#: Turns that take no longer are not told of.
_LONG_SECONDS = 2.0
#: How often the note of a long turn is renewed: who reads it sees that the press lives.
_RENEWED_SECONDS = 2.0


class TurnWatch:
    """Times one turn after the other. The turn's thread uses all but `tell`."""

    def __init__(self, state: Path, holder: str, clock: Callable[[], datetime]) -> None:
        self.state = state
        self.holder = holder
        self.clock = clock
        #: Why the last turn failed, when that could not be noted in the store.
        self.trouble = ""
        self._began = clock()
        self._started = self._entered = self._told = 0.0
        self._part, self._done, self._total = "", 0, 0
        self._parts: dict[str, float] = {}
        self._is_told = False

    def begin(self, began: datetime) -> None:
        """A turn begins: it looks."""
        self._began, self._parts = began, {}
        self._started = self._entered = time.monotonic()
        self._part, self._done, self._total = "look", 0, 0

    def enter(self, part: str, done: int = 0, total: int = 0) -> None:
        """The turn comes to another part of it (`press_note.PARTS`); of so many files so many are done."""
        now = time.monotonic()
        if self._part:
            self._parts[self._part] = self._parts.get(self._part, 0.0) + now - self._entered
        self._part, self._entered, self._done, self._total = part, now, done, total

    def end(self) -> None:
        """The turn is over."""
        self.enter("")

    @property
    def seconds(self) -> float:
        """How long the turn has taken until now."""
        return time.monotonic() - self._started

    def parts(self) -> dict[str, float]:
        """The seconds that each part took until now."""
        self.enter(self._part, self._done, self._total)
        return {part: round(seconds, 4) for part, seconds in self._parts.items()}

    def tell(self) -> None:
        """Leave a note of what takes long or went wrong, or take it away; to be called now and then, by one thread."""
        part, now = self._part, time.monotonic()
        is_long = bool(part) and now - self._started > _LONG_SECONDS
        if not (is_long or self.trouble):
            self.clear()
        elif not self._is_told or now - self._told > _RENEWED_SECONDS:
            note = PressNote(
                self.holder, self.clock(), self._began, part if is_long else "", self._done, self._total, self.trouble
            )
            leave(self.state, note)
            self._told, self._is_told = now, True

    def clear(self) -> None:
        """Take away what was told."""
        if self._is_told:
            take_away(self.state)
            self._is_told = False
