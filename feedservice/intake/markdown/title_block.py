"""Pandoc's title block: lines that begin with % for headline, authors and date, at the very top of a text. Pure.

Source: Pandoc User's Guide, Extension: pandoc_title_block. A line that is set in goes on with the one above it.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes

_BLOCK = re.compile(r"\A\s*%(?!%)[^\n]*(?:\n(?:%(?!%)|[ \t]+(?=\S))[^\n]*){0,12}(?:\n|\Z)")
_FIELDS = ("headline", "byline", "date")
_PARTS = re.compile(r"^%", re.MULTILINE)


def take_title_block(text: str, notes: Notes) -> str:
    """Note the fields of the title block, if there is one, and return the text below it."""
    block = _BLOCK.match(text)
    if block is None:
        return text
    parts = _PARTS.split(block[0].lstrip("\n"))[1:]
    if len(parts) > len(_FIELDS):
        return text
    for field, part in zip(_FIELDS, parts, strict=False):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        notes.add(field, ("; " if field == "byline" else " ").join(lines), "title block", 1.0)
    return text[block.end() :]
