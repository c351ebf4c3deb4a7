"""Plain text, in the shape that agencies and editors use. Pure.

First line headline; then a head of standfirst, byline, date, caption and field lines in any order; then the body,
which a dateline may open and lines on who reported may close. What is a paragraph, a list or a heading, `shapes` says.
Does not understand Markdown: emphasis, links and headings in its marks stand as they were typed.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from feedservice.article import Manuscript, SourceFile
from feedservice.dates import find_date, is_date_line
from feedservice.errors import TooLarge
from feedservice.holds import edges
from feedservice.intake import shapes
from feedservice.intake.bylines import whole_byline
from feedservice.intake.decoding import decode
from feedservice.intake.evidence import DECIDING, Found, Notes, field_lines
from feedservice.intake.patterns import (
    closing_line,
    is_byline,
    is_credit,
    leftover_reason,
    looks_like_a_name,
    slug_reason,
    split_caption,
    split_dateline,
    split_opening,
    without_slug,
)
from feedservice.intake.shapes import SENTENCE_ENDS, Paragraph, without_underline
from feedservice.stating import says_updated

#: A paragraph this long is no standfirst; deks run to about two lines.
LONGEST_STANDFIRST_CHARACTERS = 320
#: Scripts whose sentences end without a mark: Thai, Lao, Khmer, Burmese. No line of theirs is known to be unfinished.
_NO_STOPS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LONGEST_NAMES_CHARACTERS = 60
_SHORT_STANDFIRST_CHARACTERS = 160
#: More than any article has; larger trees take quadratic time.
MOST_PARAGRAPHS = 5_000
#: A first line longer than this is a paragraph, not a headline.
_LONGEST_HEADLINE_CHARACTERS = 200
#: Lines at the foot that may say who reported.
_CLOSING_LINES = 4
#: Slug lines stand among the first paragraphs.
_HEAD_PARAGRAPHS = 8
_LONGEST_CAPTION_CHARACTERS = 600


def read(source: SourceFile) -> Manuscript:
    """Read a plain text file. Raises TooLarge for too many paragraphs; what is missing is for compose to judge."""
    text, _ = decode(source.content)
    return read_text(text, Notes(source.path))


def read_text(text: str, notes: Notes) -> Manuscript:
    """Read a text already decoded, whatever carried it; what `notes` hold ranks with what is found here.

    Raises TooLarge for too many paragraphs.
    """
    notes.edges += edges(text.split("\n"))
    paragraphs = [without_underline(paragraph) for paragraph in shapes.paragraphs(text)]
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise TooLarge(
            notes.path,
            f"The text has more than {MOST_PARAGRAPHS} paragraphs.",
            "Save each article in a file of its own.",
        )
    paragraphs = [
        one for number, one in enumerate(paragraphs) if not _left_out(one, notes, in_head=number < _HEAD_PARAGRAPHS)
    ]
    paragraphs = _take_field_lines(paragraphs, notes)
    if paragraphs and notes.best("headline") is None:
        paragraphs = _take_headline(_take_names_above(paragraphs, notes), notes)
    body = _take_closing_lines(_take_head(paragraphs, notes), notes)
    return notes.manuscript(BeautifulSoup(shapes.markup(body), "lxml"))


def _left_out(paragraph: str, notes: Notes, *, in_head: bool) -> bool:
    reason = leftover_reason(paragraph) or (in_head and all(map(slug_reason, paragraph.split("\n"))) and "slug line")
    if reason:
        notes.leave_out(paragraph, reason)
    return bool(reason)


def _take_field_lines(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take paragraphs that are field lines throughout, from the top, stopping at the first other one."""
    for number, paragraph in enumerate(paragraphs):
        fields = field_lines(paragraph)
        if not fields:
            return _take_deciding_lines(paragraph, paragraphs[number + 1 :], notes)
        notes.add_all(fields)
    return []


