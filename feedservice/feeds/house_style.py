"""What every document is set with, as one fingerprint: settings that show in them, the code that writes them, and its words. Touches: disk.

When it is another than the one in the store, every channel is looked at anew: so a new title, or a new release, reaches
every feed, and a restart without either sets none.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path

import feedservice
from feedservice.media_store.emblems import emblems_of
from feedservice.settings import Settings
from feedservice.settings.pictures import is_address
from feedservice.text.languages import words

#: How articles are entered in their channels; to be raised when `channels.places` gives other slugs, so that all are entered anew.
LISTING_STYLE = "1"
#: The settings that show in documents.
_SHOWN = frozenset(
    {"title", "description", "language", "feed_items", "feeds", "hubs", "tombstone_days"}
)  # and the face
#: The code that they come from.
_WRITERS = (
    "article", "addresses.py", "channels.py", "text/unicode.py", "text/languages/__init__.py", "settings/saved_feeds.py", "feeds/order.py", "feeds/editions.py", "feeds/on_request.py",
    "feeds/self_check.py", "feeds/namespaces.py", "feeds/written_dates.py", "feeds/formats", "feeds/partners", "feeds/lint",
)  # fmt: skip
#: The words that stand in documents, of the tables of the language files.
_WORDS = (("pages", "credit"), ("pages", "correction"), ("pages", "corrected"), ("pages", "read_on"), ("pages", "transcript"), ("language", "own_name"))  # fmt: skip


def house_style(settings: Settings) -> str:
    """The fingerprint of these settings and this release; the same on every machine."""
    values = asdict(settings)
    for feed in values["feeds"].values():  # a file's path is another on each machine; its emblem is not
        feed["logo"] = feed["logo"] if is_address(feed["logo"]) else ""
    shown, emblems = json.dumps({name: values[name] for name in sorted(_SHOWN)}), emblems_of(settings)
    pictures = f"{emblems.face!r} {emblems.covers!r}"
    digest = sha256(f"{_code()} {settings.public_url} {shown} {pictures}".encode()).hexdigest()
    return f"{LISTING_STYLE}:{digest[:40]}"


@cache
def _code() -> str:
    """The hash of the code that writes documents, and of its words."""
    root = Path(feedservice.__file__).parent
    files = [path for name in _WRITERS for path in _modules(root / name)]
    said = json.dumps([words(table, name) for table, name in _WORDS]).encode()
    return sha256(b"\0".join([*(path.read_bytes() for path in files), said])).hexdigest()


def _modules(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]
