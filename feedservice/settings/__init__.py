"""Every setting once, with its unit and a help line. `sources.load` makes a Settings.

Touches: environment, disk (feedservice.toml only).
"""

from __future__ import annotations

import difflib
import os
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from feedservice.settings.saved_feeds import NAME, Saved, SavedFeed

PREFIX = "FEEDSERVICE_"
#: Where the settings file is looked for; the variable names another place.
FILE_VARIABLE = "FEEDSERVICE_CONFIG"
FILE_NAME = "feedservice.toml"
#: So many articles may be withdrawn at once in a newsroom of any size.
_FEW = 3
#: Scheme, host, perhaps a port; no path, for pages and feeds stand at the top of their host.
_ADDRESS = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?$")

#: A hub: scheme, host, perhaps a port, and whatever can stand in a Link header (RFC 8288).
_HUB = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][^\s<>\"@]*)?$")
_LONGEST_ADDRESS = 400


def _setting(default: Any, help_line: str, unit: str = "", **limits: Any) -> Any:
    return Field(default, description=help_line, json_schema_extra={"unit": unit}, **limits)


def settings_file() -> Path:
    """Where the settings file is looked for; it need not be there."""
    return Path(os.environ.get(FILE_VARIABLE, FILE_NAME))


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; to find them a whole folder tree is looked through."""
    return frozenset(available_timezones())


class Settings(BaseSettings):
    """The settings of one newsroom. Frozen; made by `sources.load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True)

    content_dir: Path = _setting(Path("content"), "The folder editors drop articles and photos into.", "path")
    state_dir: Path = _setting(Path("state"), "Where the database and the photos as served are kept.", "path")
    host: str = _setting("127.0.0.1", "The address to listen on; 0.0.0.0 for every one of this machine.", min_length=1)
    port: int = _setting(8000, "The port to listen on.", "port", ge=1, le=65535)
    connections: int = _setting(
        4096,
        "The most connections at once; one whose answer is not taken may cost 0.4 MB of memory.",
        "connections",
        ge=16,
        le=65536,
    )
    header_seconds: float = _setting(
        10.0, "How long a client may take over the headers of a request, or be idle.", "seconds", ge=0.1, le=60
    )
    unread_seconds: float = _setting(
        20.0, "How long a client may take nothing of an answer before it is cut off (Linux).", "seconds", ge=1, le=3600
    )
    base_url: str = _setting("", "The address readers use, as https://news.example.org; default: host and port.", "URL")
    database_url: str = _setting("", "An SQLAlchemy URL; default: feedservice.db in the state folder.", "URL")
    scan_seconds: float = _setting(10.0, "Time between two looks at the folder.", "seconds", gt=0, le=86400)
    settle_seconds: float = _setting(
        2.0, "How long a file must stay unchanged before it is read.", "seconds", ge=0, le=3600
    )
    withdrawal_grace_seconds: float = _setting(
        60.0, "How long a file must be gone before its article is withdrawn.", "seconds", ge=0, le=86400
    )
    withdrawal_limit_percent: float = _setting(
        25.0,
        "When more of the articles in print lose their files at once, none is withdrawn and health alarms; 100: never.",
        "percent",
        ge=0,
        le=100,
    )
    tombstone_days: int = _setting(
        30, "How long feeds say that an article was withdrawn, and it can come back.", "days", ge=1, le=3650
    )
    press: bool = _setting(True, "Turn the press here; switch off for the web side alone, with the press elsewhere.")
    watch: bool = _setting(True, "Let file-system events make a look come sooner, where the system delivers any.")
    feed_items: int = _setting(50, "The most articles in one feed.", "articles", ge=1, le=1000)
    title: str = _setting("Newsroom", "The name of the newsroom, and of its feed.", min_length=1)
    description: str = _setting("Latest news", "What the feed is about, in one line.", min_length=1)
    language: str = _setting(
        "en",
        "The language of articles that state none and whose words tell none.",
        "BCP 47 tag",
        pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    )
    timezone: str = _setting("UTC", "The zone of dates and embargoes that state none.", "IANA zone")
    id_authority: str = _setting(
        "feedservice.example",
        "A domain you own, for the ids of new articles (RFC 4151); ids given stay as they are.",
        "domain",
        pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
    )
    article_limit_bytes: int = _setting(5_000_000, "The largest article file that is read.", "bytes", ge=1)
    photo_limit_bytes: int = _setting(100_000_000, "The largest photo file that is read.", "bytes", ge=1)
    photo_limit_pixels: int = _setting(
        120_000_000,
        "The largest photo in pixels, width times height; to turn one takes some 10 bytes of memory for each.",
        "pixels",
        ge=1,
    )
    reading_processes: int = _setting(
        0,
        "How many processes read files when very many arrive at once; 0 for one a core, 1 for none but the press.",
        "processes",
        ge=0,
        le=64,
    )
    reading_limit_seconds: float = _setting(
        30.0,
        "How long reading one article file, or one of its photos, may take before it is refused; 0 for no limit.",
        "seconds",
        ge=0,
        le=3600,
    )
    list_limit: int = _setting(
        50,
        "The most tags, authors, photos or correction notes of one article; the first count.",
        "entries",
        ge=1,
        le=1000,
    )
    fetch_photos: bool = _setting(False, "Fetch photos that articles show from the web, once, and serve them as ours.")
    fetch_limit_seconds: float = _setting(
        10.0, "How long fetching all the photos of one article may take.", "seconds", gt=0, le=20
    )
    hubs: tuple[str, ...] = _setting((), "WebSub hubs that are told of every change, by their addresses.", "URLs")
    feeds: dict[str, SavedFeed] = _setting({}, "Saved queries: feeds of your own at /feeds/<name>/ (docs/feeds.md).")
    desk: bool = _setting(True, "Serve the desk; switch off on machines the public reaches.")
    quiet_hours_alarm: float = _setting(
        0.0, "Alarm when no new article has come out for so long; 0 for never.", "hours", ge=0, le=8760
    )
    refresh_seconds: float = _setting(0.1, "How often the web side asks for a new edition.", "seconds", gt=0, le=60)

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
        if url and not _ADDRESS.match(url):
            raise ValueError("must be http:// or https:// and a host, with a port if need be, and nothing after it")
        return url.rstrip("/")

    @field_validator("hubs")
    @classmethod
    def _whole_addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [url for url in urls if len(url) > _LONGEST_ADDRESS or not _HUB.match(url)]:
            raise ValueError(f"must be whole addresses, with https:// and without passwords, and {wrong[0]!r} is none")
        return tuple(dict.fromkeys(urls))

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
