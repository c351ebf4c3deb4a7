"""Every change of what readers see is numbered: so far as articles tell of themselves, from the first on."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ROWS = 500
_IN_PRINT = ("published", "corrected")
_LISTS = ("byline", "agencies", "tags", "photos", "attachments", "corrections")
_SEEN = (
    "id", "key", "headline", "standfirst", "standfirst_derived", *_LISTS, "dateline", "section", "language", "body_html", "published",
    "updated", "episode", "season",
)  # fmt: skip
#: When, whose, which of what happened at once, what happened, what readers see since, how many corrections.
_Line = tuple[int, str, int, str, str, int]


def upgrade() -> None:
    """Make the ledger. Of each article it has when it came out, last changed, left and came back, in this order over all."""
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ledger_article", "ledger", ["article_id", "number"])
    _write(op.get_bind())


def _write(connection: sa.Connection) -> None:
    names = ("number", "article_id", "at", "event", "fingerprint", "mark", "corrections")
    ledger = sa.table("ledger", *(sa.column(name) for name in names))
    rows, mark = list[dict[str, Any]](), "0"
    for number, (at, id_, _, event, seen, corrections) in enumerate(sorted(_lines(connection)), 1):
        mark = sha256(f"{mark} {id_} {event} {seen}".encode("utf-8", "backslashreplace")).hexdigest()[:16]
        rows.append(dict(zip(names, (number, id_, at, event, seen, mark, corrections), strict=True)))
    for start in range(0, len(rows), _ROWS):
        connection.execute(sa.insert(ledger), rows[start : start + _ROWS])


def _lines(connection: sa.Connection) -> Iterator[_Line]:
    """What articles say of themselves that are in print, or were."""
    names = (*_SEEN, "state", "left", "released", "changed")
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        "standfirst_derived": sa.Boolean(),
        **dict.fromkeys(_LISTS, sa.JSON()),
    }
    table = sa.table("article", *(sa.column(name, kinds.get(name)) for name in names))
    was_seen = table.c.state.in_(_IN_PRINT) | table.c.left.is_not(None)
    query = sa.select(table).where(was_seen).order_by(table.c.id)
    for row in connection.execute(query.execution_options(yield_per=_ROWS)).mappings():
        id_, corrections = row["id"], len(row["corrections"])
        events = [(row["released"], "published")]
        if row["left"] is not None:
            events.append((max(row["left"], row["released"]), "withdrawn"))
        last = max(row["changed"], events[-1][0])
        if row["state"] in _IN_PRINT and row["left"] is not None:
            events.append((last, "returned"))
        elif row["state"] in _IN_PRINT and row["changed"] > row["released"]:
            events.append((last, "corrected" if corrections else "updated"))
        for order, (at, event) in enumerate(events):
            is_last = order == len(events) - 1 and event != "withdrawn"
            yield at, id_, order, event, _fingerprint(row) if is_last else "", corrections


def _fingerprint(row: sa.RowMapping) -> str:
    """As `store.stand.fingerprint` made it when this was written; another one costs a line too many, and no more."""
    told = json.dumps(_told({name: row[name] for name in _SEEN}), sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()[:32]


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _told(one) for name, one in value.items() if name != "path"}
        return {name: one for name, one in kept.items() if one and not (name == "role" and one == "enclosure")}
    if isinstance(value, list):
        return [_told(one) for one in value]
    return value


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
