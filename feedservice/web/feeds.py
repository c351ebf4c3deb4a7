"""Feed documents for requests that the newsstand found unusual: werkzeug decides. Touches: nothing but memory."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from feedservice.newsstand import choose_coding
from feedservice.render import FORMATS
from feedservice.web.common import newsstand

blueprint = Blueprint("feeds", __name__)


def _document() -> Response:
    """The document at this address, by werkzeug's rules of conditional requests (RFC 9110 section 13)."""
    document = newsstand().shelf.get(request.path)
    if document is None:
        abort(503, "The first edition is not ready yet.")
    ready = document[choose_coding(request.headers.get("Accept-Encoding", ""))]
    to_be_shown = request.headers.get("Sec-Fetch-Dest") == "document"
    response = Response(ready.body[0], headers=dict(ready.headers_for_people if to_be_shown else ready.headers))
    response.make_conditional(request)
    return response


for form in FORMATS:
    blueprint.add_url_rule(form.path, endpoint=form.name, view_func=_document)
