"""Articles have sounds, films and documents, and a number in a podcast."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No article has any yet: files that lie in the folder already come with the next reading of their articles."""
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("attachments", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("episode", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("season", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
