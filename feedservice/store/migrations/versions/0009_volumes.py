"""Articles are bound in volumes of the archive, each in one: those of months that are over in what readers had of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

#: What a document of the archive held at most.
_MOST = 100
_ROWS = 500


def upgrade() -> None:
    """Make the volumes. What is dated in the month of the last edition, or later, waits to be bound."""
    op.create_table(
        "bound",
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("volume", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index(op.f("ix_bound_volume"), "bound", ["volume"])
    with op.batch_alter_table("channel") as table:
        table.add_column(sa.Column("place", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_channel_place"), "channel", ["place"])
    _bind(op.get_bind())


def _bind(connection: sa.Connection) -> None:
    changed = connection.scalar(sa.text("SELECT changed FROM press_state"))
    last = datetime.fromtimestamp((changed or 0) // 1_000_000, UTC)
    open_month, place = f"{last.year:04}-{last.month:02}", 0
    known = set(connection.scalars(sa.text("SELECT path FROM channel")))
    bound = sa.table("bound", sa.column("article_id"), sa.column("volume"))
    for month, ids in _months(connection):
        is_over = month < open_month
        volumes = [ids[start : start + _MOST] for start in range(0, len(ids), _MOST)] if is_over else []
        rows = [] if is_over else [{"article_id": id_, "volume": ""} for id_ in ids]
        for part, volume in enumerate(volumes, 1):
            place += 1
            slug = f"{month}/{part}" if part > 1 else month
            _make_channel(connection, month, slug, place, known)
            rows += [{"article_id": id_, "volume": slug} for id_ in volume]
        for start in range(0, len(rows), _ROWS):
            connection.execute(sa.insert(bound), rows[start : start + _ROWS])


def _months(connection: sa.Connection) -> Iterator[tuple[str, list[str]]]:
    """The months that articles in print are dated in, with their ids, the oldest first."""
    columns: list[sa.ColumnClause[object]] = [
        sa.column(name) for name in ("kind", "slug", "published", "released", "article_id", "in_print")
    ]
    kind, slug, published, released, article_id, in_print = columns
    listing = sa.table("listing", *columns)
    query = sa.select(slug, article_id).select_from(listing).where(kind == "month", in_print == sa.true())
    rows = connection.execute(query.order_by(slug, published, released, article_id)).all()
    for month, found in groupby(rows, key=lambda row: row.slug):
        yield month, [row.article_id for row in found]


def _make_channel(connection: sa.Connection, month: str, slug: str, place: int, known: set[str]) -> None:
    """A volume is a channel; the first of a month is that of the month there was."""
    path = f"/archive/{slug}"
    fresh = {"kind": "month", "slug": slug, "name": month, "id": "", "shown": "", "changed": 0, "problem": ""}
    names = ("path", *fresh, "stale", "closed", "place")
    channel = sa.table("channel", *(sa.column(name) for name in names))
    if path in known:
        connection.execute(channel.update().where(channel.c.path == path).values(place=place, stale=True))
    else:
        row = {"path": path, **fresh, "stale": True, "closed": False, "place": place}
        connection.execute(sa.insert(channel), row)


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
