"""Plain text, in the shape that agencies and editors use. Pure.

First line headline; then a head of standfirst, byline, date, caption and field lines in any order; then the body,
which a dateline may open and lines on who reported may close. What is a paragraph, a list or a heading, `paragraphs` says.
Does not understand Markdown: emphasis, links and headings in its marks stand as they were typed.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile

from bs4 import BeautifulSoup

from feedservice.article import SourceFile
from feedservice.intake.embargoes import FIRST_LINES, edges, whole_lines
from feedservice.intake.evidence import Notes
from feedservice.intake.marks.text_marks import take_marks
from feedservice.intake.plain.caption_runs import joined_captions, joined_in_blocks
from feedservice.intake.plain.clear_text import clear
from feedservice.intake.plain.desk.desk_cuts import is_left_out, story_alone
from feedservice.intake.plain.field_blocks import LONGEST_HEADLINE_CHARACTERS, take_field_lines
from feedservice.intake.plain.head_extent import head_of
from feedservice.intake.plain.head_lines import (
    caption_marks,
    marks,
    names_alone,
    note,
    take_line_above,
)
from feedservice.intake.plain.line_ends import margin
from feedservice.intake.plain.paragraphs import (
    SENTENCE_ENDS,
    Paragraph,
    in_one_piece,
    markup,
    seam,
    stanzas,
    without_underline,
)
from feedservice.intake.plain.paragraphs import paragraphs as paragraphs_of
from feedservice.intake.plain.text_length import refuse_lines, refuse_paragraphs
from feedservice.intake.plain.unclear_lines import leave_out_unclear, unclear_marks
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.sidecars.fenced_heads import without_head
from feedservice.intake.trade import (
    closing_line,
    split_dateline,
    split_opening,
    without_slug,
)
from feedservice.text.encodings.decode import decode
from feedservice.text.scripts import SOUTH_EAST_ASIAN

#: A paragraph this long is no standfirst; deks run to about two lines.
LONGEST_STANDFIRST_CHARACTERS = 320
#: Scripts whose sentences end without a mark: Thai, Lao, Khmer, Burmese. No line of theirs is known to be unfinished.
_NO_STOPS = re.compile(f"[{SOUTH_EAST_ASIAN}]")
_SHORT_STANDFIRST_CHARACTERS = 160
#: Figures of notes behind the full stop of a sentence.
_NOTE_MARKS = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹*†‡])+$")
#: Why a line of the head is left out that says more than the fields it was read into.
_BESIDE = "beside a byline, date or credit"
_SHORTEST_PROSE_CHARACTERS = 60
#: Lines at the foot that may say who reported.
_CLOSING_LINES = 4


def read(source: SourceFile) -> RawCopy:
    """Read a plain text file. Raises TooLarge for too many paragraphs or lines; what is missing is for compose to judge."""
    text, _ = decode(source.content)
    notes = Notes(source.path)
    return read_text(without_head(text, notes), notes)


def read_text(text: str, notes: Notes) -> RawCopy:
    """Read a text already decoded, whatever carried it; what `notes` hold ranks with what is found here.

    Raises TooLarge for too many paragraphs or lines.
    """
    refuse_lines(text, notes.path)
    text = clear(text, notes)
    notes.readable = notes.readable or text
    story = story_alone(take_marks(text, notes), notes)
    notes.edges += edges([*_above_prose(text), *whole_lines(story)])
    paragraphs = [without_underline(paragraph) for paragraph in paragraphs_of(story)]
    paragraphs = joined_in_blocks(paragraphs)
    cut_at = margin(paragraphs)
    paragraphs = joined_captions(in_one_piece(paragraphs))
    refuse_paragraphs(len(paragraphs), notes.path)
    paragraphs = [one for number, one in enumerate(paragraphs) if not is_left_out(one, notes, number)]
    paragraphs = take_field_lines(paragraphs, notes)
    if paragraphs and notes.best("headline") is None:
        paragraphs = _take_headline(_take_above(paragraphs, notes), notes)
    kept = _take_closing_lines(_take_head(paragraphs, notes), notes)
    body = BeautifulSoup(markup(kept, cut_at), "lxml")
    return RawCopy(notes.manuscript(body), body)


def _above_prose(text: str) -> list[str]:
    """The lines above the first that is prose by its length: what is cut there for the desk's may hold the article still."""
    return list(takewhile(lambda line: len(line) < _SHORTEST_PROSE_CHARACTERS, islice(whole_lines(text), FIRST_LINES)))


