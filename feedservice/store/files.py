"""The files of the folder as the last look left them, and which photos articles use. Touches: database.

What the desk says of each stands in the same rows: see `filed_receipts`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, bindparam, case, delete, insert, select, type_coerce, update

from feedservice.article import Outcome, Receipt
from feedservice.folder.settle import Known
from feedservice.folder.stamps import Stamp
from feedservice.store.orders.overruling_tables import alternative
from feedservice.store.rows import instant_of, receipt_row, stamp_row
from feedservice.store.schema import left_out, photo_use, proof, receipt
from feedservice.text.unicode import spelling

_OF_PATH = update(receipt).where(receipt.c.path == bindparam("at_path"))
_WAS_BEING_WRITTEN = and_(receipt.c.outcome == Outcome.WAITING.value, receipt.c.size_bytes.is_not(None))


@dataclass(frozen=True, slots=True)
class FileReading:
    """Questions about files."""

    connection: Connection

    def known(self) -> dict[str, Known]:
        """What is remembered of every path. One plain query: this is the dear part of a turn with nothing new.

        Files come and go together, so instants are few: each is made once.
        """
        columns = (
            receipt.c.path,
            receipt.c.size_bytes,
            receipt.c.mtime_ns,
            receipt.c.inode,
            type_coerce(receipt.c.since, BigInteger),
            receipt.c.outcome,
            type_coerce(receipt.c.due, BigInteger),
            receipt.c.growth,
            receipt.c.article_id,
        )
        outcomes = {outcome.value: outcome for outcome in Outcome}
        instants = cache(instant_of)
        return {
            path: Known(
                None if size is None else Stamp(size, mtime_ns, inode),
                instants(since),
                outcomes[outcome],
                None if due is None else instants(due),
                growth,
                article_id,
            )
            for path, size, mtime_ns, inode, since, outcome, due, growth, article_id in self.connection.execute(
                select(*columns)
            ).all()
        }

    def at(self, path: str) -> Known | None:
        """What is remembered of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        if row is None:
            return None
        stamp = None if row["size_bytes"] is None else Stamp(row["size_bytes"], row["mtime_ns"], row["inode"])
        return Known(stamp, row["since"], Outcome(row["outcome"]), row["due"], row["growth"], row["article_id"])

    def gone(self) -> list[str]:
        """The files that are gone, for good or not."""
        return list(self.connection.scalars(select(receipt.c.path).where(receipt.c.outcome == Outcome.GONE.value)))

    def any_in(self, folder: str) -> bool:
        """Whether the last look saw any file in a folder."""
        mine = (receipt.c.path.startswith(f"{folder}/", autoescape=True), receipt.c.size_bytes.is_not(None))
        return self.connection.execute(select(receipt.c.path).where(*mine).limit(1)).first() is not None

    def wanting(self, photo_paths: Iterable[str]) -> set[str]:
        """The article files that use or name any of these photo files."""
        wanted: set[str] = set()
        for path in photo_paths:
            users = select(photo_use.c.article_path).where(photo_use.c.photo_path == spelling(path))
            wanted.update(self.connection.scalars(users))
        return wanted

    def photos_in_use(self) -> set[str]:
        """The photo files that any article file uses or names, each as `unicode.spelling` writes it."""
        return set(self.connection.scalars(select(photo_use.c.photo_path).distinct()))


@dataclass(frozen=True, slots=True)
class FileChanges(FileReading):
    """The questions about files, and their changes."""

    def note_moving(self, moving: Mapping[str, Stamp | None], known: Iterable[str], at: datetime) -> None:
        """Remember new stamps: a file with one waits, a file without one is gone unless it comes back.

        One that waited already has been written to again: its `growth` is one more.
        """
        here = set(known)
        fresh = [_waiting_row(path, stamp, at) for path, stamp in moving.items() if path not in here]
        if fresh:
            self.connection.execute(insert(receipt), fresh)
        rows = [_moved_row(path, stamp, at) for path, stamp in moving.items() if path in here]
        if rows:
            columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "at_path"}
            columns["growth"] = case((_WAS_BEING_WRITTEN, receipt.c.growth + 1), else_=0)
            self.connection.execute(_OF_PATH.values(columns), rows)

    def note_waiting(self, paths: Iterable[str]) -> None:
        """Let settled files wait for the next turn to read them."""
        self._become(Outcome.WAITING, paths)

    def read_again(self, path: str, now: datetime) -> None:
        """Let a file be read at the next look, though it is as it was."""
        self.connection.execute(update(receipt).where(receipt.c.path == path).values(due=now))

    def read_next(self, path: str, now: datetime) -> None:
        """Let a file wait to be read at the next look, though it is as it was: whatever the clock does to its article meanwhile."""
        waits = {"outcome": Outcome.WAITING.value, "due": now}
        self.connection.execute(update(receipt).where(receipt.c.path == path).values(waits))

    def mark_unused(self, in_use: Collection[str], is_meant: Callable[[str], bool]) -> None:
        """Say of files counted as used, if they are meant, that no article uses any more that they are unused."""
        used = self.connection.scalars(select(receipt.c.path).where(receipt.c.outcome == Outcome.USED.value))
        self._become(Outcome.UNUSED, [path for path in used if is_meant(path) and spelling(path) not in in_use])

    def _become(self, outcome: Outcome, paths: Iterable[str]) -> None:
        rows = [{"at_path": path} for path in paths]
        if rows:
            self.connection.execute(_OF_PATH.values(outcome=outcome.value), rows)

    def drop(self, path: str) -> None:
        """Forget a file that is gone, with what was said of it."""
        self.connection.execute(delete(receipt).where(receipt.c.path == path))
        self.connection.execute(delete(photo_use).where(photo_use.c.article_path == path))
        self.connection.execute(delete(left_out).where(left_out.c.path == path))
        self.connection.execute(delete(proof).where(proof.c.path == path))
        self.connection.execute(delete(alternative).where(alternative.c.path == path))


def _waiting_row(path: str, stamp: Stamp | None, at: datetime) -> dict[str, Any]:
    """The row of a file seen for the first time."""
    return {**receipt_row(Receipt(path, Outcome.WAITING)), **stamp_row(stamp), "since": at, "growth": 0}


def _moved_row(path: str, stamp: Stamp | None, at: datetime) -> dict[str, Any]:
    """What changes in the row of a file that moved."""
    outcome = Outcome.WAITING if stamp else Outcome.GONE
    return {"at_path": path, **stamp_row(stamp), "since": at, "outcome": outcome.value, "due": None}
