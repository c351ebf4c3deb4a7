"""What a press is at, in a small file beside the store, for who watches from another process. Touches: disk.

The store cannot tell it: what a turn writes is seen when it ends, and a press that cannot get at the database cannot even say so.
The file is there only while a turn takes long, or the last one failed and could not be noted. Nothing depends on it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from feedservice.folder.private_files import begin, mode_inside

NAME = "press.json"

#: The parts of a turn, in their order, as people are told of them.
PARTS = {
    "look": "looking through the folder",
    "read": "reading files",
    "wait": "waiting for the database",
    "keep": "keeping what was read",
    "set": "setting feeds in type",
}


@dataclass(frozen=True, slots=True)
class PressNote:
    """What a press is at: `part` is one of PARTS or empty between turns; `began` is when its turn did, `at` when this was noted.

    `trouble` is why the last turn failed, when that could not be noted in the store.
    """

    holder: str
    at: datetime
    began: datetime
    part: str = ""
    done: int = 0
    total: int = 0
    trouble: str = ""

    @property
    def doing(self) -> str:
        """What it is at, for people."""
        what = PARTS.get(self.part, "")
        return f"{what}, {self.done:,} of {self.total:,} done" if what and self.total else what


def leave(state: Path, note: PressNote) -> None:
    """Put the note in place of the one before, whole or not at all; not at all where it cannot be written."""
    path = state / NAME
    fresh = path.with_suffix(".new")
    row = {**asdict(note), "at": note.at.isoformat(), "began": note.began.isoformat()}
    with suppress(OSError):
        begin(fresh, mode_inside(state))
        fresh.write_text(json.dumps(row), encoding="utf-8")
        fresh.replace(path)


def take_away(state: Path) -> None:
    """There is nothing to tell."""
    with suppress(OSError):
        (state / NAME).unlink(missing_ok=True)


def found(state: Path) -> PressNote | None:
    """The note, if there is one that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        row = json.loads((state / NAME).read_text(encoding="utf-8"))
        times = {name: datetime.fromisoformat(row[name]) for name in ("at", "began")}
        return PressNote(**{**row, **times})
    return None
