"""What differs between two versions of a text, word by word, and the class of a change. Pure.

Does not understand what a text says. Where it cannot be sure that a change is only a slip of the pen it says so:
a corrected fact that passes for a typo would mislead readers, a typo that passes for news only moves a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby, islice, pairwise
from typing import Literal

from feedservice.text.comparison.alignment import MOST_CELLS, Run, joined, moved, runs
from feedservice.text.comparison.similarity import CHARACTER, plain_words
from feedservice.text.languages import every_word
from feedservice.text.patterns import later
from feedservice.text.scripts import UNSPACED_LETTERS
from feedservice.text.searching.folding import folded

#: Longer texts, both versions together, pass for no typo unless they are equal.
MOST_WORDS = 20_000

#: A typo: so many places, or this share of the words if that is more;
TYPO_PLACES = 5
TYPO_SHARE_OF_WORDS = 0.02
#: so many letters in a word of up to five letters, and in a longer one (as Elasticsearch's fuzziness AUTO);
TYPO_LETTERS = 1
TYPO_LETTERS_OF_LONG_WORD = 2
SHORT_WORD_LETTERS = 5
#: so many neighbouring characters, in scripts without spaces.
TYPO_CHARACTERS = 2
_LONGEST_WORD_CHARACTERS = 300

#: Words that turn a sentence round, or that one slip makes another fact of. Where one appears or goes it is no typo.
_TELLING_WORDS = frozenset(folded(" ".join(every_word("prose", "no_typos"))).split())
#: The same for Chinese, Japanese and Korean, where they are parts of words: negations, numbers, and opposites.
_TELLING_CHARACTERS = later(
    "[不没沒無无未非否别別莫勿なぬず않안못없两兩双雙半东東西南北上下左右前后後内內外大小多少高低男女生死买買卖賣]"
)
#: isn't; n'est
_SHORT_NOT = later(r"n['’]t\b|\bn['’](?=\w)", re.IGNORECASE)

_UNSPACED_POINTS = "\u3001-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_WORD = later(rf"\n\s*|{CHARACTER}|[{_UNSPACED_POINTS}]|[^\s{UNSPACED_LETTERS}{_UNSPACED_POINTS}]+")
_CHARACTER = later(CHARACTER)
_DASH = later("[\u2010-\u2015\u2212]")
#: Signs that count as letters: currencies, sums, symbols (Unicode general categories), and parts of a hundred.
_SIGN_CATEGORIES = ("Sc", "Sm", "So")
_SIGNS = "%‰"
#: What may stand about a number and be no part of it; a point before it, a minus or a % is.
_BEFORE_A_NUMBER = "([{\"'“”‘’„‚«»‹›「『（《"
_AFTER_A_NUMBER = ".,;:!?…)]}\"'“”‘’«»‹›」』）》"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came; `words` carries the space that follows, so pieces are joined by nothing."""

    kind: Literal["same", "removed", "added"]
    words: str


class Change(StrEnum):
    """What a new version of an article means to readers.

    TYPO: nothing that they need to see again. UPDATE: the news has moved on. CORRECTION: what stood there was wrong.
    """

    TYPO = "typo"
    UPDATE = "update"
    CORRECTION = "correction"


def words_of(text: str) -> list[str]:
    """Words with their punctuation, as readers see them; single characters where a script has no spaces; paragraph ends."""
    return _bare(_spelled(text))


def _bare(spelled: list[str]) -> list[str]:
    return [word.rstrip(" ") for word in spelled]


def _spelled(text: str) -> list[str]:
    """The words, each with a space where white space follows it; a paragraph end is one line end, however many there are."""
    return ["\n" if word[0][0] == "\n" else word[0] + _space_at(text, word.end()) for word in _WORD.finditer(text)]


