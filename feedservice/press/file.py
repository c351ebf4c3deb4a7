"""What a turn keeps of each file: its article's life, its photos and its receipt. Touches: database (the turn's transaction).

Every file has exactly one receipt when this is done. What is set in type from it is the press's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from feedservice.article import Outcome, Problem, Receipt
from feedservice.channels import channel_slug
from feedservice.editing.lifecycle import IN_PRINT, Event, after, leaves_print
from feedservice.editing.outcomes import KEEPS_WORDS
from feedservice.editing.prepare import Prepared
from feedservice.editing.receipts import of_sidecar
from feedservice.editing.standing import Cause, Standing
from feedservice.folder import match, scan, settle
from feedservice.store import Writing
from feedservice.store.turns import PressState
from feedservice.text.unicode import spelling


@dataclass(frozen=True, slots=True)
class Look:
    """What one turn found: the folder, the memory of it, and what follows.

    `now` is the clock; `at` the time of this turn's edition if it changes, later than that of any before.
    """

    now: datetime
    at: datetime
    state: PressState | None
    seen: scan.Scan
    known: dict[str, settle.Known]
    difference: settle.Difference


def file(changes: Writing, look: Look, read: list[Prepared], left: Collection[str]) -> Counter[str]:
    """Keep everything that the look and the reading brought, but for what is gone; returns how many files came to what.

    `left` are settled files that were not read for want of time: they wait for the next turn.
    """
    counts = Counter[str]()
    changes.files.note_moving(look.difference.moving, look.known, look.now)
    changes.files.note_waiting(path for path in left if look.known[path].outcome is not Outcome.WAITING)
    _file_refused(changes, look)
    overtaken = {one.receipt.path for one in read if _is_overtaken(changes, one)}
    changes.files.note_waiting(overtaken)
    fresh = [one for one in read if one.receipt.path not in overtaken]
    elsewhere = {one.standing.article.id for one in fresh if one.standing}
    for one in fresh:
        counts.update(_file_one(changes, look, one))
        if one.standing:
            counts.update(withdrawn=_displace(changes, look, one.standing, elsewhere))
    _file_photos(changes, look, fresh)
    _file_sidecars(changes, look, fresh)
    return +counts


def _is_overtaken(changes: Writing, one: Prepared) -> bool:
    """Whether the article was let out, or withdrawn by command, while its file was being read: then it is read again."""
    return one.before is not None and changes.articles.with_id(one.before.article.id) != one.before


def refusals(look: Look) -> list[Receipt]:
    """Receipts for what the look itself refuses: links out of the folder, folders without rights, odd names."""
    return [Receipt(path, Outcome.REFUSED, problems=(problem,)) for path, problem in look.seen.refused.items()]


def _file_refused(changes: Writing, look: Look) -> None:
    """File the refusals of the look that are new."""
    for receipt in refusals(look):
        before = look.known.get(receipt.path)
        if before is None or before.outcome is not Outcome.REFUSED or before.stamp is not None:
            changes.receipts.save(receipt, None, look.now)


def _file_one(changes: Writing, look: Look, one: Prepared) -> dict[str, int]:
    """Keep what came of one article file; returns what to count."""
    path, stamp = one.receipt.path, look.seen.stamps[one.receipt.path]
    counts = _count(one)
    if one.article is not None:
        changes.files.save_photo_use(path, one.wanted)
    if one.standing is not None:
        keep(changes, one.before, one.standing, look.at, one)
    known = look.known.get(path)
    if (
        known
        and known.due
        and known.stamp == stamp
        and known.outcome is one.receipt.outcome is Outcome.REFUSED
        and one.receipt.due
    ):
        return {}  # tried again in vain: nothing to tell anew
    changes.receipts.save(one.receipt, stamp, look.now)
    return counts


def _count(one: Prepared) -> dict[str, int]:
    """Whether an article is new, changed, back in print or just as it was; or what else came of the file."""
    was_in_print = one.before is not None and one.before.state in IN_PRINT
    if one.receipt.outcome not in IN_PRINT:
        out = was_in_print and one.receipt.outcome is not Outcome.REFUSED
        return {one.receipt.outcome.value: 1} | ({"withdrawn": 1} if out else {})
    if not was_in_print:
        return {"published": 1}
    return (
        {"changed": 1}
        if one.before and one.standing and one.before.article != one.standing.article
        else {"unchanged": 1}
    )


def keep(
    changes: Writing, before: Standing | None, standing: Standing, at: datetime, one: Prepared | None = None
) -> None:
    """Keep an article's new standing, and write its history: what it left, what it came to, what changed in it.

    The one place through which an article goes in and out of print.
    """
    if standing == before:
        return
    was = before.state if before else Outcome.WAITING
    if leaves_print(was, standing.state):
        standing = replace(standing, left=at)
    spelt = spelling(standing.article.path)
    if standing.state in KEEPS_WORDS:
        changes.articles.save(standing, spelt, one.marks if one else None)
    else:
        changes.articles.stand(standing, spelt)
    if before and before.article.path != standing.article.path:
        _note_section(changes, before, standing)
        changes.articles.happened(standing, "moved", at, f"from {before.article.path}")
    if one and one.change and before and standing.state in KEEPS_WORDS and IN_PRINT & {was, standing.state}:
        changes.articles.happened(standing, one.change.value, at, earlier=before.article)
    if was is not standing.state and not (before and {was, standing.state} <= IN_PRINT):
        changes.articles.happened(
            standing, standing.state.value, at, ": ".join(filter(None, (standing.cause, standing.reason)))
        )


def _note_section(changes: Writing, before: Standing, standing: Standing) -> None:
    """An article in print that its move took from one section to another: its section may have been renamed."""
    was, now = before.article, standing.article
    if was.section and now.section and {before.state, standing.state} <= IN_PRINT:
        old, new = channel_slug(was.section), channel_slug(now.section)
        if old != new:
            changes.listings.moved_sections[old, new, was.path.partition("/")[0]] += 1


def _displace(changes: Writing, look: Look, taker: Standing, elsewhere: Collection[str]) -> int:
    """Withdraw what the file carried before, when it now carries another article and no other file carries that one."""
    displaced = [
        one
        for one in changes.articles.carried_by(taker.article.path)
        if one.article.id != taker.article.id and one.article.id not in elsewhere
    ]
    for one in displaced:
        _lose_file(changes, one, Cause.DISPLACED, look.now, look.at)
    return sum(one.state in IN_PRINT for one in displaced)


def withdraw_gone(changes: Writing, paths: Collection[str], now: datetime, at: datetime) -> int:
    """Withdraw what the files carried that are gone for good, and forget these files; returns how many were in print."""
    withdrawn = 0
    for path in paths:
        for one in changes.articles.carried_by(path):
            withdrawn += one.state in IN_PRINT
            _lose_file(changes, one, Cause.FILE_GONE, now, at)
        changes.files.drop(path)
    return withdrawn


def _lose_file(changes: Writing, before: Standing, cause: Cause, now: datetime, at: datetime) -> None:
    """The article has no file any more. What a command withdrew stays withdrawn by command."""
    if before.cause == Cause.COMMAND:
        changes.articles.stand(replace(before, vanished=now), spelling(before.article.path))
        return
    state = after(before.state, Event.WITHDRAWN)
    gone = replace(before, state=state, due=None, cause=cause.value, reason="", vanished=now)
    keep(changes, before, gone, at)


def missing(look: Look) -> list[str]:
    """The remembered files that are not in the folder now, but for those in folders we could not look into."""
    return [
        path
        for path in look.known.keys() - look.seen.stamps.keys()
        if path not in look.seen.refused and not path.startswith(look.seen.blind)
    ]


def _file_photos(changes: Writing, look: Look, read: list[Prepared]) -> None:
    """Receipts for photo files that settled, and for those an article now uses or no longer does."""
    settled = {path for path in look.difference.settled if match.is_photo(path)}
    if not (read or settled or look.difference.gone):
        return
    in_use = changes.files.photos_in_use()
    broken = {problem.where: problem for one in read for problem in one.photo_problems}
    touched = {path for one in read for path in one.wanted if path in look.seen.stamps} - look.difference.waiting
    for path in sorted(touched | settled):
        receipt = Receipt(path, Outcome.USED if spelling(path) in in_use else Outcome.UNUSED)
        if path in broken:
            problem = Problem(path, broken[path].what, broken[path].remedy)
            receipt = Receipt(path, Outcome.REFUSED, problems=(problem,))
        known = look.known.get(path)
        if path in settled or known is None or known.outcome is not receipt.outcome:
            changes.receipts.save(receipt, look.seen.stamps[path], look.now)
    changes.files.mark_unused(in_use, match.is_photo)


def _file_sidecars(changes: Writing, look: Look, read: list[Prepared]) -> None:
    """Receipts for sidecars that settled, for those of articles that were read, and where articles came or went."""
    settled = {path for path in look.difference.settled if match.is_sidecar(path)}
    articles = {one.receipt.path for one in read}
    moved = {path for path in (*articles, *look.difference.gone) if match.is_article(path)}
    folders = {path.rpartition("/")[0] for path in moved | settled}
    if not folders:
        return
    around = match.Neighbours(path for path in look.seen.stamps if path.rpartition("/")[0] in folders)
    problems = [problem for one in read for problem in one.receipt.problems if match.is_sidecar(problem.where)]
    for path in sorted({path for path in around.paths() if match.is_sidecar(path)} - look.difference.waiting):
        known, speaks_for = look.known.get(path), match.articles_of(path, around)
        counted = known is not None and known.outcome in (Outcome.USED, Outcome.REFUSED)
        if path in settled or articles.intersection(speaks_for) or counted is not bool(speaks_for):
            mine = tuple(dict.fromkeys(problem for problem in problems if problem.where == path))
            changes.receipts.save(of_sidecar(path, speaks_for, mine), look.seen.stamps[path], look.now)
