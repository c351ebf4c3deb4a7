"""Photos as served in a folder, and what was made of which file. Touches: disk (the state folder)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from feedservice.article import Rendition
from feedservice.folder.private_files import make_inside, mode_inside
from feedservice.folder.whole_files import whole_file
from feedservice.media_store.development_notes import noted, written
from feedservice.media_store.kept_file import KeptFile, KeptStream, OtherBytes

#: What nobody has written to for so long is what a kill left.
_LEFT_SECONDS = 3600.0
#: So much of a film is read at once.
_BLOCK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class _Lying:
    """A file that lies here."""

    path: Path
    size_bytes: int
    modified: datetime

    def blocks(self, first: int, end: int) -> Iterator[bytes]:
        """Open while it is asked for blocks."""
        with self.path.open("rb", buffering=0) as file:
            file.seek(first)
            while first < end and (block := file.read(min(_BLOCK_BYTES, end - first))):
                first += len(block)
                yield block


@dataclass(frozen=True, slots=True)
class FolderStore:
    """The folder `photos` of the state, and beside it, in `developed`, a note for each file that photos were made of."""

    folder: Path

    def remembered(self, source_sha256: str) -> tuple[Rendition, ...]:
        """What was made of a file before and is still there, whole, by its size."""
        with suppress(OSError):
            known = noted(self.note(source_sha256).read_bytes())
            return known if all(self._is_kept(one) for one in known) else ()
        return ()

    def hand_in(self, *_: object) -> bool:
        """Nothing: only the press with the lease writes here."""
        return False

    def keep(self, source_sha256: str, renditions: tuple[Rendition, ...], contents: tuple[bytes, ...]) -> None:
        """Put the renditions in their place, each whole or not at all; one already there is left. Then note that they are.

        What a kill leaves unfinished is hidden, never served, and written over by the next try. A note that is lost costs
        only time. Raises OSError when the disk is full or cannot be written.
        """
        if not contents:
            return
        for rendition, content in zip(renditions, contents, strict=True):
            if not self._is_kept(rendition):
                self._put(rendition.name, content)
        note = self.note(source_sha256)
        make_inside(note.parent)
        with whole_file(note, lasting=False, mode=mode_inside(note.parent)) as unfinished:
            unfinished.write_bytes(written(renditions))

    def has(self, name: str, size_bytes: int) -> bool:
        """One stat."""
        return self.size_bytes(name) == size_bytes

    def take_in(self, name: str, blocks: Iterator[bytes]) -> bool:
        """Copy it in blocks. Any process may: what is written has the name of its own bytes, or goes.

        Raises OSError when the disk is full or cannot be written.
        """
        make_inside(self.folder)
        self._clear_away(name)
        digest = sha256()
        mine = self.folder / f".{name}.{os.getpid()}"
        with suppress(OtherBytes), whole_file(self.folder / name, mine, mode=mode_inside(self.folder)) as unfinished:
            with unfinished.open("wb") as file:
                for block in blocks:
                    digest.update(block)
                    file.write(block)
            if not name.startswith(digest.hexdigest()[:32]):
                raise OtherBytes
            return True
        return False

    def _clear_away(self, name: str) -> None:
        """Remove what a kill left of it long ago; what another process writes just now stays."""
        for left in self.folder.glob(f".{name}.*"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                    left.unlink()

    def stream(self, name: str) -> KeptStream | None:
        """Nothing is opened yet."""
        try:
            status = (self.folder / name).stat()
        except OSError:
            return None
        return _Lying(self.folder / name, status.st_size, datetime.fromtimestamp(int(status.st_mtime), UTC))

    def read(self, name: str) -> KeptFile | None:
        """The whole of a photo."""
        try:
            with (self.folder / name).open("rb") as file:
                modified = datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
                return KeptFile(file.read(), modified)
        except (FileNotFoundError, IsADirectoryError):
            return None

    def size_bytes(self, name: str) -> int | None:
        """One stat."""
        try:
            return (self.folder / name).stat().st_size
        except OSError:
            return None

    def names(self) -> Iterator[str]:
        """What lies there, hidden and foreign files too; nothing when the folder is not there or cannot be read."""
        with suppress(OSError):
            yield from (path.name for path in self.folder.iterdir() if path.is_file())

    def add(self, name: str, file: Path) -> None:
        """Move the file to its place; one that is there has the same bytes, by its name. It lies on the same disk."""
        target = self.folder / name
        if not (target.is_file() and target.stat().st_size == file.stat().st_size):
            file.chmod(mode_inside(self.folder))
            file.replace(target)

    def move_in(self, _: object) -> None:
        """Nothing: photos were always here."""

    def where(self) -> str:
        """The folder."""
        return str(self.folder)

    def trouble(self) -> str:
        """Nothing."""
        return ""

    def note(self, source_sha256: str) -> Path:
        """Where the note on a file is."""
        return self.folder.with_name("developed") / f"{source_sha256}.json"

    def _is_kept(self, rendition: Rendition) -> bool:
        target = self.folder / rendition.name
        return target.is_file() and target.stat().st_size == rendition.size_bytes

    def _put(self, name: str, content: bytes) -> None:
        make_inside(self.folder)
        with whole_file(self.folder / name, mode=mode_inside(self.folder)) as unfinished:
            unfinished.write_bytes(content)
