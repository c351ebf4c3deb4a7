"""Channels beside everything: sections, authors, tags, languages, saved queries, months; redirects; announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what channels need. Which articles belong to which is filled by the press, for the style is not known to it."""
    _make_tables()
    with op.batch_alter_table("document") as table:
        table.drop_column("gzip_etag")
        for name in ("body", "gzip_body"):
            table.alter_column(name, existing_type=sa.LargeBinary(), nullable=True)
        table.add_column(sa.Column("br_body", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("zstd_body", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("channel", sa.String(length=400), nullable=False, server_default=""))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("press_state") as table:
        table.add_column(sa.Column("style", sa.String(length=80), nullable=False, server_default=""))
    with op.batch_alter_table("document") as table:
        for name in ("channel", "edition"):
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("press_state") as table:
        table.alter_column("style", server_default=None)
    for name in ("channel", "edition"):
        op.create_index(op.f(f"ix_document_{name}"), "document", [name])


def _make_tables() -> None:
    op.create_table(
        "listing",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("released", sa.BigInteger(), nullable=False),
        sa.Column("in_print", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", "article_id"),
    )
    op.create_index(op.f("ix_listing_article_id"), "listing", ["article_id"])
    order = ["kind", "slug", "in_print", "published", "released", "article_id"]
    op.create_index("listing_order", "listing", order)
    op.create_table(
        "channel",
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=400), nullable=False),
        sa.Column("shown", sa.String(length=80), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    for name in ("ends", "stale"):
        op.create_index(op.f(f"ix_channel_{name}"), "channel", [name])
    op.create_table(
        "redirect",
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("target", sa.String(length=400), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    op.create_table(
        "announcement",
        sa.Column("hub", sa.String(length=400), nullable=False),
        sa.Column("topic", sa.String(length=400), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hub", "topic"),
    )
    op.create_index(op.f("ix_announcement_due"), "announcement", ["due"])


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
