"""The lease: only one press runs a turn at a time, on however many machines. Touches: database.

Taken by a conditional UPDATE, so two can never both get it; renewed while a long turn runs; confirmed inside the
turn's own transaction, so that a press that was thought dead cannot write. A holder on this machine whose process is
gone loses the lease at once: after a crash nobody waits for it to run out.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Connection, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from feedservice.errors import LeaseError
from feedservice.store.schema import lease

_NAME = "press"
#: Longer than any pause between renewals; only a press on a machine that died is waited for this long.
LEASE_SECONDS = 30

HOST = socket.gethostname()

#: Holders made in this process: one with our number that is not among them is a dead predecessor (containers reuse 1).
_OURS: set[str] = set()


def new_holder() -> str:
    """A name for this press: machine, process, and a token, for process numbers come round again."""
    holder = f"{HOST}:{os.getpid()}:{token_hex(4)}"
    _OURS.add(holder)
    return holder


def take(connection: Connection, holder: str, now: datetime) -> None:
    """Take or renew the lease. Raises LeaseError, naming the holder, when another live press has it."""
    until = now + timedelta(seconds=LEASE_SECONDS)
    current = connection.execute(select(lease.c.holder, lease.c.until).where(lease.c.name == _NAME)).first()
    if current is None:
        try:
            connection.execute(insert(lease).values(name=_NAME, holder=holder, until=until))
        except IntegrityError as error:
            raise LeaseError("Another press has just taken the lease.") from error
        return
    free = [lease.c.holder == holder, lease.c.until <= now, lease.c.until > now + timedelta(seconds=2 * LEASE_SECONDS)]
    if _is_dead(current.holder):
        free.append(lease.c.holder == current.holder)
    claim = update(lease).where(lease.c.name == _NAME, or_(*free)).values(holder=holder, until=until)
    if not connection.execute(claim).rowcount:
        raise LeaseError(f"Another press ({current.holder.rpartition(':')[0]}) is at work; it has the lease.")


def release(connection: Connection, holder: str, now: datetime) -> None:
    """Give the lease up, if it is still ours; far back, lest a clock that is put back keep the next press out."""
    given_up = now - timedelta(days=365)
    connection.execute(update(lease).where(lease.c.name == _NAME, lease.c.holder == holder).values(until=given_up))


def _is_dead(holder: str) -> bool:
    """Whether a holder is a process of this machine that no longer runs."""
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if host != HOST or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return holder not in _OURS
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
