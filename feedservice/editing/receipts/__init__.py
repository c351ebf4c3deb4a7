"""Receipts of article files: what the desk says of each, in an editor's words. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from feedservice.article import Article, Finding, Manuscript, Outcome, Problem, Receipt, Severity
from feedservice.article.evidence_told import CHOSEN_BY
from feedservice.editing.compose import Composed
from feedservice.editing.identity import Identity, stem
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import HELD, IF_BOTH, WITHDRAWN_BY, Cause, Standing
from feedservice.errors import DoubleStory
from feedservice.intake.fields import EVIDENCE

#: story (1), Copy of story, story-old, story conflicted copy: names that people and programs give to copies.
_COPY = re.compile(r"\(\d+\)$|\bcopy\b|\bkopie\b|[-_ .](?:old|bak|backup|new|neu|v?\d)$|conflict")

#: What the desk says of an article that was in print and is held again.
MEANWHILE = {
    Outcome.SCHEDULED: "It was in print, and is withdrawn until its embargo ends.",
    Outcome.DRAFT: "It was in print, and is withdrawn while it is a draft.",
}


def of_unset(article: Article, reason: str) -> Receipt:
    """The receipt of a file whose article could not be set in type: it alone is left out of the feeds."""
    what = f"The article could not be set in type ({reason}). This is our fault, not yours."
    remedy = "Send this file to your operator; the feeds go on without it."
    problem = Problem(article.path, what, remedy, Severity.FAULT)
    return Receipt(article.path, Outcome.REFUSED, article.headline, article.id, article.key, problems=(problem,))


def tried_again(receipt: Receipt, now: datetime) -> Receipt:
    """The receipt, due at the next turn: rights and network shares mend without the file changing."""
    return replace(receipt, due=now)


def refusal(path: str, before: Standing | None, problem: Problem, resembles: str = "") -> Receipt:
    """The receipt of a file that is not published; `before` is the article it carried."""
    article = before.article if before and before.state in IN_PRINT else None
    return Receipt(
        path,
        Outcome.REFUSED,
        headline=article.headline if article else "",
        article_id=before.article.id if before else "",
        key=article.key if article else "",
        note="The version published earlier stays in print." if article else "Nothing of it is published.",
        resembles=resembles,
        problems=(problem,),
    )


def double(path: str, identity: Identity) -> DoubleStory:
    """Why a file that tells the story of another one is held, and what its editor can do."""
    twin = identity.twin
    if twin is None:
        raise ValueError("there is no twin")
    other = twin.article.path
    what = f"It carries the same story as {other} ({identity.why}), so it is held, lest it run twice."
    remedy = f"Delete one of the two. {IF_BOTH}"
    if identity.why.startswith("the id"):
        remedy = "Delete one of the two. If this one is another story, take the Id line out of it."
    elif twin.state is Outcome.WITHDRAWN:
        what = f"It carries the story of {other}, which was withdrawn."
    elif identity.why.startswith("the same name"):
        remedy = "Keep one of the two: on many computers they are one name."
    return DoubleStory(path, what, remedy, twin.article.id)


def accepted(
    standing: Standing,
    composed: Composed,
    identity: Identity,
    manuscript: Manuscript,
    wanted: tuple[str, ...],
    photo_problems: tuple[Problem, ...],
) -> Receipt:
    """The receipt of a sound file. It gives the key, and so the address, only when readers see the article, or saw it once."""
    article, before = standing.article, identity.earlier
    seen = before is not None and (before.left is not None or before.state in IN_PRINT)
    known = standing.state in IN_PRINT or seen
    return Receipt(
        article.path,
        standing.state,
        headline=article.headline,
        article_id=article.id if known or standing.due or standing.cause == HELD else "",
        key=article.key if known else "",
        note=_note(standing, composed, identity, seen=seen),
        resembles=identity.resembles.article.id if identity.resembles else "",
        due=standing.due,
        problems=(
            *composed.problems,
            *photo_problems,
            *_lone_caption(manuscript, article, wanted),
            *_looks_like_a_copy(article.path, identity),
        ),
        evidence=_evidence(manuscript, composed),
        cut=manuscript.cut,
    )


def of_sidecar(path: str, articles: Sequence[str], problems: tuple[Problem, ...]) -> Receipt:
    """The receipt of a sidecar, which speaks for these article files; an error among the problems refuses it."""
    if any(problem.severity is not Severity.WARNING for problem in problems):
        return Receipt(path, Outcome.REFUSED, problems=problems)
    if not articles:
        remedy = "Give it the name of its article, but for the ending, and put it into the same folder."
        return Receipt(path, Outcome.UNUSED, note=f"There is no article of this name. {remedy}")
    names = " and ".join(posixpath.basename(article) for article in articles)
    return Receipt(path, Outcome.USED, note=f"Used by {names}: what stands in it counts first.", problems=problems)


def crowded(path: str, other: str, photos: tuple[str, ...]) -> tuple[Problem, ...]:
    """A warning when two articles lie in one folder with photos, and nothing says whose they are."""
    if not photos:
        return ()
    names = ", ".join(photo.rpartition("/")[2] for photo in photos[:3]) + (" …" if len(photos) > 3 else "")
    what = f"Two articles lie in this folder, this one and {other}, so neither was given {names}."
    remedy = "Give the photo the name of its article, or name it there; or give each article a folder of its own."
    return (Problem(path, what, remedy, Severity.WARNING),)


def _looks_like_a_copy(path: str, identity: Identity) -> tuple[Problem, ...]:
    """A warning when an article resembles another, and its file is named as copies are."""
    if identity.resembles is None or not _COPY.search(stem(path)):
        return ()
    other = identity.resembles.article.path
    what = f"This file is named like a copy, and is much like {other}; but figures or words differ, so both run."
    return (Problem(path, what, "If it is a copy, delete one of the two.", Severity.WARNING),)


def _note(standing: Standing, composed: Composed, identity: Identity, *, seen: bool) -> str:
    """What the desk says besides the outcome: a hint, a likeness, why it is withdrawn."""
    if standing.state is Outcome.WITHDRAWN:
        if not seen and standing.cause != Cause.COMMAND:
            return "Kept out of print; nothing of it was ever published."
        return WITHDRAWN_BY[Cause(standing.cause)]
    notes = [composed.note]
    if seen and standing.state in MEANWHILE and standing.cause != HELD:
        notes.append(MEANWHILE[standing.state])
    if identity.resembles:
        other = identity.resembles.article
        notes.append(f"It resembles “{other.headline}” ({other.path}), but not enough to be the same article.")
    return " ".join(filter(None, notes))


def _evidence(manuscript: Manuscript, composed: Composed) -> dict[str, Finding[str]]:
    """Each field's value with its source, as text; a standfirst or a language we had to find ourselves says so."""
    found, article = {}, composed.article
    for name in EVIDENCE:
        finding = getattr(manuscript, name)
        if finding is not None:
            value = finding.value if isinstance(finding.value, str) else ", ".join(finding.value)
            found[name] = replace(finding, value=value)
    if manuscript.standfirst is None:
        found["standfirst"] = Finding(article.standfirst, "derived from the opening", 0.3)
    if composed.language is not None:
        found["language"] = composed.language
    if article.photos:
        is_chosen = manuscript.photo is not None and manuscript.photo.source.startswith(CHOSEN_BY)
        source = manuscript.photo.source if manuscript.photo and is_chosen else "photo file"
        found["photo"] = Finding(article.photos[0].path, source, 0.9)
    return found


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
