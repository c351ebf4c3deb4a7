"""The store: publication's history and ready documents, by SQLAlchemy Core. Touches: database.

In flow order: `schema` (tables), `engine` (connection, migrations), `rows` (values to rows and back), `reading` and
`writing` (what is asked and changed), `lease` (one press at a time). Every method raises StoreError when the database
fails, its cause kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from feedservice.store import lease
from feedservice.store.engine import WRITING, DatabaseFile, connect, guarded, migrate
from feedservice.store.lease import PRESS, Lease
from feedservice.store.reading import FiledReceipt, PressState, Reading, TurnRecord
from feedservice.store.writing import Writing

__all__ = ["FiledReceipt", "PressState", "Reading", "Store", "TurnRecord", "Writing"]


class Store:
    """One database. Cheap to make; connects when asked something. A context manager that closes what was opened."""

    def __init__(self, url: str, *, make_folder: bool = False) -> None:
        self.engine = connect(url, make_folder=make_folder)
        self.holder = lease.new_holder()
        self._file = DatabaseFile(self.engine.url, may_be_new=make_folder)

    def migrate(self) -> None:
        """Bring the schema up to date."""
        migrate(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view."""
        self._file.check()
        with guarded("reading"), self.engine.connect() as connection, connection.begin():
            yield Reading(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all of it is kept, or nothing."""
        self._file.check()
        with guarded("writing"), self.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            yield Writing(connection)

    @contextmanager
    def turn(self, now: datetime) -> Iterator[Writing]:
        """The transaction of a turn: it begins by confirming the lease, so no press can write behind another's back."""
        with self.writing() as changes:
            lease.take(changes.connection, self.holder, now)
            yield changes

    def take_lease(self, now: datetime, kind: Lease = PRESS) -> None:
        """Take or renew a lease. Raises LeaseError when another press has it."""
        with self.writing() as changes:
            lease.take(changes.connection, self.holder, now, kind)

    def give_up_lease(self, now: datetime, kind: Lease = PRESS) -> None:
        """Let the next one have it."""
        with self.writing() as changes:
            lease.release(changes.connection, self.holder, now, kind)

    def lease_holder(self, now: datetime, kind: Lease) -> str:
        """Who has a lease; empty when nobody has. Asks only, so that many may ask often."""
        with self.reading() as asked:
            return lease.holder_of(asked.connection, now, kind)

    def close(self) -> None:
        """Close every connection; one that is asked for later is made anew."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
