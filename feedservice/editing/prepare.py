"""One settled source file -> Prepared: an article, or what is wrong with it. Touches: disk (reads the folder).

The way of one file through intake, photos, cleaning and compose. Does not write: keeping what came out is the press's.
`feedservice check` runs the same function.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Article, Manuscript, Outcome, Problem, Receipt, SourceFile
from feedservice.article.other_values import Alternatives
from feedservice.editing.article_dates import Moment
from feedservice.editing.article_photos import Pictures, gather, is_missing, is_young, must_wait
from feedservice.editing.attached.article_attachments import Attached, shown_in
from feedservice.editing.attached.article_attachments import gather as gather_attached
from feedservice.editing.attached.named_files import named_by, wanted_by
from feedservice.editing.compose import Birth, CleanCopy, Composed, Spoken, compose, language_of
from feedservice.editing.identity import Claim, Identity, claim_of
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after
from feedservice.editing.life.overruled import overruled, with_order
from feedservice.editing.life.release import Release, release
from feedservice.editing.life.standing import Standing
from feedservice.editing.list_limits import bounded, told
from feedservice.editing.live.live_blogs import coverage_of
from feedservice.editing.outcomes import KEEPS_WORDS, stand, stops_early, with_old_words
from feedservice.editing.overruling.counted import counted, judged
from feedservice.editing.overruling.desk_notes import DeskNote
from feedservice.editing.overruling.found_besides import with_pictures
from feedservice.editing.overruling.noted import with_desk_notes
from feedservice.editing.overruling.overrulings import Overruled, Overruling, with_choices
from feedservice.editing.receipts import accepted, crowded, double, refusal, tried_again
from feedservice.editing.receipts.local_media import unreachable
from feedservice.editing.receipts.our_faults import fault, problem_of
from feedservice.editing.receipts.word_account import accounted, word_count
from feedservice.editing.receipts.word_balance import Balance
from feedservice.editing.rival_versions import refuse_conflict_copy, refuse_other_version
from feedservice.editing.sidecar_files import Beside, left_behind, read_beside
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, UnreadableFile
from feedservice.folder import match, scan
from feedservice.folder.litter import left_by_a_program
from feedservice.folder.size_limits import limit_bytes
from feedservice.photos.develop import ServedPhoto
from feedservice.text.comparison.diff import Change

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file read and cleaned, with its photos, sounds and sidecars: all of it that hangs on files alone, not on what was published."""

    beside: Beside
    manuscript: Manuscript
    said: Release
    wanted: tuple[str, ...]
    pictures: Pictures
    attached: Attached
    cleaned: cleaning.Cleaned
    claim: Claim
    words: Balance
    spoken: Spoken
    overruled: Overruled
    found: Alternatives


