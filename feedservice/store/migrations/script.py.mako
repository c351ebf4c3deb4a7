"""${message}"""

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """${message}"""


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