def _space_at(text: str, place: int) -> str:
    return " " if text[place : place + 1].isspace() and text[place] != "\n" else ""


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The difference of two texts, in reading order; no two neighbours are of a kind.

    All pieces but the added ones have the words of `before`, all but the removed ones those of `after`. White space
    makes no difference, except that a paragraph end is a word of its own.
    """
    old, new = _spelled(before), _spelled(after)
    found: list[Piece] = []
    for stays, was, now in _compared(_bare(old), _bare(new)):
        if stays:
            last = max(old[was.stop - 1], new[now.stop - 1], key=len)  # with its space, if either has one
            found.append(Piece("same", "".join(new[now][:-1]) + last))
        else:
            found += (Piece("removed", "".join(old[was])), Piece("added", "".join(new[now])))
    return tuple(piece for piece in found if piece.words)


def _compared(old: list[str], new: list[str]) -> Iterator[Run]:
    """Runs of words: of long texts those of paragraphs, and within the paragraphs that differ those of words."""
    if len(old) * len(new) <= MOST_CELLS:
        return runs(old, new)
    olds, news = _paragraphs(old), _paragraphs(new)
    old_starts, new_starts = _starts(olds), _starts(news)
    of_paragraphs = (
        Run(
            run.stays,
            slice(old_starts[run.old.start], old_starts[run.old.stop]),
            slice(new_starts[run.new.start], new_starts[run.new.stop]),
        )
        for run in runs(olds, news)
    )
    return joined(inner for run in of_paragraphs for inner in _looked_into(run, old, new))


def _looked_into(run: Run, old: list[str], new: list[str]) -> Iterator[Run]:
    """A run of paragraphs as runs of words."""
    if run.stays:
        yield run
    else:
        yield from (moved(one, run.old.start, run.new.start) for one in runs(old[run.old], new[run.new]))


def _paragraphs(words: list[str]) -> list[str]:
    """The words by paragraphs, and what parts these, each as one text; no word has a space in it."""
    return [" ".join(group) for _, group in groupby(words, "\n".__ne__)]


def _starts(paragraphs: list[str]) -> list[int]:
    """At which word each begins, and at which the last ends."""
    return list(accumulate((one.count(" ") + 1 for one in paragraphs), initial=0))


def is_typo(before: str, after: str) -> bool:
    """Whether only spelling, punctuation, spacing or capitals differ. The rule:

    - There are at most 5 places that differ, or 2 % of the words, whichever is more.
    - Numbers stand as they stood, to the point and the sign; so do negations and the other words of the table above
      (not, million, Tuesday, Iran), of which one slip makes another fact.
    - A doubled word counts as one: the the boat.
    - For the rest, the place has the same letters (boat house, Elster,), or as many words, of which each differs from
      its fellow by no more than a slip: two neighbouring letters are swapped (teh), or it keeps its first letter, and
      one letter is wrong, missing or too many, two in a word of more than five letters.
    - In scripts without spaces two characters of a place at most are replaced, by as many.

    A name that is one letter off cannot be told from a slip; show people the words. Texts of more than 20,000 words
    together are no typo unless they are equal.
    """
    old, new = ([word for word in words_of(text) if word != "\n"] for text in (before, after))
    if len(old) + len(new) > MOST_WORDS:
        return old == new
    places = [(run.old, run.new) for run in runs(old, new, MOST_WORDS**2) if not run.stays]
    if len(places) > max(TYPO_PLACES, TYPO_SHARE_OF_WORDS * len(old)):
        return False
    both = ((_with_neighbours(old, was), _with_neighbours(new, now)) for was, now in places)
    return all(_is_slip(was, now) or _is_slip(_undoubled(was), _undoubled(now)) for was, now in both)


def _with_neighbours(words: list[str], place: slice) -> list[str]:
    """The words of a place and one at each side, of which it may hold a double."""
    return words[max(0, place.start - 1) : place.stop + 1]


def _undoubled(words: list[str]) -> list[str]:
    """The words without those that only repeat the one before; no number or telling word is dropped."""
    return [word for last, word in pairwise(["", *words]) if _letters(word) != _letters(last) or _told(word)]


def _is_slip(old: list[str], new: list[str]) -> bool:
    if any(len(word) > _LONGEST_WORD_CHARACTERS for word in old + new):
        return False  # no word, and it would take its time
    if list(filter(None, map(_told, old))) != list(filter(None, map(_told, new))):
        return False
    olds, news = (list(filter(None, map(_letters, words))) for words in (old, new))
    if "".join(olds) == "".join(news):
        return True
    pairs = [(was, now) for was, now in zip(olds, news, strict=False) if was != now]
    characters = sum(_is_character(was) for was, _ in pairs)
    same_length = len(olds) == len(news) and characters <= TYPO_CHARACTERS
    return same_length and all(_is_slip_of_a_word(was, now) for was, now in pairs)


def _is_slip_of_a_word(was: str, now: str) -> bool:
    if _told(was) or _told(now) or _is_character(was) or _is_character(now):
        return _is_character(was) and _is_character(now) and not (_told(was) or _told(now))
    longest = max(len(was), len(now))
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    slips = OSA.distance(was, now)
    swapped = slips == 1 and sorted(was) == sorted(now)
    allowed = TYPO_LETTERS if longest <= SHORT_WORD_LETTERS else TYPO_LETTERS_OF_LONG_WORD
    return swapped or (was[0] == now[0] and slips <= allowed)


def _is_character(word: str) -> bool:
    return _CHARACTER.fullmatch(word) is not None


def _letters(word: str) -> str:
    """What is left of a word without capitals, accents and punctuation; signs such as € and % stay."""
    return "".join(letter for letter in folded(word) if _counts(letter))


def _counts(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LNM" or category in _SIGN_CATEGORIES or letter in _SIGNS


def _told(word: str) -> str:
    """Of a number or a telling word what no typo changes; of any other word nothing."""
    if any(unicodedata.numeric(letter, None) is not None for letter in word):
        return _number(word)
    telling = _SHORT_NOT.search(word) or _TELLING_CHARACTERS.search(word)
    return _letters(word) if telling or not _TELLING_WORDS.isdisjoint(plain_words(word)) else ""


def _number(word: str) -> str:
    """A number without the quotes, brackets and stops about it."""
    return _DASH.sub("-", unicodedata.normalize("NFKC", word)).lstrip(_BEFORE_A_NUMBER).rstrip(_AFTER_A_NUMBER)


def facts_changed(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The first numbers, five at most, of which each was replaced by another while the words about it stand: (old, new)."""
    old, new = words_of(before), words_of(after)
    places = (
        (_number(old[was.start]), _number(new[now.start]))
        for stays, was, now in _compared(old, new)
        if not stays and was.stop - was.start == now.stop - now.start == 1
    )
    return tuple(islice(((was, now) for was, now in places if was != now and _has_digit(was) and _has_digit(now)), 5))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
