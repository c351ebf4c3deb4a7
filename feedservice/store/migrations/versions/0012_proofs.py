"""Drafts are kept as they would be read, for their writers to look at; the desk's list has an index."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """There are no proofs yet: each comes with the next reading of its file. What needs a look is told from its problems."""
    op.create_table(
        "proof",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    with op.batch_alter_table("receipt") as table:
        table.add_column(sa.Column("trouble", sa.Integer(), nullable=False, server_default="0"))
    receipt = sa.table("receipt", sa.column("problems", sa.JSON()), sa.column("trouble", sa.Integer()))
    stated = sa.cast(receipt.c.problems, sa.Text())
    for weight, severity in enumerate(("warning", "error", "fault"), 1):
        worse = sa.update(receipt).where(stated.contains(f'"severity": "{severity}"')).values(trouble=weight)
        op.get_bind().execute(worse)
    op.create_index("receipt_list", "receipt", ["trouble", "outcome", "since", "path"])


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
