"""New articles, receipts and photo uses of many files at once: a few statements for all of them. Touches: database.

The same rows come of it as when each is kept by itself (a test holds the two equal). Only for articles that are new: what
was there before is changed one by one, where its history is at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select

from feedservice.article import Receipt
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import Stamp
from feedservice.store.filed_receipts import OF_PATH
from feedservice.store.rows import (
    mark_rows,
    packed_cuts,
    receipt_row,
    served_names,
    stamp_row,
    standing_of,
    standing_row,
)
from feedservice.store.schema import article, history, left_out, likeness, photo, photo_use, receipt
from feedservice.store.search.search_index import SearchChanges
from feedservice.store.stand.listings import ListingChanges
from feedservice.text.unicode import spelling

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500
#: In characters: no folder has a path nearly so long (`scan.LONGEST_FOLDER_PATH`), and no index takes much longer ones.
_LONGEST_PATH = 1_024


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that is kept for the first time. `marks` is the sketch of its words; `note` goes into its history."""

    standing: Standing
    marks: Collection[int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BulkChanges:
    """Changes of many rows in one transaction."""

    connection: Connection
    listings: ListingChanges
    search: SearchChanges

    def publish(self, new: Sequence[NewArticle], at: datetime) -> None:
        """Keep new articles, enter them in their channels, and begin their histories; none may be there yet."""
        if not new:
            return
        standings = [one.standing for one in new]
        self._insert(article, (standing_row(one, spelling(one.article.path)) for one in standings))
        self._insert(photo, _photo_rows(standings))
        self.listings.enter_new(standings)
        self.search.enter_new(standings)
        self._insert(likeness, (row for one in new for row in mark_rows(one.standing.article.id, one.marks)))
        self._insert(history, (_birth_row(one, at) for one in new))

    def carried_by(self, paths: Iterable[str]) -> dict[str, list[Standing]]:
        """Every article that is kept as the file's of one of these paths."""
        found: dict[str, list[Standing]] = {}
        for some in _parts(paths):
            query = select(article).where(article.c.path.in_(some), article.c.vanished.is_(None))
            for row in self.connection.execute(query).mappings():
                found.setdefault(row["path"], []).append(standing_of(row))
        return found

    def save_receipts(self, receipts: Sequence[tuple[Receipt, Stamp | None]], since: datetime) -> None:
        """Keep what the desk says about these files."""
        rows = [{**receipt_row(one), **stamp_row(stamp), "since": since, "growth": 0} for one, stamp in receipts]
        known = self._there(receipt.c.path, [row["path"] for row in rows])
        changed = [{**row, "at_path": row["path"]} for row in rows if row["path"] in known]
        if changed:
            self.connection.execute(OF_PATH, changed)
        self._insert(receipt, (row for row in rows if row["path"] not in known))
        for some in _parts(row["path"] for row in rows):
            self.connection.execute(delete(left_out).where(left_out.c.path.in_(some)))
        packed = {one.path: packed_cuts(one.cut) for one, _ in receipts}
        self._insert(left_out, ({"path": path, "packed": cuts} for path, cuts in packed.items() if cuts))

    def save_photo_uses(self, uses: Mapping[str, Iterable[str]]) -> None:
        """Remember which photo files each of these article files uses or names; but no name that no file can have."""
        named = {path: (spelling(one) for one in photos) for path, photos in uses.items()}
        wanted = {path: {one for one in photos if len(one) <= _LONGEST_PATH} for path, photos in named.items()}
        before: dict[str, set[str]] = {path: set() for path in wanted}
        for some in _parts(wanted):
            for row in self.connection.execute(select(photo_use).where(photo_use.c.article_path.in_(some))):
                before[row.article_path].add(row.photo_path)
        other = [path for path in wanted if wanted[path] != before[path]]
        for some in _parts(path for path in other if before[path]):
            self.connection.execute(delete(photo_use).where(photo_use.c.article_path.in_(some)))
        self._insert(
            photo_use, ({"article_path": path, "photo_path": one} for path in other for one in sorted(wanted[path]))
        )

    def _there(self, column: Column[str], values: Iterable[str]) -> set[str]:
        return {
            one for some in _parts(values) for one in self.connection.scalars(select(column).where(column.in_(some)))
        }

    def _insert(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        if found := list(rows):
            self.connection.execute(insert(table), found)


def _parts(values: Iterable[str]) -> Iterable[list[str]]:
    every = list(values)
    return (every[start : start + _TOGETHER] for start in range(0, len(every), _TOGETHER))


def _photo_rows(standings: Iterable[Standing]) -> list[dict[str, str]]:
    """Whose the photos are: see `schema.photo`."""
    names = {(name, one.article.id) for one in standings for name in served_names(one.article)}
    return [{"name": name, "article_id": id_} for name, id_ in sorted(names)]


def _birth_row(one: NewArticle, at: datetime) -> dict[str, Any]:
    value, event = one.standing.article, one.standing.state.value
    return {"article_id": value.id, "at": at, "event": event, "path": value.path, "note": one.note, "earlier": None}
