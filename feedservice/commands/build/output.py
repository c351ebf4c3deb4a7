"""What files are written to: a folder, or an object store. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from feedservice.commands.build.manifest import Entry, Manifest

#: What we keep beside the files: the manifest, rules for nginx, files being written.
OURS = ".feedservice"


class Output(Protocol):
    """A place for files. `root` names it; `follows_rules` when whoever serves it can be told what moved and what is gone.

    Every method raises OutputError in a sentence. What was put may be on its way until `settle` or `keep`.
    """

    follows_rules: bool

    @property
    def root(self) -> Path | str:
        """The place, for people."""

    def opened(self) -> AbstractContextManager[Manifest]:
        """What was written last, while the place is ours alone."""

    def refuse_foreign(self, names: Iterator[str]) -> None:
        """Refuse to write where something stands that we did not write."""

    def stands(self, name: str, entry: Entry) -> bool:
        """Whether a file and its coded ones are there as they were written."""

    def put(
        self, name: str, files: Mapping[str, bytes], time: int, before: Entry | None, told: Mapping[str, str]
    ) -> Entry:
        """Write a file and its coded ones (by ending) in place of those that were there; `told` are its headers."""

    def put_blocks(
        self,
        name: str,
        blocks: Iterator[bytes],
        size_bytes: int,
        time: int,
        before: Entry | None,
        told: Mapping[str, str],
    ) -> Entry:
        """Write a file that may be larger than the memory; it has no coded ones."""

    def remove(self, name: str, entry: Entry) -> None:
        """Take a file away with its coded ones."""

    def settle(self) -> None:
        """Wait until what was put or removed is."""

    def keep(self, manifest: Manifest) -> None:
        """Keep the manifest, after all that it names."""
