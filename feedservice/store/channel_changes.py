"""What a turn writes of channels: who belongs to which, what is stale, where they moved. Touches: database.

An article that comes into print, changes or leaves marks the channels it is or was in as stale; the typesetter sets
those anew, and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from feedservice.article import Article, Document, Kind, Standing
from feedservice.channels import Place, places
from feedservice.editing.lifecycle import IN_PRINT
from feedservice.store.channel_contents import ChannelRecord, Channels
from feedservice.store.rows import document_row, standing_of
from feedservice.store.schema import article, channel, document, listing, redirect

_FORGET = delete(listing).where(listing.c.article_id == bindparam("id"))
_LISTED = select(listing).where(listing.c.article_id == bindparam("id"))
_LOOK_UP = select(channel.c.floor, channel.c.stale, channel.c.closed).where(channel.c.path == bindparam("at"))
_TOUCH = update(channel).where(channel.c.path == bindparam("at")).values(stale=True, closed=False)
_OPEN = insert(channel)
_UNDO_MOVE = delete(redirect).where(redirect.c.path == bindparam("at"))
_DROP = delete(document).where(document.c.path == bindparam("at"))
_PUT = insert(document)
Row = dict[str, Any]
#: The time of a channel that shows nothing yet.
_NEVER = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Listing(Channels):
    """The questions of Channels, and the changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        #: Articles that moved from one section to another in this transaction, by the slugs of both and the old folder.
        self.moved_sections: Counter[tuple[str, str, str]] = Counter()
        self._floors: dict[str, tuple[datetime | None, bool]] = {}
        self._all_stale: set[Kind] = set()

    def list_article(self, standing: Standing) -> None:
        """Enter an article in its channels, out of those it is no longer in, and mark all of them that it touches."""
        value, in_print = standing.article, standing.state in IN_PRINT
        rows = self.connection.execute(_LISTED, {"id": value.id}).mappings()
        before = {(row["kind"], row["slug"]): dict(row) for row in rows}
        if not (before or in_print):
            return
        now = {(place.kind.value, place.slug): _row(place, value, in_print=in_print) for place in places(value)}
        if before != now:
            self.connection.execute(_FORGET, {"id": value.id})
            self.connection.execute(insert(listing), list(now.values()))
        for key in before.keys() | now.keys():
            self._touch_between(before.get(key), now.get(key))
        self._touch_between(*(next(iter(one.values()), None) for one in (before, now)), everything=True)

    def _touch_between(self, was: Row | None, now: Row | None, *, everything: bool = False) -> None:
        """Mark a channel that an article was in, and is in, as far as readers see either.

        A channel that is full of later articles is not touched by a change; but its tombstones are by one that leaves
        print or comes back.
        """
        row = now or was
        seen = [one["published"] for one in (was, now) if one and one["in_print"]]
        if row is None or not seen:
            return
        comes_or_goes = was is not None and now is not None and was["in_print"] != now["in_print"]
        place = Place(Kind.EVERYTHING, "", "") if everything else Place(Kind(row["kind"]), row["slug"], row["name"])
        if place.kind is Kind.LANGUAGE and not place.slug:
            self._touch_all(Kind.LANGUAGE)  # which is the newsroom's own is not known here
        else:
            self._touch(place, None if comes_or_goes else max(seen))
        if everything:
            self._touch_all(Kind.SAVED)  # what a saved query wants is known only by asking it

    def _touch_all(self, kind: Kind) -> None:
        if kind not in self._all_stale:
            self.mark_stale([kind])
            self._all_stale.add(kind)

    def _touch(self, place: Place, published: datetime | None) -> None:
        """Mark a channel as stale, unless it is full of later articles than one of this date."""
        path = place.path
        floor, stale = self._floors.get(path) or self._look_up(place)
        if stale or (floor is not None and published is not None and published < floor):
            return
        self._floors[path] = (floor, True)
        self.connection.execute(_TOUCH, {"at": path})

    def _look_up(self, place: Place) -> tuple[datetime | None, bool]:
        row = self.connection.execute(_LOOK_UP, {"at": place.path}).first()
        if row is None:
            self.open_channel(place)
        elif row.closed:
            self.connection.execute(_UNDO_MOVE, {"at": place.path})
        found = (row.floor, row.stale and not row.closed) if row else (None, True)
        self._floors[place.path] = found
        return found

    def open_channel(self, place: Place) -> None:
        """Remember a new channel, to be set; it has no id before it shows something."""
        record = ChannelRecord(place.path, place.kind, place.slug, place.name, "", "", _NEVER)
        self.connection.execute(_OPEN, asdict(record))
        self.connection.execute(_UNDO_MOVE, {"at": place.path})

    def keep_channel(self, record: ChannelRecord) -> None:
        """Keep what is remembered of a channel."""
        self.connection.execute(update(channel).where(channel.c.path == record.path).values(asdict(record)))
        self._floors.pop(record.path, None)

    def mark_stale(self, kinds: Iterable[Kind] = Kind) -> None:
        """Let every open channel of some kinds be looked at anew."""
        wanted = [kind.value for kind in kinds]
        self.connection.execute(update(channel).where(channel.c.kind.in_(wanted)).values(stale=True))
        self._floors.clear()

    def forget_what_is_shown(self) -> None:
        """Let every channel be compared with the stand, byte by byte: what was shown is not what is remembered."""
        self.connection.execute(update(channel).values(stale=True, shown=""))
        self._floors.clear()

    def mark_channel_stale(self, path: str) -> None:
        """Let one channel be looked at anew."""
        self.connection.execute(update(channel).where(channel.c.path == path).values(stale=True))
        self._floors.pop(path, None)

    def mark_ended(self, now: datetime) -> None:
        """Let the channels be set anew that show a tombstone whose time is over."""
        self.connection.execute(update(channel).where(channel.c.ends <= now).values(stale=True))
        self._floors.clear()

    def list_all(self) -> None:
        """Enter every article in its channels: after an upgrade, or when slugs are made another way."""
        self.connection.execute(delete(listing))
        left = article.c.left.is_not(None)
        in_print = article.c.state.in_([state.value for state in IN_PRINT])
        query = select(article).where(or_(in_print, left)).execution_options(yield_per=200)
        for rows in self.connection.execute(query).mappings().partitions():
            for row in rows:
                self.list_article(standing_of(row))

    def put_document(self, value: Document, channel_path: str, edition: int) -> None:
        """Keep a document of a channel in place of the one at its address."""
        self.drop_document(value.path)
        row = {**document_row(value), "channel": channel_path, "edition": edition}
        self.connection.execute(_PUT, row)

    def drop_document(self, path: str) -> None:
        """Take a document from the stand."""
        self.connection.execute(_DROP, {"at": path})

    def redirect(self, path: str, target: str, at: datetime) -> None:
        """Send who asks for a channel to another, for good."""
        self.connection.execute(delete(redirect).where(or_(redirect.c.path == path, redirect.c.path == target)))
        self.connection.execute(insert(redirect).values(path=path, target=target, since=at))

    def close_channel(self, path: str) -> None:
        """Take a channel out of print for good: its addresses answer 410."""
        self.connection.execute(update(channel).where(channel.c.path == path).values(closed=True, shown=""))
        self.connection.execute(delete(document).where(document.c.channel == path))


def _row(place: Place, value: Article, *, in_print: bool) -> Row:
    return {
        "kind": place.kind.value,
        "slug": place.slug,
        "article_id": value.id,
        "name": place.name,
        "published": value.published,
        "released": value.released,
        "in_print": in_print,
    }
