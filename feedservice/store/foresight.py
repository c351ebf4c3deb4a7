"""What the store knows of many files at once, so that nothing has to be asked of each by itself. Touches: database (reads only)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, select

from feedservice.editing.life.standing import Standing
from feedservice.store.resemblance import having_marks
from feedservice.store.rows import standing_of
from feedservice.store.schema import article

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500
#: Without the id, databases would order those of one turn each in its own way.
LATEST_FIRST = (article.c.released.desc(), article.c.id.desc())


@dataclass(frozen=True, slots=True)
class Foresight:
    """Every article that any of some files may be: by the bytes of its file, by its path as `unicode.spelling` writes it, by marks.

    A key that was asked for and has no article has an empty list; what was not asked for is not here.
    """

    by_bytes: Mapping[str, list[Standing]] = field(default_factory=dict)
    by_spelling: Mapping[str, list[Standing]] = field(default_factory=dict)
    marked: Mapping[int, list[str]] = field(default_factory=dict)
    asked_marks: frozenset[int] = frozenset()

    def shared_marks(self, marks: Iterable[int]) -> Counter[str] | None:
        """How many of these marks each article shares; None when one of them was not asked for."""
        wanted = list(marks)
        if not self.asked_marks.issuperset(wanted):
            return None
        return Counter(id_ for mark in wanted for id_ in self.marked.get(mark, ()))


def foresight(
    connection: Connection, hashes: Iterable[str], spellings: Iterable[str], marks: Iterable[int]
) -> Foresight:
    """Ask of all of them together; the articles of each key are the latest first, as `ArticleReading` has them."""
    asked_marks = frozenset(marks)
    return Foresight(
        _by(connection, article.c.sha256, hashes),
        _by(connection, article.c.spelling, spellings),
        having_marks(connection, asked_marks),
        asked_marks,
    )


def _by(connection: Connection, column: Column[str], values: Iterable[str]) -> dict[str, list[Standing]]:
    wanted = list(dict.fromkeys(values))
    found: dict[str, list[Standing]] = {value: [] for value in wanted}
    for start in range(0, len(wanted), _TOGETHER):
        query = select(article).where(column.in_(wanted[start : start + _TOGETHER])).order_by(*LATEST_FIRST)
        for row in connection.execute(query).mappings():
            found[row[column.name]].append(standing_of(row))
    return found
