"""Saved queries: as feedservice.toml has them, one table `[feeds.<name>]` for each, and what each wants. Touches: nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar

from feedservice.channels import Kind, Order, PhotoPlace, Presentation, Text, channel_slug
from feedservice.settings.checks import After
from feedservice.settings.pictures import feed_logo_place
from feedservice.text.scripts import UNSPACED

#: A name is a part of an address for ever: small letters, figures and hyphens.
NAME = r"^[a-z0-9][a-z0-9-]{0,59}$"
_LANGUAGE = r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"
#: What a saved query may name as its profile: whose rules the feed follows (`feedservice.feeds.partners` has them).
PROFILES = ("plain", "flipboard", "smartnews", "msn", "newsletter", "podcast")
Names = tuple[str, ...]
_WRITTEN_WITHOUT_SPACES = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Query:
    """What a saved query wants: slugs of sections, tags and authors, languages, and words of headlines.

    Every kind that is given must agree, by one of its values at least; nothing of `without` may. Words are compared
    without case, as whole words; in scripts without spaces, anywhere. With `recorded` it has a sound or a film.
    """

    sections: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    without_sections: frozenset[str] = frozenset()
    without_tags: frozenset[str] = frozenset()
    without_authors: frozenset[str] = frozenset()
    without_words: tuple[str, ...] = ()
    recorded: bool = False

    @property
    def wanted(self) -> Mapping[Kind, frozenset[str]]:
        """The slugs of each kind of which an article needs one; kinds that are not given are not there."""
        given = {
            Kind.SECTION: self.sections,
            Kind.TAG: self.tags,
            Kind.AUTHOR: self.authors,
            Kind.LANGUAGE: self.languages,
        }
        return {kind: slugs for kind, slugs in given.items() if slugs}

    @property
    def unwanted(self) -> Mapping[Kind, frozenset[str]]:
        """The slugs of each kind of which an article may have none."""
        given = {
            Kind.SECTION: self.without_sections,
            Kind.TAG: self.without_tags,
            Kind.AUTHOR: self.without_authors,
        }
        return {kind: slugs for kind, slugs in given.items() if slugs}

    def admits_headline(self, headline: str) -> bool:
        """Whether a headline has one of the words, if any are given, and none of those that are not wanted."""
        return (not self.words or _has_any(headline, self.words)) and not _has_any(headline, self.without_words)


def _has_any(headline: str, words: Iterable[str]) -> bool:
    folded = unicodedata.normalize("NFKC", headline).casefold()
    return any(_has(folded, unicodedata.normalize("NFKC", word).casefold()) for word in words)


def _has(text: str, word: str) -> bool:
    if _WRITTEN_WITHOUT_SPACES.search(word):
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query as the settings have it: a channel of its own. No title or description: the newsroom's.

    It stands at `/feeds/<name>/`, or for partners alone (`Kind.PRIVATE`).
    """

    name: str
    query: Query = Query()
    title: str = ""
    description: str = ""
    language: str = ""
    feed_items: int | None = None
    order: Order = Order.NEWEST
    shows: Presentation = field(default_factory=Presentation)
    formerly: tuple[str, ...] = ()
    kind: Kind = Kind.SAVED


def _known_profile(name: str) -> str:
    if name not in PROFILES:
        raise ValueError(f"is no profile we know; there are {', '.join(PROFILES)}")
    return name


