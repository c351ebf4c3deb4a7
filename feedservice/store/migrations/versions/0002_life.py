"""The life of an article: states, tombstones, history, photos by article, sketches of words."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ROWS = 500


def upgrade() -> None:
    """Add what the life of an article needs, and fill it from what was there."""
    _make_tables()
    op.drop_index("article_order", table_name="article")
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("spelling", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("corrections", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("expires", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("state", sa.String(length=20), nullable=False, server_default="published"))
        table.add_column(sa.Column("due", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("left", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("cause", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("receipt") as table:
        table.add_column(sa.Column("growth", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("resembles", sa.String(length=200), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("article") as table:
        table.drop_column("withdrawn")
        for name in ("spelling", "corrections", "state", "cause", "reason"):
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("receipt") as table:
        for name in ("growth", "resembles"):
            table.alter_column(name, server_default=None)
    _make_indexes()


def _make_tables() -> None:
    op.create_table(
        "likeness",
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("mark", "article_id"),
    )
    op.create_index(op.f("ix_likeness_article_id"), "likeness", ["article_id"])
    op.create_table(
        "photo",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", "article_id"),
    )
    op.create_index(op.f("ix_photo_article_id"), "photo", ["article_id"])
    op.create_table(
        "history",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_history_article_id"), "history", ["article_id"])


def _make_indexes() -> None:
    for name in ("spelling", "expires", "due", "left"):
        op.create_index(op.f(f"ix_article_{name}"), "article", [name])
    op.create_index(op.f("ix_receipt_resembles"), "receipt", ["resembles"])
    in_print = sa.text("state IN ('published', 'corrected')")
    op.create_index(
        "article_order",
        "article",
        ["published", "released", "id"],
        sqlite_where=in_print,
        postgresql_where=in_print,
    )


def _fill() -> None:
    """States from `withdrawn`, spellings from paths, photos from what articles show, a first line of history.

    Sketches of words come with each article's next version: until then a rename is known by the file's bytes alone.
    """
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE article SET state = 'withdrawn', \"left\" = withdrawn, cause = 'file gone', vanished = COALESCE(vanished, withdrawn) "
            "WHERE withdrawn IS NOT NULL"
        )
    )
    connection.execute(
        sa.text(
            "INSERT INTO history (article_id, at, event, path, note) "
            "SELECT id, released, 'published', path, '' FROM article ORDER BY released, id"
        )
    )
    _spell_photo_uses(connection)
    rows = connection.execute(sa.text("SELECT id, path, photos FROM article")).fetchall()
    for start in range(0, len(rows), _ROWS):
        _fill_some(connection, rows[start : start + _ROWS])


def _spell_photo_uses(connection: sa.Connection) -> None:
    """Names of photos without case, their letters composed."""
    rows = connection.execute(sa.text("SELECT article_path, photo_path FROM photo_use")).fetchall()
    uses = sorted({(article, _spelling(photo)) for article, photo in rows})
    connection.execute(sa.text("DELETE FROM photo_use"))
    if uses:
        connection.execute(
            sa.text("INSERT INTO photo_use (article_path, photo_path) VALUES (:article, :photo)"),
            [{"article": article, "photo": photo} for article, photo in uses],
        )


def _spelling(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _fill_some(connection: sa.Connection, rows: Sequence[Any]) -> None:
    spelt = [{"id": id_, "spelling": _spelling(path)} for id_, path, _ in rows]
    connection.execute(sa.text("UPDATE article SET spelling = :spelling WHERE id = :id"), spelt)
    shown = {
        (rendition["name"], id_)
        for id_, _, photos in rows
        for photo in (json.loads(photos) if isinstance(photos, str) else photos)
        for rendition in photo["renditions"]
    }
    if shown:
        photos = [{"name": name, "article_id": id_} for name, id_ in sorted(shown)]
        connection.execute(sa.text("INSERT INTO photo (name, article_id) VALUES (:name, :article_id)"), photos)


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
