"""Which blocks of a page other extractors have in their story, asked when a question arises. Pure.

A block is had when its letters stand in an extractor's text; of a long one its beginning or its end is enough, for
extractors drop links and repeat words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from feedservice.intake.html.ensemble.extractors import (
    Extractor,
    by_justext,
    by_readability,
    by_trafilatura,
    opinion,
    tree_of,
)
from feedservice.intake.html.page_elements import Element, words
from feedservice.text.unicode import spaced_signs

_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = {code: None for code in range(128) if not chr(code).isalnum()}
_LONG_LETTERS, _EDGE_LETTERS = 80, 40
#: Fewer letters stand everywhere by chance; where a story begins and ends, more of them tell.
_FEWEST_LETTERS, _FEWEST_AT_ENDS = 4, 25
#: Of what we take for the story, an extractor has at least so much, or it has failed and has no vote; twice as much when the
#: better part of what it has is something else.
_LEAST_SHARE = 0.1
#: Where extractors of stories have less than this, they have taken a part for the whole.
_LEAST_REACH, _LEAST_REACH_OF_ONE = 0.3, 0.6


class Votes:
    """What trafilatura, jusText and readability have of a page. Each is asked when its vote first counts."""

    def __init__(self, markup: str) -> None:
        self._markup = markup

    @cached_property
    def _tree(self) -> Element | None:
        return tree_of(self._markup)

    @cached_property
    def _trafilatura(self) -> str:
        return self._letters_of(by_trafilatura)

    @cached_property
    def _justext(self) -> str:
        return self._letters_of(by_justext)

    @cached_property
    def _readability(self) -> str:
        return self._letters_of(by_readability)

    def _letters_of(self, extractor: Extractor) -> str:
        return letters(opinion(extractor, self._tree)) if self._tree is not None else ""

    def first_has(self, element: Element) -> bool:
        """Whether trafilatura has a block: it is asked first, and the others where it leaves anything to be decided."""
        return _has(self._trafilatura, letters(words(element)))

    def some_have(self, element: Element) -> bool:
        """Whether trafilatura or jusText has a block."""
        said = letters(words(element))
        return any(_has(text, said) for text in (self._trafilatura, self._justext))

    def both_have(self, element: Element) -> bool:
        """Whether trafilatura and jusText both have a block."""
        said = letters(words(element))
        return _has(self._trafilatura, said) and _has(self._justext, said)

    def had(self, blocks: Sequence[Element]) -> list[bool] | None:
        """Which of a story's blocks one of two others has; None when fewer than two have enough of it to be asked.

        The two are trafilatura, or readability where that has failed, and jusText: it goes by running text wherever that
        stands, so its word counts only between the first and the last block that the extractors of stories have.
        """
        said = [letters(words(block)) for block in blocks]
        trafilatura, justext, readability = (
            [_has(text, one) for one in said] for text in (self._trafilatura, self._justext, self._readability)
        )
        tellers = [
            told
            for told, text in ((trafilatura, self._trafilatura), (readability, self._readability))
            if _speaks_of(said, told, text)
        ]
        if not tellers or not _speaks_of(said, justext, self._justext):
            return None
        reach = _reach(said, *tellers)
        return [
            len(one) < _FEWEST_LETTERS
            or tellers[0][place]
            or (justext[place] and (place in reach or (trafilatura[place] and len(one) >= _FEWEST_AT_ENDS)))
            for place, one in enumerate(said)
        ]


def letters(text: str) -> str:
    """The letters and figures of a text, without case: what stays the same through every extractor."""
    text = spaced_signs(text)
    if text.isascii():  # seven times as quick
        return text.translate(_NO_ASCII_LETTER).lower()
    return _NO_LETTER.sub("", text).casefold()


def _has(text: str, said: str) -> bool:
    """Whether an extractor's letters hold a block's; too few stand everywhere by chance."""
    if len(said) < _FEWEST_LETTERS:
        return False
    if len(said) <= _LONG_LETTERS:
        return said in text
    return said[:_EDGE_LETTERS] in text or said[-_EDGE_LETTERS:] in text


def _speaks_of(said: list[str], told: list[bool], text: str) -> bool:
    """Whether an extractor speaks of this story at all: it may have taken another box, or next to nothing."""
    both = sum(len(one) for one, is_told in zip(said, told, strict=True) if is_told)
    least = _LEAST_SHARE if 2 * both >= len(text) else 2 * _LEAST_SHARE
    return both >= least * max(1, sum(map(len, said)))


def _reach(said: list[str], *tellers: list[bool]) -> range:
    """From the first block that one of them has to the last; all, where one alone has too little of a story to end it."""
    told = [any(has) for has in zip(*tellers, strict=True)]
    places = [place for place, one in enumerate(said) if told[place] and len(one) >= _FEWEST_AT_ENDS]
    within = range(places[0], places[-1] + 1) if places else range(0)
    least = _LEAST_REACH if len(tellers) > 1 else _LEAST_REACH_OF_ONE
    is_enough = sum(len(said[place]) for place in within) >= least * sum(map(len, said))
    return within if is_enough else range(len(said))
