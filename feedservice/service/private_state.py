"""The state folder closed to other users of the machine, and who we run as, looked at before a start. Touches: disk (rights).

For folders that were made before this was seen to, or by others. What is narrowed is told in one line of the log: somebody
may have leant on it.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from feedservice.folder.private_files import group_bits, narrow
from feedservice.settings import Settings

_log = logging.getLogger(__name__)

#: What we keep in the state folder, by how its name begins: a test holds that a service keeps nothing else there.
_OURS = (
    "feedservice",
    "photos",
    "developed",
    "media-cache",
    "pictures",
    "fetched",
    "counts",
    "desk",
    "polls.db",
    "press.",
    "problems.",
)
#: Hidden files, which are ours or nobody's, and what else is no reason to leave a folder open.
_NOBODYS, _BACKUP = (".", "lost+found"), ".tar"
#: Without one of these, others never came to what lies in the folder, and nothing changes for them.
_REACHED = stat.S_IXOTH | stat.S_IROTH


def close_state(settings: Settings) -> None:
    """Let nobody but the owner into the state folder and what we keep in it, and the group where it was given one.

    Files are looked at where their folder was open, for a closed one hides them; the database always. A folder that holds
    other things than ours keeps its rights, and what is ours in it loses them. Never raises: it tells.
    """
    state = settings.state_dir
    try:
        status = state.stat()
        if status.st_uid != os.geteuid():
            _tell_of_anothers(state, status)
            return
        opened = list(_narrowed(settings, group_bits(status)))
    except OSError as error:
        why = error.strerror or error
        _log.warning("the state folder %s cannot be closed to other users of this machine: %s", state, why)
        return
    reached = [(path, mode) for path, mode in opened if path.parent != state or status.st_mode & _REACHED]
    if reached:
        path, mode = reached[-1]
        _log.warning(
            "%s could be read by other users of this machine (mode %04o) and is closed to them now: it holds texts under "
            "embargo. If another program has to read there, let its group in (docs/operators.md, Who may read it)",
            *(path, mode),
        )


def _narrowed(settings: Settings, group: int) -> Iterator[tuple[Path, int]]:
    """What was open, with the rights it had, the outermost last."""
    state = settings.state_dir
    there = list(state.iterdir())
    for entry in there:
        if entry.name.startswith(_OURS) and entry.is_dir():
            yield from _narrowed_folder(entry, group)
    for file in (*(one for one in there if one.name.startswith(_OURS) and one.is_file()), *_databases(settings)):
        if mode := narrow(file, group if file.parent == state else group_bits(file.parent.stat())):
            yield file, mode
    if all(map(_is_ours_or_nobodys, there)) and (mode := narrow(state, group)):
        yield state, mode


def _narrowed_folder(folder: Path, group: int) -> Iterator[tuple[Path, int]]:
    inside = group | group_bits(folder.stat())
    if mode := narrow(folder, inside):
        for entry in folder.rglob("*"):
            narrow(entry, inside)
        yield folder, mode


def _is_ours_or_nobodys(entry: Path) -> bool:
    return entry.name.startswith((*_OURS, *_NOBODYS)) or entry.suffix == _BACKUP


def _databases(settings: Settings) -> Iterator[Path]:
    """The database with what belongs to it, wherever it lies."""
    if file := settings.database_file:
        yield from (file.with_name(file.name + end) for end in ("", "-wal", "-shm"))


def _tell_of_anothers(state: Path, status: os.stat_result) -> None:
    if status.st_mode & stat.S_IRWXO:
        _log.warning(
            "the state folder %s belongs to another user (%s) and is open to everybody on this machine, though it holds "
            "texts under embargo; its owner can close it: chmod o-rwx %s",
            *(state, status.st_uid, state),
        )


def tell_of_root() -> None:
    """Say in one sentence that we run with more rights than we need."""
    if os.geteuid() == 0:
        _log.warning(
            "feedservice runs as root, and needs no such rights: give it a user of its own (docs/operators.md, Install and run)"
        )
