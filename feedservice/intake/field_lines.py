"""Field lines: “Embargo: 2026-11-20 08:30” on a line of its own, as editors write at the head of a text. Pure."""

from __future__ import annotations

import re

from feedservice.intake.fields import LINE_NAMES
from feedservice.intake.release_fields import judged_for_certain
from feedservice.intake.trade.credits import is_sentence
from feedservice.text.languages import every_word

#: What desks write at the head of a text for themselves; left out, and listed.
DESK_LINES = frozenset(every_word("fields", "desk_lines"))
#: Stands for a field in what is found in a desk's own line.
UNUSED = "unused"

#: Field, text, source and confidence, as `Notes.add` takes them.
Found = tuple[str, str, str, float]

_FIELD_LINE = re.compile(r"^([^\W\d][\w ]{1,20}?)\s*[:：]\s*(\S.*)$")

_FEWEST_WORDS_OF_SENTENCE = 6


def field_lines(paragraph: str) -> list[Found]:
    """The fields of a paragraph such as “Embargo: 2026-11-20 08:30”, if every line of it is one editors may use."""
    found = []
    for line in paragraph.split("\n"):
        matched = _FIELD_LINE.match(line)
        name = matched[1].casefold() if matched else ""
        field = LINE_NAMES.get(name) or (UNUSED if name in DESK_LINES else "")
        if not matched or not (field or judged_for_certain(name, matched[2]) is not None):
            return []
        if field == "credit" and is_sentence(matched[2]):
            return []
        found += _said(name, field, line, matched[2])
    return found


def _said(name: str, field: str, line: str, value: str) -> list[Found]:
    """What one such line says; what is no field of ours may hold the article all the same: “Private: yes”, “Published: no”."""
    said = judged_for_certain(name, value) if field in ("", "date") else None
    if said:
        return [(one.field, one.value, "field line", 1.0) for one in said]
    return (
        [(field, value, "field line", 1.0)]
        if field not in ("", UNUSED) and said is None
        else [(UNUSED, line, "field line", 1.0)]
    )
