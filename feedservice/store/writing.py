"""What a turn writes, all in one transaction. Touches: database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, insert, select, update

from feedservice.article import Article, Outcome, Receipt, Standing
from feedservice.folder.scan import Stamp
from feedservice.store import lease
from feedservice.store.announcements import AnnouncementWriting
from feedservice.store.articles import NO_MARK
from feedservice.store.channel_changes import Listing
from feedservice.store.reading import PressState, Reading
from feedservice.store.rows import STANDING, plain_article, receipt_row, standing_row
from feedservice.store.schema import article, history, likeness, photo, photo_use, press_state, receipt, turn
from feedservice.text.unicode import spelling

#: Turns remembered for the desk; about three hours at the usual pace.
_TURNS_KEPT = 1000


#: Made once: making a statement anew for each file costs several times what the database takes to run it.
_ARTICLE_OF_ID = update(article).where(article.c.id == bindparam("at_id"))
_FORGET_MARKS = delete(likeness).where(likeness.c.article_id == bindparam("at_id"))
_RECEIPT_OF_PATH = update(receipt).where(receipt.c.path == bindparam("at_path"))


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
_WAS_BEING_WRITTEN = and_(receipt.c.outcome == Outcome.WAITING.value, receipt.c.size_bytes.is_not(None))


class Writing(Reading, Listing, AnnouncementWriting):
    """The questions of Reading, and the changes of one transaction."""

    def save(self, standing: Standing, spelling: str, marks: Iterable[int] | None) -> None:
        """Keep an article with where it stands. `marks` is the sketch of its words; none leaves the one there was."""
        row = standing_row(standing, spelling)
        changed = self.connection.execute(_ARTICLE_OF_ID, {**row, "at_id": standing.article.id})
        if not changed.rowcount:
            self.connection.execute(insert(article), row)
        self._show_photos(standing.article)
        self.list_article(standing)
        if marks is not None:
            self.save_marks(standing.article.id, marks)

    def save_marks(self, article_id: str, marks: Iterable[int]) -> None:
        """Keep the sketch of an article's words; that it has none is remembered too."""
        self.connection.execute(_FORGET_MARKS, {"at_id": article_id})
        rows = [{"mark": mark, "article_id": article_id} for mark in set(marks) or {NO_MARK}]
        self.connection.execute(insert(likeness), rows)

    def _show_photos(self, value: Article) -> None:
        """Remember whose the photos are; those of versions before stay so."""
        names = {rendition.name for shown in value.photos for rendition in shown.renditions}
        if not names:
            return
        known = set(self.connection.scalars(select(photo.c.name).where(photo.c.article_id == value.id)))
        rows = [{"name": name, "article_id": value.id} for name in sorted(names - known)]
        if rows:
            self.connection.execute(insert(photo), rows)

    def stand(self, standing: Standing, spelling: str) -> None:
        """Keep where an article stands, and no new words."""
        own = standing_row(standing, spelling)
        kept = ("path", "spelling", "state", "changed", "expires", *STANDING)
        values = {name: own[name] for name in kept}
        self.connection.execute(update(article).where(article.c.id == standing.article.id).values(values))
        self.list_article(standing)

    def happened(
        self, standing: Standing, event: str, at: datetime, note: str = "", earlier: Article | None = None
    ) -> None:
        """Write a line of an article's history."""
        row = {"article_id": standing.article.id, "at": at, "event": event, "path": standing.article.path, "note": note}
        before = plain_article(earlier) if earlier else None
        self.connection.execute(insert(history), {**row, "earlier": before})

    def save_receipt(self, value: Receipt, stamp: Stamp | None, since: datetime) -> None:
        """Keep what the desk says about a file."""
        row = {**receipt_row(value), **_stamp_columns(stamp), "since": since, "growth": 0}
        changed = self.connection.execute(_RECEIPT_OF_PATH, {**row, "at_path": value.path})
        if not changed.rowcount:
            self.connection.execute(insert(receipt), row)

    def note_moving(self, moving: Mapping[str, Stamp | None], known: Iterable[str], at: datetime) -> None:
        """Remember new stamps: a file with one waits, a file without one is gone unless it comes back.

        One that waited already has been written to again: its `growth` is one more.
        """
        here = set(known)
        fresh = [_waiting_row(path, stamp, at) for path, stamp in moving.items() if path not in here]
        if fresh:
            self.connection.execute(insert(receipt), fresh)
        rows = [
            {
                "at_path": path,
                "size_bytes": stamp.size_bytes if stamp else None,
                "mtime_ns": stamp.mtime_ns if stamp else None,
                "inode": stamp.inode if stamp else None,
                "since": at,
                "outcome": (Outcome.WAITING if stamp else Outcome.GONE).value,
            }
            for path, stamp in moving.items()
            if path in here
        ]
        if rows:
            columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "at_path"}
            columns["growth"] = case((_WAS_BEING_WRITTEN, receipt.c.growth + 1), else_=0)
            self.connection.execute(update(receipt).where(receipt.c.path == bindparam("at_path")).values(columns), rows)

    def note_waiting(self, paths: Iterable[str]) -> None:
        """Let settled files wait for the next turn to read them."""
        rows = [{"at_path": path} for path in paths]
        if rows:
            query = update(receipt).where(receipt.c.path == bindparam("at_path"))
            self.connection.execute(query.values(outcome=Outcome.WAITING.value), rows)

    def receipt_follows(self, standing: Standing, note: str = "", due: datetime | None = None) -> None:
        """Let the receipt of an article's file say what the clock or a command made of it, unless it waits to be read.

        `due` is when the file is to be read again.
        """
        says = {"outcome": standing.state.value, "due": due, "note": note}
        names = {"article_id": standing.article.id, "key": standing.article.key}
        mine = (receipt.c.path == standing.article.path, receipt.c.outcome.in_(_OF_ARTICLES))
        self.connection.execute(update(receipt).where(*mine).values({**says, **names}))

    def drop_receipt(self, path: str) -> None:
        """Forget a file that is gone."""
        self.connection.execute(delete(receipt).where(receipt.c.path == path))
        self.connection.execute(delete(photo_use).where(photo_use.c.article_path == path))

    def mark_unused(self, in_use: Collection[str], is_meant: Callable[[str], bool]) -> None:
        """Say of files counted as used, if they are meant, that no article uses any more that they are unused."""
        used = self.connection.scalars(select(receipt.c.path).where(receipt.c.outcome == Outcome.USED.value))
        rows = [{"at_path": path} for path in used if is_meant(path) and spelling(path) not in in_use]
        if rows:
            query = update(receipt).where(receipt.c.path == bindparam("at_path"))
            self.connection.execute(query.values(outcome=Outcome.UNUSED.value), rows)

    def save_photo_use(self, article_path: str, photo_paths: Iterable[str]) -> None:
        """Remember which photo files an article uses or names."""
        wanted = {spelling(path) for path in photo_paths}
        mine = photo_use.c.article_path == article_path
        if wanted == set(self.connection.scalars(select(photo_use.c.photo_path).where(mine))):
            return
        self.connection.execute(delete(photo_use).where(mine))
        rows: list[dict[str, Any]] = [{"article_path": article_path, "photo_path": path} for path in sorted(wanted)]
        if rows:
            self.connection.execute(insert(photo_use), rows)

    def save_state(self, state: PressState) -> None:
        """Keep the press's state."""
        self.connection.execute(delete(press_state))
        self.connection.execute(insert(press_state).values(id=1, **asdict(state)))

    def give_up_lease(self, holder: str, now: datetime) -> None:
        """Let the next press in, as soon as this transaction is kept."""
        lease.release(self.connection, holder, now)

    def record_turn(
        self, started: datetime, finished: datetime, *, succeeded: bool, message: str, counts: Mapping[str, int]
    ) -> int:
        """Remember a turn; returns its number. Turns long past are forgotten."""
        row = {
            "started": started,
            "finished": finished,
            "succeeded": succeeded,
            "message": message,
            "counts": dict(counts),
        }
        number = int((self.connection.execute(insert(turn).values(row)).inserted_primary_key or (0,))[0])
        if number % 100 == 0:
            success = select(func.max(turn.c.number)).where(turn.c.succeeded).scalar_subquery()
            old = delete(turn).where(turn.c.number <= number - _TURNS_KEPT, turn.c.number != func.coalesce(success, 0))
            self.connection.execute(old)
        return number


def _waiting_row(path: str, stamp: Stamp | None, at: datetime) -> dict[str, Any]:
    """The receipt of a file seen for the first time."""
    row = {**receipt_row(Receipt(path, Outcome.WAITING)), "since": at, "growth": 0}
    return {**row, **_stamp_columns(stamp)}


def _stamp_columns(stamp: Stamp | None) -> dict[str, int | None]:
    return dict(zip(Stamp._fields, stamp or (None,) * len(Stamp._fields), strict=True))
