"""What can be seen from a web process of how the service does. Touches: database (read only), disk, clock.

Nothing is judged here: see `state_of_press` and `alarms`.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from feedservice.errors import DamagedStore, StoreError
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.store.database.soundness import DAMAGED
from feedservice.store.lease import PRESS, process_of
from feedservice.store.turns import TurnRecord
from feedservice.store.watch import press_note
from feedservice.store.watch.press_note import PressNote
from feedservice.web.watching.database_holder import database_holder
from feedservice.web.watching.programs import program

#: So many scans may be missed, and at least so many seconds, before turns count as stopped.
_MISSED_SCANS = 3
_LEAST_SECONDS = 30.0
#: Files that have been refused for longer count as forgotten.
REFUSED_LONG = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class HubSign:
    """How it goes with a hub: topics told, waiting, given up, tried in vain; whether it took nothing since that began."""

    hub: str
    told: int = 0
    waiting: int = 0
    given_up: int = 0
    in_vain: int = 0
    last: datetime | None = None
    is_failing: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """All that is seen at one moment. `press_program` is who has the lease for turns, if it is of this machine; `trouble` is why a press that this process would let work cannot, `damage` what is wrong
    with the database itself.
    """

    now: datetime
    scan_seconds: float = 10.0
    quiet_hours: float = 0.0
    store_error: str = ""
    damage: str = ""
    last: TurnRecord | None = None
    success: TurnRecord | None = None
    press_holder: str = ""
    press_program: str = ""
    database_holder: str = ""
    note: PressNote | None = None
    trouble: str = ""
    free_bytes: int | None = None
    disk_error: str = ""
    newest: datetime | None = None
    refused_long: int = 0
    unset_channels: int = 0
    hubs: tuple[HubSign, ...] = ()
    files: dict[str, int] = field(default_factory=dict)
    theme_trouble: str = ""

    @property
    def success_age(self) -> timedelta | None:
        """How long ago the last turn that succeeded ended."""
        return self.now - self.success.finished if self.success else None


def limit_of(signs: Signs) -> timedelta:
    """For so long no turn may succeed before turns are late."""
    return timedelta(seconds=max(_MISSED_SCANS * signs.scan_seconds, _LEAST_SECONDS))


def is_late(signs: Signs) -> bool:
    """Whether no turn has succeeded for too long."""
    return signs.success_age is None or signs.success_age > limit_of(signs)


def signs_of(settings: Settings, store: Store, trouble: str) -> Signs:
    """What is to be seen now. Raises nothing for what the database or the disk do."""
    signs = Signs(
        datetime.now(UTC),
        settings.scan_seconds,
        settings.quiet_hours_alarm,
        note=press_note.found(settings.state_dir),
        trouble=trouble,
    )
    try:
        signs = replace(signs, free_bytes=shutil.disk_usage(settings.state_dir).free)
    except OSError as error:
        signs = replace(signs, disk_error=error.strerror or str(error))
    if file := settings.database_file:
        signs = replace(signs, database_holder=database_holder(file))
    try:
        with store.reading() as asked:
            signs = _of_store(signs, asked, settings)
    except StoreError as error:
        damage = str(error) if isinstance(error, DamagedStore) else ""
        return replace(signs, store_error=str(error), damage=damage)
    return replace(signs, damage=_noted_damage(signs) or store.damage(ask=is_late(signs)))


def _noted_damage(signs: Signs) -> str:
    """Damage that the last turn met."""
    last = signs.last
    return last.message if last and not last.succeeded and last.message.startswith(DAMAGED) else ""


def _of_store(signs: Signs, asked: Reading, settings: Settings) -> Signs:
    holder = asked.lease.holder(signs.now, PRESS)
    return replace(
        signs,
        last=asked.turns.last(),
        success=asked.turns.last(succeeded=True),
        press_holder=holder,
        press_program=program(process_of(holder)) if process_of(holder) else "",
        newest=asked.stock.newest_release() if settings.quiet_hours_alarm else None,
        refused_long=asked.stock.refused_before(signs.now - REFUSED_LONG),
        unset_channels=asked.stock.unset_channels(),
        hubs=tuple(_hubs(asked, settings.hubs)),
        files=asked.receipts.outcomes(),
    )


def _hubs(asked: Reading, hubs: tuple[str, ...]) -> list[HubSign]:
    if not hubs:
        return []
    in_vain = asked.stock.tried_in_vain()
    found: list[HubSign] = []
    for state in asked.announcements.hub_states(hubs):
        count, newest = in_vain.get(state.hub, (0, None))
        is_failing = newest is not None and (state.last is None or newest > state.last)
        name = shown_hub(state.hub)
        if before := sum(one.hub.partition(" ")[0] == name for one in found):
            name = f"{name} ({before + 1})"
        found.append(HubSign(name, state.told, state.waiting, state.given_up, count, state.last, is_failing))
    return found


def shown_hub(hub: str) -> str:
    """A hub's address without what may be for the hub alone."""
    return re.sub(r"^(\w+://)([^/@]*@)?|[?#].*", r"\1", hub)
