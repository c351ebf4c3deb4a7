"""The tables of what is in the index; they belong to `schema`. Pure.

The words themselves stand in `search_words`, a table of each database's own kind, which is made when the index is begun: not
every SQLite can.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table

from feedservice.store.rows import Instant
from feedservice.store.schema import metadata

#: The articles in the index. `number` is higher the newer one is, to the minute in which it is dated; `print` is the checksum of its words.
search_entry = Table(
    "search_entry",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String(200), nullable=False, unique=True),
    Column("minute", BigInteger, nullable=False, index=True),
    Column("print", BigInteger, nullable=False),
)

#: One row while there is an index: by which version of `searched_words` it was made; whether all that is in print is in it, or
#: how far back it has come so far.
search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("upto", Instant, nullable=True),
    Column("upto_id", String(200), nullable=False),
)
#: Of the moment, as the index is: never copied into another database, where it is made anew.
OF_THE_INDEX = (search_entry, search_state)
