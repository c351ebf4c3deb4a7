"""One settled source file -> Prepared: an article, or what is wrong with it. Touches: disk (reads the folder).

The way of one file through intake, photos, cleaning and compose. Does not write: keeping what came out is the press's.
`feedservice check` runs the same function.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feedservice import cleaning, compose, folder, intake, pairing, photos
from feedservice.addresses import HOME, photo_url
from feedservice.article import (
    Article,
    Cut,
    Finding,
    Manuscript,
    Outcome,
    Photo,
    PhotoReference,
    Problem,
    Receipt,
    Rendition,
    Severity,
    SourceFile,
)
from feedservice.errors import ArticleError, PhotoProblem, UnreadableFile
from feedservice.settings import Settings

#: How long an article waits for a photo that is empty before it runs without; for one that grows it waits on.
PHOTO_PATIENCE = timedelta(seconds=60)

#: Fields whose evidence a receipt shows.
EVIDENCE = (
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "date",
    "embargo",
    "draft",
    "section",
    "tags",
    "language",
    "caption",
    "credit",
)

_log = logging.getLogger(__name__)


def _never(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Bench:
    """All that preparing a file needs to know of the world.

    `now` is the clock, `at` the instant that changes of this turn get; `earlier` gives the article that a path, or the
    very same file (by hash), last carried, with whether it is in print, and `birth` an id for a new one; `waiting` holds files still being written,
    `since` when a file was last seen to change (none: just now). With `loose` the folder is not a content folder but any one.
    """

    settings: Settings
    seen: folder.Scan
    around: pairing.Neighbours
    now: datetime
    at: datetime
    earlier: Callable[[str, str], tuple[Article, bool] | None]
    birth: Callable[[], compose.Birth]
    distinct: compose.Distinct = compose.as_it_is
    waiting: frozenset[str] = frozenset()
    since: Callable[[str], datetime | None] = _never
    propagate_bugs: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of a file: its receipt, the article when there is one, and the photos to keep.

    `wanted` lists the photo files it uses or names. An article with an outcome other than published is not to be shown.
    """

    receipt: Receipt
    article: Article | None = None
    sha256: str = ""
    wanted: tuple[str, ...] = ()
    pictures: tuple[tuple[SourceFile, Rendition], ...] = ()
    photo_problems: tuple[Problem, ...] = ()
    manuscript: Manuscript | None = None


