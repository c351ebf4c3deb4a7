"""The newsroom's own pictures, its colour, and what browsers and telephones ask for by themselves. Touches: memory (read at the start)."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import Emblem, face_url
from feedservice.media_store.emblems import emblems_of, face_of
from feedservice.web.answers.coded_pages import finished
from feedservice.web.answers.preconditions import OK, judged, without_body
from feedservice.web.feed_documents import moved
from feedservice.web.responses import FOR_EVER, dressing, settings
from feedservice.web.site.colours import colour_sheet, font_sheet

blueprint = Blueprint("face", __name__)

#: The icon of a newsroom that has none of its own.
STAND_IN = "/static/icon.svg"


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Browsers and readers that ask for this get the icon there is."""
    return _to(face_of(settings()).icon) or moved(STAND_IN)


@blueprint.get("/apple-touch-icon.png")
@blueprint.get("/apple-touch-icon-precomposed.png")
def touch_icon() -> AnyResponse:
    """Telephones ask for this before they read the page."""
    return _to(face_of(settings()).touch) or abort(404, "There is no such icon.")


def _to(emblem: Emblem | None) -> AnyResponse | None:
    """To a picture of the newsroom, if there is one: ours, or one that others serve."""
    own = settings().public_url
    if emblem is None or emblem.address.startswith(f"{own}/"):
        return moved(emblem.address.removeprefix(own)) if emblem else None
    response = redirect(emblem.address, 301)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.get("/static/colours.css")
def colours() -> AnyResponse:
    """The newsroom's colour for its pages, as dark or as light as it takes to be read by day and by night; and its fonts."""
    colour, fonts = face_of(settings()).colour, settings().font
    if not (colour or fonts):
        abort(404, "The newsroom has no colour and no font of its own.")
    sheet = (colour_sheet(colour, dressing().papers) if colour else "") + (font_sheet(fonts) if fonts else "")
    response = Response(sheet, mimetype="text/css", headers={"Cache-Control": "no-cache"})
    response.set_etag(sha256(sheet.encode()).hexdigest()[:32])
    return finished(response, request.environ)


@blueprint.get("/face/<name>")
def face(name: str) -> AnyResponse:
    """A picture of the newsroom, for ever under this name; the address of an earlier one leads to the one there is now."""
    emblems = emblems_of(settings())
    found = emblems.files.get(name)
    if found is None:
        other = emblems.instead_of(name) or abort(404, "There is no such picture.")
        return redirect(face_url(settings().public_url, other), 302)
    response = Response(found.content, content_type=found.media_type)
    response.set_etag(sha256(found.content).hexdigest()[:32])
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a drawing
    if found.media_type.endswith("xml"):
        return finished(response, request.environ)  # a text, worth coding
    status = judged(request.environ, response.headers["ETag"], "")
    return response if status == OK else without_body(response, status)
