"""Figures: medians with their range, times taken in pairs, and tables of them."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Figure:
    """What several runs of one thing came to."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    def shown(self, digits: int = 1) -> str:
        """Median (least to most)."""
        low, high = min(self.values), max(self.values)
        return f"{self.median:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes by the clock on the wall."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def in_pairs(first: Callable[[], float], second: Callable[[], float], pairs: int) -> tuple[Figure, Figure]:
    """Two measurements taken in turns, so that a busy moment of the machine falls on both."""
    taken = [(first(), second()) for _ in range(pairs)]
    return Figure(tuple(one for one, _ in taken)), Figure(tuple(other for _, other in taken))


def verdict(*, met: bool) -> str:
    """How a goal came out."""
    return "met" if met else "MISSED"


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table with even columns, to be read as it is and pasted as it is."""
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def machine() -> str:
    """What the figures were taken on, in one line, no names."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return f"{cores} cores, {system}, Python {platform.python_version()}; load average at the start {load:.1f}"
