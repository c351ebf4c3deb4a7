"""Whether an SQLite file is a sound database of ours, found out before anything is written. Touches: disk, database, clock.

SQLite takes an empty file for a new database, and would make our tables in another program's. The file is read through
SQLite alone: to open and close it otherwise would end the locks that this process holds on it (POSIX advisory locks;
https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from feedservice.errors import DamagedStore, StoreError

#: What a database that is damaged is called, wherever that is told; health knows it by these words.
DAMAGED = "The database is damaged"
#: What helps, where it is not known which backups there are.
WAY_OUT = (
    "Feeds are served from memory meanwhile. Stop the service and bring a backup back with feedservice restore; "
    "nothing is written into the damaged one."
)
#: Checking every page takes a second for some hundred megabytes; longer no start is held up.
_CHECK_SECONDS = 2.0
#: What is busy says nothing; whoever opens it next waits longer.
_BUSY_SECONDS = 1.0
#: SQLITE_CORRUPT and SQLITE_NOTADB in SQLite's own words (sqlite3ErrStr).
_SAYS_DAMAGE = ("malformed", "not a database")
_OURS = re.compile(r"\d{4}")
_TABLES = frozenset({"article", "receipt", "press_state"})


def damaged(what: str, remedy: str = "") -> str:
    """The sentence about a damaged database."""
    return f"{DAMAGED}: {what}. {remedy}".strip()


def is_damage(cause: str) -> bool:
    """Whether what SQLite says means that the file is damaged, and not only busy or out of reach."""
    return any(words in cause for words in _SAYS_DAMAGE)


def refuse_unsound(path: Path, *, thoroughly: bool) -> None:
    """Raise DamagedStore for a database that is empty or damaged, StoreError for one that is not ours; changes nothing.

    `thoroughly`: every page is looked at, as far as two seconds go. One without any table is no fault: nothing was ever in it.
    """
    if not path.stat().st_size:
        raise DamagedStore(damaged(f"{path} is empty (0 bytes)"))
    _read(path, thoroughly=thoroughly)


def is_without_tables(path: Path) -> bool:
    """Whether nothing was ever kept in it. Raises DamagedStore."""
    return not _read(path, thoroughly=False)


def refuse_damaged(path: Path, *, thoroughly: bool) -> None:
    """Raise DamagedStore when a file that was ours is damaged by now."""
    _read(path, thoroughly=thoroughly)


def _read(path: Path, *, thoroughly: bool) -> set[str]:
    """The tables in it. Raises DamagedStore, and StoreError when it is another program's; what is busy says nothing."""
    try:
        with closing(_opened(path)) as connection:
            tables = _tables(connection)
            refuse_foreign(str(path), tables, _version(tables, connection))
            verdict = _checked(connection) if thoroughly else "ok"
    except sqlite3.OperationalError:
        return set(_TABLES)
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise DamagedStore(damaged(f"{path} cannot be read ({verdict.splitlines()[0]})"))
    return tables


def _opened(path: Path) -> sqlite3.Connection:
    """To be read only; where SQLite must first put right what a crash left, it may."""
    address = f"file:{quote(str(path.absolute()))}"
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
    try:
        _tables(connection)
    except sqlite3.OperationalError:
        connection.close()
        return sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=_BUSY_SECONDS)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _checked(connection: sqlite3.Connection) -> str:
    """SQLite's own verdict on every page, or as many as there is time for."""
    deadline = time.monotonic() + _CHECK_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    try:
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError:
        return "ok"


def _version(tables: set[str], connection: sqlite3.Connection) -> str:
    if "alembic_version" not in tables:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def refuse_foreign(what: str, tables: set[str], version: str) -> None:
    """Raise StoreError for the database of another program, by its tables and the version of its schema."""
    if tables and (not _OURS.fullmatch(version) or not tables.intersection(_TABLES)):
        some = ", ".join(sorted(tables - {"alembic_version"})[:3]) or "none"
        raise StoreError(
            f"{what} is the database of another program (its tables: {some}). Nothing was changed in it. Name another state "
            "folder (--state) or database_url. If ours was overwritten, move this one away and bring a backup back with "
            "feedservice restore."
        )
