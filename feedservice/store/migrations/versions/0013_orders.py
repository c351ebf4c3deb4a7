"""What people order at the desk is kept, and an embargo that an order put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """No order was given yet; withdrawals by command keep their cause and reason where they are."""
    op.create_table(
        "orders",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject", "path", "headline", "seen", "who")),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("nonce"),
    )
    op.create_index("ix_orders_subject", "orders", ["subject"])
    op.create_index("ix_orders_state", "orders", ["state"])
    op.create_index("orders_path", "orders", ["path"])
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("aside", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
