"""What a check says to people: a file, what becomes of it, its fields with where they came from, and what to mend. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from feedservice.article import Finding, Outcome
from feedservice.article.evidence_told import told
from feedservice.commands.speaking import Line, wrapped
from feedservice.text.amounts import many

#: How an outcome looks on a terminal; the others plain.
STYLES: dict[str, dict[str, Any]] = {
    Outcome.PUBLISHED.value: {"fg": "green"},
    Outcome.CORRECTED.value: {"fg": "green"},
    Outcome.USED.value: {"fg": "green"},
    Outcome.REFUSED.value: {"fg": "red"},
    Outcome.GONE.value: {"fg": "red"},
    Outcome.UNUSED.value: {"fg": "yellow"},
    Outcome.SCHEDULED.value: {"fg": "blue"},
}
_FIELD_WIDTH = 11


def as_lines(answer: dict[str, Any], width: int | None) -> Iterator[Line]:
    """One file; lines of at most `width` characters, if there is one."""
    outcome = answer["outcome"]
    yield f"{outcome:<{_FIELD_WIDTH - 1}} {answer['path']}", {"bold": True, **STYLES.get(outcome, {})}
    for problem in answer["problems"]:
        yield from problem_lines(problem, answer["path"], width)
    for name, finding in answer["evidence"].items():
        where = told(Finding(finding["value"], finding["source"], finding["confidence"]))
        yield from wrapped(f"{name:<{_FIELD_WIDTH}} {finding['value']}", width, "  ", {})
        yield from wrapped(where, width, " " * (_FIELD_WIDTH + 3), {"dim": True})
    for cut in answer["cut"]:
        words = cut["words"].replace("\n", " ")
        yield from wrapped(f"{'left out':<{_FIELD_WIDTH}} {words}", width, "  ", {"dim": True})
        yield from wrapped(cut["reason"], width, " " * (_FIELD_WIDTH + 3), {"dim": True})
    yield "", {}


def problem_lines(problem: dict[str, Any], path: str, width: int | None) -> Iterator[Line]:
    """A problem of a file at `path`: what is wrong, and what to do."""
    is_grave = problem["severity"] != "warning"
    where = "" if path.endswith(problem["where"]) else f"{problem['where']}: "
    yield from wrapped(f"{'!' if is_grave else '-'} {where}{problem['what']}", width, "  ", {"fg": "red" if is_grave else "yellow"})  # fmt: skip
    if problem["remedy"]:
        yield from wrapped(f"What to do: {problem['remedy']}", width, "    ", {})


def summary(outcomes: Sequence[str], width: int | None) -> Iterator[Line]:
    """“14 files: 12 published, 1 draft, 1 refused.”"""
    counts = Counter(outcomes)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    yield from wrapped(f"{many(len(outcomes), 'file')}: {told}.", width, "", {"bold": True})
