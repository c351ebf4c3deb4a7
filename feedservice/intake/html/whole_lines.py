"""The lines of a story that stand by themselves, as an instruction to the desk does. Pure.

Whole paragraphs, a line for each that <br> parts, and never a piece of one that markup sets off. Not lists, tables of
several columns, quotations, preformatted text, captions, links, or headings with text above them: their words are the story's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from feedservice.intake.embargoes import FIRST_LINES, LAST_LINES, edges
from feedservice.intake.html.page_elements import BLOCKS, Element

_OTHER = frozenset({
    "aside", "audio", "blockquote", "button", "caption", "details", "dl", "fieldset", "figcaption", "figure", "form", "iframe",
    "math", "nav", "ol", "picture", "pre", "script", "select", "style", "svg", "template", "textarea", "ul", "video",
})  # fmt: skip
_PARTING = BLOCKS | _OTHER
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class _Spoken:
    """The text of a block, or between two blocks, with how much of it is a link's."""

    heading: bool = False
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, in_link: bool) -> None:
        """A piece of text, where a line ends only at <br>."""
        if text and (self.pieces or not text.isspace()):
            self.pieces.append(text.replace("\n", " "))
            self.linked += len(text.strip()) if in_link else 0

    def text(self) -> str:
        """What is said; nothing of what is a link throughout."""
        whole = "".join(self.pieces).strip(" ")
        if not self.linked:
            return whole if whole.strip() else ""
        return whole if self.linked < sum(len(piece.strip()) for piece in self.pieces) else ""


def edge_lines(story: Element) -> tuple[str, ...]:
    """The first and the last of these lines."""
    said = [(run.heading, text) for run in _runs(story) if (text := run.text())]
    first = next((number for number, (heading, _) in enumerate(said) if not heading), len(said))
    spoken = [text for number, (heading, text) in enumerate(said) if number < first or not heading]
    tail = spoken[max(len(spoken) - LAST_LINES, FIRST_LINES) :]
    return edges(line for text in (*spoken[:FIRST_LINES], *tail) for line in text.split("\n"))


def _runs(story: Element) -> list[_Spoken]:
    """What a story says, block by block; a walk without recursion, for pages nest as deep as they like."""
    runs, links = [_Spoken()], 0
    walk = etree.iterwalk(story, events=("start", "end"))
    for event, node in walk:
        tag, opens = node.tag, event == "start"
        if tag == "a":
            links += 1 if opens else -1
        elif tag in _PARTING:
            if runs[-1].pieces:
                runs.append(_Spoken())
            runs[-1].heading = opens and tag in _HEADINGS
        elif opens and tag == "br":
            runs[-1].pieces.append("\n")
        if opens and (tag in _OTHER or (tag == "table" and _has_columns(node))):
            walk.skip_subtree()
        elif opens:
            runs[-1].add(node.text if isinstance(tag, str) else "", in_link=links > 0)
        elif node is not story:
            runs[-1].add(node.tail, in_link=links > 0)
    return runs


def _has_columns(table: Element) -> bool:
    """Whether more than one cell of a row has words: a table of facts, not of layout."""
    rows = (row for part in (table, *table.iterchildren("tbody", "thead", "tfoot")) for row in part.iterchildren("tr"))
    return any(sum(map(_has_words, row.iterchildren("td", "th"))) > 1 for row in rows)


def _has_words(cell: Element) -> bool:
    return any(map(str.strip, map(str, cell.itertext())))
