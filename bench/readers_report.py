"""What a day and a minute of readers came to, as tables; for `readers`. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bench.figures import table
from bench.habits import DAY, HABITS, HUB, Visit
from bench.replay import Books

_GB = 1e9


class Spent(Protocol):
    """What is told of a day beside what was answered."""

    cpu_seconds: float
    editions_seconds: float
    wall_seconds: float
    press_seconds: float


def of_day(books: Books, weights: Mapping[str, float], day: Spent, editions: int) -> str:
    """By habit, by format and coding, and in all; what was sampled is multiplied to the whole."""
    weights = {**weights, HUB.name: 1.0}
    asked = sum(books.answers.values())
    parts = [
        table(
            ("who", "people", "pollers", "replayed", "polls a day", "304", "GB a day", "of all bytes"),
            _by_habit(books, weights),
        ),
        table(("format and coding", "polls a day", "304", "GB a day"), _by_format(books, weights)),
        table(("in all", ""), _sums(books, weights)),
        (
            f"replayed: {asked:,} polls in {day.wall_seconds:.0f} s, {editions} editions in {day.editions_seconds:.0f} s more; "
            f"webs {day.cpu_seconds / asked * 1e6:.1f} ms of processor for 1,000 polls "
            f"({1e6 / (day.cpu_seconds / asked * 1e6):,.0f} a second on one core); "
            f"press {day.press_seconds / max(editions, 1) * 1000:.0f} ms of processor an edition"
        ),
    ]
    return "\n\n".join(parts)


def _by_habit(books: Books, weights: Mapping[str, float]) -> Iterable[Sequence[str]]:
    total = _scaled(books.bodies, weights)
    for habit in (*HABITS, HUB):
        mine = {kind: count for kind, count in books.answers.items() if kind[0] == habit.name}
        here = sum(mine.values())
        if not here:
            continue
        unchanged = sum(count for kind, count in mine.items() if kind[2] == 304)
        sent = sum(count for kind, count in books.bodies.items() if kind[0] == habit.name) * weights[habit.name]
        polls = here * weights[habit.name]
        yield (
            habit.name, f"{habit.people:,}", f"{habit.pollers:,}", f"{here:,}", f"{polls:,.0f}", _share(unchanged, here),
            f"{sent / _GB:,.1f}", _share(sent, total),
        )  # fmt: skip


def _by_format(books: Books, weights: Mapping[str, float]) -> Iterable[Sequence[str]]:
    polls, unchanged, sent = Counter[str](), Counter[str](), Counter[str]()
    for kind, count in books.answers.items():
        name = f"{'sections, RSS' if kind[1].startswith('/sections') else kind[1]}, {kind[3]}"
        polls[name] += round(count * weights[kind[0]])
        unchanged[name] += round(count * weights[kind[0]]) if kind[2] == 304 else 0
        sent[name] += round(books.bodies[kind] * weights[kind[0]])
    for name, count in polls.most_common():
        yield name, f"{count:,}", _share(unchanged[name], count), f"{sent[name] / _GB:,.1f}"


def _sums(books: Books, weights: Mapping[str, float]) -> Iterable[Sequence[str]]:
    polls = _scaled(books.answers, weights)
    unchanged = _scaled({kind: count for kind, count in books.answers.items() if kind[2] == 304}, weights)
    sent = _scaled(books.bodies, weights)
    heads = sum(count * weights[name] for name, count in books.heads.items())
    without_304 = sent + _scaled(books.unchanged, weights)
    yield "polls a day", f"{polls:,.0f}"
    yield "polls a second, mean of the day", f"{polls / DAY:,.0f}"
    yield "answered 304", _share(unchanged, polls)
    yield "bodies, GB a day", f"{sent / _GB:,.0f}"
    yield "heads of questions and answers, GB a day", f"{heads / _GB:,.1f}"
    yield "Mbit/s, mean of the day", f"{(sent + heads) * 8 / DAY / 1e6:,.0f}"
    yield "without 304, GB a day", f"{without_304 / _GB:,.0f}"
    yield "without packing, GB a day", f"{(sent + _scaled(books.packed, weights)) / _GB:,.0f}"


def _scaled(counted: Mapping[tuple[str, str, int, str], int], weights: Mapping[str, float]) -> float:
    return sum(count * weights[kind[0]] for kind, count in counted.items())


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def of_minute(
    books: Books, visits: Sequence[Visit], begin: float, seconds: float, own: float, *, with_story: bool
) -> str:
    """The busiest minute: how many came, how long they waited, what it took."""
    by_second = Counter(int(visit.second - begin) for visit in visits)
    asked, unchanged = sum(books.answers.values()), sum(n for kind, n in books.answers.items() if kind[2] == 304)
    rows = [
        (name, f"{len(taken):,}", *(f"{_at(taken, share):,.1f}" for share in (0.5, 0.9, 0.99, 1.0)))
        for name, taken in (*sorted(books.ms.items()), ("(how late the bench itself was)", books.late_ms))
    ]
    lines = [
        (
            f"the busiest minute, {int(begin // 3600):02}:{int(begin % 3600 // 60):02}, {'with' if with_story else 'without'} "
            f"a story in it: {asked:,} polls, {by_second.most_common(1)[0][1] if by_second else 0:,} in its busiest second, "
            f"{_share(unchanged, asked)} of them 304, {sum(books.bodies.values()) / _GB:.2f} GB"
        ),
        table(("answer, ms from the connection to its last byte", "polls", "p50", "p90", "p99", "longest"), rows),
        (
            f"not answered: {len(books.broken)} {books.broken[:2] or ''}; service {seconds:.2f} s of processor "
            f"({seconds / max(asked, 1) * 1e6:.1f} ms for 1,000 polls), readers {own:.1f} s"
        ),
    ]
    cached = Counter[str]()
    for (_, said), count in books.cached.items():
        cached[said or "no cache"] += count
    if set(cached) != {"no cache"}:
        lines.append(f"the cache: {', '.join(f'{said} {count:,}' for said, count in cached.most_common())}")
    return "\n\n".join((*lines, ""))


def _at(taken: Sequence[float], share: float) -> float:
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
