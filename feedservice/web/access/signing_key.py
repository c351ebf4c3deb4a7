"""The key that the desk signs links with: the one of the desk's sessions, or one of its own where there are none. Touches: disk, chance.

With a new password all links end, as all sessions do. Where a proxy says who comes, or the desk is open to this machine, there is no
password; then a key is made when the first link is, in a private file beside where the password would be.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from feedservice.web.access.credentials import FOLDER
from feedservice.web.access.doorkeeper import Doorkeeper

NAME = "signing-key.txt"
_KEY_BYTES = 32


def signing_key(doorkeeper: Doorkeeper) -> str:
    """The key as it is now; empty when nothing can have been signed yet."""
    credentials = doorkeeper.credentials
    return credentials.key if credentials else _read(_place(doorkeeper))


def made_key(doorkeeper: Doorkeeper) -> str:
    """The key, made if there is none yet; empty when it cannot be kept."""
    with suppress(OSError):
        return signing_key(doorkeeper) or _made(_place(doorkeeper))
    return ""


def _place(doorkeeper: Doorkeeper) -> Path:
    return doorkeeper.settings.state_dir / FOLDER / NAME


def _read(path: Path) -> str:
    with suppress(OSError, ValueError):
        key = path.read_text(encoding="ascii").strip()
        return key if len(bytes.fromhex(key)) >= _KEY_BYTES else ""
    return ""


def _made(path: Path) -> str:
    """Whole or not at all; of several processes that make one at once the first one's stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, unfinished = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES))
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        Path(unfinished).unlink()
    return _read(path)
