"""Marks taken out of a plain text: their words stay, a link stands as its address, a picture goes to the photos. Pure."""

from __future__ import annotations

import re

from feedservice.article import PhotoReference
from feedservice.intake.evidence import Notes
from feedservice.intake.marks.found_marks import Found, find_marks, find_remarks_alone, note_marks
from feedservice.intake.marks.mark import Mark

#: Remarks in HTML, which no browser shows; one without an end runs to the end of its paragraph.
_COMMENT = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n(?:[ \t]*\n)*|<!--.*?(?:-->|\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)
#: A box to tick at the head of an item.
_BOX = re.compile(r"^([ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+)\[([ xX])\](?=[ \t]+\S)", re.MULTILINE)
#: What a text shows as it stands, between signs of their own: a listing, a word of code.
_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|`[^`\n]{1,500}`", re.DOTALL | re.MULTILINE)
#: > [!note]
_CALLOUT = re.compile(r"^((?:[ \t]*>)+[ \t]*)\[![\w-]{2,30}\][+-]?[ \t]*", re.MULTILINE)
_GAP = re.compile(r"[ \t]*\n(?:[ \t]*\n)*")
_IMG = re.compile(r"<img\b[^>]*?\bsrc=[\"']([^\"'>]{1,2000})[\"'][^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)


def take_marks(text: str, notes: Notes) -> str:
    """The text without marks of other programs; what they say is noted."""
    text = _without_comments(text, notes)
    found = find_marks(text, code_spans(text))
    if found.marks:
        note_marks(found, notes)
        text = _shown(text, found, notes)
    text = _CALLOUT.sub(r"\1", text) if "[!" in text else text
    return _BOX.sub(lambda box: box[1] + ticked(box[2]), text) if "[" in text else text


def take_remarks(text: str, notes: Notes) -> str:
    """The text, in Markdown, without what editors wrote for each other; other marks are left to its tree."""
    found = find_remarks_alone(text, code_spans(text))
    if found.marks:
        note_marks(found, notes)
        text = _shown(text, found, notes)
    return text


def code_spans(text: str) -> list[tuple[int, int]]:
    """From where to where a text is code, in the signs of Markdown."""
    return [place.span() for place in _CODE.finditer(text)] if "`" in text or "~~~" in text else []


def ticked(box: str) -> str:
    """A box to tick as a sign."""
    return "☐" if box == " " else "☑"


def _without_comments(text: str, notes: Notes) -> str:
    if "<!--" not in text:
        return text
    for found in _COMMENT.finditer(text):
        notes.leave_out(found[0].strip(), "remark among editors")
    return _COMMENT.sub("", text)


def _shown(text: str, found: Found, notes: Notes) -> str:
    parts, place = [""], 0
    for mark in found.marks:
        words = _words(mark, found, notes)
        parts += [text[place : mark.start], words]
        place = mark.end
        if not words and _begins_line(parts):
            place = _next_line(text, place)
    return "".join([*parts, text[place:]])


def _begins_line(parts: list[str]) -> bool:
    before = next((part for part in reversed(parts) if part.strip(" \t")), "\n")
    return before.rstrip(" \t").endswith("\n")


def _next_line(text: str, place: int) -> int:
    """Where the next line with words begins, when nothing stands behind a place in its own: a mark leaves no wider gap."""
    gap = _GAP.match(text, place)
    return gap.end() if gap else place


def _words(mark: Mark, found: Found, notes: Notes) -> str:
    """What stands in a plain text in the place of a mark."""
    if mark.frames:
        caption = found.caption_of(mark)
        picture = _IMG.search(caption)
        if not picture:
            return caption
        notes.photos.append(PhotoReference(picture[1], _TAGS.sub("", caption).strip()))
    elif mark.picture:
        notes.photos.append(PhotoReference(mark.picture.src, mark.picture.caption, "", mark.picture.alt))
    return mark.words or mark.link or (f"\n\n{mark.line}\n\n" if mark.line else "")
