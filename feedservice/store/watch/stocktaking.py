"""How much of everything the store holds, for who watches it. Touches: database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from feedservice.article import Outcome
from feedservice.store.announcements import AnnouncementOutcome
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, announcement, article, channel, history, receipt


@dataclass(frozen=True, slots=True)
class StockReading:
    """Questions about how much there is, and since when."""

    connection: Connection

    def articles_by_state(self) -> dict[str, int]:
        """How many articles stand where. Reads all of them."""
        rows = [
            row
            for part in (IN_PRINT, OUT_OF_PRINT)
            for row in self.connection.execute(
                select(article.c.state, func.count()).where(part).group_by(article.c.state)
            )
        ]
        return {row[0]: row[1] for row in rows}

    def last_happening(self) -> int:
        """The number of what last happened to an article; as long as it is the same, all articles stand where they did."""
        return int(self.connection.scalar(select(func.max(history.c.number))) or 0)

    def newest_release(self) -> datetime | None:
        """When the newest of the articles in print was first let out."""
        found: datetime | None = self.connection.scalar(select(func.max(article.c.released)).where(IN_PRINT))
        return found

    def refused_before(self, instant: datetime) -> int:
        """How many files have been refused since before an instant, and not touched since."""
        query = select(func.count()).where(receipt.c.outcome == Outcome.REFUSED.value, receipt.c.since < instant)
        return int(self.connection.scalar(query) or 0)

    def database_bytes(self) -> int | None:
        """How much room the database takes on its server; nothing for SQLite, whose files are on our own disk."""
        if self.connection.dialect.name != "postgresql":
            return None
        return int(self.connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())

    def unset_channels(self) -> int:
        """How many channels could not be set in type."""
        return int(self.connection.scalar(select(func.count()).where(channel.c.problem != "")) or 0)

    def tried_in_vain(self) -> dict[str, tuple[int, datetime]]:
        """How many topics each hub could not be told of until now, and when the newest of them changed."""
        mine = (announcement.c.outcome != AnnouncementOutcome.TOLD.value, announcement.c.attempts > 0)
        columns = (announcement.c.hub, func.count().label("count"), func.max(announcement.c.since).label("newest"))
        rows = self.connection.execute(select(*columns).where(*mine).group_by(announcement.c.hub))
        return {row.hub: (int(row[1]), row.newest) for row in rows}
