"""Agencies of an article, beside its people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the agencies; articles of an earlier release have none until their files are read again."""
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("agencies", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("article") as table:
        table.alter_column("agencies", server_default=None)
