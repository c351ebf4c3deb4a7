"""The files that the system told of having arrived whole. Touches: clock (the one that only counts).

Such a file need not settle: whoever wrote it has closed it, or put it in its place under another name before. What is
remembered is only a hint. It holds for the stamp the file had then, for a short time, and while all is quiet in its folder: a
photo, or a sidecar that holds an article back, is often copied right behind it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from feedservice.folder.stamps import Stamp

#: So long nothing must have stirred in a folder before what arrived in it is taken for all there is. Copying two files
#: one after the other leaves milliseconds between them.
QUIET_SECONDS = 0.1
#: By then a file has settled anyway.
_LIFE_SECONDS = 60.0


class Arrivals:
    """What arrived whole, by path in the content folder. For several threads: one that listens, one that turns."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._whole: dict[str, tuple[Stamp, float]] = {}
        self._stirred: dict[str, float] = {}

    def came(self, path: str, stamp: Stamp) -> None:
        """A file was closed after writing, or put in its place; so it looked then."""
        with self._lock:
            now = self._stir(path)
            self._whole.pop(path, None)  # so that the oldest stay in front
            self._whole[path] = stamp, now

    def stirs(self, path: str) -> None:
        """A file is being written to, or is gone: whatever was told of it before no longer holds."""
        with self._lock:
            self._stir(path)
            self._whole.pop(path, None)

    def is_whole(self, path: str) -> bool:
        """Whether a file was told of having arrived whole, and nothing else since."""
        with self._lock:
            return path in self._whole

    def forget(self) -> None:
        """Something may have been missed: nothing told before holds."""
        with self._lock:
            self._whole.clear()

    def whole(self) -> dict[str, Stamp]:
        """The files that have arrived whole, in folders where all is quiet, with the stamps they had."""
        with self._lock:
            now = self._clock()
            self._clear_up(now)
            loud = {folder for folder, when in self._stirred.items() if now - when < QUIET_SECONDS}
            return {path: stamp for path, (stamp, _) in self._whole.items() if _folder(path) not in loud}

    def _stir(self, path: str) -> float:
        now = self._clock()
        self._clear_up(now)
        self._stirred.pop(_folder(path), None)
        self._stirred[_folder(path)] = now
        return now

    def _clear_up(self, now: float) -> None:
        """Drop what is old; the oldest stand in front."""
        while self._whole and now - next(iter(self._whole.values()))[1] > _LIFE_SECONDS:
            del self._whole[next(iter(self._whole))]
        while self._stirred and now - next(iter(self._stirred.values())) > _LIFE_SECONDS:
            del self._stirred[next(iter(self._stirred))]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
