"""Field lines at the head of a plain text: taken off, with or without an empty line below them. Pure."""

from __future__ import annotations

from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import UNUSED, field_lines
from feedservice.intake.fields import DECIDING
from feedservice.intake.plain.head_lines import line_marks
from feedservice.intake.plain.paragraphs import Paragraph

#: A first line longer than this is a paragraph, not a headline.
LONGEST_HEADLINE_CHARACTERS = 200
#: Why a field line is, whose value no field says: Embargo: none.
_FIELD_LINE = "field line"
#: Fields whose lines are taken though no line is left that can be the headline.
_ON_TOP = frozenset([*DECIDING, UNUSED])


def take_field_lines(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take paragraphs that are field lines throughout, from the top, stopping at the first other one."""
    for number, paragraph in enumerate(paragraphs):
        fields = field_lines(paragraph)
        if not fields:
            return _take_lines_on_top(paragraph, paragraphs[number + 1 :], notes)
        notes.add_all(fields)
        for line in paragraph.split("\n"):
            notes.read_out(line, _FIELD_LINE)
    return []


def _take_lines_on_top(paragraph: Paragraph, rest: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take field lines off the top of a block whose other lines are the story's: nobody has to leave an empty line below them.

    What decides over the article, or is the desk's, goes always (“Status: withdrawn”, “Slug: quay”); others where a line is left
    that can be the headline: “Credit: what banks lend” above a byline is one itself.
    """
    lines = paragraph.split("\n")
    heads = notes.best("headline") is not None or _may_be_headline(_first_beside_fields(lines))
    while len(lines) > 1 and (fields := field_lines(lines[0])) and (heads or fields[0][0] in _ON_TOP):
        notes.add_all(fields)
        notes.read_out(lines.pop(0), _FIELD_LINE)
    return [Paragraph("\n".join(lines), paragraph.gap), *rest]


def _first_beside_fields(lines: list[str]) -> str:
    return next((line for line in lines if not field_lines(line)), "")


def _may_be_headline(line: str) -> bool:
    return bool(line) and len(line) <= LONGEST_HEADLINE_CHARACTERS and not line_marks(line)
