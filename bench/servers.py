"""The whole service under the servers that people run Flask with: how soon it publishes, and how soon another goes on.

Run with `python -m bench.servers`. Each over a fresh state and a copy of the sample newsroom, with the settings as they
come, but for the port: seconds from the start to twelve articles in the feed; and, where there are two workers, from
`kill -9` of the one with the press to an article that was dropped just then.
"""

from __future__ import annotations

import os
import signal
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import OF_TWO_WORKERS, SERVERS, Server, parent_of

RUNS = 3
#: As they come; the tests' are shorter.
AS_THEY_COME = {"scan_seconds": 10, "settle_seconds": 2}


def measure(name: str, folder: Path) -> tuple[float, float | None]:
    """Seconds to the first edition, and to the first of another press; nothing where there is one worker."""
    begun = time.monotonic()
    server = Server(folder, name, **AS_THEY_COME)
    try:
        server.await_articles()
        published = time.monotonic() - begun
        if name not in OF_TWO_WORKERS:
            return published, None
        os.kill(parent_of(server.presses()[0]), signal.SIGKILL)
        begun = time.monotonic()
        server.await_fresh("Bridge")
        return published, time.monotonic() - begun
    finally:
        server.kill_all()


def main() -> None:
    """Print a row for each server: medians, with the least and the most."""
    print("| server | twelve articles, s | another press, s |\n| --- | --- | --- |")
    for name in SERVERS:
        runs = []
        for _ in range(RUNS):
            with TemporaryDirectory() as folder:
                runs.append(measure(name, Path(folder)))
        print(f"| {name} | {told([one for one, _ in runs])} | {told([one for _, one in runs if one is not None])} |")


def told(seconds: list[float]) -> str:
    if not seconds:
        return "–"
    return f"{statistics.median(seconds):.1f} ({min(seconds):.1f} to {max(seconds):.1f})"


if __name__ == "__main__":
    main()
