"""How often partners asked at their private addresses: a small database of its own. Touches: database, disk (its file).

Not in the store, which the web side never writes into. Losing it loses counts and nothing else; a backup has none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedservice.errors import StoreError

_TABLE = "CREATE TABLE IF NOT EXISTS polls (token_hash TEXT PRIMARY KEY, count INTEGER NOT NULL, last TEXT NOT NULL)"
#: Every web process adds what it counted since it last did; of two times the later stays (RFC 3339, UTC: they sort).
_ADD = (
    "INSERT INTO polls VALUES (?, ?, ?) ON CONFLICT (token_hash) "
    "DO UPDATE SET count = count + excluded.count, last = max(last, excluded.last)"
)


@dataclass(frozen=True, slots=True)
class Polls:
    """How often one private address was asked, and when last."""

    count: int
    last: datetime

    def and_also(self, more: Polls | None) -> Polls:
        """These and some more."""
        return Polls(self.count + more.count, max(self.last, more.last)) if more else self


class PollBook:
    """The polls of all processes by the hash of the token. Cheap to make; the file comes with the first that are added."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, polls: Mapping[str, Polls]) -> None:
        """Add what was counted. Raises StoreError, and then nothing of it was added."""
        rows = [(hashed, one.count, _written(one.last)) for hashed, one in polls.items()]
        with self._open("rwc") as connection, connection:
            connection.execute(_TABLE)
            connection.executemany(_ADD, rows)

    def read(self) -> dict[str, Polls]:
        """All that was counted; nothing while there is no book. Raises StoreError."""
        if not self.file.exists():
            return {}
        with self._open("ro") as connection:
            rows = connection.execute("SELECT token_hash, count, last FROM polls").fetchall()
        return {hashed: Polls(count, datetime.fromisoformat(last)) for hashed, count, last in rows}

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode={mode}", uri=True)) as connection:
                yield connection
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(
                f"The polls of partners cannot be counted in {self.file}: {error}. If it is damaged, remove it."
            ) from error


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
