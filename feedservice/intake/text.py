"""Plain text, in the shape that agencies and editors use. Pure.

First line headline; then a head of standfirst, byline, date, caption and field lines in any order; then the body,
which a dateline may open. Paragraphs are parted by empty lines, or, where there are none, by line ends.
Does not understand Markdown: markup stands as it was typed.
"""

from __future__ import annotations

import re
from html import escape
from typing import Self

from bs4 import BeautifulSoup

from feedservice.article import Manuscript, SourceFile
from feedservice.characters import one_line
from feedservice.dates import is_date_line
from feedservice.errors import TooLarge
from feedservice.intake.decoding import decode
from feedservice.intake.evidence import DECIDING, Found, Notes, field_lines
from feedservice.intake.patterns import (
    CREDIT_ALONE,
    is_byline,
    leftover_reason,
    split_caption,
    split_dateline,
)

#: A paragraph this long is no standfirst; deks run to about two lines.
LONGEST_STANDFIRST_CHARACTERS = 320
_SHORT_STANDFIRST_CHARACTERS = 160
#: More than any article has; larger trees take quadratic time.
MOST_PARAGRAPHS = 5_000
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "…", "”", '"', "'", ":", "：")
_LONGEST_CAPTION_CHARACTERS = 600


class _Paragraph(str):
    """A paragraph of the file; `gap` is the number of empty lines after it."""

    __slots__ = ("gap",)
    gap: int

    def __new__(cls, words: str, gap: int = 1) -> Self:
        """A paragraph of the file with its words."""
        paragraph = super().__new__(cls, words)
        paragraph.gap = gap
        return paragraph


def read(source: SourceFile) -> Manuscript:
    """Read a plain text file. Raises TooLarge for too many paragraphs; what is missing is for compose to judge."""
    text, _ = decode(source.content)
    notes = Notes(source.path)
    paragraphs = _paragraphs(text)
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise TooLarge(
            source.path,
            f"The text has more than {MOST_PARAGRAPHS} paragraphs.",
            "Save each article in a file of its own.",
        )
    paragraphs = [paragraph for paragraph in paragraphs if not _left_out(paragraph, notes)]
    paragraphs = _take_field_lines(paragraphs, notes)
    if paragraphs and notes.best("headline") is None:
        paragraphs = _take_headline(paragraphs, notes)
    body = _take_head(paragraphs, notes)
    return notes.manuscript(BeautifulSoup("".join(_markup(paragraph) for paragraph in body), "lxml"))


def _paragraphs(text: str) -> list[_Paragraph]:
    """The paragraphs with the gaps after them; lines count as paragraphs when no empty line stands between any."""
    blocks = re.split(r"(\n(?:[^\S\n]*\n)+)", text.strip())
    if len(blocks) == 1:
        blocks = re.split(r"(\n)", blocks[0])
    paragraphs = []
    for words, gap in zip(blocks[::2], [*blocks[1::2], ""], strict=True):
        if one_line(words):
            stripped = "\n".join(line.strip() for line in words.split("\n")).strip()
            paragraphs.append(_Paragraph(stripped, max(gap.count("\n") - 1, 0)))
    return paragraphs


def _left_out(paragraph: str, notes: Notes) -> bool:
    reason = leftover_reason(paragraph)
    if reason:
        notes.leave_out(paragraph, reason)
    return bool(reason)


def _take_field_lines(paragraphs: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """Take paragraphs that are field lines throughout, from the top, stopping at the first other one."""
    for number, paragraph in enumerate(paragraphs):
        fields = field_lines(paragraph)
        if not fields:
            return _take_deciding_lines(paragraph, paragraphs[number + 1 :], notes)
        notes.add_all(fields)
    return []


def _take_deciding_lines(paragraph: _Paragraph, rest: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """Take lines that decide over the article off the top of a block: “Status: withdrawn”, and the headline right below."""
    lines = paragraph.split("\n")
    while len(lines) > 1 and (fields := field_lines(lines[0])) and fields[0][0] in DECIDING:
        notes.add_all(fields)
        del lines[0]
    return [_Paragraph("\n".join(lines), paragraph.gap), *rest]


def _take_headline(paragraphs: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """The first line is the headline; what follows in the same block without an empty line stays in the head."""
    first, _, rest = paragraphs[0].partition("\n")
    notes.add("headline", first, "first line", 0.9)
    following = [_Paragraph(line) for line in rest.split("\n") if line]
    if following:
        following[-1].gap = paragraphs[0].gap
    return following + paragraphs[1:]


def _take_head(paragraphs: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
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
        marks = _marks(paragraph)
        if marks or paragraphs[end:]:
            notes.add_all(marks or [("standfirst", paragraph, "paragraph in the head", 0.9)])
        else:
            body = [paragraph]
    return _take_captions(_take_dateline(_take_standfirst(body, notes), notes), notes)


def _marks(paragraph: str) -> list[Found]:
    """What a paragraph that can only be head says: bylines, date and field lines, or a caption with its credit."""
    lines = [_line_marks(line) for line in paragraph.split("\n")]
    return [mark for marks in lines for mark in marks] if all(lines) else _caption(paragraph)


def _line_marks(line: str) -> list[Found]:
    if is_byline(line):
        return [("byline", line, "byline under the headline", 0.9)]
    if is_date_line(line):
        return [("date", line, "date line", 0.9)]
    return field_lines(line) or _caption(line)


def _caption(paragraph: str) -> list[Found]:
    caption, credit = split_caption(paragraph)
    if len(paragraph) > _LONGEST_CAPTION_CHARACTERS or not (credit or CREDIT_ALONE.match(paragraph)):
        return []
    if not credit:
        return [("credit", paragraph, "photo credit", 0.9)]
    return [("caption", caption, "line closed by a photo credit", 0.9), ("credit", credit, "photo credit", 0.9)]


def _take_standfirst(paragraphs: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """A first paragraph parted from the body by a wider gap or a dateline, or no full sentence, is the standfirst."""
    if len(paragraphs) < 2 or notes.best("standfirst"):
        return paragraphs
    first, second = paragraphs[:2]
    parted = first.gap > 1 or bool(split_dateline(second)[0])
    terse = len(first) <= _SHORT_STANDFIRST_CHARACTERS and not first.endswith(_SENTENCE_ENDS)
    if len(first) > LONGEST_STANDFIRST_CHARACTERS or split_dateline(first)[0] or not (parted or terse):
        return paragraphs
    notes.add("standfirst", first, "paragraph under the headline", 0.9 if parted else 0.7)
    return paragraphs[1:]


def _take_dateline(body: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """The dateline that opens the body goes to its field."""
    if not body:
        return body
    dateline, rest = split_dateline(body[0])
    notes.add("dateline", dateline, "opening of the body", 0.9)
    return [_Paragraph(rest), *body[1:]]


def _take_captions(body: list[_Paragraph], notes: Notes) -> list[_Paragraph]:
    """A caption with its credit that stands among the paragraphs is the photo's, if the photo has none yet."""
    kept = []
    for paragraph in body:
        found = [] if notes.best("credit") else _caption(paragraph)
        notes.add_all(found)
        if not found:
            kept.append(paragraph)
    return kept


def _markup(paragraph: str) -> str:
    """A paragraph as HTML; line ends inside it stay line ends where lines are short, as in verse and addresses."""
    lines = paragraph.split("\n")
    verse = len(lines) > 1 and max(map(len, lines)) <= 50
    return f"<p>{('<br>' if verse else ' ').join(map(escape, lines))}</p>"