@dataclass(slots=True)
class _Pictures:
    """The photos of one article while they are gathered."""

    photos: list[Photo] = field(default_factory=list)
    kept: list[tuple[SourceFile, Rendition]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False


def prepare(path: str, bench: Bench) -> Prepared | None:
    """What becomes of an article file, or None when it, or its photo, is still being written. Raises nothing of a file's."""
    try:
        return _prepare(path, bench)
    except ArticleError as error:
        refusal = _refusal(path, bench, Problem(error.path, error.what, error.remedy))
        return Prepared(_tried_again(refusal, bench) if isinstance(error, UnreadableFile) else refusal)
    except Exception as error:
        if bench.propagate_bugs:
            raise
        _log.exception("our fault: %s could not be prepared", path)
        what = f"We could not handle this file ({type(error).__name__}). This is our fault, not yours."
        problem = Problem(
            path, what, "Send this file to your operator. Meanwhile, saving it as plain text may help.", Severity.FAULT
        )
        return Prepared(_refusal(path, bench, problem))


def _tried_again(receipt: Receipt, bench: Bench) -> Receipt:
    """The receipt, due at the next turn: rights and network shares mend without the file changing."""
    return replace(receipt, due=bench.now)


def _refusal(path: str, bench: Bench, problem: Problem) -> Receipt:
    earlier, in_print = bench.earlier(path, "") or (None, False)
    if not in_print:
        earlier = None
    note = "The version published earlier stays in print." if earlier else "Nothing of it is published."
    return Receipt(
        path,
        Outcome.REFUSED,
        headline=earlier.headline if earlier else "",
        article_id=earlier.id if earlier else "",
        key=earlier.key if earlier else "",
        note=note,
        problems=(problem,),
    )


def _prepare(path: str, bench: Bench) -> Prepared | None:
    source = folder.read(bench.settings.content_dir, path, bench.seen.stamps[path], bench.settings.article_limit_bytes)
    if source is None:
        return None
    manuscript = intake.read(source)
    release = compose.release(manuscript, bench.now, bench.settings.zone)
    wanted = pairing.photos_for(
        path, (reference.src for reference in manuscript.photos), bench.around, loose=bench.loose
    )
    if _must_wait(wanted, bench):
        return None
    pictures = _gather(manuscript, wanted, bench)
    body_html, cut = cleaning.clean(manuscript.body, HOME, pictures.addresses)
    earlier, _ = bench.earlier(path, source.sha256) or (None, False)
    birth = compose.Birth(earlier.id, earlier.key) if earlier else bench.birth()
    article, warnings = compose.compose(
        manuscript, body_html, tuple(pictures.photos), birth, earlier, bench.at, bench.settings.zone, bench.distinct
    )
    problems = (*warnings, *pictures.problems, *_lone_caption(manuscript, article, wanted))
    receipt = _receipt(article, release, problems, manuscript, cut)
    if pictures.unreadable and receipt.due is None:
        receipt = _tried_again(receipt, bench)
    kept = tuple(pictures.kept) if receipt.outcome is Outcome.PUBLISHED else ()
    return Prepared(receipt, article, source.sha256, wanted, kept, tuple(pictures.problems), manuscript)


def _must_wait(wanted: tuple[str, ...], bench: Bench) -> bool:
    """Whether a photo of the article is still being written; one that has stood still for too long, empty, is not."""
    return any(bench.now - (bench.since(photo) or bench.now) < PHOTO_PATIENCE for photo in bench.waiting & set(wanted))


def _gather(manuscript: Manuscript, wanted: tuple[str, ...], bench: Bench) -> _Pictures:
    """Read and measure every photo of an article; one that cannot be used is a warning, and the article runs without."""
    pictures = _Pictures()
    references = {pairing.local(manuscript.path, reference.src): reference for reference in reversed(manuscript.photos)}
    for path in wanted:
        reference = references.get(path, PhotoReference(path))
        try:
            picture = _measure(path, bench)
        except ArticleError as error:
            pictures.problems.append(Problem(error.path, error.what, error.remedy, Severity.WARNING))
            pictures.unreadable |= isinstance(error, UnreadableFile)
            pictures.addresses[reference.src] = ""
            continue
        pictures.kept.append(picture)
        pictures.photos.append(_captioned(path, picture[1], reference, manuscript, lead=not pictures.photos))
        for other in manuscript.photos:
            if pairing.local(manuscript.path, other.src) == path:
                pictures.addresses[other.src] = photo_url(HOME, picture[1].name)
    return pictures


def _measure(path: str, bench: Bench) -> tuple[SourceFile, Rendition]:
    stamp = bench.seen.stamps.get(path)
    if stamp is None:
        refused = bench.seen.refused.get(path)
        raise PhotoProblem(
            path,
            refused.what if refused else "The article names this photo, but it is not there.",
            refused.remedy if refused else "Drop the photo into the folder under this name, or take its name out.",
        )
    if not pairing.is_photo(path):
        raise PhotoProblem(path, "The article names this file as a photo, but it is none.", "Export it as JPEG or PNG.")
    if stamp.size_bytes and path in bench.waiting:
        raise PhotoProblem(path, "The photo is still being copied.", "Wait; it is taken as soon as it is whole.")
    if not stamp.size_bytes:
        raise PhotoProblem(path, "The photo is empty (0 bytes).", "Copy it into the folder again.")
    source = folder.read(bench.settings.content_dir, path, stamp, bench.settings.photo_limit_bytes)
    if source is None:
        raise PhotoProblem(path, "The photo is still being copied.", "Wait; it is taken as soon as it is whole.")
    return source, photos.measure(source, bench.settings.photo_limit_pixels)


def _captioned(
    path: str, rendition: Rendition, reference: PhotoReference, manuscript: Manuscript, *, lead: bool
) -> Photo:
    """The photo with the caption and credit of its figure; the lead also takes the article's own."""
    caption, credit = reference.caption, reference.credit
    if lead:
        caption = caption or (manuscript.caption.value if manuscript.caption else "")
        credit = credit or (manuscript.credit.value if manuscript.credit else "")
    return Photo(path, (rendition,), caption, credit, reference.alt)


def _lone_caption(manuscript: Manuscript, article: Article, wanted: tuple[str, ...]) -> tuple[Problem, ...]:
    if article.photos or wanted or manuscript.caption is None:
        return ()
    return (
        Problem(
            manuscript.path,
            "There is a photo caption, but no photo.",
            "Drop the photo beside the article, with the same name but for the ending.",
            Severity.WARNING,
        ),
    )


def _receipt(
    article: Article,
    release: compose.Release,
    problems: tuple[Problem, ...],
    manuscript: Manuscript,
    cut: tuple[Cut, ...],
) -> Receipt:
    outcome = Outcome.DRAFT if release.draft else Outcome.SCHEDULED if release.due else Outcome.PUBLISHED
    return Receipt(
        article.path,
        outcome,
        headline=article.headline,
        article_id=article.id if outcome is Outcome.PUBLISHED else "",
        key=article.key if outcome is Outcome.PUBLISHED else "",
        due=release.due if outcome is Outcome.SCHEDULED else None,
        problems=problems,
        evidence=_evidence(manuscript, article),
        cut=(*manuscript.cut, *cut),
    )


def _evidence(manuscript: Manuscript, article: Article) -> dict[str, Finding[str]]:
    """Each field's value with its source, as text; a standfirst we had to derive says so."""
    found = {}
    for name in EVIDENCE:
        finding = getattr(manuscript, name)
        if finding is not None:
            value = finding.value if isinstance(finding.value, str) else ", ".join(finding.value)
            found[name] = replace(finding, value=value)
    if manuscript.standfirst is None:
        found["standfirst"] = Finding(article.standfirst, "derived from the opening", 0.3)
    if article.photos:
        found["photo"] = Finding(article.photos[0].path, "photo file", 0.9)
    return found
