"""Sessions of those who gave the password, and the marks on forms: signed values that a browser keeps. Pure.

Nothing here can be made or changed without the key; that is replaced with the password (`credentials`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

#: A working day and a little more; then the password is asked for again, whatever was done meanwhile.
SESSION_LIFE = timedelta(hours=12)
#: How long a login form may lie open.
FORM_LIFE = timedelta(hours=1)
#: The clocks of web processes may differ by so much.
_SLACK = timedelta(minutes=1)
_LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class DeskSession:
    """One login: its random name, and when it began."""

    name: str
    began: datetime


def sealed(session: DeskSession, key: str) -> str:
    """A session as a cookie."""
    return _signer(key, "session").dumps([session.name, int(session.began.timestamp())])


def opened(cookie: str, key: str, now: datetime) -> DeskSession | None:
    """The session of a cookie; none when it is not of ours, or its time is over."""
    return _in_time(_read(cookie, key, "session"), SESSION_LIFE, now)


def form_mark(nonce: str, key: str, now: datetime) -> str:
    """What a login form and a cookie beside it carry both, so that no other site can send the form."""
    return _signer(key, "login form").dumps([nonce, int(now.timestamp())])


def is_our_form(sent: str, cookie: str, key: str, now: datetime) -> bool:
    """Whether a login form was made here, for this browser, and not long ago."""
    is_same = bool(sent) and compare_digest(sent.encode(), cookie.encode())
    return is_same and _in_time(_read(sent, key, "login form"), FORM_LIFE, now) is not None


def logout_mark(session: DeskSession, key: str) -> str:
    """What the form that ends a session carries; good for this one alone."""
    return _signer(key, "logout form").dumps(session.name)


def is_logout_of(session: DeskSession, sent: str, key: str) -> bool:
    """Whether a form to log out was made for this session."""
    return compare_digest(sent.encode(), logout_mark(session, key).encode())


def _signer(key: str, purpose: str) -> URLSafeSerializer:
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt=f"feedservice desk {purpose}", signer_kwargs=kwargs)


def _read(value: str, key: str, purpose: str) -> Any:
    try:
        return _signer(key, purpose).loads(value) if len(value) <= _LONGEST_VALUE else None
    except BadData:
        return None


def _in_time(stated: Any, life: timedelta, now: datetime) -> DeskSession | None:
    if stated is None:
        return None
    name, seconds = stated
    began = datetime.fromtimestamp(seconds, now.tzinfo)
    return DeskSession(name, began) if -_SLACK <= now - began <= life else None
