"""Which line ends of a paragraph are its own, and which only a margin's: tables, results, verse, what people say in turn. Pure.

A margin cuts a line where the next word did not fit. Where it would have fitted, somebody wanted a new line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from feedservice.intake.plain.head_scraps import is_date_scrap

#: Lines no longer than this stand as they were typed, as in verse and addresses, unless the text's margin cut them.
_LONGEST_VERSE_CHARACTERS = 50
_FEWEST_LINES = 3
#: Margins that programs and people wrap at.
_NARROWEST_MARGIN, _WIDEST_MARGIN = 55, 90
#: Letters by which a margin may be missed.
_SLACK = 2
_COLUMNS = re.compile(r"[^\S\n]*\t[^\S\n]*|(?<=[^\s.!?:;”\"’'»)])[^\S\n]{2,}(?=\S)")
_LONGEST_CELL, _MOST_CELLS = 48, 20
#: Packet: How was it? · Q: Why? · 8 p.m.: Film · — Why?
_SPEAKS = re.compile(
    r"(?:[^\W_a-zß-ÿ][^:：]{0,30}|\d[^:：]{0,20}(?:[:.]\d\d[^:：]{0,10})?)(?:[:：]\s+|：)\S|[QAFR]\.\s+\S|[—―]\s*\S"
)
_ENDS = (".", "!", "?", "…", "”", '"', "»", "’", ")", "。", "！", "？", "」")
_OPENS_LARGE = re.compile(r"[^\w]*(?:\d|[^\W\d_a-zß-ÿ])")


def margin(paragraphs: Sequence[str]) -> int:
    """Where the lines of a text were cut, or 0 when nothing says so."""
    cut = [lines for lines in (one.split("\n") for one in paragraphs) if len(lines) > 1 and _was_cut(lines)]
    widest = max((max(map(len, lines)) for lines in cut), default=0)
    return widest if _NARROWEST_MARGIN <= widest <= _WIDEST_MARGIN else 0


def _was_cut(lines: Sequence[str]) -> bool:
    """Whether a margin cut these lines: the word that opens the next never fitted, and a sentence runs on over a line's end."""
    runs_on = not lines[0].endswith(_ENDS) or any(line[:1].islower() for line in lines[1:])
    return runs_on and is_cut_at(lines, max(map(len, lines)) - _SLACK)


def is_cut_at(lines: Sequence[str], margin_characters: int) -> bool:
    """Whether the first word of each line did not fit on the line above, within a margin."""
    return all(len(line) + 1 + len(below.partition(" ")[0]) > margin_characters for line, below in pairwise(lines))


def are_lines(lines: Sequence[str], margin_characters: int = 0) -> bool:
    """Whether lines are to stand as they are: short ones, and long ones that no margin explains."""
    if len(lines) < 2 or (margin_characters and is_cut_at(lines, margin_characters - _SLACK)):
        return False
    if max(map(len, lines)) <= _LONGEST_VERSE_CHARACTERS or is_table(lines):
        return True
    open_large = all(map(_OPENS_LARGE.match, lines))
    unended = 2 * sum(line.endswith(_ENDS) for line in lines) <= len(lines)
    return (
        len(lines) >= _FEWEST_LINES and open_large and unended and not is_cut_at(lines, max(map(len, lines)) - _SLACK)
    )


def turns(lines: Sequence[str]) -> list[list[str]]:
    """What people say in turn, or what happens at each time, with the lines that each runs over; nothing for other lines."""
    starts = [number for number, line in enumerate(lines) if _SPEAKS.match(line)]
    each = len(starts) == len(lines) >= _FEWEST_LINES
    if len(starts) < 2 or starts[0] or not (each or all(lines[number - 1].endswith(_ENDS) for number in starts[1:])):
        return []
    return [list(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def is_table(lines: Sequence[str]) -> bool:
    """Whether tabs or wide spaces part lines into columns, as many in each."""
    if len(lines) < 2:
        return False
    rows = [_COLUMNS.split(line.strip(), _MOST_CELLS) for line in lines]
    columns = min(map(len, rows))
    tabbed = all("\t" in line.strip() for line in lines)
    enough = tabbed or len(lines) >= _FEWEST_LINES or columns >= _FEWEST_LINES
    short = all(len(cell) <= _LONGEST_CELL for row in rows for cell in row)
    return 1 < columns == max(map(len, rows)) and enough and short


def is_listing(paragraph: str) -> bool:
    """Whether a paragraph lists times, days or figures, of which a head has one at most."""
    lines = paragraph.split("\n")
    return is_table(lines) or (len(lines) >= _FEWEST_LINES and all(map(is_date_scrap, lines)))
