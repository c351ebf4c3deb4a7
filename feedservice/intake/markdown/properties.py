"""The properties of a page that Notion exports: lines of “Name: value” right below the first heading. Pure.

They are properties when every line is one, and some is a time or a person that Notion adds by itself, or all are fields of
ours: “When: Sunday” above a notice is text.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.intake.fields import HEAD_NAMES
from feedservice.text.unicode import one_line

_BLOCK = re.compile(r"\A(\s*#[ \t]+[^\n]+\n\s*\n)((?:[^\W\d_][^\n:]{0,40}:(?:[ \t][^\n]*)?\n){2,30})(?=[ \t]*\n|\Z)")
_LINE = re.compile(r"^([^\n:]+):[ \t]*([^\n]*)$", re.MULTILINE)
#: What Notion states of every page that asks for it (Notion help, Database properties).
_OWN = frozenset({
    "created", "created time", "created by", "created at", "last edited", "last edited time", "last edited by", "last edited at", "assign",
    "assignee", "verification", "archived",
})  # fmt: skip
#: Of the field that these seem to be they say nothing: a page is created before it is published.
_NOT_OURS = frozenset({"created by", "last edited", "last edited time", "last edited by", "last edited at"})


def take_properties(text: str, notes: Notes) -> str:
    """Note the properties below the first heading, if there are any, and return the text without them."""
    block = _BLOCK.match(text)
    if block is None:
        return text
    lines = [(one_line(name), one_line(value)) for name, value in _LINE.findall(block[2])]
    fields = [_field(name) for name, _ in lines]
    if not (all(fields) or any(name.casefold() in _OWN for name, _ in lines)):
        return text
    for (name, value), field in zip(lines, fields, strict=True):
        if field:
            notes.add(field, value, "property", 1.0)
        else:
            notes.leave_out(f"{name}: {value}", "property of Notion")
    return block[1] + text[block.end() :]


def _field(name: str) -> str:
    bare = name.casefold()
    return "" if bare in _NOT_OURS else HEAD_NAMES.get(re.sub(r"[-_]", " ", bare), "")
