"""The vocabulary of schema.org as far as articles use it, in JSON-LD and in microdata: tables, and who asks them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from feedservice.text.unicode import one_line

#: schema.org types that are news or could be printed as such (schema.org/Article and its kin), and how sure of each.
ARTICLE_TYPES: Mapping[str, float] = {
    "newsarticle": 1.0, "reportagenewsarticle": 1.0, "analysisnewsarticle": 1.0, "opinionnewsarticle": 1.0,
    "backgroundnewsarticle": 1.0, "reviewnewsarticle": 1.0, "askpublicnewsarticle": 1.0, "article": 1.0, "blogposting": 1.0,
    "liveblogposting": 1.0, "report": 1.0, "satiricalarticle": 1.0, "scholarlyarticle": 1.0, "techarticle": 1.0,
    "socialmediaposting": 0.95, "advertisercontentarticle": 0.95, "newsitem": 0.95, "review": 0.9, "claimreview": 0.6,
    "recipe": 0.8, "creativework": 0.8, "videoobject": 0.5, "webpage": 0.45, "itempage": 0.45,
}  # fmt: skip


def type_of(text: Any) -> str:
    """The bare name of a type, whatever vocabulary it is written in."""
    return str(text).rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold()


def is_no_name(text: str) -> bool:
    """Whether what stands where an author should is an address, an account or a number."""
    line = one_line(text)
    return (
        not line
        or "@" in line
        or line.startswith(("http:", "https:", "www.", "//", "@", "#"))
        or line.isdigit()
        or "facebook.com/" in line
    )
