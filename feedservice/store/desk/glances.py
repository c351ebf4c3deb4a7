"""What a list shows of articles beside what became of their files: section, date, lead photo. No body is read. Touches: database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from feedservice.article import Article, Photo
from feedservice.store.rows import photo_of
from feedservice.store.schema import article

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Glance:
    """An article at a glance; `photo` is its lead, if it has one."""

    section: str
    published: datetime
    language: str
    photo: Photo | None


def glance(value: Article) -> Glance:
    """An article that is at hand, at a glance."""
    return Glance(value.section, value.published, value.language, next(iter(value.photos), None))


@dataclass(frozen=True, slots=True)
class GlanceReading:
    """Articles at a glance."""

    connection: Connection

    def of(self, ids: Collection[str]) -> dict[str, Glance]:
        """The articles of these ids, by id."""
        columns = (article.c.id, article.c.section, article.c.published, article.c.language, article.c.photos)
        every, found = list(ids), dict[str, Glance]()
        for start in range(0, len(every), _TOGETHER):
            query = select(*columns).where(article.c.id.in_(every[start : start + _TOGETHER]))
            found |= {row.id: _glance_of(row) for row in self.connection.execute(query)}
        return found


def _glance_of(row: Any) -> Glance:
    lead = photo_of(row.photos[0]) if row.photos else None
    return Glance(row.section, row.published, row.language, lead)
