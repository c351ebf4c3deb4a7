"""What a value of a setting must be beyond its type and limits, said beside its type: `Annotated[str, After(known_zone)]`.

Touches: disk (the zones that the system knows). Without pydantic, which asks these checks where settings are read
(`given`), so that a process which is handed its settings need not load it. Each returns the value as it counts, and
raises ValueError with the rest of a sentence that begins with the setting's name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from feedservice.channels import ROOMS

#: Scheme, host, perhaps a port, perhaps a path of plain letters.
_ADDRESS = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?((?:/[A-Za-z0-9._~-]+)*)/?$")
_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ADDRESS_OF_PAGE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(?:[/?#][A-Za-z0-9;/?:@&=+$.\-_!~*'()%,#]*)?")
_FONT = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,60}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
#: What addresses of ours begin with. A path of `base_url` that does so too could not be told from them.
OWN_NAMES = frozenset(
    [
        *ROOMS.values(),
        "articles",
        "page",
        "search",
        "media",
        "photos",
        "preview",
        "static",
        "theme",
        "oembed",
        "desk",
        "face",
        "health",
        "livez",
        "readyz",
        "metrics",
        "feeds.opml",
        "sitemaps",
    ]
)


@dataclass(frozen=True, slots=True)
class After:
    """A check of a value that has its type. https://docs.pydantic.dev/latest/concepts/types/#customizing-validation"""

    check: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """As pydantic asks for it."""
        from pydantic_core import core_schema  # noqa: PLC0415  # only where settings are read

        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, slots=True)
class Before:
    """A check of a value as it was given."""

    check: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """As pydantic asks for it."""
        from pydantic_core import core_schema  # noqa: PLC0415  # only where settings are read

        return core_schema.no_info_before_validator_function(self.check, handler(source))


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; to find them a whole folder tree is looked through."""
    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    """A time zone of this system."""
    if name not in _zones():
        near = difflib.get_close_matches(name, _zones(), n=1)
        raise ValueError(f"is no zone we know{f'; did you mean {near[0]}?' if near else ''}")
    return name


def whole_address(url: str) -> str:
    """An address that readers use; one that ends in a slash ends without it. None is one, too."""
    found = _ADDRESS.match(url)
    if url and not found:
        raise ValueError(
            "must be http:// or https:// and a host, with a port if need be, and a path of plain letters at most"
        )
    if found and (first := found[1].split("/")[:2][-1]) in {*OWN_NAMES, ".", ".."}:
        raise ValueError(f"must not have a path that begins with {first}, for addresses of ours do; choose another")
    return url.rstrip("/")


def lasting_database(url: str) -> str:
    """A database that keeps what is written."""
    if url in ("sqlite://", "sqlite:///:memory:"):
        raise ValueError("is a database in memory, which would forget every id")
    return url


def named_folder(folder: object) -> object:
    """A folder with a name: an empty one would be the folder we are in."""
    if str(folder).strip() == "":
        raise ValueError("names no folder")
    return folder


def one_line(text: str) -> str:
    """A text without line ends."""
    return " ".join(text.split())


def mail_or_page(contact: str) -> str:
    """Where the newsroom is reached: an e-mail address, or the page that says it. None is one, too."""
    contact = contact.removeprefix("mailto:")
    if contact and not (_MAIL.fullmatch(contact) or _ADDRESS_OF_PAGE.fullmatch(contact)):
        raise ValueError("is neither an e-mail address, as desk@news.example.org, nor a page, as https://news.example.org/contact")  # fmt: skip
    return contact


def font_names(fonts: str) -> str:
    """Names of fonts, the first that a reader has counts, as they are written between commas. None is one, too."""
    names = [" ".join(name.strip().strip("\"'").split()) for name in fonts.split(",")]
    if fonts and not all(_FONT.fullmatch(name) for name in names):
        raise ValueError("is no list of fonts; write their names between commas, as Georgia, Noto Serif")
    return ", ".join(names)


def hex_colour(colour: str) -> str:
    """A colour as #rrggbb, in small letters. None is one, too."""
    if colour and not _COLOUR.fullmatch(colour):
        raise ValueError("is no colour as we read it; write it as #8a1c1c, with six figures")
    return colour.lower()
