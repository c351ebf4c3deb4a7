"""Times `feedservice build`: `python -m bench.static_files [--files 2000] [--tags 500]`. First, again, and after one change.

Of the sample newsroom, and of a made-up one whose articles have five tags each. Times are those of the work, without Python's
start; by the clock on the wall and of the processor.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from bench.channels import change, fill, to_rest
from bench.figures import machine, table
from bench.first import Clock, press_for, settings_for
from feedservice.commands.build.building import Build
from feedservice.commands.build.output_folder import OutputFolder
from feedservice.press.turn import Press

SAMPLE = Path(__file__).parent.parent / "content"
HEADS = ("newsroom", "build", "addresses", "asked", "written", "s", "s of processor", "files", "MB")


def build(press: Press, root: Path, name: str, what: str, *, plain: bool = False) -> tuple[str, ...]:
    """Build once; a row of the table."""
    made = Build(press.settings, OutputFolder(root), plain=plain)
    began = time.process_time()
    report = made.build()
    cpu = time.process_time() - began
    made.store.close()
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file()]
    counts = (f"{one:,}" for one in (report.addresses, report.asked, report.written))
    times = (f"{report.seconds:.2f}", f"{cpu:.2f}")
    return (name, what, *counts, *times, f"{len(sizes):,}", f"{sum(sizes) / 1e6:.1f}")


def sample(place: Path) -> list[tuple[str, ...]]:
    """The sample newsroom, first and again."""
    shutil.copytree(SAMPLE, place / "content")
    press = press_for(settings_for(place), clock := Clock())
    to_rest(press, clock)
    return [build(press, place / "out", "sample", what) for what in ("first", "again")]


def made_up(place: Path, files: int, tags: int) -> list[tuple[str, ...]]:
    """A made-up newsroom: first, again, after one change, and without coded files."""
    fill(place / "content", files, tags)
    press = press_for(settings_for(place), clock := Clock())
    to_rest(press, clock)
    name = f"{files:,} articles"
    rows = [build(press, place / "out", name, what) for what in ("first", "again")]
    change(press, clock, tags, 1)
    rows.append(build(press, place / "out", name, "one change"))
    return [*rows, build(press, place / "plain", name, "first, --plain", plain=True)]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=2000)
    arguments.add_argument("--tags", type=int, default=500)
    given = arguments.parse_args()
    print(machine())
    with (
        tempfile.TemporaryDirectory(prefix="feedservice-bench-") as one,
        tempfile.TemporaryDirectory(prefix="feedservice-bench-") as other,
    ):
        print(table(HEADS, [*sample(Path(one)), *made_up(Path(other), given.files, given.tags)]))


if __name__ == "__main__":
    main()
