"""Articles and their lives: which there are, where they stand, what happened to them. Touches: database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, delete, func, insert, select, type_coerce, update

from feedservice.article import Article, Outcome
from feedservice.channels import Tombstone
from feedservice.editing.life.standing import Standing
from feedservice.store.foresight import LATEST_FIRST, Foresight, foresight
from feedservice.store.resemblance import most_alike, shared_marks
from feedservice.store.rows import (
    STANDING,
    article_of,
    article_of_plain,
    mark_rows,
    plain_article,
    served_names,
    standing_of,
    standing_row,
)
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, history, likeness, photo
from feedservice.store.search.search_index import SearchChanges
from feedservice.store.stand.listings import ListingChanges

#: Made once: making a statement anew for each file costs several times what the database takes to run it.
_WITH_ID = select(article).where(article.c.id == bindparam("id"))
_WITH_KEY = select(article).where(article.c.key == bindparam("key"))
_AT = select(article).where(article.c.path == bindparam("path"), article.c.vanished.is_(None))
_WITH_BYTES = select(article).where(article.c.sha256 == bindparam("sha256")).order_by(*LATEST_FIRST)
_SPELT = select(article).where(article.c.spelling == bindparam("spelling")).order_by(*LATEST_FIRST)
_MICROSECONDS = 1_000_000
_WITH_IDS = select(article).where(article.c.id.in_(bindparam("ids", expanding=True)))
_CHANGE = update(article).where(article.c.id == bindparam("at_id"))
_FORGET_MARKS = delete(likeness).where(likeness.c.article_id == bindparam("at_id"))
#: Articles asked for by id at a time: databases bind no more than some thousands of values.
_IDS = 500


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an article's history; `earlier` is the version that a change replaced."""

    at: datetime
    event: str
    path: str
    note: str = ""
    earlier: Article | None = None


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """Questions about articles."""

    connection: Connection

    def newest(self, limit: int) -> list[Article]:
        """The newest articles in print; `feeds.order` by SQL."""
        order = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
        query = select(article).where(IN_PRINT).order_by(*order).limit(limit)
        return [article_of(row) for row in self.connection.execute(query).mappings()]

    def with_ids(self, ids: list[str]) -> list[Article]:
        """The articles of these ids, in their order."""
        found: dict[str, Article] = {}
        for start in range(0, len(ids), _IDS):
            query = select(article).where(article.c.id.in_(ids[start : start + _IDS]))
            found |= {row["id"]: article_of(row) for row in self.connection.execute(query).mappings()}
        return [found[id_] for id_ in ids if id_ in found]

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

    def alike(self, marks: Iterable[int], shared: Counter[str] | None = None) -> list[Standing]:
        """The few articles that share the most marks, those first, then the latest; common marks do not count.

        `shared` says how many each shares, where that has been asked already.
        """
        shared = shared_marks(self.connection, marks) if shared is None else shared
        ids = most_alike(shared)
        found = self._all(_WITH_IDS, ids=ids) if ids else []
        return sorted(found, key=lambda one: (-shared[one.article.id], -one.article.released.timestamp()))

    def foresee(self, hashes: Iterable[str], spellings: Iterable[str], marks: Iterable[int]) -> Foresight:
        """Every article that any of many files may be, asked for at once."""
        return foresight(self.connection, hashes, spellings, marks)

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
        return self._all(
            select(article).where(IN_PRINT, article.c.expires <= now).order_by(article.c.expires, article.c.id)
        )

    def next_due(self, tombstone_life: timedelta, now: datetime) -> datetime | None:
        """When the clock next changes what readers see: an embargo or expiry that ends, a tombstone's end."""
        scheduled = article.c.state == Outcome.SCHEDULED.value
        embargo = self.connection.scalar(select(func.min(article.c.due)).where(scheduled, article.c.due > now))
        expiry = self.connection.scalar(select(func.min(article.c.expires)).where(IN_PRINT, article.c.expires > now))
        standing = select(func.min(article.c.left)).where(article.c.left > now - tombstone_life, OUT_OF_PRINT)
        oldest = self.connection.scalar(standing)
        return min((one for one in (embargo, expiry, oldest and oldest + tombstone_life) if one), default=None)

    def count_in_print(self) -> int:
        """How many articles are in print."""
        return int(self.connection.scalar(select(func.count()).select_from(article).where(IN_PRINT)) or 0)

    def in_print_at(self, paths: Iterable[str]) -> list[str]:
        """Of these files, the ones that carry an article in print."""
        carried = set(self.connection.scalars(select(article.c.path).where(IN_PRINT, article.c.vanished.is_(None))))
        return [path for path in paths if path in carried]

    def photo_states(self, name: str) -> list[tuple[Outcome, datetime | None]]:
        """For each article that shows or showed a photo: its state, and when it left print."""
        query = select(article.c.state, article.c.left).join(photo, photo.c.article_id == article.c.id)
        return [(Outcome(row.state), row.left) for row in self.connection.execute(query.where(photo.c.name == name))]

    def find(self, name: str) -> list[Standing]:
        """The articles that an id, a key or the path of a file names."""
        is_named = (article.c.id == name) | (article.c.key == name) | (article.c.path == name)
        return self._all(select(article).where(is_named))

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


