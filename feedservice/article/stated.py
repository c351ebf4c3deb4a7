"""Of the vocabulary, what a source states of its article for machines beyond the fields that editors write. Pure.

Said on only because it was said: nothing here is ever guessed or derived.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translation:
    """The same article in another language, at an address of its own; `language` is a tag (RFC 5646)."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a source states besides. Empty is what it does not state.

    `rights_holder` owns the rights in the text; `content_rating` is as written (“MPAA PG-13”, “adult”), `family_friendly` “true”
    or “false”; of a live blog, when its coverage began and ended (ISO 8601); `translations` are those of this very article.
    """

    rights_holder: str = ""
    content_rating: str = ""
    family_friendly: str = ""
    coverage_begun: str = ""
    coverage_ended: str = ""
    translations: tuple[Translation, ...] = ()
