"""The style sheet, fonts and pictures of the theme, each for ever under the hash of the whole theme. Touches: memory (read at the start)."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.web.answers.coded_pages import finished
from feedservice.web.answers.preconditions import OK, judged, without_body
from feedservice.web.responses import FOR_EVER, settings
from feedservice.web.themes.dressing import Dressing
from feedservice.web.themes.theme import TYPES

blueprint = Blueprint("theme", __name__)

#: Kinds that are small already.
_TEXTS = (".css", ".svg")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # of a drawing that is opened by itself


@blueprint.get("/theme/<digest>/<path:name>")
def theme_file(digest: str, name: str) -> AnyResponse:
    """A file of the theme; the address that it had in an earlier one leads to what there is now."""
    dressing: Dressing = current_app.extensions["dressing"]
    theme = dressing.theme
    if theme is None or name not in theme.files:
        abort(404, "There is no such file.")
    if digest != theme.digest:
        return redirect(f"{settings().public_url}{theme.place}/{name}", 302)
    content, ending = theme.files[name], PurePosixPath(name).suffix
    response = Response(content, content_type=TYPES[ending])
    response.set_etag(sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if ending == ".svg":
        response.headers["Content-Security-Policy"] = _POLICY
    if ending in _TEXTS:
        return finished(response, request.environ)
    status = judged(request.environ, response.headers["ETag"], "")
    return response if status == OK else without_body(response, status)
