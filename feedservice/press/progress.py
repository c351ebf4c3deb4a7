"""What the log, or a terminal, shows of turns: one line each, or how far a large drop has come. Touches: clock, terminal.

On a terminal a drop has a bar with its rate and the time that is left; elsewhere a line every few seconds.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

import click

from feedservice.press.turn_report import TurnReport

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

#: So many seconds lie between two lines.
_PAUSE_SECONDS = 5.0
#: What is counted in a turn and is no news.
_NO_NEWS = frozenset({"files", "unchanged", "waiting", "taken_in", "to_take_in"})
_log = logging.getLogger(__name__)


class Progress:
    """Tells of turns as they are made. Used by one thread."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._told = 0.0
        self._bar: ProgressBar[int] | None = None

    def tell(self, report: TurnReport) -> bool:
        """Tell of a turn; whether a large drop goes on."""
        done, total = report.counts.get("taken_in", 0), report.counts.get("to_take_in", 0)
        if total:
            self._go_on(done, total, report.seconds)
            return True
        self._end()
        news = {name: count for name, count in report.counts.items() if count and name not in _NO_NEWS}
        if news:
            told = ", ".join(f"{name} {count}" for name, count in news.items())
            _log.info("turn in %.2f s: %s", report.seconds, told)
        return False

    def _go_on(self, done: int, total: int, seconds: float) -> None:
        now = time.monotonic()
        if self._begun is None:
            self._begun, self._told = now - seconds, now - _PAUSE_SECONDS
            self._bar = _bar(total)
        rate = done / max(now - self._begun, 0.001)
        if self._bar is not None:
            self._bar.length = total
            self._bar.update(done - self._bar.pos, round(rate))
        elif now - self._told >= _PAUSE_SECONDS:
            self._told = now
            left = round((total - done) / rate) if rate else 0
            _log.info("taking in %s of %s files, %.0f a second, some %d s left", f"{done:,}", f"{total:,}", rate, left)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
        if self._begun is not None:
            _log.info("the drop is taken in, after %.1f s", time.monotonic() - self._begun)
        self._begun, self._bar = None, None


def _bar(total: int) -> ProgressBar[int] | None:
    """A bar on the terminal, where there is one."""
    if not sys.stderr.isatty():
        return None
    return click.progressbar(
        length=total, label="taking in files", file=sys.stderr, show_pos=True, item_show_func=_rate
    )


def _rate(a_second: int | None) -> str:
    return f"{a_second} a second" if a_second else ""
