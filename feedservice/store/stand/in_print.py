"""Everything that anybody may see, by address, with what tells whether it changed: for output as files. Touches: database (reads only).

Of articles it answers with those in print and those that left it; of neither with anything that never was in print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, func, select

from feedservice.article import Outcome, Rendition
from feedservice.channels import PUBLIC, Kind
from feedservice.store.rows import photo_of
from feedservice.store.schema import IN_PRINT, OUT_OF_PRINT, article, channel, document, listing, photo, redirect

_PUBLIC = tuple(kind.value for kind in PUBLIC)
#: What stands in an article's row and on no page of it.
_UNSEEN = ("inode", "sha256", "spelling", "path", "vanished", "cause", "reason")
_SEEN = tuple(column for column in article.c if column.name not in _UNSEEN)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class InPrintReading:
    """Questions about all that is, or was, before readers' eyes."""

    connection: Connection

    def articles(self) -> Iterator[tuple[str, str]]:
        """The key of each article in print, with a fingerprint of all that its page may show."""
        query = select(*_SEEN).where(IN_PRINT).order_by(article.c.key).execution_options(yield_per=_AT_ONCE)
        for row in self.connection.execute(query):
            yield row.key, sha256(repr(tuple(row)).encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def gone(self) -> list[tuple[str, Outcome]]:
        """The key of each article that was in print and is no more, with where it stands."""
        query = select(article.c.key, article.c.state).where(OUT_OF_PRINT, article.c.left.is_not(None))
        return [(row.key, Outcome(row.state)) for row in self.connection.execute(query.order_by(article.c.key))]

    def photos(self) -> list[str]:
        """The names of the photos that articles in print show, or showed."""
        query = select(photo.c.name).distinct().join(article, article.c.id == photo.c.article_id).where(IN_PRINT)
        return sorted(self.connection.scalars(query))

    def shown_photos(self) -> Iterator[tuple[Rendition, bool]]:
        """The enclosure of each photo of each article in print, and whether the photo leads it; a photo of several comes several times."""
        query = select(article.c.photos).where(IN_PRINT).execution_options(yield_per=_AT_ONCE)
        for photos in self.connection.scalars(query):
            for number, one in enumerate(photos):
                yield photo_of(one).enclosure, number == 0

    def gone_photos(self) -> list[str]:
        """The names of the photos all of whose articles have left print."""
        query = select(photo.c.name).distinct().join(article, article.c.id == photo.c.article_id)
        left = self.connection.scalars(query.where(OUT_OF_PRINT, article.c.left.is_not(None)))
        return sorted(set(left) - set(self.photos()))

    def documents(self) -> dict[str, str]:
        """The address of each document on the stand that anybody may ask for, with what tells its bytes and its date."""
        query = select(document.c.path, document.c.etag, document.c.last_modified)
        query = query.join(channel, channel.c.path == document.c.channel).where(channel.c.kind.in_(_PUBLIC))
        return {row.path: f"{row.etag} {row.last_modified.isoformat()}" for row in self.connection.execute(query)}

    def months(self) -> dict[str, tuple[int, datetime]]:
        """The months that articles in print are dated in, with how many, and when one of them last changed."""
        mine = (listing.c.kind == Kind.MONTH.value, listing.c.in_print.is_(True))
        columns = (listing.c.slug, func.count(), func.max(article.c.changed))
        query = select(*columns).join(article, article.c.id == listing.c.article_id).where(*mine)
        rows = self.connection.execute(query.group_by(listing.c.slug).order_by(listing.c.slug))
        return {slug: (count, changed) for slug, count, changed in rows}

    def dated_in(self, month: str, most: int) -> list[tuple[str, datetime]]:
        """The keys of the newest articles that are dated in a month, with when each last changed for readers."""
        mine = (listing.c.kind == Kind.MONTH.value, listing.c.slug == month, listing.c.in_print.is_(True))
        order = (listing.c.published.desc(), listing.c.released.desc(), listing.c.article_id.desc())
        query = select(article.c.key, article.c.updated).join(listing, article.c.id == listing.c.article_id)
        return [
            (row.key, row.updated) for row in self.connection.execute(query.where(*mine).order_by(*order).limit(most))
        ]

    def closed(self) -> list[str]:
        """The paths of the channels that are closed for good."""
        query = select(channel.c.path).where(channel.c.kind.in_(_PUBLIC), channel.c.closed.is_(True))
        return sorted(self.connection.scalars(query))

    def moved(self) -> list[str]:
        """The paths that channels have moved from; `ChannelReading.moved_to` says where."""
        return sorted(self.connection.scalars(select(redirect.c.path)))