def _whole_address(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise ValueError("must be a whole address, with https://")
    return url


Logo = Annotated[str, After(feed_logo_place)]
LogoUrl = Annotated[str, After(_whole_address)]


def _field(default: Any, help_line: str, **limits: Any) -> Any:
    """A field with what is said of it, in the words of pydantic's `Field`."""
    return field(default=default, metadata={"description": help_line, **limits})


@dataclass(frozen=True, slots=True)
class SavedFeed:
    """One saved query: what it wants, and how it is shown. Every field has a help line."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True}

    title: str = _field("", "The title of the feed; default: the newsroom's title and this feed's name.")
    description: str = _field("", "What the feed is about, in one line; default: the newsroom's.")
    language: str = _field("", "The language of the feed; default: the newsroom's.", pattern=_LANGUAGE)
    sections: Names = _field((), "Only articles of one of these sections.")
    tags: Names = _field((), "Only articles with one of these tags.")
    authors: Names = _field((), "Only articles by one of these people or agencies.")
    languages: Names = _field((), "Only articles in one of these languages.")
    words: Names = _field((), "Only articles with one of these words in the headline.")
    without_sections: Names = _field((), "No articles of these sections.")
    without_tags: Names = _field((), "No articles with any of these tags.")
    without_authors: Names = _field((), "No articles by these people or agencies.")
    without_words: Names = _field((), "No articles with any of these words in the headline.")
    items: int | None = _field(None, "The most articles in it; default: feed_items.", ge=1, le=1000)
    order: Order = _field(Order.NEWEST, "newest first, the latest updated first, or oldest first.")
    text: Text = _field(Text.FULL, "full text, the opening paragraphs, or the standfirst only.")
    paragraphs: int = _field(3, "How many paragraphs an opening has.", ge=1, le=100)
    photo: PhotoPlace = _field(PhotoPlace.BOTH, "Photos attached (enclosures), in the body, or both.")
    profile: Annotated[str, After(_known_profile)] = _field(
        "plain", "The partner whose rules the feed follows (docs/partners.md)."
    )
    logo: Logo = _field(
        "", "A logo, for partners that ask for one, or a podcast's cover: a file (PNG, JPEG), or its address."
    )
    dark_logo: LogoUrl = _field("", "The address of a logo on dark ground, for partners that ask for one.")
    author: str = _field("", "Who speaks in a podcast; default: the feed's title.")
    owner: str = _field("", "Whom directories of podcasts write to, as 'Desk <desk@example.org>'.")
    categories: Names = _field((), "Apple's categories of a podcast, as 'News > Daily News'.")
    explicit: bool = _field(False, "Whether a podcast is not for children.")
    formerly: Names = _field((), "Names this feed had before: their addresses send readers here.")
    private: bool = _field(False, "Only for partners, at addresses of their own (docs/partners.md).")

    def __post_init__(self) -> None:
        """Raise ValueError for what cannot be together."""
        if self.private and self.formerly:
            raise ValueError(
                "a private feed has no former names: take formerly out, and give its partners the new address"
            )

    def saved(self, name: str) -> Saved:
        """The saved query by its name."""
        shows = Presentation(self.text, self.paragraphs, self.photo, self.profile, self.logo, self.dark_logo)
        shows = replace(shows, author=self.author, owner=self.owner, categories=self.categories, explicit=self.explicit)
        title, description, language = self.title, self.description, self.language
        said = (title, description, language, self.items, self.order, shows, self.formerly)
        return Saved(name, self._query(), *said, kind=Kind.PRIVATE if self.private else Kind.SAVED)

    def _query(self) -> Query:
        return Query(
            sections=_slugs(self.sections),
            tags=_slugs(self.tags),
            authors=_slugs(self.authors),
            languages=frozenset(tag.lower() for tag in self.languages),
            words=self.words,
            without_sections=_slugs(self.without_sections),
            without_tags=_slugs(self.without_tags),
            without_authors=_slugs(self.without_authors),
            without_words=self.without_words,
            recorded=self.profile == "podcast",
        )


def _slugs(names: Names) -> frozenset[str]:
    return frozenset(map(channel_slug, names))


def _names_for_addresses(feeds: dict[str, SavedFeed]) -> dict[str, SavedFeed]:
    if wrong := [name for name in feeds if not re.match(NAME, name)]:
        raise ValueError(f"{wrong[0]!r} cannot stand in an address; use small letters, figures and hyphens")
    return feeds


#: Saved queries by their names.
SavedFeeds = Annotated[dict[str, SavedFeed], After(_names_for_addresses)]
