"""Agencies' notebooks: what is below a line that says it is not for publication. Pure.

dpa, epa, AFP and others close a report with addresses, editors and their telephone numbers. Above the first sentence of a
story such a line speaks of the whole text, and is `embargoes`' to judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from feedservice.intake.plain.desk.contact_lines import has_contact
from feedservice.text.agencies import known_agency
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later
from feedservice.text.sentences import count_words

_any = partial(any_piece, "boilerplate")
#: The following information is not intended for publication: asked of small letters, as these words are, twice as quick.
_OPENS = later(rf"^\W*{_any('not_for_publication')}")
_UNPUBLISHABLE = later(rf"^\W*{_any('not_for_publication')}\W*$")
#: Not for publication: Jo Fenn, 020 7946 0011 · (For editors only) Jo Fenn is on …
_INLINE = later(rf"^\W*{_any('not_for_publication')}\s*[:：)\]）—–-]+\s*(\S.*)$")
#: Note to editors (not for publication): · Kontakte – nicht zur Veröffentlichung: what parts the label from the order.
_PARTING = later(r"\s*[()\[\]（）【】:：;|]+\s*|\s+[-–—]+\s+|\s*[–—]\s*")
_ORDER = later(rf"^\W*(?:{_any('not_for_publication')}|{any_piece('embargoes', 'not_public')})\W*$", re.IGNORECASE)
_LABEL = later(rf"^\W*(?:{_any('notes_to_editors')}|{_any('notebooks')})\W*$", re.IGNORECASE)
_MOST_LABEL_WORDS = 5
_SIGNS = (":", "：", ")", "]", "）", "–", "—")
#: # epa NOTEBOOK · dpa-Notizblock: with a sign or a house before it, it is known without that line.
_HEADING = later(rf"^(?P<sign>[#*]*)\s*(?:(?P<house>\w{{2,10}})[\s-])?{_any('notebooks')}\W*$", re.IGNORECASE)
_LONGEST_CHARACTERS, _LONGEST_INLINE_CHARACTERS = 110, 200
#: Lines above that line which the notebook may run to.
_MOST_LINES_ABOVE = 40
_RULE = later(r"^\W*$")
_PROSE_WORDS = 12


def is_unpublishable(line: str) -> bool:
    """Whether a whole line says that a text, or what is below it, is not for publication."""
    return 0 < len(line) <= _LONGEST_CHARACTERS and _UNPUBLISHABLE.match(line.lower()) is not None


def notebook_start(lines: Sequence[str]) -> int:
    """Where a notebook begins, its heading and rule included; the end where there is none, or no story above it."""
    for number in range(_first_prose(lines) + 1, len(lines)):
        if not lines[number] or len(lines[number]) > _LONGEST_INLINE_CHARACTERS:
            continue
        line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
        opens = _OPENS.match(line.lower()) is not None
        last = number + 1 if opens and is_unpublishable(line) else 0
        if not last and below and is_unpublishable(f"{line} {below}"):
            last = number + 2
        if last and any(lines[last:]):
            return _heading_above(lines, number)
        found = _INLINE.match(line.lower()) if opens and any(map(line.__contains__, _SIGNS)) else None
        if found and has_contact(found[1]):  # one without may name a time, and holds
            return number
        if (_is_agencys(line) or _is_labelled(line, lines[number + 1 :])) and any(lines[number + 1 :]):
            return number
    return len(lines)


def _is_labelled(line: str, below: Sequence[str]) -> bool:
    """Whether a line is a label and an order not to publish, and nothing else: notes to editors; or any, above a contact."""
    if len(line) > _LONGEST_CHARACTERS:
        return False
    parts = [part for part in _PARTING.split(line) if part]
    labels = [part for part in parts if not _ORDER.match(part)]
    if len(labels) == len(parts) or len(labels) != 1 or count_words(labels[0]) > _MOST_LABEL_WORDS:
        return False
    return _LABEL.match(labels[0]) is not None or any(map(has_contact, below))


def _is_agencys(line: str) -> bool:
    """Whether a line heads a notebook by itself: a sign or an agency stands before the word."""
    found = _HEADING.match(line)
    return found is not None and bool(found["sign"] or known_agency(found["house"] or "", in_brackets=True))


def _first_prose(lines: Sequence[str]) -> int:
    """The line that makes the first paragraph long enough to be a story's."""
    words = 0
    for number, line in enumerate(lines):
        words = words + count_words(line) if line and not is_unpublishable(line) else 0
        if words >= _PROSE_WORDS:
            return number
    return len(lines)


def _heading_above(lines: Sequence[str], number: int) -> int:
    """Where the heading of the notebook stands, or the rule above its line."""
    above = range(number - 1, max(number - _MOST_LINES_ABOVE, 0), -1)
    start = next((place for place in above if _HEADING.match(lines[place])), number)
    while start and _RULE.match(lines[start - 1]):
        start -= 1
    return start
