"""What stays, goes and comes between two texts cut into units (words, paragraphs), however long they are. Pure.

A comparison of all with all is one call into C that keeps Python to itself, for 30 to 40 ms with 10,000 words on either side,
and whoever is to be answered meanwhile waits. So no call compares more than `MOST_CELLS`: longer texts are cut at units that
both have once, in the order of both (patience sorting, as in Bram Cohen's patience diff).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

#: One length times the other: what a call compares in 3 to 4 ms.
MOST_CELLS = 9_000_000
#: So many units are counted in one call.
_COUNTED_AT_ONCE = 5_000


class Run(NamedTuple):
    """A run of units that stay, or of such as go and come: where it is in the old text, and where in the new."""

    stays: bool
    old: slice
    new: slice


def runs(old: Sequence[str], new: Sequence[str], most_cells: int = MOST_CELLS) -> Iterator[Run]:
    """Two texts as runs, by turns staying and not, which together hold all of both. Nobody waits for us: more cells."""
    parts = _parts(old, new, most_cells)
    return joined(step for was, now in parts for step in _steps(old, new, was, now, most_cells))


def joined(found: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of a kind as one."""
    for stays, group in groupby(found, key=lambda run: run.stays):
        first, *others = group
        last = others[-1] if others else first
        yield Run(stays, slice(first.old.start, last.old.stop), slice(first.new.start, last.new.stop))


def moved(run: Run, old: int, new: int) -> Run:
    """A run of a part, as one of the whole in which that part begins at `old` and `new`."""
    return Run(
        run.stays,
        slice(run.old.start + old, run.old.stop + old),
        slice(run.new.start + new, run.new.stop + new),
    )


def _steps(old: Sequence[str], new: Sequence[str], was: slice, now: slice, most_cells: int) -> Iterator[Run]:
    """The runs of a part; one that is too long to compare goes and comes as a whole."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # for those who compare; many only know of it

    olds, news = old[was], new[now]
    if len(olds) * len(news) > most_cells:
        yield Run(olds == news, was, now)
        return
    for step in Levenshtein.opcodes(olds, news):
        source, destination = slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end)
        yield moved(Run(step.tag == "equal", source, destination), was.start, now.start)


def _parts(old: Sequence[str], new: Sequence[str], most_cells: int) -> Iterator[tuple[slice, slice]]:
    """Both texts cut at the same places: no more often than need be, and into parts that can be compared where that can be."""
    start = last = (0, 0)
    if len(old) * len(new) > most_cells:
        for place in [*_anchors(old, new), (len(old), len(new))]:
            if (place[0] - start[0]) * (place[1] - start[1]) > most_cells and last != start:
                yield slice(start[0], last[0]), slice(start[1], last[1])
                start = last
            last = place
    yield slice(start[0], len(old)), slice(start[1], len(new))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where units stand that both texts have once: the most of them that stand in the same order in both."""
    once_old, once_new = _places_of_single(old), _places_of_single(new)
    both = [(place, once_new[unit]) for unit, place in once_old.items() if unit in once_new]
    ends: list[int] = []  # the places in `new` at which the sequences of each length end soonest
    lengths: list[int] = []
    for _, place in both:
        lengths.append(bisect_left(ends, place))
        ends[lengths[-1] : lengths[-1] + 1] = [place]
    chosen: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, length in zip(reversed(both), reversed(lengths), strict=True):
        if length == wanted and (not chosen or pair[1] < chosen[-1][1]):
            chosen.append(pair)
            wanted -= 1
    return chosen[::-1]


def _places_of_single(units: Sequence[str]) -> dict[str, int]:
    """The units that stand in a text once, in its order, and where."""
    counted, rest = Counter[str](), iter(units)
    while some := list(islice(rest, _COUNTED_AT_ONCE)):
        counted.update(some)
    return {unit: place for place, unit in enumerate(units) if counted[unit] == 1}
