"""What the fields of a file may be besides what counts, for its editor to choose from. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from feedservice.article import Finding, Manuscript, Photo, PhotoReference
from feedservice.article.other_values import CHOSEN, Alternatives, as_text, few_best
from feedservice.editing.overruling.overrulings import Overruled
from feedservice.folder import match
from feedservice.folder.neighbours import Neighbours
from feedservice.intake.sidecars.sidecar import Sidecar
from feedservice.photos.metadata import Embedded
from feedservice.photos.metadata.caption_words import credit_of

#: How sure it is that a photo beside an article, or the words of its figure, are meant.
_SURE = 0.9
#: What is before a value that a sidecar states: it may state that there is none.
_STATES = "= "


def found_besides(
    sha256: str, own: Manuscript, counting: Manuscript, sidecars: Sequence[Sidecar], overruled: Overruled
) -> Alternatives:
    """What was found for each field of which there is a choice: what counts when nobody chooses first, and what sidecars state.

    `own` is the manuscript as the file alone has it, `counting` with its sidecars.
    """
    chosen = {one.field for one in overruled.holding}
    found: dict[str, tuple[Finding[str], ...]] = {}
    for field in CHOSEN:
        finding = getattr(counting, field) if field != "photo" else None
        several = few_best(
            [finding, getattr(own, field) if field != "photo" else None, *own.alternatives.get(field, ())]
        )
        if field != "photo" and (len(several) > 1 or (several and field in chosen)):
            found[field] = several
    stated = {field: said for field in CHOSEN if (said := stated_in(sidecars, field))}
    return Alternatives(sha256, found, stated)


def with_pictures(
    found: Alternatives,
    manuscript: Manuscript,
    photos: Sequence[Photo],
    said: Embedded | None,
    around: Neighbours,
    lead: str,
) -> Alternatives:
    """The same with what the photos bring: which may lead, and what is said of the one that does, whose `src` is `lead`."""
    more: dict[str, tuple[Finding[str], ...]] = {**_captions(found.found, manuscript, said, lead), "photo": ()}
    names = _names(manuscript, photos, around)
    leads = [Finding(name, "the article's photos", _SURE) for name in names]
    more["photo"] = few_best(leads) if len(names) > 1 else ()
    return Alternatives(
        found.sha256, {**found.found, **{name: some for name, some in more.items() if some}}, found.stated
    )


def _captions(
    found: Mapping[str, tuple[Finding[str], ...]], manuscript: Manuscript, said: Embedded | None, src: str
) -> dict[str, tuple[Finding[str], ...]]:
    """Caption and credit of the lead photo: those of its figure, the article's own, and what the photo itself says."""
    reference = next((one for one in manuscript.photos if one.src == src), PhotoReference(""))
    kept_any = bool(manuscript.photos or said)
    embedded: dict[str, Finding[Any] | None] = {
        "caption": said.caption if said else None,
        "credit": credit_of(said) if said else None,
    }
    several = {}
    for field, inside in embedded.items():
        figure = Finding(getattr(reference, field), "the photo's figure", _SURE)
        own = getattr(manuscript, field)
        itself = Finding(inside.value, f"{inside.source} of the photo", inside.confidence) if inside else None
        several[field] = few_best([figure, own, *found.get(field, ()), itself])
    return {field: some for field, some in several.items() if some and kept_any}


def _names(manuscript: Manuscript, photos: Sequence[Photo], around: Neighbours) -> list[str]:
    """The article's photo files as it names them, or could; none where to name one would lose it the others."""
    folder = posixpath.dirname(manuscript.path)
    files = [one.path for one in photos if one.path != manuscript.path and "://" not in one.path]
    named = {match.place(manuscript.path, one.src, around): one.src for one in reversed(manuscript.photos)}
    names = [named.get(path) or posixpath.relpath(path, folder or ".") for path in files]
    kept = set(match.photos_for(manuscript.path, [*names[1:2], *(one.src for one in manuscript.photos)], around))
    return names if set(files) <= kept else []


def stated_in(sidecars: Sequence[Sidecar], field: str) -> str:
    """What sidecars state of a field, marked, for they may state that there is none; nothing when none speaks of it."""
    for one in sidecars:
        if field == "photo" and one.photos:
            return f"{_STATES}{one.photos[0].src}"
        if field in one.fields:
            return f"{_STATES}{as_text(one.fields[field])}"
    return ""
