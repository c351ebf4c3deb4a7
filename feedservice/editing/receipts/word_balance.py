"""The balance of words: whether every word of a text stands in what was made of it, or in what was cut. Pure.

Words are compared without case, marks and compatibility forms (NFKC): a ligature is its letters, a soft hyphen nothing. A word
that was joined or parted on the way (a drop cap, a hyphen at the end of a line) is no loss. Order does not count, numbers
of each word do. Knows no article: who calls says what was published, and what was cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from feedservice.text.scripts import UNSPACED

_ASCII_WORD = re.compile(r"[a-z0-9]+")
#: What parts words: spaces, punctuation and signs; letters with all their marks stand together, which \\w would part.
_SIGNS = r"\s!-/:-@\[-`{-~\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u02c2-\u02df\u055a-\u055f\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd"
_WORD = re.compile(rf"[^{_SIGNS}]+")
_UNSPACED_WORD = re.compile(rf"[{UNSPACED}]|[^{_SIGNS}{UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
#: Signs that no reader sees: soft hyphens, joiners, marks of direction and order.
_UNSEEN = dict.fromkeys(
    [
        0xAD,
        0x34F,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFFC,
    ]
)
#: The number or bullet of a list, which its markup says.
_LIST_MARK = re.compile(r"^[ \t]*(?:\d{1,3}[.)]|[-*•‣●○▪–·])[ \t]+", re.MULTILINE)
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


@dataclass(frozen=True, slots=True)
class Balance:
    """How many words a text has, and where they went: `source` is the sum of the three others.

    `repeated` are lines that the text has once more than what was made of it; they count as cut.
    """

    source: int = 0
    published: int = 0
    cut: int = 0
    lost: tuple[Lost, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def lost_words(self) -> int:
        """How many words stand nowhere."""
        return sum(one.count for one in self.lost)


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared; in scripts without spaces every character is one."""
    folded = _folded(text)
    return _pattern(folded).findall(folded)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()


def _pattern(folded: str) -> re.Pattern[str]:
    if folded.isascii():
        return _ASCII_WORD
    return _UNSPACED_WORD if _HAS_UNSPACED.search(folded) else _WORD


def strike(
    source: str, published: str, cut: str, is_label: Callable[[Sequence[str]], bool] = lambda _: False
) -> Balance:
    """Strike the balance of `source`, a line for each line of it, against all that was made of it.

    `is_label` says whether words that are missing beside others of their line only introduce them (By, Photo:), and so are
    said by the field that has the others.
    """
    spoken = words_of(_LIST_MARK.sub("", source))
    wanted = Counter(spoken)
    shown, gone = Counter(words_of(published)), Counter(words_of(cut))
    missing = Counter({word: number - shown[word] for word, number in wanted.items() if number > shown[word]})
    total, out = len(spoken), missing.total()
    lost = missing - gone
    if not lost:
        return Balance(total, total - out, out)
    spare = (shown + gone) - wanted
    found = _Search(source, lost, spare, " ".join(words_of(published)), " ".join(words_of(cut)), is_label)
    mended, left = found.mended, sum(one.count for one in found.lost)
    return Balance(total, total - out + mended, out - mended - left, tuple(found.lost), tuple(found.repeated))


class _Search:
    """Where lost words stood. `lost` are they, by their numbers; `spare` are words that were made and stand in no source."""

    def __init__(
        self,
        source: str,
        lost: Counter[str],
        spare: Counter[str],
        published: str,
        cut: str,
        is_label: Callable[[Sequence[str]], bool],
    ) -> None:
        self.left, self.spare, self.is_label = lost, spare, is_label
        self.made = f" {published} {cut} "
        self.lines = [line for line in _LIST_MARK.sub("", source).split("\n") if line.strip()]
        self.words = [words_of(line) for line in self.lines]
        self.gone = [[False] * len(words) for words in self.words]
        self.lost: list[Lost] = []
        self.repeated: list[str] = []
        self.mended = 0
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
            self.mended += taken
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
        if not gone:
            return
        if self.is_label(gone):
            self.mended += len(gone)
            return
        is_whole = len(gone) >= max(_WHOLE_LINE_WORDS, _WHOLE_LINE_SHARE * len(words))
        self.lost.append(Lost(_quoted(self.lines[number], self.gone[number])[:_QUOTED_CHARACTERS], len(gone), is_whole))


def _quoted(line: str, gone: Sequence[bool]) -> str:
    """The words of a line that are gone, as they stood: each row of them, with … between."""
    folded = _folded(line)
    spans = [found.span() for found in _pattern(folded).finditer(folded)]
    text = line if len(folded) == len(line) else folded
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


def joined(texts: Iterable[str]) -> str:
    """Several texts as one, a line for each."""
    return "\n".join(filter(None, texts))
