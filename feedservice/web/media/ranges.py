"""Which part of a file a request wants, and whether it has it already (RFC 9110, sections 13 and 14). Touches: nothing."""

from __future__ import annotations

import re

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from feedservice.web.answers.preconditions import OK, judged, without_body

#: One range of bytes (RFC 9110 section 14.1.2): from and perhaps to, or so many at the end.
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.IGNORECASE)

#: What is decided here, and not by werkzeug.
_JUDGED = ("HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


def conditional(response: Response, length_bytes: int) -> Response:
    """The answer as the request's conditions have it: 200, 206, 304; or 416, which no cache may keep for others.

    Whether it is known already comes before its parts (RFC 9110 section 13.2.2); werkzeug has it the other way round.
    """
    status = judged(request.environ, response.headers["ETag"], response.headers.get("Last-Modified", ""))
    if status != OK:
        return without_body(response, status)
    environ = {name: value for name, value in request.environ.items() if name not in _JUDGED}
    response.make_conditional(environ, accept_ranges=True, complete_length=length_bytes)
    part = _part(length_bytes) if response.status_code == 200 else ""
    if not part:
        return response
    try:
        response.make_conditional({**environ, "HTTP_RANGE": part}, accept_ranges=True, complete_length=length_bytes)
    except RequestedRangeNotSatisfiable:
        headers = {"Content-Range": f"bytes */{length_bytes}", "Cache-Control": "no-store"}
        return Response("This file has no such part.", 416, headers, mimetype="text/plain")
    return response


def _part(length_bytes: int) -> str:
    """The one range of bytes that is asked for, counted from the start; nothing when the whole is to be sent.

    That is so for several ranges, other units than bytes, other methods than GET (RFC 9110 section 14.2), and where the part
    is wanted of a file that is only weakly the same (section 13.1.5).
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or request.method != "GET" or request.headers.get("If-Range", "").startswith("W/"):
        return ""
    first, last, at_end = asked.groups()
    if at_end:
        return f"bytes={length_bytes - min(int(at_end), length_bytes)}-"
    return "" if last and int(last) < int(first) else f"bytes={first}-{last}"
