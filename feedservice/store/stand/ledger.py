"""The ledger: every change of what readers see of an article, numbered in the order in which it was published. Touches: database.

For aggregators, which keep a copy by it (docs/feeds.md). A line is written in the transaction of the change it tells of, and one
transaction writes at a time (SQLite's write lock; PostgreSQL's advisory lock, which `Writing` has from its beginning): so
numbers have no gaps, and whoever sees a line sees all before it. No line is ever taken out, or changed but in its time, when a
clock was wrong. Each carries a mark, a hash of itself and of all before it: a cursor names a line and its mark, so that one
of another history is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select

from feedservice.article import Article
from feedservice.editing.life.lifecycle import IN_PRINT as SEEN
from feedservice.editing.life.standing import Standing
from feedservice.errors import CursorError, CursorLost
from feedservice.store.rows import article_of, standing_of
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, ledger
from feedservice.store.stand.fingerprint import fingerprint

_CURSOR = re.compile(r"(0|[1-9]\d{0,8})-([0-9a-f]{16}|0)")
_MARK_DIGITS = 16
#: Made once: making a statement anew for each article costs several times what the database takes to run it.
_LAST = select(ledger.c.number, ledger.c.mark).order_by(ledger.c.number.desc()).limit(1)
_LAST_OF = select(ledger).where(ledger.c.article_id == bindparam("id")).order_by(ledger.c.number.desc()).limit(1)
_MARK_OF = select(ledger.c.mark).where(ledger.c.number == bindparam("number"))
_WRITE = insert(ledger)


class Publication(StrEnum):
    """What a line tells of an article: all but the last leave it in print."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the ledger: behind a line, or before the first (`BEGINNING`)."""

    number: int
    mark: str

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.number}-{self.mark}"


#: Before the first line of any ledger.
BEGINNING = Cursor(0, "0")


