"""The page of what readers looked for, and its description for browsers. Touches: database (reads only).

A page is made for whoever asks, and kept nowhere: caches in front of us leave queries out of account (deploy/), and what was
withdrawn must not come from theirs. But it has a tag that is known before anything is looked for, so that who asks again gets a 304 for
next to nothing. One question is asked at a time; it is given up when it takes too long.

Sources: OpenSearch 1.1 (https://github.com/dewitt/opensearch). No SearchAction: search engines show no search box any more
(developers.google.com/search/blog/2024/10/sitelinks-search-box).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from feedservice import __version__
from feedservice.article import Article
from feedservice.feeds.formats.content import direction
from feedservice.media_store.emblems import face_of
from feedservice.store import Reading
from feedservice.store.search.search_index import MOST_FOUND, IndexState
from feedservice.store.search.searched_text import body_text, captions
from feedservice.text.searching.search_query import MOST_QUERY_CHARACTERS, SearchQuery, search_query
from feedservice.text.unicode import legible, one_line
from feedservice.web.answers.coded_pages import finished
from feedservice.web.answers.codings import choose_coding, coded_etag
from feedservice.web.answers.preconditions import NOT_MODIFIED, judged
from feedservice.web.responses import page, settings, store
from feedservice.web.search.marked_passages import marked, passage, phrases_in

blueprint = Blueprint("search", __name__)

#: Results on a page.
_ITEMS = 20
#: For whoever asked alone; a minute, as all pages.
_CACHE_CONTROL = "private, max-age=60"
#: Most of what a browser shows of a name (OpenSearch 1.1, ShortName).
_SHORT_NAME_CHARACTERS = 16
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MEDIA_TYPE = "application/opensearchdescription+xml"
#: Pages are few threads' work: who looks for words does not keep others from reading.
_one_at_a_time = threading.BoundedSemaphore(1)
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story that was found, as the page shows it; `names` are those of its authors and tags that were looked for."""

    article: Article
    headline: Markup
    words: Markup
    names: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found: how many there are in all, at most one more than MOST_FOUND, and which page of how many this is, and the place of its first."""

    stories: tuple[FoundStory, ...] = ()
    count: int = 0
    number: int = 1
    pages: int = 1
    first: int = 1


@blueprint.get("/search")
def search() -> Response:
    """Stories that have the words of `q` in them, a page at a time."""
    typed = one_line(request.args.get("q", "")[:MOST_QUERY_CHARACTERS])
    number = _number(request.args.get("page", ""))
    query = search_query(typed)
    with store().reading() as asked:
        state = asked.search.state()
        tag = _tag(asked, state, typed, number)
        if judged(request.environ, f'"{tag}"', "") == NOT_MODIFIED:
            return _unchanged(tag)
        results = _results(asked, query, number) if state else Results()
    is_unready = state is None and bool(query.phrases)
    response = page(
        "search.html",
        status=503 if is_unready else 200,
        cache="no-store" if is_unready else _CACHE_CONTROL,
        etag=tag,
        typed=typed,
        query=query,
        results=results,
        is_unready=is_unready,
        is_whole=state is not None and state.whole,
        most=MOST_FOUND,
        direction=direction,
        address=_address,
    )
    response.headers["X-Robots-Tag"] = "noindex"
    if is_unready:
        response.headers["Retry-After"] = "60"
    return response


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How browsers search here (OpenSearch 1.1)."""
    chosen = settings()
    root = ET.Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    ET.SubElement(root, "ShortName").text = legible(chosen.title)[:_SHORT_NAME_CHARACTERS].strip()
    ET.SubElement(root, "Description").text = legible(chosen.description)[:1024]
    template = f"{chosen.public_url}/search?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", template=template)
    own = f"{chosen.public_url}/opensearch.xml"
    ET.SubElement(root, "Url", type=_MEDIA_TYPE, rel="self", template=own)
    if icon := face_of(chosen).icon:
        ET.SubElement(root, "Image", type=icon.media_type or "image/png").text = icon.address
    ET.SubElement(root, "Language").text = chosen.language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    body = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    response = Response(body, content_type=_MEDIA_TYPE)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(sha256(body).hexdigest()[:32])
    return finished(response, request.environ)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 and int(given) else 1


def _address(typed: str, number: int) -> str:
    """Where a page of results stands."""
    return f"{settings().public_path}/search?q={quote(typed, safe='')}" + (f"&page={number}" if number > 1 else "")


def _tag(asked: Reading, state: IndexState | None, typed: str, number: int) -> str:
    """What is another when the page may be: by the edition, the last change of any article, the index, and what is asked."""
    known = (__version__, asked.turns.state(), asked.leaves.last_change(), state, typed, number)
    return sha256(repr(known).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _unchanged(tag: str) -> Response:
    coding = choose_coding(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    response = Response(status=304)
    response.headers["ETag"] = f'"{tag}"' if coding == "identity" else coded_etag(f'"{tag}"', coding)
    response.headers["Cache-Control"] = _CACHE_CONTROL
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _results(asked: Reading, query: SearchQuery, number: int) -> Results:
    """A page of what is found; one beyond the last is the last."""
    if not query.phrases:
        return Results()
    if not _one_at_a_time.acquire(timeout=_PATIENCE_SECONDS):
        abort(503)
    try:
        numbers = asked.search.find(query)
    finally:
        _one_at_a_time.release()
    pages = max(-(-min(len(numbers), MOST_FOUND) // _ITEMS), 1)
    number = min(number, pages)
    first = (number - 1) * _ITEMS
    some = numbers[:MOST_FOUND][first : first + _ITEMS]
    articles = asked.articles.with_ids(asked.search.ids(some))
    return Results(tuple(_shown(one, query) for one in articles), len(numbers), number, pages, first + 1)


def _shown(value: Article, query: SearchQuery) -> FoundStory:
    """A story with the words marked: its standfirst, unless only a passage further down has any that the headline has not."""
    left = SearchQuery(tuple(one for one in query.phrases if one not in phrases_in(value.headline, query)))
    below = left.phrases and not phrases_in(value.standfirst, left)
    found = passage("\n".join([body_text(value.body_html), *captions(value)]), left) if below else None
    names = [one for one in (*value.byline, *value.agencies, *value.tags) if phrases_in(one, query)]
    words = found or marked(value.standfirst, query)
    return FoundStory(value, marked(value.headline, query), words, tuple(marked(one, query) for one in names))
