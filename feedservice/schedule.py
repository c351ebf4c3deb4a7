"""When the press turns: every so many seconds, sooner when files settle or events say so, and when embargoes end.

Touches: clock, threads. APScheduler does the timing; one worker thread makes turns, so two can never run at once here.
Other presses on other machines are kept out by the lease.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from watchfiles import watch

from feedservice.errors import LeaseError
from feedservice.press import Press, TurnReport

_log = logging.getLogger(__name__)

#: A turn that was due while the machine slept or was busy is made late rather than never (APScheduler's default drops
#: it after one second), and once however many were missed.
_NEVER_MISSED = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
#: File-system events come in bursts; this much quiet ends one.
_BURST_MILLISECONDS = 200
#: How long to wait before trying to watch again after the system would not let us; doubled each time, up to a minute.
_WATCH_AGAIN_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
#: How soon to try again when another press has the lease.
_LEASE_AGAIN_SECONDS = 1.0


class Schedule:
    """Runs a press until stopped."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(1)}, job_defaults=_NEVER_MISSED
        )

    def start(self) -> None:
        """Make the first turn at once, then go on; returns immediately."""
        seconds = self.press.settings.scan_seconds
        self._scheduler.add_job(self.turn, "interval", seconds=seconds, id="scan", next_run_time=datetime.now(UTC))
        self._scheduler.start()
        if self.press.settings.watch:
            threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Let a turn under way finish, then make no more."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def turn(self) -> None:
        """Turn until no settled file is left over, then arrange the next early turn. Survives every failure."""
        while not self._stopping.is_set():
            try:
                report = self.press.turn()
            except LeaseError as error:
                _log.info("no turn: %s", error)
                self._turn_at("lease", datetime.now(UTC) + timedelta(seconds=_LEASE_AGAIN_SECONDS))
                return
            except Exception:
                _log.exception("our fault: the turn broke off; the next one tries again")
                return
            self._arrange(report)
            if report.again_seconds != 0:
                return

    def _arrange(self, report: TurnReport) -> None:
        done = {
            name: count
            for name, count in report.counts.items()
            if count and name not in ("files", "unchanged", "waiting")
        }
        if done:
            _log.info(
                "turn in %.2f s: %s", report.seconds, ", ".join(f"{name} {count}" for name, count in done.items())
            )
        if report.again_seconds:
            self._turn_at("settle", datetime.now(UTC) + timedelta(seconds=report.again_seconds))
        if report.next_due:
            self._turn_at("embargo", report.next_due)

    def _turn_at(self, name: str, instant: datetime) -> None:
        """Arrange one more turn; an earlier arrangement of the same name gives way."""
        if not self._stopping.is_set():
            self._scheduler.add_job(self.turn, "date", run_date=instant, id=name, replace_existing=True)

    def _watch(self) -> None:
        """Let events make a turn come sooner. Never needed: where there are none, the scan sees everything."""
        pause = _WATCH_AGAIN_SECONDS
        while not self._stopping.is_set():
            try:
                changes = watch(
                    self.press.settings.content_dir,
                    watch_filter=None,
                    debounce=_BURST_MILLISECONDS,
                    stop_event=self._stopping,
                    raise_interrupt=False,
                )
                for _ in changes:
                    self._turn_at("event", datetime.now(UTC))
                    pause = _WATCH_AGAIN_SECONDS
            except (OSError, RuntimeError) as error:
                _log.info("file-system events are not to be had (%s); the folder is scanned all the same", error)
            self._turn_at("event", datetime.now(UTC))
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
