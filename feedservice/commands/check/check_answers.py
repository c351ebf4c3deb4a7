"""The answers of a check as `check --json` promises them: every key, in its order. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from feedservice.addresses import at_home, media_url, photo_url
from feedservice.article import Article, Attachment, Manuscript, Photo, PhotoReference
from feedservice.editing.prepare import Prepared
from feedservice.intake.evidence import value_or
from feedservice.text.slugs import keyed

Facts = dict[str, str | int | None]

#: What is said of the article in a file that has none.
_NO_ARTICLE: dict[str, Any] = {
    "headline": None,
    "slug": None,
    "standfirst": None,
    "byline": [],
    "agencies": [],
    "dateline": None,
    "published": None,
    "section": None,
    "tags": [],
    "language": None,
    "photo": None,
    "attachments": [],
    "body_html": None,
}


def answer(shown: str, prepared: Prepared, base_url: str = "", language: str = "") -> dict[str, Any]:
    """What a file would become; empty values are null or an empty list. `language` is the newsroom's."""
    receipt = prepared.receipt
    return {
        "path": shown,
        "outcome": receipt.outcome.value,
        **(_article(prepared.article, prepared, base_url, language) if prepared.article else _NO_ARTICLE),
        "evidence": {name: asdict(finding) for name, finding in receipt.evidence.items()},
        "problems": [asdict(problem) for problem in receipt.problems],
        "cut": [asdict(cut) for cut in receipt.cut],
        "words": asdict(receipt.words) if receipt.words else None,
    }


def _article(article: Article, prepared: Prepared, base_url: str, language: str) -> dict[str, Any]:
    """The article's part; a date that its file does not state is not known yet."""
    manuscript = prepared.manuscript
    dated = manuscript is not None and (manuscript.date or manuscript.embargo)
    return {
        "headline": article.headline,
        "slug": keyed(article.headline, article.key),
        "standfirst": article.standfirst,
        "byline": list(article.byline or article.agencies),
        "agencies": list(article.agencies),
        "dateline": article.dateline or None,
        "published": article.published.isoformat() if dated else None,
        "section": article.section or None,
        "tags": list(article.tags),
        "language": article.language or language,
        "photo": _lead(article, prepared, base_url),
        "attachments": [_attachment(one, base_url) for one in article.attachments],
        "body_html": at_home(article.body_html, base_url),
    }


def _lead(article: Article, prepared: Prepared, base_url: str) -> Facts | None:
    """The lead photo; one that is only on the web has no path, a caption without a photo has no address either."""
    if article.photos and not prepared.on_the_web:
        photo = article.photos[0]
        return photo_facts(photo, photo_url(base_url, photo.enclosure.name))
    photo = _worded(prepared.manuscript)
    return photo_facts(photo, prepared.on_the_web) if prepared.on_the_web or photo.caption or photo.credit else None


def _attachment(one: Attachment, base_url: str) -> Facts:
    address = media_url(base_url, one.name)
    return attachment_facts(
        one.path, address, one.media_type, one.size_bytes, one.duration_seconds, one.width_px, one.height_px
    )


def attachment_facts(
    path: str, url: str, media_type: str, size_bytes: int, duration_seconds: int, width_px: int, height_px: int
) -> Facts:
    """The keys that `check --json` promises of a sound, a film or a document; what there is not is null."""
    facts: Facts = {
        "path": path,
        "url": url,
        "media_type": media_type,
        "size_bytes": size_bytes,
        "duration_seconds": duration_seconds,
        "width": width_px,
        "height": height_px,
    }
    return {key: value or None for key, value in facts.items()}


def _worded(manuscript: Manuscript | None) -> Photo:
    """The words of a lead photo that is not ours, or not there."""
    if manuscript is None:
        return Photo("", ())
    reference = next(iter(manuscript.photos), PhotoReference(""))
    caption = reference.caption or value_or(manuscript.caption, "")
    credit = reference.credit or value_or(manuscript.credit, "")
    return Photo("", (), caption, credit, reference.alt)


def photo_facts(photo: Photo, url: str, headline: str = "") -> Facts:
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
        "alt": photo.alt,
        "description": photo.description,
        "width": image.width_px if image else None,
        "height": image.height_px if image else None,
        "media_type": image.media_type if image else None,
    }
    return {key: value or None for key, value in facts.items()}
