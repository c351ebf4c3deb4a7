"""Articles as readers will see them, before they do: on the desk, and at private links. Touches: database, disk, where photos are kept, clock.

What a preview shows is no page of the site: no script runs in it, and no cache, index or other site gets it. Photos that readers may
not see yet have addresses of their own there.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import MEDIA_TYPES, permalink
from feedservice.article import Article
from feedservice.editing.life.standing import Standing
from feedservice.feeds.formats.content import authors, content_html, direction
from feedservice.media_store.page_pictures import photo_of
from feedservice.store import Reading
from feedservice.web.access.guard import doorkeeper
from feedservice.web.access.signing_key import signing_key
from feedservice.web.desk.present import Present, of_key, of_path
from feedservice.web.desk.preview.preview_links import PreviewLink, opened
from feedservice.web.media.kept_files import PHOTO_TYPES, kept_as, medium_as, photo_as, picture_as
from feedservice.web.pages import article_values
from feedservice.web.responses import (
    CONTENT_SECURITY_POLICY,
    common_values,
    dressing,
    for_readers,
    local,
    settings,
    store,
)
from feedservice.web.site.furniture import furniture

blueprint = Blueprint("previews", __name__)

#: The ways to look at an article on the desk.
SITE, FULL, SUMMARY = "site", "full", "summary"
_STILL = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'none'").replace("connect-src 'self'; ", "")
#: In a frame of the desk: nothing runs, sends or leads away.
_FRAMED = _STILL.replace("frame-ancestors 'none'", "frame-ancestors 'self'") + "; sandbox allow-same-origin"
_PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@blueprint.get("/desk/preview")
def framed() -> Response:
    """An article in a frame of its page on the desk: as on the site, or in a feed reader; of a file or, with `key`, by that."""
    path, key = request.args.get("path", ""), request.args.get("key", "")
    with store().reading() as asked:
        found = of_key(asked, key) if key else of_path(asked, path)
    if found is None or found.article is None:
        abort(404, "There is nothing to be shown of it.")
    way = request.args.get("as", SITE)
    shown = _in_reader(found.article, way) if way in (FULL, SUMMARY) else _on_site(found.article)
    response = Response(readdressed(shown, f"{settings().public_path}/desk", found.article), mimetype="text/html")
    response.headers.update({**_PRIVATE, "Content-Security-Policy": dressing().policy(_FRAMED)})
    return response


@blueprint.get("/desk/<any(photos, media):room>/<name>")
def kept(room: str, name: str) -> AnyResponse:
    """A photo, a sound or a film of any file, for editors."""
    return _kept(room, name)


@blueprint.get("/preview/<token>")
def linked(token: str) -> AnyResponse:
    """The article of a link; once it is published, its page."""
    link, found = _opened(token)
    if found.is_in_print and found.standing:
        response: AnyResponse = redirect(permalink("", found.standing.article.key), 302)
    else:
        article = _to_come(found)
        shown = _on_site(article, _banner(link, found))
        response = Response(
            readdressed(shown, f"{settings().public_path}/preview/{token}", article), mimetype="text/html"
        )
        response.headers["Content-Security-Policy"] = dressing().policy(_STILL)
    response.headers.update(_PRIVATE)
    return response


@blueprint.get("/preview/<token>/<any(photos, media):room>/<name>")
def kept_for_link(token: str, room: str, name: str) -> AnyResponse:
    """A photo, a sound or a film of the article of a link."""
    _, found = _opened(token)
    if (photo_of(name) or name) not in _names(_to_come(found)):
        abort(404)
    response = _kept(room, name)
    response.headers.update(_PRIVATE)
    response.headers.remove("Access-Control-Allow-Origin")
    return response


def _opened(token: str) -> tuple[PreviewLink, Present]:
    """What a link opens. Whatever is no link of ours, or no longer, is answered as any unknown address is."""
    key = signing_key(doorkeeper())
    link = opened(token, key, datetime.now(UTC)) if key else None
    if link is None:
        abort(404)
    with store().reading() as asked:
        found = _found(asked, link)
    if found is None:
        abort(404)
    return link, found


def _found(asked: Reading, link: PreviewLink) -> Present | None:
    if link.id:
        standing: Standing | None = asked.articles.with_id(link.id)
        return of_key(asked, standing.article.key) if standing else None
    there = (of_path(asked, path) for path in link.paths)
    return next((one for one in there if one and (one.is_in_print or one.is_to_come)), None)


def _to_come(found: Present) -> Article:
    if not found.is_to_come or found.article is None:
        abort(404)
    return found.article


def _banner(link: PreviewLink, found: Present) -> str:
    due = found.standing.due if found.standing else None
    held = f"It is held until {local(due)}." if due else "It is a draft."
    return f"Not published. {held} You see its present version; this link works until {local(link.until)}. Please do not pass it on."


def _on_site(article: Article, banner: str = "") -> str:
    return _rendered("preview.html", **article_values(article), banner=banner)


def _in_reader(article: Article, way: str) -> str:
    """As a typical reader shows an item: what it has of the feed, in its own looks."""
    language = article.language or settings().language
    content = Markup(content_html(article, settings().public_url, language)) if way == FULL else ""  # noqa: S704  # sanitised
    return _rendered(
        "reader_view.html",
        article=article,
        authors=authors(article),
        content=content,
        language=language,
        direction=direction(language),
    )


def _rendered(template: str, **values: object) -> str:
    nobody = {"visitor": "", "logout_mark": ""}  # readers see no button of the desk
    alone = {"formats": (), "furniture": furniture(), "here": "", "current": ""}
    return for_readers(template, {**common_values(), **alone, **nobody, **values})


def readdressed(html: str, place: str, article: Article) -> str:
    """A page with the article's own photos, sounds and films below another place: readers may not have them yet."""
    names = _names(article)
    if not names:
        return html
    chosen = settings()
    ours = "|".join(re.escape(one) for one in {chosen.public_url, chosen.public_path} if one)
    stems = "|".join(sorted({re.escape(name.partition(".")[0]) for name in names}))
    found = re.compile(
        rf"(?:{ours})?(/(?:photos|media)/(?:{stems})\.)"
    )  # of a photo there may be other files, by names with its own
    return found.sub(lambda one: f"{place}{one[1]}", html)


def _names(article: Article) -> set[str]:
    """The names under which files of an article are served."""
    photos = {rendition.name for photo in article.photos for rendition in photo.renditions}
    return photos | {one.name for one in article.attachments}


def _kept(room: str, name: str) -> AnyResponse:
    source = photo_of(name) if room == "photos" else ""
    media_type = kept_as(source or name, PHOTO_TYPES if room == "photos" else MEDIA_TYPES)
    if not media_type:
        abort(404)
    if source:
        return picture_as(name, source)
    return photo_as(name, media_type) if room == "photos" else medium_as(name, media_type)
