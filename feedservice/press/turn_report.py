"""What a turn did, for the schedule, the log and the command line. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feedservice.article import Receipt

_SHORTEST_PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class TurnReport:
    """What a turn did. `again_seconds` says when to turn again before the schedule would: files settle, or are left.

    The `message` of a turn that succeeded is an alarm: withdrawals are held.
    """

    started: datetime
    seconds: float
    succeeded: bool = True
    message: str = ""
    edition: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    again_seconds: float | None = None
    next_due: datetime | None = None


def pause_seconds(pause: timedelta | None) -> float | None:
    """A pause in seconds; one that is over already is made a short one, for another look must come first."""
    return None if pause is None else max(pause.total_seconds(), _SHORTEST_PAUSE_SECONDS)
