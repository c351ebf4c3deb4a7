"""Pages, lists and sitemaps in the content coding that suits a request, with a tag for each (RFC 9110 section 8.8.3.3). Touches: nothing.

What holds a secret beside words that a stranger may choose must not be compressed: from the lengths of many answers the secret
could be read (BREACH, https://www.breachattack.com/). On public pages there is no secret. On the desk there are marks of forms, and all
that is not out; a stranger can have an editor's browser ask for it with words of his choice in the query. So it is
compressed only where no query is asked, or the browser says that no other site made it ask (Fetch Metadata, Sec-Fetch-Site).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from werkzeug.wrappers import Response

from feedservice.feeds.formats.content_coding import CODERS, SMALLEST_BYTES
from feedservice.web.answers.codings import choose_coding, coded_etag
from feedservice.web.answers.preconditions import OK, judged, without_body

R = TypeVar("R", bound=Response)

#: Who made the browser ask: the newsroom's own page, or the person by typing the address.
_OWN = ("same-origin", "none")


def may_be_read_by_length(environ: Mapping[str, Any]) -> bool:
    """Whether a stranger may have chosen words that a page for editors answers with."""
    return bool(environ.get("QUERY_STRING")) and environ.get("HTTP_SEC_FETCH_SITE") not in _OWN


def finished(response: R, environ: Mapping[str, Any], *, is_secret: bool = False) -> R:
    """An answer with an entity tag, as the request's conditions and codings have it; what `is_secret` may stay uncoded."""
    body, coding = response.get_data(), "identity"
    if len(body) >= SMALLEST_BYTES:
        response.vary.update(("Accept-Encoding", "Sec-Fetch-Site") if is_secret else ("Accept-Encoding",))
        if not (is_secret and may_be_read_by_length(environ)):
            coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if coding != "identity":
        response.headers["ETag"] = coded_etag(response.headers["ETag"], coding)
    status = judged(environ, response.headers["ETag"], response.headers.get("Last-Modified", ""))
    if status == OK and coding != "identity":
        response.headers["Content-Encoding"] = coding
        response.set_data(CODERS[coding](body))
    return response if status == OK else without_body(response, status)
