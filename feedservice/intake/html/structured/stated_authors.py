"""Authors as a page states them for machines: people; and, less sure, houses, the site itself, pen names. Pure.

Content systems must state an author, so where no person is known they state the site or an account. Such a name is the
byline where the page shows nobody, and gives way to whomever it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from feedservice.intake.evidence import Notes
from feedservice.intake.html.structured.schema_org import is_no_name
from feedservice.intake.trade.bylines import split_byline, whole_byline
from feedservice.text.languages.alternatives import word_set
from feedservice.text.unicode import one_line

#: What a house, the site or a pen name is worth of what a person would be: less than any byline that is shown.
WORTH_OF_HOUSES = 0.87
_LONGEST_CHARACTERS = 60
_MOST_WORDS = 6
#: What systems call accounts that nobody named.
_ACCOUNTS = word_set("trade", "accounts")
_ADMIN = "admin"
_WORD = re.compile(r"[^\W_]+")
_WEB = re.compile(r"^www\.|\.[a-z]{2,4}(?:\.[a-z]{2})?$")
#: A shorter piece of a site's name may be a person's.
_SHORTEST_PIECE = 5


def note_authors(
    notes: Notes, field: str, texts: Sequence[str], source: str, confidence: float, site: Sequence[str]
) -> None:
    """Note who is stated as author, people together, and every house, pen name and the site after them."""
    people = [text for text in texts if not is_no_name(text) and not is_site(text, site) and not is_pen_name(text)]
    notes.add(field, ", ".join(people), source, confidence)
    _note_houses(notes, field, [text for text in texts if text not in people], source, confidence)


def _note_houses(notes: Notes, field: str, texts: Iterable[str], source: str, confidence: float) -> None:
    """Note names that are stated as author and are no person's, as they are written."""
    for text in texts:
        name = one_line(text)
        if name and not is_no_name(name) and not is_account(name) and len(name) <= _LONGEST_CHARACTERS:
            known = whole_byline(name)
            if known and not known.people:
                notes.add(field, name, source, confidence)  # an agency is one wherever it is stated
            else:
                notes.add_names(field, (name,), source, confidence * WORTH_OF_HOUSES)


def is_site(text: str, site: Iterable[str]) -> bool:
    """Whether a name is the site's own: as it is stated, as its address, or a part of that."""
    name = _bare(text)
    return len(name) > 1 and any(
        name == own or (len(name) >= _SHORTEST_PIECE and name in own) or (len(own) >= _SHORTEST_PIECE and own in name)
        for own in map(_bare, site)
    )


def is_pen_name(text: str) -> bool:
    """Whether a short text is a name that nobody is called by: mf, kevin-r, Staff and wire reports."""
    name = one_line(text)
    if len(name.split()) > _MOST_WORDS or len(name) > _LONGEST_CHARACTERS or is_account(name):
        return False
    return whole_byline(name) is None and not split_byline(name).people


def is_account(text: str) -> bool:
    """Whether a name is one that systems give: admin, Super User."""
    return any(word in _ACCOUNTS or word.endswith(_ADMIN) for word in _WORD.findall(text.casefold()))


def _bare(name: str) -> str:
    return "".join(_WORD.findall(_WEB.sub("", name.casefold().strip())))
