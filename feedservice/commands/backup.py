"""The whole history into one file, while the service runs. Touches: database (reads only), disk.

The database is copied first, in one view of it: photos are put in place before an article names them and never change
or go, so every photo it names is there when the photos are taken.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from feedservice.addresses import MEDIA_TYPES
from feedservice.commands.archive import DATABASE, PHOTO_NAME, PHOTOS, PHOTOS_KEY, written_whole
from feedservice.errors import ArchiveError
from feedservice.folder.private_files import OWNERS_ALONE
from feedservice.media_store import MediaStore, media_store_of
from feedservice.media_store.kept_file import KeptStream
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.copy import pack
from feedservice.store.schema import article, photo


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds. `missing` counts photos that the history names and nobody has any more."""

    articles: int
    photos: int
    size_bytes: int
    missing: int = 0


def back_up(settings: Settings, store: Store, target: Path, *, force: bool = False, with_photos: bool = True) -> Backup:
    """Write a backup. Raises ArchiveError, StoreError when the database cannot be read or copied, and MediaStoreAway.

    Without photos it is of use only where those are kept on their own.
    """
    _refuse_content(target, settings.content_dir)
    photos = media_store_of(settings)
    with written_whole(target, force=force) as folder:
        with store.reading() as asked:
            pack(asked.connection, folder / DATABASE)
            articles = int(asked.connection.scalar(select(func.count()).select_from(article)) or 0)
            named = set(asked.connection.scalars(select(photo.c.name).distinct()))
        here = sorted(name for name in photos.names() if PHOTO_NAME.fullmatch(name))
        _write(folder / "unfinished", folder / DATABASE, photos, here if with_photos else [])
        size_bytes = (folder / "unfinished").stat().st_size
    return Backup(articles, len(here) if with_photos else 0, size_bytes, len(named.difference(here)))


def _refuse_content(target: Path, content_dir: Path) -> None:
    if target.resolve().is_relative_to(content_dir.resolve()):
        raise ArchiveError(f"{target} lies in the content folder, which is the editors'. Name another place.")


def _write(target: Path, database: Path, photos: MediaStore, names: list[str]) -> None:
    """The tar itself. Whose the files were is left out: it means nothing on another machine. Unpacked, they are private."""
    with tarfile.open(target, "w", pax_headers={PHOTOS_KEY: str(len(names))}) as tar:
        tar.add(database, DATABASE, filter=_nobodys)
        for name in names:
            _add(tar, name, _opened(photos, name))


@dataclass(frozen=True, slots=True)
class _InMemory:
    """A photo, which is read at once."""

    content: bytes
    modified: datetime

    @property
    def size_bytes(self) -> int:
        """All of it."""
        return len(self.content)

    def blocks(self, first: int, end: int) -> Iterator[bytes]:
        """One."""
        yield self.content[first:end]


class _Blocks(io.RawIOBase):
    """Blocks as a file that is read once: a film may be larger than the memory."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As much as is at hand."""
        self._left = self._left or next(self._blocks, b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _opened(photos: MediaStore, name: str) -> KeptStream | None:
    if name[name.find(".") :] in MEDIA_TYPES:
        return photos.stream(name)
    kept = photos.read(name)
    return _InMemory(kept.content, kept.modified) if kept else None


def _add(tar: tarfile.TarFile, name: str, kept: KeptStream | None) -> None:
    if kept is None:
        raise ArchiveError(f"The photo {name} went away while the backup was made. Make it again.")
    member = _nobodys(tarfile.TarInfo(f"{PHOTOS}{name}"))
    member.size, member.mtime = kept.size_bytes, int(kept.modified.timestamp())
    tar.addfile(member, io.BufferedReader(_Blocks(kept.blocks(0, kept.size_bytes))))


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = OWNERS_ALONE
    return member
