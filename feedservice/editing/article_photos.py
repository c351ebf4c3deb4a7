"""The photos of one article: gathered, read, developed, captioned. Touches: disk (reads the folder), network if allowed.

In the order of the article: files it names, pictures written into the page (`data:`), pictures on the web; then files of its name and
of its bundle. A photo that cannot be used is a warning. One only on the web is shown there and not ours, unless `fetch_photos` is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from feedservice.addresses import HOME, photo_url
from feedservice.article import Finding, Manuscript, Photo, PhotoReference, Problem, Severity, SourceFile
from feedservice.editing.attached.lying_files import Called, stamp_of_fit
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, NotKept, PhotoProblem, TooLarge, UnreadableFile
from feedservice.folder import match, scan
from feedservice.folder.saved_pages import rooted
from feedservice.folder.size_limits import limit_bytes
from feedservice.intake.evidence import value_or
from feedservice.media_store import media_store_of
from feedservice.photos.develop import ServedPhoto, develop
from feedservice.photos.metadata import Embedded
from feedservice.photos.metadata.caption_words import credit_of
from feedservice.text import data_urls

_PHOTO = Called("photo", PhotoProblem)
#: How long an article waits for a photo that is empty, or cannot be kept, before it runs without; for one that grows it waits on.
PHOTO_PATIENCE = timedelta(seconds=60)
#: Pictures not wider or not higher than this are icons, rules and placeholders.
ICON_PX = 32
#: So many pictures inside a page, or on the web, are looked at; no article has more photos.
MOST_PICTURES = 60
#: In these an editor wrote each address himself; in a page most are the site's own.
_TEXT_ENDINGS = (".md", ".markdown", ".txt")


@dataclass(slots=True)
class Pictures:
    """The photos of one article while they are gathered.

    `addresses` maps each picture's `src` as written to the address it is shown at, or "" for one that is not shown;
    `sizes` gives its width and height. `evidence` is where the lead's words come from when its metadata gave them.
    `left_out` names the photos beyond the most that an article may have, with their words. `on_the_web` is the address of a lead photo that is not ours; `due` when to try again what was not to be had.
    `away`: a photo could not be kept.
    """

    photos: list[Photo] = field(default_factory=list)
    kept: list[ServedPhoto] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    evidence: dict[str, Finding[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    on_the_web: str = ""
    unreadable: bool = False
    away: bool = False
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class _WherePictured:
    """Where one picture is: a file, an address on the web, or both when the file may be missing; else in its `src`."""

    reference: PhotoReference
    path: str = ""
    url: str = ""


def must_wait(wanted: tuple[str, ...], bench: Bench) -> bool:
    """Whether a photo of the article is still being written; one that has stood still for too long, empty, is not."""
    return any(is_young(photo, bench) for photo in bench.waiting & set(wanted))


def is_young(path: str, bench: Bench) -> bool:
    """Whether so little time has passed since a file came to rest that its article, or the article that uses it, may wait."""
    return bench.now - (bench.since(path) or bench.now) < PHOTO_PATIENCE


def is_missing(wanted: tuple[str, ...], bench: Bench) -> bool:
    """Whether a photo that the article names is not there: it may be on its way."""
    return any(photo not in bench.seen.stamps and photo not in bench.seen.refused for photo in wanted)


def gather(manuscript: Manuscript, wanted: tuple[str, ...], bench: Bench) -> Pictures:
    """Read and develop every photo of an article; one that cannot be used is a warning, and the article runs without."""
    pictures, limit = Pictures(), bench.settings.photo_limit_pixels
    photos = [path for path in wanted if not match.is_attachment(path)]
    for number, place in enumerate(_places(manuscript, photos, bench)):
        src = place.reference.src
        if len(pictures.photos) >= bench.settings.list_limit and (place.path or data_urls.is_data(src)):
            pictures.addresses[src] = ""
            pictures.left_out.append(_named(place))
            continue
        bench.progress()
        try:
            source = _source(place, manuscript, bench) if place.path or number < MOST_PICTURES else None
            photo = develop(source, limit, media_store_of(bench.settings)) if source else None
        except ArticleError as error:
            pictures.problems.append(Problem(error.path, error.what, error.remedy, Severity.WARNING))
            pictures.unreadable |= isinstance(error, UnreadableFile)
            pictures.away |= isinstance(error, NotKept)
            again = getattr(error, "again", bench.now + PHOTO_PATIENCE if pictures.away else None)
            pictures.due = min(filter(None, (pictures.due, again)), default=None)
            source, photo = None, None
        if source and photo and (place.path or min(photo.size) > ICON_PX):
            _take(pictures, place, source, photo, manuscript)
        else:
            pictures.addresses[src] = place.url
            if not pictures.photos:
                pictures.on_the_web = pictures.on_the_web or place.url
    _spread(pictures, manuscript, bench)
    return pictures


def _named(place: _WherePictured) -> str:
    """A photo by its name and what is said of it."""
    reference = place.reference
    return " – ".join(filter(None, (place.path or "a picture in the article", reference.caption, reference.credit)))


def _places(manuscript: Manuscript, wanted: list[str], bench: Bench) -> Iterator[_WherePictured]:
    """Every picture once: as the article names them, then the files that are its by name or bundle."""
    done = set()
    for reference in manuscript.photos:
        path = match.place(manuscript.path, reference.src, bench.around)
        key = path or reference.src
        if key not in done and not match.is_attachment(path):
            done.add(key)
            url = web_address(reference.src, manuscript.base_url)
            if not path and not url and reference.src.startswith("/") and manuscript.path.endswith(_TEXT_ENDINGS):
                path = rooted(reference.src)  # that it is not there is for the editor to know
            yield _WherePictured(reference, path, url)
    yield from (_WherePictured(PhotoReference(path), path) for path in wanted if path not in done)


def web_address(src: str, base_url: str) -> str:
    """The absolute address that a `src` has on the web; none when it has none, for only a saved page knows its base."""
    try:
        address = urljoin(base_url, src.strip())
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else ""


def _source(place: _WherePictured, manuscript: Manuscript, bench: Bench) -> SourceFile | None:
    """The picture's bytes; none for one that is only on the web or is no photo. Raises ArticleError."""
    if data_urls.is_data(place.reference.src):
        content = data_urls.decode(place.reference.src)
        if len(content) < data_urls.SMALLEST_BYTES or data_urls.is_drawing(place.reference.src):
            return None
        if len(content) > bench.settings.photo_limit_bytes:
            raise TooLarge(manuscript.path, "A picture inside the article is over the limit.", "Make it smaller.")
        return SourceFile(manuscript.path, content, sha256(content).hexdigest())
    if place.path and (place.path in bench.seen.stamps or not place.url):
        return _read(place.path, bench)
    if place.url and bench.fetch:
        return bench.fetch(manuscript.path, place.url)
    return None


