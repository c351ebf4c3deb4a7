"""Channels: which there are, which of them are stale, where they moved. Touches: database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from feedservice.channels import LONG_TAIL, PRIME, Kind, Place
from feedservice.store.schema import channel, redirect
from feedservice.store.stand.channel_bounds import first_end, floor
from feedservice.store.stand.documents import DocumentChanges

_COLUMNS = (
    "path", "kind", "slug", "name", "id", "shown", "changed", "floor", "ends", "stale", "closed", "problem", "rearranged", "place",
)  # fmt: skip
_PRIME, _LONG_TAIL = (tuple(kind.value for kind in kinds) for kinds in (PRIME, LONG_TAIL))
#: Made once: making a statement anew for each article costs several times what the database takes to run it.
_LOOK_UP = select(channel.c.floor, channel.c.stale, channel.c.closed).where(channel.c.path == bindparam("at"))
_TOUCH = update(channel).where(channel.c.path == bindparam("at")).values(stale=True, closed=False)
_LOOK_UP_SOME = select(channel.c.path, channel.c.floor, channel.c.stale, channel.c.closed)
_OPEN = insert(channel)
_TOGETHER = 500  # values in one question: databases bind no more than some thousands
_UNDO_MOVE = delete(redirect).where(redirect.c.path == bindparam("at"))
_NEVER = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel as remembered: see `schema.channel`."""

    path: str
    kind: Kind
    slug: str
    name: str
    id: str = ""
    shown: str = ""
    changed: datetime = _NEVER
    floor: datetime | None = None
    ends: datetime | None = None
    stale: bool = True
    closed: bool = False
    problem: str = ""
    rearranged: datetime | None = None
    place: int | None = None


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
    #: The channels that this transaction marked, or would have if they had not been.
    touched_here: set[str] = field(default_factory=set, init=False)

    def touch(self, place: Place, published: datetime | None) -> None:
        """Mark a channel as stale, unless it is full of later articles than one of this date."""
        path = place.path
        floor, stale = self._floors.get(path) or self._look_up(place)
        if floor is not None and published is not None and published < floor and not stale:
            return
        self.touched_here.add(path)
        if not stale:
            self._floors[path] = (floor, True)
            self.connection.execute(_TOUCH, {"at": path})

    def touch_each(self, latest: Mapping[Place, datetime]) -> None:
        """Mark channels as stale that have new articles, each with the date of its latest: see `touch`."""
        by_path = {place.path: place for place in latest}
        unknown = [path for path in by_path if path not in self._floors]
        found: dict[str, Any] = {}
        for start in range(0, len(unknown), _TOGETHER):
            query = _LOOK_UP_SOME.where(channel.c.path.in_(unknown[start : start + _TOGETHER]))
            found |= {row.path: row for row in self.connection.execute(query)}
        new = [path for path in unknown if path not in found]
        if new:
            self.connection.execute(_OPEN, [asdict(ChannelRecord(**asdict(by_path[path]), path=path)) for path in new])
        for path in [*new, *(path for path, row in found.items() if row.closed)] if self._has_redirects() else ():
            self.connection.execute(_UNDO_MOVE, {"at": path})
        self._floors.update(dict.fromkeys(new, (None, True)))
        self._floors.update({path: (row.floor, row.stale and not row.closed) for path, row in found.items()})
        for place, published in latest.items():
            self.touch(place, published)

    def touch_all(self, kinds: Iterable[Kind]) -> None:
        """Mark every channel of some kinds, once in a transaction."""
        fresh = set(kinds) - self._all_stale
        if fresh:
            self.mark_stale(fresh)
            self._all_stale.update(fresh)

    def touch_own_language(self) -> None:
        """Something changed that states no language, and so belongs to the newsroom's own."""
        self._all_stale.add(Kind.LANGUAGE)

    def has_own_language(self) -> bool:
        """Whether there was any of that in this transaction."""
        return Kind.LANGUAGE in self._all_stale

    def date_long_tail(self, edition: int, at: datetime, full: int, life: timedelta) -> list[ChannelRecord]:
        """Date the channels of the long tail that something touched: they changed `at`, in this edition.

        Returned as they were before. One is full with so many articles, and a tombstone has its `life`. A statement for all of them,
        for one article may bring thousands.
        """
        stale = and_(channel.c.kind.in_(_LONG_TAIL), channel.c.stale.is_(True), channel.c.closed.is_(False))
        found = self._records(select(channel).where(stale))
        if not found:
            return []
        bounds = {"floor": floor(full), "ends": first_end(at, life)}
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
        self.connection.execute(_OPEN, asdict(ChannelRecord(place.path, place.kind, place.slug, place.name)))
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
        for path in self.connection.scalars(select(channel.c.path).where(channel.c.ends <= now)).all():
            self.mark_stale_at(path)
            self.touched_here.add(path)

    def forget_what_is_shown(self) -> None:
        """Let every channel that has documents be compared with them: what was shown is not what is remembered."""
        mine = channel.c.kind.in_(_PRIME)
        self.connection.execute(update(channel).where(mine).values(stale=True, shown=""))
        self._floors.clear()

    def redirect(self, path: str, target: str, at: datetime) -> None:
        """Send who asks for a channel to another, for good."""
        self.connection.execute(delete(redirect).where(or_(redirect.c.path == path, redirect.c.path == target)))
        self.connection.execute(insert(redirect).values(path=path, target=target, since=at))

    def _has_redirects(self) -> bool:
        return self.connection.scalar(select(redirect.c.path).limit(1)) is not None

    def close(self, path: str) -> None:
        """Take a channel out of print for good: its addresses answer 410."""
        self.connection.execute(update(channel).where(channel.c.path == path).values(closed=True, shown=""))
        self.documents.drop_all_of(path)


_IS_TO_BE_SET = and_(channel.c.kind.in_(_PRIME), channel.c.stale.is_(True), channel.c.closed.is_(False))
