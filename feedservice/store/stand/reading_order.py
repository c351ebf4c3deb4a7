"""Articles in print as readers go through them: leaf by leaf, next to each other, by section and month. Touches: database (reads only).

The order is that of `feeds.order`, by SQL: newest first. A leaf is a part of that order, from a place on; nothing more is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, bindparam, func, or_, select

from feedservice.article import Article
from feedservice.channels import Kind
from feedservice.store.schema import IN_PRINT, article, history, listing

_LISTED = (listing.c.published, listing.c.released, listing.c.article_id)
_TOGETHER = 500  # values in one question: databases bind no more than some thousands
_ALL = (article.c.published, article.c.released, article.c.id)


@dataclass(frozen=True, slots=True)
class LeafReading:
    """Questions about the order of what is in print."""

    connection: Connection

    def leaf(self, start: int, most: int) -> list[str]:
        """The ids of so many articles from a place in the order of everything on; nought is the newest."""
        query = select(article.c.id).where(IN_PRINT).order_by(*(column.desc() for column in _ALL))
        return list(self.connection.scalars(query.offset(start).limit(most)))

    def leaf_of(self, kind: Kind, slugs: Collection[str], start: int, most: int) -> list[str]:
        """The ids of so many articles of a channel from a place in its order on. Several slugs are one channel."""
        query = select(listing.c.article_id).where(*_in(kind, slugs))
        query = query.order_by(*(column.desc() for column in _LISTED)).offset(start).limit(most)
        return list(self.connection.scalars(query))

    def keys_of(self, kind: Kind, slugs: Collection[str]) -> list[str]:
        """The keys of all articles of a channel, newest first."""
        query = select(article.c.key).join(listing, listing.c.article_id == article.c.id).where(*_in(kind, slugs))
        return list(self.connection.scalars(query.order_by(*(column.desc() for column in _LISTED))))

    def keys(self, ids: Sequence[str]) -> list[str]:
        """The keys of articles by their ids, in their order."""
        found: dict[str, str] = {}
        for start in range(0, len(ids), _TOGETHER):
            query = select(article.c.id, article.c.key).where(article.c.id.in_(ids[start : start + _TOGETHER]))
            found |= {row.id: row.key for row in self.connection.execute(query)}
        return [found[id_] for id_ in ids if id_ in found]

    def counts(self, kind: Kind) -> dict[str, int]:
        """How many articles in print each channel of a kind has, by slug; those that have none are not there."""
        mine = (listing.c.kind == kind.value, listing.c.in_print.is_(True))
        query = select(listing.c.slug, func.count()).where(*mine).group_by(listing.c.slug)
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def around(self, value: Article, kind: Kind, slug: str, most: int) -> tuple[list[str], list[str]]:
        """The ids of the articles that stand nearest to one in a channel: the older ones, and the newer ones, nearest first."""
        statements = _AROUND if kind is Kind.EVERYTHING else _AROUND_IN
        at = {"published": value.published, "released": value.released, "id": value.id, "most": most}
        mine = {} if kind is Kind.EVERYTHING else {"kind": kind.value, "slug": slug}
        older, newer = (list(self.connection.scalars(one, {**at, **mine})) for one in statements)
        return older, newer

    def sections(self) -> list[tuple[str, str, int]]:
        """The sections that have articles in print: slug, name, and how many."""
        mine = (listing.c.kind == Kind.SECTION.value, listing.c.in_print.is_(True))
        query = select(listing.c.slug, func.max(listing.c.name), func.count()).where(*mine).group_by(listing.c.slug)
        return [(slug, name, count) for slug, name, count in self.connection.execute(query)]

    def by_section(self) -> Iterator[tuple[str, str]]:
        """Every article in print, newest first: the slug of its section, empty without one, and its key."""
        mine = and_(listing.c.article_id == article.c.id, listing.c.kind == Kind.SECTION.value)
        query = select(listing.c.slug, article.c.key).select_from(article).outerjoin(listing, mine).where(IN_PRINT)
        query = query.order_by(*(column.desc() for column in _ALL)).execution_options(yield_per=1000)
        return ((row.slug or "", row.key) for row in self.connection.execute(query))

    def last_change(self) -> int:
        """A number that is another whenever an article came, changed, or left: the last line of all histories."""
        return int(self.connection.scalar(select(func.max(history.c.number))) or 0)


def _in(kind: Kind, slugs: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (listing.c.kind == kind.value, listing.c.slug.in_(list(slugs)), listing.c.in_print.is_(True))


def _around(columns: tuple[Any, Any, Any], *mine: Any) -> tuple[Select[Any], Select[Any]]:
    """What stands before and after a place in an order, nearest first; the first column alone is what an index is entered by."""
    first, second, third = columns
    published, released, id_ = (
        bindparam(name, type_=column.type)
        for name, column in zip(("published", "released", "id"), columns, strict=True)
    )
    before = or_(first < published, second < released, and_(second == released, third < id_))
    after = or_(first > published, second > released, and_(second == released, third > id_))
    older = select(third).where(*mine, first <= published, before).order_by(*(one.desc() for one in columns))
    newer = select(third).where(*mine, first >= published, after).order_by(*columns)
    return older.limit(bindparam("most", type_=Integer)), newer.limit(bindparam("most", type_=Integer))


#: Made once: making a statement anew for each page costs several times what the database takes to run it.
_AROUND = _around(_ALL, IN_PRINT)
_AROUND_IN = _around(
    _LISTED, listing.c.kind == bindparam("kind"), listing.c.slug == bindparam("slug"), listing.c.in_print.is_(True)
)
