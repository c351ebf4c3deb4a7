"""SQLite's file watched while we run, and made whole in the first place. Touches: disk, database.

A new database comes to its place only when it is whole, so one that is empty is never ours.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from feedservice.errors import DamagedStore, StoreError
from feedservice.folder.private_files import mode_inside
from feedservice.store.database.soundness import WAY_OUT, damaged, refuse_damaged

#: Between two looks at every page, which take up to two seconds.
_PAUSE_SECONDS = 60.0


def file_of(url: URL) -> Path | None:
    """The file of a database; none for those that have none of their own (PostgreSQL, memory)."""
    has_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if has_file else None


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Where to make a new database, which is put in its place at the end. Raises FileExistsError when there is one by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        unfinished = Path(folder) / path.name
        yield unfinished
        with suppress(OSError):
            unfinished.chmod(mode_inside(path.parent))  # the folder it is made in lets nobody in
        try:
            os.link(unfinished, path)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second name of a file
            if path.exists():
                raise FileExistsError(path) from None
            unfinished.rename(path)


class DatabaseFile:
    """The file, watched: one that is removed, replaced, emptied or cut short under an open connection would take writes to nowhere."""

    def __init__(self, url: URL, *, may_be_new: bool) -> None:
        self.path = file_of(url)
        self.may_be_new = may_be_new
        self._identity: tuple[int, int] | None = None
        self._size_bytes, self._written = 0, 0
        #: What SQLite met when it read or wrote; stays until we are started again.
        self.damage = ""
        self._asked_all = -_PAUSE_SECONDS

    @contextmanager
    def minded(self) -> Iterator[None]:
        """What is asked or written in here may meet damage: then that is remembered."""
        self.check()
        try:
            yield
        except DamagedStore as error:
            self.damage = str(error)
            raise

    def ask_all(self) -> None:
        """Look at every page, now and then at most: for when nobody knows why nothing goes on. Raises DamagedStore."""
        if self.path is None or time.monotonic() - self._asked_all < _PAUSE_SECONDS:
            return
        self._asked_all = time.monotonic()
        with suppress(OSError), self.minded():
            refuse_damaged(self.path, thoroughly=True)

    def is_to_be_made(self) -> bool:
        """Whether there is none yet, and we may make it."""
        return self.may_be_new and self.path is not None and self._identity is None and not self.path.exists()

    def check(self) -> None:
        """Raise StoreError when the file is not there, or not the one that was there at first; DamagedStore when it is damaged."""
        if self.path is None:
            return
        try:
            status = self.path.stat()
        except OSError as error:
            if self.may_be_new and self._identity is None:
                return
            raise StoreError(
                f"The database {self.path} is not there ({error.strerror}). Put it back; or stop, bring a backup back with "
                "feedservice restore, and start again: without it every article gets a new id."
            ) from error
        identity = (status.st_dev, status.st_ino)
        if self._identity is not None and identity != self._identity:
            raise StoreError(f"The database {self.path} was replaced while we run. Stop, and start again.")
        if (status.st_size, status.st_mtime_ns) != (self._size_bytes, self._written):
            self._look_into(self.path, status)
        self._identity = identity

    def _look_into(self, path: Path, status: os.stat_result) -> None:
        """It was written to since the last look; it never becomes shorter by us, and when it does, every page is looked at."""
        if not status.st_size:
            raise DamagedStore(damaged(f"{path} is empty (0 bytes)", WAY_OUT))
        try:
            refuse_damaged(path, thoroughly=status.st_size < self._size_bytes)
        except DamagedStore as error:
            raise DamagedStore(f"{error} {WAY_OUT}") from error
        self._size_bytes, self._written = status.st_size, status.st_mtime_ns
