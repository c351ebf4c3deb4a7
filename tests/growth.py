"""How work grows with what it is given: a bound on its cost that holds on a slow machine, a quick one and a busy one.

Nothing here holds a time against seconds that a machine must reach. `check_growth` holds work against the same work at an
eighth of its size. Where an input has no size, `patience` ends what would hang; no work that ends comes near it.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, TypeVar

import pytest

T, R = TypeVar("T"), TypeVar("R")
Meter = Callable[[], float]

#: The larger size is so many times the smaller.
TIMES = 8
#: More growth than this is no longer linear: 8 would be, 64 is the square, and this is as far from the one as from the other.
MOST_GROWTH = TIMES**1.5
#: Each size is tried again before anything is said against the work: noise only ever adds, so the least is the truest.
ROUNDS, SMALL_TRIES = 5, 3
#: Seconds of processor time of which a meter tells little: what costs no more at its full size has no growth to speak of.
UNTOLD_SECONDS = 0.01
#: Seconds of processor time after which work is taken to have no end: what ends takes at most one or two.
PATIENCE_SECONDS = 60.0


class _Trial(Generic[T, R]):
    """Work that is done at several sizes, and what each try cost by the meter."""

    def __init__(self, make: Callable[[int], T], work: Callable[[T], R], meter: Meter) -> None:
        self.make, self.work, self.meter = make, work, meter
        self.small: list[float] = []
        self.large: list[float] = []

    def run(self, size: int, costs: list[float]) -> R:
        made = self.make(size)
        start = self.meter()
        result = self.work(made)
        costs.append(self.meter() - start)
        return result

    def round(self, size: int, number: int) -> R:
        """Both sizes once more. Each try is a little larger than the last, for some work remembers what it has seen."""
        for one in range(SMALL_TRIES):
            self.run(size // TIMES + SMALL_TRIES * number + one, self.small)
        return self.run(size + number, self.large)

    @property
    def is_bounded(self) -> bool:
        return min(self.large) <= max(UNTOLD_SECONDS, MOST_GROWTH * min(self.small))


def check_growth(make: Callable[[int], T], work: Callable[[T], R], size: int, meter: Meter = time.thread_time) -> R:
    """What the work gives for the size. Fails when the work costs clearly more than 8 times what an eighth of it costs.

    What is made of a size is not measured, and is made anew for each try, so that work may change it. The meter is that of
    this thread's processor time; the garbage of other tests is not collected meanwhile.
    """
    trial = _Trial(make, work, meter)
    with _no_collection():
        result = trial.round(size, 0)
        for number in range(1, ROUNDS):
            if trial.is_bounded:
                break
            trial.round(size, number)
    if not trial.is_bounded:
        costs = f"{min(trial.small):.6f} s for {size // TIMES}, {min(trial.large):.6f} s for {size}"
        pytest.fail(f"The work grows faster than its input: {costs}.")
    return result


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def patience(seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """End the block, and the test with it, once it has used so much processor time. Says nothing of speed.

    Ends what loops in Python or in a regular expression, in the main thread; what it raises is no Exception, so that no
    code under test takes it for one bad file.
    """
    before = signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    pytest.fail("This work seems to have no end.")
