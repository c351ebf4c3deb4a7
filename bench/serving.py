"""Times the newsstand: `python -m bench.serving`. Needs wrk and two cores. A missed goal is said, not punished.

A feed of about 15 KB is served twice under granian exactly as `feedservice run` does it, on one core: by our newsstand,
and by a plain Flask view over the same bytes. wrk asks both, in turns, from the other core. Then both are called
in-process, without any server.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import corpus, plain
from bench.figures import Figure, in_pairs, machine, table, verdict
from bench.first import Clock, press_for, publish
from feedservice.newsstand import Ready
from feedservice.web import create_app

PAIRS = 5
SECONDS = 3
CONNECTIONS = 64
FILES = 200
GOAL = 10.0
_SIDES = ("newsstand", "flask")
_START_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Question:
    """A request and the answer it must get."""

    name: str
    headers: dict[str, str]
    status: int
    body_bytes: int


@dataclass(frozen=True)
class Run:
    """What one run of wrk came to."""

    per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float


def questions(document: dict[str, Ready]) -> tuple[Question, ...]:
    """What is asked: whether it changed, and the whole of it."""
    packed = document["gzip"]
    accepting = {"Accept-Encoding": "gzip"}
    return (
        Question("304", {**accepting, "If-None-Match": packed.etag}, 304, 0),
        Question("200 gzip", accepting, 200, len(packed.body[0])),
    )


@contextmanager
def served(side: str, root: Path, core: int) -> Iterator[tuple[int, int]]:
    """One side on one core, as (port, process); stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.plain", side, str(root), str(port), str(core)]
    server = subprocess.Popen(command)
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            if ask(port, {})[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def ask(port: int, headers: dict[str, str]) -> tuple[int, int, int]:
    """One request over a bare socket: status, bytes of the body, bytes of the whole answer as it came."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"GET {plain.PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{lines}\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), len(body), len(answer)


def probe(port: int, question: Question) -> int:
    """Check one answer; returns its length on the wire, head included."""
    status, body_bytes, whole_bytes = ask(port, question.headers)
    if (status, body_bytes) != (question.status, question.body_bytes):
        raise RuntimeError(f"asked for {question.name}, got status {status} with {body_bytes} bytes")
    return whole_bytes


def load(port: int, process: int, question: Question, core: int) -> Run:
    """One run of wrk. Raises RuntimeError when any answer was wrong or the lengths do not come out even."""
    whole_bytes = probe(port, question)
    before = cpu_seconds(process)
    told = _wrk(port, question, core)
    spent = cpu_seconds(process) - before
    if told["wrong"] or told["broken"]:
        raise RuntimeError(f"{question.name}: {told['wrong']} wrong answers, {told['broken']} broken connections")
    mean_bytes = told["bytes"] / told["requests"]
    # The probe's answer may say "connection: close", 19 bytes more; the last answers may be counted by half.
    if abs(mean_bytes - whole_bytes) > 25 + whole_bytes / 100:
        raise RuntimeError(f"{question.name}: {mean_bytes:.0f} bytes an answer, where the probe got {whole_bytes}")
    seconds = told["microseconds"] / 1e6
    cpu_us = spent / told["requests"] * 1e6
    return Run(told["requests"] / seconds, cpu_us, told["p50"] / 1000, told["p99"] / 1000)


def _wrk(port: int, question: Question, core: int) -> dict[str, Any]:
    script = Path(__file__).with_name("summary.lua")
    headers = [part for name, value in question.headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), *headers]
    address = f"http://127.0.0.1:{port}{plain.PATH}"
    done = subprocess.run(
        ["taskset", "-c", str(core), *command, address],
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS + 30,
    )
    found = re.search(r"^summary (.*)$", done.stdout, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"wrk said nothing we understand: {done.stdout}")
    return dict(json.loads(found[1]))


def cpu_seconds(process: int) -> float:
    """Processor time of a process and all below it, from /proc."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / _TICKS
    below = (path.read_text(encoding="ascii").split() for path in Path(f"/proc/{process}/task").glob("*/children"))
    return own + sum(cpu_seconds(int(child)) for children in below for child in children)


def compare_served(root: Path, asked: tuple[Question, ...]) -> None:
    """Both sides under granian, in turns."""
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    rows: list[tuple[str, ...]] = []
    with served(_SIDES[0], root, server_core) as ours, served(_SIDES[1], root, server_core) as theirs:
        for question in asked:
            rows.extend(_pairs(question, ours, theirs, load_core))
    heads = ("granian, one core, 64 connections", "newsstand", "Flask view", "ratio", "goal")
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
        f"at least {GOAL:g}: {verdict(met=ratio >= GOAL)}",
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
        compare_served(root, asked)


if __name__ == "__main__":
    main()
