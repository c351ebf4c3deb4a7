"""The tables. Alembic's migrations make them; a test holds the two equal. Pure.

Instants are whole microseconds since 1970 UTC in a big integer: ordered and equal in every database.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_of(microseconds: int) -> datetime:
    """The instant that a column of this kind holds."""
    return _EPOCH + timedelta(microseconds=microseconds)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Into the database; a naive datetime is our bug and raises TypeError."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out of the database."""
        return None if value is None else instant_of(value)


metadata = MetaData()

#: Every article ever released. `withdrawn` is when it left print, `vanished` when its file was found gone. `sha256` and
#: `inode` are its source file's, for telling a renamed file from a new one; `path` is kept after withdrawal, so that a
#: file dropped again is the same article.
article = Table(
    "article",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("inode", BigInteger, nullable=False),
    Column("headline", Text, nullable=False),
    Column("standfirst", Text, nullable=False),
    Column("standfirst_derived", Boolean, nullable=False),
    Column("byline", JSON, nullable=False),
    Column("dateline", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("language", String(40), nullable=False),
    Column("photos", JSON, nullable=False),
    Column("body_html", Text, nullable=False),
    Column("published", Instant, nullable=False),
    Column("updated", Instant, nullable=False, index=True),
    Column("released", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("withdrawn", Instant, nullable=True),
    Column("vanished", Instant, nullable=True),
)
Index("article_order", article.c.withdrawn, article.c.published, article.c.released, article.c.id)

#: One row for each source file: what the last look saw (no size: it was gone), since when, and what became of it.
receipt = Table(
    "receipt",
    metadata,
    Column("path", Text, primary_key=True),
    Column("size_bytes", BigInteger, nullable=True),
    Column("mtime_ns", BigInteger, nullable=True),
    Column("inode", BigInteger, nullable=True),
    Column("since", Instant, nullable=False),
    Column("outcome", String(20), nullable=False, index=True),
    Column("due", Instant, nullable=True),
    Column("headline", Text, nullable=False),
    Column("article_id", String(200), nullable=False),
    Column("key", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("cut", JSON, nullable=False),
)

#: Which photo files an article's file uses or names; a name may stand here before its file is dropped.
photo_use = Table(
    "photo_use",
    metadata,
    Column("article_path", Text, primary_key=True),
    Column("photo_path", Text, primary_key=True, index=True),
)

#: Ready bytes by address.
document = Table(
    "document",
    metadata,
    Column("path", String(400), primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("gzip_body", LargeBinary, nullable=False),
    Column("etag", String(80), nullable=False),
    Column("gzip_etag", String(80), nullable=False),
    Column("last_modified", Instant, nullable=False),
)

#: One row: the edition number moves when any document does; `changed` is the last change's instant, only forward;
#: `base_url` the address the documents were set for.
press_state = Table(
    "press_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("channel_id", String(200), nullable=False),
    Column("base_url", Text, nullable=False),
)

#: Who may run a turn, and until when.
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

#: The last turns.
turn = Table(
    "turn",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("started", Instant, nullable=False),
    Column("finished", Instant, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("counts", JSON, nullable=False),
)
