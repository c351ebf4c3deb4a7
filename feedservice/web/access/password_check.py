"""The desk's password: what may be one, its hash, and whether a guess is right. Touches: chance (salts), threads.

argon2id with 19 MiB, two passes and one lane: the least that OWASP's Password Storage Cheat Sheet recommends. More would make
guessing in a stolen file dearer, and hold up the web process longer at each login.
"""

from __future__ import annotations

import hmac
import threading
import unicodedata
from typing import TYPE_CHECKING

from feedservice.errors import SettingsError
from feedservice.web.access.credentials import Credentials

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: So short a password is guessed; one for a single door, without a name beside it, had better be a sentence.
LEAST_CHARACTERS = 12
#: What is longer is no password that anyone has set, and is not even looked at.
MOST_BYTES = 1024
_PASSES, _MEMORY_KIB, _LANES = 2, 19_456, 1
#: How long a guess waits for another that is being checked.
_PATIENCE_SECONDS = 2.0


class CheckBusyError(Exception):
    """Other guesses are being checked just now; this one was not."""


def hashed(password: str) -> str:
    """The hash of a new password. Raises SettingsError when it is too short or too long."""
    if len(password) < LEAST_CHARACTERS:
        raise SettingsError(f"The password has fewer than {LEAST_CHARACTERS} characters. Nothing was changed.")
    given = _bytes(password)
    if given is None:
        raise SettingsError(f"The password is longer than {MOST_BYTES} bytes. Nothing was changed.")
    return _hasher().hash(given)


class PasswordCheck:
    """Says whether a guess is right; one at a time, for each takes a core and 19 MiB for some 30 ms.

    Once the right one has been given, it is known by its keyed digest, in memory alone: programs that send it with every
    request (RFC 7617) cost no more, nor do wrong guesses.
    """

    def __init__(self) -> None:
        self._proved: tuple[Credentials, bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def is_right(self, guess: str, credentials: Credentials) -> bool:
        """Whether this is the password. Raises CheckBusyError."""
        given = _bytes(guess)
        if given is None:
            return False
        digest = hmac.digest(credentials.key.encode(), given, "sha256")
        proved = self._proved
        if proved is not None and proved[0] == credentials:
            return hmac.compare_digest(proved[1], digest)
        if not self._one_at_a_time.acquire(timeout=_PATIENCE_SECONDS):
            raise CheckBusyError
        try:
            is_right = _verified(credentials.password_hash, given)
        finally:
            self._one_at_a_time.release()
        if is_right:
            self._proved = (credentials, digest)
        return is_right


def _bytes(password: str) -> bytes | None:
    """A password as it is hashed, however its letters were composed (RFC 8265 section 4.2.2); none when it is too long."""
    if len(password) > MOST_BYTES:
        return None
    given = unicodedata.normalize("NFC", password).encode("utf-8", "replace")
    return given if len(given) <= MOST_BYTES else None


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415  # most processes never check a password

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)


def _verified(password_hash: str, given: bytes) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return _hasher().verify(password_hash, given)
    except (VerificationError, InvalidHashError):
        return False
