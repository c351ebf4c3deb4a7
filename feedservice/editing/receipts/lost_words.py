"""Where the words stood that a text has and nothing else: told line by line, as they are read. Pure.

What was only joined or parted on the way (a drop cap, a hyphen at the end of a line) is no loss; a line said once more than
it was taken is a repetition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from feedservice.editing.receipts.compared_words import folded, pattern_of, words_of

#: The number or bullet of a list, which its markup says.
_LIST_MARK = re.compile(
    r"^[^\S\n]*(?:(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]|[-*•‣●○▪–·](?:[^\S\n]+\[[ xX]\])?)[^\S\n]+", re.MULTILINE
)
_MOST_JOINED = 5
#: From so many lost words on, if they are half of a line, the line is lost.
_WHOLE_LINE_WORDS = 5
_WHOLE_LINE_SHARE = 0.5
_QUOTED_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a text that stand nowhere: as they are read, how many they are, and whether they are a line, or most of one."""

    words: str
    count: int
    is_whole_line: bool


class LostWords:
    """Where lost words stood. `lost` are they, by their numbers; `spare` are words that were made and stand in no source."""

    def __init__(
        self,
        source: str,
        lost: Counter[str],
        spare: Counter[str],
        made: str,
        is_label: Callable[[Iterable[str]], bool],
    ) -> None:
        self.left, self.spare, self.is_label = lost, spare - lost, is_label
        self.made = f" {' '.join(words_of(made))} "
        self.lines = [line for line in _LIST_MARK.sub("", source).split("\n") if line.strip()]
        self.words = [words_of(line) for line in self.lines]
        self.gone = [[False] * len(words) for words in self.words]
        self.lost: list[Lost] = []
        self.repeated: list[str] = []
        self.said_again = 0
        self.mark()
        self.mend()
        for number in range(len(self.lines)):
            self.tell(number)

    def mark(self) -> None:
        """Mark lost words, first in lines that stand nowhere as a whole; in the others they are said once more than made."""
        whole = [bool(words) and f" {' '.join(words)} " in self.made for words in self.words]
        for number, words in enumerate(self.words):
            if whole[number]:
                continue
            for place, word in enumerate(words):
                if self.left[word] > 0:
                    self.left[word] -= 1
                    self.gone[number][place] = True
        for number, words in enumerate(self.words):
            if whole[number] and any(self.left[word] > 0 for word in words):
                self.said_again += sum(1 for word in words if self.left[word] > 0)
                self.left.subtract(words)
                self.repeated.append(" ".join(self.lines[number].split()))

    def mend(self) -> None:
        """Take back what was only joined or parted: in a row of lost words, those that make spare words, and the other way."""
        flat = [(number, place) for number, marks in enumerate(self.gone) for place in range(len(marks))]
        position = 0
        while position < len(flat):
            taken = self.taken(flat, position) if self.is_gone(flat[position]) else 0
            for number, place in flat[position : position + taken]:
                self.gone[number][place] = False
            position += taken or 1

    def is_gone(self, at: tuple[int, int]) -> bool:
        """Whether the word at that line and place is marked."""
        return self.gone[at[0]][at[1]]

    def taken(self, flat: Sequence[tuple[int, int]], position: int) -> int:
        """How many lost words from there on are said by spare ones, joined or parted."""
        joined = ""
        for length, (number, place) in enumerate(flat[position : position + _MOST_JOINED], 1):
            if not self.gone[number][place]:
                break
            joined += self.words[number][place]
            pieces = [joined] if self.spare[joined] > 0 and length > 1 else self.pieces(joined)
            if pieces:
                self.spare.subtract(pieces)
                return length
        return 0

    def pieces(self, word: str) -> list[str]:
        """Spare words, two to five, that make up a word."""
        ways: list[list[str]] = [[]]
        for _ in range(_MOST_JOINED):
            ways = [[*way, piece] for way in ways for piece in self.beginnings(word[len("".join(way)) :])][:20]
            for way in ways:
                if len(way) > 1 and "".join(way) == word:
                    return way
        return []

    def beginnings(self, rest: str) -> list[str]:
        """Spare words that a word begins with."""
        return [rest[:end] for end in range(len(rest), 0, -1) if self.spare[rest[:end]] > 0]

    def tell(self, number: int) -> None:
        """Note what is lost of a line; a label beside words that are there is none."""
        words = self.words[number]
        gone = [word for word, is_gone in zip(words, self.gone[number], strict=True) if is_gone]
        if not gone or self.is_label(gone):
            return
        is_whole = len(gone) >= max(_WHOLE_LINE_WORDS, _WHOLE_LINE_SHARE * len(words))
        self.lost.append(Lost(_quoted(self.lines[number], self.gone[number])[:_QUOTED_CHARACTERS], len(gone), is_whole))


def _quoted(line: str, gone: Sequence[bool]) -> str:
    """The words of a line that are gone, as they stood: each row of them, with … between."""
    plain = folded(line)
    spans = [found.span() for found in pattern_of(plain).finditer(plain)]
    text = line if len(plain) == len(line) else plain
    rows: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(spans):
        if not gone[place]:
            continue
        if place and gone[place - 1]:
            rows[-1] = (rows[-1][0], end)
        else:
            rows.append((start, end))
    if all(gone):
        return " ".join(text.split())
    return " … ".join(" ".join(text[start:end].split()) for start, end in rows)
