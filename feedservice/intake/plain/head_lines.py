"""What a paragraph that can only be head says: bylines, dates, field lines, captions, roles. Pure.

Knows the paragraphs of plain text by their words; where they stand is for `text_reader` to judge. A finding for the field `cut`
is none: it says what was left out, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import Found, field_lines
from feedservice.intake.plain.head_scraps import is_date_scrap, is_role, kicker
from feedservice.intake.plain.unclear_lines import UNCLEAR, is_odd, leave_out_unclear, unclear_marks
from feedservice.intake.trade import (
    closing_line,
    is_byline,
    is_credit,
    looks_like_a_name,
    split_caption,
    split_dateline,
)
from feedservice.intake.trade.byline_patterns import CUT
from feedservice.intake.trade.bylines import whole_byline
from feedservice.text.dates.date_lines import says_nothing_more, says_updated
from feedservice.text.dates.parse import find_date, is_date_line
from feedservice.text.languages.alternatives import word_set
from feedservice.text.places import CITIES

_LONGEST_NAMES_CHARACTERS = 60
#: The paragraphs of one head, whose marks are remembered.
_MOST_REMEMBERED = 16
_LONGEST_CAPTION_CHARACTERS = 600
#: What stands between a name and its date.
_BESIDE_DATES = " ,|·•–—-"
_MOST_WORDS_OF_NAME = 4
#: Words that open sentences: On 18 November 2026.
_NO_PLACES = word_set("trade", "no_datelines")
#: What most lines of a block say, if those that nobody understands are head too.
_SURE_FIELDS = frozenset({"byline", "date", "tags", "section", "language", UNCLEAR})
#: Lines of a paragraph among which a name may have its date or role.
_MOST_HEAD_LINES = 12
_LONGEST_HEADLINE_CHARACTERS = 160
_SHORTEST_NAMING = 3
#: Words of headlines and of the names of columns: what holds one of these is no author.
_NO_AUTHORS = word_set("trade", "no_authors")
#: Paragraphs below a name that may hold the byline; then the name is no author's.
_HEAD_PARAGRAPHS = 6


def note(found: Iterable[Found], notes: Notes) -> None:
    """Note findings; those for `cut` as left out, and of lines not understood the editor is told."""
    for field, text, source, confidence in found:
        if field == "cut":
            notes.leave_out(text, source)
        elif field == UNCLEAR:
            leave_out_unclear(text, notes)
        else:
            notes.add(field, text, source, confidence)


def marks(paragraph: str) -> list[Found]:
    """What a paragraph says that can only be head, or nothing for any other."""
    return list(_marks(paragraph))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _marks(paragraph: str) -> tuple[Found, ...]:
    """The same, remembered: of the first paragraphs it is asked again and again."""
    lines = paragraph.split("\n")
    said = [line_marks(line) or _name(line, lines[:_MOST_HEAD_LINES]) for line in lines]
    if all(said):
        return tuple(mark for marks_of_line in said for mark in marks_of_line)
    unclear = _with_unclear_lines(lines, said)
    return tuple(unclear or (caption_marks(paragraph) if len(lines) > 1 else ()))


def _with_unclear_lines(lines: list[str], said: list[list[Found]]) -> list[Found]:
    """What a block says of which most lines are head, each of the others short and no sentence; nothing for any other block."""
    said = [marks_of_line or unclear_marks(line) for line, marks_of_line in zip(lines, said, strict=True)]
    sure = sum(bool(one) and {field for field, *_ in one} <= _SURE_FIELDS for one in said)
    if 2 * sure <= len(lines) or not all(one or is_odd(line) for line, one in zip(lines, said, strict=True)):
        return []
    found: list[Found] = []
    for line, marks_of_line in zip(lines, said, strict=True):
        found += marks_of_line or [(UNCLEAR, line, "head line not understood", 0.0)]
    return found


def line_marks(line: str) -> list[Found]:
    """What a single line says that can only be head."""
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
    return field_lines(line) or _scrap(line) or caption_marks(line)


def _scrap(line: str) -> list[Found]:
    """A piece of a date, of use only where it holds a whole one; an address; or a role."""
    if is_date_scrap(line):
        date = find_date(line)
        return [("date", date, "date line", 0.6)] if date else [("cut", line, "piece of a date", 0.0)]
    if "@" in line and not CUT.sub("", line).strip(_BESIDE_DATES):
        return [("cut", line, "address of the author", 0.0)]
    return [("cut", line, "role of the author", 0.0)] if is_role(line) else []


def _name(line: str, lines: list[str]) -> list[Found]:
    """A bare name is a byline beside a date or above a role; elsewhere it may be anything."""
    found = _name_and_date(line)
    if found or len(lines) == 1:
        return found
    known = any(is_date_line(other) or is_role(other) or _name_and_date(other) for other in lines if other != line)
    if known and _is_short_name(line):
        return [("byline", line, "name beside the date", 0.7)]
    return names_alone(line) if known and re.search("[|,]", line) else []


def _name_and_date(line: str) -> list[Found]:
    """Name and date of a line that holds nothing else; a city beside a date is where it was written."""
    date = find_date(line)
    before, _, behind = line.partition(date) if date else ("", "", "")
    name, byline = before.strip(_BESIDE_DATES), behind.strip(_BESIDE_DATES)
    dated: Found = ("date", date, "date beside a name", 0.7)
    if is_byline(byline) and says_nothing_more(name):
        return [("byline", byline, "name beside the date", 0.8), dated]
    signed = before.rstrip()[-1:] in _BESIDE_DATES or name[:1].isupper()
    if byline.strip(".") or not signed or not _is_short_name(name):
        return []
    if name.casefold() in CITIES:
        return [("dateline", name, "place beside the date", 0.5), dated]
    return [("byline", name, "name beside the date", 0.7), dated]


def _is_short_name(text: str) -> bool:
    return looks_like_a_name(text) and len(text.split()) <= _MOST_WORDS_OF_NAME and text.casefold() not in _NO_PLACES


def names_alone(paragraph: str) -> list[Found]:
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


def is_author_above(line: str, below: Sequence[str]) -> bool:
    """Whether a line on top is its author's name: a headline stands below it, and the story never names that person.

    A story about somebody repeats the name; and one that has a byline of its own has its author there.
    """
    names = names_alone(line)
    cased = line[:1].isupper()  # scripts without capitals have names that look like any word
    if not (names and cased and below and may_be_headline(below[0])):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", line.casefold()) if len(word) >= _SHORTEST_NAMING]
    if len(line.split()) < 2 or not _NO_AUTHORS.isdisjoint(words) or len(below[0].split()) < 4:
        return False
    if any(is_byline(one) for one in below[:_HEAD_PARAGRAPHS]):
        return False
    rest = " ".join(below).casefold()
    return not any(word in rest for word in words)


def may_be_headline(line: str) -> bool:
    """Whether a line below a kicker or a name may be the headline: a few words without a full stop, and nothing of the head."""
    if len(line) > _LONGEST_HEADLINE_CHARACTERS or line.endswith((".", "。", ":", "：", ";", ",", "…")) or "\n" in line:
        return False
    enough = len(line.split()) > 1 or len(line.encode()) > 3 * 5  # five ideographs
    return enough and not marks(line) and not split_dateline(line)[0]


def take_line_above(line: str, below: Sequence[str], notes: Notes) -> bool:
    """Note a kicker, a piece of a date or an author's name on top, when what follows may be the headline; whether it is one."""
    headline = below[0].partition("\n")[0]
    if is_date_scrap(line) and may_be_headline(headline):
        note(marks(line), notes)
    elif (section := kicker(line)) and (may_be_headline(headline) or marks(headline)):
        notes.leave_out(line, "kicker")
        notes.add("section", section, "kicker above the headline", 0.5)
    elif is_author_above(line, [headline, *below]):
        notes.add("byline", line, "name above the headline", 0.6)
    else:
        return False
    return True


def caption_marks(paragraph: str) -> list[Found]:
    """The caption and credit of a paragraph that is a photo's, or nothing."""
    if len(paragraph) > _LONGEST_CAPTION_CHARACTERS:
        return []
    caption, credit = split_caption(paragraph)
    if not (credit or is_credit(paragraph)):
        return []
    if is_date_line(caption):
        return [("date", caption, "date line", 0.9), ("agencies", credit, "house beside the date", 0.6)]
    if not credit:
        return [("credit", paragraph, "photo credit", 0.9)]
    return [("caption", caption, "line closed by a photo credit", 0.9), ("credit", credit, "photo credit", 0.9)]
