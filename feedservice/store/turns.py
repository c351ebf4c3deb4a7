"""Turns: the edition they came to, and what became of the last ones. Touches: database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from feedservice.errors import Overtaken
from feedservice.store.schema import press_state, turn

#: Turns remembered for the desk; about three hours at the usual pace.
_TURNS_KEPT = 1000


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
class TurnReading:
    """Questions about turns."""

    connection: Connection

    def state(self) -> PressState | None:
        """The press's state; none before the first turn."""
        row = self.connection.execute(select(press_state)).mappings().first()
        return PressState(**{name: row[name] for name in PressState.__dataclass_fields__}) if row else None

    def number(self) -> int:
        """The number of the last turn that any press made; nought before the first."""
        return int(self.connection.scalar(select(func.max(turn.c.number))) or 0)

    def refuse_after_another(self, number: int) -> None:
        """Raise Overtaken when this turn is no longer the last: what was seen then is out of date."""
        if self.number() != number:
            raise Overtaken("Another press has turned since this one looked at the folder.")

    def last(self, *, succeeded: bool = False) -> TurnRecord | None:
        """The last turn, or the last one that succeeded."""
        query = select(turn).order_by(turn.c.number.desc()).limit(1)
        row: Any = self.connection.execute(query.where(turn.c.succeeded) if succeeded else query).mappings().first()
        return TurnRecord(**row) if row else None


@dataclass(frozen=True, slots=True)
class TurnChanges(TurnReading):
    """The questions about turns, and their changes."""

    def save_state(self, state: PressState) -> None:
        """Keep the press's state."""
        self.connection.execute(delete(press_state))
        self.connection.execute(insert(press_state).values(id=1, **asdict(state)))

    def record(
        self, started: datetime, finished: datetime, *, succeeded: bool, message: str, counts: Mapping[str, int]
    ) -> int:
        """Remember a turn; returns its number. Turns long past are forgotten, but never the last that succeeded."""
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
