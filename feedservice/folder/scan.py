"""The content folder: looked at, and read safely. Touches: disk (reads only).

Never writes there: the folder is the editors'.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from feedservice.article import Problem, SourceFile
from feedservice.errors import FolderError, UnreadableFile
from feedservice.folder.litter import in_the_cloud, is_kept_away, is_litter, is_plain
from feedservice.folder.saved_pages import is_page_part, may_be_saved, without_page_parts
from feedservice.folder.size_limits import refuse_large
from feedservice.folder.stamps import RECEIPTS, Scan, Stamp, stamp_of

#: What the desk says of a file in whose place lies a placeholder, and of a name in no encoding.
_IN_THE_CLOUD = (
    "This file lies only in the cloud; what stands here is a placeholder, without its words.",
    "Open it, or choose Download Now or Keep on this device. What was published from it stays.",
)
_NO_NAME = ("The name of this file cannot be read as text.", "Give it a plain name.")
#: A folder deeper than this is taken for a mistake, or a trap.
DEEPEST_FOLDERS = 30
#: And one with a longer path, in bytes, which some systems (macOS: 1,024 with the file's name) and databases cannot hold.
LONGEST_FOLDER_PATH = 768


def scan(root: Path, levels: int = DEEPEST_FOLDERS) -> Scan:
    """Look at every file below the folder, so many levels of folders down, without opening any.

    Raises FolderError when the folder itself is missing, is no folder or cannot be read.
    """
    try:
        look = _Walk(_resolved(root))
        look.into(str(look.root), "", levels)
        look.leave_out()
        empty = not (look.stamps or look.refused) and not any(map(_is_somebodys, look.root.iterdir()))
    except NotADirectoryError as error:
        raise FolderError(
            f"{root} is a file, not a folder. Name the folder that editors drop articles into."
        ) from error
    except FileNotFoundError as error:
        raise FolderError(f"The content folder {root} is not there. Make it, mount it, or name another.") from error
    except OSError as error:
        raise FolderError(
            f"The content folder {root} cannot be read ({error.strerror}). Give us the right to."
        ) from error
    return Scan(look.stamps, look.refused, tuple(look.blind), empty)


class _Walk:
    """One look while it lasts: what was seen so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stamps: dict[str, Stamp] = {}
        self.refused: dict[str, Problem] = {}
        self.blind: list[str] = []
        self.absent: set[str] = set()
        self.saved_folders: list[str] = []
        self.page_parts: list[str] = []

    def into(self, folder: str, prefix: str, levels: int) -> None:
        """One folder and those below it. The hot loop of a turn: kept flat, a plain file costs one stat."""
        with os.scandir(folder) as entries:
            for entry in entries:
                name, is_file = entry.name, entry.is_file(follow_symlinks=False)
                is_folder = not is_file and entry.is_dir(follow_symlinks=False)
                path = prefix + name
                if is_skipped(path) if is_folder else not is_plain(name) and self.is_no_file(name, path):
                    continue
                if not name.isascii() and printable(name) != name:
                    self.refuse(printable(path), *_NO_NAME)
                elif is_file:
                    try:
                        self.stamps[path] = stamp_of(entry.stat(follow_symlinks=False))
                    except FileNotFoundError:
                        continue
                elif is_folder:
                    self.below(entry.path, path, levels)
                else:
                    self.at_odd(entry, path)

    def is_no_file(self, name: str, path: str) -> bool:
        """Whether a name is no editor's file: a program's own, or a placeholder, whose file is noted as absent."""
        if real := in_the_cloud(name):
            self.absent.add(printable(path.removesuffix(name) + real))
        if is_page_part(name):
            self.page_parts.append(path)
        return bool(real) or is_litter(name)

    def leave_out(self) -> None:
        """When all is seen: files that are only in the cloud are refused, and parts of saved pages are nobody's."""
        for path in self.absent - self.stamps.keys():
            self.refuse(path, *_IN_THE_CLOUD)
        if self.saved_folders or self.page_parts:
            self.stamps = without_page_parts(self.stamps, self.saved_folders, self.page_parts)

    def refuse(self, path: str, what: str, remedy: str) -> None:
        """Note what cannot be taken, for the desk."""
        self.refused[path] = Problem(path, what, remedy)

    def below(self, folder: str, path: str, levels: int) -> None:
        """A folder inside; one without rights, or too deep, is refused, and what was published from it stays."""
        if not levels:
            self.blind.append(f"{path}/")
            self.refuse(path, f"This folder lies more than {DEEPEST_FOLDERS} folders deep.", "Move it further up.")
            return
        if len(path.encode()) > LONGEST_FOLDER_PATH:
            self.blind.append(f"{path}/")
            what = f"The path of this folder is longer than {LONGEST_FOLDER_PATH} bytes."
            self.refuse(path, what, "Move it further up, or give its folders shorter names.")
            return
        if may_be_saved(path):
            self.saved_folders.append(path)
        try:
            self.into(folder, f"{path}/", levels - 1)
        except FileNotFoundError:
            return
        except OSError as error:
            self.blind.append(f"{path}/")
            what = f"We may not look into this folder ({error.strerror})."
            self.refuse(path, what, "Give everyone the right to read it. What was published from it stays.")

    def at_odd(self, entry: os.DirEntry[str], path: str) -> None:
        """Links and devices: a link to a file inside the folder counts as that file; anything else is refused."""
        if not entry.is_symlink():
            self.refuse(path, "This is no file but a device or pipe.", "Remove it.")
            return
        try:
            status = (target := _resolved(Path(entry.path))).stat()
        except OSError:
            self.refuse(path, "This link leads nowhere.", "Put the file itself here.")
            return
        if not target.is_relative_to(self.root):
            self.refuse(path, "This link leads out of the content folder.", "Put the file itself here.")
        elif not stat.S_ISREG(status.st_mode):
            self.refuse(path, "This is a link to a folder.", "Put the files themselves here.")
        else:
            self.stamps[path] = stamp_of(status)