#: Makes the draft of a file, as `draft` does.
Drafting: TypeAlias = Callable[[str, Bench], Draft | None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of a file: its receipt, what `event` in its article's life that is, and the photos to keep.

    `before` is the article as it was, `standing` as it is now (none: nothing is to be kept of it); `change` is the class
    of a change that readers see, and `marks` the sketch of new words. `wanted` lists the photo files it uses or names;
    `on_the_web` is the address of a lead photo that is not ours. `overruled` is what became of what editors chose for it, `found`
    what there is to choose from (none: it could not be read). `chosen` and `notes` are what they had chosen, and written to readers.
    """

    receipt: Receipt
    event: Event = Event.BROKEN
    before: Standing | None = None
    standing: Standing | None = None
    article: Article | None = None
    change: Change | None = None
    marks: tuple[int, ...] | None = None
    wanted: tuple[str, ...] = ()
    pictures: tuple[ServedPhoto, ...] = ()
    photo_problems: tuple[Problem, ...] = ()
    manuscript: Manuscript | None = None
    on_the_web: str = ""
    overruled: Overruled | None = None
    found: Alternatives | None = None
    chosen: tuple[Overruling, ...] = ()
    notes: tuple[DeskNote, ...] = ()


def prepare(path: str, bench: Bench, drafting: Drafting | None = None) -> Prepared | None:
    """What becomes of an article file, or None when it must wait. Raises nothing of a file's.

    `drafting` makes its draft, as in another process; else it is made here. It waits while it, its photo or its sidecar is being written, or while who it is hangs on another file not read yet.
    """
    if left := left_by_a_program(posixpath.basename(path)):
        return Prepared(Receipt(path, Outcome.UNUSED, note=left))
    try:
        return _prepare(path, bench, drafting or draft)
    except ArticleError as error:
        overruled = judged(bench.overrulings.of(path), error.sha256, None) if error.sha256 else None
        return replace(_refused(path, bench, error, bench.carried(path)), overruled=overruled)
    except Exception as error:
        if bench.propagate_bugs:
            raise
        found = fault(error)
        _log.error("our fault: a file could not be prepared (%s at %s); the desk names it", found.kind, found.where)
        before = bench.carried(path)
        return _broken(path, before, refusal(path, before, problem_of(found, path)))


def _refused(path: str, bench: Bench, error: ArticleError, before: Standing | None) -> Prepared:
    receipt = refusal(path, before, Problem(error.path, error.what, error.remedy), getattr(error, "twin_id", ""))
    return _broken(path, before, tried_again(receipt, bench.now) if isinstance(error, UnreadableFile) else receipt)


def _broken(path: str, before: Standing | None, receipt: Receipt) -> Prepared:
    """A file that is not published. What was in print of it stays, wherever the file lies now; nothing else goes out."""
    if before is None:
        return Prepared(receipt)
    state = after(before.state, Event.BROKEN)
    standing = replace(before, article=replace(before.article, path=path), state=state, due=None, vanished=None)
    return Prepared(receipt, Event.BROKEN, before, standing)


def draft(path: str, bench: Bench) -> Draft | None:
    """Read an article file with its photos and sidecars, and clean it; None when it must wait. Raises ArticleError."""
    source = scan.read(bench.settings.content_dir, path, bench.seen.stamps[path], limit_bytes(path, bench.settings))
    beside = read_beside(path, bench) if source else None
    if source is None or beside is None:
        return None
    try:
        return _draft(source, beside, bench)
    except ArticleError as error:
        error.sha256 = source.sha256
        raise


def _draft(source: SourceFile, beside: Beside, bench: Bench) -> Draft | None:
    path = source.path
    copy = intake.read(source)
    most = bench.settings.list_limit
    counts = counted(copy.manuscript, source.sha256, beside.sidecars, bench.overrulings)
    manuscript = bounded(counts.manuscript, most)
    said = release(manuscript, bench.now, bench.settings.zone)
    named = named_by(manuscript, copy.body)
    wanted = wanted_by(manuscript, named, bench)
    if must_wait(wanted, bench) or (path in bench.early and is_missing(wanted, bench)):
        return None
    pictures, attached = gather(manuscript, wanted, bench), gather_attached(manuscript, named, wanted, bench)
    if (pictures.away or attached.away) and is_young(path, bench):
        return None
    manuscript = told(manuscript, "photos", most, pictures.left_out)
    addresses = {**shown_in(copy.body, manuscript, pictures.addresses), **attached.addresses}
    coverage = coverage_of(manuscript, bench.settings.zone)
    cleaned = cleaning.clean(copy.body, manuscript.base_url or HOME, addresses, pictures.sizes, coverage)
    manuscript, balance = accounted(copy.manuscript, manuscript, cleaned)
    if cleaned.unreachable:
        manuscript = replace(manuscript, problems=(*manuscript.problems, *unreachable(path, cleaned.unreachable)))
    claim = claim_of(source, manuscript, cleaned.text, bench.seen.stamps[path].inode)
    spoken = language_of(CleanCopy(manuscript, cleaned.html, cleaned.paragraphs))
    own = pictures.kept[0].said if pictures.kept else None
    lead = manuscript.photos[0].src if manuscript.photos else ""
    found = with_pictures(counts.found, counts.unchosen, pictures.photos, own, bench.around, lead)
    ready = (beside, manuscript, said, wanted, pictures, attached, cleaned, claim, balance, spoken)
    return Draft(*ready, counts.overruled, found)


def _prepare(path: str, bench: Bench, drafting: Drafting) -> Prepared | None:
    refuse_conflict_copy(path, bench)
    ready = drafting(path, bench)
    if ready is None:
        return None
    identity = bench.identify(ready.claim)
    notes = bench.notes.get(identity.earlier.article.id, ()) if identity.earlier else ()
    doubtful = crowded(path, *match.crowded(path, ready.wanted, bench.around))
    manuscript = replace(ready.manuscript, problems=(*ready.manuscript.problems, *doubtful))
    manuscript = with_desk_notes(manuscript, notes, ready.claim.sha256)
    if identity.wait or stops_early(ready.claim, identity.earlier, bench.now - (bench.since(path) or bench.now)):
        return None
    ready = replace(ready, said=overruled(ready.said, identity.earlier))
    if behind := left_behind(path, ready.beside, ready.said, identity.earlier, bench):
        return Prepared(tried_again(refusal(path, None, behind), bench.now))
    try:
        if ready.beside.error:
            raise ready.beside.error
        if identity.twin:
            raise double(path, identity)
        if not (identity.earlier or ready.claim.may_double or bench.may_double(path)):
            refuse_other_version(path, manuscript, bench)
        composed = _compose(manuscript, ready, identity, bench)
    except ArticleError as error:
        one = _refused(path, bench, error, identity.earlier)
        told = with_choices(one.receipt, ready.overruled, bench.settings.zone)
        return replace(one, receipt=told, overruled=ready.overruled, found=ready.found)
    return _prepared(composed, replace(ready, manuscript=manuscript), identity, bench)


def _compose(manuscript: Manuscript, ready: Draft, identity: Identity, bench: Bench) -> Composed:
    """The article as it is to be seen when it goes out; its earlier self counts if readers ever saw it."""
    before = identity.earlier
    seen = before if before and (before.left or before.state in IN_PRINT) else None
    birth = Birth(before.article.id, before.article.key) if before else identity.birth or bench.birth()
    zone, photos, at = bench.settings.zone, tuple(ready.pictures.photos), ready.said.due or bench.at
    words = (manuscript, ready.cleaned.html, ready.cleaned.paragraphs)
    copy = CleanCopy(*words, photos, ready.said, ready.spoken, tuple(ready.attached.attachments))
    return compose(copy, birth, seen, Moment(at, zone, bench.distinct))


def _prepared(composed: Composed, ready: Draft, identity: Identity, bench: Bench) -> Prepared:
    """A sound file with where its article stands now."""
    pictures, attached = ready.pictures, ready.attached
    problems = (*pictures.problems, *attached.problems)
    standing, event = stand(composed.article, ready.said, ready.claim, identity.earlier)
    receipt = accepted(standing, composed, identity, ready.manuscript, ready.wanted, problems)
    receipt = replace(receipt, evidence={**pictures.evidence, **receipt.evidence}, words=word_count(ready.words))
    due = bench.now if pictures.unreadable or attached.unreadable or attached.away else pictures.due
    receipt = tried_again(receipt, due) if receipt.due is None and due else receipt
    receipt = with_choices(with_order(receipt, standing, bench.settings.zone), ready.overruled, bench.settings.zone)
    return Prepared(
        receipt,
        event,
        identity.earlier,
        standing if standing.state in KEEPS_WORDS else with_old_words(standing, identity.earlier),
        composed.article,
        composed.change,
        ready.claim.marks,
        ready.wanted,
        tuple(pictures.kept),
        problems,
        ready.manuscript,
        pictures.on_the_web,
        ready.overruled,
        ready.found,
    )
