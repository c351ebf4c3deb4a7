"""Whether two checkouts make the same of the same folders, byte for byte: the proof that a restructuring changes nothing.

    python -m bench.sameness OTHER_CHECKOUT [FOLDER ...]

Each side publishes each folder in a process of its own (`bench/sameness_driver.py`), with the same clock and the same
ids, then edits, deletes, renames and withdraws, and lets the tombstones run out. Compared are every row of every table,
every document, photo and page with its headers, and what the commands print and log. Folders: the sample newsroom and
the golden cases of this checkout, and those named. Ends with status 1 when anything differs, and shows the first few.
What is left out stands in the driver, with why.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figures import table
from tests.packages import package_of

HERE = Path(__file__).resolve().parent.parent
FOLDERS = (HERE / "content", HERE / "tests" / "golden" / "articles")
KINDS = ("documents", "receipts", "rows", "photos", "pages", "commands")
#: How golden cases keep a Word file, and what is expected of them, which is no article.
_UNPACKED = ".parts"
_EXPECTED = "expected."
#: So many of each kind, for one changed word may show in a thousand documents.
SHOWN_OF_A_KIND = 2
SHOWN_LINES = 12
_LONGEST_LINE = 240
Seen = Mapping[tuple[str, str, str], str]


def lay_out(folder: Path, target: Path) -> int:
    """Copy a folder for both sides to read, Word files packed; how many files it has."""
    packages = sorted(path for path in folder.rglob(f"*{_UNPACKED}") if path.is_dir())
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns(f"*{_UNPACKED}", f"{_EXPECTED}*"))
    for package in packages:
        (target / package.relative_to(folder)).with_suffix("").write_bytes(package_of(package))
    return sum(path.is_file() for path in target.rglob("*"))


def seen_by(checkout: Path, content: Path, place: Path) -> Seen:
    """What one checkout makes of a folder. Raises RuntimeError when that is not all of it, or another's."""
    place.mkdir()
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith("FEEDSERVICE_")}
    fixed = {"PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}
    command = [sys.executable, "-P", str(HERE / "bench" / "sameness_driver.py"), str(content), "seen.json"]
    subprocess.run(command, check=True, cwd=place, env=ours | fixed)
    told = json.loads((place / "seen.json").read_text(encoding="utf-8"))
    if not Path(told["package"]).is_relative_to(checkout):
        raise RuntimeError(f"{told['package']} was run instead of the package in {checkout}")
    shutil.rmtree(place)  # the other side has the same place: paths in messages are then the same too
    seen = {(kind, scene, name): text for kind, scene, name, text in told["seen"]}
    if len(seen) < len(told["seen"]):
        raise RuntimeError("two things seen have one name, so one would not be compared")
    return seen


def differences(here: Seen, there: Seen) -> list[tuple[str, str, str]]:
    """What is not the same on both sides, or only on one."""
    return [key for key in dict.fromkeys([*here, *there]) if here.get(key) != there.get(key)]


def shown(key: tuple[str, str, str], here: Seen, there: Seen) -> Iterator[str]:
    """The opening of one difference, as a unified diff from the other checkout to this one."""
    kind, scene, name = key
    sides = [_lines(side.get(key, "(not there)")) for side in (there, here)]
    title = f"{kind}, scene {scene}: {name}"
    diff = list(difflib.unified_diff(*sides, f"other  {title}", f"this   {title}", n=1, lineterm=""))
    if not diff:
        yield f"{title}: only line ends or spaces differ"
    yield from (line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …" for line in diff[:SHOWN_LINES])
    if len(diff) > SHOWN_LINES:
        yield f"… and {len(diff) - SHOWN_LINES} lines more"


def _lines(text: str) -> list[str]:
    """A text in short lines, so that a difference in a long one is seen: broken between tags, and after stops."""
    return [part for line in text.splitlines() for part in re.split(r"(?<=>)(?=<)|(?<=[.,;:!?}]) ", line)]


def compare(folder: Path, other: Path, root: Path) -> tuple[list[str], list[str]]:
    """One folder's row of the table, and its differences to be shown."""
    started = time.monotonic()
    content, place = root / "laid-out", root / "side"
    files = lay_out(folder, content)
    here, there = (seen_by(checkout, content, place) for checkout in (HERE, other))
    shutil.rmtree(content)
    wrong = differences(here, there)
    row = [folder.name, str(files)]
    for kind in KINDS:
        of_kind = sum(key[0] == kind for key in {*here, *there})
        row.append(f"{of_kind - sum(key[0] == kind for key in wrong):,} of {of_kind:,}")
    first = [key for kind in KINDS for key in [key for key in wrong if key[0] == kind][:SHOWN_OF_A_KIND]]
    told = [line for key in first for line in shown(key, here, there)]
    if len(wrong) > len(first):
        told.append(f"{folder.name}: {len(wrong) - len(first)} differences more")
    return [*row, f"{time.monotonic() - started:.0f}"], told


def main(other: Path, folders: list[Path]) -> int:
    """The exit status: 1 when the two differ."""
    done = []
    with tempfile.TemporaryDirectory(prefix="feedservice-sameness-") as place:
        for folder in (*FOLDERS, *folders):
            done.append(compare(folder.resolve(), other.resolve(), Path(place)))
            print("\n".join([f"{folder.name}: {'DIFFERENT' if done[-1][1] else 'the same'}", *done[-1][1]]), flush=True)
    print(f"\n{table(('equal in', 'files', *KINDS, 'seconds'), [row for row, _ in done])}")
    return 1 if any(told for _, told in done) else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
