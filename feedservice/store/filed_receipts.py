"""What the desk says about each source file. Touches: database. Its stamps stand in the same rows: see `files`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from feedservice.article import Cut, Outcome, Receipt
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import Stamp
from feedservice.store.rows import packed_cuts, receipt_of, receipt_row, stamp_row, unpacked_cuts
from feedservice.store.schema import left_out, receipt

#: The order of the desk behind what needs a person: what just came, then articles, then what is none; else articles.
_ARTICLES = 2
_RANKS = {"refused": 0, "gone": 1, "waiting": 1, "unused": 3, "used": 4}
_rank = case(_RANKS, value=receipt.c.outcome, else_=_ARTICLES)
_needs_a_look = receipt.c.trouble > 0
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
#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500
#: Made once: making a statement anew for each file costs several times what the database takes to run it.
OF_PATH = update(receipt).where(receipt.c.path == bindparam("at_path"))


@dataclass(frozen=True, slots=True)
class FiledReceipt:
    """A receipt, the moment it last moved, and the file's size (none: it is gone)."""

    receipt: Receipt
    since: datetime
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which files are asked for: of an outcome, within a folder, with these words in path or headline (any case), with problems.

    What is empty narrows nothing.
    """

    outcome: str = ""
    words: str = ""
    folder: str = ""
    troubled: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptReading:
    """Questions about receipts."""

    connection: Connection

    def at(self, path: str) -> Receipt | None:
        """The receipt of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        return receipt_of(row) if row else None

    def filed_at(self, path: str) -> FiledReceipt | None:
        """The receipt of one path, with when it last moved."""
        row = next(iter(self._rows([path])), None)
        return FiledReceipt(receipt_of(row), row["since"], row["size_bytes"]) if row else None

    def left_out(self, path: str) -> tuple[Cut, ...]:
        """All that was left out of a file, with every word."""
        packed = self.connection.scalar(select(left_out.c.packed).where(left_out.c.path == path))
        if packed:
            return unpacked_cuts(packed)
        found = self.at(path)
        return found.cut if found else ()

    def filed(self, wanted: Sought = Sought(), *, limit: int = 1_000_000, offset: int = 0) -> list[FiledReceipt]:
        """Receipts, those an editor must see first: the worst troubled, then what just came, and so on; newest first within.

        An index has all that they are ordered and narrowed by; only those that are shown are read.
        """
        order = (receipt.c.trouble.desc(), _rank, receipt.c.since.desc(), receipt.c.path)
        found = select(receipt.c.path).where(*_conditions(wanted)).order_by(*order).limit(limit).offset(offset)
        paths = list(self.connection.scalars(found))
        rows = {row["path"]: row for some in _parts(paths) for row in self._rows(some)}
        return [FiledReceipt(receipt_of(row), row["since"], row["size_bytes"]) for row in map(rows.__getitem__, paths)]

    def _rows(self, paths: list[str]) -> Iterable[RowMapping]:
        return self.connection.execute(select(receipt).where(receipt.c.path.in_(paths))).mappings()

    def count_filed(self, wanted: Sought = Sought()) -> int:
        """How many receipts `filed` would give without a limit."""
        query = select(func.count()).select_from(receipt).where(*_conditions(wanted))
        return int(self.connection.scalar(query) or 0)

    def count_with_problems(self) -> int:
        """How many files have something an editor should know."""
        return self.count_filed(Sought(troubled=True))

    def folders(self) -> dict[str, int]:
        """How many files each folder at the top has, by its name."""
        place = func.strpos if self.connection.dialect.name == "postgresql" else func.instr
        first = func.substr(receipt.c.path, 1, place(receipt.c.path, "/") - 1)
        query = select(first.label("folder"), func.count().label("files")).where(receipt.c.path.contains("/"))
        return {row.folder: row.files for row in self.connection.execute(query.group_by(first).order_by(first))}

    def state_of_all(self) -> list[tuple[int, str, int, datetime]]:
        """By trouble and outcome how many files there are, and when the last came to it: answered from the index of the list.

        Whatever a turn makes of any file changes this.
        """
        by = (receipt.c.trouble, receipt.c.outcome)
        rows = self.connection.execute(select(*by, func.count(), func.max(receipt.c.since)).group_by(*by).order_by(*by))
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def signs(self) -> dict[str, tuple[object, ...]]:
        """Of each file what is another when its receipt says something else: to be compared, not shown."""
        as_they_lie = (type_coerce(one, Text) for one in (receipt.c.since, receipt.c.due, receipt.c.problems))
        told = (receipt.c.outcome, receipt.c.key, receipt.c.note, *as_they_lie)
        return {row[0]: tuple(row[1:]) for row in self.connection.execute(select(receipt.c.path, *told))}

    def of_paths(self, paths: list[str]) -> list[FiledReceipt]:
        """The receipts of these paths, in any order."""
        rows = (row for some in _parts(paths) for row in self._rows(some))
        return [FiledReceipt(receipt_of(row), row["since"], row["size_bytes"]) for row in rows]

    def resembling(self, article_ids: Iterable[str]) -> set[str]:
        """The files that are held as doubles of these articles, or only look like them."""
        wanted = set(article_ids)
        rows = self.connection.execute(select(receipt.c.path, receipt.c.resembles).where(receipt.c.resembles != ""))
        return {row.path for row in rows if row.resembles in wanted}

    def outcomes(self, wanted: Sought = Sought()) -> dict[str, int]:
        """How many files have each outcome, of those that are asked for."""
        query = select(receipt.c.outcome, func.count()).where(*_conditions(wanted)).group_by(receipt.c.outcome)
        query = query.order_by(receipt.c.outcome)
        return {row[0]: row[1] for row in self.connection.execute(query)}


def _conditions(wanted: Sought) -> list[ColumnElement[bool]]:
    """What narrows a list of receipts."""
    text = func.lower(receipt.c.path + " " + receipt.c.headline)
    path, folder = receipt.c.path, wanted.folder
    return [
        *([receipt.c.outcome == wanted.outcome] if wanted.outcome else []),
        *([path >= f"{folder}/", path < f"{folder}0"] if folder else []),  # 0 comes right after / in the order of bytes
        *([text.contains(wanted.words.lower(), autoescape=True)] if wanted.words else []),
        *([_needs_a_look] if wanted.troubled else []),
    ]


def _parts(paths: list[str]) -> Iterable[list[str]]:
    return (paths[start : start + _TOGETHER] for start in range(0, len(paths), _TOGETHER))


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
