"""How much the long tests do (`test_life_machine`, `test_crash`, a large drop): a short part each time, more by TORTURE.

Without TORTURE they do the same every time, in well under a minute. With TORTURE=n they run for n times four minutes or
so on two cores, and do something else each time; each part prints the seed it took, and TORTURE_SEED takes it again. In
CI, which does a part of it, each part does the same every time: a run says something of the change and not of its luck.
"""

from __future__ import annotations

import os
from random import SystemRandom

#: How many times the long amount, which may be a part of it; 0 is the short one.
TORTURE = float(os.environ.get("TORTURE") or 0)


def amount(short: int, long: int) -> int:
    """How much to do; under TORTURE never nothing."""
    return max(1, round(long * TORTURE)) if TORTURE else short


def examples(usual: int) -> int:
    """How many examples of a property to try: half where only a part of the long amount is done, as in CI."""
    return max(1, usual // 2) if 0 < TORTURE < 1 else usual


def seed_of(part: int) -> int:
    """The seed of a part: its number, or under TORTURE what TORTURE_SEED or, but in CI, chance says. Printed (pytest -rP)."""
    stated = os.environ.get("TORTURE_SEED")
    by_chance = TORTURE and not os.environ.get("CI")
    chosen = int(stated) if TORTURE and stated else SystemRandom().getrandbits(32) if by_chance else part
    print(f"part {part}: seed {chosen}")  # noqa: T201
    return chosen
