"""PostgreSQL, made to be to the store what SQLite is. Touches: database, network (the server).

One writes at a time, under a lock that is waited for and ends with the transaction; a reading sees one moment throughout;
texts are as long as they are and in the order of their bytes, whatever language the server was set up for. Then every
statement of the store means the same on both, and the same feeds come of it.

That a machine or a network has died is noticed within some fifteen seconds on either side: else its press would keep the
lock, and a web process wait for an answer, for the two hours that systems take by default.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text

from feedservice.errors import DamagedStore, StoreError
from feedservice.store.database.soundness import WAY_OUT, damaged, refuse_foreign

#: What a URL may begin with; the last is how others write it.
NAMES = ("postgresql", "postgres")
#: Says of a connection that its transaction will write.
WRITING_OPTION = "feedservice_writing"
#: What writers lock: a number of our own among the advisory locks of a database (the letters “feed”).
_LOCK = 0x66656564
#: A writer that says nothing for so long is dead or stopped, and the others need not wait for it.
_SILENT_SECONDS = 120
#: What libpq is told where the URL does not say otherwise: how soon it sees that the server is out of reach.
#: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
    "application_name": "feedservice",
}
#: How soon the server sees that we are out of reach (seconds, the last in milliseconds); of no effect on a socket file.
_SERVERS_PATIENCE = {
    "tcp_keepalives_idle": 5,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}
#: SQLSTATE of what the server says (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_LOCKED = "55P03"
_DAMAGED = ("XX001", "XX002")
#: It was told to stop, or is starting.
_AWAY = ("57P01", "57P02", "57P03")
#: Columns of ours with texts that are cut off or ordered by a language.
_BY_LANGUAGE = text(
    "SELECT t.relname, a.attname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid "
    "JOIN pg_namespace s ON s.oid = t.relnamespace JOIN pg_collation c ON c.oid = a.attcollation "
    "WHERE s.nspname = current_schema() AND t.relkind = 'r' AND t.relname = ANY(:tables) AND a.attnum > 0 "
    "AND NOT a.attisdropped AND a.atttypid IN ('text'::regtype, 'varchar'::regtype) "
    "AND (a.atttypid <> 'text'::regtype OR c.collname <> 'C') ORDER BY 1, 2"
)


def connect(url: URL, wait_seconds: float) -> Engine:
    """An engine for a server's database; a writer waits so long for another. Raises StoreError without the driver."""
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=_patience(url),
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
        )
    except ImportError as error:
        raise StoreError(
            f"database_url names a PostgreSQL database ({url.database}), and its driver is not installed ({error}). Install it: pip install "
            "'feedservice[postgresql]'."
        ) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: _begin(connection, wait_seconds))
    return engine


def _patience(url: URL) -> dict[str, Any]:
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def is_pooled(connection: Any) -> bool:
    """Whether a pooler stands between (PgBouncer and its like): the process it spoke of at the start is not the one that answers.

    Then each transaction may be of another session of the server, and nothing may be left in one for the next.
    """
    with connection.cursor() as cursor:
        answers: tuple[int] = cursor.execute("SELECT pg_backend_pid()").fetchone()
    connection.rollback()
    return bool(answers[0] != connection.info.backend_pid)


def _prepare(connection: Any, _: Any) -> None:
    if is_pooled(connection):
        connection.prepare_threshold = None  # a statement that is prepared in one session is not there in the next
        return
    settings = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SERVERS_PATIENCE.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}")
    connection.commit()


def listener(engine: Engine, channel: str) -> Any:
    """A connection of the driver's, outside of any pool, that hears what is told on a channel; none where a pooler between
    may keep it to itself. Raises the driver's errors.
    """
    positional, named = engine.dialect.create_connect_args(engine.url)
    connection = engine.dialect.loaded_dbapi.connect(*positional, **_patience(engine.url), **named)
    connection.autocommit = True
    if is_pooled(connection):
        connection.close()
        return None
    connection.execute(f"LISTEN {channel}")
    return connection


def _begin(connection: Connection, wait_seconds: float) -> None:
    """A writer is alone from the first, and sees what the one before it has kept: hence not the view of a reading."""
    if not connection.get_execution_options().get(WRITING_OPTION, False):
        return
    limits = f"set_config('lock_timeout', '{wait_seconds}s', true), set_config('statement_timeout', '0', true)"
    silence = f"set_config('idle_in_transaction_session_timeout', '{_SILENT_SECONDS}s', true)"
    for order in (
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        f"SELECT {limits}, {silence}",
        f"SELECT pg_advisory_xact_lock({_LOCK})",
    ):
        connection.exec_driver_sql(order).close()


def error_of(cause: BaseException, doing: str) -> StoreError | None:
    """What an error of the driver means to people; none for what is no server's."""
    module, state = type(cause).__module__, getattr(cause, "sqlstate", None)
    if not module.startswith("psycopg"):
        return None
    if state in _DAMAGED:
        return DamagedStore(damaged(f"{_said(cause)}, said while {doing}", WAY_OUT))
    if state == _LOCKED:
        return StoreError(
            f"The store failed while {doing}: the database is locked by another that writes ({_said(cause)})."
        )
    said = _said(cause)
    if state in _AWAY or (state is None and type(cause).__name__ == "OperationalError"):
        return StoreError(
            f"The database server does not answer, met while {doing}: {said.rstrip('.')}. What was published is served meanwhile; "
            "turns go on by themselves when it is back."
        )
    return StoreError(f"The store failed while {doing}: {said}.")


def _said(cause: BaseException) -> str:
    """The server's own sentence, without the values it would show beside it; or the driver's, on one line."""
    sentence = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)
    return (
        " ".join(sentence.split())
        .removesuffix("Is the server running on that host and accepting TCP/IP connections?")
        .strip()
        or type(cause).__name__
    )


def refuse_unfit(connection: Connection) -> None:
    """Raise StoreError for the database of another program, and for one that has not every letter; changes nothing."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    name = connection.engine.url.database
    if encoding != "UTF8":
        raise StoreError(
            f"The database {name} is in {encoding}, which has not every letter. Make one in UTF-8: "
            "createdb --encoding UTF8 --template template0."
        )
    tables = set(inspect(connection).get_table_names())
    found = text("SELECT version_num FROM alembic_version")
    version = connection.scalar(found) if "alembic_version" in tables else ""
    refuse_foreign(f"The database {name}", tables, str(version or ""))


def is_by_language(connection: Connection, tables: list[str]) -> bool:
    """Whether any text of ours is cut off or ordered by a language."""
    return connection.execute(_BY_LANGUAGE, {"tables": tables}).first() is not None


def order_by_bytes(connection: Connection, tables: list[str]) -> None:
    """Let every text of ours be of any length, and ordered by its bytes, as SQLite has it.

    The length says nothing there, and one text that is too long would end the whole turn here; by language, `a` and `A` change places.
    """
    by_table: dict[str, list[str]] = {}
    for table, column in connection.execute(_BY_LANGUAGE, {"tables": tables}):
        by_table.setdefault(table, []).append(column)
    quote = connection.dialect.identifier_preparer.quote
    for table, columns in by_table.items():
        changes = ", ".join(f'ALTER COLUMN {quote(one)} TYPE text COLLATE "C"' for one in columns)
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} {changes}")
