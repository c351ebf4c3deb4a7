from __future__ import annotations

import pytest

from feedservice.store import Store
from tests.newsroom import START


def test_old_turns_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.store.turns._TURNS_KEPT", 50)
    with store.writing() as changes:
        for _ in range(200):
            changes.turns.record(START, START, succeeded=True, message="", counts={})
        numbers = changes.connection.exec_driver_sql("SELECT min(number), max(number) FROM turn").one()
    assert tuple(numbers) == (151, 200)
