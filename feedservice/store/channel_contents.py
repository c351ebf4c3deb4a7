"""What is asked about channels: which there are, what is in them, what is stale. Touches: database (reads only)."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select

from feedservice.article import Article, Document, Kind, Order, Tombstone
from feedservice.channels import PRIME, Query
from feedservice.store.articles import Lives
from feedservice.store.rows import article_of, document_of
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, channel, document, listing, receipt, redirect

_COLUMNS = ("path", "kind", "slug", "name", "id", "shown", "changed", "floor", "ends", "stale", "closed", "problem")
_PRIME = tuple(kind.value for kind in PRIME)
_BY_DATE = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
_BY_UPDATE = (article.c.updated.desc(), article.c.id.desc())
#: Articles asked for by id at a time: databases bind no more than some thousands of values.
_IDS = 500


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel as remembered: see `schema.channel`."""

    path: str
    kind: Kind
    slug: str
    name: str
    id: str
    shown: str
    changed: datetime
    floor: datetime | None = None
    ends: datetime | None = None
    stale: bool = True
    closed: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OnStand:
    """A document on the stand, without its bytes."""

    etag: str
    last_modified: datetime


class Channels(Lives):
    """Questions about channels, asked of one consistent view of the store."""

    def channel_at(self, path: str) -> ChannelRecord | None:
        """The channel whose addresses start with a path."""
        return next(iter(self._channels(select(channel).where(channel.c.path == path))), None)

    def channels(self, kinds: Iterable[Kind] = Kind) -> list[ChannelRecord]:
        """The channels of some kinds that are open, by kind and name."""
        wanted = [kind.value for kind in kinds]
        query = select(channel).where(channel.c.kind.in_(wanted), channel.c.closed.is_(False))
        ranks = {kind: rank for rank, kind in enumerate(Kind)}
        return sorted(self._channels(query), key=lambda one: (ranks[one.kind], one.name.casefold(), one.path))

    def stale_channels(self, open_month: str) -> list[ChannelRecord]:
        """The channels to be set anew, the prime ones first; months that are not over wait until they are."""
        waits = and_(channel.c.kind == Kind.MONTH.value, channel.c.slug >= open_month)
        query = select(channel).where(channel.c.stale.is_(True), channel.c.closed.is_(False), ~waits)
        ranks = {kind: rank for rank, kind in enumerate(Kind)}
        return sorted(self._channels(query), key=lambda one: (ranks[one.kind], one.path))

    def has_stale_channels(self, open_month: str) -> bool:
        """Whether any channel waits to be set."""
        waits = and_(channel.c.kind == Kind.MONTH.value, channel.c.slug >= open_month)
        query = select(channel.c.path).where(channel.c.stale.is_(True), channel.c.closed.is_(False), ~waits)
        return self.connection.execute(query.limit(1)).first() is not None

    def _channels(self, query: Select[Any]) -> list[ChannelRecord]:
        rows = self.connection.execute(query).mappings()
        return [ChannelRecord(**{**{name: row[name] for name in _COLUMNS}, "kind": Kind(row["kind"])}) for row in rows]

    def in_channel(self, kind: Kind, slugs: Collection[str], limit: int, offset: int = 0) -> list[Article]:
        """The newest articles in print of a section, author, tag, language or month; `edition.order` by SQL.

        Several slugs are one channel: articles that state no language belong to the newsroom's own.
        """
        found = heapq.merge(*(self._listed(kind, slug, limit + offset) for slug in slugs), reverse=True)
        ids = [id_ for _, _, id_ in list(dict.fromkeys(found))[offset : offset + limit]]
        return self.articles(ids)

    def _listed(self, kind: Kind, slug: str, limit: int) -> list[tuple[datetime, datetime, str]]:
        columns = (listing.c.published, listing.c.released, listing.c.article_id)
        mine = (listing.c.kind == kind.value, listing.c.slug == slug, listing.c.in_print.is_(True))
        query = select(*columns).where(*mine).order_by(*(column.desc() for column in columns)).limit(limit)
        return [(row.published, row.released, row.article_id) for row in self.connection.execute(query)]

    def articles(self, ids: list[str]) -> list[Article]:
        """The articles of these ids, in their order."""
        found: dict[str, Article] = {}
        for start in range(0, len(ids), _IDS):
            query = select(article).where(article.c.id.in_(ids[start : start + _IDS]))
            found |= {row["id"]: article_of(row) for row in self.connection.execute(query).mappings()}
        return [found[id_] for id_ in ids if id_ in found]

    def month(self, slug: str, limit: int, offset: int) -> list[Article]:
        """Some articles of a month, counted from its oldest, so that later ones move none; newest first."""
        columns = (listing.c.published, listing.c.released, listing.c.article_id)
        mine = (listing.c.kind == Kind.MONTH.value, listing.c.slug == slug, listing.c.in_print.is_(True))
        query = select(listing.c.article_id).where(*mine).order_by(*columns).limit(limit).offset(offset)
        return self.articles(list(self.connection.scalars(query))[::-1])

    def months(self, before: str) -> list[tuple[str, int]]:
        """The months before one that have articles in print, the oldest first, with how many."""
        mine = (listing.c.kind == Kind.MONTH.value, listing.c.in_print.is_(True), listing.c.slug < before)
        query = select(listing.c.slug, func.count()).where(*mine).group_by(listing.c.slug).order_by(listing.c.slug)
        return [(slug, count) for slug, count in self.connection.execute(query)]

    def matching(self, query: Query, language: str, order: Order, limit: int) -> list[Article]:
        """The articles in print that a saved query wants, newest or latest changed first; `Query.admits` by SQL."""
        wanted = [_is_listed(kind, slugs, language) for kind, slugs in query.wanted.items()]
        unwanted = [~_is_listed(kind, slugs, language) for kind, slugs in query.unwanted.items()]
        asked = select(article.c.id, article.c.headline).where(IN_PRINT, *wanted, *unwanted)
        by = _BY_UPDATE if order is Order.UPDATED else _BY_DATE
        found: list[str] = []
        for row in self.connection.execute(asked.order_by(*by).execution_options(yield_per=200)):
            if query.admits_headline(row.headline):
                found.append(row.id)
            if len(found) == limit:
                break
        return self.articles(found)

    def tombstones_in(self, kind: Kind, slugs: Collection[str], since: datetime, most: int) -> list[Tombstone]:
        """The tombstones of articles that a channel showed and that left print after an instant, the latest first."""
        mine = (listing.c.kind == kind.value, listing.c.slug.in_(slugs), listing.c.in_print.is_(False))
        query = select(article.c.id, article.c.left).join(listing, listing.c.article_id == article.c.id)
        query = query.where(*mine, article.c.left > since, OUT_OF_PRINT)
        rows = self.connection.execute(query.order_by(article.c.left.desc(), article.c.id).limit(most))
        return [Tombstone(row.id, row.left) for row in rows]

    def left_matching(self, query: Query, language: str, since: datetime, most: int) -> list[Tombstone]:
        """The tombstones of articles that a saved query would want were they in print, the latest first."""
        wanted = [_is_listed(kind, slugs, language) for kind, slugs in query.wanted.items()]
        unwanted = [~_is_listed(kind, slugs, language) for kind, slugs in query.unwanted.items()]
        asked = select(article.c.id, article.c.headline, article.c.left)
        asked = asked.where(article.c.left > since, OUT_OF_PRINT, *wanted, *unwanted)
        rows = self.connection.execute(asked.order_by(article.c.left.desc(), article.c.id).limit(most))
        return [Tombstone(row.id, row.left) for row in rows if query.admits_headline(row.headline)]

    def document_at(self, path: str) -> Document | None:
        """The document at an address."""
        row = self.connection.execute(select(document).where(document.c.path == path)).mappings().first()
        return document_of(row) if row else None

    def body_at(self, path: str) -> bytes | None:
        """The plain bytes of the document at an address."""
        found = self.document_at(path)
        return found.body if found else None

    def documents_of(self, channel_path: str) -> dict[str, OnStand]:
        """The documents of a channel by address."""
        columns = (document.c.path, document.c.etag, document.c.last_modified)
        rows = self.connection.execute(select(*columns).where(document.c.channel == channel_path))
        return {row.path: OnStand(row.etag, row.last_modified) for row in rows}

    def document_paths(self) -> dict[str, int]:
        """The address of every document, with the number of the edition it was put on the stand in."""
        return {row.path: row.edition for row in self.connection.execute(select(document.c.path, document.c.edition))}

    def prime_documents(self, since: int) -> list[Document]:
        """The documents of the channels that are kept in memory, put on the stand after an edition."""
        query = select(document).join(channel, channel.c.path == document.c.channel)
        query = query.where(document.c.edition > since, channel.c.kind.in_(_PRIME))
        return [document_of(row) for row in self.connection.execute(query).mappings()]

    def moved_to(self, path: str) -> str | None:
        """Where a channel has moved, by path; through as many moves as there were."""
        seen = [path]
        while target := self.connection.scalar(select(redirect.c.target).where(redirect.c.path == seen[-1])):
            if target in seen:
                return None
            seen.append(target)
        return seen[-1] if len(seen) > 1 else None

    def has_files_in(self, folder: str) -> bool:
        """Whether the last look saw any file in a folder."""
        mine = (receipt.c.path.startswith(f"{folder}/", autoescape=True), receipt.c.size_bytes.is_not(None))
        return self.connection.execute(select(receipt.c.path).where(*mine).limit(1)).first() is not None


def _is_listed(kind: Kind, slugs: Collection[str], language: str) -> Any:
    """Whether an article is in one of these channels of a kind."""
    meant = set(slugs) | ({""} if kind is Kind.LANGUAGE and language.lower() in slugs else set())
    mine = and_(listing.c.article_id == article.c.id, listing.c.kind == kind.value, listing.c.slug.in_(sorted(meant)))
    return exists().where(mine)
