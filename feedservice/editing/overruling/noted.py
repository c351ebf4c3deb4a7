"""The correction notes of an article: those of its file, with what editors wrote and took out at the desk. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feedservice.article import Cut, Manuscript
from feedservice.editing.overruling.desk_notes import DeskNote
from feedservice.text.comparison.diff import is_typo


def with_desk_notes(manuscript: Manuscript, notes: Sequence[DeskNote], sha256: str) -> Manuscript:
    """A manuscript with the notes of the desk before its own, less those that are hidden: these are listed as cut.

    A bare one shows only where there is no other. Hidden, it outranks a line `Change: correction` of this very file.
    """
    if not notes:
        return manuscript
    hidden = [one for one in notes if one.is_hidden and one.words]
    written = [one.words for one in notes if not one.is_hidden]
    worded = [words for words in written if words]
    own = [note for note in manuscript.corrections if not _is_among(note, [one.words for one in hidden])]
    shown = (*worded, *(note for note in own if not _is_among(note, worded)))
    gone = [note for note in manuscript.corrections if note not in own]
    cut = tuple(Cut(note, "correction note taken out at the desk") for note in gone)
    corrections = tuple(dict.fromkeys(shown)) or (("",) if "" in written else ())
    is_bare_hidden = any(one.is_hidden and not one.words and one.sha256 == sha256 for one in notes)
    change = None if is_bare_hidden else manuscript.change
    return replace(manuscript, corrections=corrections, cut=(*manuscript.cut, *cut), change=change)


def _is_among(note: str, others: Sequence[str]) -> bool:
    """Whether a note is one of others, in whatever spelling."""
    return any(note == one or is_typo(one, note) for one in others)
