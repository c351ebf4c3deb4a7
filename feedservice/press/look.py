"""What one look at the folder found, and what follows from it: receipts, what is missing, alarms. Pure.

Here it is decided; `filing` and `turn` do it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedservice.article import Outcome, Problem, Receipt
from feedservice.editing.prepare import Prepared
from feedservice.editing.receipts import of_sidecar
from feedservice.errors import FolderError
from feedservice.folder import match, settle
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.stamps import Scan
from feedservice.intake.kinds.file_kinds import PAPER_ENDINGS, suffix
from feedservice.intake.kinds.unreadable import unknown
from feedservice.store.turns import PressState
from feedservice.text.unicode import spelling

#: What the desk says of a sound or a film that no article uses.
LONE_RECORDING = "No article uses it. Give it the name of its article, but for the ending, and put it into the same folder; or name it there."


@dataclass(frozen=True, slots=True)
class Look:
    """What one turn found: the folder, the memory of it, and what follows.

    `now` is the clock; `at` the time of this turn's edition if it changes, later than that of any before. `around` are the names
    in each folder, sorted out once for all who ask. `after` is the number of the last turn when the memory was asked: if
    there has been another since, of whichever press, all of this is out of date.
    """

    now: datetime
    at: datetime
    state: PressState | None
    seen: Scan
    known: dict[str, settle.Known]
    difference: settle.Difference
    around: Neighbours
    after: int


def refusals(look: Look) -> list[Receipt]:
    """Receipts for what the look itself refuses: links out of the folder, folders without rights, odd names."""
    return [Receipt(path, Outcome.REFUSED, problems=(problem,)) for path, problem in look.seen.refused.items()]


def next_look(look: Look, held: Collection[str], settle_seconds: float) -> timedelta | None:
    """How long until the folder is to be looked at again: files that were read early and had to wait get their time to rest."""
    pause, rest = look.difference.next_look, timedelta(seconds=settle_seconds)
    return min(pause or rest, rest) if look.difference.early.intersection(held) else pause


def files_missing(look: Look) -> list[str]:
    """The remembered files that are not in the folder now, but for those in folders we could not look into."""
    return [
        path
        for path in look.known.keys() - look.seen.stamps.keys()
        if path not in look.seen.refused and not path.startswith(look.seen.blind)
    ]


def photo_receipts(look: Look, read: Sequence[Prepared], in_use: Collection[str]) -> Iterator[Receipt]:
    """The receipts of files of photos, sounds and films that settled, and of those that articles read now use or no longer do.

    `in_use` are the files that articles use, by the spelling of their paths.
    """
    settled = {path for path in look.difference.settled if match.is_enclosed(path)}
    broken = {problem.where: problem for one in read for problem in one.photo_problems}
    touched = {path for one in read for path in one.wanted if path in look.seen.stamps} - look.difference.waiting
    for path in sorted(touched | settled):
        receipt = _photo_receipt(path, broken.get(path), used=spelling(path) in in_use)
        known = look.known.get(path)
        if path in settled or known is None or known.outcome is not receipt.outcome:
            yield receipt


def _photo_receipt(path: str, problem: Problem | None, *, used: bool) -> Receipt:
    if problem:
        return Receipt(path, Outcome.REFUSED, problems=(Problem(path, problem.what, problem.remedy),))
    if used:
        return Receipt(path, Outcome.USED)
    if suffix(path) in PAPER_ENDINGS:
        return Receipt(path, Outcome.REFUSED, problems=(Problem(path, *unknown(path)),))
    note = LONE_RECORDING if match.is_attachment(path) else ""
    return Receipt(path, Outcome.UNUSED, note=note)


def sidecar_receipts(look: Look, read: Sequence[Prepared]) -> Iterator[Receipt]:
    """The receipts of sidecars that settled, of those of articles that were read, and where articles came or went."""
    settled = {path for path in look.difference.settled if match.is_sidecar(path)}
    articles = {one.receipt.path for one in read}
    moved = {path for path in (*articles, *look.difference.gone) if match.is_article(path)}
    folders = {path.rpartition("/")[0] for path in moved | settled}
    if not folders:
        return
    problems = [problem for one in read for problem in one.receipt.problems if match.is_sidecar(problem.where)]
    for path in sorted(set(look.around.sidecars(folders)) - look.difference.waiting):
        known, speaks_for = look.known.get(path), match.articles_of(path, look.around)
        counted = known is not None and known.outcome in (Outcome.USED, Outcome.REFUSED)
        if path in settled or articles.intersection(speaks_for) or counted is not bool(speaks_for):
            mine = tuple(dict.fromkeys(problem for problem in problems if problem.where == path))
            yield of_sidecar(path, speaks_for, mine)


def lost_files(lost: list[str], in_print: int) -> str:
    """What is said when more articles lost their files at once than the settings let go."""
    some = ", ".join(sorted(lost)[:3])
    return (
        f"{len(lost)} of {in_print} articles in print have lost their files ({some}{' …' if len(lost) > 3 else ''}). Is a share "
        "not mounted? Nothing is withdrawn. Put the files back; or, if they were meant to go, run feedservice withdraw --gone."
    )


def refuse_sudden_emptiness(seen: Scan, known: dict[str, settle.Known]) -> None:
    """A share that is not mounted looks like an empty folder: that withdraws nothing. Raises FolderError."""
    if not seen.empty:
        return
    carried = sum(map(_carries_an_article, known.values()))
    if carried:
        raise FolderError(
            f"The content folder is empty, though {carried} articles came from it. Is the share mounted? "
            "Nothing is withdrawn. To withdraw everything, leave an empty folder inside it."
        )


def _carries_an_article(memory: settle.Known) -> bool:
    """Whether a file's article is to be seen, was once, or is to come: its file may just be broken, or being written."""
    return memory.outcome is Outcome.SCHEDULED or bool(memory.article_id and memory.outcome is not Outcome.GONE)
