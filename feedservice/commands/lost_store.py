"""The store that a backup comes back into: the one that is there, or a new one in place of what is lost or damaged.

Touches: disk, database. A new one comes to its place when all of the backup is in it, and not before: until then a start
is refused as it was. What was damaged is moved aside, never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from feedservice.errors import ArchiveError, DamagedStore
from feedservice.service.lost_history import BESIDE
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.database.database_file import made_whole
from feedservice.store.database.soundness import refuse_unsound


@contextmanager
def open_or_replace(settings: Settings, tell: Callable[[str], object]) -> Iterator[Store]:
    """The store to restore into; `tell` hears of what was moved aside. Raises StoreError when it is another program's."""
    path = settings.database_file
    if path is None or _is_sound(path):
        with Store(settings.database) as store:
            store.migrate()
            yield store
        return
    try:
        with made_whole(path) as unfinished:
            url = make_url(settings.database).set(database=str(unfinished))
            with Store(url.render_as_string(hide_password=False), make_folder=True) as store:
                store.migrate()
                yield store
            aside = _move_aside(path)
    except FileExistsError as error:
        raise ArchiveError(
            f"A new database was made at {path} meanwhile. Stop the service, and restore again."
        ) from error
    if aside:
        tell(f"The damaged database is kept as {aside}. A service that still runs on it must be started again.")


def _is_sound(path: Path) -> bool:
    """Whether there is a database of ours. Raises StoreError when there is one of another program."""
    if not path.exists():
        return False
    try:
        refuse_unsound(path, thoroughly=True)
    except DamagedStore:
        return False
    return True


def _move_aside(path: Path) -> Path | None:
    """Keep a damaged database, with what SQLite has beside it, under another name; none when there is nothing."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for ending in ("", *BESIDE):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside if aside.exists() else None
