"""What would make an article better, by weight: advice, no obstacle. Pure.

What a file says wrongly is told on its receipt (`article.Problem`); this is what its article lacks for its readers, search engines
and aggregators. Links are not asked for. Sources: Google (structured-data/article, Discover: 1,200 pixels, headlines that are not cut at
110 characters), WCAG 2.2 (1.1.1), newsrooms' own style books.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from feedservice.article import Article, Photo

Weight = Literal["heavy", "medium", "light"]

LEAST_PHOTO_PX = 1200
LONGEST_HEADLINE = 110
#: What writers put where something is still to come, in capitals and alone; no language has such a word.
_TO_COME = re.compile(r"\b(?:TK+|TKTK|TODO|XXX+)\b")
#: A picture's file name in place of words: DSC_0042.jpg, ferry-2.png.
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|heic|tiff?)", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do better: how much it weighs, what it is, how it is done."""

    weight: Weight
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """`found` says what is lacking, in a sentence; nothing when all is well."""

    weight: Weight
    found: Callable[[Article], str]
    remedy: str


def advice(article: Article) -> tuple[Advice, ...]:
    """All advice on an article, the heaviest first."""
    return tuple(Advice(rule.weight, what, rule.remedy) for rule in _RULES if (what := rule.found(article)))


def _to_come(article: Article) -> str:
    texts = (article.headline, article.standfirst, _TAGS.sub(" ", article.body_html))
    words = [word for text in texts for word in _TO_COME.findall(text)]
    return f"Something is still to come: “{words[0]}” stands in it." if words else ""


def _without_credit(article: Article) -> str:
    return _of_photos(article, lambda photo: not (photo.credit or photo.creator), "no credit")


def _without_alt(article: Article) -> str:
    return _of_photos(
        article, lambda photo: not (photo.alt or photo.caption or photo.description), "no alternative text"
    )


def _alt_of_file(article: Article) -> str:
    return _of_photos(article, lambda photo: bool(_FILE_NAME.fullmatch(photo.alt.strip())), "a file name for alternative text")  # fmt: skip


def _without_caption(article: Article) -> str:
    return _of_photos(article, lambda photo: not photo.caption, "no caption")


def _of_photos(article: Article, lacks: Callable[[Photo], bool], what: str) -> str:
    """A sentence on the photos that lack something; the first is named."""
    found = [photo for photo in article.photos if lacks(photo)]
    if not found:
        return ""
    others = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return (
        f"{'The lead photo has' if found[0] is article.photos[0] else 'A photo has'} {what} ({found[0].path}{others})."
    )


def _small(article: Article) -> str:
    if not article.photos:
        return ""
    width = article.photos[0].original.width_px
    return f"The lead photo is {width:,} pixels wide." if width < LEAST_PHOTO_PX else ""


def _long_headline(article: Article) -> str:
    length = len(article.headline)
    return f"The headline has {length} characters." if length > LONGEST_HEADLINE else ""


_RULES = (
    _Rule("heavy", _to_come, "Fill it in before readers see it."),
    _Rule("heavy", _without_credit, "Add a line Credit: and the name below its caption, or fill in Credit in the photo's metadata."),
    _Rule("heavy", _without_alt, "Say what the photo shows, for readers who cannot see it: as alternative text or as its caption."),
    _Rule("medium", _small, f"Search engines and Discover show large pictures only from {LEAST_PHOTO_PX:,} pixels. Drop a larger copy under the same name."),
    _Rule("medium", _long_headline, f"Beyond {LONGEST_HEADLINE} it is cut in search results and on phones. Say it shorter."),
    _Rule("medium", lambda article: "" if article.byline or article.agencies else "It has no byline.", "Put By and the name below the headline: readers and search engines ask who wrote it."),
    _Rule("medium", lambda article: "The standfirst repeats the article's opening." if article.standfirst_derived else "", "Write one sentence of its own below the headline: it is what feeds, search results and shared links show."),
    _Rule("medium", _alt_of_file, "Say what the photo shows."),
    _Rule("light", lambda article: "" if article.section else "It is in no section.", "Put the file into the folder of its section, or add a line Section: and its name."),
    _Rule("light", _without_caption, "Add one below the photo, or fill in Caption in its metadata."),
    _Rule("light", lambda article: "" if article.photos else "It has no photo.", "Drop one with the same name beside its file."),
)  # fmt: skip
