"""When an order is carried out, and what carries it out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from feedservice.settings import Settings
from feedservice.store import Writing
from feedservice.store.orders.order_book import PressOrder


@dataclass(frozen=True, slots=True)
class Occasion:
    """When an order is carried out: the clock, and the time of the edition in which it shows."""

    now: datetime
    at: datetime
    settings: Settings


#: Carries an order out and says what came of it. Raises OrderError.
Act: TypeAlias = Callable[[Writing, PressOrder, Occasion], str]
