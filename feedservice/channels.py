"""Which channels there are, which articles belong to each, and what each shows. Pure.

Every article belongs to everything, and to its section, its authors, its tags, its language and its month; a saved query
of the settings, public or private, says itself what it wants. A channel's addresses start with its path: `/sections/world/rss.xml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from feedservice.addresses import Emblem, Face
from feedservice.article import Article
from feedservice.text.slugs import slug


class Kind(StrEnum):
    """What a channel collects, in the order in which channels are set."""

    EVERYTHING = "everything"
    SAVED = "saved"
    PRIVATE = "private"
    SECTION = "section"
    LANGUAGE = "language"
    AUTHOR = "author"
    TAG = "tag"
    MONTH = "month"


#: What the path of a channel of each kind starts with.
ROOMS: Mapping[Kind, str] = {
    Kind.SAVED: "feeds",
    Kind.PRIVATE: "private",
    Kind.SECTION: "sections",
    Kind.LANGUAGE: "languages",
    Kind.AUTHOR: "authors",
    Kind.TAG: "tags",
    Kind.MONTH: "archive",
}
#: The kinds that anybody may ask for: private ones stand at no public address and in no list.
PUBLIC = tuple(kind for kind in Kind if kind is not Kind.PRIVATE)
QUERIES = (Kind.SAVED, Kind.PRIVATE)
#: The kinds that are asked for most: their documents are kept in every content coding, and ready in memory.
PRIME = frozenset({Kind.EVERYTHING, Kind.SECTION, *QUERIES})
#: The kinds of which there are many, most of them never asked for: set when somebody asks, from what the store has.
LONG_TAIL = frozenset(Kind) - PRIME
_LONG_TAIL_ROOMS = tuple(f"/{room}/" for kind, room in ROOMS.items() if kind in LONG_TAIL)
#: The most articles in a volume: one document of the archive.
ARCHIVE_ITEMS = 100
_LONGEST_SLUG, _HASH_DIGITS = 80, 6
#: Letters and signs that a slug would write like others, or lose: C++ and C#, 公式 and 公事.
_LOSSY = re.compile(r"[+#*@%&]|[^\W\d_]")


def may_be_long_tail(path: str) -> bool:
    """Whether an address may be that of a document of the long tail."""
    return path.startswith(_LONG_TAIL_ROOMS)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that an article belongs to, with what it is called there."""

    kind: Kind
    slug: str
    name: str

    @property
    def path(self) -> str:
        """What the channel's addresses start with."""
        return path_of(self.kind, self.slug)


def path_of(kind: Kind, slug: str) -> str:
    """What the addresses of a channel start with; nothing for everything."""
    return "" if kind is Kind.EVERYTHING else f"/{ROOMS[kind]}/{slug}"


def places(article: Article) -> tuple[Place, ...]:
    """The channels of an article, but for everything and the saved queries.

    One that states no language has the slug `""` there: it belongs to the newsroom's own. British English is English too.
    """
    found = [
        *([Place(Kind.SECTION, channel_slug(article.section), article.section)] if article.section else ()),
        *(Place(Kind.AUTHOR, channel_slug(name), name) for name in article.byline or article.agencies),
        *(Place(Kind.TAG, channel_slug(tag), tag) for tag in article.tags),
        *(Place(Kind.LANGUAGE, tag.lower(), tag) for tag in _languages(article.language)),
        Place(Kind.MONTH, month(article.published), month(article.published)),
    ]
    return tuple({(place.kind, place.slug): place for place in reversed(found)}.values())[::-1]


def _languages(tag: str) -> tuple[str, ...]:
    """The languages that a tag means: itself, and the language without its country or script (RFC 4647 section 3.4)."""
    primary = tag.partition("-")[0]
    return (tag,) if primary == tag else (tag, primary)


def month(instant: datetime) -> str:
    """The month an instant lies in, as archives are named: 2026-10, in UTC."""
    utc = instant.astimezone(UTC)
    return f"{utc.year:04}-{utc.month:02}"


