"""A word-by-word difference as the desk shows it: long unchanged stretches are folded to some words about each change. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from feedservice.text.comparison.diff import Piece

#: So much of unchanged text is shown before and after each change.
NEAR_CHARACTERS = 60
#: What would save less than this is not left out.
_LEAST_GAP_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words as the page shows them: they stayed, went or came; a gap stands for unchanged words that are left out."""

    kind: Literal["same", "removed", "added", "gap"]
    words: str


def fold(run: Iterable[Piece]) -> tuple[Stretch, ...]:
    """A difference with its long unchanged stretches cut down to some words about each change."""
    found = list(run)
    shown: list[Stretch] = []
    for place, piece in enumerate(found):
        if piece.kind == "same":
            shown += _cut_down(piece.words, opens=place == 0, ends=place == len(found) - 1)
        else:
            shown += _marked(piece)
    return tuple(shown)


def _marked(piece: Piece) -> list[Stretch]:
    """Words that came or went, without the space after them; a paragraph end alone is made visible."""
    words = piece.words.rstrip(" ")
    marked = Stretch(piece.kind, words if words.strip() else f"¶{words}")
    return [marked, Stretch("same", " ")] if words != piece.words else [marked]


def _cut_down(words: str, *, opens: bool, ends: bool) -> list[Stretch]:
    """Unchanged words; of many the first, unless they open the text, and the last, unless they end it."""
    first = 0 if opens else _end_of_head(words)
    last = len(words) if ends else _start_of_tail(words)
    left_out = words[first:last]
    if len(left_out) < _LEAST_GAP_CHARACTERS:
        return [Stretch("same", words)]
    gap = "…\n… " if first and last < len(words) and "\n" in left_out else "… "
    kept = (Stretch("same", words[:first]), Stretch("gap", gap), Stretch("same", words[last:]))
    return [one for one in kept if one.words]


def _end_of_head(words: str) -> int:
    """Where the first few words end: at a space if there is one near, else between two characters."""
    space = max(words.rfind(space, NEAR_CHARACTERS // 2, NEAR_CHARACTERS) for space in " \n")
    return space + 1 if space >= 0 else _between_characters(words, NEAR_CHARACTERS)


def _start_of_tail(words: str) -> int:
    """Where the last few words start."""
    near, nearest = len(words) - NEAR_CHARACTERS, len(words) - NEAR_CHARACTERS // 2
    spaces = [place for place in (words.find(space, max(near, 0), max(nearest, 0)) for space in " \n") if place >= 0]
    return min(spaces) + 1 if spaces else _between_characters(words, max(near, 0))


def _between_characters(words: str, place: int) -> int:
    """This place, or the next that does not part a letter from its signs."""
    while place < len(words) and unicodedata.category(words[place])[0] == "M":
        place += 1
    return min(place, len(words))
