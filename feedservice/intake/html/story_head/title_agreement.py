"""What a page says its headline is, and how far a line agrees with it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import attribute
from feedservice.intake.html.story_head.position import Positions
from feedservice.intake.html.structured import split_title
from feedservice.text.scripts import CJK

#: A title that a page states for others to print.
_LEAST_STATED = 0.7


@dataclass(frozen=True, slots=True)
class Titles:
    """What a page says its headline is: all of it; what it states for others to print; all but what an element shows."""

    everywhere: list[str]
    stated: list[str]
    others: list[str]

    def agreement(self, text: str) -> float:
        """How like the likest title a line is; -1 where the page has no title."""
        return max((likeness(text, title) for title in self.everywhere), default=-1.0)

    def covered(self, text: str) -> int:
        """How many words of a title a line has."""
        own = set(tokens(text))
        return max((len(own & set(tokens(title))) for title in self.others), default=0)

    def parts(self) -> set[str]:
        """The titles and their parts, bare; those of a word or two are sections and sites."""
        return {bare(part) for title in self.others for part in split_title(title) if len(tokens(part)) > 2}


def titles_of(place: Positions, notes: Notes) -> Titles:
    """All titles of a page, with the labels of its article, before the headline is read."""
    findings = notes.findings.get("headline", ())
    labels = [attribute(one, "aria-label") for one in place.elements[place.first].iterancestors("article")]
    everywhere = [*(one.value for one in findings), *filter(None, labels)]
    others = [one.value for one in findings if not one.source.startswith("itemprop")]
    stated = [
        one.value for one in findings if one.confidence >= _LEAST_STATED and not one.source.startswith("itemprop")
    ]
    return Titles(everywhere, stated, [*others, *filter(None, labels), *notes.titles])


def likeness(one: str, other: str) -> float:
    """The share of words of the shorter of two lines that stand in the other too; Chinese by characters."""
    first, second = set(tokens(one)), set(tokens(other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def tokens(text: str) -> list[str]:
    """The words of a text without case; scripts without spaces by character."""
    return re.findall(rf"[{CJK}]|[^\W{CJK}]+", text.casefold())


def bare(text: str) -> str:
    """The words of a line, without what stands between them."""
    return "".join(tokens(text))
