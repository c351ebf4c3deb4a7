"""The tables of what editors chose at the desk, of the notes they wrote there, and of what there is to choose from. Pure."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, Text

from feedservice.store.rows import Instant
from feedservice.store.schema import metadata

#: A value that an editor chose for a field of a file (`overrulings.Overruling`): one row for each, by the number of its order.
overruling = Table(
    "overruling",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False, index=True),
    Column("field", String(20), nullable=False),
    *(Column(name, Text, nullable=False) for name in ("value", "who")),
    Column("at", Instant, nullable=False),
    Column("sha256", String(64), nullable=False),
    *(Column(name, Text, nullable=False) for name in ("stated", "instead")),
    Column("ended", Instant, nullable=True),
    Column("ended_by", String(64), nullable=False),
)

#: A correction note that an editor wrote at the desk, or one of a file that was taken out there (`desk_notes.DeskNote`).
desk_note = Table(
    "desk_note",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("is_hidden", Boolean, primary_key=True),
    Column("article_id", String(200), nullable=False, index=True),
    *(Column(name, Text, nullable=False) for name in ("words", "who")),
    Column("at", Instant, nullable=False),
    Column("sha256", String(64), nullable=False),
)

#: What was found for the fields of a file of which there is a choice (`other_values.Alternatives`): JSON, packed (zstd); nothing
#: where there is none. The desk's list does not read it.
alternative = Table(
    "alternative",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
