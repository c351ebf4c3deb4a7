"""Who is answered while thousands of clients hold connections, and what they cost: `python -m bench.floods`.

A service as it comes, with a feed of some 325 KB; clients of each kind of tests/floods.py in turn, while a new client asks
for the feed and then for health, again and again. A missed goal is said, not punished.
"""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import machine, table, verdict
from tests.floods import KINDS, Flood, answers, held, serve
from tests.service import Service, until

GOAL_SECONDS = 1.0
STORIES = tuple(f"Quay{number}" for number in range(18))


def measure(service: Service, name: str, clients: int, seconds: float) -> tuple[str, ...]:
    """One kind of clients, as a row."""
    taken, unanswered, peak_mb = [], 0, 0
    with Flood(service.port, KINDS[name], clients) as flood:
        flood.await_all()
        until_then = time.monotonic() + seconds
        while time.monotonic() < until_then:
            for path in ("/rss.xml", "/health"):
                begun = time.monotonic()
                unanswered += not answers(service, path)
                taken.append(time.monotonic() - begun)
            peak_mb = max(peak_mb, memory_mb(service.worker()))
            time.sleep(0.2)
        left = held(service)
    until(lambda: held(service) == 0, "all to be gone")
    worst = max(taken)
    return (name, f"{len(taken)}", f"{unanswered}", f"{worst:.2f}", f"{left:,}", f"{peak_mb}", verdict(met=worst <= GOAL_SECONDS and not unanswered))  # fmt: skip


def memory_mb(process: int) -> int:
    """Resident memory of a process."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) // 1000 if found else 0


def main() -> None:
    """A row for each kind."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--clients", type=int, default=3000)
    asked.add_argument("--seconds", type=float, default=8.0)
    given = asked.parse_args()
    print(machine())
    with TemporaryDirectory() as folder, serve(Path(folder), STORIES) as service:
        print(f"feed: {len(service.get('/rss.xml')[2]):,} bytes; memory at rest {memory_mb(service.worker())} MB")
        rows = [measure(service, name, given.clients, given.seconds) for name in KINDS]
    heads = (f"{given.clients:,} clients", "asked", "unanswered", "longest, s", "held at the end", "memory, MB", f"{GOAL_SECONDS:g} s")  # fmt: skip
    print(f"\n{table(heads, rows)}")


if __name__ == "__main__":
    main()
