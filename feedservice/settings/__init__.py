"""The settings of a newsroom, checked, with what follows from them; each stands in `catalogue`. `sources.load` makes a Settings.

Touches: environment, disk (feedservice.toml only).
"""

from __future__ import annotations

import difflib
import os
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from feedservice.channels import ROOMS
from feedservice.settings.catalogue import Catalogue
from feedservice.settings.networks import host_of, is_loopback
from feedservice.settings.saved_feeds import NAME, Saved, SavedFeed

PREFIX = "FEEDSERVICE_"
#: Where the settings file is looked for; the variable names another place.
FILE_VARIABLE = "FEEDSERVICE_CONFIG"
FILE_NAME = "feedservice.toml"
#: So many articles may be withdrawn at once in a newsroom of any size.
_FEW = 3
#: Scheme, host, perhaps a port, perhaps a path of plain letters.
_ADDRESS = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?((?:/[A-Za-z0-9._~-]+)*)/?$")
#: What addresses of ours begin with. A path of `base_url` that does so too could not be told from them.
OWN_NAMES = frozenset(
    [*ROOMS.values(), "articles", "photos", "static", "desk", "health", "livez", "readyz", "metrics", "feeds.opml"]
)


def settings_file() -> Path:
    """Where the settings file is looked for; it need not be there."""
    return Path(os.environ.get(FILE_VARIABLE, FILE_NAME))


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; to find them a whole folder tree is looked through."""
    return frozenset(available_timezones())


class Settings(Catalogue):
    """The settings of one newsroom. Frozen; made by `sources.load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in _zones():
            near = difflib.get_close_matches(name, _zones(), n=1)
            raise ValueError(f"is no zone we know{f'; did you mean {near[0]}?' if near else ''}")
        return name

    @field_validator("base_url")
    @classmethod
    def _whole_address(cls, url: str) -> str:
        found = _ADDRESS.match(url)
        if url and not found:
            raise ValueError(
                "must be http:// or https:// and a host, with a port if need be, and a path of plain letters at most"
            )
        if found and (first := found[1].split("/")[:2][-1]) in {*OWN_NAMES, ".", ".."}:
            raise ValueError(f"must not have a path that begins with {first}, for addresses of ours do; choose another")
        return url.rstrip("/")

    @field_validator("feeds")
    @classmethod
    def _names_for_addresses(cls, feeds: dict[str, SavedFeed]) -> dict[str, SavedFeed]:
        if wrong := [name for name in feeds if not re.match(NAME, name)]:
            raise ValueError(f"{wrong[0]!r} cannot stand in an address; use small letters, figures and hyphens")
        return feeds

    @field_validator("database_url")
    @classmethod
    def _lasting_database(cls, url: str) -> str:
        if url in ("sqlite://", "sqlite:///:memory:"):
            raise ValueError("is a database in memory, which would forget every id")
        return url

    @field_validator("content_dir", "state_dir", mode="before")
    @classmethod
    def _named_folder(cls, folder: object) -> object:
        if str(folder).strip() == "":
            raise ValueError("names no folder")
        return folder

    @field_validator("title", "description")
    @classmethod
    def _no_line_ends(cls, text: str) -> str:
        return " ".join(text.split())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, file; no .env and no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())

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
