"""Events of the content folder by inotify(7): what stirs, and which files are whole. Touches: disk (looks only), clock (the one that only counts).

Every folder inside is listened to, but for those the scan does not enter either. A file that is closed after writing, or
gets its name, is whole, as it then is; one that is written to is not. When the system says that it lost events, or the folder
is another than before, listening ends: who listens begins anew, and nothing told before holds.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from inotify_simple import Event, INotify, flags

from feedservice.folder.litter import in_the_cloud, is_litter
from feedservice.folder.scan import DEEPEST_FOLDERS, is_skipped
from feedservice.folder.stamps import stamp_of
from feedservice.press.listening.arrivals import QUIET_SECONDS, Arrivals

_log = logging.getLogger(__name__)

#: A burst of events that does not end is interrupted after so long.
_LONGEST_BURST_SECONDS = 1.0
#: How often, while nothing happens, is asked whether to stop, and whether the folder is still the same.
_GLANCE_SECONDS = 0.5
#: Several events of one kind for one file are one to the system until they are fetched.
_FETCH_AFTER_MILLISECONDS = 5

_FILLED = flags.CLOSE_WRITE | flags.MOVED_TO
_STIRRED = flags.CREATE | flags.MODIFY | flags.MOVED_FROM | flags.DELETE
_LISTENED_TO = _FILLED | _STIRRED | flags.ATTRIB | flags.MOVE_SELF | flags.DELETE_SELF
_MASK = _LISTENED_TO | flags.ONLYDIR | flags.DONT_FOLLOW | flags.EXCL_UNLINK


def by_inotify(root: Path, arrivals: Arrivals, stopping: threading.Event, rested_seconds: float) -> Iterator[None]:
    """As `folder_events.listen` says. Raises OSError."""
    arrivals.forget()
    with INotify() as inotify:
        folders = _Folders(inotify, root, arrivals, rested_seconds)
        folders.listen_to("")
        yield
        began = None
        while not stopping.is_set() and folders.are_there():
            pause_seconds = _GLANCE_SECONDS if began is None else QUIET_SECONDS
            events = inotify.read(round(pause_seconds * 1000), _FETCH_AFTER_MILLISECONDS)
            if folders.take(events):
                began = time.monotonic() if began is None else began
            if began is not None and (not events or time.monotonic() - began > _LONGEST_BURST_SECONDS):
                began = None
                yield
    arrivals.forget()


class _Folders:
    """The folders that are listened to, by the number the system gave each."""

    def __init__(self, inotify: INotify, root: Path, arrivals: Arrivals, rested_seconds: float) -> None:
        self.inotify = inotify
        self.root = root.resolve(strict=True)
        self.arrivals = arrivals
        self.rested_seconds = rested_seconds
        self._identity = _identity(self.root)
        self._paths: dict[int, str] = {}
        self._lost = False
        self._told = False

    def are_there(self) -> bool:
        """Whether events can be trusted: none was lost, and the content folder is the one it was."""
        return not self._lost and _identity(self.root) == self._identity

    def listen_to(self, folder: str, *, moved_here: bool = False) -> None:
        """Listen to a folder and those inside; of one that was moved here whole, take the files that have rested for whole."""
        if folder.count("/") >= DEEPEST_FOLDERS:
            return
        try:
            self._paths[self.inotify.add_watch(self._real(folder), _MASK)] = folder
            with os.scandir(self._real(folder)) as entries:
                inside = list(entries)
        except OSError as error:
            self._deaf(folder, error)
            return
        for entry in inside:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not is_skipped(path):
                    self.listen_to(path, moved_here=moved_here)
            elif moved_here:
                self._whole(path, rested_seconds=self.rested_seconds)

    def take(self, events: Iterable[Event]) -> bool:
        """Note what events tell; whether any is worth a look."""
        found = False
        for event in events:
            if event.mask & flags.Q_OVERFLOW:
                self._lost = found = True
            elif event.mask & flags.IGNORED:
                self._paths.pop(event.wd, None)
            elif event.wd in self._paths:
                found |= self._take(event, self._paths[event.wd])
        return found

    def _take(self, event: Event, folder: str) -> bool:
        if not event.name:  # the folder itself, of which the one above tells too
            self._lost |= not folder and bool(event.mask & (flags.MOVE_SELF | flags.DELETE_SELF | flags.UNMOUNT))
            return not folder
        path = f"{folder}/{event.name}" if folder else event.name
        if event.mask & flags.ISDIR:
            return self._take_folder(event, path)
        if is_litter(event.name) and not in_the_cloud(event.name):
            return False
        if event.mask & _FILLED:
            self._whole(path)
        elif event.mask & _STIRRED:
            self.arrivals.stirs(path)
        elif self.arrivals.is_whole(path):
            self._whole(path)  # its time was set afterwards
        return True

    def _take_folder(self, event: Event, path: str) -> bool:
        if is_skipped(path):
            return False
        if event.mask & (flags.MOVED_FROM | flags.DELETE):
            self._leave(path)
        elif event.mask & (flags.CREATE | flags.MOVED_TO):
            self.listen_to(path, moved_here=bool(event.mask & flags.MOVED_TO))
        return True

    def _leave(self, path: str) -> None:
        """A folder is no longer here, though it may be elsewhere."""
        inside = [number for number, folder in self._paths.items() if f"{folder}/".startswith(f"{path}/")]
        for number in inside:
            del self._paths[number]
            try:
                self.inotify.rm_watch(number)
            except OSError:
                continue  # it went by itself

    def _whole(self, path: str, rested_seconds: float = 0.0) -> None:
        try:
            status = self._real(path).lstat()
        except OSError:
            self.arrivals.stirs(path)
            return
        if stat.S_ISREG(status.st_mode) and (not rested_seconds or time.time() - status.st_mtime >= rested_seconds):
            self.arrivals.came(path, stamp_of(status))

    def _real(self, path: str) -> Path:
        return self.root / path

    def _deaf(self, folder: str, error: OSError) -> None:
        """A folder cannot be listened to. Raises OSError when none can."""
        if not folder:
            raise error
        if error.errno == errno.ENOSPC and not self._told:
            self._told = True
            _log.warning(
                "the system lets us listen to %d folders only (fs.inotify.max_user_watches); the others are scanned all the same",
                len(self._paths),
            )


def _identity(root: Path) -> tuple[int, int] | None:
    """What tells a folder from another in its place; none when it is not there."""
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
