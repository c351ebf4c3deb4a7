"""Lines about an author below a story: “Ana Ruiz covers harbours”, “More from Ana Ruiz”. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from feedservice.text.languages.alternatives import any_piece

_any = partial(any_piece, "boilerplate")
#: What follows an author's name in the line about him or her.
_LIFE = re.compile(
    rf"(?:,[^.]{{1,90}},)?\s+{_any('author_verbs')}\b|\s+{_any('author_and')}\s+[^.]{{3,60}}\s{_any('authors_verbs')}\b"
)
#: What leads to an author: Written by …, More about …
_LEADS = re.compile(rf"{_any('author_leads')}\s+", re.IGNORECASE)
_LONGEST_LEAD_CHARACTERS = 90


def is_about_author(line: str, names: Sequence[str]) -> bool:
    """Whether a line tells of one of these people, or leads to one."""
    small = line.casefold()
    lead = _LEADS.match(line) if len(line) <= _LONGEST_LEAD_CHARACTERS else None
    for name in map(str.casefold, names):
        if " " not in name and name.isascii():
            continue
        if small.startswith(name) and _LIFE.match(line[len(name) :]):
            return True
        if lead and small[lead.end() :].startswith(name):
            return True
    return False
