"""A state whose history is lost, damaged or another's, refused before anything is made anew. Touches: disk, database.

To begin anew means new ids, and every reader sees every story again. So that is done on a state in which nothing was, and
where somebody said so by moving the photos away; otherwise a backup is to come back.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from feedservice.errors import DamagedStore, MediaStoreAway, StoreError
from feedservice.media_store import media_store_of
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.database.soundness import is_without_tables, refuse_unsound
from feedservice.store.engine import revision

#: What SQLite keeps beside a database.
BESIDE = ("-wal", "-shm")
#: How a backup begins (`commands.archive`), and how many files are looked at for one.
_FIRST_IN_A_BACKUP, _MOST_LOOKED_AT = "feedservice.db", 200


def refuse_lost_history(settings: Settings, *, thoroughly: bool = True) -> None:
    """Raise StoreError, with the way out, when the database is missing beside what it served, or empty, damaged or foreign.

    `thoroughly`: with a look at every page, as far as two seconds go.
    """
    path = settings.database_file
    if path is None:
        _refuse_new_on_server(settings)
        return
    try:
        if path.exists():
            refuse_unsound(path, thoroughly=thoroughly)
        if not path.exists() or is_without_tables(path):
            _refuse_new_beside_old(path, settings)
    except DamagedStore as error:
        raise DamagedStore(f"{error} {_way_out(settings)} What is there is moved aside then, not deleted.") from error
    except OSError as error:
        raise StoreError(f"The database {path} cannot be read: {error.strerror or error}.") from error


def _refuse_new_on_server(settings: Settings) -> None:
    """A server's database without tables, beside photos: another was named, or somebody made it anew."""
    if not _holds_photos(settings):
        return
    with Store(settings.database) as store:
        is_new = not revision(store.engine)
    if is_new:
        database = f"The database {store.engine.url.database} of the server has nothing in it"
        _refuse_new_beside_photos(database, settings)


def _refuse_new_beside_old(path: Path, settings: Settings) -> None:
    missing = f"The database {path} {'has nothing in it' if path.exists() else 'is not there'}"
    wal = path.with_name(path.name + BESIDE[0])
    if _holds_photos(settings):
        _refuse_new_beside_photos(missing, settings)
    elif wal.exists():
        _refuse_new(missing, f"{wal} was left of it", f"move {wal} away", settings)


def _holds_photos(settings: Settings) -> bool:
    try:
        return next(iter(media_store_of(settings).names()), None) is not None
    except MediaStoreAway as error:
        raise StoreError(f"Whether this is a new state cannot be told: {error}") from error


def _refuse_new_beside_photos(missing: str, settings: Settings) -> NoReturn:
    place = media_store_of(settings).where()
    anew = f"name another media_store than {place}" if settings.media_store else f"move {place} away"
    _refuse_new(missing, f"{place} holds photos that were served with it", anew, settings)


def _refuse_new(missing: str, what: str, anew: str, settings: Settings) -> NoReturn:
    raise StoreError(
        f"{missing}, but {what}: the history of this state is lost, and without it every reader would "
        f"see every story as new, under new ids. {_way_out(settings)} To begin anew on purpose, {anew}."
    )


def _way_out(settings: Settings) -> str:
    """How to bring a backup back, and which: the newest in the places where operators leave them."""
    places = list(dict.fromkeys((settings.state_dir.absolute(), settings.state_dir.absolute().parent, Path.cwd())))
    found = max(_backups(places), key=lambda file: file.stat().st_mtime, default=None)
    if found:
        made = datetime.fromtimestamp(found.stat().st_mtime, UTC)
        return f"Bring the newest backup back, {found} of {made:%d %B %Y %H:%M} UTC: feedservice restore {found}."
    looked = ", ".join(map(str, places))
    return f"Bring a backup back: feedservice restore FILE (no backup, *.tar, was seen in {looked})."


def _backups(places: list[Path]) -> Iterator[Path]:
    looked_at = 0
    for place in places:
        for file in _files(place):
            looked_at += file.suffix == ".tar"
            if file.suffix == ".tar" and looked_at <= _MOST_LOOKED_AT and _is_backup(file):
                yield file


def _is_backup(file: Path) -> bool:
    with suppress(OSError, tarfile.TarError, EOFError), tarfile.open(file, "r:") as tar:
        first = tar.next()
        return first is not None and first.name == _FIRST_IN_A_BACKUP
    return False


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.is_file())
