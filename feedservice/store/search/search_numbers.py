"""Numbers of articles in the index: the higher the newer, to the minute in which they are dated. Touches: database (reads only)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from feedservice.article import Article
from feedservice.store.search.search_tables import search_entry

#: So many articles may be dated in one minute before they reach into the next.
_PLACES = 8
_SECONDS_A_MINUTE = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TAKEN = select(search_entry.c.number).where(search_entry.c.number == bindparam("number"))


def minute_of(value: Article) -> int:
    """The minute an article is dated in, since 1970."""
    return int((value.published - _EPOCH).total_seconds() // _SECONDS_A_MINUTE)


def free_numbers(connection: Connection, minutes: Sequence[int]) -> list[int]:
    """Numbers that are free for articles of these minutes, some hundreds at most: behind the last of the minute, and what that has run into."""
    number, minute = search_entry.c.number, search_entry.c.minute
    query = select(minute, func.max(number)).where(minute.in_(sorted(set(minutes)))).group_by(minute)
    last: dict[int, int] = {row[0]: row[1] for row in connection.execute(query)}
    found: list[int] = []
    given: set[int] = set()
    for one in minutes:
        free = last.get(one, one * _PLACES - 1) + 1
        while free in given:
            free += 1
        given.add(free)
        last[one] = free
        found.append(free)
    taken = set(connection.scalars(select(number).where(number.in_(found))))
    return [_free_from(connection, one, given) if one in taken else one for one in found]


def _free_from(connection: Connection, number: int, given: set[int]) -> int:
    """The first number that nobody has: others reach in here from the minute before."""
    while number in given or connection.scalar(_TAKEN, {"number": number}) is not None:
        number += 1
    given.add(number)
    return number
