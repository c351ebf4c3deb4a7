"""Sounds, films and documents in an object store: put part by part, handed on block by block. Touches: network.

They may be larger than the memory of a machine, so none is ever there whole, and none is copied to the state folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from feedservice.addresses import MEDIA_TYPES, ending_of
from feedservice.media_store.kept_file import KeptStream, OtherBytes
from feedservice.media_store.object_client import ObjectClient

#: So much is asked for at once.
_BLOCK_BYTES = 1 << 20

#: Asks a store, and raises MediaStoreAway when it does not answer.
Asked = Callable[[Callable[[], Any]], Any]


@dataclass(slots=True)
class _Checked:
    """Blocks on their way; those of another file than the name says break off before the last is sent."""

    name: str
    given: Iterator[bytes]
    size_bytes: int = 0

    def blocks(self) -> Iterator[bytes]:
        """One block is held back until the whole is known."""
        digest, held = sha256(), b""
        for block in self.given:
            digest.update(block)
            self.size_bytes += len(block)
            if held:
                yield held
            held = block
        if not self.name.startswith(digest.hexdigest()[:32]):
            raise OtherBytes
        yield held


@dataclass(frozen=True, slots=True)
class _Remote:
    """An object, asked for as it is wanted."""

    part: Callable[[str, int, int], bytes]
    name: str
    size_bytes: int
    modified: datetime

    def blocks(self, first: int, end: int) -> Iterator[bytes]:
        """One request a block: who takes none keeps no connection to the store."""
        for start in range(first, end, _BLOCK_BYTES):
            yield self.part(self.name, start, min(start + _BLOCK_BYTES, end))


@dataclass(frozen=True, slots=True)
class LargeObjects:
    """The objects below `media/`. Everything here raises MediaStoreAway."""

    client: ObjectClient
    asked: Asked
    for_ever: str
    sizes: dict[str, int] = field(default_factory=dict)

    def has(self, name: str, size_bytes: int) -> bool:
        """Whether the object is there, whole."""
        head = self._head(name)
        return head is not None and head[0] == size_bytes

    def take_in(self, name: str, blocks: Iterator[bytes]) -> bool:
        """Put it part by part; it is there when all of it is. False when the bytes are not those of its name."""
        sound = _Checked(name, blocks)

        media_type = MEDIA_TYPES[ending_of(name)]
        whole = bool(
            self.asked(lambda: self.client.put_blocks(f"media/{name}", sound.blocks(), media_type, self.for_ever))
        )
        if whole:
            self.sizes[name] = sound.size_bytes
        return whole

    def put_file(self, name: str, file: Path) -> None:
        """Put a file that has the hash of its bytes for a name, unless it is there."""
        if not self.has(name, file.stat().st_size):
            with file.open("rb") as content:
                self.take_in(name, iter(lambda: content.read(_BLOCK_BYTES), b""))

    def stream(self, name: str) -> KeptStream | None:
        """The object, to be asked for block by block; none when it is not there."""
        head = self._head(name)
        return _Remote(self._part, name, head[0], head[1].replace(microsecond=0)) if head else None

    def _part(self, name: str, first: int, end: int) -> bytes:
        found: bytes = self.asked(lambda: self.client.part(f"media/{name}", first, end))
        return found

    def _head(self, name: str) -> tuple[int, datetime] | None:
        head: tuple[int, datetime] | None = self.asked(lambda: self.client.head(f"media/{name}"))
        if head:
            self.sizes[name] = head[0]
        return head
