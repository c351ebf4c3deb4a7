"""A receipt as a plain text that an editor opens by a double click. Pure.

Nothing in it comes from the clock, so that the same receipt is the same text, and is not written again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from feedservice.addresses import permalink
from feedservice.article import Outcome, Problem, Receipt
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.outcome_meanings import MEANINGS
from feedservice.settings import Settings
from feedservice.store.filed_receipts import FiledReceipt
from feedservice.text.unicode import one_line, shown

#: By this line a text is known as one of ours, which may be written anew and taken away.
MARK = "This text is written by the newsroom's feed service and is replaced by it; what you write here is lost."


def receipt_text(one: FiledReceipt, settings: Settings) -> str:
    """What became of one file, when, its address, and what to mend."""
    receipt = one.receipt
    lines = [
        shown(receipt.path),
        "",
        f"{receipt.outcome.value.upper()}: {_plain(receipt.note) or MEANINGS[receipt.outcome]}",
        *([f"It goes out on {_local(receipt.due, settings)}."] if receipt.due and receipt.outcome is Outcome.SCHEDULED else []),
        *([f"Headline: {_plain(receipt.headline)}"] if receipt.headline else []),
        *([f"Address: {permalink(settings.public_url, receipt.key)}"] if receipt.key and receipt.outcome in IN_PRINT else []),
        f"Since: {_local(one.since, settings)}",
        *_mending(receipt),
        *_cut(receipt),
        *([f"More: {settings.public_url}/desk/files?path={quote(receipt.path)}"] if settings.desk else []),
    ]  # fmt: skip
    return _whole(lines)


def needs_a_look(troubled: Sequence[FiledReceipt], count: int) -> str:
    """All files in trouble, the worst first, with what to do; `count` says how many there are."""
    lines = [f"{count:,} file{'s need' if count != 1 else ' needs'} a look.", ""]
    for one in troubled:
        lines += [shown(one.receipt.path), *(f"    {_told(problem)}" for problem in one.receipt.problems), ""]
    if count > len(troubled):
        lines += [f"… and {count - len(troubled):,} more, which the desk lists."]
    return _whole(lines)


def _mending(receipt: Receipt) -> list[str]:
    return (
        ["", "What to mend:", *(f"  - {_told(problem)}" for problem in receipt.problems), ""]
        if receipt.problems
        else []
    )


def _told(problem: Problem) -> str:
    return f"{_plain(problem.what)} {_plain(problem.remedy)}".strip()


def _cut(receipt: Receipt) -> list[str]:
    return (
        ["Left out of it:", *(f"  - {_plain(cut.words)[:200]} ({cut.reason})" for cut in receipt.cut), ""]
        if receipt.cut
        else []
    )


def _plain(text: str) -> str:
    return shown(one_line(text))


def _local(instant: datetime, settings: Settings) -> str:
    return f"{instant.astimezone(settings.zone):%d %B %Y, %H:%M}".lstrip("0")


def _whole(lines: Sequence[str]) -> str:
    return "\n".join([*lines, "", MARK, ""])
