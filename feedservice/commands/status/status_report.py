"""What the desk says, for a terminal and for programs: how the press does, how many files are what, and those asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from feedservice.commands.check.check_report import STYLES, problem_lines
from feedservice.commands.speaking import Line, wrapped
from feedservice.store.filed_receipts import FiledReceipt
from feedservice.text.amounts import many
from feedservice.web.watching.state_of_press import StateOfPress


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: how the press does, how many files have each outcome, how many need a look, and the files asked for.

    `more` is how many further files were asked for than are here.
    """

    press: StateOfPress
    outcomes: Mapping[str, int]
    with_problems: int
    files: Sequence[FiledReceipt]
    more: int
    asked: bool


def as_object(seen: Seen) -> dict[str, Any]:
    """For programs."""
    return {
        "press": {"status": seen.press.status, "message": seen.press.message, "progress": seen.press.progress},
        "outcomes": dict(seen.outcomes),
        "with_problems": seen.with_problems,
        "more": seen.more,
        "files": [_file(one) for one in seen.files],
    }


def _file(filed: FiledReceipt) -> dict[str, Any]:
    receipt = filed.receipt
    return {
        "path": receipt.path,
        "outcome": receipt.outcome.value,
        "headline": receipt.headline,
        "id": receipt.article_id,
        "since": filed.since.isoformat(),
        "due": receipt.due.isoformat() if receipt.due else None,
        "note": receipt.note,
        "problems": [asdict(problem) for problem in receipt.problems],
    }


def as_lines(seen: Seen, local: Callable[[datetime], str], width: int | None) -> Iterator[Line]:
    """For people; lines of at most `width` characters, if there is one. `local` says an instant as the newsroom does."""
    yield from _press(seen.press, width)
    counts = ", ".join(f"{count} {name}" for name, count in seen.outcomes.items()) or "The folder is empty"
    need = f"; {seen.with_problems} need{'s' if seen.with_problems == 1 else ''} a look" if seen.with_problems else ""
    yield from wrapped(f"{counts}{need}.", width, "", {})
    for filed in seen.files:
        yield "", {}
        yield from _told(filed, local, width)
    if seen.more:
        yield "", {}
        yield from wrapped(f"And {many(seen.more, 'file')} more: narrow it with --find, or say --all.", width, "", {})
    if not seen.files:
        yield "", {}
        yield ("No file is like that." if seen.asked else "Nothing needs a look."), {}


def _press(press: StateOfPress, width: int | None) -> Iterator[Line]:
    good = press.status in ("ok", "busy")
    age = f", its last look {press.age_seconds:.0f} s ago" if press.age_seconds is not None else ""
    told = press.progress or press.message or f"at rest{age}"
    yield from wrapped(f"Press: {press.status}, {told}.".replace("..", "."), width, "", {"bold": True, "fg": "green" if good else "red"})  # fmt: skip


def _told(filed: FiledReceipt, local: Callable[[datetime], str], width: int | None) -> Iterator[Line]:
    receipt = filed.receipt
    outcome = receipt.outcome.value
    yield f"{outcome:<10} {receipt.path}", {"bold": True, **STYLES.get(outcome, {})}
    if receipt.headline:
        yield from wrapped(receipt.headline, width, "  ", {})
    due = f" It goes out on {local(receipt.due)}." if receipt.due and outcome == "scheduled" else ""
    yield from wrapped(f"Since {local(filed.since)}.{due} {receipt.note}".rstrip(), width, "  ", {"dim": True})
    for problem in receipt.problems:
        yield from problem_lines(asdict(problem), receipt.path, width)
