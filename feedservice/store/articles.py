"""What is asked about articles and their lives. Touches: database (reads only)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, bindparam, func, or_, select, type_coerce, union_all

from feedservice.article import Article, Outcome, Standing, Tombstone
from feedservice.store.rows import article_of, article_of_plain, standing_of
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, channel, history, likeness, photo
from feedservice.text.similarity import MARKS

#: Made once: making a statement anew for each file costs several times what the database takes to run it.
_WITH_ID = select(article).where(article.c.id == bindparam("id"))
_WITH_KEY = select(article).where(article.c.key == bindparam("key"))
_AT = select(article).where(article.c.path == bindparam("path"), article.c.vanished.is_(None))
_WITH_BYTES = select(article).where(article.c.sha256 == bindparam("sha256")).order_by(article.c.released.desc())
_SPELT = select(article).where(article.c.spelling == bindparam("spelling")).order_by(article.c.released.desc())
#: What stands in place of marks for an article without words; no mark is negative. -1 stands for no question.
NO_MARK = -2
_MICROSECONDS = 1_000_000
#: A mark that more articles have than this is of a phrase that stands below every story, and tells nothing.
_COMMON = 50
#: Of the articles that share a mark, so many are looked at: those that share the most.
_MOST_ALIKE = 5
_SHARING = union_all(
    *(
        select(
            select(likeness.c.mark, likeness.c.article_id)
            .where(likeness.c.mark == bindparam(f"mark_{number}"))
            .limit(_COMMON + 1)
            .subquery()
        )
        for number in range(MARKS)
    )
)
_WITH_IDS = select(article).where(article.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an article's history; `earlier` is the version that a change replaced."""

    at: datetime
    event: str
    path: str
    note: str = ""
    earlier: Article | None = None