def _read(path: str, bench: Bench) -> SourceFile:
    """A photo file of the folder. Raises ArticleError with what is wrong with it."""
    if path in bench.seen.stamps and not match.is_photo(path):
        raise PhotoProblem(path, "The article names this file as a photo, but it is none.", "Export it as JPEG or PNG.")
    stamp = stamp_of_fit(path, _PHOTO, bench)
    source = scan.read(bench.settings.content_dir, path, stamp, limit_bytes(path, bench.settings))
    if source is None:
        raise _PHOTO.not_whole(path)
    return source


def _take(
    pictures: Pictures, place: _WherePictured, source: SourceFile, photo: ServedPhoto, manuscript: Manuscript
) -> None:
    """Add a photo with its words, and where its enclosure is shown; a picture that is a file's very copy is not added again."""
    image = photo.rendition
    pictures.addresses[place.reference.src] = photo_url(HOME, image.name)
    pictures.sizes[place.reference.src] = (image.width_px, image.height_px)
    if not place.path and any(image.name == other.enclosure.name for other in pictures.photos):
        return
    lead = not pictures.photos
    taken = _captioned(source.path, photo, place.reference, manuscript, lead=lead)
    if lead:
        pictures.evidence.update(_evidence(taken, photo.said, place.reference.src or source.path))
    pictures.kept.append(photo)
    pictures.photos.append(taken)


def _spread(pictures: Pictures, manuscript: Manuscript, bench: Bench) -> None:
    """A picture may be named twice, in two spellings: both are shown at the same place."""
    at = {match.place(manuscript.path, one.src, bench.around) or one.src: one.src for one in manuscript.photos[::-1]}
    for one in manuscript.photos:
        first = at[match.place(manuscript.path, one.src, bench.around) or one.src]
        pictures.addresses.setdefault(one.src, pictures.addresses.get(first, ""))
        if first in pictures.sizes:
            pictures.sizes.setdefault(one.src, pictures.sizes[first])


def _captioned(
    path: str,
    photo: ServedPhoto,
    reference: PhotoReference,
    manuscript: Manuscript,
    *,
    lead: bool,
) -> Photo:
    """The photo with the caption and credit of its figure; the lead also takes the article's own.

    What the article does not say, the picture's metadata may.
    """
    caption, credit, said = reference.caption, reference.credit, photo.said
    if lead:
        caption = caption or value_or(manuscript.caption, "")
        credit = credit or value_or(manuscript.credit, "")
    return Photo(
        path,
        photo.renditions,
        caption or value_or(said.caption, ""),
        credit or value_or(credit_of(said), ""),
        reference.alt or value_or(said.alt, ""),
        value_or(said.creator, ""),
        value_or(said.copyright, ""),
        value_or(said.taken, ""),
        value_or(said.description, ""),
    )


def _evidence(photo: Photo, said: Embedded, name: str) -> dict[str, Finding[str]]:
    """Caption and credit with where they stood, when the metadata gave them."""
    found = {"caption": (photo.caption, said.caption), "credit": (photo.credit, credit_of(said))}
    where = "a picture in the article" if data_urls.is_data(name) else name
    return {
        field: Finding(value, f"{finding.source} of {where}", finding.confidence)
        for field, (value, finding) in found.items()
        if finding and value == finding.value
    }
