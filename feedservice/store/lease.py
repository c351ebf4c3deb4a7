"""Leases: one press runs a turn at a time, and one keeps the schedule, on however many machines. Touches: database, /proc.

Taken by a conditional UPDATE, so two can never both get it; renewed while a long turn runs; confirmed inside the
turn's own transaction, so that a press that was thought dead cannot write. A holder on this machine whose process is
gone loses the lease at once: after a crash nobody waits for it to run out.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from feedservice.errors import AddressError, LeaseError
from feedservice.store.schema import lease


@dataclass(frozen=True, slots=True)
class Lease:
    """What only one may have at a time: what its holder does, and for how many seconds it is taken or renewed."""

    name: str
    does: str
    seconds: int


#: Of one turn, an order on the store among them. Longer than any pause between renewals; only a press on a machine that
#: died is waited for this long.
PRESS = Lease("press", "is at work", 30)
#: Of the one who looks at the folder time and again. Short enough that another has taken over, and made its first turn,
#: half a minute after a machine died.
SCHEDULE = Lease("schedule", "keeps the schedule", 20)

HOST = socket.gethostname()
#: How long what stands for a run of the machine is: machines, and containers on them, may have the same name.
_BOOT_LENGTH = 8

#: Holders made in this process: one with our number that is not among them is a dead predecessor (containers reuse 1).
_OURS: set[str] = set()


@cache
def _boot() -> str:
    """What stands for this run of this machine (Linux); nothing where the system does not tell."""
    with suppress(OSError):
        return (
            Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip().replace("-", "")[:_BOOT_LENGTH]
        )
    return ""


def new_holder() -> str:
    """A name for this press: machine, process, this run of the machine, and a token, for process numbers come round again."""
    holder = f"{HOST}:{os.getpid()}:{_boot()}{token_hex(4)}"
    _OURS.add(holder)
    return holder


@dataclass(frozen=True, slots=True)
class LeaseReading:
    """Questions about leases."""

    connection: Connection

    def holder(self, now: datetime, kind: Lease) -> str:
        """Who has a lease; empty when it can be taken. What is true now may be otherwise a moment later: `take` decides."""
        current = self._current(kind)
        if current is None or not now < current.until <= now + timedelta(seconds=2 * kind.seconds):
            return ""
        return "" if _has_ended(current.holder) else str(current.holder)

    def address(self, now: datetime) -> str:
        """Where the press that keeps the schedule publishes; empty when none does, or it did not say."""
        return str(self._current(SCHEDULE).address) if self.holder(now, SCHEDULE) else ""

    def refuse_other_address(self, now: datetime, address: str) -> None:
        """Raise AddressError, naming both, when the press that keeps the schedule publishes elsewhere."""
        theirs = self.address(now)
        if address and theirs and theirs != address:
            who = self._current(SCHEDULE).holder.rpartition(":")[0]
            raise AddressError(
                f"Another press ({who}) is at work on this state and publishes at {theirs}; this one would publish at "
                f"{address}, and every link in the feeds would change to and fro. Give both the same base_url, or give "
                "this one a state folder of its own (--state). To change the address, stop the other press first."
            )

    def _current(self, kind: Lease) -> Any:
        query = select(lease.c.holder, lease.c.until, lease.c.address).where(lease.c.name == kind.name)
        return self.connection.execute(query).first()


@dataclass(frozen=True, slots=True)
class LeaseChanges(LeaseReading):
    """The questions about leases, and what we do with them; `ours` is our name as their holder."""

    ours: str

    def take(self, now: datetime, kind: Lease = PRESS, address: str = "") -> None:
        """Take or renew a lease, saying where we publish. Raises LeaseError, naming the holder, when another live press has it."""
        ours = {"holder": self.ours, "until": now + timedelta(seconds=kind.seconds), "address": address}
        current = self._current(kind)
        if current is None:
            try:
                self.connection.execute(insert(lease).values(name=kind.name, **ours))
            except IntegrityError as error:
                raise LeaseError("Another press has just taken the lease.") from error
            return
        far = now + timedelta(seconds=2 * kind.seconds)
        free = [lease.c.holder == self.ours, lease.c.until <= now, lease.c.until > far]
        if _has_ended(current.holder):
            free.append(lease.c.holder == current.holder)
        claim = update(lease).where(lease.c.name == kind.name, or_(*free)).values(ours)
        if not self.connection.execute(claim).rowcount:
            raise LeaseError(f"Another press ({current.holder.rpartition(':')[0]}) {kind.does}; it has the lease.")

    def give_up(self, now: datetime, kind: Lease = PRESS) -> None:
        """Give a lease up, if it is still ours, as soon as this transaction is kept.

        It ends far back, lest a clock that is put back keep the next press out.
        """
        mine = (lease.c.name == kind.name, lease.c.holder == self.ours)
        self.connection.execute(update(lease).where(*mine).values(until=now - timedelta(days=365)))


def process_of(holder: str) -> int:
    """The process that a holder is, if of this machine; else nought."""
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    return int(number) if host == HOST and number.isdigit() else 0


def _has_ended(holder: str) -> bool:
    """Whether a holder is dead for sure: of another machine with our name, or from before a restart, nobody here can tell."""
    run = holder.rpartition(":")[2][:-_BOOT_LENGTH]
    return run in ("", _boot()) and is_dead(holder)


def is_dead(holder: str) -> bool:
    """Whether a holder is a process of this machine that no longer runs."""
    number = process_of(holder)
    if not number:
        return False
    if number == os.getpid():
        return holder not in _OURS
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
