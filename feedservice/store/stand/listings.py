"""Which articles are in which channels: asked of each channel, kept with each article. Touches: database.

An article that comes into print, changes or leaves marks the channels it is or was in as stale; the typesetter sets
those anew, and no others. Articles are answered by their ids: see `ArticleReading.with_ids`.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, select

from feedservice.article import Article
from feedservice.channels import QUERIES, Kind, Order, Place, Tombstone, places
from feedservice.editing.life import lifecycle
from feedservice.editing.life.standing import Standing
from feedservice.settings.saved_feeds import Query
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, listing
from feedservice.store.stand.channel_records import ChannelChanges
from feedservice.store.stand.ledger import LedgerChanges
from feedservice.store.stand.volumes import VolumeChanges

_BY_DATE = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
_FROM_OLDEST = (article.c.published, article.c.released, article.c.id)
_BY_UPDATE = (article.c.updated.desc(), article.c.id.desc())
#: Made once: making a statement anew for each article costs several times what the database takes to run it.
_FORGET = delete(listing).where(listing.c.article_id == bindparam("id"))
_LISTED = select(listing).where(listing.c.article_id == bindparam("id"))
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListingReading:
    """Questions about what is in channels."""

    connection: Connection

    def newest(self, kind: Kind, slugs: Collection[str], limit: int) -> list[str]:
        """The newest articles in print of a section, author, tag, language or month; `feeds.order` by SQL.

        Several slugs are one channel: articles that state no language belong to the newsroom's own.
        """
        found = heapq.merge(*(self._newest(kind, slug, limit) for slug in slugs), reverse=True)
        return [id_ for _, _, id_ in list(dict.fromkeys(found))[:limit]]

    def _newest(self, kind: Kind, slug: str, limit: int) -> list[tuple[datetime, datetime, str]]:
        columns = (listing.c.published, listing.c.released, listing.c.article_id)
        mine = (listing.c.kind == kind.value, listing.c.slug == slug, listing.c.in_print.is_(True))
        query = select(*columns).where(*mine).order_by(*(column.desc() for column in columns)).limit(limit)
        return [(row.published, row.released, row.article_id) for row in self.connection.execute(query)]

    def matching(
        self, query: Query, language: str, order: Order, limit: int, start: int = 0, *, is_oldest_first: bool = False
    ) -> list[str]:
        """So many articles in print that a saved query wants, newest or latest changed first, from a place on; or the oldest first."""
        asked = select(article.c.id, article.c.headline, article.c.attachments).where(
            IN_PRINT, *_wanted(query, language)
        )
        by = _BY_UPDATE if order is Order.UPDATED else _FROM_OLDEST if is_oldest_first else _BY_DATE
        found: list[str] = []
        for row in self.connection.execute(asked.order_by(*by).execution_options(yield_per=200)):
            if _is_admitted(query, row):
                found.append(row.id)
            if len(found) == start + limit:
                break
        return found[start:]

    def tombstones(self, kind: Kind, slugs: Collection[str], since: datetime, most: int) -> list[Tombstone]:
        """The tombstones of articles that a channel showed and that left print after an instant, the latest first."""
        mine = (listing.c.kind == kind.value, listing.c.slug.in_(slugs), listing.c.in_print.is_(False))
        query = select(article.c.id, article.c.left).join(listing, listing.c.article_id == article.c.id)
        query = query.where(*mine, article.c.left > since, OUT_OF_PRINT)
        rows = self.connection.execute(query.order_by(article.c.left.desc(), article.c.id).limit(most))
        return [Tombstone(row.id, row.left) for row in rows]

    def tombstones_matching(self, query: Query, language: str, since: datetime, most: int) -> list[Tombstone]:
        """The tombstones of articles that a saved query would want were they in print, the latest first."""
        asked = select(article.c.id, article.c.headline, article.c.attachments, article.c.left)
        asked = asked.where(article.c.left > since, OUT_OF_PRINT, *_wanted(query, language))
        rows = self.connection.execute(asked.order_by(article.c.left.desc(), article.c.id).limit(most))
        return [Tombstone(row.id, row.left) for row in rows if _is_admitted(query, row)]


@dataclass(frozen=True, slots=True)
class ListingChanges(ListingReading):
    """The questions about what is in channels, and their changes in one transaction."""

    channels: ChannelChanges
    volumes: VolumeChanges
    ledger: LedgerChanges
    #: Articles that moved from one section to another in this transaction, by the slugs of both and the old folder.
    moved_sections: Counter[tuple[str, str, str]] = field(default_factory=Counter, init=False)

    def enter(self, standing: Standing) -> None:
        """Enter an article in its channels, out of those it is no longer in, and mark all of them that it touches.

        Whatever brings one into print, changes it there or takes it out comes by here, or by `enter_new`: so the ledger is written here.
        """
        value, in_print = standing.article, standing.state in lifecycle.IN_PRINT
        rows = self.connection.execute(_LISTED, {"id": value.id}).mappings()
        before = {(row["kind"], row["slug"]): dict(row) for row in rows}
        if not (before or in_print):
            return
        self.ledger.note(standing)
        now = {(place.kind.value, place.slug): _row(place, value, in_print=in_print) for place in places(value)}
        if before != now:
            self.connection.execute(_FORGET, {"id": value.id})
            self.connection.execute(insert(listing), list(now.values()))
        for key in before.keys() | now.keys():
            self._touch(before.get(key), now.get(key))
        self.volumes.follow(value.id, standing.left, in_print=in_print)
        self._touch(*(next(iter(one.values()), None) for one in (before, now)), everything=True)

    def enter_new(self, standings: Collection[Standing]) -> None:
        """Enter articles that are new in their channels, and mark these: all of them at once."""
        listed = [one.article for one in standings if one.state in lifecycle.IN_PRINT]
        if not listed:
            return
        mine = [(place, value) for value in listed for place in places(value)]
        self.connection.execute(insert(listing), [_row(place, value, in_print=True) for place, value in mine])
        latest: dict[Place, datetime] = {Place(Kind.EVERYTHING, "", ""): max(one.published for one in listed)}
        for place, value in mine:
            if place.kind is Kind.LANGUAGE and not place.slug:
                self.channels.touch_own_language()
            elif place.kind is not Kind.MONTH:
                latest[place] = max(latest.get(place, value.published), value.published)
        self.volumes.wait(value.id for value in listed)
        self.ledger.note_new(standings)
        self.channels.touch_each(latest)
        self.channels.touch_all(QUERIES)

    def _touch(self, was: _Row | None, now: _Row | None, *, everything: bool = False) -> None:
        """Mark a channel that an article was in, and is in, as far as readers see either.

        A channel that is full of later articles is not touched by a change; but its tombstones are by one that leaves
        print or comes back.
        """
        row = now or was
        seen = [one["published"] for one in (was, now) if one and one["in_print"]]
        if row is None or not seen or (row["kind"] == Kind.MONTH and not everything):
            return  # what is in a month has a page for people; its documents are volumes
        comes_or_goes = was is not None and now is not None and was["in_print"] != now["in_print"]
        place = Place(Kind.EVERYTHING, "", "") if everything else Place(Kind(row["kind"]), row["slug"], row["name"])
        if place.kind is Kind.LANGUAGE and not place.slug:
            self.channels.touch_own_language()  # which that is is not known here
        else:
            self.channels.touch(place, None if comes_or_goes else max(seen))
        if everything:
            self.channels.touch_all(QUERIES)  # what a saved query wants is known only by asking it

    def empty(self) -> None:
        """Take every article out of its channels, to enter all of them anew."""
        self.connection.execute(delete(listing))


def _is_admitted(query: Query, row: Any) -> bool:
    """What is asked of an article that no channel tells: words of its headline, and whether there is something to play."""
    is_played = any(one["media_type"].startswith(("audio/", "video/")) for one in row.attachments)
    return query.admits_headline(row.headline) and (is_played or not query.recorded)


def _wanted(query: Query, language: str) -> list[Any]:
    """Whether an article is in the channels that a saved query wants, and in none that it does not."""
    wanted = [_is_listed(kind, slugs, language) for kind, slugs in query.wanted.items()]
    return wanted + [~_is_listed(kind, slugs, language) for kind, slugs in query.unwanted.items()]


def _is_listed(kind: Kind, slugs: Collection[str], language: str) -> Any:
    """Whether an article is in one of these channels of a kind."""
    meant = set(slugs) | ({""} if kind is Kind.LANGUAGE and language.lower() in slugs else set())
    mine = and_(listing.c.article_id == article.c.id, listing.c.kind == kind.value, listing.c.slug.in_(sorted(meant)))
    return exists().where(mine)


def _row(place: Place, value: Article, *, in_print: bool) -> _Row:
    return {
        "kind": place.kind.value,
        "slug": place.slug,
        "article_id": value.id,
        "name": place.name,
        "published": value.published,
        "released": value.released,
        "in_print": in_print,
    }
