"""The books of one file: what of its words is lost, what its article has that the file has not, and what it says twice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import SourceFile, WordCount
from feedservice.editing.receipts.compared_words import words_of
from feedservice.editing.receipts.lost_words import Lost
from feedservice.editing.receipts.word_account import accounted, bodies, word_count

#: Where a link leads: what stands for an embedded post or film names its host.
_LINK = re.compile(r'href="([^"]*)"')
#: A line so long is prose: said once more than in the file, it is a fault.
PROSE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Books:
    """The balance of a file, and what its body has too much: words that the file does not show, lines it shows less often."""

    count: WordCount
    lost: tuple[Lost, ...]
    invented: tuple[str, ...]
    twice: tuple[str, ...]


def books(source: SourceFile) -> Books:
    """Read and clean a file as the press does, and strike its balance. Raises ArticleError for one that is refused."""
    copy = intake.read(source)
    manuscript = copy.manuscript
    cleaned = cleaning.clean(copy.body, manuscript.base_url or HOME)
    _, balance = accounted(manuscript, manuscript, cleaned)
    shown = words_of(manuscript.readable)
    links = Counter(words_of(" ".join(_LINK.findall(cleaned.html))))
    forms = [Counter(words_of(body)) - Counter(shown) - links for body in bodies(cleaned)]
    invented = min(forms, key=Counter.total)
    said = f" {'  '.join(shown)} "
    lines = Counter("  ".join(words_of(line)) for line in cleaned.text.split("\n"))
    twice = [
        line for line, times in lines.items() if line.count("  ") + 1 >= PROSE_WORDS and times > _times(line, said)
    ]
    return Books(word_count(balance), balance.lost, tuple(sorted(invented.elements())), tuple(twice))


def _times(line: str, said: str) -> int:
    """How often a line stands in a text; one that nowhere stands in one piece was joined, and counts as once."""
    return max(1, said.count(f" {line} "))
