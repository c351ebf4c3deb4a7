"""What `feedservice check` says of photos: an article's lead, or a photo file on its own. Touches: disk (reads the files)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from feedservice import embedded, folder, pairing
from feedservice.addresses import photo_url
from feedservice.article import Article, Finding, Manuscript, Outcome, Photo, PhotoReference, Problem, SourceFile
from feedservice.embedded import Embedded
from feedservice.errors import ArticleError
from feedservice.photos import develop, upright_size
from feedservice.picturing import credit_of
from feedservice.preparing import Prepared
from feedservice.workbench import Bench

#: What the metadata of a photo file may say, as a check shows it.
_SAID = ("caption", "credit", "creator", "headline", "copyright", "taken")

Facts = dict[str, str | int | None]


def file_alone(path: str, bench: Bench) -> dict[str, Any]:
    """Outcome, problems, photo and evidence of a photo file, as the answer of a check has them.

    Of a broken one too, what can be read: its words, and the size its head states.
    """
    source, photo, problems = None, None, []
    try:
        source = _read(path, bench)
        photo = develop(source, bench.settings.photo_limit_pixels)
    except ArticleError as error:
        problems = [Problem(error.path, error.what, error.remedy)]
    used = not problems and _is_used(path, bench)
    said = embedded.read(source.content) if source else Embedded()
    found = {name: credit_of(said) if name == "credit" else getattr(said, name) for name in _SAID}
    words = {name: finding.value if finding else "" for name, finding in found.items()}
    headline, renditions = words.pop("headline"), (photo.rendition,) if photo else ()
    url = photo_url(bench.settings.public_url, photo.rendition.name) if photo and used else ""
    facts = _facts(Photo(path, renditions, **words), url, headline)
    if source and not photo:
        facts["width"], facts["height"] = upright_size(source) or (None, None)
    return {
        "outcome": (Outcome.REFUSED if problems else Outcome.USED if used else Outcome.UNUSED).value,
        "photo": facts,
        "evidence": {name: asdict(finding) for name, finding in found.items() if finding},
        "problems": [asdict(problem) for problem in problems],
    }


def _read(path: str, bench: Bench) -> SourceFile:
    """The file's bytes. Raises ArticleError."""
    settings = bench.settings
    source = folder.read(settings.content_dir, path, bench.seen.stamps[path], settings.photo_limit_bytes)
    if source is None:
        raise ArticleError(path, "The file is being written just now.", "Try again in a moment.")
    return source


def _is_used(path: str, bench: Bench) -> bool:
    """Whether an article has the photo by its name or its bundle."""
    loose, around = bench.loose, bench.around
    articles = pairing.articles_for(path, around, loose=loose)
    return any(path in pairing.photos_for(article, (), around, loose=loose) for article in articles)


def lead(article: Article, prepared: Prepared, base_url: str) -> Facts | None:
    """The lead photo; one that is only on the web has no path, a caption without a photo has no address either."""
    if article.photos and not prepared.on_the_web:
        photo = article.photos[0]
        return _facts(photo, photo_url(base_url, photo.enclosure.name))
    photo = _worded(prepared.manuscript)
    return _facts(photo, prepared.on_the_web) if prepared.on_the_web or photo.caption or photo.credit else None


def _worded(manuscript: Manuscript | None) -> Photo:
    """The words of a lead photo that is not ours, or not there."""
    if manuscript is None:
        return Photo("", ())
    reference = next(iter(manuscript.photos), PhotoReference(""))
    caption, credit = reference.caption or _words(manuscript.caption), reference.credit or _words(manuscript.credit)
    return Photo("", (), caption, credit, reference.alt)


def _words(finding: Finding[str] | None) -> str:
    return finding.value if finding else ""


def _facts(photo: Photo, url: str, headline: str = "") -> Facts:
    """The keys that `check --json` promises of a photo, in its order; what there is not is null."""
    image = photo.enclosure if photo.renditions else None
    facts: Facts = {
        "path": photo.path,
        "url": url,
        "caption": photo.caption,
        "credit": photo.credit,
        "creator": photo.creator,
        "headline": headline,
        "copyright": photo.copyright,
        "taken": photo.taken,
        "width": image.width_px if image else None,
        "height": image.height_px if image else None,
        "media_type": image.media_type if image else None,
    }
    return {key: value or None for key, value in facts.items()}
