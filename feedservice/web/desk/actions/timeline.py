"""An article's history with what people ordered, in order of time: who did it, and why, stands with what came of it. Pure.

An order that left a line of its own in the history is told there; any other has a line for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from feedservice.article import Article, Outcome
from feedservice.editing.life.standing import HELD, Cause
from feedservice.editing.overruling.last_change import MARKED
from feedservice.store.articles import Happening
from feedservice.store.orders.order_book import OrderState, PressOrder, What
from feedservice.web.desk.actions.offers import ORDERED
from feedservice.web.desk.history import Line, lines

#: Orders on one article that are told of at most, the last ones.
MOST_ORDERS = 500
#: An edition's time may lie a little before the clock of who ordered, on another machine.
_SLACK = timedelta(minutes=2)


def _left_by(happening: Happening) -> What | None:
    """Which order leaves a line like this one."""
    event, note = happening.event, happening.note
    if event == Outcome.WITHDRAWN and note.startswith(Cause.COMMAND):
        return What.WITHDRAW
    if event == Outcome.SCHEDULED and note.startswith(HELD):
        return What.HOLD
    if event.startswith(MARKED):
        return What.MARK
    return {"undone": What.RESTORE, "let go": What.LET_GO, "put aside": What.PUBLISH}.get(event)


def paired(happenings: Sequence[Happening], orders: Sequence[PressOrder]) -> dict[int, PressOrder]:
    """The order that each line of a history is of, by its place: of each kind the last with the last. `orders`: the last first."""
    found: dict[int, PressOrder] = {}
    left = {what: [one for one in orders if one.what is what and one.state is OrderState.DONE] for what in What}
    for place in range(len(happenings) - 1, -1, -1):
        what = _left_by(happenings[place])
        if what and left[what] and left[what][0].at <= happenings[place].at + _SLACK:
            found[place] = left[what].pop(0)
    return found


def timeline(
    happenings: list[Happening],
    orders: Sequence[PressOrder],
    article: Article,
    spoken: Callable[[datetime], str],
    start: int,
    most: int,
) -> list[Line]:
    """The lines of a history and of orders, newest first: `most` of them from `start` on. `orders`: the last first."""
    pairs = paired(happenings, orders)
    told = {order.number for order in pairs.values()}
    places = _newest_first(happenings, [one for one in orders if one.number not in told])
    shown = places[start : start + most]
    before = sum(isinstance(one, int) for one in places[:start])
    here = sum(isinstance(one, int) for one in shown)
    of_history = iter(lines(happenings, article, spoken, before, here))
    return [replace(next(of_history), order=pairs.get(one)) if isinstance(one, int) else _ordered(one) for one in shown]


def _newest_first(happenings: Sequence[Happening], orders: Sequence[PressOrder]) -> list[int | PressOrder]:
    """Places in a history and orders by time; the history stays as it was written, whatever a clock said."""
    places, left = list(range(len(happenings))), sorted(orders, key=lambda one: (one.at, one.number))
    merged: list[int | PressOrder] = []
    while places or left:
        is_order = bool(left) and (not places or left[-1].at > happenings[places[-1]].at)
        merged.append(left.pop() if is_order else places.pop())
    return merged


def _ordered(order: PressOrder) -> Line:
    """A line for an order alone."""
    return Line(order.at, ORDERED[order.what], order=order)
