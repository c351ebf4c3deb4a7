"""Field lines: “Embargo: 2026-11-20 08:30” on a line of its own, as editors write at the head of a text. Pure."""

from __future__ import annotations

import re

from feedservice.intake.fields import LINE_NAMES
from feedservice.text.languages import every_word

#: What desks write at the head of a text for themselves; left out, and listed.
DESK_LINES = frozenset(every_word("fields", "desk_lines"))
#: Stands for a field in what is found in a desk's own line.
UNUSED = "unused"

#: Field, text, source and confidence, as `Notes.add` takes them.
Found = tuple[str, str, str, float]

_FIELD_LINE = re.compile(r"^([^\W\d][\w ]{1,20}?)\s*[:：]\s*(\S.*)$")


def field_lines(paragraph: str) -> list[Found]:
    """The fields of a paragraph such as “Embargo: 2026-11-20 08:30”, if every line of it is one editors may use."""
    found = []
    for line in paragraph.split("\n"):
        matched = _FIELD_LINE.match(line)
        name = matched[1].casefold() if matched else ""
        field = LINE_NAMES.get(name) or (UNUSED if name in DESK_LINES else None)
        if not matched or not field:
            return []
        found.append((field, line if field == UNUSED else matched[2], "field line", 1.0))
    return found
