"""What the desk says about each source file. Touches: database. Its stamps stand in the same rows: see `files`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, bindparam, case, cast, delete, func, insert, select, update

from feedservice.article import Cut, Outcome, Receipt
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import Stamp
from feedservice.store.rows import packed_cuts, receipt_of, receipt_row, stamp_row, unpacked_cuts
from feedservice.store.schema import left_out, receipt

#: The order of the desk: what needs a person comes first.
_URGENCY = (
    "refused", "gone", "waiting", "scheduled", "draft", "corrected", "published", "expired", "withdrawn", "unused",
    "used",
)  # fmt: skip
_has_problems = case((cast(receipt.c.problems, Text) == "[]", 0), else_=1)
#: A fault of ours, as `problems` states it.
_has_fault = cast(receipt.c.problems, Text).contains('"severity": "fault"')
#: What an editor must see first: an article that lacks words of its file, a refusal, and anything that runs with a warning.
_needs_a_person = case(
    (_has_fault, 3), (receipt.c.outcome == Outcome.REFUSED.value, 2), (_has_problems == 1, 1), else_=0
)
#: Outcomes of files that were read whole and sound.
_OF_ARTICLES = [
    one.value
    for one in (
        Outcome.SCHEDULED,
        Outcome.PUBLISHED,
        Outcome.CORRECTED,
        Outcome.DRAFT,
        Outcome.EXPIRED,
        Outcome.WITHDRAWN,
    )
]
#: Made once: making a statement anew for each file costs several times what the database takes to run it.
OF_PATH = update(receipt).where(receipt.c.path == bindparam("at_path"))


@dataclass(frozen=True, slots=True)
class FiledReceipt:
    """A receipt, the moment it last moved, and the file's size (none: it is gone)."""

    receipt: Receipt
    since: datetime
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class ReceiptReading:
    """Questions about receipts."""

    connection: Connection

    def at(self, path: str) -> Receipt | None:
        """The receipt of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        return receipt_of(row) if row else None

    def left_out(self, path: str) -> tuple[Cut, ...]:
        """All that was left out of a file, with every word."""
        packed = self.connection.scalar(select(left_out.c.packed).where(left_out.c.path == path))
        if packed:
            return unpacked_cuts(packed)
        found = self.at(path)
        return found.cut if found else ()

    def filed(
        self, outcome: str = "", words: str = "", *, limit: int = 1_000_000, offset: int = 0
    ) -> list[FiledReceipt]:
        """Receipts, those an editor must see first: refused, then with warnings, waiting, and so on; newest first within.

        `outcome` and `words` (in path or headline, any case) narrow the list.
        """
        urgency = case(
            {value: rank for rank, value in enumerate(_URGENCY)}, value=receipt.c.outcome, else_=len(_URGENCY)
        )
        query = select(receipt).order_by(_needs_a_person.desc(), urgency, receipt.c.since.desc(), receipt.c.path)
        query = query.where(*_asked_for(outcome, words))
        rows = self.connection.execute(query.limit(limit).offset(offset)).mappings()
        return [FiledReceipt(receipt_of(row), row["since"], row["size_bytes"]) for row in rows]

    def count_filed(self, outcome: str = "", words: str = "") -> int:
        """How many receipts `filed` would give without a limit."""
        query = select(func.count()).select_from(receipt).where(*_asked_for(outcome, words))
        return int(self.connection.scalar(query) or 0)

    def count_with_problems(self) -> int:
        """How many files have something an editor should know."""
        return int(self.connection.scalar(select(func.count()).select_from(receipt).where(_has_problems == 1)) or 0)

    def resembling(self, article_ids: Iterable[str]) -> set[str]:
        """The files that are held as doubles of these articles, or only look like them."""
        wanted = set(article_ids)
        rows = self.connection.execute(select(receipt.c.path, receipt.c.resembles).where(receipt.c.resembles != ""))
        return {row.path for row in rows if row.resembles in wanted}

    def outcomes(self) -> dict[str, int]:
        """How many files have each outcome."""
        query = select(receipt.c.outcome, func.count()).group_by(receipt.c.outcome).order_by(receipt.c.outcome)
        return {row[0]: row[1] for row in self.connection.execute(query)}


def _asked_for(outcome: str, words: str) -> list[ColumnElement[bool]]:
    """What narrows a list of receipts."""
    text = func.lower(receipt.c.path + " " + receipt.c.headline)
    return [
        *([receipt.c.outcome == outcome] if outcome else []),
        *([text.contains(words.lower(), autoescape=True)] if words else []),
    ]


@dataclass(frozen=True, slots=True)
class ReceiptChanges(ReceiptReading):
    """The questions about receipts, and their changes."""

    def save(self, value: Receipt, stamp: Stamp | None, since: datetime) -> None:
        """Keep what the desk says about a file."""
        row = {**receipt_row(value), **stamp_row(stamp), "since": since, "growth": 0}
        changed = self.connection.execute(OF_PATH, {**row, "at_path": value.path})
        if not changed.rowcount:
            self.connection.execute(insert(receipt), row)
        self.connection.execute(delete(left_out).where(left_out.c.path == value.path))
        if packed := packed_cuts(value.cut):
            self.connection.execute(insert(left_out), {"path": value.path, "packed": packed})

    def follow(self, standing: Standing, note: str = "", due: datetime | None = None) -> None:
        """Let the receipt of an article's file say what the clock or a command made of it, unless it waits to be read.

        `due` is when the file is to be read again.
        """
        says = {"outcome": standing.state.value, "due": due, "note": note}
        names = {"article_id": standing.article.id, "key": standing.article.key}
        mine = (receipt.c.path == standing.article.path, receipt.c.outcome.in_(_OF_ARTICLES))
        self.connection.execute(update(receipt).where(*mine).values({**says, **names}))
