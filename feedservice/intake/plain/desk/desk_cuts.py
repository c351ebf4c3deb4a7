"""What copy says to its desk, cut out of lines of text and listed; what it says of the article's day still counts. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from feedservice.intake.evidence import Notes
from feedservice.intake.plain.desk.desk_copy import desk_lines
from feedservice.intake.plain.desk.wire_envelope import opened
from feedservice.intake.plain.hyphenation import made_whole
from feedservice.intake.trade import leftover_reason, slug_reason
from feedservice.text.dates.parse import find_date
from feedservice.text.unicode import one_line

#: Lines that say when a press release was let out.
_DATED = "line of a press release"
#: Slug lines stand among the first paragraphs.
_HEAD_PARAGRAPHS = 8


def kept_lines(lines: Sequence[str], notes: Notes) -> list[int]:
    """The numbers of the lines that are the story's; the others are listed, each once."""
    gone: set[int] = set()
    for first, last, reason in desk_lines(lines):
        said = " ".join(lines[number] for number in range(first, last) if number not in gone)
        leave_out_desk_copy(said, reason, notes)
        gone.update(range(first, last))
    return [number for number in range(len(lines)) if number not in gone]


def leave_out_desk_copy(said: str, reason: str, notes: Notes) -> None:
    """List what was cut; the day beside a stamp of a press release is evidence of the article's."""
    notes.leave_out(said, reason)
    if reason == _DATED:
        notes.add("date", find_date(said), reason, 0.6)


def story_alone(text: str, notes: Notes) -> str:
    """A text without its wire's envelope and without the lines that are its desk's; words cut in two by a margin made whole."""
    lines = opened(made_whole(text), notes).split("\n")
    return "\n".join(lines[number] for number in kept_lines(list(map(one_line, lines)), notes))


def is_left_out(paragraph: str, notes: Notes, number: int) -> bool:
    """Whether a paragraph is an end mark, page furniture or, among the first, a slug line; it is listed then."""
    slugged = number < _HEAD_PARAGRAPHS and all(map(slug_reason, paragraph.split("\n")))
    reason = leftover_reason(paragraph) or ("slug line" if slugged else "")
    if reason:
        notes.leave_out(paragraph, reason)
    return bool(reason)
