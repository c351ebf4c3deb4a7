"""What copy says to its desk, cut out of HTML whole block by whole block, and listed: release stamps, contacts, notebooks. Pure.

The lines are judged by `intake.plain.desk.desk_copy`, as those of texts and mails are. Quotations, tables and listings are never judged;
of a page with its furniture only a notebook is cut, for such a page was published as it is.
"""

from __future__ import annotations

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import BLOCKS, Element, around, text_nodes, text_of, words
from feedservice.intake.html.spike import lift
from feedservice.intake.plain.desk.desk_copy import Span, desk_lines
from feedservice.intake.plain.desk.desk_cuts import leave_out_desk_copy
from feedservice.intake.plain.desk.notebooks import notebook_start
from feedservice.text.unicode import one_line

#: Blocks in which a desk's line may stand; what is in others goes only with all that is below such a line.
_JUDGED = frozenset(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"])
_KEPT_AROUND = ("blockquote", "table", "pre", "figure", "aside")
#: Stands for a line that is not judged.
_UNJUDGED = "\ufffc"
#: No desk's line is so long, but a story's is.
_LONG = 300
#: Blocks of one story that are looked at.
_MOST_BLOCKS = 5_000


def cut_desk_blocks(box: Element, notes: Notes, *, is_page: bool) -> None:
    """Take out of a story's box what is its desk's. A block of which a line is the story's stays whole."""
    blocks = _leaves(box)
    if len(blocks) > _MOST_BLOCKS:
        return
    lines, starts = _lines(blocks)
    for first, last, reason in _notebook(lines) if is_page else desk_lines(lines):
        gone = [number for number in range(len(blocks)) if first <= starts[number] and starts[number + 1] <= last + 1]
        said = " ".join(words(blocks[number]) for number in gone if around(blocks[number]) is not blocks[number])
        leave_out_desk_copy(said, reason, notes)
        for number in gone:
            lift(blocks[number])


def _lines(blocks: list[Element]) -> tuple[list[str], list[int]]:
    """The lines of blocks, an empty one below each, and where each block begins among them; last, where all end."""
    lines: list[str] = []
    starts = []
    for block in blocks:
        starts.append(len(lines))
        said = _said(block)
        as_it_is = not said or sum(map(len, said)) > _LONG or _is_judged(block)
        lines += [*(said if as_it_is else [_UNJUDGED] * len(said)), ""]
    return lines, [*starts, len(lines)]


def _said(block: Element) -> list[str]:
    """The lines of a block, as <br> parts them or as they were typed."""
    if next(block.iter("br"), None) is None:
        return [line for line in map(one_line, filter(None, text_of(block).split("\n"))) if line]
    pieces = list(text_nodes(block))
    marks = ("\n" if place == "text" and node.tag == "br" else "" for node, place in pieces)
    whole = "".join(mark + (getattr(node, place) or "") for mark, (node, place) in zip(marks, pieces, strict=True))
    return [line for line in map(one_line, whole.split("\n")) if line]


def _notebook(lines: list[str]) -> list[Span]:
    start = notebook_start(lines)
    return [(start, len(lines), "agency's notebook, not for publication")] if start < len(lines) else []


def _leaves(box: Element) -> list[Element]:
    """The blocks that hold no others."""
    blocks = list(box.iterdescendants(*BLOCKS))
    holders: set[Element] = set()
    for block in blocks:
        holder = block.getparent()
        while holder is not None and holder not in holders:
            holders.add(holder)
            holder = holder.getparent()
    return [block for block in blocks if block not in holders]


def _is_judged(block: Element) -> bool:
    """Whether a line of a block may be a desk's: in no quotation, table, listing or figure."""
    inside = next(block.iterancestors(*_KEPT_AROUND), None)
    return block.tag in _JUDGED and inside is None