def _take_above(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take what stands above the headline, when there is a headline and a story below it: byline, date, kicker, author."""
    while True:
        first, _, rest = paragraphs[0].partition("\n")
        below = [Paragraph(rest, paragraphs[0].gap), *paragraphs[1:]] if rest else paragraphs[1:]
        found = marks(paragraphs[0])
        if len(paragraphs) > 2 and found and {field for field, *_ in found} <= {"byline", "date", "cut"}:
            note(found, notes)
            notes.read_out(paragraphs[0], _BESIDE)
            paragraphs = paragraphs[1:]
        elif len(below) > 1 and take_line_above(first, below, notes):
            notes.read_out(first, _BESIDE)
            paragraphs = below
        else:
            return paragraphs


def _take_headline(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """The first line is the headline, unless it is a whole paragraph; what follows in the same block stays in the head."""
    first, _, rest = paragraphs[0].partition("\n")
    if len(first) > LONGEST_HEADLINE_CHARACTERS:
        return paragraphs
    notes.add("headline", without_slug(first), "first line", 0.9)
    notes.read_out(first, "slug line")
    following = [Paragraph(line, 0) for line in rest.split("\n") if line]
    if following:
        following[-1].gap = paragraphs[0].gap
    return following + paragraphs[1:]


def _take_head(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take the head: all marks with at most one plain paragraph before the last of them. Returns the body.

    The one plain paragraph is the standfirst, unless it is all the text there is: then it is the body of a brief. A line that
    is not understood costs itself, not what stands below it.
    """
    end, odd = head_of(paragraphs)
    body = paragraphs[end:]
    for number, paragraph in enumerate(paragraphs[:end]):
        found = marks(paragraph) or unclear_marks(paragraph) or names_alone(paragraph)
        if number in odd:
            leave_out_unclear(paragraph, notes)
        elif found or paragraphs[end:]:
            for line in paragraph.split("\n"):
                notes.read_out(line, _BESIDE)
            note(found or [("standfirst", paragraph, "paragraph in the head", 0.9)], notes)
        else:
            body = [paragraph]
    body = stanzas(body)
    return _take_captions(_take_dateline(_take_standfirst(body, notes), notes), notes)


def _take_standfirst(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """A first paragraph parted from the body by a wider gap or a dateline, or no full sentence, is the standfirst."""
    if len(paragraphs) < 2 or notes.best("standfirst"):
        return paragraphs
    first, second = paragraphs[:2]
    names = names_alone(first)
    if names and notes.best("byline") is None:
        note(names, notes)
        notes.read_out(first, _BESIDE)
        return paragraphs[1:]
    parted = first.gap > 1 or bool(split_dateline(second)[0])
    terse = (
        len(first) <= _SHORT_STANDFIRST_CHARACTERS
        and not _NOTE_MARKS.sub("", first).endswith(SENTENCE_ENDS)
        and "\n" not in first
        and not _NO_STOPS.search(first)
    )
    if len(first) > LONGEST_STANDFIRST_CHARACTERS or split_dateline(first)[0] or not (parted or terse):
        return paragraphs
    notes.add("standfirst", first, "paragraph under the headline", 0.9 if parted else 0.7)
    return paragraphs[1:]


def _take_dateline(body: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """The dateline that opens the body goes to its field."""
    if not body:
        return body
    opening = split_opening(body[0])
    if opening is None:
        return body
    notes.add("dateline", opening.dateline, "opening of the body", 0.9)
    notes.add("agencies", opening.agency, "dateline", 0.7)
    notes.add("byline", opening.byline, "dateline", 0.7)
    rest = opening.rest.replace("\n", seam(opening.rest.split("\n")), 1)  # no margin tells the first line any longer
    return [Paragraph(rest, body[0].gap), *body[1:]]


def _take_closing_lines(body: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Lines at the foot that say who reported or where it comes from go to byline and agencies, and are listed."""
    kept = list(body)
    for paragraph in reversed(body[1:][-_CLOSING_LINES:]):
        closing = closing_line(paragraph)
        if closing is None:
            break
        notes.add_names("byline", closing.people, "closing line", 0.5)
        notes.add_names("agencies", closing.agencies, "closing line", 0.6)
        notes.leave_out(paragraph, "closing line")
        kept.pop()
    return kept


def _take_captions(body: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """A caption with its credit that stands among the paragraphs is the photo's, if the photo has none yet."""
    kept = []
    for paragraph in body:
        found = [] if notes.best("credit") else caption_marks(paragraph)
        notes.add_all(found)
        if not found:
            kept.append(paragraph)
    return kept
