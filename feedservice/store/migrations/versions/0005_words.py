"""The balance of a file's words, and all that was left out of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both; what was read before says nothing of them until its file is read again."""
    with op.batch_alter_table("receipt") as table:
        table.add_column(sa.Column("words", sa.JSON(), nullable=True))
    op.create_table(
        "left_out",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
