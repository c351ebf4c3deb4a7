"""What programs ask that put an article on another page: `/oembed?url=…&format=json` (https://oembed.com). Touches: database (one read).

401 for what is not for everybody, 404 for what is no article of ours in print, 501 for a format that there is none in. It depends on the
query, which caches in front of us leave out of account (deploy/): so it is `private`.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from feedservice.addresses import permalink
from feedservice.article import Article
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.feeds.formats.content import authors
from feedservice.web.answers.coded_pages import finished
from feedservice.web.embeds.embed_card import Provider, Room, as_json, as_xml, embed_card
from feedservice.web.responses import author_path, settings, store, when

blueprint = Blueprint("oembed", __name__)

FORMS: dict[str, tuple[Callable[[dict[str, Any]], bytes], str]] = {
    "json": (as_json, "application/json; charset=utf-8"),
    "xml": (as_xml, "text/xml; charset=utf-8"),
}
_CACHE = "private, max-age=300"
#: What begins so is not for everybody, and nothing is said of it.
_PRIVATE = ("/desk", "/preview/", "/private/")


@blueprint.get("/oembed")
def oembed() -> Response:
    """An article by its address, as JSON or XML."""
    made, media_type = FORMS.get(request.args.get("format", "json").lower()) or abort(
        501, "There is JSON and XML: format=json, format=xml."
    )
    article = _article(request.args.get("url", ""))
    chosen = settings()
    said_by = Provider(chosen.title, f"{chosen.public_url}/", when(article.published, article.language))
    names = authors(article)
    author_url = f"{chosen.public_url}{author_path(names[0])}" if names else ""
    room = Room(_pixels("maxwidth"), _pixels("maxheight"))
    body = made(embed_card(article, permalink(chosen.public_url, article.key), said_by, author_url, room))
    response = Response(body, content_type=media_type)
    response.set_etag(sha256(body).hexdigest()[:32])
    response.headers["Cache-Control"] = _CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return finished(response, request.environ)


def _article(url: str) -> Article:
    """The article in print at an address, whatever its scheme, query and fragment are, and whether a slash ends it."""
    if not url:
        abort(400, "Which article? Ask as /oembed?url=… with its whole address.")
    ours = urlsplit(settings().public_url)
    try:
        asked = urlsplit(url.strip())
        is_here = asked.scheme in ("http", "https") and asked.netloc.lower() == ours.netloc.lower()
    except ValueError:
        is_here = False
    if not is_here or not asked.path.startswith(f"{ours.path}/"):
        abort(404, "This is no address of this newsroom.")
    path = asked.path.removeprefix(ours.path)
    if path.startswith(_PRIVATE):
        abort(401, "This is not for everybody.")
    room, _, key = path.strip("/").partition("/")
    with store().reading() as reading:
        found = reading.articles.with_key(key) if room == "articles" else None
    if found is None or found.state not in IN_PRINT:
        abort(404, "There is no such article.")
    return found.article


def _pixels(name: str) -> int:
    """A limit that is asked for; nought for none, and for what is no number."""
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
