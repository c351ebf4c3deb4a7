"""A lock that processes of this machine share: a file of the state folder, locked. Touches: disk, clock.

What it guards are small files that are written now and then. Where no file can be locked, each goes on as if it were alone.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE_SECONDS = 0.01


@contextmanager
def locked(path: Path, patience_seconds: float = 0.0) -> Iterator[bool]:
    """Whether we have the lock, waited for so long; where none can be had at all, everybody does. Threads count as others."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield True
        return
    try:
        yield _has(number, time.monotonic() + patience_seconds)
    finally:
        os.close(number)


def _has(number: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE_SECONDS)
        except OSError:
            return True
        else:
            return True
