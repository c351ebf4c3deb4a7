"""What readers see of an article, as a hash: the same as long as nobody could see a difference. Pure.

Not where its file lies, or when it was read. What is empty does not count, so that a field that a later release adds changes
no fingerprint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from feedservice.article import Article
from feedservice.store.rows import article_row

#: What no reader sees: where files lie, when the press did what, and the time that is still to come.
_UNSEEN = frozenset({"path", "released", "changed", "expires"})
#: What a rendition is that an earlier release stored without saying so.
_ENCLOSURE = "enclosure"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = 32


def fingerprint(article: Article) -> str:
    """The fingerprint of all that documents and the page of an article show."""
    told = json.dumps(_seen(article_row(article)), sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()[:_DIGITS]


def _seen(value: Any) -> Any:
    """A value without what is empty or not seen; instants in microseconds."""
    if isinstance(value, Mapping):
        kept = {name: _seen(one) for name, one in value.items() if name not in _UNSEEN}
        return {name: one for name, one in kept.items() if one and not (name == "role" and one == _ENCLOSURE)}
    if isinstance(value, list | tuple):
        return [_seen(one) for one in value]
    return (value - _EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value