@dataclass(frozen=True, slots=True)
class ArticleChanges(ArticleReading):
    """The questions about articles, and their changes: whatever moves one here enters it in its channels too."""

    listings: ListingChanges
    search: SearchChanges

    def save(self, standing: Standing, spelling: str, marks: Iterable[int] | None) -> None:
        """Keep an article with where it stands. `marks` is the sketch of its words; none leaves the one there was."""
        self.search.follow(standing)
        row = standing_row(standing, spelling)
        changed = self.connection.execute(_CHANGE, {**row, "at_id": standing.article.id})
        if not changed.rowcount:
            self.connection.execute(insert(article), row)
        self._show_photos(standing.article)
        self.listings.enter(standing)
        if marks is not None:
            self.save_marks(standing.article.id, marks)

    def save_marks(self, article_id: str, marks: Iterable[int]) -> None:
        """Keep the sketch of an article's words; that it has none is remembered too."""
        self.connection.execute(_FORGET_MARKS, {"at_id": article_id})
        self.connection.execute(insert(likeness), mark_rows(article_id, marks))

    def _show_photos(self, value: Article) -> None:
        """Remember whose the photos and attachments are; those of versions before stay so."""
        names = served_names(value)
        if not names:
            return
        known = set(self.connection.scalars(select(photo.c.name).where(photo.c.article_id == value.id)))
        rows = [{"name": name, "article_id": value.id} for name in sorted(names - known)]
        if rows:
            self.connection.execute(insert(photo), rows)

    def stand(self, standing: Standing, spelling: str) -> None:
        """Keep where an article stands, and no new words."""
        self.search.follow(standing, is_stored=True)
        own, kept = standing_row(standing, spelling), ("path", "spelling", "state", "changed", "expires", *STANDING)
        values = {name: own[name] for name in kept}
        self.connection.execute(update(article).where(article.c.id == standing.article.id).values(values))
        self.listings.enter(standing)

    def happened(
        self, standing: Standing, event: str, at: datetime, note: str = "", earlier: Article | None = None
    ) -> None:
        """Write a line of an article's history."""
        row = {"article_id": standing.article.id, "at": at, "event": event, "path": standing.article.path, "note": note}
        self.connection.execute(insert(history), {**row, "earlier": plain_article(earlier) if earlier else None})

    def list_all(self) -> None:
        """Enter every article in its channels: after an upgrade, or when slugs are made another way."""
        self.listings.empty()
        query = select(article).where(article.c.left.is_not(None) | IN_PRINT).execution_options(yield_per=200)
        for row in self.connection.execute(query).mappings():
            self.listings.enter(standing_of(row))
