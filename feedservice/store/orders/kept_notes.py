"""Correction notes that editors wrote at the desk, and those of files that they took out there. Touches: database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from feedservice.editing.overruling.desk_notes import DeskNote
from feedservice.store.orders.overruling_tables import desk_note

_NAMES = tuple(one.name for one in fields(DeskNote))


@dataclass(frozen=True, slots=True)
class DeskNoteReading:
    """Questions about the desk's notes."""

    connection: Connection

    def of(self, article_id: str) -> tuple[DeskNote, ...]:
        """Those of one article, in the order in which they were written."""
        return self._all(select(desk_note).where(desk_note.c.article_id == article_id)).get(article_id, ())

    def by_article(self) -> dict[str, tuple[DeskNote, ...]]:
        """All of them, by article."""
        return self._all(select(desk_note))

    def _all(self, query: Any) -> dict[str, tuple[DeskNote, ...]]:
        found: dict[str, tuple[DeskNote, ...]] = {}
        for row in self.connection.execute(query.order_by(desk_note.c.number, desk_note.c.is_hidden)).mappings():
            one = DeskNote(**{name: row[name] for name in _NAMES})
            found[one.article_id] = (*found.get(one.article_id, ()), one)
        return found


@dataclass(frozen=True, slots=True)
class DeskNoteChanges(DeskNoteReading):
    """The questions about the desk's notes, and their changes."""

    def keep(self, note: DeskNote) -> None:
        """Keep a note."""
        self.connection.execute(insert(desk_note), {name: getattr(note, name) for name in _NAMES})

    def drop(self, note: DeskNote) -> None:
        """Forget a note."""
        mine = (desk_note.c.number == note.number, desk_note.c.is_hidden == note.is_hidden)
        self.connection.execute(delete(desk_note).where(*mine))
