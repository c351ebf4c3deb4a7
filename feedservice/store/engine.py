"""The connection to the database, and its schema brought up to date. Touches: database, disk (its folder, its rights)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import Error as SQLiteError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from feedservice.errors import DamagedStore, StoreError
from feedservice.folder.private_files import close_database, make_private
from feedservice.store.database import postgresql
from feedservice.store.database.soundness import WAY_OUT, damaged, is_damage
from feedservice.store.schema import metadata

#: The newest migration; a test holds it equal to the migrations folder, so that a start need not import Alembic.
SCHEMA_REVISION = "0015"
#: How long a reader or writer waits for another's lock.
_BUSY_SECONDS = 5.0
#: Says of a connection that its transaction will write, so that it has the write lock from the start.
WRITING = {postgresql.WRITING_OPTION: True}


#: Our tables, and what says of which version they are.
def _tables() -> list[str]:
    return [*metadata.tables, "alembic_version"]


@contextmanager
def guarded(doing: str) -> Iterator[None]:
    """Turn driver errors into StoreError, saying what we were doing; the cause is kept."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        if found := postgresql.error_of(cause, doing):
            raise found from error
        if is_damage(str(cause)):
            raise DamagedStore(damaged(f"{cause}, said while {doing}", WAY_OUT)) from error
        raise StoreError(
            f"The store failed while {doing}: {cause}. Is the disk full, or the database locked?"
        ) from error


def connect(url: str, *, make_folder: bool) -> Engine:
    """An engine for the database. Raises StoreError when the URL is wrong or its folder cannot be made."""
    shown = "of database_url"
    try:
        parsed = make_url(url)
        shown, kind = parsed.render_as_string(), parsed.get_backend_name()  # without its password
        if kind in postgresql.NAMES:
            return postgresql.connect(parsed, _BUSY_SECONDS)
        if kind != "sqlite":
            raise StoreError(
                f"The database {shown} is of a kind that is not known here. database_url names SQLite "
                "(sqlite:////path/to/file.db) or PostgreSQL (postgresql://user@host/name)."
            )
        return _sqlite(parsed, make_folder=make_folder)
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise StoreError(f"The database {shown} cannot be opened: {error}.") from error


def _sqlite(url: URL, *, make_folder: bool) -> Engine:
    if make_folder and url.database:
        make_private(Path(url.database).parent)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", partial(_prepare_sqlite, url.database or ""))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(file: str, connection: SQLiteConnection, _: Any) -> None:
    """WAL lets the web side read while the press writes; FULL keeps ids that were shown, even when power fails."""
    close_database(Path(file))
    connection.isolation_level = None
    try:
        for order in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {order}").close()
    except SQLiteError:
        connection.close()  # nobody else would
        raise


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(postgresql.WRITING_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def revision(engine: Engine) -> str:
    """The schema's revision, empty when there is no schema yet."""
    with guarded("reading the schema's version"), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def refuse_later(found: str) -> None:
    """Raise StoreError when a schema is of a later version than ours."""
    if found > SCHEMA_REVISION:
        raise StoreError(
            f"The database is of a later version (schema {found}, ours is {SCHEMA_REVISION}). Install that version of "
            "feedservice again; or move the database away, and bring a backup of before the upgrade back: feedservice restore."
        )


def migrate(engine: Engine) -> None:
    """Bring the schema up to date; quick when it is. Safe when two processes start at once.

    Raises StoreError for the database of a later version or, on a server, of another program.
    """
    is_served = engine.dialect.name == "postgresql"
    if is_served:
        with guarded("reading the schema"), engine.connect() as connection, connection.begin():
            postgresql.refuse_unfit(connection)
            is_by_language = postgresql.is_by_language(connection, _tables())
    found = revision(engine)
    if found == SCHEMA_REVISION and not (is_served and is_by_language):
        return
    refuse_later(found)
    with (
        guarded("bringing the schema up to date"),
        engine.connect().execution_options(**WRITING) as connection,
        connection.begin(),
    ):
        if found != SCHEMA_REVISION:
            _upgrade(connection)
        if is_served:
            postgresql.order_by_bytes(connection, _tables())


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # 150 ms, needed at the first start and after an upgrade only
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