class Lives:
    """Questions about articles, asked of one consistent view of the store."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def newest(self, limit: int) -> list[Article]:
        """The newest articles in print; `edition.order` by SQL."""
        order = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
        query = select(article).where(IN_PRINT).order_by(*order).limit(limit)
        return [article_of(row) for row in self.connection.execute(query).mappings()]

    def tombstones(self, since: datetime, most: int) -> list[Tombstone]:
        """The tombstones of articles that left print after an instant and are not back, the latest first."""
        query = select(article.c.id, article.c.left).where(article.c.left > since, OUT_OF_PRINT)
        rows = self.connection.execute(query.order_by(article.c.left.desc(), article.c.id).limit(most))
        return [Tombstone(row.id, row.left) for row in rows]

    def with_id(self, id: str) -> Standing | None:
        """The article of an id."""
        return self._one(_WITH_ID, id=id)

    def with_key(self, key: str) -> Standing | None:
        """The article of a permalink."""
        return self._one(_WITH_KEY, key=key)

    def at(self, path: str) -> Standing | None:
        """The article that a file carries."""
        return self._one(_AT, path=path)

    def carried_by(self, path: str) -> list[Standing]:
        """Every article that is kept as a file's; but while a turn files, there is at most one."""
        return self._all(_AT, path=path)

    def with_bytes(self, sha256: str) -> list[Standing]:
        """Articles whose file had these bytes when it was last read, the latest first."""
        return self._all(_WITH_BYTES, sha256=sha256)

    def spelt_alike(self, spelling: str) -> list[Standing]:
        """Articles whose path is spelt so, but for composed letters and case."""
        return self._all(_SPELT, spelling=spelling)

    def alike(self, marks: Iterable[int]) -> list[Standing]:
        """The few articles that share the most marks, those first, then the latest; common marks do not count."""
        wanted = dict.fromkeys((f"mark_{number}" for number in range(MARKS)), -1)
        wanted.update({f"mark_{number}": mark for number, mark in enumerate(marks)})
        rows = self.connection.execute(_SHARING, wanted).all()
        having = Counter(mark for mark, _ in rows)
        shared = Counter(id_ for mark, id_ in rows if having[mark] <= _COMMON)
        ids = [id_ for id_, _ in shared.most_common(_MOST_ALIKE)]
        found = self._all(_WITH_IDS, ids=ids) if ids else []
        return sorted(found, key=lambda one: (-shared[one.article.id], -one.article.released.timestamp()))

    def without_marks(self, most: int) -> list[Article]:
        """Some articles whose words have no sketch yet."""
        sketched = select(likeness.c.article_id)
        query = select(article).where(article.c.id.not_in(sketched)).limit(most)
        return [article_of(row) for row in self.connection.execute(query).mappings()]

    def _one(self, query: Any, **values: Any) -> Standing | None:
        row = self.connection.execute(query, values).mappings().first()
        return standing_of(row) if row else None

    def _all(self, query: Any, **values: Any) -> list[Standing]:
        return [standing_of(row) for row in self.connection.execute(query, values).mappings()]

    def updated_seconds(self, first: int, end: int) -> set[int]:
        """The seconds since 1970, of those from `first` up to before `end`, that articles' `updated` already have."""
        updated = type_coerce(article.c.updated, BigInteger)  # an index holds it: no article is read for this
        query = select(updated).where(updated >= first * _MICROSECONDS, updated < end * _MICROSECONDS)
        return {instant // _MICROSECONDS for instant in self.connection.scalars(query)}

    def due(self, now: datetime) -> list[Standing]:
        """Scheduled articles whose hour has come."""
        scheduled = article.c.state == Outcome.SCHEDULED.value
        return self._all(select(article).where(scheduled, article.c.due <= now).order_by(article.c.due, article.c.id))

    def expiring(self, now: datetime) -> list[Standing]:
        """Articles in print whose time is over."""
        return self._all(select(article).where(IN_PRINT, article.c.expires <= now).order_by(article.c.expires))

    def is_anybodys_hour(self, now: datetime) -> bool:
        """Whether an article is due, or expires, or a tombstone in a channel is to go."""
        ended = select(channel.c.path).where(channel.c.ends <= now).limit(1)
        return bool(self.due(now) or self.expiring(now) or self.connection.execute(ended).first())

    def next_due(self, tombstone_life: timedelta, now: datetime) -> datetime | None:
        """When the clock next changes what readers see: an embargo or expiry that ends, a tombstone's end."""
        scheduled = article.c.state == Outcome.SCHEDULED.value
        embargo = self.connection.scalar(select(func.min(article.c.due)).where(scheduled, article.c.due > now))
        expiry = self.connection.scalar(select(func.min(article.c.expires)).where(IN_PRINT, article.c.expires > now))
        standing = select(func.min(article.c.left)).where(article.c.left > now - tombstone_life, OUT_OF_PRINT)
        oldest = self.connection.scalar(standing)
        return min((one for one in (embargo, expiry, oldest and oldest + tombstone_life) if one), default=None)

    def articles_in_print(self) -> int:
        """How many articles are in print."""
        return self._count(IN_PRINT)

    def in_print_at(self, paths: Iterable[str]) -> list[str]:
        """Of these files, the ones that carry an article in print."""
        carried = set(self.connection.scalars(select(article.c.path).where(IN_PRINT, article.c.vanished.is_(None))))
        return [path for path in paths if path in carried]

    def _count(self, condition: ColumnElement[bool] | Any) -> int:
        return int(self.connection.scalar(select(func.count()).select_from(article).where(condition)) or 0)

    def photo_states(self, name: str) -> list[tuple[Outcome, datetime | None]]:
        """For each article that shows or showed a photo: its state, and when it left print."""
        query = select(article.c.state, article.c.left).join(photo, photo.c.article_id == article.c.id)
        return [(Outcome(row.state), row.left) for row in self.connection.execute(query.where(photo.c.name == name))]

    def find(self, name: str) -> list[Standing]:
        """The articles that an id, a key or the path of a file names."""
        return self._all(
            select(article).where(or_(article.c.id == name, article.c.key == name, article.c.path == name))
        )

    def history(self, article_id: str) -> list[Happening]:
        """What happened to an article, in order."""
        query = select(history).where(history.c.article_id == article_id).order_by(history.c.number)
        return [_happening(row) for row in self.connection.execute(query).mappings()]

    def everything(self) -> Iterator[tuple[Standing, list[Happening]]]:
        """Every article with its history, by first release."""
        query = select(article).order_by(article.c.released, article.c.id).execution_options(yield_per=100)
        for row in self.connection.execute(query).mappings():
            yield standing_of(row), self.history(row["id"])


def _happening(row: Any) -> Happening:
    earlier = article_of_plain(row["earlier"]) if row["earlier"] else None
    return Happening(row["at"], row["event"], row["path"], row["note"], earlier)
