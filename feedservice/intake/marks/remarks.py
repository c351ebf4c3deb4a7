"""What editors wrote for each other in the text itself: %%…%%, and the comments of Google Docs and Word in plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedservice.intake.marks.mark import REMARK, Mark

#: Not behind a figure or in %d%%, where it is a per cent sign.
_OPENS = re.compile(r"(?<![\d%])(?<!%[a-z])%%(?!%)")
_CLOSES = re.compile(r"%%")
#: [a]Are we sure? · [LB1]Call her again: a comment at the foot, and the mark in the text that leads to it.
_LABEL = re.compile(r"^\[([a-z]{1,2}|[A-Z]{2,3}\d{1,3})\](?=[^\s:(\[]|[ \t]+\S)", re.MULTILINE)
_FIRST = re.compile(r"a|[A-Z]{2,3}1")


def find_remarks(text: str) -> list[Mark]:
    """Every remark, in order."""
    found = list(_between_signs(text)) if "%%" in text else []
    return [*found, *_comments_at_foot(text)]


def _between_signs(text: str) -> Iterator[Mark]:
    """Obsidian's %%…%%, over several paragraphs too; one that opens a line and is never closed runs to the end."""
    place = 0
    while opening := _OPENS.search(text, place):
        closing = _CLOSES.search(text, opening.end())
        if closing:
            place = closing.end()
            yield Mark(opening.start(), place, REMARK)
        elif not text[: opening.start()].rpartition("\n")[2].strip():
            yield Mark(opening.start(), len(text), REMARK, unknown=True)
            return
        else:
            return


def _comments_at_foot(text: str) -> Iterator[Mark]:
    """The comments at the end of a text, when its words lead to each of them; and those marks."""
    if "[a]" not in text and "1]" not in text:
        return
    labels = list(_LABEL.finditer(text))
    first = next((found for found in labels if _FIRST.fullmatch(found[1]) and _leads(text, found)), None)
    if first is None:
        return
    listed = [found for found in labels if found.start() >= first.start()]
    if not all(_leads(text, found, before=first.start()) for found in listed):
        return
    for found in listed:
        for place in re.finditer(re.escape(found[0]), text[: first.start()]):
            yield Mark(*place.span(), REMARK)
    yield Mark(first.start(), len(text), REMARK)


def _leads(text: str, label: re.Match[str], before: int | None = None) -> bool:
    """Whether the label stands behind a word above."""
    end = label.start() if before is None else before
    return re.search(rf"\S{re.escape(label[0])}", text[:end]) is not None
