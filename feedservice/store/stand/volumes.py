"""Volumes: the documents of the archive, in which articles are bound, each in one and for as long as it is in print. Touches: database.

An article waits from the moment it comes into print until it is bound (`feeds.bindery` says when). Bound it stays where it is,
whatever date it gets. One that leaves print leaves its volume, which nothing fills up; if it comes back, it is news, and waits anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from feedservice.channels import Kind, Place, path_of
from feedservice.store.schema import IN_PRINT, article, bound, channel
from feedservice.store.stand.channel_records import ChannelChanges

#: What stands in place of a volume while an article waits for one.
WAITING = ""
_OF_ARTICLE = select(bound.c.volume).where(bound.c.article_id == bindparam("id"))
_FORGET = delete(bound).where(bound.c.article_id == bindparam("id"))
_IS_VOLUME = channel.c.place.is_not(None)
_TOGETHER = 500  # values in one statement: databases bind no more than some thousands


@dataclass(frozen=True, slots=True)
class Unbound:
    """An article that no volume has yet."""

    id: str
    published: datetime
    released: datetime


@dataclass(frozen=True, slots=True)
class VolumeReading:
    """Questions about volumes. They are named as their addresses are: 2026-10, 2026-10/2."""

    connection: Connection

    def waiting(self) -> list[Unbound]:
        """The articles in print that no volume has yet."""
        columns = (article.c.id, article.c.published, article.c.released)
        query = select(*columns).join(bound, bound.c.article_id == article.c.id)
        rows = self.connection.execute(query.where(bound.c.volume == WAITING, IN_PRINT).order_by(article.c.id))
        return [Unbound(row.id, row.published, row.released) for row in rows]

    def shown(self, limit: int) -> set[str]:
        """The ids of the newest articles in print, which the newest document shows."""
        order = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
        return set(self.connection.scalars(select(article.c.id).where(IN_PRINT).order_by(*order).limit(limit)))

    def articles(self, volume: str) -> list[str]:
        """The ids of the articles that are bound in a volume."""
        return list(self.connection.scalars(select(bound.c.article_id).where(bound.c.volume == volume)))

    def newest(self) -> str | None:
        """The path of the volume that was bound last."""
        return self._before(None)

    def before(self, place: int) -> str | None:
        """The path of the volume before a place in the chain."""
        return self._before(place)

    def _before(self, place: int | None) -> str | None:
        query = select(channel.c.path).where(_IS_VOLUME, *([] if place is None else [channel.c.place < place]))
        found: str | None = self.connection.scalar(query.order_by(channel.c.place.desc()).limit(1))
        return found

    def of_month(self, month: str) -> list[str]:
        """The paths of a month's volumes, the first first."""
        mine = or_(channel.c.slug == month, channel.c.slug.startswith(f"{month}/", autoescape=True))
        query = select(channel.c.path).where(_IS_VOLUME, channel.c.kind == Kind.MONTH.value, mine)
        return list(self.connection.scalars(query.order_by(channel.c.place)))


@dataclass(frozen=True, slots=True)
class VolumeChanges(VolumeReading):
    """The questions about volumes, and their changes in one transaction."""

    channels: ChannelChanges

    def wait(self, ids: Iterable[str]) -> None:
        """Articles that are new wait to be bound, which happens when the newest document is set: so that is stale.

        It may be full of later ones, so that nothing else would ask for it to be set.
        """
        self.channels.touch(Place(Kind.EVERYTHING, "", ""), None)
        self.connection.execute(insert(bound), [{"article_id": id_, "volume": WAITING} for id_ in ids])

    def follow(self, id_: str, left: datetime | None, *, in_print: bool) -> None:
        """An article came into print, changed there or `left`: its volume, if it has one, is to be set anew."""
        volume = self.connection.scalar(_OF_ARTICLE, {"id": id_})
        if volume is None:
            if in_print:
                self.wait([id_])
            return
        if not in_print:
            self.connection.execute(_FORGET, {"id": id_})
        if volume != WAITING:
            self.channels.touch(Place(Kind.MONTH, volume, volume), None)
        if volume != WAITING and not in_print and left:
            mine = channel.c.path == path_of(Kind.MONTH, volume)
            is_later = or_(channel.c.rearranged.is_(None), channel.c.rearranged < left)
            self.connection.execute(update(channel).where(mine, is_later).values(rearranged=left))

    def bind(self, month: str, ids: Sequence[str]) -> None:
        """Bind articles in a new volume of a month, the last of the chain."""
        part = len(self.of_month(month)) + 1
        place = Place(Kind.MONTH, month if part == 1 else f"{month}/{part}", month)
        last = self.connection.scalar(select(func.max(channel.c.place))) or 0
        if self.channels.at(place.path) is None:
            self.channels.open(place)
        record = self.channels.at(place.path)
        if record is not None:
            self.channels.keep(replace(record, place=last + 1, stale=True, closed=False))
        for start in range(0, len(ids), _TOGETHER):
            mine = bound.c.article_id.in_(ids[start : start + _TOGETHER])
            self.connection.execute(update(bound).where(mine).values(volume=place.slug))
