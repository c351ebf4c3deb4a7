"""How often a password may be tried."""

from __future__ import annotations

from feedservice.web.access import attempts
from feedservice.web.access.attempts import Allowance, Attempts

FEW, MANY = Allowance(3, 10.0), Allowance(1000, 0.001)


def taken(tries: Attempts, visitor: str, times: int, now: float = 0.0) -> list[float]:
    return [tries.take(visitor, now) for _ in range(times)]


def test_a_visitor_has_so_many_and_then_one_in_a_while() -> None:
    tries = Attempts(FEW, MANY)
    assert taken(tries, "a", 5) == [0, 0, 0, 10, 10]
    assert tries.take("a", 4.0) == 6.0
    assert taken(tries, "a", 2, now=10.0) == [0, 10]
    assert taken(tries, "a", 4, now=1000.0) == [0, 0, 0, 10]
    assert tries.take("b", 1000.0) == 0


def test_all_together_have_so_many_but_who_was_right_once_does_not_wait_for_others() -> None:
    tries = Attempts(MANY, FEW)
    assert tries.take("editor", 0.0) == 0
    tries.was_right("editor")
    assert [tries.take(str(number), 0.0) for number in range(5)] == [0, 0, 0, 10, 10]
    assert tries.take("editor", 0.0) == 0
    assert tries.take("another editor", 0.0) > 0


def test_who_was_right_once_is_held_back_like_any_other_by_its_own_allowance() -> None:
    tries = Attempts(FEW, MANY)
    tries.take("a", 0.0)
    tries.was_right("a")
    assert taken(tries, "a", 4) == [0, 0, 0, 10]


def test_what_was_right_costs_nothing() -> None:
    tries = Attempts(FEW, FEW)
    for _ in range(50):
        assert tries.take("a", 0.0) == 0
        tries.was_right("a")


def test_what_is_remembered_is_bounded() -> None:
    tries = Attempts(FEW, Allowance(10**6, 0.000001))
    for number in range(3 * attempts._MOST_VISITORS):
        assert tries.take(str(number), 0.0) == 0
        tries.was_right(str(number))
        tries.take(str(number), 0.0)
    assert len(tries._free_at) <= attempts._MOST_VISITORS
    assert len(tries._known) <= attempts._MOST_VISITORS
