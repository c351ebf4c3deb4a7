"""Authors, tags, languages and months are set when somebody asks: no documents of theirs are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_LONG_TAIL = ("language", "author", "tag", "month")


def upgrade() -> None:
    """Take their documents from the store, and let the next turn date each of them."""
    with op.batch_alter_table("channel") as table:
        table.add_column(sa.Column("rearranged", sa.BigInteger(), nullable=True))
    channel = sa.table("channel", *(sa.column(name) for name in ("path", "kind", "stale", "floor", "ends", "problem")))
    document = sa.table("document", sa.column("channel"))
    theirs = sa.select(channel.c.path).where(channel.c.kind.in_(_LONG_TAIL))
    op.execute(document.delete().where(document.c.channel.in_(theirs)))
    fresh = {"stale": sa.true(), "floor": sa.null(), "ends": sa.null(), "problem": ""}
    op.execute(channel.update().where(channel.c.kind.in_(_LONG_TAIL)).values(fresh))


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
