"""Turns: the edition they came to, and what became of the last ones. Touches: database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from feedservice.errors import Overtaken
from feedservice.store.database.news import tell
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


#: What the column `counts` holds beside counts.
_BESIDE = ("parts", "failure", "ever")


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as remembered: `parts` are the seconds its parts took (`press_note.PARTS`), `failure` the class of what broke it off.

    `failed_ever` and `seconds_ever` are added up over all turns there were until this one.
    """

    number: int
    started: datetime
    finished: datetime
    succeeded: bool
    message: str
    counts: dict[str, int]
    parts: dict[str, float] = field(default_factory=dict)
    failure: str = ""
    failed_ever: int = 0
    seconds_ever: dict[str, float] = field(default_factory=dict)


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
        return _record_of(row) if row else None


@dataclass(frozen=True, slots=True)
class TurnChanges(TurnReading):
    """The questions about turns, and their changes."""

    def save_state(self, state: PressState) -> None:
        """Keep the press's state; web processes hear of it where they can."""
        self.connection.execute(delete(press_state))
        self.connection.execute(insert(press_state).values(id=1, **asdict(state)))
        tell(self.connection)

    def record(
        self,
        started: datetime,
        finished: datetime,
        *,
        succeeded: bool,
        message: str,
        counts: Mapping[str, int],
        parts: Mapping[str, float] | None = None,
        failure: str = "",
    ) -> int:
        """Remember a turn; returns its number. Turns long past are forgotten, but never the last that succeeded."""
        before, parts = self.last(), parts or {}
        seconds = dict(before.seconds_ever) if before else {}
        for part, spent in parts.items():
            seconds[part] = round(seconds.get(part, 0.0) + spent, 4)
        ever = {"failed": (before.failed_ever if before else 0) + (not succeeded), "seconds": seconds}
        row = {
            "started": started,
            "finished": finished,
            "succeeded": succeeded,
            "message": message,
            "counts": {**counts, "parts": dict(parts), "failure": failure, "ever": ever},
        }
        number = int((self.connection.execute(insert(turn).values(row)).inserted_primary_key or (0,))[0])
        if number % 100 == 0:
            success = select(func.max(turn.c.number)).where(turn.c.succeeded).scalar_subquery()
            old = delete(turn).where(turn.c.number <= number - _TURNS_KEPT, turn.c.number != func.coalesce(success, 0))
            self.connection.execute(old)
        return number


def _record_of(row: Mapping[str, Any]) -> TurnRecord:
    """A turn of its row; one that an earlier release remembered has only counts."""
    counts = {name: count for name, count in row["counts"].items() if name not in _BESIDE}
    parts, failure, ever = (row["counts"].get(name) for name in _BESIDE)
    ever = ever or {}
    return TurnRecord(
        **{**row, "counts": counts},
        parts=parts or {},
        failure=failure or "",
        failed_ever=ever.get("failed", 0),
        seconds_ever=ever.get("seconds", {}),
    )
