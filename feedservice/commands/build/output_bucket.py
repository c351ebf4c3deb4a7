"""An object store that files are written to, below one prefix: what is served from there, or by a CDN in front. Touches: network.

An object takes the place of another whole. Nobody can tell such a store what moved or is gone, nor to look for `NAME.html`: so
a page is put under the very name of its address, with its type; and what moved has a page that leads on, or is there twice.
There is one coding, the plain one, which a CDN compresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from feedservice.commands.build.manifest import Entry, Manifest, manifest_of
from feedservice.commands.build.output import OURS
from feedservice.errors import MediaStoreAway, OutputError
from feedservice.media_store.object_client import ObjectClient

_PAGE = ".html"
#: What stores look for by these names: the front page, what is shown for what is not there.
_BY_NAME = frozenset({"index.html", "404.html", "410.html"})
_MANIFEST = f"{OURS}/manifest.json"
_AT_ONCE = 16
#: So many are on their way at most: what is made is not piled up in memory.
_MOST_ON_THE_WAY = 200


class OutputBucket:
    """All objects below a prefix, `root` (s3://bucket/prefix).

    Two builds at once: the second notices when it keeps the manifest, before it writes, that another has, and gives up. Raises
    SettingsError when the library is missing or the address cannot be used.
    """

    follows_rules = False

    def __init__(self, url: str) -> None:
        self.root = url
        self._client = ObjectClient(url, "--to")
        self._there: dict[str, int] = {}
        self._tag = ""
        self._pool: ThreadPoolExecutor | None = None
        self._on_the_way: list[Future[Any]] = []

    @contextmanager
    def opened(self) -> Iterator[Manifest]:
        """What was written last. All is listed, so that what somebody changed or took away is put right, as far as sizes tell."""
        with self._in_words():
            self._there = dict(self._client.listed())
            kept = self._client.get(_MANIFEST)
        if kept is None and (others := sorted(set(self._there) - {_MANIFEST})):
            raise OutputError(f"{self.root} holds things that are not ours ({others[0]}). Name a place that is empty.")
        self._tag = kept.tag if kept else ""
        manifest = manifest_of(kept.content, f"{self.root}/{_MANIFEST}", str(self.root)) if kept else Manifest()
        with ThreadPoolExecutor(_AT_ONCE) as self._pool:
            yield manifest

    def refuse_foreign(self, names: Iterator[str]) -> None:
        """Raise OutputError when something that we did not write stands where an object is to be."""
        for name in names:
            if _key(name) in self._there:
                raise OutputError(
                    f"{self.root}/{_key(name)} is not ours, and one of our files has that name. Take it away, or name another place."
                )

    def stands(self, name: str, entry: Entry) -> bool:
        """Whether an object is there in the size that it was written in."""
        return bool(entry.sizes) and self._there.get(_key(name)) == entry.sizes.get("")

    def put(
        self,
        name: str,
        files: Mapping[str, bytes],
        time: int,
        before: Entry | None,  # noqa: ARG002
        told: Mapping[str, str],
    ) -> Entry:
        """Put an object, of the type and with the caching that it is answered with; the plain bytes alone."""
        key, body = _key(name), files[""]
        media_type, cache = (
            told.get("Content-Type", "text/html; charset=utf-8"),
            told.get("Cache-Control", "max-age=60"),
        )
        self._begin(lambda: self._client.put(key, body, media_type, cache))
        self._there[key] = len(body)
        return Entry(time=time, sizes={"": len(body)})

    def put_blocks(
        self,
        name: str,
        blocks: Iterator[bytes],
        size_bytes: int,
        time: int,
        before: Entry | None,  # noqa: ARG002
        told: Mapping[str, str],
    ) -> Entry:
        """Put an object part by part, by itself."""
        key = _key(name)
        with self._in_words():
            self._client.put_blocks(key, blocks, told["Content-Type"], told["Cache-Control"])
        self._there[key] = size_bytes
        return Entry(time=time, sizes={"": size_bytes})

    def remove(self, name: str, entry: Entry) -> None:  # noqa: ARG002
        """Take an object away."""
        self._there.pop(_key(name), None)
        self._begin(lambda: self._client.delete([_key(name)]))

    def settle(self) -> None:
        """Wait for all that is on its way. Raises OutputError for the first that failed."""
        ended, self._on_the_way = self._on_the_way, []
        with self._in_words():
            for one in ended:
                one.result()

    def keep(self, manifest: Manifest) -> None:
        """Put the manifest, unless another build has meanwhile."""
        self.settle()
        with self._in_words():
            tag = self._client.replace(_MANIFEST, manifest.as_json(), "application/json", "no-store", self._tag)
        if tag is None:
            raise OutputError(f"Another build is writing to {self.root}. Wait for its end, or stop it.")
        self._tag = tag

    def _begin(self, work: Callable[[], object]) -> None:
        if len(self._on_the_way) >= _MOST_ON_THE_WAY:
            self.settle()
        if self._pool is None:
            raise RuntimeError("not opened")
        self._on_the_way.append(self._pool.submit(work))

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except MediaStoreAway as error:
            raise OutputError(
                f"{self.root} cannot be written: {error.why}. What was written stays; the next build does the rest."
            ) from error


def _key(name: str) -> str:
    """What an object is called: as its address, for whoever serves it looks for nothing else."""
    return name.removesuffix(_PAGE) if name not in _BY_NAME else name
