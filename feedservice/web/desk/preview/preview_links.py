"""Links to one article that is not published yet, to be sent to a colleague: signed values, of which nothing is kept. Pure.

Whoever has such a link sees this article, at its present version, until the link's time is over. It holds the article's id, or the
file of a draft, which has none yet; a signature of 256 bits keeps anybody from making one.
"""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

#: How long a link works.
LINK_LIFE = timedelta(days=3)
#: The clocks of web processes may differ by so much.
_SLACK = timedelta(minutes=1)
#: No path is so long that its link is longer.
_LONGEST_TOKEN = 8_000


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """What a link opens: an article by its id, or the file of one that has none yet; and when its time is over."""

    id: str
    path: str
    until: datetime

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the file may be by now: as it was, and without the underscores that kept it back."""
        freed = posixpath.join(*(part.lstrip("_") or part for part in self.path.split("/"))) if self.path else ""
        return (self.path,) if freed == self.path else (self.path, freed)


def sealed(link: PreviewLink, key: str) -> str:
    """A link as it stands in an address."""
    return _signer(key, "preview").dumps([link.id, link.path, int(link.until.timestamp())])


def opened(token: str, key: str, now: datetime) -> PreviewLink | None:
    """The link of an address; none when it is not of ours, or its time is over."""
    stated = _read(token, key)
    if stated is None:
        return None
    id_, path, seconds = stated
    link = PreviewLink(id_, path, datetime.fromtimestamp(seconds, now.tzinfo))
    return link if now < link.until <= now + LINK_LIFE + _SLACK else None


def share_mark(session: str, key: str) -> str:
    """What a form that makes a link carries, so that no other site can send it; `session` is the name of who asked for the form."""
    return _signer(key, "share form").dumps(session)


def is_our_share(sent: str, session: str, key: str) -> bool:
    """Whether a form was made here, for this session."""
    return compare_digest(sent.encode("utf-8", "replace"), share_mark(session, key).encode())


def _signer(key: str, purpose: str) -> URLSafeSerializer:
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt=f"feedservice desk {purpose}", signer_kwargs=kwargs)


def _read(token: str, key: str) -> Any:
    try:
        return _signer(key, "preview").loads(token) if len(token) <= _LONGEST_TOKEN else None
    except BadData:
        return None
