"""Channels: which there are, which of them are stale, where they moved. Touches: database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from feedservice.channels import LONG_TAIL, PRIME, Kind, Place
from feedservice.store.schema import OUT_OF_PRINT, article, channel, listing, redirect
from feedservice.store.stand.documents import DocumentChanges

_COLUMNS = (
    "path", "kind", "slug", "name", "id", "shown", "changed", "floor", "ends", "stale", "closed", "problem", "rearranged",
)  # fmt: skip
_PRIME = tuple(kind.value for kind in PRIME)
_LONG_TAIL = tuple(kind.value for kind in LONG_TAIL)
#: Made once: making a statement anew for each article costs several times what the database takes to run it.
_LOOK_UP = select(channel.c.floor, channel.c.stale, channel.c.closed).where(channel.c.path == bindparam("at"))
_TOUCH = update(channel).where(channel.c.path == bindparam("at")).values(stale=True, closed=False)
_OPEN = insert(channel)
_UNDO_MOVE = delete(redirect).where(redirect.c.path == bindparam("at"))
#: The time of a channel that shows nothing yet.
_NEVER = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel as remembered: see `schema.channel`."""

    path: str
    kind: Kind
    slug: str
    name: str
    id: str
    shown: str
    changed: datetime
    floor: datetime | None = None
    ends: datetime | None = None
    stale: bool = True
    closed: bool = False
    problem: str = ""
    rearranged: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChannelReading:
    """Questions about channels."""

    connection: Connection

    def at(self, path: str) -> ChannelRecord | None:
        """The channel whose addresses start with a path."""
        return next(iter(self._records(select(channel).where(channel.c.path == path))), None)

    def of_kinds(self, kinds: Iterable[Kind] = Kind) -> list[ChannelRecord]:
        """The channels of some kinds that are open, by kind and name."""
        wanted = [kind.value for kind in kinds]
        query = select(channel).where(channel.c.kind.in_(wanted), channel.c.closed.is_(False))
        ranks = {kind: rank for rank, kind in enumerate(Kind)}
        return sorted(self._records(query), key=lambda one: (ranks[one.kind], one.name.casefold(), one.path))

    def stale(self) -> list[ChannelRecord]:
        """The channels that are to be set anew, by kind; those of the long tail are set when somebody asks."""
        ranks = {kind: rank for rank, kind in enumerate(Kind)}
        found = self._records(select(channel).where(_IS_TO_BE_SET))
        return sorted(found, key=lambda one: (ranks[one.kind], one.path))

    def has_stale(self) -> bool:
        """Whether any channel waits to be set."""
        return self.connection.execute(select(channel.c.path).where(_IS_TO_BE_SET).limit(1)).first() is not None

    def touched(self, paths: Iterable[str]) -> dict[str, str]:
        """Of these channels, those that are open, with what they show (of the long tail: the edition that touched them)."""
        query = select(channel.c.path, channel.c.shown).where(
            channel.c.path.in_(list(paths)), channel.c.closed.is_(False)
        )
        return {row.path: row.shown for row in self.connection.execute(query)}

    def has_ended(self, now: datetime) -> bool:
        """Whether a tombstone in any channel is to go."""
        query = select(channel.c.path).where(channel.c.ends <= now)
        return self.connection.execute(query.limit(1)).first() is not None

    def moved_to(self, path: str) -> str | None:
        """Where a channel has moved, by path; through as many moves as there were."""
        seen = [path]
        while target := self.connection.scalar(select(redirect.c.target).where(redirect.c.path == seen[-1])):
            if target in seen:
                return None
            seen.append(target)
        return seen[-1] if len(seen) > 1 else None

    def _records(self, query: Select[Any]) -> list[ChannelRecord]:
        rows = self.connection.execute(query).mappings()
        return [ChannelRecord(**{**{name: row[name] for name in _COLUMNS}, "kind": Kind(row["kind"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class ChannelChanges(ChannelReading):
    """The questions about channels, and their changes in one transaction."""

    documents: DocumentChanges
    #: What this transaction knows of channels it touched: how far each is full, and whether it is stale already.
    _floors: dict[str, tuple[datetime | None, bool]] = field(default_factory=dict, init=False)
    _all_stale: set[Kind] = field(default_factory=set, init=False)
    _rearranged: set[str] = field(default_factory=set, init=False)

    def touch(self, place: Place, published: datetime | None) -> None:
        """Mark a channel as stale, unless it is full of later articles than one of this date."""
        path = place.path
        floor, stale = self._floors.get(path) or self._look_up(place)
        if stale or (floor is not None and published is not None and published < floor):
            return
        self._floors[path] = (floor, True)
        self.connection.execute(_TOUCH, {"at": path})

    def touch_all(self, kind: Kind) -> None:
        """Mark every channel of a kind, once in a transaction."""
        if kind not in self._all_stale:
            self.mark_stale([kind])
            self._all_stale.add(kind)

    def touch_own_language(self) -> None:
        """Something changed that states no language, and so belongs to the newsroom's own: see `has_own_language`."""
        self._all_stale.add(Kind.LANGUAGE)

    def has_own_language(self) -> bool:
        """Whether anything in this transaction belongs to the newsroom's own language without saying so."""
        return Kind.LANGUAGE in self._all_stale

    def note_rearranged(self, path: str) -> None:
        """An article left a month for another: there is no tombstone that says when."""
        self._rearranged.add(path)

    def date_long_tail(self, edition: int, at: datetime, full: int, life: timedelta) -> list[ChannelRecord]:
        """Date the channels of the long tail that something touched: they changed `at`, in this edition.

        Returned as they were before. One is full with so many articles, and a tombstone has its `life`. A statement for all of them,
        for one article may bring thousands.
        """
        stale = and_(channel.c.kind.in_(_LONG_TAIL), channel.c.stale.is_(True), channel.c.closed.is_(False))
        found = self._records(select(channel).where(stale))
        if not found:
            return []
        if self._rearranged:
            moved = update(channel).where(channel.c.path.in_(sorted(self._rearranged)))
            self.connection.execute(moved.values(rearranged=at))
        bounds = {"floor": _floor(full), "ends": _first_end(at, life)}
        dated = {"shown": str(edition), "changed": at, "stale": False}
        self.connection.execute(update(channel).where(stale).values({**dated, **bounds}))
        self._floors.clear()
        return found

    def _look_up(self, place: Place) -> tuple[datetime | None, bool]:
        row = self.connection.execute(_LOOK_UP, {"at": place.path}).first()
        if row is None:
            self.open(place)
        elif row.closed:
            self.connection.execute(_UNDO_MOVE, {"at": place.path})
        found = (row.floor, row.stale and not row.closed) if row else (None, True)
        self._floors[place.path] = found
        return found

    def open(self, place: Place) -> None:
        """Remember a new channel, to be set; it has no id before it shows something."""
        record = ChannelRecord(place.path, place.kind, place.slug, place.name, "", "", _NEVER)
        self.connection.execute(_OPEN, asdict(record))
        self.connection.execute(_UNDO_MOVE, {"at": place.path})

    def keep(self, record: ChannelRecord) -> None:
        """Keep what is remembered of a channel."""
        self.connection.execute(update(channel).where(channel.c.path == record.path).values(asdict(record)))
        self._floors.pop(record.path, None)

    def mark_stale(self, kinds: Iterable[Kind] = Kind) -> None:
        """Let every open channel of some kinds be looked at anew."""
        wanted = [kind.value for kind in kinds]
        self.connection.execute(update(channel).where(channel.c.kind.in_(wanted)).values(stale=True))
        self._floors.clear()

    def mark_stale_at(self, path: str) -> None:
        """Let one channel be looked at anew."""
        self.connection.execute(update(channel).where(channel.c.path == path).values(stale=True))
        self._floors.pop(path, None)

    def mark_ended(self, now: datetime) -> None:
        """Let the channels be set anew that show a tombstone whose time is over."""
        self.connection.execute(update(channel).where(channel.c.ends <= now).values(stale=True))
        self._floors.clear()

    def forget_what_is_shown(self) -> None:
        """Let every channel be compared with the stand, byte by byte: what was shown is not what is remembered."""
        self.connection.execute(update(channel).values(stale=True, shown=""))
        self._floors.clear()

    def redirect(self, path: str, target: str, at: datetime) -> None:
        """Send who asks for a channel to another, for good."""
        self.connection.execute(delete(redirect).where(or_(redirect.c.path == path, redirect.c.path == target)))
        self.connection.execute(insert(redirect).values(path=path, target=target, since=at))

    def close(self, path: str) -> None:
        """Take a channel out of print for good: its addresses answer 410."""
        self.connection.execute(update(channel).where(channel.c.path == path).values(closed=True, shown=""))
        self.documents.drop_all_of(path)


_IS_TO_BE_SET = and_(channel.c.kind.in_(_PRIME), channel.c.stale.is_(True), channel.c.closed.is_(False))


def _floor(full: int) -> ColumnElement[Any]:
    """The date of a channel's last article, when it is full; months show all they have."""
    mine = (listing.c.kind == channel.c.kind, listing.c.slug == channel.c.slug, listing.c.in_print.is_(True))
    last = select(listing.c.published).where(*mine).order_by(listing.c.published.desc()).limit(1).offset(full - 1)
    return case((channel.c.kind != Kind.MONTH.value, last.correlate(channel).scalar_subquery()), else_=None)


def _first_end(at: datetime, life: timedelta) -> ColumnElement[Any]:
    """When the first tombstone of a channel runs out; months have none."""
    mine = (listing.c.kind == channel.c.kind, listing.c.slug == channel.c.slug, listing.c.in_print.is_(False))
    left = select(func.min(type_coerce(article.c.left, BigInteger))).join(listing, listing.c.article_id == article.c.id)
    first = left.where(*mine, article.c.left > at - life, OUT_OF_PRINT).correlate(channel).scalar_subquery()
    lasts = life // timedelta(microseconds=1)
    return case((channel.c.kind != Kind.MONTH.value, type_coerce(first, BigInteger) + lasts), else_=None)
