"""What a place for photos as served can do. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from feedservice.article import Rendition


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A photo's bytes, and since when they have been kept: the same instant for everybody who asks."""

    content: bytes
    modified: datetime


class OtherBytes(Exception):
    """What was to be kept changed while it was read: its bytes are not those that its name says."""


class KeptStream(Protocol):
    """A sound, a film or a document that is kept: how many bytes, since when, and the bytes, block by block."""

    @property
    def size_bytes(self) -> int:
        """All of it."""

    @property
    def modified(self) -> datetime:
        """Since when it has been kept."""

    def blocks(self, first: int, end: int) -> Iterator[bytes]:
        """The bytes from the first up to before the end, as they are asked for."""


class MediaStore(Protocol):
    """A place for photos as served. What cannot be reached raises MediaStoreAway; a folder raises OSError."""

    def remembered(self, source_sha256: str) -> tuple[Rendition, ...]:
        """What was made of a file before and is still there, whole; nothing when it has to be made."""

    def hand_in(self, source_sha256: str, renditions: tuple[Rendition, ...], contents: tuple[bytes, ...]) -> bool:
        """Take renditions from whoever made them, unless only the press may bring them (`keep`). Whether they are kept now."""

    def keep(self, source_sha256: str, renditions: tuple[Rendition, ...], contents: tuple[bytes, ...]) -> None:
        """Take renditions from the press, the last to come before an article names them; no contents: they are here already."""

    def has(self, name: str, size_bytes: int) -> bool:
        """Whether a file of this name and size is kept already."""

    def take_in(self, name: str, blocks: Iterator[bytes]) -> bool:
        """Keep a sound, a film or a document; not, and false, when the bytes are not those that its name says."""

    def stream(self, name: str) -> KeptStream | None:
        """A sound, a film or a document to be served; none when it is not here."""

    def read(self, name: str) -> KeptFile | None:
        """A photo to be served; none when it is not here."""

    def size_bytes(self, name: str) -> int | None:
        """How many bytes a photo has, none when it is not here. Asks no other machine; raises KeyError when that would be needed."""

    def names(self) -> Iterator[str]:
        """The names of all that is kept, in no order."""

    def add(self, name: str, file: Path) -> None:
        """Take a photo out of a backup; the file may be moved."""

    def move_in(self, tell: Callable[[str], object]) -> None:
        """Bring what was kept elsewhere before; `tell` hears of it. What was brought stays when it breaks off."""

    def where(self) -> str:
        """The place, for people."""

    def trouble(self) -> str:
        """Why no photo can be kept here now, in a sentence; asks. A folder says nothing: what is wrong with it fails the turn."""
