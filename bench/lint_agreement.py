"""Does our linter agree with others about their own test files? Agreement by rule, over a folder of such files.

    python -m bench.lint_agreement FOLDER [--each]

Reads every file below the folder that names what is expected in a comment, as the test cases of the W3C feed validator
do (`Expect: ContainsRelRef{parent:item}`; with `!` what must not be said; `!Error` and `!Warning` no error, no warning;
`ValidRFC2822Date` that nothing is said of it), and as feedparser's do (`bozo` for what is not well-formed). Nothing is
copied into this repository: the files have licences of their own. A file without such a comment is judged all the same, so
that a crash or a run over two seconds shows.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from feedservice.feeds.lint import RULES, Complaint, Severity, lint

_EXPECTED = re.compile(rb"Expect:\s+(!?)([A-Z][A-Za-z0-9]+)")
_BOZO = re.compile(rb"Expect:\s+(not )?bozo\b")
_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".json", ".opml", ".rdf"})
_LONGEST_SECONDS = 2.0
_NOT_WELL_FORMED = frozenset({"SAXError", "UnicodeError", "UndefinedNamedEntity"})
#: Where one of theirs is several of ours, or has another name.
SAME: dict[str, frozenset[str]] = {
    "InvalidLink": frozenset({"InvalidFullLink", "InvalidUriChar"}),
    "InvalidIRI": frozenset({"InvalidFullLink", "InvalidUriChar"}),
    "InvalidFullLink": frozenset({"InvalidFullLink", "InvalidUriChar"}),
    "DiscouragedRFC822Date": frozenset({"ProblematicalRFC822Date", "InvalidRFC2822Date"}),
    "InvalidRFC2822Date": frozenset({"InvalidRFC2822Date", "IncorrectDOW"}),
    "ContainsScript": frozenset({"SecurityRisk", "SecurityRiskAttr"}),
    "InvalidIntegerAttribute": frozenset({"InvalidIntegerAttribute", "InvalidNonNegativeInteger", "UseZeroForUnknown"}),
    "MissingTextualContent": frozenset({"MissingTextualContent", "MissingSummary"}),
    "InvalidHttpGUID": frozenset({"InvalidHttpGUID", "NotBlank"}),
    "ValidRFC2822Date": frozenset({"InvalidRFC2822Date", "ProblematicalRFC822Date", "IncorrectDOW"}),
    "ValidW3DTFDate": frozenset({"InvalidW3CDTFDate"}),
    "ValidW3CDTFDate": frozenset({"InvalidW3CDTFDate", "InvalidRFC3339Date"}),
    "InvalidW3CDTFDate": frozenset({"InvalidW3CDTFDate", "InvalidRFC3339Date"}),
    "ValidCloud": frozenset({"MissingAttribute", "InvalidIntegerAttribute"}),
    "ContainsSystemEntity": frozenset({"UndefinedNamedEntity"}),
    "ValidURLAttribute": frozenset({"InvalidURLAttribute"}),
}


@dataclass(slots=True)
class Agreement:
    """Of one rule: right alarms and right silence, alarms missed, false alarms; and the files where we differ."""

    right: int = 0
    missed: int = 0
    false: int = 0
    differing: list[str] = field(default_factory=list)


def expected(body: bytes) -> tuple[str, bool] | None:
    """The rule that a file is about, in the validator's name, and whether it is to be heard."""
    if bozo := _BOZO.search(body):
        return "bozo", bozo[1] is None
    if found := _EXPECTED.search(body):
        name = found[2].decode()
        negative = bool(found[1])
        if name.startswith("Valid"):
            return name, negative  # “not valid” is an alarm
        return name, not negative
    return None


def is_heard(name: str, complaints: tuple[Complaint, ...]) -> bool:
    """Whether ours says the same."""
    said = {one.rule for one in complaints}
    if name == "bozo":
        return bool(said & _NOT_WELL_FORMED)
    if name == "Error":
        return any(one.severity is Severity.ERROR for one in complaints)
    if name == "Warning":
        return bool(complaints)
    return bool(said & SAME.get(name, frozenset({name})))


def measured(folder: Path) -> tuple[dict[str, Agreement], list[str], int]:
    """By rule; the files that took too long; how many files there were. A crash is not caught: it is a fault."""
    by_rule: dict[str, Agreement] = defaultdict(Agreement)
    slow, count = [], 0
    for file in sorted(one for one in folder.rglob("*") if one.suffix in _SUFFIXES and one.is_file()):
        body = file.read_bytes()
        count += 1
        began = time.perf_counter()
        complaints = lint(body)
        if time.perf_counter() - began > _LONGEST_SECONDS:
            slow.append(str(file.relative_to(folder)))
        if told := expected(body):
            name, alarm = told
            heard = is_heard(name, complaints)
            mine = by_rule[name]
            mine.right += heard == alarm
            mine.missed += alarm and not heard
            mine.false += heard and not alarm
            if heard != alarm:
                said = " ".join(sorted({one.rule for one in complaints}))
                mine.differing.append(f"{file.relative_to(folder)}: {said or 'nothing'}")
    return by_rule, slow, count


def report(folder: Path, *, each: bool) -> str:
    """The table, in Markdown; with `each` every file where we differ."""
    by_rule, slow, count = measured(folder)
    lines = ["| Rule | Files | Agree | Missed | False |", "| --- | --- | --- | --- | --- |"]
    for name, one in sorted(by_rule.items()):
        known = (
            "" if name in RULES or name in SAME or name in ("Error", "Warning", "bozo") else " (we have no such rule)"
        )
        lines.append(
            f"| {name}{known} | {one.right + one.missed + one.false} | {one.right} | {one.missed} | {one.false} |"
        )
        lines += [f"    {each_file}" for each_file in one.differing if each]
    judged = sum(one.right + one.missed + one.false for one in by_rule.values())
    right = sum(one.right for one in by_rule.values())
    return "\n".join([*lines, "", f"{count} files judged, {judged} of them with an expectation, {right} agree; {len(slow)} took longer than {_LONGEST_SECONDS:.0f} seconds."])  # fmt: skip


if __name__ == "__main__":
    print(report(Path(sys.argv[1]), each="--each" in sys.argv))
