from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedservice.errors import LeaseError
from feedservice.store import Store


def test_only_one_holder_at_a_time_gets_the_lease(store: Store, beside: Store) -> None:
    now = datetime.now(UTC)
    store.take_lease(now)
    store.take_lease(now)
    with pytest.raises(LeaseError):
        beside.take_lease(now)
    with store.writing() as changes:
        changes.lease.give_up(now)
    beside.take_lease(now)


def test_a_press_that_lost_its_lease_cannot_write(store: Store, beside: Store) -> None:
    now = datetime.now(UTC)
    store.take_lease(now)
    beside.take_lease(now + timedelta(seconds=31))
    with pytest.raises(LeaseError), store.turn(now + timedelta(seconds=32), ""):
        pass
    with beside.reading() as asked:
        assert asked.articles.newest(1) == []


def test_a_lease_far_in_the_future_from_a_wrong_clock_binds_nobody(store: Store, beside: Store) -> None:
    now = datetime.now(UTC)
    store.take_lease(now + timedelta(days=365))
    beside.take_lease(now)
