"""Times turns over a store of many articles: `python -m bench.lives [--articles 100000]`. Prints a table.

Four questions: what a turn takes when nothing has changed, when one file has, when a folder of 1,000 articles has been
renamed, and what an embargo that ends takes. Beside them how large the database is, what the first turn of a process takes,
which sets the documents anew, and how soon a web process of its own can serve, and with how much memory. A thousand articles are published by the press itself; the others are put
into the store as if they had been, each with its own file, for publishing them would take half an hour and change
nothing in what is asked here. Each question is answered in a process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench import corpus
from bench.figures import Figure, machine, table
from bench.first import Clock, press_for, publish, settings_for
from feedservice.article import Outcome, Receipt
from feedservice.editing.ids import mint
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import stamp_of
from feedservice.press.turn import Press
from feedservice.press.turn_report import TurnReport
from tests.service import FreshService, free_port, until

MOVED = 1_000
TIMES = 5
WEBS = 3
_TOGETHER = 2_000


class WebAlone(FreshService):
    """`feedservice web`, which takes the folders from the environment."""

    def __init__(self, content: Path, state: Path) -> None:
        self.port = free_port()
        given = {"CONTENT_DIR": content, "STATE_DIR": state}
        self.environment = os.environ | {f"FEEDSERVICE_{name}": str(path) for name, path in given.items()}
        self.log = state.with_name("service.log")
        with self.log.open("ab") as log:
            command = [*self.command, "web", "--port", str(self.port)]
            self.process = self.begin(command, env=self.environment, stdout=log, stderr=log)


def prepare(root: Path, articles: int) -> None:
    """Publish a thousand articles, and put the others beside them."""
    clock = Clock()
    press = press_for(settings_for(root), clock)
    for path, html in corpus.articles(MOVED):
        file = root / "content/moving" / Path(path).name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    publish(press, clock)
    with press.store.reading() as asked:
        pattern = asked.articles.newest(1)[0]
    for start in range(MOVED, articles, _TOGETHER):
        with press.store.writing() as changes:
            for number in range(start, min(start + _TOGETHER, articles)):
                _put(changes, root, number, pattern, clock)
    press.store.close()


def _put(changes: Any, root: Path, number: int, pattern: Any, clock: Clock) -> None:
    """One more article, with its file and its receipt, as if it had been published long ago."""
    path = f"section-{number % 400:03}/story-{number:06}.html"
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<h1>Story {number}</h1>\n<p>Text.</p>\n", encoding="utf-8")
    birth = mint("news.example.org", clock.now)
    moment = pattern.published - timedelta(seconds=7 * number)
    clocks = dict.fromkeys(("published", "updated", "released", "changed"), moment)
    article = replace(pattern, id=birth.id, key=birth.key, path=path, headline=f"Story {number}", **clocks)
    stamp = stamp_of(file.stat())
    draw = Random(number)
    changes.articles.save(
        Standing(article, Outcome.PUBLISHED, f"{number:064}", stamp.inode), path, draw.sample(range(2**32), 8)
    )
    changes.receipts.save(Receipt(path, Outcome.PUBLISHED, article.headline, birth.id, birth.key), stamp, clock.now)


def answer(root: Path, question: str) -> dict[str, Any]:
    """One question, answered in this process."""
    clock = Clock()
    clock.advance(7200 * (1 + list(QUESTIONS).index(question)))  # beyond what the question before took by its own clock
    press = press_for(settings_for(root), clock)
    first = _turn(press, clock)[0]  # the first turn of a process sets the documents anew
    taken = [QUESTIONS[question](root, press, clock, number) for number in range(TIMES)]
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": taken, "peak_mib": peak_mib, "first": first}


def web(root: Path) -> tuple[float, float]:
    """Seconds from the start of a web process to its being ready, and its worker's memory then, in MiB."""
    service = WebAlone(root / "content", root / "state")
    begun = time.perf_counter()
    try:
        until(lambda: service.get("/readyz")[0] == 200, "the web process to be ready")
        seconds = time.perf_counter() - begun
        service.get("/rss.xml")
        pages = int(Path(f"/proc/{service.worker()}/statm").read_text(encoding="ascii").split()[1])
        return seconds, pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    finally:
        service.stop()


