"""Which articles share marks with a text, and so may tell the same story: of one text, or of many at once. Touches: database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from sqlalchemy import CompoundSelect, Connection, bindparam, func, select, union_all

from feedservice.store.schema import likeness

#: In place of a mark, where there are fewer to ask for.
_NO_QUESTION = -1
#: A mark that more articles have than this is of a phrase that stands below every story, and tells nothing.
COMMON = 50
#: Of the articles that share a mark, so many are looked at: those that share the most.
MOST_ALIKE = 5
#: Marks in one question: databases bind no more than some thousands of values.
_TOGETHER = 1000


@cache
def _sharing() -> tuple[CompoundSelect[int, str], dict[str, int]]:
    """The question of one text, and the marks that it asks for, none yet. The web side, which compares none, makes it not."""
    from feedservice.text.comparison.similarity import MARKS  # noqa: PLC0415

    names = [f"mark_{number}" for number in range(MARKS)]
    having = select(likeness.c.mark, likeness.c.article_id)
    each = (having.where(likeness.c.mark == bindparam(name)).limit(COMMON + 1).subquery() for name in names)
    return union_all(*map(select, each)), dict.fromkeys(names, _NO_QUESTION)


def shared_marks(connection: Connection, marks: Iterable[int]) -> Counter[str]:
    """How many marks each article shares; common marks do not count."""
    question, none = _sharing()
    wanted = {**none, **{f"mark_{number}": mark for number, mark in enumerate(marks)}}
    rows = connection.execute(question, wanted).all()
    having = Counter(mark for mark, _ in rows)
    return Counter(id_ for mark, id_ in rows if having[mark] <= COMMON)


def having_marks(connection: Connection, marks: Iterable[int]) -> Mapping[int, list[str]]:
    """The articles that have each of very many marks, but for marks that are common."""
    wanted, found = sorted(set(marks)), dict[int, list[str]]()
    for start in range(0, len(wanted), _TOGETHER):
        mine = likeness.c.mark.in_(wanted[start : start + _TOGETHER])
        counted = select(likeness.c.mark, func.count()).where(mine).group_by(likeness.c.mark)
        rare = [mark for mark, articles in connection.execute(counted) if articles <= COMMON]
        if rare:
            of_rare = select(likeness.c.mark, likeness.c.article_id).where(likeness.c.mark.in_(rare))
            for mark, id_ in connection.execute(of_rare):
                found.setdefault(mark, []).append(id_)
    return found


def most_alike(shared: Counter[str]) -> list[str]:
    """The few articles that share the most marks; of those that share as many, the same ones in every database."""
    return sorted(shared, key=lambda id_: (-shared[id_], id_))[:MOST_ALIKE]
