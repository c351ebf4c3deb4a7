"""How much the two long tests do (`test_life_machine`, `test_crash`): a short part each time, as much as you like by TORTURE.

Without TORTURE they do the same every time, in well under a minute. With TORTURE=n they run for n times four minutes or
so on two cores, and do something else each time; each part prints the seed it took, and TORTURE_SEED takes it again.
"""

from __future__ import annotations

import os
from random import SystemRandom

#: How many times the long amount; 0 is the short one.
TORTURE = int(os.environ.get("TORTURE") or 0)


def amount(short: int, long: int) -> int:
    """How much to do."""
    return long * TORTURE if TORTURE else short


def seed_of(part: int) -> int:
    """The seed of a part: its number, or under TORTURE whatever TORTURE_SEED or chance says. Printed (pytest -rP)."""
    chosen = int(os.environ.get("TORTURE_SEED") or SystemRandom().getrandbits(32)) if TORTURE else part
    print(f"part {part}: seed {chosen}")  # noqa: T201
    return chosen
