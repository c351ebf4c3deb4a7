"""Which channels there are, and which articles belong to each. Pure.

Every article belongs to everything, and to its section, its authors, its tags, its language and its month; a saved query
of the settings says itself what it wants. A channel's addresses start with its path: `/sections/world/rss.xml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from feedservice.article import Article, Kind, Order, Presentation
from feedservice.text.slugs import slug

#: What the path of a channel of each kind starts with.
ROOMS: Mapping[Kind, str] = {
    Kind.SAVED: "feeds",
    Kind.SECTION: "sections",
    Kind.LANGUAGE: "languages",
    Kind.AUTHOR: "authors",
    Kind.TAG: "tags",
    Kind.MONTH: "archive",
}
#: The kinds that are asked for most: their documents are kept in every content coding, and ready in memory.
PRIME = frozenset({Kind.EVERYTHING, Kind.SAVED, Kind.SECTION})
#: What a saved query may name as its profile: whose rules the feed follows (`feedservice.feeds.partners` has them).
PROFILES = ("plain", "flipboard", "smartnews", "msn", "newsletter")
#: The most articles in one document of an archive; a month that has more is parted.
ARCHIVE_ITEMS = 500
_LONGEST_SLUG = 80
_HASH_DIGITS = 6
#: Letters and signs that a slug would write like others, or lose: C++ and C#, 公式 and 公事.
_LOSSY = re.compile(r"[+#*@%&]|[^\W\d_]")
_WRITTEN_WITHOUT_SPACES = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


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

    One that states no language has the slug `""` there: it belongs to the newsroom's own.
    """
    found = [
        *([Place(Kind.SECTION, channel_slug(article.section), article.section)] if article.section else ()),
        *(Place(Kind.AUTHOR, channel_slug(name), name) for name in article.byline or article.agencies),
        *(Place(Kind.TAG, channel_slug(tag), tag) for tag in article.tags),
        Place(Kind.LANGUAGE, article.language.lower(), article.language),
        Place(Kind.MONTH, month(article.published), month(article.published)),
    ]
    return tuple({(place.kind, place.slug): place for place in reversed(found)}.values())[::-1]


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


#: Languages as they call themselves (Unicode CLDR); others are shown by their tag.
AUTONYMS: Mapping[str, str] = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "ca": "Català", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk",
    "de": "Deutsch", "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی",
    "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "gl": "Galego", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski",
    "hu": "Magyar", "hy": "Հայերեն", "id": "Bahasa Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語",
    "ka": "ქართული", "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "ms": "Bahasa Melayu",
    "nb": "Norsk bokmål", "nl": "Nederlands", "nn": "Norsk nynorsk", "no": "Norsk", "pl": "Polski", "pt": "Português",
    "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sq": "Shqip", "sr": "Српски",
    "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "th": "ไทย", "tl": "Filipino", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def language_name(tag: str) -> str:
    """A language as it calls itself; with its tag, when that says more than the language."""
    primary, _, more = tag.partition("-")
    name = AUTONYMS.get(primary.lower(), "")
    return f"{name} ({tag})" if name and more else name or tag


def display_name(place_name: str) -> str:
    """The name of a section or tag as people read it: folders are called local-news, readers see Local news."""
    if place_name != place_name.lower():
        return place_name
    words = re.sub(r"[-_]+", " ", place_name).strip() or place_name
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Query:
    """What a saved query wants: slugs of sections, tags and authors, languages, and words of headlines.

    Every kind that is given must agree, by one of its values at least; nothing of `without` may. Words are compared
    without case, as whole words; in scripts without spaces, anywhere.
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

    def admits(self, article: Article, language: str) -> bool:
        """Whether an article is wanted; `language` is the newsroom's. The reference for what the store selects."""
        mine: dict[Kind, set[str]] = {}
        for place in places(article):
            own = place.slug or language.lower()
            mine.setdefault(place.kind, set()).add(own)
        return (
            all(slugs & mine.get(kind, set()) for kind, slugs in self.wanted.items())
            and not any(slugs & mine.get(kind, set()) for kind, slugs in self.unwanted.items())
            and self.admits_headline(article.headline)
        )


def _has_any(headline: str, words: Iterable[str]) -> bool:
    folded = unicodedata.normalize("NFKC", headline).casefold()
    return any(_has(folded, unicodedata.normalize("NFKC", word).casefold()) for word in words)


def _has(text: str, word: str) -> bool:
    if _WRITTEN_WITHOUT_SPACES.search(word):
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query as the settings have it: a channel of its own at `/feeds/<name>/`. No title or description: the newsroom's."""

    name: str
    query: Query = Query()
    title: str = ""
    description: str = ""
    language: str = ""
    feed_items: int | None = None
    order: Order = Order.NEWEST
    shows: Presentation = field(default_factory=Presentation)
    formerly: tuple[str, ...] = ()
