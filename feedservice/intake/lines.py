"""The head of an HTML story without classes: lines that say by their words what they are. Pure.

A line read into a field is taken out of the story. Does not look at meta elements or classes: `html` does.
"""

from __future__ import annotations

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from feedservice.characters import one_line
from feedservice.dates import is_date_line
from feedservice.intake.evidence import Notes, field_lines
from feedservice.intake.patterns import is_byline, split_caption, split_dateline

_LONGEST_CAPTION_CHARACTERS = 600
#: Paragraphs from the top that may be head.
_HEAD_PARAGRAPHS = 8


def read_lines(story: Tag, notes: Notes) -> None:
    """Head lines without a class: fields, By …, a date alone, a caption closed by its credit; the opening dateline."""
    plain: list[Tag] = []
    for paragraph in story.find_all("p", limit=_HEAD_PARAGRAPHS):
        line = one_line(paragraph.get_text())
        if not line or paragraph.find_parent(["figure", "blockquote", "li", "td"]) or paragraph.find("img"):
            continue
        fields = field_lines(_with_line_ends(paragraph))
        if fields:
            notes.add_all(fields)
            paragraph.extract()
        elif split_dateline(line)[0]:
            _take_opening(plain, paragraph, notes)
            break
        if _read_line(line, notes):
            paragraph.extract()
        else:
            plain.append(paragraph)


def _with_line_ends(paragraph: Tag) -> str:
    """The words of a paragraph, a line for each that <br> parts."""
    parts = (
        "\n" if isinstance(node, Tag) else str(node).replace("\n", " ")
        for node in paragraph.descendants
        if _counts(node)
    )
    return "\n".join(one_line(line) for line in "".join(parts).split("\n"))


def _counts(node: PageElement) -> bool:
    return node.name == "br" if isinstance(node, Tag) else type(node) is NavigableString


def _take_opening(above: list[Tag], paragraph: Tag, notes: Notes) -> None:
    """The dateline of a paragraph that opens the body, and the one paragraph above it, which is the standfirst.

    Below more text, or when the file states another standfirst, the dateline stays where it is.
    """
    if len(above) == 1 and notes.best("standfirst") is None:
        notes.add("standfirst", above[0].get_text(), "paragraph above the dateline", 0.8)
        above.pop().extract()
    if not above:
        _take_dateline(paragraph, notes)


def _read_line(line: str, notes: Notes) -> bool:
    caption, credit = split_caption(line)
    if is_byline(line):
        notes.add("byline", line, "byline under the headline", 0.8)
    elif is_date_line(line):
        notes.add("date", line, "date line", 0.8)
    elif credit and len(line) <= _LONGEST_CAPTION_CHARACTERS:
        notes.add("caption", caption, "line closed by a photo credit", 0.8)
        notes.add("credit", credit, "photo credit", 0.8)
    else:
        return False
    return True


def _take_dateline(paragraph: Tag, notes: Notes) -> None:
    """Take the dateline off a paragraph, whatever markup it stands in."""
    words = paragraph.get_text()
    dateline, rest = split_dateline(words.lstrip())
    notes.add("dateline", dateline, "opening of the body", 0.9)
    left = len(words) - len(rest) if dateline else 0
    for text in [text for text in paragraph.find_all(string=True) if type(text) is NavigableString]:
        taken = min(left, len(text))
        left -= taken
        text.replace_with(text[taken:])
