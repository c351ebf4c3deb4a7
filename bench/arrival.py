"""From the last byte of a story to its feed as served: `python -m bench.arrival [--stories 40] [--articles 100]`. Prints a table.

`feedservice run` with the settings as they come, over a folder of made-up articles. Stories are dropped one by one, seconds apart,
and the feed of everything is asked for every five milliseconds until it has them. Renamed: written elsewhere on the disk and put in
place. Written: opened in place, written in two parts, closed. Settling: as written, with `watch = false`, so the folder is scanned
each second and the file settles for two.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import corpus
from bench.figures import machine, table

_PATIENCE_SECONDS = 120
_SECTION = "world"


def feed(port: int) -> bytes:
    """The feed of everything; nothing while there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/rss.xml")
        answer = connection.getresponse()
        body = answer.read()
    except OSError:
        return b""
    finally:
        connection.close()
    return body if answer.status == 200 else b""


def until(port: int, words: bytes, count: int = 1) -> None:
    """Wait until the feed has these words so many times. Raises RuntimeError when it takes too long."""
    start = time.monotonic()
    while feed(port).count(words) < count:
        if time.monotonic() - start > _PATIENCE_SECONDS:
            raise RuntimeError(f"the feed never had {words!r}")
        time.sleep(0.005)


def renamed(target: Path, words: str) -> float:
    """Put a story in its place; when that was done."""
    beside = target.parents[2] / "unfinished"
    beside.write_text(words, encoding="utf-8")
    beside.replace(target)
    return time.perf_counter()


def written(target: Path, words: str) -> float:
    """Write a story in two parts; when it was closed."""
    with target.open("w", encoding="utf-8") as file:
        file.write(words[:500])
        file.flush()
        time.sleep(0.3)
        file.write(words[500:])
    return time.perf_counter()


def measured(how: Callable[[Path, str], float], stories: int, articles: int, **settings: str) -> list[float]:
    """Seconds from the last byte to the feed, of each story."""
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        section = Path(place) / "content" / _SECTION
        section.mkdir(parents=True)
        for number in range(articles):
            (section / f"{number}.html").write_text(corpus.article(number, _SECTION), encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        paths = {"CONTENT_DIR": str(section.parent), "STATE_DIR": str(Path(place) / "state"), "PORT": str(port)}
        environment = os.environ | {f"FEEDSERVICE_{name}": value for name, value in (paths | settings).items()}
        service = subprocess.Popen(
            [sys.executable, "-m", "feedservice", "run"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until(port, b"<item>", min(articles, 50))
            time.sleep(5)
            return [one(how, section, port, number) for number in range(stories)]
        finally:
            service.terminate()
            service.wait(30)


def one(how: Callable[[Path, str], float], section: Path, port: int, number: int) -> float:
    """Drop one story, a moment after the last."""
    time.sleep(random.uniform(0.5, 3))
    mark = f"Dropped{number}now"
    words = f"{mark} in the harbour\n\nBy Jane Doe\n\nThe harbour is open, said the mayor. It had been shut for {number} days.\n"
    start = how(section / f"dropped-{number}.txt", words)
    until(port, mark.encode())
    return time.perf_counter() - start


def main(stories: int, articles: int) -> None:
    """All three ways, one after the other."""
    print(machine())
    ways = (
        ("renamed into place", renamed, {}, stories),
        ("closed after writing", written, {}, stories),
        ("settling, no events", written, {"WATCH": "false", "SCAN_SECONDS": "1"}, max(stories // 4, 2)),
    )
    rows = []
    for name, how, settings, count in ways:
        seconds = sorted(measured(how, count, articles, **settings))
        figures = (statistics.median(seconds), seconds[0], seconds[int(0.99 * (len(seconds) - 1))], seconds[-1])
        rows.append((name, str(count), *(f"{figure * 1000:.0f}" for figure in figures)))
    print(table(("ms from the last byte to the feed", "stories", "median", "least", "99th percentile", "most"), rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=40, help="dropped in each way; default 40")
    parser.add_argument("--articles", type=int, default=100, help="that lie there before; default 100")
    given = parser.parse_args()
    main(given.stories, given.articles)
