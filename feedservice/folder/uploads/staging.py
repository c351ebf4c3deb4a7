"""Where what is sent waits in the content folder until the press puts it in its place: hidden, so that no look reads it. Touches: disk (writes).

It lies on the disk of the folder, so that it can be put in its place whole, by its name alone. The web side writes here what it
is sent, under names of its own, and knows nothing of articles; what is an article, and what is taken, the press says. Who
is killed leaves a hidden folder at most, and `sweep` takes that away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from feedservice.folder.stamps import Stamp, stamp_of
from feedservice.folder.whole_files import keep_on_disk, whole_file
from feedservice.text.unicode import spelling

#: Hidden, so that neither scan nor listener enters it (`litter.is_kept_away`).
PLACE = ".feedservice-uploads"
_LIST = "upload.json"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,40}")
#: How long what is being sent may rest, and what was sent may wait for an answer or a press; an order lapses after a day.
_RESTS, _WAITS = timedelta(hours=1), timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that was sent: under which name, how large, and under which name it waits here."""

    name: str
    size_bytes: int
    part: str


@dataclass(frozen=True, slots=True)
class Upload:
    """All that was sent at once, for one section (none: the top). `taken` are names that were there already, as they looked."""

    section: str
    files: tuple[Sent, ...]
    taken: Mapping[str, Stamp] = field(default_factory=dict)
    who: str = ""


def begin(root: Path, token: str) -> Path:
    """A place for an upload. Raises FileExistsError when it has one, OSError when none can be made."""
    place = root / PLACE
    with suppress(FileExistsError):
        place.mkdir(mode=0o700)
    if not stat.S_ISDIR(place.lstat().st_mode):
        raise NotADirectoryError(None, f"{PLACE} is no folder")
    mine = place / _checked(token)
    mine.mkdir(mode=0o700)
    return mine


def is_begun(root: Path, token: str) -> bool:
    """Whether an upload of this name is on its way, or waits."""
    return (root / PLACE / _checked(token)).exists()


def keep(root: Path, token: str, upload: Upload) -> None:
    """All has come: note what it is. From now on it can be put in its place. Raises OSError."""
    mine = root / PLACE / _checked(token)
    with whole_file(mine / _LIST, mode=0o600) as unfinished:
        unfinished.write_text(json.dumps(asdict(upload)), encoding="utf-8")
    keep_on_disk(mine)


def find(root: Path, token: str) -> Upload | None:
    """What was sent; nothing when it is not here, or no longer."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        told = json.loads((root / PLACE / token / _LIST).read_text(encoding="utf-8"))
        files = tuple(Sent(**one) for one in told["files"])
        if not all(one.part.isdecimal() for one in files):
            return None  # on a share others can write here: nothing leads out of it
        return Upload(told["section"], files, {name: Stamp(*one) for name, one in told["taken"].items()}, told["who"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def part_of(root: Path, token: str, sent: Sent) -> Path:
    """Where a file waits."""
    return root / PLACE / _checked(token) / sent.part


def discard(root: Path, token: str) -> None:
    """Take away what was sent, or what is left of it; raises nothing."""
    if (root / PLACE).is_symlink():
        return
    shutil.rmtree(root / PLACE / _checked(token), ignore_errors=True)
    with suppress(OSError):
        (root / PLACE).rmdir()  # when nothing else waits


def sweep(root: Path, now: datetime) -> None:
    """Take away what nobody will ask for any more: of who was killed, or went away. Raises nothing."""
    if (root / PLACE).is_symlink():
        return  # somebody else's folder, in which nothing is ours to take away
    with suppress(OSError), os.scandir(root / PLACE) as entries:
        for entry in list(entries):
            with suppress(OSError):
                is_whole = Path(entry.path, _LIST).exists()
                latest = max(one.lstat().st_mtime for one in (Path(entry.path), *Path(entry.path).iterdir()))
                if now.timestamp() - latest > (_WAITS if is_whole else _RESTS).total_seconds():
                    shutil.rmtree(entry.path, ignore_errors=True)
    with suppress(OSError):
        (root / PLACE).rmdir()


def cannot_write(root: Path) -> str:
    """Why nothing can be put into the content folder from here, in a sentence; nothing when it can."""
    if not root.is_dir():
        return "The content folder is not on this machine, so nothing can be uploaded here."
    try:
        if os.statvfs(root).f_flag & os.ST_RDONLY:
            return "The content folder is mounted to be read only, so nothing can be uploaded here."
    except OSError:
        return "The content folder cannot be looked at just now, so nothing can be uploaded here."
    if not os.access(root, os.W_OK | os.X_OK):
        return "The service may not write into the content folder, so nothing can be uploaded here."
    return ""


def section_folder(root: Path, section: str) -> Path | str:
    """The folder of a section, there or not, by the spelling it has; or what is wrong with it, in a sentence."""
    if not section:
        return root
    wanted = spelling(section)
    try:
        with os.scandir(root) as entries:
            found = next((one for one in entries if spelling(one.name) == wanted), None)
            if found is None:
                return root / section
            if found.is_symlink():
                return f"The section {section} is a link to another folder; nothing is written through it."
            is_folder = found.is_dir()
    except OSError as error:
        return f"The content folder cannot be looked into ({error.strerror})."
    return root / found.name if is_folder else f"{section} is a file, not a section."


def lying(folder: Path, names: Sequence[str]) -> dict[str, Stamp]:
    """Which of these names are taken in a folder, in any spelling, and what lies there; an empty file takes none."""
    wanted = {spelling(name) for name in names}
    found: dict[str, Stamp] = {}
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if spelling(entry.name) in wanted:
                status = entry.stat(follow_symlinks=False)
                if status.st_size or not stat.S_ISREG(status.st_mode):
                    found[entry.name] = stamp_of(status)
    return found


def _checked(token: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise ValueError("no name of an upload")
    return token
