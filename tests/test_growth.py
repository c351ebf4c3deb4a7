"""The measure of growth tells the square from what is linear, on a clock of its own and on the machine's."""

from __future__ import annotations

import gc
import math
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain, repeat

import pytest

from tests.growth import ROUNDS, SMALL_TRIES, TIMES, UNTOLD_SECONDS, check_growth, patience

Failed = pytest.fail.Exception


class Machine:
    """A machine whose work takes what a formula says, times how busy it is at each try; 1 is not busy at all."""

    def __init__(self, seconds: Callable[[int], float], busy: Iterable[float] = ()) -> None:
        self.seconds, self.busy = seconds, chain(busy, repeat(1.0))
        self.now = 0.0
        self.sizes: list[int] = []

    def work(self, size: int) -> str:
        self.sizes.append(size)
        self.now += self.seconds(size) * next(self.busy)
        return f"{size} done"

    def check(self, size: int = 8000) -> str:
        return check_growth(lambda size: size, self.work, size, meter=lambda: self.now)


BOUNDED = {
    "constant": lambda size: 1.0,
    "linear": lambda size: size,
    "linear, on a machine a million times as quick": lambda size: size / 1e6,
    "linear, with a beginning": lambda size: 5000 + size,
    "n log n": lambda size: size * math.log(size),
    "the square, up to a limit": lambda size: min(size, 1000) ** 2,
    "the square, and soon done": lambda size: UNTOLD_SECONDS * (size / 9000) ** 2,
}
UNBOUNDED = {
    "the square": lambda size: size**2,
    "the square, on a machine a million times as quick": lambda size: size**2 / 1e6,
    "the square, with a beginning": lambda size: 500_000 + size**2,
    "the square, with as much that is linear": lambda size: size**2 + 2000 * size,
    "the square, with a logarithm": lambda size: size**2 * math.log(size),
    "the cube": lambda size: size**3,
    "twice as much for each": lambda size: 1.01**size,
}


@pytest.mark.parametrize("seconds", BOUNDED.values(), ids=BOUNDED)
def test_what_is_bounded_passes(seconds: Callable[[int], float]) -> None:
    assert Machine(seconds).check() == "8000 done"


@pytest.mark.parametrize("seconds", UNBOUNDED.values(), ids=UNBOUNDED)
def test_what_is_not_bounded_fails(seconds: Callable[[int], float]) -> None:
    with pytest.raises(Failed, match=r"grows faster than its input: .* for 1000, .* for 8000"):
        Machine(seconds).check()


def test_a_good_round_is_the_last() -> None:
    machine = Machine(lambda size: size)
    machine.check()
    assert machine.sizes == [1000, 1001, 1002, 8000]


def test_no_size_comes_twice_for_work_may_remember() -> None:
    machine = Machine(lambda size: size**2)
    with suppress(Failed):
        machine.check()
    assert len(set(machine.sizes)) == len(machine.sizes) == ROUNDS * (SMALL_TRIES + 1)


def test_a_machine_that_is_busy_until_the_last_round_says_nothing_against_the_work() -> None:
    busy = [*repeat(1.0, SMALL_TRIES), 30.0] * (ROUNDS - 1)
    assert Machine(lambda size: size, busy).check()


@pytest.mark.parametrize("quiet", range(SMALL_TRIES))
def test_a_machine_that_is_busy_for_the_small_size_does_not_hide_the_square(quiet: int) -> None:
    busy = [1.0 if one == quiet else 50.0 for one in range(SMALL_TRIES)]
    with pytest.raises(Failed):
        Machine(lambda size: size**2, busy).check()


def test_a_machine_twice_as_slow_for_the_small_size_does_not_hide_the_square() -> None:
    with pytest.raises(Failed):
        Machine(lambda size: size**2 * (2 if size < 2000 else 1)).check()


def test_a_machine_twice_as_slow_for_the_large_size_says_nothing_against_the_work() -> None:
    assert Machine(lambda size: size * (2 if size > 2000 else 1)).check()


def _pairs(size: int) -> int:
    return sum(1 for _ in range(size) for _ in range(size))


def test_the_square_is_told_on_the_machines_own_clock() -> None:
    with pytest.raises(Failed):
        check_growth(lambda size: size, _pairs, 1200)


@pytest.mark.parametrize("work", [sum, sorted], ids=["linear", "n log n"])
def test_what_is_bounded_passes_on_the_machines_own_clock(work: Callable[[list[int]], object]) -> None:
    def scattered(size: int) -> list[int]:
        return [number * 7919 % size for number in range(size)]

    assert check_growth(scattered, work, TIMES * 30_000)


def test_garbage_is_collected_again_afterwards() -> None:
    for seconds in (*BOUNDED.values(), *UNBOUNDED.values()):
        with suppress(Failed):
            Machine(seconds).check()
        assert gc.isenabled()


def _without_end() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def test_what_has_no_end_is_ended_whatever_it_suppresses() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(Failed, match="no end"), patience(0.02):
        _without_end()
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_what_ends_is_left_alone() -> None:
    with patience():
        _pairs(100)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
