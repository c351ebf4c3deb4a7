"""What a turn keeps of each file: its article, its photos and its receipt. Touches: database (the turn's transaction).

Every file has exactly one receipt when this is done. What is set in type from it is the press's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from feedservice import folder, pairing
from feedservice.article import Article, Outcome, Problem, Receipt, Severity
from feedservice.preparing import Prepared
from feedservice.store import PressState, Writing


@dataclass(frozen=True, slots=True)
class Look:
    """What one turn found: the folder, the memory of it, and what follows.

    `now` is the clock; `at` the time of this turn's edition if it changes, later than that of any before.
    """

    now: datetime
    at: datetime
    state: PressState | None
    seen: folder.Scan
    known: dict[str, folder.Known]
    difference: folder.Difference


def file(changes: Writing, look: Look, read: list[Prepared], left: Collection[str]) -> Counter[str]:
    """Keep everything that the look and the reading brought; returns how many files came to what.

    `left` are settled files that were not read for want of time: they wait for the next turn.
    """
    counts = Counter[str]()
    changes.note_moving(look.difference.moving, look.known, look.now)
    changes.note_waiting(left)
    _file_refused(changes, look)
    for one in read:
        counts.update(_file_one(changes, look, one))
    for path in look.difference.gone:
        counts.update(withdrawn=changes.withdraw(path, look.now))
        changes.note_vanished(path, look.now)
        changes.drop_receipt(path)
    _file_photos(changes, look, read)
    return +counts


def refusals(look: Look) -> list[Receipt]:
    """Receipts for what the look itself refuses: links out of the folder, folders without rights, odd names."""
    return [Receipt(path, Outcome.REFUSED, problems=(problem,)) for path, problem in look.seen.refused.items()]


def _file_refused(changes: Writing, look: Look) -> None:
    """File the refusals of the look that are new."""
    for receipt in refusals(look):
        before = look.known.get(receipt.path)
        if before is None or before.outcome is not Outcome.REFUSED or before.stamp is not None:
            changes.save_receipt(receipt, None, look.now)


def _file_one(changes: Writing, look: Look, one: Prepared) -> dict[str, int]:
    """Keep what came of one article file; returns what to count."""
    path, stamp = one.receipt.path, look.seen.stamps[one.receipt.path]
    counts = {one.receipt.outcome.value: 1}
    if one.article is not None:
        changes.save_photo_use(path, one.wanted)
    if one.article is not None and one.receipt.outcome is Outcome.PUBLISHED:
        counts = _count_article(changes, one, look.now)
        changes.save_article(one.article, one.sha256, stamp.inode)
    elif one.receipt.outcome in (Outcome.DRAFT, Outcome.SCHEDULED):
        counts["withdrawn"] = changes.withdraw(path, look.now)
    known = look.known.get(path)
    if known and known.due and known.stamp == stamp and known.outcome is one.receipt.outcome is Outcome.REFUSED:
        return {}  # tried again in vain: nothing to tell anew
    changes.save_receipt(one.receipt, stamp, look.now)
    return counts


def _count_article(changes: Writing, one: Prepared, now: datetime) -> dict[str, int]:
    """Whether an article is new, changed, back in print or just as it was."""
    before, in_print = changes.article_at(one.receipt.path, one.sha256, now) or (None, False)
    if in_print and before == one.article:
        return {"unchanged": 1}
    return {"changed": 1} if in_print else {"published": 1}


def _file_photos(changes: Writing, look: Look, read: list[Prepared]) -> None:
    """Receipts for photo files that settled, and for those an article now uses or no longer does."""
    settled = {path for path in look.difference.settled if pairing.is_photo(path)}
    if not (read or settled or look.difference.gone):
        return
    in_use = changes.photos_in_use()
    broken = {problem.where: problem for one in read for problem in one.photo_problems}
    touched = {path for one in read for path in one.wanted if path in look.seen.stamps} - look.difference.waiting
    for path in sorted(touched | settled):
        receipt = Receipt(path, Outcome.USED if path in in_use else Outcome.UNUSED)
        if path in broken:
            problem = Problem(path, broken[path].what, broken[path].remedy)
            receipt = Receipt(path, Outcome.REFUSED, problems=(problem,))
        known = look.known.get(path)
        if path in settled or known is None or known.outcome is not receipt.outcome:
            changes.save_receipt(receipt, look.seen.stamps[path], look.now)
    changes.mark_unused(in_use)


def file_left_out(changes: Writing, look: Look, article: Article, reason: str) -> None:
    """The desk learns of an article that could not be set in type: it alone is left out of the feeds."""
    stamp = look.seen.stamps.get(article.path)
    if stamp is None:
        return
    what = f"The article could not be set in type ({reason}). This is our fault, not yours."
    remedy = "Send this file to your operator; the feeds go on without it."
    problem = Problem(article.path, what, remedy, Severity.FAULT)
    receipt = Receipt(article.path, Outcome.REFUSED, article.headline, article.id, article.key, problems=(problem,))
    changes.save_receipt(receipt, stamp, look.now)
