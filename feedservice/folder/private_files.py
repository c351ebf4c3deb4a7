"""Who may read what we keep: its owner, a group where the operator gave it one, nobody else. Touches: disk (rights alone).

The state folder and backups hold texts under embargo. Rights are set as such, whatever the umask. The folder decides: a
group that was let into it on purpose is let into what we make in it.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_OWNER, _GROUP, _OTHERS = 0o700, 0o070, 0o007
#: For the owner alone, whatever lies around it.
OWNERS_ALONE = 0o600


def group_bits(status: os.stat_result) -> int:
    """What the group of a folder may do there, if somebody chose that; nothing where it only comes from a usual umask.

    It was chosen when the folder hands its group on (setgid), when its group may write, when it has another group than we,
    or when it is closed to others while the group is let in.
    """
    mode = status.st_mode
    chosen = mode & (stat.S_ISGID | stat.S_IWGRP) or status.st_gid != os.getegid() or not mode & _OTHERS
    return mode & _GROUP if chosen else 0


def make_private(folder: Path) -> None:
    """Make a folder for us alone; one that is there is left. Raises OSError."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _make(folder, 0)


def make_inside(folder: Path) -> None:
    """Make a folder within a private one, which decides on the group; one that is there is left. Raises OSError."""
    if not folder.is_dir():
        make_private(folder.parent)
        _make(folder, group_bits(folder.parent.stat()))


def _make(folder: Path, group: int) -> None:
    """What mkdir makes is less than we may do where the umask takes from its owner; a setgid bit that it inherits stays."""
    folder.mkdir(_OWNER, exist_ok=True)
    _set(folder, stat.S_IMODE(folder.stat().st_mode) | _OWNER | group)


def mode_inside(folder: Path) -> int:
    """The rights of a new file in a folder."""
    return OWNERS_ALONE | group_bits(folder.stat()) & 0o060


def begin(path: Path, mode: int) -> None:
    """An empty file with these rights from the first moment, in place of what is there. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, OWNERS_ALONE)
    os.close(descriptor)
    _set(path, mode)


def narrow(path: Path, group: int) -> int:
    """Take from a file or folder of ours what others may do with it, and its group beyond `group`; gives nobody more.

    Returns the rights it had when some were taken, and 0 when none were: it is not ours, not there, or closed already.
    Raises OSError when it cannot be closed.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0
    before = stat.S_IMODE(status.st_mode)
    excess = before & (_GROUP | _OTHERS) & ~group
    if not excess or status.st_uid != os.geteuid():
        return 0
    path.chmod(before & ~excess)
    if path.stat().st_mode & excess:
        raise PermissionError(None, "this file system keeps no rights")
    return before


def close_database(file: Path) -> None:
    """A database as it is opened: for those whom its folder lets in. SQLite gives its -wal and -shm the same rights.

    One that is just being made (it is empty) gets the rights of a new file; one that was there loses what is too much.
    What is no file, as the name of a database in memory, is left.
    """
    with suppress(OSError):  # the start of the service tells
        if not file.is_file():
            return
        if file.stat().st_size:
            narrow(file, group_bits(file.parent.stat()))
        else:
            _set(file, mode_inside(file.parent))


def _set(path: Path, mode: int) -> None:
    """Set the rights, where the file system knows any and the file is ours."""
    with suppress(PermissionError):
        path.chmod(mode)
