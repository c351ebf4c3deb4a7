"""The front page, article pages and photos. Touches: database, photos, both read only."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Blueprint, Response, abort, request
from markupsafe import Markup
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from feedservice.addresses import PHOTO_SUFFIXES, permalink, photo_url
from feedservice.article import Article, Outcome, Photo
from feedservice.channels import Channel, Kind, channel_slug, display_name, path_of
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.feeds.formats.content import authors, body_html, byline, corrections, direction, figure, shown_in_body
from feedservice.media_store import media_store_of
from feedservice.text.languages import own_word
from feedservice.web.responses import FeedLink, feeds_of, page, settings, store

blueprint = Blueprint("pages", __name__)

_PHOTO_NAME = re.compile(r"^[0-9a-f]{32}(\.(?:jpg|png|gif|webp))$")
_MEDIA_TYPES = {suffix: media_type for media_type, suffix in PHOTO_SUFFIXES.items()}
#: What the page of an article says that is no longer shown; nothing of its words.
GONE = {Outcome.EXPIRED: "This article has expired.", Outcome.SCHEDULED: "This article is not to be seen at present."}
#: The name carries the hash of the bytes, so a photo never changes (RFC 8246).
_FOR_EVER = "public, max-age=31536000, immutable"
#: One range of bytes (RFC 9110 section 14.1.2): from and perhaps to, or so many at the end.
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.IGNORECASE)


@blueprint.get("/")
def front() -> Response:
    """The latest articles, and the feeds."""
    with store().reading() as asked:
        articles = asked.articles.newest(settings().feed_items)
        sections = [one for one in asked.channels.of_kinds([Kind.SECTION]) if one.shown]
    return page("front.html", articles=articles, sections=sections, direction=direction)


@blueprint.get("/articles/<key>")
def article(key: str) -> Response:
    """An article at its permanent address; 410 once it is withdrawn."""
    with store().reading() as asked:
        found = asked.articles.with_key(key)
    if found is None or (found.state not in IN_PRINT and found.left is None):
        abort(404, "There is no such article.")
    if found.state not in IN_PRINT:
        abort(410, GONE.get(found.state, "This article has been withdrawn."))
    value = found.article
    base_url = settings().public_url
    language = value.language or settings().language
    figures = [Markup(figure(photo, base_url, language)) for photo in value.photos if not shown_in_body(photo, value)]  # noqa: S704
    lead = figures[:1] if value.photos and not shown_in_body(value.photos[0], value) else []
    return page(
        "article.html",
        article=value,
        channel_feeds=_section_feeds(value),
        authors=authors(value),
        byline=byline(value),
        url=permalink(base_url, value.key),
        language=language,
        direction=direction(language),
        body=Markup(body_html(value, base_url)),  # noqa: S704  # sanitised, and only escaped text added since
        corrections=Markup(corrections(value, language)),  # noqa: S704  # escaped where it is made
        lead=lead,
        others=figures[len(lead) :],
        image=photo_url(base_url, value.photos[0].enclosure.name) if value.photos else "",
        structured_data=Markup(_structured_data(value, base_url, language)),  # noqa: S704  # JSON with < escaped
    )


def _section_feeds(value: Article) -> tuple[FeedLink, ...]:
    """The feeds of an article's section, for autodiscovery."""
    if not value.section:
        return ()
    title = f"{settings().title} – {display_name(value.section)}"
    path = path_of(Kind.SECTION, channel_slug(value.section))
    chosen = settings()
    return feeds_of(Channel("", title, chosen.description, chosen.language, chosen.public_url, 0, path, Kind.SECTION))