def _take_deciding_lines(paragraph: Paragraph, rest: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take lines that decide over the article off the top of a block: “Status: withdrawn”, and the headline right below."""
    lines = paragraph.split("\n")
    while len(lines) > 1 and (fields := field_lines(lines[0])) and fields[0][0] in DECIDING:
        notes.add_all(fields)
        del lines[0]
    return [Paragraph("\n".join(lines), paragraph.gap), *rest]


def _take_names_above(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take a byline and date that stand above the headline, when there is a story below it."""
    while (
        len(paragraphs) > 2
        and (found := _marks(paragraphs[0]))
        and {field for field, *_ in found} <= {"byline", "date"}
    ):
        notes.add_all(found)
        paragraphs = paragraphs[1:]
    return paragraphs


def _take_headline(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """The first line is the headline, unless it is a whole paragraph; what follows in the same block stays in the head."""
    first, _, rest = paragraphs[0].partition("\n")
    if len(first) > _LONGEST_HEADLINE_CHARACTERS:
        return paragraphs
    notes.add("headline", without_slug(first), "first line", 0.9)
    following = [Paragraph(line) for line in rest.split("\n") if line]
    if following:
        following[-1].gap = paragraphs[0].gap
    return following + paragraphs[1:]


def _take_head(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """Take the head: all marks with at most one plain paragraph before the last of them. Returns the body.

    The one plain paragraph is the standfirst, unless it is all the text there is: then it is the body of a brief.
    """
    end, plain = 0, 0
    for number, paragraph in enumerate(paragraphs):
        if split_dateline(paragraph)[0]:
            break
        if _marks(paragraph):
            end = number + 1
        else:
            plain += 1
            if plain > 1:
                break
    body = paragraphs[end:]
    for paragraph in paragraphs[:end]:
        marks = _marks(paragraph) or _names_alone(paragraph)
        if marks or paragraphs[end:]:
            notes.add_all(marks or [("standfirst", paragraph, "paragraph in the head", 0.9)])
        else:
            body = [paragraph]
    return _take_captions(_take_dateline(_take_standfirst(body, notes), notes), notes)


def _names_alone(paragraph: Paragraph) -> list[Found]:
    """A short line of names and nothing else, where a standfirst would stand, is the byline."""
    byline = whole_byline(paragraph) if len(paragraph) <= _LONGEST_NAMES_CHARACTERS and "\n" not in paragraph else None
    if (
        byline is None
        or not byline.people
        or split_dateline(paragraph)[0]
        or not all(" " in name or not name.isascii() for name in byline.people)
    ):
        return []
    return [("byline", paragraph, "names under the headline", 0.6)]


def _marks(paragraph: str) -> list[Found]:
    """What a paragraph that can only be head says: bylines, date and field lines, or a caption with its credit."""
    lines = paragraph.split("\n")
    marks = [_line_marks(line) or _name(line, lines) for line in lines]
    return [mark for found in marks for mark in found] if all(marks) else _caption(paragraph)


def _line_marks(line: str) -> list[Found]:
    if is_byline(line):
        date = find_date(line)
        dated = [("date", date, "date beside the byline", 0.6 if says_updated(line) else 0.8)] if date else []
        return [("byline", line, "byline under the headline", 0.9), *dated]
    if is_date_line(line):
        return [("date", line, "date line", 0.6 if says_updated(line) else 0.9)]
    closing = closing_line(line)
    if closing is not None:
        names = [("agencies", name, "source line", 0.6) for name in closing.agencies]
        return names or [("byline", name, "closing line", 0.5) for name in closing.people]
    return field_lines(line) or _caption(line)


def _name(line: str, lines: list[str]) -> list[Found]:
    """A bare name is a byline beside a date or under nothing but one; elsewhere it may be anything."""
    beside = find_date(line) if len(lines) == 1 else ""
    name = line[: line.find(beside)].strip(" ,|·•–—-") if beside and beside in line else line
    known = beside or any(is_date_line(other) for other in lines)
    if not known or not looks_like_a_name(name) or len(name.split()) > 4:
        return []
    return [
        ("byline", name, "name beside the date", 0.7),
        *([("date", beside, "date beside a name", 0.7)] if beside else []),
    ]


def _caption(paragraph: str) -> list[Found]:
    caption, credit = split_caption(paragraph)
    if len(paragraph) > _LONGEST_CAPTION_CHARACTERS or not (credit or is_credit(paragraph)):
        return []
    if not credit:
        return [("credit", paragraph, "photo credit", 0.9)]
    return [("caption", caption, "line closed by a photo credit", 0.9), ("credit", credit, "photo credit", 0.9)]


def _take_standfirst(paragraphs: list[Paragraph], notes: Notes) -> list[Paragraph]:
    """A first paragraph parted from the body by a wider gap or a dateline, or no full sentence, is the standfirst."""
    if len(paragraphs) < 2 or notes.best("standfirst"):
        return paragraphs
    first, second = paragraphs[:2]
    names = _names_alone(first)
    if names and notes.best("byline") is None:
        notes.add_all(names)
        return paragraphs[1:]
    parted = first.gap > 1 or bool(split_dateline(second)[0])
    terse = (
        len(first) <= _SHORT_STANDFIRST_CHARACTERS
        and not first.endswith(SENTENCE_ENDS)
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
    return [Paragraph(opening.rest, body[0].gap), *body[1:]]


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
        found = [] if notes.best("credit") else _caption(paragraph)
        notes.add_all(found)
        if not found:
            kept.append(paragraph)
    return kept
