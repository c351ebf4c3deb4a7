"""That there is something new in the store, heard at once where a server can say so. Touches: database, network (the server), clock.

PostgreSQL tells all who listen when a transaction is kept (https://www.postgresql.org/docs/current/sql-notify.html). So its
web processes need not ask ten times a second; they do once a second all the same. Through a pooler, which may keep it to itself,
they ask as they do SQLite, which has nothing like it.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine

from feedservice.store.database import postgresql

_CHANNEL = "feedservice"
#: How soon who waits sees that he is to stop.
_LOOK_SECONDS = 0.1
#: So long nobody goes without asking who has heard nothing.
_UNHEARD_SECONDS = 1.0


def tell(connection: Connection) -> None:
    """Let all who listen hear of it when this transaction is kept."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"NOTIFY {_CHANNEL}").close()


class News:
    """What one process hears, by a connection of its own. For one thread; `close` it before a fork."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._is_deaf = engine.dialect.name != "postgresql"

    def wait(self, stopping: threading.Event, pause_seconds: float) -> bool:
        """Wait until something is new, or may be: returns whether told to stop. Where nobody tells, that is after a pause."""
        if self._is_deaf:
            return stopping.wait(pause_seconds)
        connection = self._connection
        try:
            if connection is not None:
                _listen(connection, stopping, max(pause_seconds, _UNHEARD_SECONDS))
                return stopping.is_set()
            self._connection = postgresql.listener(self._engine, _CHANNEL)
            self._is_deaf = self._connection is None
        except (self._engine.dialect.loaded_dbapi.Error, OSError, ValueError):  # lost, or closed by another thread
            self.close()
            return stopping.wait(pause_seconds)
        return stopping.is_set()  # of what was told before we listened we know nothing: it is to be asked

    def close(self) -> None:
        """Hear nothing more; who waits again listens anew."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                connection.close()


def _listen(connection: Any, stopping: threading.Event, most_seconds: float) -> None:
    deadline = time.monotonic() + most_seconds
    while not stopping.is_set() and time.monotonic() < deadline:
        if list(connection.notifies(timeout=_LOOK_SECONDS, stop_after=1)):
            return
