"""The desk's page of one article, or of one file: all there is to know of it. Touches: database (reads only), disk (the key of links), clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import permalink
from feedservice.article import Outcome
from feedservice.errors import StoreError
from feedservice.store import Reading
from feedservice.web.access.guard import admitted, answer, doorkeeper
from feedservice.web.access.signing_key import made_key
from feedservice.web.desk.advice import advice
from feedservice.web.desk.desk_pages import LONGEST_PATH, page_number
from feedservice.web.desk.desk_shut import shut
from feedservice.web.desk.listed_files import account_of, filed
from feedservice.web.desk.present import Present, of_key, of_path
from feedservice.web.desk.preview.item_sources import carriers, sources
from feedservice.web.desk.preview.preview_links import LINK_LIFE, PreviewLink, is_our_share, sealed, share_mark
from feedservice.web.responses import CONTENT_SECURITY_POLICY, local, page, settings, store

blueprint = Blueprint("desk_articles", __name__)
blueprint.register_error_handler(StoreError, shut)

#: Lines on one page of an article's history.
PAGE_LINES = 25


@blueprint.get("/desk/articles/<key>")
def of_article(key: str) -> AnyResponse:
    """All of one article, with its history, newest first."""
    with store().reading() as asked:
        found = of_key(asked, key)
        if found is None:
            abort(404, "There is no such article.")
        return _shown(asked, found)


@blueprint.get("/desk/files")
def of_file() -> AnyResponse:
    """All of one file, whatever became of it; `path` names it."""
    with store().reading() as asked:
        return _shown(asked, _asked_for(asked))


@blueprint.post("/desk/files")
def share() -> AnyResponse:
    """A private link to an article that is not published yet; nothing of it is kept."""
    key = made_key(doorkeeper())
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if not (key and is_ours and is_our_share(request.args.get("mark", ""), _who(), key)):
        return answer(400, "No link made", "This form was not made for your session. Open the article and try again.")
    with store().reading() as asked:
        found = _asked_for(asked)
        if not found.is_to_come:
            abort(404, "There is nothing to be shown of it, or readers see it already.")
        until = (datetime.now(UTC) + LINK_LIFE).replace(microsecond=0)
        id_ = found.standing.article.id if found.standing else ""
        token = sealed(PreviewLink(id_, "" if id_ else found.path, until), key)
        return _shown(asked, found, link=f"{settings().public_url}/preview/{token}", until=until)


def _asked_for(asked: Reading) -> Present:
    path = request.args.get("path", "")
    found = of_path(asked, path) if len(path) <= LONGEST_PATH else None
    if found is None:
        abort(404, "There is no such file.")
    return found


def _who() -> str:
    """For whom a form is made: the session, or the name that a proxy says."""
    found = admitted()
    return found.session.name if found.session else found.user


def _shown(asked: Reading, found: Present, **made: Any) -> Response:
    values = {**_standing(asked, found), **_words(asked, found), **made}
    response = page("desk_article.html", cache="no-store", found=found, **values)
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


def _standing(asked: Reading, found: Present) -> dict[str, Any]:
    """Where the file and its article stand, and what happened to it."""
    receipt = found.filed.receipt if found.filed else None
    users = asked.files.wanting([found.path]) if receipt and receipt.outcome is Outcome.USED else set()
    told = {
        "listed": filed(asked, found.filed) if found.filed else None,
        "receipt": receipt,
        "users": sorted(users),
        "standing": found.standing,
        "lines": (),
        "number": 1,
        "more": False,
    }
    if found.standing is None:
        return told
    from feedservice.web.desk.actions.timeline import MOST_ORDERS, timeline  # noqa: PLC0415  # compares texts, which few processes are asked for

    article, number = found.standing.article, page_number()
    happenings, ordered = asked.articles.history(article.id), asked.orders.on(article.id, found.path, MOST_ORDERS)
    told_of = timeline(happenings, ordered, article, local, (number - 1) * PAGE_LINES, PAGE_LINES + 1)
    return told | {
        "account": account_of(found.standing),
        "url": permalink(settings().public_url, article.key),
        "lines": told_of[:PAGE_LINES],
        "number": number,
        "more": len(told_of) > PAGE_LINES,
    }


def _words(asked: Reading, found: Present) -> dict[str, Any]:
    """What the article shows, as readers and programs have it."""
    article = found.article
    if article is None:
        return {"article": None, "advice": (), "sources": (), "carriers": ()}
    by_key = found.standing is not None and found.filed is None
    named = {"key": article.key} if by_key else {"path": found.path}
    key = made_key(doorkeeper()) if found.is_to_come else ""
    mark = share_mark(_who(), key) if key else ""
    return {
        "article": article,
        "advice": advice(article),
        "sources": sources(asked, article),
        "carriers": carriers(asked, article) if found.is_in_print else (),
        "preview": f"{settings().public_path}/desk/preview?{urlencode(named)}",
        "share": f"{settings().public_path}/desk/files?{urlencode({'path': found.path, 'mark': mark})}" if mark else "",
        "share_days": LINK_LIFE.days,
    }
