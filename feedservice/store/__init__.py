"""The store: publication's history and ready documents, by SQLAlchemy Core. Touches: database.

A `Reading` asks and a `Writing` changes, over one connection, through small objects, each for one subject (`Reading.articles`, `Writing.receipts`). In flow order: `rows` (values to rows and back), `schema` (tables), `engine` (connection, migrations); the questions and changes `documents`, `channel_records`, `listings` (what is in channels), `volumes` (the archive), `ledger` (every public change), `in_print` (all that anybody may see), `reading_order` (leaf by leaf), `articles`, `files`, `filed_receipts`, `desk` (`proofs` of what no reader sees, `glances`), `announcements`, `partners` (private addresses), `orders` (of people), `turns` and `lease` (one press at a time), `times` (what a wrong clock dated), `watch` (what there is in all); `bulk` (many new ones at once); `copy`. Everything raises StoreError when the database fails, its cause kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from feedservice.errors import StoreError
from feedservice.store.database.database_file import DatabaseFile, made_whole
from feedservice.store.database.news import News
from feedservice.store.engine import WRITING, connect, guarded, migrate
from feedservice.store.lease import PRESS, Lease, new_holder
from feedservice.store.subjects import Reading, Writing, reading_of, writing_of

__all__ = ["Reading", "Store", "Writing"]


class Store:
    """One database. Cheap to make; connects when asked something. A context manager that closes what was opened."""

    def __init__(self, url: str, *, make_folder: bool = False) -> None:
        self.engine = connect(url, make_folder=make_folder)
        self.holder = new_holder()
        self.news = News(self.engine)
        self._file = DatabaseFile(self.engine.url, may_be_new=make_folder)

    def migrate(self) -> None:
        """Bring the schema up to date; a database that is not there yet is made, and comes to its place whole."""
        if self._file.path is not None and self._file.is_to_be_made():
            self._make(self._file.path)
        self._file.check()
        migrate(self.engine)

    def _make(self, path: Path) -> None:
        try:
            with made_whole(path) as unfinished:
                fresh = connect(self.engine.url.set(database=str(unfinished)).render_as_string(), make_folder=False)
                try:
                    migrate(fresh)
                finally:
                    fresh.dispose()
        except FileExistsError:
            pass  # another process has made it meanwhile
        except OSError as error:
            raise StoreError(f"The database {path} cannot be made: {error.strerror or error}.") from error

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view."""
        with self._file.minded(), guarded("reading"), self.engine.connect() as connection, connection.begin():
            yield reading_of(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all of it is kept, or nothing."""
        with self._file.minded(), guarded("writing"), self._begun() as connection:
            yield writing_of(connection, self.holder)

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            yield connection

    def damage(self, *, ask: bool = False) -> str:
        """What damage to the database was met so far; with `ask` after a look at every page, now and then at most."""
        if ask and not self._file.damage:
            with suppress(StoreError):
                self._file.ask_all()
        return self._file.damage

    @contextmanager
    def turn(self, now: datetime, address: str) -> Iterator[Writing]:
        """The transaction of a turn: it begins by confirming the lease, so no press can write behind another's back.

        `address` is where it publishes. Raises LeaseError, and AddressError when the press that keeps the schedule publishes
        elsewhere.
        """
        with self.writing_at(now, address) as changes:
            changes.lease.take(now)
            yield changes

    @contextmanager
    def writing_at(self, now: datetime, address: str) -> Iterator[Writing]:
        """One transaction that may set documents for an address. Raises AddressError as a turn does."""
        with self.writing() as changes:
            changes.lease.refuse_other_address(now, address)
            yield changes

    def take_lease(self, now: datetime, kind: Lease = PRESS, address: str = "") -> None:
        """Take or renew a lease. Raises LeaseError when another press has it."""
        with self.writing() as changes:
            changes.lease.take(now, kind, address)

    def give_up_lease(self, now: datetime, kind: Lease = PRESS) -> None:
        """Let the next one have it."""
        with self.writing() as changes:
            changes.lease.give_up(now, kind)

    def refuse_other_address(self, now: datetime, address: str) -> None:
        """Raise AddressError when the press that keeps the schedule publishes at another address. Asks only."""
        with self.reading() as asked:
            asked.lease.refuse_other_address(now, address)

    def lease_holder(self, now: datetime, kind: Lease) -> str:
        """Who has a lease; empty when nobody has. Asks only, so that many may ask often."""
        with self.reading() as asked:
            return asked.lease.holder(now, kind)

    def close(self) -> None:
        """Close every connection; one that is asked for later is made anew."""
        self.news.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
