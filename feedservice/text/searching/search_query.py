"""What a reader typed into the search field, as words to look for. Pure. Nothing that can be typed is an error.

All words must occur. What stands between quotation marks, of any kind, must stand side by side; so must the parts of what was
typed as one (l’eau, 3.5, 東京都). The last word may also be the beginning of one, unless it is in quotation marks. There are no
other signs: whoever types + or OR gets stories, and no lesson.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedservice.text.searching.searched_words import cut, is_character

#: More words than these are not looked for; whoever pastes a paragraph finds it by its beginning.
MOST_QUERY_WORDS = 16
#: More characters are not looked at.
MOST_QUERY_CHARACTERS = 10_000
#: A shorter word at the end begins too many others to be looked for as a beginning.
_LEAST_OPENING = 3
_QUOTES = re.compile('["“”„‟«»「」『』〝〞＂]')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, often only one. `is_opening`: the last of them may go on."""

    words: tuple[str, ...]
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Phrases all of which must occur; none: there is nothing to look for."""

    phrases: tuple[Phrase, ...] = ()

    @property
    def closed(self) -> SearchQuery:
        """The same with every word as it stands, and none as a beginning."""
        return SearchQuery(tuple(dict.fromkeys(Phrase(one.words) for one in self.phrases)))


def search_query(typed: str) -> SearchQuery:
    """What is meant by what was typed."""
    parts = _QUOTES.split(typed[:MOST_QUERY_CHARACTERS])
    chunks = [
        (chunk, number % 2 == 1)
        for number, part in enumerate(parts)
        for chunk in ([part] if number % 2 else part.split())
    ]
    found: list[Phrase] = []
    left, is_quoted = MOST_QUERY_WORDS, True
    for chunk, quoted in chunks:
        words = tuple(cut(chunk, left + 1))
        if len(words) > left:
            found.append(Phrase(words[:left]))
            is_quoted = True
            break
        if words:
            found.append(Phrase(words))
            left, is_quoted = left - len(words), quoted
    if not is_quoted:
        found[-1] = _open(found[-1])
    return SearchQuery(tuple(dict.fromkeys(one for one in found if one.words)))


def _open(phrase: Phrase) -> Phrase:
    """The last phrase, whose last word may be the beginning of one."""
    last = phrase.words[-1]
    return Phrase(phrase.words, len(last) >= _LEAST_OPENING and not is_character(last))
