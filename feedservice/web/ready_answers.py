"""Ready answers: a document in each content coding, with every header, as the server takes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.http import http_date
from werkzeug.wrappers import Response

from feedservice.addresses import CHANGES
from feedservice.channels import ROOMS, Document, Kind
from feedservice.web.answers.codings import CODINGS, choose_coding, coded_etag
from feedservice.web.answers.preconditions import OK, judged, without_body
from feedservice.web.counting.request_counts import GIVEN, Asked, Given

#: One minute fresh, a minute more while a cache refetches, a day when we are down (RFC 5861). Readers take max-age as
#: their shortest pause, so it is short: a correction must not wait (Miniflux: the largest of ttl, max-age, Expires).
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"

#: A feed that a browser shows may load its stylesheet and nothing else.
_FOR_PEOPLE = [
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]

#: Archives hardly ever change.
CACHE_CONTROL_ARCHIVE = "public, max-age=86400, stale-while-revalidate=86400, stale-if-error=86400"

#: For whoever asked alone: it depends on the query, which caches in front of us leave out of account (deploy/), and what was
#: withdrawn by law must not come from theirs. The poll that finds nothing new costs no more than a 304.
CACHE_CONTROL_CHANGES = "private, max-age=60"

#: What stands in the tag of a document as browsers show it: the same bytes under another media type are another representation.
_SHOWN = "-shown"


@dataclass(frozen=True, slots=True)
class Ready:
    """One document in one encoding: all a plain answer needs, as the server takes it; `asked` counts how often it was given.

    `for_people` is the same for a browser that shows it to a person, under a media type and a tag of its own; that counts there too.
    """

    etag: str
    last_modified: str
    headers: list[tuple[str, str]]
    unchanged_headers: list[tuple[str, str]]
    body: list[bytes]
    for_people: Ready | None = None
    asked: Asked = field(default_factory=Asked, compare=False)


def ready(document: Document, address: str, hubs: tuple[str, ...] = ()) -> Mapping[str, Ready]:
    """A document's answers by content coding; the plain one stands for codings it is not kept in."""
    links = _links(address, () if is_archive(document.path) or _is_of_changes(document.path) else hubs)
    plain = _ready(document, "identity", document.body, links)
    coded = {coding: _ready(document, coding, body, links) for coding, body in document.coded.items()}
    return {"identity": plain, **dict.fromkeys(CODINGS, plain)} | coded


def given(answers: Mapping[str, Ready], path: str, environ: dict[str, Any]) -> Ready:
    """The answer that suits a request, which is told there to who counts: by the document's address, without a token.

    The one for people where a browser is to show it.
    """
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    ready, plain = answers[coding], answers["identity"]
    told = Given(path, "identity" if ready is plain else coding, len(ready.body[0]), len(plain.body[0]))
    environ[GIVEN] = told
    return (ready.for_people if environ.get("HTTP_SEC_FETCH_DEST") == "document" else None) or ready


def conditional(ready: Ready, headers: list[tuple[str, str]], environ: Mapping[str, Any]) -> Response:
    """A ready answer with these headers as the request's conditions have it: 200, 304, 412 (RFC 9110 section 13)."""
    response = Response(ready.body[0], headers=dict(headers))
    status = judged(environ, ready.etag, ready.last_modified)
    return response if status == OK else without_body(response, status)


def is_archive(path: str) -> bool:
    """Whether an address is that of a volume of the archive: of these no hub is told, for hardly one ever changes."""
    return path.startswith(f"/{ROOMS[Kind.MONTH]}/")


def _is_of_changes(path: str) -> bool:
    """Whether an address is that of a list of changes: no hub is told of it either."""
    return path.startswith(CHANGES)


def _links(address: str, hubs: tuple[str, ...]) -> str:
    """The document's own address and its hubs, as a Link header (WebSub section 4, RFC 8288)."""
    return ", ".join((f'<{address}>; rel="self"', *(f'<{hub}>; rel="hub"' for hub in hubs)))


def _ready(document: Document, coding: str, body: bytes, links: str) -> Ready:
    parts, last_modified, asked = [body], http_date(document.last_modified), Asked()

    def one(plain_etag: str, media_type: str, more: list[tuple[str, str]], for_people: Ready | None) -> Ready:
        etag = plain_etag if coding == "identity" else coded_etag(plain_etag, coding)
        unchanged = [("ETag", etag), ("Last-Modified", last_modified), *_same(document.path, links)]
        length = [("Content-Length", str(len(body))), *([] if coding == "identity" else [("Content-Encoding", coding)])]
        headers = [("Content-Type", media_type), *length, *unchanged, *more]
        return Ready(etag, last_modified, headers, unchanged, parts, for_people, asked)

    shown_etag = f'{document.etag[:-1]}{_SHOWN}"'
    return one(
        document.etag, document.media_type, [], one(shown_etag, _shown_as(document.media_type), _FOR_PEOPLE, None)
    )


def _same(path: str, links: str) -> list[tuple[str, str]]:
    """The headers that are the same in all codings, and of 304 too."""
    return [
        ("Cache-Control", _cache_control(path)),
        ("Vary", "Accept-Encoding, Sec-Fetch-Dest"),
        ("Link", links),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "ETag, Last-Modified, Link"),
    ]


def _cache_control(path: str) -> str:
    if _is_of_changes(path):
        return CACHE_CONTROL_CHANGES
    return CACHE_CONTROL_ARCHIVE if is_archive(path) else CACHE_CONTROL


def _shown_as(media_type: str) -> str:
    """The media type under which a browser shows a document with its stylesheet rather than as source or not at all."""
    return media_type.replace("rss+xml", "xml").replace("atom+xml", "xml").replace("feed+json", "json")
