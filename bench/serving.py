"""Times the newsstand: `python -m bench.serving`. Needs wrk and two cores. A missed goal is said, not punished.

A feed of about 15 KB is served twice under granian exactly as `feedservice run` does it, on one core: by our newsstand,
and by a plain Flask view over the same bytes. wrk asks both, in turns, from the other core. Then both are called
in-process, without any server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import timeit
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import corpus, plain
from bench.cached import compare_cached
from bench.figures import Figure, in_pairs, machine, table, verdict
from bench.first import Clock, press_for, publish
from bench.load import CONNECTIONS, Question, Run, load, served
from feedservice.web.application import create_app
from feedservice.web.ready_answers import Ready

PAIRS = 5
FILES = 200
GOAL = 10.0
_SIDES = ("newsstand", "flask")


def questions(document: dict[str, Ready]) -> tuple[Question, ...]:
    """What is asked: whether it changed, and the whole of it."""
    packed = document["gzip"]
    accepting = {"Accept-Encoding": "gzip"}
    return (
        Question("304", {**accepting, "If-None-Match": packed.etag}, 304, 0),
        Question("200 gzip", accepting, 200, len(packed.body[0])),
    )


def over_new_connections(asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """The same, each over a connection of its own, as readers come that ask once an hour."""
    return tuple(
        replace(one, name=f"{one.name}, a connection each", headers={**one.headers, "Connection": "close"})
        for one in asked
    )


def compare_served(root: Path, asked: tuple[Question, ...]) -> None:
    """Both sides under granian, in turns."""
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    rows: list[tuple[str, ...]] = []
    with served(_SIDES[0], root, server_core) as ours, served(_SIDES[1], root, server_core) as theirs:
        for question in asked:
            rows.extend(_pairs(question, ours, theirs, load_core))
    heads = (f"granian, one core, {CONNECTIONS} connections", "newsstand", "Flask view", "ratio", "goal")
    print(f"\n{table(heads, rows)}")


def _pairs(
    question: Question, ours: tuple[int, int], theirs: tuple[int, int], core: int
) -> Iterator[tuple[str, str, str, str, str]]:
    runs: dict[tuple[int, int], list[Run]] = {ours: [], theirs: []}

    def run(side: tuple[int, int]) -> float:
        runs[side].append(load(*side, question, core))
        return runs[side][-1].per_second

    one, other = in_pairs(lambda: run(ours), lambda: run(theirs), PAIRS)
    ratio = one.median / other.median
    yield (
        f"{question.name}, requests a second",
        one.shown(0),
        other.shown(0),
        f"{ratio:.1f}",
        "" if "Connection" in question.headers else f"at least {GOAL:g}: {verdict(met=ratio >= GOAL)}",
    )
    for name, field, digits in (("processor µs", "cpu_us", 1), ("p50 ms", "p50_ms", 2), ("p99 ms", "p99_ms", 2)):
        mine, its = (Figure(tuple(getattr(taken, field) for taken in runs[side])) for side in (ours, theirs))
        yield f"{question.name}, {name}", mine.shown(digits), its.shown(digits), f"{its.median / mine.median:.1f}", ""


def compare_called(root: Path, asked: tuple[Question, ...]) -> None:
    """Both sides called as WSGI applications, without a server: microseconds of Python a request."""
    chosen = plain.settings(root, 8000)
    ours, theirs = create_app(chosen, refresh=False).wsgi_app, plain.flask_view(chosen).wsgi_app
    rows = []
    for question in asked:
        environ = _environ(question)
        one, other = in_pairs(
            lambda environ=environ: _call_us(ours, environ, 100_000),
            lambda environ=environ: _call_us(theirs, environ, 2_000),
            PAIRS,
        )
        rows.append((question.name, one.shown(2), other.shown(), f"{other.median / one.median:.0f}"))
    print(f"\n{table(('in-process, µs a request', 'newsstand', 'Flask view', 'ratio'), rows)}")


def _environ(question: Question) -> dict[str, Any]:
    from werkzeug.test import create_environ

    environ = create_environ(plain.PATH, headers=question.headers)
    return dict(environ)


def _call_us(app: Any, environ: dict[str, Any], times: int) -> float:
    """One call as a server makes it: an environ of its own, the body taken, the answer closed."""

    def call() -> None:
        answer = app(environ.copy(), _started)
        for _ in answer:
            pass
        if hasattr(answer, "close"):
            answer.close()

    return min(timeit.repeat(call, number=times, repeat=1)) / times * 1e6


def _started(_: str, __: list[tuple[str, str]]) -> None:
    """Take the head, as a server would."""


def missing() -> str:
    """What stands in the way of measuring, as a sentence; empty when nothing does."""
    if shutil.which("wrk") is None:
        return "This measurement needs wrk, which is not installed; on Debian and Ubuntu: sudo apt install wrk"
    if len(os.sched_getaffinity(0)) < 2:
        return "This measurement needs two cores, one for the server and one for the load; there is only one here."
    return ""


def main() -> None:
    """Both comparisons, over one folder that is thrown away."""
    obstacle = missing()
    if obstacle:
        print(obstacle)
        return
    print(machine())
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        root, clock = Path(place), Clock()
        corpus.write(root / "content", FILES)
        publish(press_for(plain.settings(root, 8000), clock), clock)
        document = plain.cached(plain.settings(root, 8000))
        sizes = {coding: len(answer.body[0]) for coding, answer in document.items()}
        print(f"{plain.PATH}: {sizes['identity']:,} bytes, {sizes['gzip']:,} gzip")
        asked = questions(document)
        compare_called(root, asked)
        compare_served(root, (*asked, *over_new_connections(asked)))
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        compare_cached(Path(place))


if __name__ == "__main__":
    main()
