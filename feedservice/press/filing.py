"""What a turn keeps of each file: its article's life, its photos and its receipt. Touches: database (the turn's transaction).

Every file has exactly one receipt when this is done. What is set in type from it is the press's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from feedservice.article import Article, Outcome
from feedservice.channels import channel_slug
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after, leaves_print
from feedservice.editing.life.standing import HELD, Cause, Standing
from feedservice.editing.outcomes import KEEPS_WORDS
from feedservice.editing.overruling.overrulings import Overruling, why_ended
from feedservice.editing.prepare import Prepared
from feedservice.editing.receipts import refusal
from feedservice.folder import match
from feedservice.press.look import Look, files_missing, lost_files, photo_receipts, refusals, sidecar_receipts
from feedservice.settings import Settings
from feedservice.store import Writing
from feedservice.store.bulk import NewArticle
from feedservice.text.unicode import spelling


def file(changes: Writing, look: Look, read: list[Prepared], left: Collection[str]) -> Counter[str]:
    """Keep everything that the look and the reading brought, but for what is gone; returns how many files came to what.

    `left` are settled files that were not read for want of time: they wait for the next turn.
    """
    counts = Counter[str]()
    changes.files.note_moving(look.difference.moving, look.known, look.now)
    changes.files.note_waiting(
        path for path in left if path in look.known and look.known[path].outcome is not Outcome.WAITING
    )
    _file_refused(changes, look)
    chosen = changes.overrulings.of({one.receipt.path for one in read})
    overtaken = {one.receipt.path for one in read if _is_overtaken(changes, one, chosen.get(one.receipt.path, ()))}
    changes.files.note_waiting(overtaken)
    fresh = [one for one in read if one.receipt.path not in overtaken]
    changes.bulk.save_photo_uses({one.receipt.path: one.wanted for one in fresh if one.article is not None})
    carried = changes.bulk.carried_by(one.receipt.path for one in fresh if one.standing)
    changes.bulk.publish([new for one in fresh if (new := _born(one))], look.at)
    for one in fresh:
        _heed_choices(changes, one, look.at)
        if one.standing is not None and _born(one) is None:
            keep(changes, one.before, one.standing, look.at, one)
    elsewhere = {one.standing.article.id for one in fresh if one.standing}
    for one in fresh:
        if one.standing and carried.get(one.receipt.path):
            counts.update(withdrawn=_displace(changes, look, one.standing, elsewhere))
    told = [one for one in fresh if not _is_in_vain(look, one)]
    counts.update(name for one in told for name in _count(one))
    changes.bulk.save_receipts([(one.receipt, look.seen.stamps[one.receipt.path]) for one in told], look.now)
    changes.proofs.keep([one.receipt.path for one in fresh], _proofs(fresh))
    found = {one.receipt.path: one.found for one in fresh if one.found}
    changes.alternatives.keep([one.receipt.path for one in fresh], found)
    _file_photos(changes, look, fresh)
    _file_sidecars(changes, look, fresh)
    return +counts


def _is_overtaken(changes: Writing, one: Prepared, chosen: tuple[Overruling, ...]) -> bool:
    """Whether the article was let out, or something ordered of it, while its file was being read: then it is read again."""
    if one.before is None:
        return one.chosen != chosen
    id_ = one.before.article.id
    return (
        one.chosen != chosen or one.notes != changes.desk_notes.of(id_) or changes.articles.with_id(id_) != one.before
    )


def _heed_choices(changes: Writing, one: Prepared, at: datetime) -> None:
    """Keep what became of the values that editors chose for a file that was read; one that ended stands in its history."""
    if one.overruled is None or not (one.chosen or one.overruled.holding):
        return
    for ended in changes.overrulings.heed(one.receipt.path, one.overruled, one.chosen, at):
        if one.before is not None:
            note = f"{ended.label}, as {ended.who or 'somebody'} chose it, for {why_ended(ended)}"
            changes.articles.happened(one.before, "choice ended", at, note)


def _file_refused(changes: Writing, look: Look) -> None:
    """File the refusals of the look that are new."""
    for receipt in refusals(look):
        before = look.known.get(receipt.path)
        if before is None or before.outcome is not Outcome.REFUSED or before.stamp is not None:
            carried = next(iter(changes.articles.carried_by(receipt.path)), None)
            changes.receipts.save(refusal(receipt.path, carried, receipt.problems[0]), None, look.now)


def _proofs(read: list[Prepared]) -> dict[str, Article]:
    """The articles that are kept nowhere else, by their files."""
    return {
        one.receipt.path: one.article
        for one in read
        if one.article is not None and one.receipt.outcome not in KEEPS_WORDS
    }


def _born(one: Prepared) -> NewArticle | None:
    """The article that a file brings and that was not there before: such are kept all at once."""
    born = one.standing if one.before is None else None
    if born is None or born.state not in KEEPS_WORDS:
        return None
    return NewArticle(born, one.marks or (), ": ".join(filter(None, (born.cause, born.reason))))


def _is_in_vain(look: Look, one: Prepared) -> bool:
    """Whether a refused file was tried again in vain: there is nothing to tell anew."""
    known = look.known.get(one.receipt.path)
    return bool(
        known
        and known.due
        and known.stamp == look.seen.stamps[one.receipt.path]
        and known.outcome is one.receipt.outcome is Outcome.REFUSED
        and one.receipt.due
    )


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

    The one place through which an article goes in and out of print, but for new ones (`bulk.BulkChanges.publish`).
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


def see_off(changes: Writing, look: Look, settings: Settings, counts: Counter[str]) -> str:
    """Withdraw what is gone for good, unless too much is; then nothing is, and the alarm that is returned says so.

    All that is missing counts, for a large folder does not go in one look; but nothing is said before some is gone for
    good: a renamed folder is missing too, until its files are read in their new place.
    """
    if not look.difference.gone:
        return ""
    missing = files_missing(look)
    lost = changes.articles.in_print_at(missing) if missing else []
    in_print = changes.articles.count_in_print() if lost else 0
    if settings.is_too_many(len(lost), in_print):
        return lost_files(lost, in_print)
    counts.update(withdrawn=withdraw_gone(changes, look.difference.gone, look.now, look.at))
    return ""


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
    """The article has no file any more. What an order withdrew or holds stays so."""
    if before.cause in (Cause.COMMAND, HELD):
        changes.articles.stand(replace(before, vanished=now), spelling(before.article.path))
        return
    state = after(before.state, Event.WITHDRAWN)
    gone = replace(before, state=state, due=None, cause=cause.value, reason="", vanished=now)
    keep(changes, before, gone, at)


def _file_photos(changes: Writing, look: Look, read: list[Prepared]) -> None:
    """Receipts for files of photos, sounds and films that settled, and for those an article now uses or no longer does."""
    if not (read or look.difference.gone or any(map(match.is_enclosed, look.difference.settled))):
        return
    in_use = changes.files.photos_in_use()
    found = [(receipt, look.seen.stamps[receipt.path]) for receipt in photo_receipts(look, read, in_use)]
    changes.bulk.save_receipts(found, look.now)
    changes.files.mark_unused(in_use, match.is_enclosed)


def _file_sidecars(changes: Writing, look: Look, read: list[Prepared]) -> None:
    """Receipts for sidecars that settled, for those of articles that were read, and where articles came or went."""
    found = [(receipt, look.seen.stamps[receipt.path]) for receipt in sidecar_receipts(look, read)]
    changes.bulk.save_receipts(found, look.now)
