"""How far the head of a plain text goes, and which of its lines nobody understands. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from feedservice.intake.plain.head_lines import line_marks, marks, names_alone
from feedservice.intake.plain.head_scraps import is_date_scrap, is_role
from feedservice.intake.plain.line_ends import is_listing
from feedservice.intake.plain.paragraphs import Paragraph
from feedservice.intake.plain.unclear_lines import is_label, is_odd, unclear_marks
from feedservice.intake.trade import split_dateline

_LONGEST_BESIDE_NAME = 60
#: What a line below one that nobody understands says, if that one is head as well.
_SURE_FIELDS = frozenset({"byline", "date", "tags", "section", "language"})


def head_of(paragraphs: Sequence[Paragraph]) -> tuple[int, frozenset[int]]:
    """How many paragraphs are head: all marks, with at most one plain paragraph before the last of them.

    Beside that one, a short line right between two marks is head too, and so is a label that we do not know above one: the
    numbers of these are returned, for nobody understands them.
    """
    end = 0
    plain: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if split_dateline(paragraph)[0] or is_listing(paragraph):
            break
        if marks(paragraph) or unclear_marks(paragraph) or _is_signed(paragraphs[number : number + 2]):
            end = number + 1
        elif plain and not _is_odd_between(paragraphs, number, end):
            break
        else:
            plain.append(number)
    plain = [number for number in plain if number < end]
    standfirst = next((number for number in plain if not is_odd(paragraphs[number])), plain[0] if plain else -1)
    return end, frozenset(plain) - {standfirst}


def _is_odd_between(paragraphs: Sequence[Paragraph], number: int, end: int) -> bool:
    line, below = paragraphs[number], "".join(paragraphs[number + 1 : number + 2])
    sure = any(field in _SURE_FIELDS for field, *_ in line_marks(below.partition("\n")[0]))
    return sure and is_odd(line) and (end == number or is_label(line))


def _is_signed(pair: Sequence[Paragraph]) -> bool:
    """Whether a name stands above a role or a date."""
    return (
        len(pair) > 1
        and len(pair[1]) <= _LONGEST_BESIDE_NAME
        and bool(names_alone(pair[0]))
        and (is_role(pair[1]) or is_date_scrap(pair[1]))
    )
