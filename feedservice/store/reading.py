"""What the press, the newsstand and the desk ask of the store. Touches: database (reads only)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, case, cast, func, or_, select, type_coerce

from feedservice.article import Article, Document, Outcome, Receipt
from feedservice.folder import Known, Stamp
from feedservice.store.rows import article_of, document_of, receipt_of
from feedservice.store.schema import _EPOCH, article, document, instant_of, photo_use, press_state, receipt, turn

#: How long a file may be gone and, dropped again, still be the same article: time to notice a slip, not to reuse a name.
DROPPED_AGAIN = timedelta(hours=1)

#: The order of the desk: what needs a person comes first.
_URGENCY = ("refused", "gone", "waiting", "scheduled", "draft", "published", "unused", "used")
_has_problems = case((cast(receipt.c.problems, Text) == "[]", 0), else_=1)
#: What an editor must see first: a refusal, and anything that runs with a warning.
_needs_a_person = case((receipt.c.outcome == Outcome.REFUSED.value, 2), (_has_problems == 1, 1), else_=0)


@dataclass(frozen=True, slots=True)
class PressState:
    """The edition number, when it last changed, the channel's id, and the address the documents were set for."""

    edition: int
    changed: datetime
    channel_id: str
    base_url: str


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


class Reading:
    """Questions asked of one consistent view of the store."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def state(self) -> PressState | None:
        """The press's state; none before the first turn."""
        row = self.connection.execute(select(press_state)).mappings().first()
        return PressState(row["edition"], row["changed"], row["channel_id"], row["base_url"]) if row else None

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
        )
        outcomes = {outcome.value: outcome for outcome in Outcome}
        instants = cache(instant_of)
        return {
            path: Known(
                None if size is None else Stamp(size, mtime_ns, inode),
                instants(since),
                outcomes[outcome],
                None if due is None else instants(due),
            )
            for path, size, mtime_ns, inode, since, outcome, due in self.connection.execute(select(*columns)).all()
        }

    def article_at(self, path: str, sha256: str = "", now: datetime | None = None) -> tuple[Article, bool] | None:
        """The article that a path carries or last carried, and whether it is in print.

        A path whose file was gone for longer than DROPPED_AGAIN carries nothing any more, unless the very same file
        (`sha256`) has come back: tomorrow's news.txt is another story than today's.
        """
        still = [article.c.vanished.is_(None), article.c.sha256 == sha256]
        if now is not None:
            still.append(article.c.vanished > now - DROPPED_AGAIN)
        query = (
            select(article)
            .where(article.c.path == path, or_(*still))
            .order_by(article.c.withdrawn.is_not(None), article.c.released.desc())
        )
        row = self.connection.execute(query.limit(1)).mappings().first()
        return (article_of(row), row["withdrawn"] is None) if row else None

    def article_by_key(self, key: str) -> tuple[Article, datetime | None] | None:
        """The article of a permalink, and when it was withdrawn."""
        row = self.connection.execute(select(article).where(article.c.key == key)).mappings().first()
        return (article_of(row), row["withdrawn"]) if row else None

    def newest(self, limit: int) -> list[Article]:
        """The newest articles in print; `edition.order` by SQL."""
        order = (article.c.published.desc(), article.c.released.desc(), article.c.id.desc())
        query = select(article).where(article.c.withdrawn.is_(None)).order_by(*order).limit(limit)
        return [article_of(row) for row in self.connection.execute(query).mappings()]

    def updated_seconds(self) -> set[int]:
        """The seconds that articles' `updated` already have."""
        return {
            int((instant - _EPOCH).total_seconds()) for instant in self.connection.scalars(select(article.c.updated))
        }

    def articles_wanting(self, photo_paths: Iterable[str]) -> set[str]:
        """The article files that use or name any of these photo files."""
        wanted: set[str] = set()
        for path in photo_paths:
            wanted.update(
                self.connection.scalars(select(photo_use.c.article_path).where(photo_use.c.photo_path == path))
            )
        return wanted

    def photos_in_use(self) -> set[str]:
        """The photo files that any article file uses or names."""
        return set(self.connection.scalars(select(photo_use.c.photo_path).distinct()))

    def documents(self) -> list[Document]:
        """Every document, ready."""
        return [document_of(row) for row in self.connection.execute(select(document)).mappings()]

    def last_modified_by_etag(self) -> dict[str, datetime]:
        """The entity tags of the documents on the stand, with when each last changed."""
        rows = self.connection.execute(select(document.c.etag, document.c.last_modified))
        return {row.etag: row.last_modified for row in rows}

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

    def receipt_at(self, path: str) -> Receipt | None:
        """The receipt of one path."""
        row = self.connection.execute(select(receipt).where(receipt.c.path == path)).mappings().first()
        return receipt_of(row) if row else None

    def outcomes(self) -> dict[str, int]:
        """How many files have each outcome."""
        query = select(receipt.c.outcome, func.count()).group_by(receipt.c.outcome).order_by(receipt.c.outcome)
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def articles_in_print(self) -> int:
        """How many articles are in print."""
        return int(
            self.connection.scalar(select(func.count()).where(article.c.withdrawn.is_(None)).select_from(article)) or 0
        )

    def next_due(self) -> datetime | None:
        """When the next scheduled article goes out."""
        due: datetime | None = self.connection.scalar(
            select(func.min(receipt.c.due)).where(receipt.c.outcome == Outcome.SCHEDULED.value)
        )
        return due

    def last_turn(self, *, succeeded: bool = False) -> TurnRecord | None:
        """The last turn, or the last one that succeeded."""
        query = select(turn).order_by(turn.c.number.desc()).limit(1)
        row: Any = self.connection.execute(query.where(turn.c.succeeded) if succeeded else query).mappings().first()
        return TurnRecord(**row) if row else None


def whole_second(instant: datetime) -> datetime:
    """The instant without its fraction, in UTC: what feeds and HTTP can say."""
    return instant.astimezone(UTC).replace(microsecond=0)
