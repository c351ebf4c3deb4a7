"""Times the poll of an aggregator that finds nothing new, beside a feed's 304: `python -m bench.polls`. Needs wrk and two cores.

One service under granian as `feedservice run` does it, on one core; wrk asks from the other for each in turns, so a busy moment
falls on all. The goal is that a poll costs no more than a feed that is set on request.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from urllib.request import urlopen

from bench import corpus, plain
from bench.figures import Figure, machine, table, verdict
from bench.first import Clock, press_for, publish
from bench.load import CONNECTIONS, Question, Run, load, served
from bench.serving import missing
from feedservice.addresses import CHANGES

FILES, ROUNDS = 200, 5
GOAL = 1.1
_ON_REQUEST = "/languages/en/rss.xml"


def questions(port: int) -> tuple[Question, ...]:
    """Two feeds and the poll, each as who has its newest answer asks again; and the poll of who keeps no tags."""
    home, accepting = f"http://127.0.0.1:{port}", {"Accept-Encoding": "gzip"}

    def again(name: str, path: str) -> Question:
        with urlopen(home + path) as answer:  # our own service
            tag = answer.headers["ETag"]
        return Question(name, {**accepting, "If-None-Match": tag}, 304, 0, path)

    since, more = "", True
    while more:
        with urlopen(f"{home}{CHANGES}{since}") as answer:
            page = json.load(answer)
        since, more = f"?since={page['cursor']}", page["more"]
    with urlopen(f"{home}{CHANGES}{since}") as answer:
        nothing = Question("poll, 200 with nothing new", {}, 200, len(answer.read()), f"{CHANGES}{since}")
    feeds = (again("feed of everything, 304", plain.PATH), again("feed set on request, 304", _ON_REQUEST))
    return (*feeds, again("poll, 304", nothing.path), nothing)


def main() -> None:
    """All questions in turns, over one folder that is thrown away."""
    if obstacle := missing():
        print(obstacle)
        return
    print(machine())
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        root, clock = Path(place), Clock()
        corpus.write(root / "content", FILES)
        publish(press_for(plain.settings(root, 8000), clock), clock)
        with served("newsstand", root, server_core) as (port, process):
            asked = questions(port)
            runs: dict[str, list[Run]] = {one.name: [] for one in asked}
            for _ in range(ROUNDS):
                for one in asked:
                    runs[one.name].append(load(port, process, one, load_core))
    rows = [(name, *_figures(taken)) for name, taken in runs.items()]
    heads = (f"granian, one core, {CONNECTIONS} connections", "requests a second", "processor µs", "p99 ms")
    print(f"\n{table(heads, rows)}")
    feed, poll = (Figure(tuple(one.cpu_us for one in runs[name])).median for name in (asked[1].name, asked[2].name))
    print(
        f"\npoll / feed set on request, processor: {poll / feed:.2f} (at most {GOAL:g}: {verdict(met=poll / feed <= GOAL)})"
    )


def _figures(taken: list[Run]) -> tuple[str, str, str]:
    per_second, cpu_us, p99_ms = (
        Figure(tuple(getattr(one, name) for one in taken)) for name in ("per_second", "cpu_us", "p99_ms")
    )
    return per_second.shown(0), cpu_us.shown(1), p99_ms.shown(2)


if __name__ == "__main__":
    main()