def cursor_of(text: str) -> Cursor:
    """The cursor that is written so; nothing is the beginning. Raises CursorError when it is none."""
    if not text:
        return BEGINNING
    found = _CURSOR.fullmatch(text)
    if found is None or (found[1] == "0") != (found[2] == BEGINNING.mark):
        raise CursorError
    return Cursor(int(found[1]), found[2])


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger. `article` is what it left in print: where no later line tells of the same article, and it is seen."""

    cursor: Cursor
    event: Publication
    at: datetime
    id: str
    key: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some lines behind a cursor, in their order; `more` when others follow."""

    lines: tuple[LedgerLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """Questions about the ledger."""

    connection: Connection

    def after(self, since: Cursor, most: int) -> LedgerPage:
        """The lines behind a cursor, so many at most. Raises CursorLost when the cursor is of no line of this ledger."""
        if since != BEGINNING and self.connection.scalar(_MARK_OF, {"number": since.number}) != since.mark:
            raise CursorLost
        query = select(ledger, article.c.key).join(article, article.c.id == ledger.c.article_id, isouter=True)
        query = query.where(ledger.c.number > since.number).order_by(ledger.c.number).limit(most + 1)
        rows = self.connection.execute(query).mappings().all()
        shown = self._shown({row["article_id"] for row in rows[:most]})
        return LedgerPage(tuple(_line(row, shown.get(row["number"])) for row in rows[:most]), len(rows) > most)

    def _shown(self, ids: set[str]) -> dict[int, Article]:
        """Of these articles, those in print, by the number of the last line that tells of each."""
        mine = ledger.c.article_id.in_(sorted(ids))
        query = select(ledger.c.article_id, func.max(ledger.c.number).label("last")).where(mine)
        rows = self.connection.execute(query.group_by(ledger.c.article_id))
        last: dict[str, int] = {row.article_id: row.last for row in rows}
        seen = self.connection.execute(select(article).where(article.c.id.in_(sorted(ids)), IN_PRINT))
        return {last[row["id"]]: article_of(row) for row in seen.mappings()}


@dataclass(frozen=True, slots=True)
class LedgerChanges(LedgerReading):
    """The questions about the ledger, and how it is written, in one transaction."""

    #: The cursor behind the last line, once this transaction has asked for it or written one.
    _end: list[Cursor] = field(default_factory=list, init=False)
    #: The numbers of the lines that this transaction wrote.
    written_here: list[int] = field(default_factory=list, init=False)

    def note(self, standing: Standing) -> None:
        """Write down what readers see changed of an article, if anything they see did."""
        before = self.connection.execute(_LAST_OF, {"id": standing.article.id}).mappings().first()
        seen, was_seen = standing.state in SEEN, before is not None and before["event"] != Publication.WITHDRAWN
        print_ = fingerprint(standing.article) if seen else ""
        if (seen or was_seen) and not (was_seen and before is not None and before["fingerprint"] == print_):
            self._write([self._row(standing, _event(standing, before), print_)])

    def catch_up(self) -> None:
        """Write down what a press of a release without a ledger has published, in the order in which it did."""
        mine = ledger.alias()  # an index has the last line of each article
        last = (
            select(func.max(mine.c.number))
            .where(mine.c.article_id == article.c.id)
            .correlate(article)
            .scalar_subquery()
        )
        is_gone = ledger.c.event == Publication.WITHDRAWN.value
        missed = or_(
            and_(IN_PRINT, or_(ledger.c.number.is_(None), is_gone, ledger.c.at < article.c.changed)),
            and_(OUT_OF_PRINT, article.c.left.is_not(None), ~is_gone),
        )
        query = select(article).select_from(article.outerjoin(ledger, ledger.c.number == last)).where(missed)
        for row in self.connection.execute(query.order_by(article.c.changed, article.c.id)).mappings().all():
            self.note(standing_of(row))

    def note_new(self, standings: Iterable[Standing]) -> None:
        """Write down the births of articles that no line tells of yet."""
        births = [(one, fingerprint(one.article)) for one in standings if one.state in SEEN]
        if births:
            self._write([self._row(one, Publication.PUBLISHED, print_) for one, print_ in births])

    def _row(self, standing: Standing, event: Publication, print_: str) -> dict[str, Any]:
        value = standing.article
        times = [value.changed] if print_ else []
        line = next_cursor(self._last(), value.id, event, print_)
        self._end[:] = [line]
        return {
            "number": line.number,
            "article_id": value.id,
            "at": max([*times, *([standing.left] if standing.left else [])], default=value.changed),
            "event": event.value,
            "fingerprint": print_,
            "mark": line.mark,
            "corrections": len(value.corrections),
        }

    def _last(self) -> Cursor:
        """The cursor behind the last line: nobody else writes one while this transaction lasts."""
        if not self._end:
            row = self.connection.execute(_LAST).first()
            self._end.append(Cursor(row.number, row.mark) if row else BEGINNING)
        return self._end[0]

    def _write(self, rows: list[dict[str, Any]]) -> None:
        self.connection.execute(_WRITE, rows)
        self.written_here.extend(row["number"] for row in rows)


def next_cursor(last: Cursor, article_id: str, event: Publication, print_: str) -> Cursor:
    """The cursor behind a line that follows another.

    Not of the line's time: that is put right when a clock was wrong, and the same history is the same.
    """
    told = f"{last.mark} {article_id} {event.value} {print_}"
    mark = sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:_MARK_DIGITS]
    return Cursor(last.number + 1, mark)


def _event(standing: Standing, before: Any) -> Publication:
    """What happened to an article of which `before` is the last line, if there is one."""
    if standing.state not in SEEN:
        return Publication.WITHDRAWN
    if before is None:
        return Publication.PUBLISHED
    if before["event"] == Publication.WITHDRAWN:
        return Publication.RETURNED
    is_more = len(standing.article.corrections) > before["corrections"]
    return Publication.CORRECTED if is_more else Publication.UPDATED


def _line(row: Any, shown: Article | None) -> LedgerLine:
    event = Publication(row["event"])
    cursor = Cursor(row["number"], row["mark"])
    value = None if event is Publication.WITHDRAWN else shown
    return LedgerLine(cursor, event, row["at"], row["article_id"], row["key"] or "", value)
