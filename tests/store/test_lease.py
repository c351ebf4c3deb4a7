from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedservice.errors import LeaseError
from feedservice.store import Store


def test_only_one_holder_at_a_time_gets_the_lease(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now)
    store.take_lease(now)
    with pytest.raises(LeaseError):
        other.take_lease(now)
    with store.writing() as changes:
        changes.lease.give_up(now)
    other.take_lease(now)
    other.close()


def test_a_press_that_lost_its_lease_cannot_write(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now)
    other.take_lease(now + timedelta(seconds=31))
    with pytest.raises(LeaseError), store.turn(now + timedelta(seconds=32), ""):
        pass
    with other.reading() as asked:
        assert asked.articles.newest(1) == []
    other.close()


def test_a_lease_far_in_the_future_from_a_wrong_clock_binds_nobody(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now + timedelta(days=365))
    other.take_lease(now)
    other.close()
