"""Captions that run on over several lines of a plain text, put in one piece. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedservice.intake.plain.paragraphs import SENTENCE_ENDS, Paragraph
from feedservice.intake.trade import is_byline, is_credit
from feedservice.text.dates.parse import is_date_line
from feedservice.text.languages.alternatives import any_word

#: Lines that a caption of several runs to, and how long each is.
_MOST_CAPTION_LINES, _LONGEST_CAPTION_LINE = 5, 90
_CAPTION_LABEL = re.compile(rf"{any_word('trade', 'caption_labels')}\s*[:：]", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_][\w ]{1,20}\s*[:：]")


def joined_in_blocks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, each in which the caption of a “Caption:” line runs on over the lines below it with these on that line.

    In a block at the very top the line below may be the headline: there a caption runs on only where its line is full, by the
    longest line of the text, or the next begins with a small letter.
    """
    width = max((len(line) for one in paragraphs for line in one.split("\n")), default=0)
    return [_joined(one, width if number == 0 else 0) for number, one in enumerate(paragraphs)]


def _joined(paragraph: Paragraph, width: int) -> Paragraph:
    if "\n" not in paragraph or not _CAPTION_LABEL.search(paragraph):
        return paragraph
    lines: list[str] = []
    runs_on, last = False, 0
    for line in paragraph.split("\n"):
        is_more = not _LABEL.match(line) and not is_byline(line) and not is_date_line(line)
        if runs_on and is_more and (line[:1].islower() or last + len(f" {line.split()[0]}") > width):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
            runs_on = _CAPTION_LABEL.match(line) is not None
        last = len(line)
    return Paragraph("\n".join(lines), paragraph.gap)


def joined_captions(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with each caption in one piece, where no empty line parts it from the lines it runs on over."""
    kept: list[Paragraph] = []
    number = 0
    while number < len(paragraphs):
        one, end = paragraphs[number], number + 1
        if not one.gap and "\n" not in one and _CAPTION_LABEL.match(one):
            end = _caption_end(paragraphs, number)
        kept.append(one if end == number + 1 else Paragraph(" ".join(paragraphs[number:end]), paragraphs[end - 1].gap))
        number = end
    return kept


def _caption_end(paragraphs: Sequence[Paragraph], number: int) -> int:
    """Where a caption ends: at the next label, if one is near; else where its sentence no longer runs on."""
    for end in range(number + 1, min(number + _MOST_CAPTION_LINES, len(paragraphs))):
        line = paragraphs[end]
        if _LABEL.match(line) or is_credit(line) or is_byline(line) or is_date_line(line):
            return end
        if len(line) > _LONGEST_CAPTION_LINE or line.gap:
            break
    end = number + 1
    while end < len(paragraphs) and not paragraphs[end - 1].endswith(SENTENCE_ENDS) and paragraphs[end][:1].islower():
        end += 1
    return end
