"""Feed documents for requests that the newsstand found unusual. Touches: memory, database (read only), clock.

Unusual are documents that are not at hand (of languages, authors, tags, months), addresses that have moved, and conditions beyond
one entity tag or one date.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import Gone, NotFound, ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import document_url
from feedservice.channels import PUBLIC, ROOMS, Kind
from feedservice.errors import NoEdition
from feedservice.feeds.editions import CLOCK_GONE_WRONG
from feedservice.feeds.formats import FORMATS
from feedservice.web.ready_answers import conditional, given
from feedservice.web.responses import newsstand, settings, store

blueprint = Blueprint("feeds", __name__)

_NOT_YET = "The first edition is not ready yet."

#: What a page of another site may send with its question (Fetch standard, CORS preflight), and for how long it may know.
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Cache-Control, A-IM",
    "Access-Control-Max-Age": "86400",
}


def _document(**_: str) -> AnyResponse:
    """The document at this address, as the request's conditions have it (RFC 9110 section 13)."""
    if request.method == "OPTIONS":
        return preflight()
    return answer_of(request.path) or _elsewhere()


def preflight() -> AnyResponse:
    """What pages of other sites may ask a document with."""
    return Response(status=204, headers={**_PREFLIGHT, "Allow": "GET, HEAD, OPTIONS"})


def answer_of(path: str) -> AnyResponse | None:
    """The document at an address as the request's conditions have it; none when there is none."""
    try:
        document = newsstand().fetch(path)
    except NoEdition as early:
        raise ServiceUnavailable(_NOT_YET) from early
    if document is None:
        return None
    ready = given(document, path, request.environ)
    _forget_dates_to_come()
    return conditional(ready, ready.headers, request.environ)


def _forget_dates_to_come() -> None:
    """A reader that was given a date by a clock that was ahead must not be told “not modified” until that day has come."""
    since = request.if_modified_since
    if since and since > datetime.now(UTC) + CLOCK_GONE_WRONG:
        del request.environ["HTTP_IF_MODIFIED_SINCE"]


def _elsewhere() -> AnyResponse:
    """Where a feed has moved, for good, or that it is closed; else there is none, or not yet."""
    path, _, name = request.path.rpartition("/")
    with store().reading() as asked:
        target, record = asked.channels.moved_to(path), asked.channels.at(path)
    if target is not None:
        return moved(f"{target}/{name}")
    if record is not None and record.closed:
        raise Gone("This feed has been closed for good. The feeds page lists those there are.")
    if record is not None and not record.shown and record.kind is not Kind.MONTH:
        raise ServiceUnavailable(_NOT_YET)
    raise NotFound("There is no such feed. The feeds page lists those there are.")


def moved(path: str) -> AnyResponse:
    """To another address of ours, for good. 301, for which readers change their subscription (RFC 9110 section 15.4.2)."""
    response = redirect(document_url(settings().public_url, path), 301)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _folder(**_: str) -> AnyResponse:
    """With a slash at its end, which people and programs add, a feed is where it is without."""
    return moved(request.path.rstrip("/"))


for form in FORMATS:
    rules = [
        form.path,
        *(f"/{room}/<slug>{form.path}" for kind, room in ROOMS.items() if kind in PUBLIC),
        f"/archive/<slug>/<part>{form.path}",
    ]
    for number, rule in enumerate(rules):
        blueprint.add_url_rule(
            rule,
            endpoint=f"{form.name}-{number}",
            view_func=_document,
            methods=["GET", "OPTIONS"],
            provide_automatic_options=False,
        )
        blueprint.add_url_rule(f"{rule}/", endpoint=f"{form.name}-{number}-folder", view_func=_folder)
