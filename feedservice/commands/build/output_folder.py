"""The folder that files are written to: whose it is, one build at a time, every file whole at any moment. Touches: disk.

A file is made under a name of its own, beside the folder's others but out of sight, and takes its place by one rename. All is
readable by everybody, whatever the umask: it is published.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from feedservice.commands.build.manifest import Entry, Manifest, read_manifest
from feedservice.commands.build.output import OURS
from feedservice.errors import OutputError
from feedservice.settings import Settings

#: What may lie in a folder that we have not written to yet: what hosts and systems put there.
_MAY_BE_THERE = frozenset({OURS, ".git", ".gitignore", ".nojekyll", ".well-known", "CNAME", "lost+found"})
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755


def refuse_place(root: Path, settings: Settings) -> None:
    """Raise OutputError, in a sentence, where files of ours must not be."""
    place = root.resolve()
    if root.exists() and not root.is_dir():
        raise OutputError(f"{root} is a file. --to names a folder, which need not be there yet.")
    for other, what in ((settings.content_dir, "content"), (settings.state_dir, "state")):
        if place.is_relative_to(other.resolve()):
            raise OutputError(f"{root} lies inside the {what} folder {other}. Name another with --to.")
        if other.resolve().is_relative_to(place):
            raise OutputError(
                f"The {what} folder {other} lies inside {root}, which is to be published. Name another with --to."
            )


class OutputFolder:
    """One folder, ours alone while it is open."""

    follows_rules = True

    def __init__(self, root: Path) -> None:
        self.root = root
        self._aside = root / OURS
        self._fresh = self._aside / "being-written"
        self._made: set[Path] = set()

    @contextmanager
    def opened(self) -> Iterator[Manifest]:
        """What was written last; the folder is made if there is none. Raises OutputError when it is not ours, or in use."""
        manifest = read_manifest(self._aside / "manifest.json")
        if manifest is None and self.root.is_dir():
            self._refuse_others()
        self._make_folder(self._aside)
        with (self._aside / "lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(f"Another build is writing to {self.root}. Wait for its end, or stop it.") from error
            shutil.rmtree(self._fresh, ignore_errors=True)
            self._make_folder(self._fresh)
            try:
                yield manifest or Manifest()
            finally:
                shutil.rmtree(self._fresh, ignore_errors=True)

    def _refuse_others(self) -> None:
        others = sorted(one.name for one in self.root.iterdir() if one.name not in _MAY_BE_THERE)
        if others:
            raise OutputError(
                f"{self.root} holds things that are not ours ({others[0]}). Name a folder that is empty, or not there yet."
            )

    def refuse_foreign(self, names: Iterator[str]) -> None:
        """Raise OutputError when something that we did not write stands where a file is to be."""
        for name in names:
            if os.path.lexists(self.root / name):
                raise OutputError(
                    f"{self.root / name} is not ours, and one of our files has that name. Take it away, or name another folder."
                )

    def stands(self, name: str, entry: Entry) -> bool:
        """Whether a file and its coded ones are there as they were written; nobody touched them."""
        try:
            stats = [(Path(f"{self.root}/{name}{ending}").stat(), size) for ending, size in entry.sizes.items()]
        except OSError:
            return False
        return bool(stats) and all(stat.st_size == size and int(stat.st_mtime) == entry.time for stat, size in stats)

    def settle(self) -> None:
        """Nothing: whatever was put is in its place."""

    def put(
        self,
        name: str,
        files: Mapping[str, bytes],
        time: int,
        before: Entry | None,
        told: Mapping[str, str],  # noqa: ARG002
    ) -> Entry:
        """Write a file and its coded ones, which take the places of those that were there. What headers say is for other rules.

        Their time is later than theirs by a second at least, for servers of files tell versions apart by whole seconds and sizes (nginx).
        """
        time = max(time, self._time_of(name, before) + 1)
        self._make_folder((self.root / name).parent)
        for ending, body in files.items():
            fresh = self._fresh / "file"
            fresh.write_bytes(body)
            fresh.chmod(_FILE_MODE)
            os.utime(fresh, (time, time))
            fresh.replace(f"{self.root}/{name}{ending}")
        for ending in set(before.sizes if before else ()) - set(files):
            self._unlink(f"{name}{ending}")
        return Entry(time=time, sizes={ending: len(body) for ending, body in files.items()})

    def put_blocks(
        self,
        name: str,
        blocks: Iterator[bytes],
        size_bytes: int,
        time: int,
        before: Entry | None,
        told: Mapping[str, str],  # noqa: ARG002
    ) -> Entry:
        """Write a file that may be larger than the memory."""
        time = max(time, self._time_of(name, before) + 1)
        self._make_folder((self.root / name).parent)
        fresh = self._fresh / "file"
        with fresh.open("wb") as file:
            for block in blocks:
                file.write(block)
        fresh.chmod(_FILE_MODE)
        os.utime(fresh, (time, time))
        fresh.replace(self.root / name)
        return Entry(time=time, sizes={"": size_bytes})

    def _time_of(self, name: str, before: Entry | None) -> int:
        """The time of what stands under a name, as far as anybody may have seen it."""
        with suppress(OSError):
            return max(before.time if before else 0, int((self.root / name).stat().st_mtime))
        return before.time if before else 0

    def remove(self, name: str, entry: Entry) -> None:
        """Take a file away with its coded ones, and folders that are empty then."""
        for ending in entry.sizes or ("", ".gz", ".br", ".zst"):
            self._unlink(f"{name}{ending}")
        folder = (self.root / name).parent
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def keep(self, manifest: Manifest) -> None:
        """Keep the manifest in place of the last one."""
        fresh = self._fresh / "manifest"
        with fresh.open("wb") as file:
            file.write(manifest.as_json())
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(_FILE_MODE)
        fresh.replace(self._aside / "manifest.json")

    def _unlink(self, name: str) -> None:
        with suppress(FileNotFoundError):
            (self.root / name).unlink()

    def _make_folder(self, folder: Path) -> None:
        if folder in self._made:
            return
        if not folder.is_dir():
            if folder != self.root:
                self._make_folder(folder.parent)
            folder.mkdir(parents=folder == self.root, exist_ok=True)
            folder.chmod(_FOLDER_MODE)
        elif folder.is_symlink() and folder != self.root:
            raise OutputError(f"{folder} leads out of the folder. Take it away, or name another folder.")
        if folder != self._fresh:
            self._made.add(folder)
