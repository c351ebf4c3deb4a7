"""Words that were looked for, marked in a text as it is written; and the passage of a long one that has most of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from feedservice.text.patterns import later
from feedservice.text.searching.search_query import Phrase, SearchQuery
from feedservice.text.searching.searched_words import cut, written_words

#: A passage is so long, and begins so far before the first word in it.
_PASSAGE_CHARACTERS, _BEFORE_CHARACTERS = 240, 60
#: Further down no passage is looked for.
_READ_CHARACTERS = 20_000
_WORDS = later(written_words())


@dataclass(frozen=True, slots=True)
class WordMark:
    """Where a phrase stands in a text, by characters."""

    start: int
    end: int
    phrase: Phrase


def marked(text: str, query: SearchQuery) -> Markup:
    """A text, escaped, with what was looked for in mark elements."""
    return _set(text, 0, len(text), _marks(text, query))


def phrases_in(text: str, query: SearchQuery) -> set[Phrase]:
    """Which of the phrases stand in a text."""
    return {one.phrase for one in _marks(text, query)}


def passage(text: str, query: SearchQuery) -> Markup:
    """The first passage with the most of what was looked for, marked; nothing where there is none of it."""
    text = " ".join(text[:_READ_CHARACTERS].split())
    marks = _marks(text, query)
    if not marks:
        return Markup("")

    def worth(first: WordMark) -> int:
        return len(
            {
                one.phrase
                for one in marks
                if first.start <= one.start and one.end <= first.start + _PASSAGE_CHARACTERS - _BEFORE_CHARACTERS
            }
        )

    best = max(marks[:50], key=worth)
    start = _start_of(text, max(best.start - _BEFORE_CHARACTERS, 0), best.start)
    end = _end_of(text, max(start + _PASSAGE_CHARACTERS, best.end))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return Markup("{}{}{}").format(before, _set(text, start, end, marks), after)


def _start_of(text: str, start: int, latest: int) -> int:
    """The beginning of a word there or behind, or just there where none begins soon."""
    space = text.find(" ", start, latest) if start else -1
    return start if space < 0 else space + 1


def _end_of(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - _BEFORE_CHARACTERS // 2, end + 1)
    return end if space < 0 else space


def _set(text: str, start: int, end: int, marks: Sequence[WordMark]) -> Markup:
    parts, at = [], start
    for one in marks:
        if one.start >= at and one.end <= end:
            parts += [escape(text[at : one.start]), Markup("<mark>{}</mark>").format(text[one.start : one.end])]
            at = one.end
    return Markup("").join([*parts, escape(text[at:end])])


def _marks(text: str, query: SearchQuery) -> list[WordMark]:
    """Where the phrases stand, in order; of two that begin alike the longer first."""
    words = list(_written(text))
    found = [
        WordMark(words[place][1], words[place + len(phrase.words) - 1][2], phrase)
        for place in range(len(words))
        for phrase in query.phrases
        if _stands(words, place, phrase)
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _stands(words: Sequence[tuple[str, int, int]], place: int, phrase: Phrase) -> bool:
    last = len(phrase.words) - 1
    if place + last >= len(words) or (last and words[place][0] != phrase.words[0]):
        return False
    here, wanted = words[place + last][0], phrase.words[last]
    is_last = here.startswith(wanted) if phrase.is_opening else here == wanted
    return is_last and all(words[place + more][0] == phrase.words[more] for more in range(last))


def _written(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as they are looked for, each with where it stands."""
    for found in _WORDS.finditer(text):
        for word in _folded(found[0]):
            yield word, found.start(), found.end()


@lru_cache(maxsize=4096)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(cut(word))
