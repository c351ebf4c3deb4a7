"""How much memory each process of the service takes: `python -m bench.memory [--runs 5] [--rounds 20]`.

`feedservice web` and `feedservice run` over the sample newsroom, with SQLite, as operators start them; at rest before anything is
asked for, after rounds of requests for feeds in all codings, and after as many for pages, the desk and what watches it. RSS is all that is in
memory of a process, PSS counts what several share by its part (`/proc/PID/smaps_rollup`, Linux): medians, in MiB.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, machine, table, verdict
from tests.service import PATIENCE_SECONDS, free_port, until

SAMPLE = Path(__file__).parent.parent / "content"
COMMAND = (sys.executable, "-m", "feedservice")
GOAL_MIB = 70.0
#: What was free for a second goes back to the system, and garbage is looked for twice a second.
REST_SECONDS = 3
#: What nearly all requests are for, and one page of every kind.
FEEDS = ("/rss.xml", "/atom.xml", "/feed.json", "/sections/world/rss.xml")
PAGES = (
    "/", "/feeds", "/sitemap-news.xml", "/feeds.opml", "/desk", "/desk/problems.xml", "/health", "/readyz", "/metrics",
)  # fmt: skip
CODINGS = ("identity", "gzip", "br", "zstd")
HEADS = ("command", "process", "at rest: RSS", "PSS", "feeds: RSS", "PSS", "pages: RSS", "PSS", f"under {GOAL_MIB:g}")


@contextmanager
def serving(command: str, place: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The service, answering; its main process and its port."""
    port = free_port()
    content = ("--content", str(place / "content")) if command == "run" else ()
    words = [*COMMAND, command, *content, "--state", str(place / "state"), "--port", str(port)]
    with (place / "log").open("ab") as log, subprocess.Popen(words, stdout=log, stderr=log) as process:
        try:
            until(lambda: answered(port, "/rss.xml", "gzip"), "an answer")
            yield process, port
        finally:
            process.terminate()


def answered(port: int, path: str, coding: str) -> bool:
    """Ask; whether it was answered at all, and well."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": coding})
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:
            return bool(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code == 503  # health, when no press has been at work for a while
    except OSError:
        return False


def names(process: int) -> dict[str, int]:
    """The processes of a service by what they are."""
    lines = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    found = {"main": process}
    for line in lines.splitlines():
        number, parent, words = line.split(None, 2)
        if int(parent) == process:
            found["tracker" if "resource_tracker" in words else "press" if " press" in words else "worker"] = int(
                number
            )
    return found


def memory(process: int) -> tuple[float, float]:
    """RSS and PSS, in MiB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    sizes = {words[0]: int(words[1]) / 1024 for line in lines if (words := line.split())[0] in ("Rss:", "Pss:")}
    return sizes["Rss:"], sizes["Pss:"]


def ask(port: int, paths: Sequence[str], rounds: int) -> None:
    """Ask for everything in every coding, so many times; then rest."""
    for _ in range(rounds):
        for path in paths:
            for coding in CODINGS:
                if not answered(port, path, coding):
                    raise SystemExit(f"{path} was not answered")
    time.sleep(REST_SECONDS)


def one_run(command: str, place: Path, rounds: int) -> dict[str, tuple[float, ...]]:
    """Figures by process: at rest, after feeds, after pages."""
    with serving(command, place) as (process, port):
        found = names(process.pid)
        taken = {name: memory(number) for name, number in found.items()}
        for paths in (FEEDS, PAGES):
            ask(port, paths, rounds)
            taken = {name: (*taken[name], *memory(number)) for name, number in found.items()}
        return taken


def rows(command: str, runs: list[dict[str, tuple[float, ...]]]) -> Iterator[tuple[str, ...]]:
    """A row for each process, and one for all together."""
    for name in runs[0]:
        figures = [Figure(values).median for values in zip(*(run[name] for run in runs), strict=True)]
        yield (
            command,
            name,
            *(f"{one:.1f}" for one in figures),
            verdict(met=figures[4] < GOAL_MIB) if command == "web" else "",
        )
    sums = [Figure(tuple(sum(one[at] for one in run.values()) for run in runs)).median for at in (1, 3, 5)]
    yield (command, "together", *(shown for one in sums for shown in ("", f"{one:.1f}")), "")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=20)
    given = arguments.parse_args()
    print(machine())
    with TemporaryDirectory(prefix="feedservice-bench-") as folder:
        place = Path(folder)
        shutil.copytree(SAMPLE, place / "content")
        told = [*COMMAND, "turn", "--content", str(place / "content"), "--state", str(place / "state")]
        subprocess.run(told, check=True, stdout=subprocess.DEVNULL)
        taken = {name: [one_run(name, place, given.rounds) for _ in range(given.runs)] for name in ("web", "run")}
    print(table(HEADS, [row for command, runs in taken.items() for row in rows(command, runs)]))


if __name__ == "__main__":
    main()