def _is_somebodys(entry: Path | os.DirEntry[str]) -> bool:
    """Whether an entry of the top folder is an editor's, not what systems leave on an empty share."""
    return not (is_litter(entry.name) or is_skipped(entry.name))


def is_skipped(path: str) -> bool:
    """Whether no look goes into a folder, by its path: some program's own, or where the press keeps its receipts."""
    return is_kept_away(path.rpartition("/")[2]) or path.lower() == RECEIPTS


def peek(root: Path, path: str) -> Stamp | None:
    """The stamp of one file now, or none when it is not there or not ours to see."""
    try:
        real_root = _resolved(root)
        target = _resolved(real_root / path)
        return stamp_of(target.stat()) if target.is_relative_to(real_root) else None
    except OSError:
        return None


def names(root: Path, inside: str) -> list[str]:
    """The names in one folder now, but for programs' own files; none when it cannot be looked into."""
    try:
        real_root = _resolved(root)
        target = _resolved(real_root / inside)
        lying = target.iterdir() if target.is_relative_to(real_root) else ()
        return [entry.name for entry in lying if not is_litter(entry.name)]
    except OSError:
        return []


def is_away(root: Path) -> bool:
    """Whether the whole folder is not to be had: missing, unreadable, or empty as a share that is not mounted."""
    try:
        with os.scandir(root) as entries:
            return not any(_is_somebodys(entry) for entry in entries)
    except OSError:
        return True


@contextmanager
def opened(root: Path, path: str) -> Iterator[BinaryIO]:
    """A file, open to be read. Raises UnreadableFile when it cannot be opened or has become a link out of the folder.

    Raises FileNotFoundError when it is not there.
    """
    try:
        real_root = os.path.realpath(root, strict=True)
        target = os.path.realpath(f"{real_root}/{path}", strict=True)
        if not target.startswith(f"{real_root.rstrip('/')}/"):
            raise UnreadableFile(path, "This link leads out of the content folder.", "Put the file itself here.")
        file = open(target, "rb", opener=_open_no_link)  # noqa: SIM115  # closed below, by whoever reads
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _cannot_be_read(path, error) from error
    with file:
        yield file


def _cannot_be_read(path: str, error: OSError) -> UnreadableFile:
    what = f"The file cannot be opened ({error.strerror})."
    return UnreadableFile(path, what, "Give everyone the right to read it, or save it again.")


def read(root: Path, path: str, expected: Stamp, limit_bytes: int) -> SourceFile | None:
    """Read a file whole, or None when it is no longer what the look saw (it is being written: wait).

    Raises TooLarge over the limit, UnreadableFile when it cannot be opened or has become a link out of the folder.
    """
    refuse_large(path, expected.size_bytes, limit_bytes)
    try:
        with opened(root, path) as file:
            before = stamp_of(os.fstat(file.fileno()))
            content = file.read(limit_bytes + 1)
            after = stamp_of(os.fstat(file.fileno()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot_be_read(path, error) from error
    if before != expected or after != expected or len(content) != expected.size_bytes:
        return None
    return SourceFile(path, content, sha256(content).hexdigest())


def _resolved(path: Path) -> Path:
    """The real path; links in a circle are an OSError too, which Path.resolve makes a RuntimeError of."""
    return Path(os.path.realpath(path, strict=True))


def _open_no_link(path: str, flags: int) -> int:
    """As an opener, so that the descriptor is closed even when it turns out to be a folder's. A pipe does not block."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def printable(path: str) -> str:
    """A path as it can be shown and stored: bytes of a name that are no text are marked."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
