"""Orders given, waiting and obeyed. Touches: database, chance (the name of one that came with no form)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from feedservice.article import Article
from feedservice.errors import OrderError
from feedservice.folder.stamps import Stamp
from feedservice.store.database.news import tell
from feedservice.store.orders.order_table import orders

#: More than people give; beyond it somebody's program has gone wrong.
MOST_WAITING = 300
#: An order that no press took for so long says so, and lets nothing out any more: what it was given on is of yesterday.
LAPSES_AFTER = timedelta(days=1)
_NONCE_BYTES = 16


class What(StrEnum):
    """What can be ordered."""

    WITHDRAW = "withdraw"
    RESTORE = "restore"
    LOOK = "look"
    PUBLISH = "publish"
    HOLD = "hold"
    LET_GO = "let go"
    RUN = "run both"
    SET_ASIDE = "set aside"
    PIN = "pin"
    UNPIN = "unpin"
    UPLOAD = "upload"
    CHOOSE = "choose"
    TAKE_BACK = "take back"
    MARK = "mark"
    NOTE = "note"


#: The subject of these is a file by its path; that of the others an article by its id, or none.
OF_FILES = frozenset({What.RUN, What.SET_ASIDE})
#: These are about a field of a file, whether its article has an id yet or not; these about the words readers see of a change.
OF_FIELDS, OF_CHANGES = frozenset({What.CHOOSE, What.TAKE_BACK}), frozenset({What.MARK, What.NOTE})
OF_WORDS = OF_FIELDS | OF_CHANGES
#: These take out of print, or keep from it: they are obeyed however late.
NEVER_LAPSE = frozenset({What.WITHDRAW, What.HOLD})


class OrderState(StrEnum):
    """Where an order stands."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PressOrder:
    """One order: of what, on which article or file, by whom, from where (`desk` or `command`), when and why.

    `path` and `headline` are for people. `field` is what a value is chosen for, or the words of the correction note that
    another takes the place of; `value` what is chosen or written. `reason` and `who` are never shown to readers.
    """

    what: What
    subject: str
    who: str
    place: str
    at: datetime
    path: str = ""
    headline: str = ""
    reason: str = ""
    seen: str = ""
    number: int = 0
    state: OrderState = OrderState.WAITING
    result: str = ""
    settled: datetime | None = None
    field: str = ""
    value: str = ""

    def is_forgotten(self, now: datetime) -> bool:
        """Whether it has waited so long that no press can be at work."""
        return self.state is OrderState.WAITING and now - self.at > LAPSES_AFTER


def stamp_seen(stamp: Stamp | None) -> str:
    """A file as it was when an order on it was given."""
    return ":".join(map(str, stamp)) if stamp else ""


def change_seen(article: Article) -> str:
    """An article as it was when an order on what changed in it was given."""
    return article.changed.isoformat()


_NAMES = (
    "subject", "who", "place", "at", "path", "headline", "reason", "seen", "number", "result", "settled", "field", "value",
)  # fmt: skip


def _order(row: Any) -> PressOrder:
    named = {name: row[name] for name in _NAMES}
    return PressOrder(what=What(row["what"]), state=OrderState(row["state"]), **named)


@dataclass(frozen=True, slots=True)
class OrderReading:
    """Questions about orders."""

    connection: Connection

    def waiting(self) -> list[PressOrder]:
        """What no press has taken yet, in the order in which it was given."""
        return self._all(select(orders).where(orders.c.state == OrderState.WAITING.value).order_by(orders.c.number))

    def numbered(self, number: int) -> PressOrder | None:
        """The order of a number."""
        return next(iter(self._all(select(orders).where(orders.c.number == number))), None)

    def with_nonce(self, nonce: str) -> int:
        """The number of the order that a form gave already; nought when it gave none."""
        return int(self.connection.scalar(select(orders.c.number).where(orders.c.nonce == nonce)) or 0)

    def on(self, subject: str, path: str, most: int) -> list[PressOrder]:
        """What was ordered on an article, or on its file; the last first."""
        about = (orders.c.subject == subject) | (orders.c.path == path)
        return self._all(select(orders).where(about).order_by(orders.c.number.desc()).limit(most))

    def latest(self, most: int, offset: int = 0) -> list[PressOrder]:
        """Every order, the last first."""
        return self._all(select(orders).order_by(orders.c.number.desc()).limit(most).offset(offset))

    def pinned(self) -> str:
        """The id of the article that is to lead the front page; empty when none is. It may have left print since."""
        query = select(orders.c.what, orders.c.subject).where(
            orders.c.state == OrderState.DONE.value, orders.c.what.in_([What.PIN.value, What.UNPIN.value])
        )
        row = self.connection.execute(query.order_by(orders.c.number.desc()).limit(1)).first()
        return row.subject if row and row.what == What.PIN else ""

    def doubles_allowed(self) -> dict[str, str]:
        """The files that run though they tell another's story, each as it was when that was ordered (`stamp_seen`)."""
        query = select(orders.c.path, orders.c.seen).where(
            orders.c.state == OrderState.DONE.value, orders.c.what == What.RUN.value
        )
        return {row.path: row.seen for row in self.connection.execute(query.order_by(orders.c.number))}

    def _all(self, query: Select[Any]) -> list[PressOrder]:
        return [_order(row) for row in self.connection.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class OrderChanges(OrderReading):
    """The questions about orders, and their changes."""

    def give(self, order: PressOrder, nonce: str = "") -> int:
        """Enter an order; presses hear of it where they can. Returns its number, the first one's when a form comes twice.

        Raises OrderError when too many wait.
        """
        if nonce and (known := self.with_nonce(nonce)):
            return known
        is_waiting = orders.c.state == OrderState.WAITING.value
        if int(self.connection.scalar(select(func.count()).select_from(orders).where(is_waiting)) or 0) >= MOST_WAITING:
            raise OrderError(
                f"{MOST_WAITING} orders wait already. Nothing was ordered; see whether the press is at work."
            )
        names = ("what", "state", *(name for name in _NAMES if name != "number"))
        row = {name: getattr(order, name) for name in names}
        row |= {"what": order.what.value, "state": order.state.value}
        result = self.connection.execute(
            insert(orders).values(**row, nonce=nonce or secrets.token_urlsafe(_NONCE_BYTES))
        )
        tell(self.connection)
        return int((result.inserted_primary_key or (0,))[0])

    def settle(self, number: int, state: OrderState, result: str, now: datetime) -> None:
        """Say what came of an order."""
        values = {"state": state.value, "result": result, "settled": now}
        self.connection.execute(update(orders).where(orders.c.number == number).values(values))
