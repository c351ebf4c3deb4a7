"""All the marks of a text, each place told once: remarks first, so that no other mark shows what one holds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from feedservice.intake.embargoes import edges, forbidden_in
from feedservice.intake.evidence import Notes
from feedservice.intake.marks.mark import CODE, REMARK, Mark
from feedservice.intake.marks.remarks import find_remarks
from feedservice.intake.marks.shortcodes import find_shortcodes
from feedservice.intake.marks.templates import find_templates
from feedservice.intake.marks.wiki_marks import find_tag_lines, find_wiki_marks
from feedservice.text.unicode import one_line, opening

#: What every mark has somewhere; most texts have none of it.
_MAY_HOLD = re.compile(r"\[/?[A-Za-z]|\[\[|\{[{%#:./>+=~A-Za-z-]|%%|<[%?]|\*\||==|\^\w|#\w")
#: Stands for each character of a remark while the others are searched.
_GONE = "\ue000"
_MOST_NAMED = 3
_LONGEST_NAMED_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """The marks of a text in order, none within another; the tags that lines of them name; the text, and it less remarks."""

    marks: tuple[Mark, ...]
    tags: tuple[str, ...]
    text: str
    shown: str

    def caption_of(self, mark: Mark) -> str:
        """The words that a mark frames, or those it states itself."""
        first, end = mark.frames or (0, 0)
        return one_line(self.shown[first:end].replace(_GONE, "")) or mark.words


def find_marks(text: str, code: Iterable[tuple[int, int]] = ()) -> Found:
    """Every mark of a text but those in its `code`. Linear."""
    if _MAY_HOLD.search(text) is None:
        return Found((), (), text, text)
    searched = _without(text, code, CODE)
    remarks = _remarks(searched)
    spans = [(mark.start, mark.end) for mark in remarks]
    searched = _without(searched, spans, _GONE)
    lines = find_tag_lines(searched)
    others = [
        *find_templates(searched),
        *find_shortcodes(searched),
        *find_wiki_marks(searched),
        *(mark for mark, _ in lines),
    ]
    tags = tuple(dict.fromkeys(tag for _, named in lines for tag in named))
    return Found(tuple(_apart([*remarks, *others])), tags, text, _without(text, spans, _GONE))


def find_remarks_alone(text: str, code: Iterable[tuple[int, int]] = ()) -> Found:
    """The remarks of a text, and no other marks."""
    if not any(sign in text for sign in ("%%", "{", "]")):
        return Found((), (), text, text)
    return Found(tuple(_remarks(_without(text, code, CODE))), (), text, text)


def _remarks(text: str) -> list[Mark]:
    return _apart([*find_remarks(text), *(mark for mark in find_templates(text) if mark.reason == REMARK)])


def _without(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """The text with a sign in place of each character of these stretches, but for its line ends."""
    parts, place = [], 0
    for start, end in sorted(spans):
        if end > place:
            first = max(start, place)
            parts += [text[place:first], re.sub(r"[^\n]", sign, text[first:end])]
            place = end
    return "".join([*parts, text[place:]]) if parts else text


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order, of those that overlap the first and longest."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def without_marks(text: str) -> str:
    """A line of text without marks, their words kept; nothing is noted."""
    parts, place = [], 0
    for mark in find_marks(text).marks:
        parts += [text[place : mark.start], mark.words]
        place = mark.end
    return one_line("".join([*parts, text[place:]])) if parts else text


def note_marks(found: Found, notes: Notes) -> None:
    """Note what the marks of a text say, what is left out with them, and which of them nobody knows.

    A remark is a word to the desk: what it asks for holds the article as a line of the text would.
    """
    notes.add_names("tags", found.tags, "line of tags", 0.6)
    for mark in found.marks:
        if mark.reason == REMARK:
            remark = _raw(found, mark).strip("%").strip()
            notes.edges += (*edges(remark.split("\n")), *forbidden_in(remark))
    gone: dict[str, list[str]] = {}
    for mark in found.marks:
        gone.setdefault(mark.reason, []).append("".join(_raw(found, mark).rsplit(mark.words or "\0", 1)))
    for reason, texts in gone.items():
        for text in texts if reason == REMARK else [" ".join(text for text in texts if any(map(str.isalnum, text)))]:
            notes.leave_out(text, reason)
    _warn([mark for mark in found.marks if mark.unknown], found, notes)


def _raw(found: Found, mark: Mark) -> str:
    return found.text[mark.start : mark.end]


def _warn(marks: list[Mark], found: Found, notes: Notes) -> None:
    unknown = [mark for mark in marks if mark.reason != REMARK]
    if len(unknown) < len(marks):
        notes.warn(
            "A remark that begins with %% has no end, so all the text after it is left out.",
            "Write %% behind the remark.",
        )
    if not unknown:
        return
    named = [opening(_raw(found, mark), _LONGEST_NAMED_CHARACTERS) for mark in unknown[:_MOST_NAMED]]
    more = " and others" if len(unknown) > _MOST_NAMED else ""
    notes.warn(
        f"The text has marks of another program, which stand for something that is not in it: {', '.join(named)}{more}. They are left out.",
        "If one of them stands for a picture, a film or a table, put that into the article itself; else take the mark out.",
    )