def _structured_data(value: Article, base_url: str, language: str) -> str:
    """The article as schema.org NewsArticle in JSON-LD, safe inside a script element."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": permalink(base_url, value.key),
        "headline": value.headline,
        "description": value.standfirst,
        "datePublished": value.published.isoformat(),
        "dateModified": value.updated.isoformat(),
        "inLanguage": language,
        "articleSection": value.section,
        "keywords": list(value.tags),
        "author": [{"@type": "Person", "name": name} for name in value.byline]
        + [{"@type": "Organization", "name": name} for name in value.agencies],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings().title, "url": f"{base_url}/"},
        "image": [_image(photo, base_url) for photo in value.photos],
        "correction": _correction_comments(value, language),
    }
    return json.dumps({name: fact for name, fact in facts.items() if fact}, ensure_ascii=False).replace("<", "\\u003c")


def _image(photo: Photo, base_url: str) -> dict[str, Any]:
    """A photo as schema.org has it, with what its metadata says of whose it is (https://schema.org/ImageObject)."""
    facts = {
        "@type": "ImageObject",
        "url": photo_url(base_url, photo.enclosure.name),
        "contentUrl": photo_url(base_url, photo.enclosure.name),
        "thumbnailUrl": photo_url(base_url, photo.thumbnail.name),
        "encodingFormat": photo.enclosure.media_type,
        "width": photo.enclosure.width_px,
        "height": photo.enclosure.height_px,
        "caption": photo.caption,
        "creditText": photo.credit,
        "creator": [{"@type": "Person", "name": name} for name in photo.creator.split(", ") if name],
        "copyrightNotice": photo.copyright,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _correction_comments(value: Article, language: str) -> list[dict[str, str]]:
    """The correction notes as schema.org has them (https://schema.org/CorrectionComment)."""
    bare = own_word("corrected", language)
    return [
        {"@type": "CorrectionComment", "text": one.note or bare, "datePublished": one.day.isoformat()}
        for one in value.corrections
    ]


@blueprint.get("/photos/<name>")
def photo(name: str) -> Response:
    """A rendition of a photo, under this name for as long as an article that shows it, or once did, is in print.

    410 once every such article has left print; before the first is in print there is none. Read whole: a slow client
    must not hold a worker.
    """
    known = _PHOTO_NAME.match(name)
    with store().reading() as asked:
        shown_by = asked.articles.photo_states(name) if known else []
    if not any(state in IN_PRINT for state, _ in shown_by) and any(left for _, left in shown_by):
        abort(410, "This photo has been withdrawn.")
    in_print = known is not None and any(state in IN_PRINT for state, _ in shown_by)
    kept = media_store_of(settings()).read(name) if in_print else None
    if known is None or kept is None:
        abort(404, "There is no such photo.")
    response = Response(kept.content, mimetype=_MEDIA_TYPES[known[1]])
    response.set_etag(name.partition(".")[0])
    response.last_modified = kept.modified
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _conditional(response)


def _conditional(response: Response) -> Response:
    """The answer as the request's conditions have it: 200, 206, 304; or 416, which no cache may keep for others.

    Whether it is known already comes before its parts (RFC 9110 section 13.2.2); werkzeug has it the other way round.
    """
    length_bytes = response.content_length or 0
    environ = {name: value for name, value in request.environ.items() if name != "HTTP_RANGE"}
    response.make_conditional(environ, accept_ranges=True, complete_length=length_bytes)
    part = _part(length_bytes) if response.status_code == 200 else ""
    if not part:
        return response
    try:
        response.make_conditional({**environ, "HTTP_RANGE": part}, accept_ranges=True, complete_length=length_bytes)
    except RequestedRangeNotSatisfiable:
        headers = {"Content-Range": f"bytes */{length_bytes}", "Cache-Control": "no-store"}
        return Response("This photo has no such part.", 416, headers, mimetype="text/plain")
    return response


def _part(length_bytes: int) -> str:
    """The one range of bytes that is asked for, counted from the start; nothing when the whole is to be sent.

    That is so for several ranges, other units than bytes, other methods than GET (RFC 9110 section 14.2), and where the part
    is wanted of a picture that is only weakly the same (section 13.1.5).
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or request.method != "GET" or request.headers.get("If-Range", "").startswith("W/"):
        return ""
    first, last, at_end = asked.groups()
    if at_end:
        return f"bytes={length_bytes - min(int(at_end), length_bytes)}-"
    return "" if last and int(last) < int(first) else f"bytes={first}-{last}"
