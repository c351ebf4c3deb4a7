"""What the press, the newsstand and the desk ask of the store. Touches: database (reads only)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Text, case, cast, func, select, type_coerce

from feedservice.article import Document, Outcome, Receipt
from feedservice.folder.scan import Stamp
from feedservice.folder.settle import Known
from feedservice.store.announcements import AnnouncementReading
from feedservice.store.channel_contents import Channels
from feedservice.store.rows import document_of, receipt_of
from feedservice.store.schema import document, instant_of, photo_use, press_state, receipt, turn
from feedservice.text.unicode import spelling

#: The order of the desk: what needs a person comes first.
_URGENCY = (
    "refused",
    "gone",
    "waiting",
    "scheduled",
    "draft",
    "corrected",
    "published",
    "expired",
    "withdrawn",
    "unused",
    "used",
)
_has_problems = case((cast(receipt.c.problems, Text) == "[]", 0), else_=1)
#: What an editor must see first: a refusal, and anything that runs with a warning.
_needs_a_person = case((receipt.c.outcome == Outcome.REFUSED.value, 2), (_has_problems == 1, 1), else_=0)


@dataclass(frozen=True, slots=True)
class PressState:
    """The edition number, when it last changed, the channel's id, the address and the style the documents were set in."""

    edition: int
    changed: datetime
    channel_id: str
    base_url: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as remembered."""

    number: int
    started: datetime
    finished: datetime
    succeeded: bool
    message: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class FiledReceipt:
    """A receipt, the moment it last moved, and the file's size (none: it is gone)."""

    receipt: Receipt
    since: datetime
    size_bytes: int | None


class Reading(Channels, AnnouncementReading):
    """Questions asked of one consistent view of the store."""

    def state(self) -> PressState | None:
        """The press's state; none before the first turn."""
        row = self.connection.execute(select(press_state)).mappings().first()
        return PressState(**{name: row[name] for name in PressState.__dataclass_fields__}) if row else None

    def edition(self) -> int:
        """The edition number; 0 before the first turn."""
        return int(self.connection.scalar(select(press_state.c.edition)) or 0)

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

    def articles_wanting(self, photo_paths: Iterable[str]) -> set[str]:
        """The article files that use or name any of these photo files."""
        wanted: set[str] = set()
        for path in photo_paths:
            wanted.update(
                self.connection.scalars(
                    select(photo_use.c.article_path).where(photo_use.c.photo_path == spelling(path))
                )
            )
        return wanted

    def photos_in_use(self) -> set[str]:
        """The photo files that any article file uses or names, each as `characters.spelling` writes it."""
        return set(self.connection.scalars(select(photo_use.c.photo_path).distinct()))

    def documents(self) -> list[Document]:
        """Every document, ready."""
        return [document_of(row) for row in self.connection.execute(select(document)).mappings()]

    def receipts(
        self, outcome: str = "", words: str = "", *, limit: int = 1_000_000, offset: int = 0
    ) -> list[FiledReceipt]:
        """Receipts, those an editor must see first: refused, then with warnings, waiting, and so on; newest first within.

        `outcome` and `words` (in path or headline, any case) narrow the list.
        """
        urgency = case(
            {value: rank for rank, value in enumerate(_URGENCY)}, value=receipt.c.outcome, else_=len(_URGENCY)
        )
        query = select(receipt).order_by(_needs_a_person.desc(), urgency, receipt.c.since.desc(), receipt.c.path)
        if outcome:
            query = query.where(receipt.c.outcome == outcome)
        if words:
            like = func.lower(receipt.c.path + " " + receipt.c.headline).contains(words.lower(), autoescape=True)
            query = query.where(like)
        rows = self.connection.execute(query.limit(limit).offset(offset)).mappings()
        return [FiledReceipt(receipt_of(row), row["since"], row["size_bytes"]) for row in rows]

    def files_with_problems(self) -> int:
        """How many files have something an editor should know."""
        return int(self.connection.scalar(select(func.count()).select_from(receipt).where(_has_problems == 1)) or 0)

    def files_resembling(self, article_ids: Iterable[str]) -> set[str]:
        """The files that are held as doubles of these articles, or only look like them."""
        wanted = set(article_ids)
        rows = self.connection.execute(select(receipt.c.path, receipt.c.resembles).where(receipt.c.resembles != ""))
        return {row.path for row in rows if row.resembles in wanted}

    def gone_files(self) -> list[str]:
        """The files that are gone, for good or not."""
        return list(self.connection.scalars(select(receipt.c.path).where(receipt.c.outcome == Outcome.GONE.value)))

    def known_at(self, path: str) -> Known | None:
        """What is remembered of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        if row is None:
            return None
        stamp = None if row["size_bytes"] is None else Stamp(row["size_bytes"], row["mtime_ns"], row["inode"])
        return Known(stamp, row["since"], Outcome(row["outcome"]), row["due"], row["growth"], row["article_id"])

    def receipt_at(self, path: str) -> Receipt | None:
        """The receipt of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        return receipt_of(row) if row else None

    def outcomes(self) -> dict[str, int]:
        """How many files have each outcome."""
        query = select(receipt.c.outcome, func.count()).group_by(receipt.c.outcome).order_by(receipt.c.outcome)
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def last_turn(self, *, succeeded: bool = False) -> TurnRecord | None:
        """The last turn, or the last one that succeeded."""
        query = select(turn).order_by(turn.c.number.desc()).limit(1)
        row: Any = self.connection.execute(query.where(turn.c.succeeded) if succeeded else query).mappings().first()
        return TurnRecord(**row) if row else None


def whole_second(instant: datetime) -> datetime:
    """The instant without its fraction, in UTC: what feeds and HTTP can say."""
    return instant.astimezone(UTC).replace(microsecond=0)
