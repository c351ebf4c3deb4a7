"""Times the press: `python -m bench.turns [--files 10000]`. Prints tables; a missed goal is said, not punished.

Three questions: what the first publication of a folder takes and where its time goes; what a turn over unchanged files
takes beside a bare walk over the same folder; what one changed file adds to such a turn.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import corpus
from bench.figures import Figure, in_pairs, machine, milliseconds, table, verdict
from bench.first import Clock, press_for, publish, settings_for
from feedservice.press.turn import Press
from feedservice.press.turn_report import TurnReport

PAIRS = 21
CHANGES = 7
#: Goals: a turn with nothing new at most so many times the walk; one changed file at most so much more.
MOST_TIMES_THE_WALK = 3.0
MOST_MORE_MS = 300.0
#: A date newer than any in the corpus: the file that is changed stands at the top of the feeds.
_NEWEST = "2026-02-01T12:00:00+00:00"
_FIRST_MINUTES = 30


def walk(folder: str) -> int:
    """Bare os.scandir and stat over all files below a folder: the least that any look at it takes."""
    size_bytes = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                size_bytes += walk(entry.path)
            else:
                size_bytes += entry.stat(follow_symlinks=False).st_size
    return size_bytes


def first_publication(root: Path) -> dict[str, Any]:
    """Publish the folder in a process of its own, so that its memory is its own too."""
    command = [sys.executable, "-m", "bench.first", str(root)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=_FIRST_MINUTES * 60)
    return dict(json.loads(done.stdout))


def tell_first(first: dict[str, Any], size_bytes: int) -> None:
    """What the first publication took, and where its time went."""
    seconds, articles = first["seconds"], first["articles"]
    rows = (
        ("articles, MB of HTML, turns", f"{articles:,}, {size_bytes / 1e6:.1f}, {first['turns']}"),
        ("seconds by the clock on the wall", f"{seconds:.1f}"),
        ("seconds of processor", f"{first['cpu_seconds']:.1f}"),
        ("articles a second, by wall", f"{articles / seconds:.0f}"),
        ("articles a second of processor", f"{articles / first['cpu_seconds']:.0f}"),
        ("peak memory, MiB (before the first turn)", f"{first['peak_mib']:.0f} ({first['before_mib']:.0f})"),
    )
    print(f"\n{table(('first publication', ''), rows)}\n")
    parts = sorted(first["parts"].items(), key=lambda part: -part[1])
    shares = [(name, f"{taken / seconds:.1%}", f"{taken / articles * 1e6:,.0f}") for name, taken in parts]
    print(table(("where the time goes", "share", "µs an article"), shares))


def turn(press: Press, clock: Clock) -> TurnReport:
    """One turn, a second after the last. Raises RuntimeError when it fails."""
    clock.advance(1)
    report = press.turn()
    if not report.succeeded:
        raise RuntimeError(report.message)
    return report


def unchanged(press: Press, clock: Clock) -> tuple[Figure, Figure]:
    """Milliseconds of a turn with nothing new and of a bare walk, taken in turns."""
    folder = str(press.settings.content_dir)
    return in_pairs(lambda: milliseconds(lambda: turn(press, clock)), lambda: milliseconds(lambda: walk(folder)), PAIRS)


def tell_unchanged(turns: Figure, walks: Figure, files: int) -> None:
    """The turn beside the walk."""
    times = Figure(tuple(one / other for one, other in zip(turns.values, walks.values, strict=True)))
    rows = (
        (f"turn over {files:,} unchanged files, ms", turns.shown(), ""),
        ("bare os.scandir + stat over the same, ms", walks.shown(), ""),
        ("turn / walk, of the medians", f"{turns.median / walks.median:.2f}", _most(MOST_TIMES_THE_WALK, times.median)),
        ("turn / walk, pair by pair", times.shown(2), ""),
    )
    print(f"\n{table((f'nothing new ({PAIRS} pairs)', 'median (least to most)', 'goal'), rows)}")


def changed(press: Press, clock: Clock) -> tuple[Figure, Figure, Figure]:
    """Milliseconds of the turn that notes a changed file, of the one that reads it, and of one before with nothing new."""
    file = press.settings.content_dir / next(corpus.articles(1))[0]
    taken = [_change(press, clock, file, number) for number in range(CHANGES)]
    noting, reading, before = (Figure(tuple(column)) for column in zip(*taken, strict=True))
    return noting, reading, before


def _change(press: Press, clock: Clock, file: Path, number: int) -> tuple[float, float, float]:
    head = f'<h1>Changed for time {number}</h1>\n<p><time datetime="{_NEWEST}">1 February 2026</time></p>\n'
    html = corpus.article(1, "changed")
    before = milliseconds(lambda: turn(press, clock))
    file.write_text(head + html[html.index("<p>") :], encoding="utf-8")
    noting = milliseconds(lambda: turn(press, clock))
    clock.advance(press.settings.settle_seconds)
    reports: list[TurnReport] = []
    reading = milliseconds(lambda: reports.append(turn(press, clock)))
    if reports[0].counts.get("changed") != 1:
        raise RuntimeError(f"the turn did not take up the change: {reports[0].counts}")
    return noting, reading, before


def tell_changed(noting: Figure, reading: Figure, before: Figure, files: int) -> None:
    """What one changed file adds."""
    more = reading.median - before.median
    both = noting.median + reading.median - 2 * before.median
    rows = (
        ("turn that notes the change, ms", noting.shown(), ""),
        ("turn that reads and publishes it, ms", reading.shown(), ""),
        ("turn with nothing new, ms", before.shown(), ""),
        ("reading turn more than nothing new, ms", f"{more:.1f}", _most(MOST_MORE_MS, more)),
        ("both turns more than two with nothing new, ms", f"{both:.1f}", ""),
    )
    print(f"\n{table((f'one changed file of {files:,} ({CHANGES} times)', 'median (least to most)', 'goal'), rows)}")


def _most(goal: float, value: float) -> str:
    return f"at most {goal:g}: {verdict(met=value <= goal)}"


def main(files: int) -> None:
    """All three questions, over one folder that is thrown away."""
    print(machine())
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        root = Path(place)
        size_bytes = corpus.write(root / "content", files)
        tell_first(first_publication(root), size_bytes)
        clock = Clock()
        clock.advance(3600)  # later than anything the first publication wrote
        press = press_for(settings_for(root), clock)
        publish(press, clock)
        walk(str(root / "content"))
        tell_unchanged(*unchanged(press, clock), files)
        tell_changed(*changed(press, clock), files)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many article files; default 10000")
    main(parser.parse_args().files)
