"""Ready answers: a document in each content coding, with every header, as the server takes it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.http import http_date, parse_accept_header
from werkzeug.wrappers import Response

from feedservice.channels import ROOMS, Document, Kind
from feedservice.feeds.formats.content_coding import CODERS
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

#: Content codings, the one we like best first (RFC 9110 section 8.4.1).
CODINGS = tuple(CODERS)
#: What servers in front of us append to an entity tag when they compress (Apache's mod_deflate and mod_brotli).
TAG_SUFFIXES = ('-gzip"', ';gzip"', '-br"', '-zstd"')
_SUFFIXED = re.compile(r'"([^"]+?)(?:-gzip|;gzip|-br|-zstd)"')


@dataclass(frozen=True, slots=True)
class Ready:
    """One document in one encoding: all a plain answer needs, as the server takes it; `asked` counts how often it was given."""

    etag: str
    last_modified: str
    headers: list[tuple[str, str]]
    headers_for_people: list[tuple[str, str]]
    unchanged_headers: list[tuple[str, str]]
    body: list[bytes]
    asked: Asked = field(default_factory=Asked, compare=False)


def is_one_strong_tag(tag: str) -> bool:
    """Whether an If-None-Match is one strong entity tag: what nearly all clients send."""
    return len(tag) > 1 and tag[0] == tag[-1] == '"' and tag.count('"') == 2


def is_suffixed(tag: str, etag: str) -> bool:
    """Whether a tag is ours with what a server in front of us appended when it compressed (feeds.md: Apache's `-gzip`)."""
    return tag.endswith(TAG_SUFFIXES) and any(tag.removesuffix(suffix) + '"' == etag for suffix in TAG_SUFFIXES)


def choose_coding(accepted: str) -> str:
    """The content coding a client likes best, by its quality values (RFC 9110 section 12.5.3); of equals, the smallest.

    `identity`, which every client must take, when it takes none of ours or says that it likes it better.
    """
    given = parse_accept_header(accepted)
    best = max(CODINGS, key=given.quality)  # of equals the first
    stated = next((quality for value, quality in given if value.lower() == "identity"), 0)
    return best if given.quality(best) > 0 and given.quality(best) >= stated else "identity"


def coded_etag(etag: str, coding: str) -> str:
    """The entity tag of a document in a content coding."""
    return f'{etag[:-1]}-{coding}"'


def ready(document: Document, address: str, hubs: tuple[str, ...] = ()) -> Mapping[str, Ready]:
    """A document's answers by content coding; the plain one stands for codings it is not kept in."""
    links = _links(address, () if is_archive(document.path) else hubs)
    plain = _ready(document, document.body, document.etag, (), links)
    return {"identity": plain, **dict.fromkeys(CODINGS, plain)} | {
        coding: _ready(document, body, coded_etag(document.etag, coding), (("Content-Encoding", coding),), links)
        for coding, body in document.coded.items()
    }


def given(answers: Mapping[str, Ready], path: str, environ: dict[str, Any]) -> Ready:
    """The answer that suits a request, which is told there to who counts: by the document's address, without a token."""
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    ready, plain = answers[coding], answers["identity"]
    told = Given(path, "identity" if ready is plain else coding, len(ready.body[0]), len(plain.body[0]))
    environ[GIVEN] = told
    return ready


def conditional(ready: Ready, headers: list[tuple[str, str]], environ: Mapping[str, Any]) -> Response:
    """A ready answer with these headers as the request's conditions have it: 200, 304, 412 (RFC 9110 section 13).

    By werkzeug; tags that a server in front of us made longer are known.
    """
    response = Response(ready.body[0], headers=dict(headers))
    tags = environ.get("HTTP_IF_NONE_MATCH")
    asked = {"HTTP_IF_NONE_MATCH": ", ".join((tags, *(f'"{tag}"' for tag in _SUFFIXED.findall(tags))))} if tags else {}
    response.make_conditional({**environ, **asked})
    return response


def is_archive(path: str) -> bool:
    """Whether an address is that of a volume of the archive: of these no hub is told, for hardly one ever changes."""
    return path.startswith(f"/{ROOMS[Kind.MONTH]}/")


def _links(address: str, hubs: tuple[str, ...]) -> str:
    """The document's own address and its hubs, as a Link header (WebSub section 4, RFC 8288)."""
    return ", ".join((f'<{address}>; rel="self"', *(f'<{hub}>; rel="hub"' for hub in hubs)))


def _ready(document: Document, body: bytes, etag: str, extra: tuple[tuple[str, str], ...], links: str) -> Ready:
    last_modified = http_date(document.last_modified)
    validators = [
        ("ETag", etag),
        ("Last-Modified", last_modified),
        ("Cache-Control", CACHE_CONTROL_ARCHIVE if is_archive(document.path) else CACHE_CONTROL),
        ("Vary", "Accept-Encoding, Sec-Fetch-Dest"),
        ("Link", links),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "ETag, Last-Modified, Link"),
    ]
    length = [("Content-Length", str(len(body))), *extra]
    headers = [("Content-Type", document.media_type), *length, *validators]
    shown = [("Content-Type", _shown_as(document.media_type)), *length, *validators, *_FOR_PEOPLE]
    return Ready(etag, last_modified, headers, shown, validators, [body])


def _shown_as(media_type: str) -> str:
    """The media type under which a browser shows a document with its stylesheet rather than as source or not at all."""
    return media_type.replace("rss+xml", "xml").replace("atom+xml", "xml").replace("feed+json", "json")
