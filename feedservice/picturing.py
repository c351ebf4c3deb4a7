"""The photos of one article: gathered, read, measured, captioned. Touches: disk (reads the folder).

A photo that cannot be used is a warning, and its article runs without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from feedservice import folder, pairing, photos
from feedservice.addresses import HOME, photo_url
from feedservice.article import Manuscript, Photo, PhotoReference, Problem, Rendition, Severity, SourceFile
from feedservice.errors import ArticleError, PhotoProblem, UnreadableFile
from feedservice.workbench import Bench

#: How long an article waits for a photo that is empty before it runs without; for one that grows it waits on.
PHOTO_PATIENCE = timedelta(seconds=60)


@dataclass(slots=True)
class Pictures:
    """The photos of one article while they are gathered."""

    photos: list[Photo] = field(default_factory=list)
    kept: list[tuple[SourceFile, Rendition]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False


def must_wait(wanted: tuple[str, ...], bench: Bench) -> bool:
    """Whether a photo of the article is still being written; one that has stood still for too long, empty, is not."""
    return any(bench.now - (bench.since(photo) or bench.now) < PHOTO_PATIENCE for photo in bench.waiting & set(wanted))


def gather(manuscript: Manuscript, wanted: tuple[str, ...], bench: Bench) -> Pictures:
    """Read and measure every photo of an article; one that cannot be used is a warning, and the article runs without."""
    pictures = Pictures()
    at = {
        reference: bench.around.as_it_lies(pairing.local(manuscript.path, reference.src))
        for reference in manuscript.photos
    }
    references = {at[reference]: reference for reference in reversed(manuscript.photos)}
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
            if at[other] == path:
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
