"""All tables of one database into another, whatever kind either is. Touches: database (both).

Row by row through the schema's own types, a few hundred at a time, so memory stays flat and SQLite can go to PostgreSQL
and back. Who has the lease is of the moment and is not copied; nor is the index that readers search, which is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from feedservice.store import Store
from feedservice.store.engine import guarded
from feedservice.store.schema import lease, metadata
from feedservice.store.search.search_tables import OF_THE_INDEX

#: Rows on their way at a time: articles may have megabytes each.
_ROWS = 200
#: What is copied, in an order that any database takes.
TABLES: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table not in (lease, *OF_THE_INDEX))


def pack(source: Connection, target: Path) -> None:
    """Everything into a new SQLite file, which is whole in itself when this returns."""
    with Store(f"sqlite:///{target}", make_folder=True) as fresh:
        fresh.migrate()
        with fresh.writing() as changes:
            pour(source, changes.connection)
    with guarded("copying"), closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def pour(source: Connection, target: Connection, but: Collection[Table] = ()) -> None:
    """Put the rows of every table in place of those there were, in the target's transaction. Readers cannot search until a press has turned."""
    for table in OF_THE_INDEX:
        target.execute(delete(table))
    for table in TABLES:
        if table not in but:
            target.execute(delete(table))
            _copy(table, source, target)
            _go_on_counting(table, target)


def _copy(table: Table, source: Connection, target: Connection) -> None:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_ROWS)
    for rows in source.execute(query).mappings().partitions():
        target.execute(insert(table), [dict(row) for row in rows])


def _go_on_counting(table: Table, target: Connection) -> None:
    """PostgreSQL numbers rows by a counter of its own, which does not see numbers that were put in.

    It never goes back: a counter is not undone when its transaction is, and would give numbers again.
    """
    column = table.autoincrement_column
    if target.dialect.name != "postgresql" or column is None or column.autoincrement is not True:
        return
    highest = target.scalar(select(func.max(column)))
    counter = text(
        "SELECT setval(counter, greatest(:highest, pg_sequence_last_value(counter))) "
        "FROM (SELECT pg_get_serial_sequence(:table, :column)::regclass AS counter) found"
    )
    if highest:
        target.execute(counter, {"table": table.name, "column": column.name, "highest": highest})
