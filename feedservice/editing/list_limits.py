"""Lists in an article are bounded: what is beyond is left out, told of by name and noted whole. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from feedservice.article import Cut, Finding, Manuscript, Problem, Severity

#: The lists of a manuscript, as they are called.
_LISTS = {"byline": "authors", "agencies": "agencies", "tags": "tags", "corrections": "correction notes"}
#: So much of what was left out is named in a warning; the record of what was cut has all of it.
_NAMED, _NAME_CHARACTERS = 5, 60


def bounded(manuscript: Manuscript, limit: int) -> Manuscript:
    """The manuscript with no list longer than the limit; the first count."""
    for name, called in _LISTS.items():
        stated = getattr(manuscript, name)
        values: tuple[str, ...] = stated.value if isinstance(stated, Finding) else stated or ()
        if len(values) > limit:
            kept: Any = replace(stated, value=values[:limit]) if isinstance(stated, Finding) else values[:limit]
            manuscript = told(replace(manuscript, **{name: kept}), called, limit, values[limit:])
    return manuscript


def told(manuscript: Manuscript, called: str, limit: int, left: Sequence[str]) -> Manuscript:
    """The manuscript with a warning that so much of a list was left out, and a note of all of it; nothing for nothing."""
    if not left:
        return manuscript
    some = ", ".join(one if len(one) <= _NAME_CHARACTERS else f"{one[:_NAME_CHARACTERS]}…" for one in left[:_NAMED])
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    problem = Problem(
        manuscript.path,
        f"The article has {limit + len(left)} {called}; only the first {limit} are used. Left out: {some}{more}.",
        "Take out those it does not need. Your operator can allow more (list_limit).",
        Severity.WARNING,
    )
    cut = Cut(", ".join(left), f"more than {limit} {called}")
    return replace(manuscript, problems=(*manuscript.problems, problem), cut=(*manuscript.cut, cut))
