"""What themes and pages have agreed on: the blocks of each page that a theme may fill, and the values it is given there. Pure.

docs/themes.md says the same for people, and a test holds both to our templates. Nothing here goes or changes its meaning but with another
`VERSION`; something may come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VERSION = 1

#: What every page has.
BLOCKS = frozenset({"extra_head", "header", "name", "search", "navigation", "main", "footer"})
VALUES = frozenset(
    {"settings", "theme", "face", "formats", "furniture", "here", "current", "channel_feeds"}
    | {"word", "when", "spoken_day", "direction_of", "author_path", "picture", "asset"}
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a kind of page has beside what every page has."""

    blocks: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


#: By the name of its template; `base.html` is what all the others stand in.
PAGES: Mapping[str, Terms] = {
    "base.html": Terms(),
    "front.html": Terms(frozenset({"heading", "stories", "turning"}), frozenset({"leaf", "articles"})),
    "channel.html": Terms(
        frozenset({"heading", "stories", "turning", "follow"}),
        frozenset({"channel", "name", "leaf", "articles", "is_led", "feeds", "languages"}),
    ),
    "article.html": Terms(
        frozenset({"story_head", "kicker", "headline", "standfirst", "byline", "lead", "players", "body"})
        | {"corrections", "tags", "beside", "more"},
        frozenset({"article", "authors", "byline", "url", "language", "direction", "image", "beside", "recordings"})
        | {"lead", "players", "body", "others", "corrections"},
    ),
    "archive.html": Terms(frozenset({"heading", "section_index", "months"}), frozenset({"years", "sections"})),
    "feeds.html": Terms(
        frozenset({"heading", "addresses", "more_feeds"}),
        frozenset({"everything", "groups", "rest", "names", "formats_of"}),
    ),
    "message.html": Terms(frozenset({"heading"}), frozenset({"title", "message"})),
}
#: What a theme calls our own template of a page by, to fill its blocks: `{% extends "site/front.html" %}`.
OURS = "site/"
#: A template of a theme that is no page, to be included or imported, has a name that begins so.
PART = "_"


def blocks_of(template: str) -> frozenset[str]:
    """The blocks that a theme may fill in the template of a page."""
    return BLOCKS | PAGES[template].blocks


def values_of(template: str) -> frozenset[str]:
    """The values that a template of a theme is given; a part may be used by any page."""
    if template in PAGES:
        return VALUES | PAGES[template].values
    return VALUES.union(*(page.values for page in PAGES.values()))


@dataclass(frozen=True, slots=True)
class ShownSettings:
    """What a theme may know of the settings: nothing of databases, passwords and mail servers, for its pages are for everybody."""

    title: str
    description: str
    language: str
    public_url: str
    public_path: str
    timezone: str
    font: str
    desk: bool
