"""The table of orders; it belongs to `schema`. Pure."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from feedservice.store.rows import Instant
from feedservice.store.schema import metadata

#: One row for each order. `subject` is the id of an article or the path of a file, as `what` has it; `seen` is what it was
#: given on (an embargo, a file's stamp), and `nonce` the name of the form it came with, which is obeyed once. `state` is
#: waiting, done or refused, since `settled`; `result` says what came of it. `field` and `value` are what is chosen or written.
orders = Table(
    "orders",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("what", String(20), nullable=False),
    Column("subject", Text, nullable=False, index=True),
    *(Column(name, Text, nullable=False) for name in ("path", "headline", "seen", "who")),
    Column("place", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("nonce", String(40), nullable=False, unique=True),
    Column("state", String(20), nullable=False, index=True),
    Column("result", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default="") for name in ("field", "value")),
    Column("settled", Instant, nullable=True),
)
Index("orders_path", orders.c.path)
