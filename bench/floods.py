"""Who is answered while thousands of clients hold connections, and what they cost: `python -m bench.floods`.

A service as it comes, with a feed of some 325 KB; clients of each kind of tests/floods.py in turn, all in a process of their
own that gives way to the others (nice 19), while a new client asks for the feed and then for health, again and again, from the
first moment on. Beside the longest wait stands the processor time of both sides, for on a busy machine the former is also the
work of whoever else is on it. A missed goal is said, not punished.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import machine, table, verdict
from tests.floods import KINDS, Flood, answers, held, memory_mb, serve
from tests.service import Service, until

GOAL_SECONDS = 1.0
STORIES = tuple(f"Quay{number}" for number in range(18))
_HEADS = ("asked", "unanswered", "longest, s", "held at the end", "memory, MB", "processor, s: worker", "clients", f"{GOAL_SECONDS:g} s")  # fmt: skip


def attack(port: int, name: str, clients: int, may_begin: Event, is_over: Event) -> None:
    """Be so many clients of one kind; the work of a process of its own."""
    os.nice(19)
    may_begin.wait()
    with Flood(port, KINDS[name], clients):
        is_over.wait()


@contextmanager
def flood(service: Service, name: str, clients: int) -> Iterator[int]:
    """So many clients, from now on; the number of their process."""
    begins, ends = multiprocessing.Event(), multiprocessing.Event()
    process = multiprocessing.Process(target=attack, args=(service.port, name, clients, begins, ends))
    process.start()
    until(lambda: "python" in Path(f"/proc/{process.pid}/comm").read_text(), "the clients to be loaded")
    time.sleep(2)  # for its imports, which are no part of the flood
    begins.set()
    yield process.pid or 0
    ends.set()
    process.join()


def measure(service: Service, name: str, clients: int, seconds: float) -> tuple[str, ...]:
    """One kind of clients, as a row."""
    taken, unanswered, peak_mb, worker = [], 0, 0, service.worker()
    with flood(service, name, clients) as attacker:
        before = [processor_seconds(one) for one in (worker, attacker)]
        until_then = time.monotonic() + seconds
        while time.monotonic() < until_then:
            for path in ("/rss.xml", "/health"):
                begun = time.monotonic()
                unanswered += not answers(service, path)
                taken.append(time.monotonic() - begun)
            peak_mb = max(peak_mb, memory_mb(worker))
            time.sleep(0.1)
        left = held(service)
        spent = [f"{processor_seconds(one) - was:.1f}" for one, was in zip((worker, attacker), before, strict=True)]
    until(lambda: held(service) == 0, "all to be gone")
    worst = max(taken)
    return (name, f"{len(taken)}", f"{unanswered}", f"{worst:.2f}", f"{left:,}", f"{peak_mb}", *spent, verdict(met=worst <= GOAL_SECONDS and not unanswered))  # fmt: skip


def processor_seconds(process: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """A row for each kind."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--clients", type=int, default=3000)
    asked.add_argument("--seconds", type=float, default=8.0)
    given = asked.parse_args()
    multiprocessing.set_start_method("spawn")
    print(machine())
    with TemporaryDirectory() as folder, serve(Path(folder), STORIES) as service:
        print(f"feed: {len(service.get('/rss.xml')[2]):,} bytes; memory at rest {memory_mb(service.worker())} MB")
        rows = [measure(service, name, given.clients, given.seconds) for name in KINDS]
        time.sleep(5)
        print(f"memory five seconds after the last {memory_mb(service.worker())} MB")
    print(f"\n{table((f'{given.clients:,} clients', *_HEADS), rows)}")


if __name__ == "__main__":
    main()
