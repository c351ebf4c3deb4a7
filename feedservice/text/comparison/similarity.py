"""Whether two texts are the same story. Pure.

Does not know where the texts come from: same file stem, same day and the like are evidence that the caller has.
`marks` finds the few stories worth comparing, by an index; `judge` compares two of them word by word.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, islice

from feedservice.text.patterns import later
from feedservice.text.scripts import UNSPACED_LETTERS
from feedservice.text.searching.folding import SIGNS, folded
from feedservice.text.unicode import spaced_signs

#: Shares of words two texts have in common, in order: 2 × common / (words of one + words of the other).
SAME_HEADLINE = 0.85
SAME_BODY = 0.9
DOUBTFUL_BODY = 0.6
#: In a brief, one word makes another story: the ferry to Gannet is cancelled, or the one to Skarn. Only equal words are
#: the same story.
BRIEF_WORDS = 60
#: In a body with fewer words than this, one word is too much of it to differ for any likeness.
SHORT_BODY_WORDS = 8
#: What a story says in its first 5,000 words decides; a novel among the files must not take the time of all others.
MOST_WORDS = 5_000
_MOST_CHARACTERS = 12 * MOST_WORDS
_MOST_HEADLINE_CHARACTERS = 500

#: Whole bodies of fewer words are written again and again: the crossword, the tide table's covering line.
TELLING_WORDS = 20

#: A sketch is the 8 smallest hashes of all runs of 4 words (Broder 1997, “On the resemblance and containment of
#: documents”): a sample that two texts draw alike, so near-identical ones share nearly all of it.
MARKS = 8
RUN_WORDS = 4
_FEW_TIMES = 4 * MARKS

#: One character of such a script with its signs.
CHARACTER = f"[{UNSPACED_LETTERS}][{SIGNS}]*"
#: Possessive, so that no text makes it slow.
_WORD = later(rf"(?=\w){CHARACTER}|(?:[^\W_{UNSPACED_LETTERS}]++[{SIGNS}]*+)++")
_NUMBER = later(r"\d+")
#: ASCII folded: capitals are small letters, what is no word is a space.
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


@dataclass(frozen=True, slots=True)
class Story:
    """What is compared: `text` is the plain text of the body, its paragraphs joined by line ends."""

    headline: str
    text: str


class Likeness(StrEnum):
    """How alike two stories are.

    SAME: headline and body nearly the same, and the very same numbers: tomorrow's weather from the same template is
    another story. NEAR: the body nearly the same, whatever the headline and the numbers say; more evidence is needed.
    DOUBTFUL: much in common, as a rewritten story has with its first version. NONE: two stories.
    """

    SAME = "same"
    NEAR = "near"
    DOUBTFUL = "doubtful"
    NONE = "none"


@lru_cache(maxsize=128)
def plain_words(text: str, most_characters: int = _MOST_CHARACTERS) -> tuple[str, ...]:
    """The first words, letters and digits only. Remembered for a while: a new text is compared with several others."""
    text = spaced_signs(text[:most_characters])
    if not text.isascii():
        text = folded(text)
    if text.isascii():  # ten times as quick
        return tuple(text.translate(_ASCII).split()[:MOST_WORDS])
    return tuple(word.group() for word in islice(_WORD.finditer(text), MOST_WORDS))


def marks(story: Story) -> tuple[int, ...]:
    """The sketch of the body, ascending, each an unsigned number of 32 bits; nothing for a body without words.

    Texts that differ by one word in ten share a mark 99 times in 100; of those that are only DOUBTFUL many share none.
    A shared mark proves nothing: it is a key to look candidates up by. The same text has the same marks on every machine.
    """
    words = plain_words(story.text)
    if not words:
        return ()
    said = " ".join((*words, "")).encode()
    starts = [0, *accumulate(map(len, said.replace(b" ", b"\n").splitlines(keepends=True)))]
    beyond = starts[RUN_WORDS:] or starts[-1:]  # a run ends one byte, the space, before the word after it
    hashes = [zlib.crc32(said[start : end - 1]) for start, end in zip(starts, beyond, strict=False)]
    limit = _FEW_TIMES * 2**32 // len(hashes)  # below it lie a few times as many as are wanted
    small = {one for one in hashes if one < limit}
    return tuple(sorted(small if len(small) >= MARKS else set(hashes))[:MARKS])


def same_headline(a: str, b: str) -> bool:
    """Whether two headlines are nearly the same, by their words or by their letters; without words only equal ones are."""
    mine, other = _headline_words(a), _headline_words(b)
    if not (mine and other):
        return a.strip() == b.strip()
    return max(_alike(mine, other), _alike(" ".join(mine), " ".join(other))) >= SAME_HEADLINE


def _headline_words(headline: str) -> tuple[str, ...]:
    return plain_words(headline, _MOST_HEADLINE_CHARACTERS)


def _alike(a: Sequence[str], b: Sequence[str], least: float = 0.0) -> float:
    """The share of words, or letters, in common; 0 when it is below `least`, which is told much sooner."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # for those who compare; many only know of it

    return Indel.normalized_similarity(a, b, score_cutoff=least)


def judge(a: Story, b: Story) -> Likeness:
    """How alike two stories are; the order of the two does not matter.

    A body without words is like no other. Only the first 5,000 words are looked at.
    """
    mine, other = plain_words(a.text), plain_words(b.text)
    if not (mine and other):
        return Likeness.NONE
    alike = _alike(mine, other, least=DOUBTFUL_BODY)
    fewest = min(len(mine), len(other))
    if mine == other or (alike >= SAME_BODY and fewest >= SHORT_BODY_WORDS):
        if mine != other and fewest < BRIEF_WORDS:
            return Likeness.NEAR
        same_numbers = _numbers(_headline_words(a.headline) + mine) == _numbers(_headline_words(b.headline) + other)
        return Likeness.SAME if same_numbers and same_headline(a.headline, b.headline) else Likeness.NEAR
    return Likeness.DOUBTFUL if alike >= DOUBTFUL_BODY else Likeness.NONE


def same_body(a: Story, b: Story) -> bool:
    """Whether two bodies say the very same, word for word, and enough to be known by: “See the picture.” is not."""
    words = plain_words(a.text)
    return len(words) >= TELLING_WORDS and words == plain_words(b.text)


def _numbers(words: tuple[str, ...]) -> Counter[str]:
    """Every group of digits, and how often it stands there."""
    return Counter(_NUMBER.findall(" ".join(words)))
