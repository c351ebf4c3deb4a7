"""A manuscript with what its sidecars say in place of what was found in the article. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from feedservice.article import Finding, Manuscript, PhotoReference
from feedservice.intake.evidence import value_or
from feedservice.intake.fields import AGREED
from feedservice.intake.sidecars.sidecar import Sidecar


def overrule(manuscript: Manuscript, sidecars: Sequence[Sidecar]) -> Manuscript:
    """The manuscript with what its sidecars say in place of what was found; the first wins, but for what decides."""
    if not sidecars:
        return manuscript
    fields = _fields(sidecars)
    photos = _photos(manuscript, [photo for sidecar in sidecars for photo in sidecar.photos], fields)
    if any(sidecar.photos for sidecar in sidecars):
        source = next(sidecar.source for sidecar in sidecars if sidecar.photos)
        fields["photo"] = Finding(photos[0].src, source, 1.0)
    problems = [problem for sidecar in sidecars for problem in sidecar.problems]
    return replace(
        manuscript,
        photos=photos,
        corrections=_corrections(manuscript, sidecars),
        problems=(*manuscript.problems, *problems),
        **fields,
    )


def _fields(sidecars: Sequence[Sidecar]) -> dict[str, Any]:
    """Every field that is stated. Two sidecars that differ in what decides say what nobody can understand."""
    fields: dict[str, Any] = {}
    for sidecar in reversed(sidecars):
        fields.update(sidecar.fields)
    for field in AGREED:
        found = [sidecar.fields[field] for sidecar in sidecars if field in sidecar.fields]
        values = list(dict.fromkeys(value_or(finding, "nothing") for finding in found))
        if len(values) > 1:
            fields[field] = Finding(" ≠ ".join(values), "several sidecars", 0.0)
    return fields


def _corrections(manuscript: Manuscript, sidecars: Sequence[Sidecar]) -> tuple[str, ...]:
    """The notes of the sidecars and of the article; none when a sidecar says that there are none."""
    stated = [sidecar.corrections for sidecar in sidecars if sidecar.corrections is not None]
    if not stated:
        return manuscript.corrections
    notes = [note for some in stated for note in some]
    return tuple(dict.fromkeys([*notes, *manuscript.corrections])) if notes else ()


def _photos(
    manuscript: Manuscript, stated: Sequence[PhotoReference], fields: Mapping[str, Finding[Any] | None]
) -> tuple[PhotoReference, ...]:
    """The photos that are stated, in that order and with what is said of them, then the others.

    The article's own caption and credit fields, when a sidecar states them, count before those of its lead photo.
    """
    found = {_file(photo.src): photo for photo in reversed(manuscript.photos)}
    first: dict[str, PhotoReference] = {}
    for photo in stated:
        known = found.get(_file(photo.src), photo)
        first.setdefault(
            _file(photo.src),
            PhotoReference(
                known.src, photo.caption or known.caption, photo.credit or known.credit, photo.alt or known.alt
            ),
        )
    photos = [*first.values(), *(photo for photo in manuscript.photos if _file(photo.src) not in first)]
    if photos:
        said = {name: value_or(finding, "") for name, finding in fields.items() if name in ("caption", "credit")}
        photos[0] = replace(photos[0], **said)
    return tuple(photos)


def _file(src: str) -> str:
    """A photo's address as the file it names, to compare."""
    return posixpath.normpath(unquote(src.partition("?")[0].partition("#")[0]))
