"""How long a feed takes beside a page that takes long: `python -m bench.beside`.

The history of an article with two versions of some 1 MB, compared word by word, is asked for again and again, while another
client asks every three milliseconds whether /rss.xml has changed. Percentiles of the latter, with and without the page.
On a machine that others use, most of a long wait is for a core: `--ahead` lets the worker and those who ask go before everyone
else for these seconds (SCHED_RR, for root on Linux), so that the figures are of a machine where nothing else runs.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import statistics
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import machine, table
from tests.newsroom import STORY, story
from tests.service import Service

PARAGRAPHS, CHANGED = 1200, 200
GOAL_MS = 20.0
_SHARES = (0.5, 0.9, 0.99, 1.0)


def text(version: int) -> str:
    """A long story; of its versions some paragraphs differ."""
    paragraphs = [story(f"Quay {number}").split("\n\n")[-2] for number in range(PARAGRAPHS)]
    chance = random.Random(version)
    for number in chance.sample(range(PARAGRAPHS), CHANGED):
        paragraphs[number] = story(f"Pier {version} {number}").split("\n\n")[-2]
    return "\n\n".join((STORY, *paragraphs))


def feed_ms(service: Service, goes_on: threading.Event, most: int) -> list[float]:
    """What each question took."""
    line = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    taken: list[float] = []
    tag = service.get("/rss.xml")[1]["etag"]
    while goes_on.is_set() and len(taken) < most:
        begun = time.perf_counter()
        line.request("GET", "/rss.xml", headers={"If-None-Match": tag})
        line.getresponse().read()
        taken.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.003)
    line.close()
    return sorted(taken)


def measure(service: Service, page: str, times: int) -> None:
    """A row without the page, one beside it."""
    goes_on, page_ms = threading.Event(), list[float]()
    goes_on.set()

    def ask_for_page() -> None:
        for _ in range(times):
            begun = time.perf_counter()
            service.get(page)
            page_ms.append((time.perf_counter() - begun) * 1000)
        goes_on.clear()

    quiet = feed_ms(service, goes_on, 500)
    asking = threading.Thread(target=ask_for_page)
    asking.start()
    beside = feed_ms(service, goes_on, 1_000_000)
    asking.join()
    rows = [
        (name, f"{len(taken)}", *(f"{taken[min(len(taken) - 1, int(len(taken) * share))]:.1f}" for share in _SHARES))
        for name, taken in (("nothing else asked for", quiet), ("beside the page", beside))
    ]
    print(f"the page: {statistics.median(page_ms):.0f} ms\n")
    print(table(("/rss.xml unchanged, ms", "asked", "p50", "p90", "p99", "longest"), rows))


def go_ahead(process: int) -> None:
    """Let every thread of a process have a core before all that do not go ahead."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(1))


def main() -> None:
    """Publish two versions, then measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--ahead", action="store_true")
    given = asked.parse_args()
    print(machine())
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        (content / "long.txt").write_text(text(1))
        service = Service(content, Path(folder) / "state")
        try:
            service.await_text("/rss.xml", "Harbour reopens")
            (content / "long.txt").write_text(text(2))
            found = re.search(rb"/desk/articles/\w+", service.await_text("/desk", "/desk/articles/"))
            assert found
            page = found[0].decode()
            service.await_text(page, "Update")
            for process in (service.worker(), os.getpid()) if given.ahead else ():
                go_ahead(process)
            measure(service, page, given.times)
        finally:
            service.stop()


if __name__ == "__main__":
    main()