def _turn(press: Press, clock: Clock, seconds: float = 3.0) -> tuple[float, TurnReport]:
    clock.advance(seconds)
    start = time.perf_counter()
    report = press.turn()
    if not report.succeeded or report.message:
        raise RuntimeError(report.message)
    return time.perf_counter() - start, report


def _nothing(_root: Path, press: Press, clock: Clock, _number: int) -> float:
    return _turn(press, clock)[0]


def _one_changed(root: Path, press: Press, clock: Clock, number: int) -> float:
    """The noting and the reading turn together."""
    file = next((root / "content").glob("mov*/story-000001.html"))
    file.write_text(corpus.article(1, "moving").replace("<h1>", f"<h1>Changed {number} "), encoding="utf-8")
    noted = _turn(press, clock)[0]
    read, report = _turn(press, clock)
    if report.counts.get("changed") != 1:
        raise RuntimeError(f"the change was not taken up: {report.counts}")
    return noted + read


def _renamed(root: Path, press: Press, clock: Clock, number: int) -> float:
    """The noting and the reading turns together; then the old names' grace time passes, untimed."""
    (folder,) = (root / "content").glob("mov*")
    folder.rename(folder.with_name(f"moved-{number}"))
    noted = _turn(press, clock)[0]
    read, told, more = 0.0, 0, True
    while more:  # batch by batch
        seconds, report = _turn(press, clock)
        read, more = read + seconds, report.again_seconds == 0
        told += sum(report.counts.get(name, 0) for name in ("changed", "unchanged"))
    if told != MOVED or report.counts.get("published"):
        raise RuntimeError(f"the folder was not followed: {told} of {MOVED}, {report.counts}")
    _turn(press, clock, 61)
    return noted + read


def _embargo(root: Path, press: Press, clock: Clock, number: int) -> float:
    """From the hour of an embargo to its commit."""
    due = (clock.now + timedelta(seconds=30)).replace(microsecond=0)
    file = root / f"content/embargo-{number}.html"
    file.write_text(f'<meta name="embargo" content="{due.isoformat()}">\n{corpus.article(900_000 + number, "")}')
    _turn(press, clock)
    _turn(press, clock)
    clock.now = due
    start = time.perf_counter()
    press.keep_hours()
    seconds = time.perf_counter() - start
    with press.store.reading() as asked:
        if asked.articles.newest(1)[0].path != file.name:
            raise RuntimeError("the article did not go out")
    return seconds


LONGEST = f"a folder of {MOVED:,} renamed (both turns)"
QUESTIONS: dict[str, Callable[[Path, Press, Clock, int], float]] = {
    "nothing changed": _nothing,
    "one changed (noting and reading turn)": _one_changed,
    LONGEST: _renamed,
    "an embargo ends (no look at the folder)": _embargo,
}


def main(articles: int, *, short: bool) -> None:
    """All questions, over one store that is thrown away; a short run leaves out the longest."""
    print(machine())
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        start = time.perf_counter()
        prepare(Path(place), articles)
        print(f"prepared in {time.perf_counter() - start:.0f} s")
        megabytes = sum(file.stat().st_size for file in (Path(place) / "state").glob("feedservice.db*")) / 1e6
        print(f"database {megabytes:.0f} MB")
        rows, first = [], []
        for question in (one for one in QUESTIONS if one != LONGEST or not short):
            command = [sys.executable, "-m", "bench.lives", "--answer", question, "--root", place]
            done = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=900).stdout)
            seconds = sorted(done["seconds"])
            first.append(done["first"])
            shown = f"{seconds[len(seconds) // 2]:.2f} ({seconds[0]:.2f} to {seconds[-1]:.2f})"
            rows.append((question, shown, f"{done['peak_mib']:.0f}"))
        rows.append(("the first turn of a process", Figure(tuple(first)).shown(2), ""))
        starts = [web(Path(place)) for _ in range(WEBS)]
        ready, memory = (Figure(values) for values in zip(*starts, strict=True))
        rows.append(("a web process, start to ready", ready.shown(2), f"{memory.median:.0f}"))
    print(table((f"{articles:,} articles, {TIMES} times", "seconds, median (least to most)", "peak memory, MiB"), rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="how many articles; default 100000")
    parser.add_argument(
        "--short", action="store_true", help="leave out the folder that is renamed, which takes longest"
    )
    parser.add_argument("--answer", help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        print(json.dumps(answer(given.root, given.answer)))
    else:
        main(given.articles, short=given.short)
