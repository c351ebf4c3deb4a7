"""Values that editors chose for fields of files, as long as they hold or are told of. Touches: database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from feedservice.editing.overruling.overrulings import Overruled, Overruling
from feedservice.store.orders.overruling_tables import overruling

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500
_NAMES = tuple(one.name for one in fields(Overruling))


@dataclass(frozen=True, slots=True)
class OverrulingReading:
    """Questions about what editors chose."""

    connection: Connection

    def all(self) -> list[Overruling]:
        """Everything that was chosen, in the order in which it was."""
        rows = self.connection.execute(select(overruling).order_by(overruling.c.number)).mappings()
        return [Overruling(**{name: row[name] for name in _NAMES}) for row in rows]

    def at(self, path: str) -> tuple[Overruling, ...]:
        """What was chosen for a file."""
        return self.of([path]).get(path, ())

    def of(self, paths: Collection[str]) -> dict[str, tuple[Overruling, ...]]:
        """What was chosen for files, by path; of those without a choice nothing."""
        found: dict[str, tuple[Overruling, ...]] = {}
        every = list(paths)
        for start in range(0, len(every), _TOGETHER):
            mine = overruling.c.path.in_(every[start : start + _TOGETHER])
            query = select(overruling).where(mine).order_by(overruling.c.number)
            for row in self.connection.execute(query).mappings():
                one = Overruling(**{name: row[name] for name in _NAMES})
                found[one.path] = (*found.get(one.path, ()), one)
        return found


@dataclass(frozen=True, slots=True)
class OverrulingChanges(OverrulingReading):
    """The questions about what editors chose, and its changes."""

    def choose(self, chosen: Overruling) -> None:
        """Keep a choice, in place of any before it of the same field."""
        self.take_back(chosen.path, chosen.field)
        self.connection.execute(insert(overruling), {name: getattr(chosen, name) for name in _NAMES})

    def take_back(self, path: str, field: str) -> None:
        """Forget what was chosen for a field of a file."""
        self.connection.execute(delete(overruling).where(overruling.c.path == path, overruling.c.field == field))

    def heed(self, path: str, overruled: Overruled, known: Iterable[Overruling], now: datetime) -> list[Overruling]:
        """Keep what became of the choices for a file that was read: what moved with it, what ended, what need not be told any more.

        `known` are the choices of this path as they are kept. Returns those that ended with this reading.
        """
        for one in overruled.holding:
            if one.path != path:
                self.take_back(path, one.field)
                self._set(one.number, path=path)
        just_ended = [replace(one, ended=now) for one in overruled.ended if one.ended is None]
        for one in just_ended:
            self._set(one.number, path=path, ended=now, ended_by=one.ended_by)
        told = {one.number for one in (*overruled.holding, *overruled.ended)}
        for one in known:
            if one.number not in told:
                self.connection.execute(delete(overruling).where(overruling.c.number == one.number))
        return just_ended

    def _set(self, number: int, **values: object) -> None:
        self.connection.execute(update(overruling).where(overruling.c.number == number).values(values))
