"""Garbage is looked for between pages, and found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from feedservice.service import sweeping
from feedservice.service.sweeping import Sweeping
from tests.service import until


class Holder:
    """Holds itself."""

    def __init__(self) -> None:
        self.mine = self


@pytest.fixture
def begun() -> Iterator[Sweeping]:
    made = Sweeping()
    made.begin()
    yield made
    made.is_over.set()
    gc.unfreeze()
    gc.enable()


def test_what_holds_only_itself_goes_when_no_page_is_made(begun: Sweeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_FEW", 10)
    assert not gc.isenabled()
    with begun.not_now():
        gone = weakref.ref(Holder())
        made = [[number] for number in range(1000)]
        assert not begun.is_due()
        assert gone() is not None
    until(lambda: made and gone() is None, "the sweep")


def test_when_there_is_very_much_no_pause_is_waited_for(begun: Sweeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_MANY", 5_000)
    with begun.not_now():
        gone = weakref.ref(Holder())
        made = [[number] for number in range(10_000)]
        until(lambda: made and gone() is None, "the sweep")


def test_now_and_then_what_is_old_is_looked_through_too(monkeypatch: pytest.MonkeyPatch) -> None:
    generations: list[int] = []
    monkeypatch.setattr(gc, "collect", generations.append)
    made = Sweeping()
    for _ in range(40):
        made.sweep()
    assert generations == [*[1] * 19, 2] * 2
