"""The foot of a page's story: its source and editors, its author's life. Read, and taken out of the body. Pure.

Walks from the end upwards and stops at the first line that is the story's. A life goes only when it begins with the name of
one of the authors, whom the feed names anyway; who helped to report stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from feedservice.intake.boilerplate.author_bios import is_about_author
from feedservice.intake.boilerplate.edge_lines import ending_reason, is_contribution
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import BLOCKS, Element, text_of, words
from feedservice.intake.html.spike import cut
from feedservice.intake.trade.closing_lines import closing_line

_LONGEST_LINE_CHARACTERS = 400
_MOST_LINES = 12
_BLOCKS = tuple(BLOCKS)
#: How much of a story must stand above its foot.
_LEAST_STORY_BYTES = 300


def take_foot(box: Element, names: Sequence[str], notes: Notes) -> None:
    """Take the lines at the foot out of a page's story; `names` are its authors. The houses that a source line names are noted."""
    gone = Notes(notes.path)
    agencies: list[str] = []
    above = len(text_of(box).encode())
    for element in reversed(list(box.iterdescendants(_BLOCKS))):
        line = words(element)
        if not line or (_holds_block(element) and not _has_own_words(element)):
            continue
        above -= len(line.encode())
        if above < _LEAST_STORY_BYTES or len(line) > _LONGEST_LINE_CHARACTERS or len(gone.cut) >= _MOST_LINES:
            break
        reason, houses = _judge(line, names)
        if reason:
            cut(element, gone, reason)
            agencies += houses
        elif not (ending_reason(line) or is_contribution(line)):
            break
    notes.cut += reversed(gone.cut)
    notes.add_names("agencies", tuple(dict.fromkeys(agencies)), "source line", 0.6)


def _holds_block(element: Element) -> bool:
    return next(element.iterdescendants(_BLOCKS), None) is not None


def _has_own_words(element: Element) -> bool:
    """Whether words stand in an element beside the blocks in it."""
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() or (child.tag not in BLOCKS and words(child)) for child in element)


def _judge(line: str, names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Why a line at the foot goes, or "", and the houses it names."""
    if is_about_author(line, names):
        return "about the author", ()
    closing = None if is_contribution(line) else closing_line(line)
    if closing is None or closing.people:
        return "", ()
    return ("source line" if closing.agencies else "editor's line"), closing.agencies
