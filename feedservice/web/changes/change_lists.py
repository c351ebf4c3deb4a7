"""Lists of changes: `/changes.json?since=CURSOR`, for aggregators that keep a copy (docs/feeds.md). Touches: memory, database (read only).

The newsstand answers from memory what was asked before in this edition, so polls that find nothing new; all else comes here.
Programs ask, so what is wrong is told as they read it (RFC 9457).
"""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import CHANGES, document_url
from feedservice.errors import CursorError, CursorLost
from feedservice.store.stand.ledger import cursor_of
from feedservice.web.feed_documents import answer_of, moved, preflight
from feedservice.web.responses import settings

blueprint = Blueprint("changes", __name__)

#: So much is told again of what was asked.
_TOLD = 60


@blueprint.route(CHANGES, methods=["GET", "OPTIONS"], provide_automatic_options=False)
def changes() -> AnyResponse:
    """What changed since a cursor; without one, everything from the beginning."""
    if request.method == "OPTIONS":
        return preflight()
    asked = request.args.getlist("since")
    try:
        if len(asked) > 1:
            raise CursorError
        query = f"since={cursor_of(asked[0])}" if any(asked) else ""
        answer = answer_of(f"{CHANGES}?{query}")
    except CursorLost:
        return _begin_anew()
    except CursorError:
        return _no_cursor(" and ".join(asked))
    if answer is None:
        raise ServiceUnavailable("The first edition is not ready yet.")
    return answer


@blueprint.route(f"{CHANGES}/")
def folder() -> AnyResponse:
    """With a slash at its end it is where it is without, with what is asked of it."""
    query = request.query_string.decode("latin-1")
    return moved(f"{CHANGES}?{query}" if query else CHANGES)


def _no_cursor(asked: str) -> Response:
    shown = asked if len(asked) <= _TOLD else f"{asked[:_TOLD]}…"
    detail = (
        f"In the address, since= says “{shown}”, which is no cursor of ours. Ask at the next_url of your last answer, letter by "
        "letter as it stood there; or, if you have none, at start_url for everything from the beginning."
    )
    return _problem(400, "This is no cursor", detail)


def _begin_anew() -> Response:
    detail = (
        "The cursor in since= is of a history that this newsroom no longer has: its records were lost, or brought back from an "
        "earlier day. What you missed cannot be told. Forget your copy, and make it anew from start_url."
    )
    return _problem(410, "Begin anew: this cursor leads nowhere any more", detail)


def _problem(status: int, title: str, detail: str) -> Response:
    """What is wrong, as problem details (RFC 9457). Kept by no cache: a cure must not wait."""
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "start_url": document_url(settings().public_url, CHANGES),
    }
    response = Response(json.dumps(told, ensure_ascii=False), status, mimetype="application/problem+json")
    response.headers.update({"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"})
    return response
