"""The head of an HTML story without classes: lines that say by their words or their looks what they are. Pure.

A line read into a field is taken out of the story. Does not look at meta elements or classes: the modules beside it do.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import field_lines
from feedservice.intake.html.page_elements import Element, attribute, lines_of, take_off, text_of, words
from feedservice.intake.html.spike import read_out
from feedservice.intake.html.story_head.part_names import fields_named
from feedservice.intake.trade import is_byline, split_caption, split_dateline, split_opening
from feedservice.text.dates.parse import find_date, is_date_line

_LONGEST_CAPTION_CHARACTERS = 600
#: A field line has its mark near the beginning; most paragraphs have none there.
_FIELD_MARK = re.compile("[:：]")
_LONGEST_FIELD_NAME = 30
#: Paragraphs from the top that may be head.
_HEAD_PARAGRAPHS = 8
_LONGEST_BOLD_CHARACTERS = 160
_POINTS = re.compile(r"font-size:\s*(\d{2})(?:\.\d+)?\s*(?:pt|px)")
_LARGE_POINTS = 15


def read_lines(story: Element, notes: Notes, hours: frozenset[Element] = frozenset()) -> None:
    """Head lines without a class: fields, By …, a date alone, a caption closed by its credit; the opening dateline.

    Not the `hours` over entries of a live blog.
    """
    plain: list[Element] = []
    for paragraph in _head_paragraphs(story):
        line = words(paragraph)
        if not line or paragraph in hours or _belongs_elsewhere(paragraph):
            continue
        fields = field_lines(lines_of(paragraph)) if _FIELD_MARK.search(line, 0, _LONGEST_FIELD_NAME) else []
        if fields and all(field != "date" or find_date(text) for field, text, _, _ in fields):
            notes.add_all(fields)
            read_out(paragraph, notes)
        elif split_dateline(line)[0]:
            _take_opening(plain, paragraph, notes)
            break
        elif _read_line(line, notes):
            read_out(paragraph, notes)
        else:
            plain.append(paragraph)


def _head_paragraphs(story: Element) -> list[Element]:
    paragraphs = []
    for paragraph in story.iter("p"):
        paragraphs.append(paragraph)
        if len(paragraphs) == _HEAD_PARAGRAPHS:
            break
    return paragraphs


def _belongs_elsewhere(paragraph: Element) -> bool:
    if next(paragraph.iter("img"), None) is not None:
        return True
    return next(paragraph.iterancestors("figure", "blockquote", "li", "a"), None) is not None


def _take_opening(above: list[Element], paragraph: Element, notes: Notes) -> None:
    """The dateline of a paragraph that opens the body, and the one paragraph above it, which is the standfirst.

    Below more text, or when the file states another standfirst, the dateline stays where it is.
    """
    if len(above) == 1 and notes.best("standfirst") is None:
        notes.add("standfirst", words(above[0]), "paragraph above the dateline", 0.8)
        read_out(above.pop(), notes)
    if not above:
        _take_dateline(paragraph, notes)


def _read_line(line: str, notes: Notes) -> bool:
    if is_byline(line):
        notes.add("byline", line, "byline under the headline", 0.8)
    elif is_date_line(line):
        notes.add("date", line, "date line", 0.8)
    elif len(line) <= _LONGEST_CAPTION_CHARACTERS and (closed := split_caption(line))[1]:
        caption, credit = closed
        notes.add("caption", caption, "line closed by a photo credit", 0.8)
        notes.add("credit", credit, "photo credit", 0.8)
    else:
        return False
    return True


def _take_dateline(paragraph: Element, notes: Notes) -> None:
    """Take the dateline off a paragraph, whatever markup it stands in."""
    text = text_of(paragraph)
    opening = split_opening(text.lstrip())
    if opening is None:
        return
    notes.add("dateline", opening.dateline, "opening of the body", 0.9)
    notes.add("agencies", opening.agency, "dateline", 0.6)
    notes.add("byline", opening.byline, "dateline", 0.7)
    notes.read_out(text[: len(text) - len(opening.rest)])
    take_off(paragraph, len(text) - len(opening.rest))


def headline_by_looks(box: Element, notes: Notes) -> None:
    """In a bare story without headings or title: a first paragraph that is short and all bold, or set large, is the headline."""
    paragraphs = (
        element for element in box.iter("p", "div") if words(element) and len(list(element.iter("p", "div"))) == 1
    )
    if notes.best("headline") or next(box.iter("h1", "h2", "h3"), None) is not None:
        return
    first, second = next(paragraphs, None), next(paragraphs, None)
    if first is None or second is None or "headline" in fields_named(first):
        return
    text = words(first)
    bold = any(words(one) == text for one in first.iterdescendants("b", "strong"))
    large = any(int(size) >= _LARGE_POINTS for one in first.iter() for size in _POINTS.findall(attribute(one, "style")))
    other = text.endswith((".", "。", ":")) or is_byline(text) or bool(split_dateline(text)[0])
    if (bold or large) and len(text) <= _LONGEST_BOLD_CHARACTERS and not other:
        notes.add("headline", text, "first line, in bold" if bold else "first line, set large", 0.7)
        read_out(first, notes)