def channel_slug(name: str) -> str:
    """The slug of a section, author or tag: the same name has the same one, for ever, and other names have others.

    What a slug loses (signs, letters of other scripts) is told apart by a hash of the name; case and accents are not.
    """
    plain = slug(name, _LONGEST_SLUG - _HASH_DIGITS - 1)
    if plain and len(name) <= _LONGEST_SLUG - _HASH_DIGITS - 1 and not _is_lossy(name):
        return plain
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "-".join(filter(None, (plain, sha256(folded.encode("utf-8", "replace")).hexdigest()[:_HASH_DIGITS])))


def _is_lossy(name: str) -> bool:
    return any(
        not sign.isalpha() or not unicodedata.name(sign, "").startswith("LATIN") for sign in _LOSSY.findall(name)
    )


def display_name(place_name: str) -> str:
    """The name of a section or tag as people read it: folders are called local-news, readers see Local news."""
    if place_name != place_name.lower():
        return place_name
    words = re.sub(r"[-_]+", " ", place_name).strip() or place_name
    return words[:1].upper() + words[1:]


class Order(StrEnum):
    """How a channel's articles follow each other: by date, by their last significant change, or the oldest first."""

    NEWEST = "newest"
    UPDATED = "updated"
    OLDEST = "oldest"


class Text(StrEnum):
    """How much of an article's words a channel carries."""

    FULL = "full"
    OPENING = "opening"
    STANDFIRST = "standfirst"


class PhotoPlace(StrEnum):
    """Where a channel shows an article's photos: as enclosure, in the body, or in both under one address."""

    ATTACHED = "attached"
    BODY = "body"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a channel shows its articles; `profile` names a partner's rules. From `logo` on for partners (`cover`: what is known of it), from `author` for podcasts."""

    text: Text = Text.FULL
    paragraphs: int = 3
    photo: PhotoPlace = PhotoPlace.BOTH
    profile: str = "plain"
    logo: str = ""
    dark_logo: str = ""
    cover: Emblem | None = None
    author: str = ""
    owner: str = ""
    categories: tuple[str, ...] = ()
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed as configured; its addresses start with `base_url` (no slash at its end) and `path`. `hubs` hear of editions (WebSub)."""

    id: str
    title: str
    description: str
    language: str
    base_url: str
    feed_items: int
    path: str = ""
    kind: Kind = Kind.EVERYTHING
    order: Order = Order.NEWEST
    shows: Presentation = Presentation()
    hubs: tuple[str, ...] = ()
    face: Face = Face()  # noqa: RUF009  # a frozen value

    @property
    def page(self) -> str:
        """Where its page for people stands: of a private one, the front page, for it has none; of a volume, its month's."""
        if self.kind is Kind.MONTH:
            return "/".join(self.path.split("/")[:3])
        return "/" if self.kind is Kind.PRIVATE else self.path or "/"


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a document stands in its feed's archive (RFC 5005 section 4): `previous` is the path of the volume before it.

    One that `is_archive` names none after it: that would change it once more, and it changes for nothing but what is in it.
    """

    is_archive: bool = False
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that is no longer to be shown, since when (RFC 6721). Says nothing of what stood in it."""

    id: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """What a channel shows at one moment, in its order; `updated` is its newest change, never the clock.

    `tombstones` are those of articles that left print not long ago, the latest first.
    """

    channel: Channel
    articles: tuple[Article, ...]
    updated: datetime
    tombstones: tuple[Tombstone, ...] = ()
    chain: Chain = Chain()


@dataclass(frozen=True, slots=True)
class Document:
    """An edition in one format: ready bytes with their validators, at one address.

    `coded` are the same bytes by content coding (gzip, br, zstd); each has an entity tag of its own (RFC 9110 section
    8.8.3.3), made of `etag`. `last_modified` only moves forward.
    """

    path: str
    media_type: str
    body: bytes
    coded: Mapping[str, bytes]
    etag: str
    last_modified: datetime
