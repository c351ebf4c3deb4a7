"""The settings of a newsroom, checked, with what follows from them; each stands in `catalogue`. `sources.load` makes a Settings.

Touches: nothing. Plain values, so that a process which is handed them loads no pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feedservice.settings.catalogue import Catalogue
from feedservice.settings.networks import host_of, is_loopback
from feedservice.settings.saved_feeds import Saved

PREFIX = "FEEDSERVICE_"
#: So many articles may be withdrawn at once in a newsroom of any size.
_FEW = 3


@dataclass(frozen=True)
class Settings(Catalogue):
    """The settings of one newsroom. `sources.load` checks what was given; made otherwise, nothing is."""

    @property
    def public_url(self) -> str:
        """The address readers use, without a trailing slash."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # shown, not bound
        return self.base_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def public_path(self) -> str:
        """The path of the public address, below which everything stands: nothing, or as /news."""
        return urlsplit(self.public_url).path

    @property
    def is_local(self) -> bool:
        """Whether it is for this machine alone: it listens on loopback, and readers are told a loopback address."""
        return is_loopback(self.host) and is_loopback(host_of(self.public_url))

    @property
    def database(self) -> str:
        """The database as an SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.state_dir.absolute() / 'feedservice.db'}"

    @property
    def database_file(self) -> Path | None:
        """The file of the database, as SQLAlchemy reads its URL; none where a server keeps it."""
        kind, _, named = self.database.partition("://")
        path = named.partition("?")[0].removeprefix("/")
        return Path(path) if kind.partition("+")[0] == "sqlite" and path not in ("", ":memory:") else None

    @property
    def saved(self) -> tuple[Saved, ...]:
        """The saved queries."""
        return tuple(feed.saved(name) for name, feed in self.feeds.items())

    @property
    def photos_dir(self) -> Path:
        """Where photos as served lie, under their content-hash names."""
        return self.state_dir / "photos"

    @property
    def fetched_dir(self) -> Path:
        """Where photos fetched from the web lie as they came, under the hash of their address."""
        return self.state_dir / "fetched"

    @property
    def polls_file(self) -> Path:
        """Where the polls of partners are counted, beside the store, which the web side never writes into."""
        return self.state_dir / "polls.db"

    @property
    def tombstone_life(self) -> timedelta:
        """How long a tombstone stands."""
        return timedelta(days=self.tombstone_days)

    def is_too_many(self, lost: int, in_print: int) -> bool:
        """Whether so many articles in print can hardly have been deleted on purpose.

        One always can, and a few, unless they are all there is.
        """
        some = lost > _FEW or lost == in_print
        return lost > 1 and some and lost * 100 > in_print * self.withdrawal_limit_percent

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.timezone)
