"""The balance of words: whether every word of a text stands in what was made of it, or in what was cut. Pure.

Order does not count, numbers of each word do. Knows no article: who calls says what was published, and what was cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from feedservice.editing.receipts.compared_words import HAS_UNSPACED, words_of
from feedservice.editing.receipts.lost_words import Lost, LostWords
from feedservice.text.unicode import spaced_signs

#: Where two words of neighbouring elements stand without a space: “HomepageOpen in app”.
GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")


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


def strike(
    source: str, published: str, cut: str, is_label: Callable[[Iterable[str]], bool] = lambda _: False
) -> Balance:
    """Strike the balance of `source`, a line for each line of it, against all that was made of it.

    `is_label` says whether words that are missing only introduce others (By, Photo:), and so are said by the field that has
    these. Pieces between spaces are compared as they stand first, and only the few that differ word by word.
    """
    has_unspaced = _has_unspaced(source)
    source, published, same = _without_same_lines(source, published, unspaced=has_unspaced)
    if not source:
        return Balance(same, same)
    has_unspaced = has_unspaced and _has_unspaced(source)
    source, cut, same_cut = _without_same_lines(source, cut, unspaced=has_unspaced) if cut else (source, "", 0)
    pieces = words_of if has_unspaced and _has_unspaced(source) else str.split
    wanted, shown, gone = Counter(pieces(source)), Counter(pieces(published)), Counter(pieces(cut))
    unpublished = _less(wanted, shown)
    missing = _less(unpublished, gone)
    total = same + same_cut + _spoken(wanted)
    out = same_cut + _spoken(unpublished) - _spoken(missing)
    if not missing:
        return Balance(total, total - out, out)
    spare, spare_cut = _words(_less(shown, wanted)), _words(_less(gone, unpublished))
    lost = _less(_words(missing), spare)
    left = _less(lost, spare_cut)
    out = min(total, out + sum(lost.values()) - sum(left.values()))
    if not left or is_label(left):
        return Balance(total, total - out, out)
    if GLUED.search(source):
        source, published, cut = (GLUED.sub(" ", text) for text in (source, published, cut))
        rest = strike(source, published, cut, is_label)
        known = same + same_cut
        return replace(rest, source=rest.source + known, published=rest.published + same, cut=rest.cut + same_cut)
    found = LostWords(source, Counter(left), spare + spare_cut, f"{published}\n{cut}", is_label)
    missed = sum(one.count for one in found.lost)
    out = min(total - min(total, missed), out + found.said_again)
    return Balance(max(total, missed), max(total, missed) - out - missed, out, tuple(found.lost), tuple(found.repeated))


def _has_unspaced(text: str) -> bool:
    return not spaced_signs(text).isascii() and HAS_UNSPACED.search(text) is not None


def _without_same_lines(source: str, made: str, *, unspaced: bool) -> tuple[str, str, int]:
    """Both texts without the lines that stand in both, as often as they do; and how many words these have.

    With `unspaced`, every character of some scripts in them is a word.
    """
    there = Counter(made.split("\n"))
    same, left, known = 0, [], there.get
    for raw in source.split("\n"):
        if not raw or raw.isspace():
            continue
        line = raw if known(raw) else " ".join(raw.split())
        if known(line):
            there[line] -= 1
            same += len(words_of(line)) if unspaced else line.count(" ") + 1
        else:
            left.append(line)
    return "\n".join(left), "\n".join(there.elements()), same


def _less(some: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    """What there is more of in the first: counters subtract themselves at a third of this speed."""
    number_of = others.get
    return {word: left for word, number in some.items() if (left := number - number_of(word, 0)) > 0}


def _spoken(pieces: Mapping[str, int]) -> int:
    """How many of these pieces hold a letter or figure."""
    return sum(number for piece, number in pieces.items() if piece.isalnum() or any(map(str.isalnum, piece)))


def _words(pieces: Mapping[str, int]) -> Counter[str]:
    """The words of pieces, as they are compared."""
    words: Counter[str] = Counter()
    for piece, number in pieces.items():
        for word in words_of(piece):
            words[word] += number
    return words


def joined(texts: Iterable[str]) -> str:
    """Several texts as one, a line for each."""
    return "\n".join(filter(None, texts))
