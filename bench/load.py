"""Puts load on one side: starts the server on its core, asks once to check, lets wrk ask, reads the processor time."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import plain

SECONDS = 3
CONNECTIONS = 64
_START_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Question:
    """A request and the answer it must get."""

    name: str
    headers: dict[str, str]
    status: int
    body_bytes: int
    path: str = plain.PATH


@dataclass(frozen=True)
class Run:
    """What one run of wrk came to."""

    per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float


@contextmanager
def served(side: str, root: Path, core: int, items: int = plain.FEED_ITEMS) -> Iterator[tuple[int, int]]:
    """One side on one core, as (port, process); stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "bench.plain", side, str(root), str(port), str(core), str(items)]
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


def free_port() -> int:
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


def ask(port: int, headers: dict[str, str], path: str = plain.PATH) -> tuple[int, int, int]:
    """One request over a bare socket: status, bytes of the body, bytes of the whole answer as it came."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{lines}\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), len(body), len(answer)


def probe(port: int, question: Question) -> int:
    """Check one answer; returns its length on the wire, head included."""
    status, body_bytes, whole_bytes = ask(port, question.headers, question.path)
    if (status, body_bytes) != (question.status, question.body_bytes):
        raise RuntimeError(f"asked for {question.name}, got status {status} with {body_bytes} bytes")
    return whole_bytes


def load(port: int, processes: int | tuple[int, ...], question: Question, core: int) -> Run:
    """One run of wrk; the processor time is that of all the processes with those below them. Raises RuntimeError when any answer was wrong or the lengths do not come out even."""
    whole_bytes = probe(port, question)
    asked = (processes,) if isinstance(processes, int) else processes
    before = sum(map(cpu_seconds, asked))
    told = _wrk(port, question, core)
    spent = sum(map(cpu_seconds, asked)) - before
    if told["wrong"] or told["broken"]:
        raise RuntimeError(f"{question.name}: {told['wrong']} wrong answers, {told['broken']} broken connections")
    mean_bytes = told["bytes"] / told["requests"]
    # The probe's answer may say "connection: close", 19 bytes more; the last answer of each connection may be counted by half.
    if abs(mean_bytes - whole_bytes) > 25 + whole_bytes * (0.01 + CONNECTIONS / told["requests"]):
        raise RuntimeError(f"{question.name}: {mean_bytes:.0f} bytes an answer, where the probe got {whole_bytes}")
    seconds = told["microseconds"] / 1e6
    cpu_us = spent / told["requests"] * 1e6
    return Run(told["requests"] / seconds, cpu_us, told["p50"] / 1000, told["p99"] / 1000)


def _wrk(port: int, question: Question, core: int) -> dict[str, Any]:
    script = Path(__file__).with_name("summary.lua")
    headers = [part for name, value in question.headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), *headers]
    address = f"http://127.0.0.1:{port}{question.path}"
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
