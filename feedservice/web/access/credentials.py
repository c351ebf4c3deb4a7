"""The desk's password, as it is kept: its argon2 hash, and the key that sessions are signed with. Touches: disk.

Both stand in one private file in the state folder and are replaced together, so that a new password ends every session.
Every web process of the same state folder reads the same file, and sees at its next request that it was replaced.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from feedservice.errors import SettingsError

_log = logging.getLogger(__name__)

#: In the state folder; no part of a backup.
FOLDER, NAME = "desk", "password.json"
_KEY_BYTES = 32

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Credentials:
    """`password_hash` in argon2's own form, `key` in hexadecimal. Neither is shown where values are printed."""

    password_hash: str = field(repr=False)
    key: str = field(repr=False)


def with_fresh_key(password_hash: str) -> Credentials:
    """A hash with a key that nothing was signed with yet."""
    return Credentials(password_hash, secrets.token_hex(_KEY_BYTES))


class CredentialsFile:
    """The file in a state folder; it need not be there."""

    def __init__(self, state_dir: Path) -> None:
        self.path = state_dir / FOLDER / NAME
        self._seen: Stamp | None = None
        self._found: Credentials | None = None
        #: Whether a password is set that cannot be used: then nobody enters, those included who could do so without.
        self.is_spoilt = False

    def current(self) -> Credentials | None:
        """What is kept; nothing when no password is set. The file is read again when it has changed.

        Nothing, too, when it cannot be read or is damaged, which the log says once, and `is_spoilt` from then on.
        """
        stamp = _stamp(self.path)
        if stamp != self._seen:
            self._found = self._read() if stamp else None
            self.is_spoilt = stamp is not None and self._found is None
            self._seen = stamp
        return self._found

    def _read(self) -> Credentials | None:
        try:
            kept = json.loads(self.path.read_bytes())
            found = Credentials(str(kept["password_hash"]), str(kept["key"]))
            if len(bytes.fromhex(found.key)) < _KEY_BYTES:
                raise ValueError
        except OSError as error:
            remedy = "Give it to the user that the service runs as"
            _log.error("the desk's password cannot be read (%s): %s. %s.", self.path, error.strerror, remedy)
        except (ValueError, KeyError, TypeError):
            _log.error("the desk's password is damaged (%s). Set it anew: feedservice password.", self.path)
        else:
            return found
        return None

    def keep(self, credentials: Credentials) -> None:
        """Put these in place of whatever is kept, for nobody else to read. Raises SettingsError.

        Set by root, the file belongs to the owner of the state folder, whom the service runs as.
        """
        kept = {"password_hash": credentials.password_hash, "key": credentials.key}
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, unfinished = tempfile.mkstemp(dir=self.path.parent)  # readable by its owner alone
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(json.dumps(kept).encode())
                    file.flush()
                    os.fsync(file.fileno())
                _give_away(Path(unfinished), self.path.parent, like=self.path.parent.parent)
                Path(unfinished).replace(self.path)
            except BaseException:
                with suppress(OSError):
                    Path(unfinished).unlink()
                raise
        except OSError as error:
            raise SettingsError(f"The password cannot be kept in {self.path}: {error.strerror}.") from error

    def remove(self) -> bool:
        """Keep none any more; whether one was kept. Raises SettingsError."""
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise SettingsError(f"The password in {self.path} cannot be removed: {error.strerror}.") from error
        return True


def _stamp(path: Path) -> Stamp | None:
    """By what a file is known to be the one that was read; nothing when there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0, 0, 0  # in a folder that we may not look into
    return status.st_ino, status.st_mtime_ns, status.st_size


def _give_away(*paths: Path, like: Path) -> None:
    if os.geteuid() == 0:
        owner = like.stat()
        for path in paths:
            os.chown(path, owner.st_uid, owner.st_gid)
