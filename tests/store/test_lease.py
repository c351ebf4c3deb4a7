from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from feedservice.errors import LeaseError
from feedservice.store import Store
from feedservice.store.lease import HOST, PRESS, SCHEDULE


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


def test_a_dead_process_has_lost_it_at_once_but_not_one_of_a_machine_with_the_same_name(
    store: Store, beside: Store
) -> None:
    """Containers on two machines may both be called “web”, and have the same process numbers."""
    now, dead = datetime.now(UTC), subprocess.Popen(["true"])
    dead.wait()
    own_run = store.holder.rpartition(":")[2][:-8]
    store.holder = f"{HOST}:{dead.pid}:{'0' * len(own_run)}{'f' * 8}"
    store.take_lease(now, SCHEDULE)
    assert beside.lease_holder(now, SCHEDULE) == store.holder
    with pytest.raises(LeaseError):
        beside.take_lease(now, SCHEDULE)
    beside.take_lease(now + timedelta(seconds=21), SCHEDULE)
    for run in ("", own_run):
        store.holder = f"{HOST}:{dead.pid}:{run}{'f' * 8}"
        store.take_lease(now, PRESS)
        assert beside.lease_holder(now, PRESS) == ""
        beside.take_lease(now, PRESS)
        beside.give_up_lease(now, PRESS)
