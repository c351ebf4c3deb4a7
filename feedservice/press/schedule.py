"""When the press turns: every so many seconds, sooner when files settle or events say so, and when embargoes end.

Touches: clock, threads. APScheduler does the timing; one worker thread makes turns, so two can never run at once here,
another keeps the hours of embargoes and expiries and obeys people's orders, a third tells hubs, and a fourth editors. Other presses on other machines are kept out by the lease.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from feedservice.errors import LeaseError, SettingsError, StoreError
from feedservice.folder.uploads.staging import sweep
from feedservice.press.beside.receipt_files import ReceiptFiles, receipt_files
from feedservice.press.listening.folder_events import listen
from feedservice.press.messages.desk_messages import DeskMessenger
from feedservice.press.messages.ways import ways
from feedservice.press.orders import obey_waiting
from feedservice.press.progress import Progress
from feedservice.press.turn import Press
from feedservice.press.turn_report import TurnReport
from feedservice.press.websub import Announcer

_log = logging.getLogger(__name__)

#: A turn that was due while the machine slept or was busy is made late rather than never (APScheduler's default drops
#: it after one second), and once however many were missed.
_NEVER_MISSED = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
#: How long to wait before trying to watch again after the system would not let us; doubled each time, up to a minute.
_WATCH_AGAIN_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
#: How soon to try again when another press has the lease.
_LEASE_AGAIN_SECONDS = 1.0
_HOURS_AGAIN_SECONDS = 0.2
#: How often orders are asked for where nobody tells of them.
_ORDERS_LOOK_SECONDS = 0.4
#: How often the clock on the wall is compared with the one that only counts.
_CLOCK_LOOK_SECONDS = 0.25


class Schedule:
    """Runs a press until stopped."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._stopping = threading.Event()
        self._progress = Progress()
        self._announcer = Announcer(press.settings, press.store, press.now)
        settings = press.settings
        self._messengers: list[ReceiptFiles | DeskMessenger] = [
            *receipt_files(settings, press.store, press.now),
            *(DeskMessenger(way, settings.state_dir, press.store, press.now) for way in ways(settings)),
        ]
        self._clock = threading.Thread(target=self._mind_the_clock, name="clock", daemon=True)
        self._orders = threading.Thread(target=self._mind_orders, name="orders", daemon=True)
        executors = {name: ThreadPoolExecutor(1) for name in ("default", "hours", "hubs", "messages")}
        self._scheduler = BackgroundScheduler(timezone=UTC, executors=executors, job_defaults=_NEVER_MISSED)

    def start(self) -> None:
        """Make the first turn at once, then go on; returns immediately."""
        sweep(self.press.settings.content_dir, datetime.now(UTC))
        seconds = self.press.settings.scan_seconds
        self._scheduler.add_job(self.turn, "interval", seconds=seconds, id="scan", next_run_time=datetime.now(UTC))
        self._scheduler.add_job(self.keep_hours, id="hours", executor="hours")
        self._at("hubs", self.tell_hubs, datetime.now(UTC), executor="hubs")  # without hubs too: old ones are forgotten
        self._scheduler.start()
        self._clock.start()
        self._orders.start()
        if self.press.settings.watch:
            threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def works(self) -> bool:
        """Whether it has been started and not stopped."""
        return bool(self._scheduler.running)

    def stop(self) -> None:
        """Let a turn under way finish, then make no more."""
        self._stopping.set()
        self._announcer.stop()
        for thread in (self._clock, self._orders):
            if thread.is_alive():
                thread.join()
        if self._scheduler.running:
            self._scheduler.pause()
            self._scheduler.get_jobs()  # waits until no work is being handed out: it would stumble over jobs now forgotten
            self._scheduler.shutdown(wait=True)
        self.press.close()
        self.press.watch.clear()

    def turn(self) -> None:
        """Turn until no settled file is left over, then arrange the next early turn. Survives every failure."""
        while not self._stopping.is_set():
            try:
                report = self.press.turn()
            except (LeaseError, SettingsError) as error:
                _log.info("no turn: %s", error)
                self._turn_at("lease", datetime.now(UTC) + timedelta(seconds=_LEASE_AGAIN_SECONDS))
                return
            except Exception:
                _log.exception("our fault: the turn broke off; the next one tries again")
                return
            self._arrange(report)
            if report.again_seconds != 0:
                return

    def tell_hubs(self) -> None:
        """Tell hubs what changed, then arrange the next time. Has a thread of its own: a hub that hangs holds up nothing else."""
        try:
            due = None if self._stopping.is_set() else self._announcer.tell()
        except Exception:
            _log.exception("our fault: hubs could not be told; the next turn tries again")
            return
        if due:
            self._at("hubs again", self.tell_hubs, max(due, datetime.now(UTC)), executor="hubs")

    def _wake_hubs(self) -> None:
        """Something may have changed. Kept apart from the next attempt, so that neither takes the other's place."""
        if self.press.settings.hubs:
            self._at("hubs", self.tell_hubs, datetime.now(UTC), executor="hubs", waits=True)

    def tell_editors(self) -> None:
        """Tell editors elsewhere which files were refused, then arrange the next time. Has a thread of its own, as hubs have."""
        try:
            told = [] if self._stopping.is_set() else [one.tell() for one in self._messengers]
        except Exception:
            _log.exception("our fault: editors could not be told; the next turn tries again")
            return
        if due := min(filter(None, told), default=None):
            self._at("messages again", self.tell_editors, max(due, datetime.now(UTC)), executor="messages")

    def _wake_messenger(self) -> None:
        if self._messengers:
            self._at("messages", self.tell_editors, datetime.now(UTC), executor="messages", waits=True)

    def _arrange(self, report: TurnReport) -> None:
        goes_on = self._progress.tell(report)
        if report.again_seconds:
            self._turn_at("settle", datetime.now(UTC) + timedelta(seconds=report.again_seconds))
        if report.next_due:
            self._keep_hours_at(report.next_due)
        if not goes_on:
            self._wake_hubs()  # once a topic after a large drop, not after each of its batches
            self._wake_messenger()

    def keep_hours(self) -> None:
        """Publish what is due and take out what expires, then arrange the next time. Survives every failure.

        Has a thread of its own, so that a turn over a large drop holds up no embargo.
        """
        if self._stopping.is_set():
            return
        try:
            due = self.press.keep_hours()
        except (LeaseError, SettingsError, StoreError) as error:
            _log.info("the hour has to wait: %s", error)
            due = datetime.now(UTC) + timedelta(seconds=_HOURS_AGAIN_SECONDS)
        except Exception:
            _log.exception("our fault: what is due could not be published; the next turn tries again")
            return
        self._wake_hubs()
        if due:
            self._keep_hours_at(due)

    def obey(self) -> None:
        """Carry out what people ordered. Survives every failure; has the thread of the hours, so a large drop holds up none."""
        try:
            if obey_waiting(self.press):
                self._turn_at("order", datetime.now(UTC), waits=True)
        except (SettingsError, StoreError) as error:
            _log.info("orders have to wait: %s", error)
            return
        except Exception:
            _log.exception("our fault: orders could not be carried out; they wait")
            return
        self._wake_hubs()

    def _mind_orders(self) -> None:
        """See to it that orders are obeyed within a second: heard of at once on PostgreSQL, else asked for now and then."""
        is_over = self._stopping.is_set()
        while not is_over:
            with suppress(StoreError):  # the turns tell of it
                with self.press.store.reading() as asked:
                    is_ordered = bool(asked.orders.waiting())
                if is_ordered:
                    self._at("orders", self.obey, datetime.now(UTC), executor="hours")
            is_over = self.press.store.news.wait(self._stopping, _ORDERS_LOOK_SECONDS)

    def _keep_hours_at(self, instant: datetime) -> None:
        self._at("hours", self.keep_hours, instant, executor="hours")

    def _turn_at(self, name: str, instant: datetime, *, waits: bool = False) -> None:
        self._at(name, self.turn, instant, executor="default", waits=waits)

    def _at(
        self, name: str, work: Callable[[], None], instant: datetime, *, executor: str, waits: bool = False
    ) -> None:
        """Arrange some work; an earlier arrangement of the same name gives way.

        If the work is under way when the time comes, it is left out, or else `waits` until that has ended.
        """
        if not self._stopping.is_set():
            self._scheduler.add_job(
                work,
                "date",
                run_date=instant,
                id=name,
                replace_existing=True,
                executor=executor,
                max_instances=2 if waits else 1,
            )

    def _mind_the_clock(self) -> None:
        """Notice when the clock is set, or the machine has slept: the scheduler counts seconds, not hours.

        Then what is due is seen to at once, and a scan that an older clock had put far off is brought back. In between it is
        told what a turn is at that takes long.
        """
        ahead = time.time() - time.monotonic()
        while not self._stopping.wait(_CLOCK_LOOK_SECONDS):
            self.press.watch.tell()
            before, ahead = ahead, time.time() - time.monotonic()
            if abs(ahead - before) > _CLOCK_LOOK_SECONDS:
                _log.info("the clock was moved by %.1f s, or the machine slept", ahead - before)
                now = datetime.now(UTC)
                self._keep_hours_at(now)
                self._scheduler.modify_job("scan", next_run_time=now)

    def _watch(self) -> None:
        """Let events make a turn come sooner. Never needed: where there are none, the scan sees everything."""
        pause, settings = _WATCH_AGAIN_SECONDS, self.press.settings
        while not self._stopping.is_set():
            try:
                for _ in listen(settings.content_dir, self.press.arrivals, self._stopping, settings.settle_seconds):
                    self._turn_at("event", datetime.now(UTC), waits=True)
                    pause = _WATCH_AGAIN_SECONDS
            except (OSError, RuntimeError) as error:
                _log.info("file-system events are not to be had (%s); the folder is scanned all the same", error)
            self._turn_at("event", datetime.now(UTC))
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
