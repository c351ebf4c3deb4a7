"""Copies of photos that a machine has had from an object store, so that it asks for each once. Touches: disk (the state folder).

Several processes share one folder. What was asked for least of late goes when there is no room; nothing is lost by that.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from feedservice.folder.private_files import make_inside, mode_inside
from feedservice.folder.whole_files import whole_file
from feedservice.media_store.kept_file import KeptFile

#: When it is full, so much of it goes at once.
_SHARE_TO_GO = 0.1
#: A copy is marked as asked for at most once in so many seconds.
_MARKED_SECONDS = 600.0
#: A hidden file so old was left by a process that was killed; a younger one is being written.
_LEFT_SECONDS = 3600.0


@dataclass(slots=True)
class MediaCache:
    """A folder of at most about `most_bytes`: each process looks at the whole after having added a tenth of that."""

    folder: Path
    most_bytes: int
    _added_bytes: int = field(default=0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, name: str) -> KeptFile | None:
        """A copy, if there is one, with the instant that it was put in with."""
        try:
            with (self.folder / name).open("rb") as file:
                status = os.fstat(file.fileno())
                content = file.read()
                if time.time() - status.st_atime > _MARKED_SECONDS:
                    os.utime(file.fileno(), ns=(time.time_ns(), status.st_mtime_ns))
        except OSError:
            return None
        return KeptFile(content, datetime.fromtimestamp(int(status.st_mtime), UTC))

    def put(self, name: str, photo: KeptFile) -> None:
        """Add a copy. Raises OSError when the disk is full or cannot be written."""
        make_inside(self.folder)
        mine = self.folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
        with whole_file(self.folder / name, mine, lasting=False, mode=mode_inside(self.folder)) as unfinished:
            unfinished.write_bytes(photo.content)
            os.utime(unfinished, (time.time(), photo.modified.timestamp()))
        with self._lock:
            self._added_bytes += len(photo.content)
            is_time = self._added_bytes > self.most_bytes * _SHARE_TO_GO
            if is_time:
                self._added_bytes = 0
        if is_time:
            self._make_room()

    def _make_room(self) -> None:
        copies = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # another process was faster
                if not entry.name.startswith(".") or time.time() - status.st_ctime > _LEFT_SECONDS:
                    copies.append((status.st_atime, status.st_size, entry.path))
        held_bytes, room_bytes = sum(size for _, size, _ in copies), self.most_bytes * (1 - _SHARE_TO_GO)
        if held_bytes <= room_bytes:
            return
        for _, size, path in sorted(copies):
            if held_bytes <= room_bytes:
                return
            Path(path).unlink(missing_ok=True)
            held_bytes -= size
