"""What a field may be as well: the few best values that were found for it, each once, none too long. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from feedservice.article import Finding

#: Fields of which an editor may choose another value, each as we write it to editors. None that steers or holds an article is
#: among them, or says who it is: for that there are orders of their own.
CHOSEN: Mapping[str, str] = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "byline": "Byline",
    "agencies": "Agency",
    "dateline": "Dateline",
    "date": "Date",
    "section": "Section",
    "tags": "Tags",
    "language": "Language",
    "photo": "Photo",
    "caption": "Caption",
    "credit": "Credit",
}
#: No article is without these: they may be another, and not none.
NEVER_NONE = frozenset({"headline", "photo", "section"})
#: What may be written at the desk: in letters of three bytes each it is still an address that every server takes.
MOST_VALUE_CHARACTERS = 400
#: Of one field so many values are kept, the one that counts among them.
MOST_ALTERNATIVES = 6
#: A longer value is kept cut off, to be seen; one that is cut cannot be chosen.
LONGEST_ALTERNATIVE = 300
_SAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What was found in one file, whose bytes have the hash `sha256`, and in its sidecars.

    `found` has for each field with several values what would count first if nobody had chosen, then the others;
    `stated` what sidecars say of fields (`= ` before it: they may say that there is none).
    """

    sha256: str = ""
    found: Mapping[str, tuple[Finding[str], ...]] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)


def few_best(findings: Iterable[Finding[Any] | None]) -> tuple[Finding[str], ...]:
    """Of findings in the order of their rank, each value once, as text: the first so many."""
    kept: dict[str, Finding[str]] = {}
    for one in findings:
        text = as_text(one)
        if one is None or not text:
            continue
        kept.setdefault(_SAME.sub("", text.casefold()) or text, Finding(_cut(text), one.source, one.confidence))
        if len(kept) == MOST_ALTERNATIVES:
            break
    return tuple(kept.values())


def as_text(finding: Finding[Any] | None) -> str:
    """A value as one writes it into a field: a list with commas."""
    if finding is None:
        return ""
    return finding.value if isinstance(finding.value, str) else ", ".join(finding.value)


def is_whole(value: str) -> bool:
    """Whether a value that was kept is all there, and can be chosen."""
    return len(value) <= LONGEST_ALTERNATIVE


def _cut(text: str) -> str:
    return text if is_whole(text) else f"{text[:LONGEST_ALTERNATIVE]}…"
