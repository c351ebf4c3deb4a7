"""Files written whole or not at all: under a hidden name beside their place first, then put there. Touches: disk (writes).

A process that is killed leaves at most a hidden file, which nobody reads, and what stood in the place before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from feedservice.folder import private_files


@contextmanager
def whole_file(
    target: Path,
    unfinished: Path | None = None,
    *,
    lasting: bool = True,
    last: Callable[[], object] | None = None,
    mode: int | None = None,
) -> Iterator[Path]:
    """Give a hidden path to write to; what is there in the end takes the target's place, and it is left as it was otherwise.

    `unfinished` is another path on the same disk than the target's name with a dot. A `lasting` file is on the disk
    before it takes its place: power may fail then; one that can be made again need not be. `last` is asked right before,
    and keeps the target as it is by raising. With a `mode` the file is there, empty, and has these rights from the start.
    Raises OSError when the disk is full or cannot be written.
    """
    beside = unfinished or target.with_name(f".{target.name}")
    try:
        if mode is not None:
            private_files.begin(beside, mode)
        yield beside
        if lasting:
            keep_on_disk(beside)
        if last:
            last()
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def keep_on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
