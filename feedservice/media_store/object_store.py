"""Photos as served in an object store that speaks S3. Touches: network, disk (copies in the state folder), clock.

Below the prefix lie `photos/NAME` and, of sounds, films and documents, `media/NAME`, fit to be served as they are, and
`developed/HASH.json`, the note on a file that photos were made of. Every object is put once, whole, and never changed or deleted.

A store that does not answer is asked again after a few seconds; until then whoever asks hears so at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from feedservice.addresses import MEDIA_TYPES, PHOTO_SUFFIXES, ending_of
from feedservice.article import Rendition
from feedservice.errors import MediaStoreAway
from feedservice.media_store.development_notes import noted, written
from feedservice.media_store.folder_store import FolderStore
from feedservice.media_store.kept_file import KeptFile, KeptStream
from feedservice.media_store.large_objects import LargeObjects
from feedservice.media_store.media_cache import MediaCache
from feedservice.media_store.object_client import ObjectClient

T = TypeVar("T")

#: So long nobody asks a store that did not answer.
_PAUSE_SECONDS = 3.0
#: So many objects are put at once.
_AT_ONCE = 4
_PHOTO_TYPES = {suffix: media_type for media_type, suffix in PHOTO_SUFFIXES.items()}
_SERVED = {*_PHOTO_TYPES, *MEDIA_TYPES}
#: A photo never changes (RFC 8246).
_FOR_EVER = "public, max-age=31536000, immutable"


class ObjectStore:
    """The objects below one prefix, `url` (s3://bucket/prefix). `old` is the folder that photos were kept in before.

    Raises SettingsError when the library is missing or the address cannot be used. Asks nothing yet.
    """

    def __init__(self, url: str, old: FolderStore, cache: MediaCache) -> None:
        self.url = url
        self.old = old
        self.cache = cache
        self.client = ObjectClient(url, "media_store")
        self._sizes: dict[str, int] = {}
        self._silent_until, self._why = 0.0, ""
        self._large = LargeObjects(self.client, self._asked, _FOR_EVER, self._sizes)

    def remembered(self, source_sha256: str) -> tuple[Rendition, ...]:
        """What was made of a file before: notes are put last. Asks once for a file that nothing was made of here."""
        note = self.cache.read(f"{source_sha256}.json")
        if note is None:
            note = self._get(f"developed/{source_sha256}.json")
            if note:
                self._copy(f"{source_sha256}.json", note)
        return noted(note.content) if note else ()

    def hand_in(self, source_sha256: str, renditions: tuple[Rendition, ...], contents: tuple[bytes, ...]) -> bool:
        """Put all of it, and then the note. Whoever makes photos brings them: what is put twice is the same."""
        with ThreadPoolExecutor(_AT_ONCE) as several:
            list(several.map(self._put_photo, [one.name for one in renditions], contents))
        note = written(renditions)
        self._put(f"developed/{source_sha256}.json", note, "application/json")
        self._copy(f"{source_sha256}.json", KeptFile(note, datetime.now(UTC)))
        return True

    def keep(self, source_sha256: str, renditions: tuple[Rendition, ...], contents: tuple[bytes, ...]) -> None:  # noqa: ARG002
        """Remember the sizes: all is in the store."""
        self._sizes.update((one.name, one.size_bytes) for one in renditions)

    def has(self, name: str, size_bytes: int) -> bool:
        """Whether the object is there, whole. Raises MediaStoreAway."""
        return self._large.has(name, size_bytes)

    def take_in(self, name: str, blocks: Iterator[bytes]) -> bool:
        """Put it part by part. Raises MediaStoreAway."""
        return self._large.take_in(name, blocks)

    def stream(self, name: str) -> KeptStream | None:
        """Asked for block by block, and not copied; else what was kept in the folder before. Raises MediaStoreAway."""
        return self._large.stream(name) or self.old.stream(name)

    def read(self, name: str) -> KeptFile | None:
        """A copy of our own, else the object, of which a copy is kept; else what was kept in the folder before.

        An object that is not what its name says is not served. Raises MediaStoreAway.
        """
        copy = self.cache.read(name)
        if copy:
            return copy
        photo = self._get(f"photos/{name}")
        if photo is None:
            return self.old.read(name)
        if not name.startswith(sha256(photo.content).hexdigest()[: name.find(".")]):
            raise MediaStoreAway(self.url, f"photos/{name} is damaged there")
        self._copy(name, photo)
        return photo

    def size_bytes(self, name: str) -> int | None:
        """What is remembered of photos put by this process."""
        return self._sizes[name]

    def names(self) -> Iterator[str]:
        """The names in the store, and then those in the folder of before that are not. Raises MediaStoreAway."""
        here = set()
        for name in self.listed():
            here.add(name)
            yield name
        yield from (name for name in self.old.names() if name not in here)

    def listed(self) -> list[str]:
        """The names in the store. Raises MediaStoreAway."""
        folders = ("photos", "media")
        return self._asked(
            lambda: [path.rpartition("/")[2] for folder in folders for path, _ in self.client.listed(folder)]
        )

    def add(self, name: str, file: Path) -> None:
        """Put a photo, or another file that is served, out of a backup. Raises MediaStoreAway."""
        self._put_file(name, file)

    def move_in(self, tell: Callable[[str], object]) -> None:
        """Put what is kept in the folder of before and not in the store yet; the folder is left as it is.

        Raises MediaStoreAway; what was put stays, and the next call goes on.
        """
        old = sorted(name for name in self.old.names() if ending_of(name) in _SERVED and not name.startswith("."))
        if not old:
            return
        here = set(self.listed())
        missing = [name for name in old if name not in here]
        if not missing:
            return
        tell(f"{len(missing)} photos of {self.old.folder} are put into {self.url}; the folder is left as it is")
        with ThreadPoolExecutor(_AT_ONCE) as several:
            list(several.map(lambda name: self._put_file(name, self.old.folder / name), missing))
        for note in sorted(self.old.note("").parent.glob("*.json")):
            self._put(f"developed/{note.name}", note.read_bytes(), "application/json")
        tell(f"all photos of {self.old.folder} are in {self.url} now; the folder is no longer needed")

    def where(self) -> str:
        """The address."""
        return self.url

    def trouble(self) -> str:
        """Why the store takes no photos; an empty object, `probe`, is put to find out."""
        try:
            self._put("probe", b"", "text/plain")
        except MediaStoreAway as error:
            return str(error)
        return ""

    def _copy(self, name: str, what: KeptFile) -> None:
        with suppress(OSError):  # a full disk makes us slower
            self.cache.put(name, what)

    def _put_file(self, name: str, file: Path) -> None:
        if ending_of(name) in MEDIA_TYPES:
            self._large.put_file(name, file)
        else:
            self._put_photo(name, file.read_bytes())

    def _put_photo(self, name: str, content: bytes) -> None:
        self._put(f"photos/{name}", content, _PHOTO_TYPES[Path(name).suffix])
        self._sizes[name] = len(content)

    def _put(self, path: str, content: bytes, media_type: str) -> None:
        """Put an object unless it is there."""
        self._asked(lambda: self.client.create(path, content, media_type, _FOR_EVER))

    def _get(self, path: str) -> KeptFile | None:
        found = self._asked(lambda: self.client.get(path))
        return KeptFile(found.content, found.modified.replace(microsecond=0)) if found else None

    def _asked(self, ask: Callable[[], T]) -> T:
        """What the store answers. Raises MediaStoreAway, at once while it is known not to answer."""
        if time.monotonic() < self._silent_until:
            raise MediaStoreAway(self.url, self._why)
        try:
            return ask()
        except MediaStoreAway as error:
            self._why = error.why
            self._silent_until = time.monotonic() + _PAUSE_SECONDS
            raise
