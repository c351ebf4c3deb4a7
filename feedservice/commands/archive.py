"""A file that is written whole or not at all, for its owner alone, and the shape of a backup. Touches: disk.

A backup is a plain tar: `feedservice.db`, an SQLite database with every table, then `photos/` with each photo, sound, film and document under the
hash of its bytes. Its global header (POSIX.1-2001, pax) says how many photos there are, so that half a file is known.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feedservice.addresses import MEDIA_TYPES, PHOTO_SUFFIXES
from feedservice.errors import ArchiveError
from feedservice.folder.private_files import OWNERS_ALONE
from feedservice.folder.whole_files import keep_on_disk, whole_file

DATABASE = "feedservice.db"
PHOTOS = "photos/"
#: A photo, a sound, a film or a document as it is served: the first half of its SHA-256, and its kind.
PHOTO_NAME = re.compile(rf"[0-9a-f]{{32}}(?:{'|'.join(map(re.escape, (*PHOTO_SUFFIXES.values(), *MEDIA_TYPES)))})")
#: The key in the global header under which the number of photos stands.
PHOTOS_KEY = "FEEDSERVICE.photos"


@contextmanager
def written_whole(target: Path, *, force: bool) -> Iterator[Path]:
    """A hidden folder beside the target, for files on the way; what is there as `unfinished` becomes the target.

    Whatever breaks off leaves the target as it was. Nobody but the owner may read it: it holds texts under embargo. Raises ArchiveError when it is there already, unless `force`, and
    when the disk will not take it.
    """
    _refuse(target, force=force)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            unfinished, last = Path(folder) / "unfinished", lambda: _refuse(target, force=force)
            with whole_file(target, unfinished, last=last, mode=OWNERS_ALONE):
                yield Path(folder)
            keep_on_disk(target.parent)
    except OSError as error:
        raise ArchiveError(f"{target} could not be written: {error.strerror or error}. It is as it was.") from error


def _refuse(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise ArchiveError(f"{target} is a folder. Name a file.")
    if not target.parent.is_dir():
        raise ArchiveError(f"The folder {target.parent} is not there. Make it, or name another file.")
    if target.exists() and not force:
        raise ArchiveError(f"{target} is there already. Name another file, or say --force to replace it.")
