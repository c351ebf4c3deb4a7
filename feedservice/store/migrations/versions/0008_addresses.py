"""A lease says at which address its holder publishes, so that two presses never change every link to and fro."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nobody's address is known until it takes the lease again."""
    with op.batch_alter_table("lease") as table:
        table.add_column(sa.Column("address", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
