"""The conditions of a request (RFC 9110 section 13), in the order of its section 13.2.2; for answers to GET and HEAD. Pure.

One document has a tag for each content coding, and they begin alike. A tag of any coding is taken for the document's: who has
it in one coding and would now get another has the same news, and is told so with the tag of what would have been sent. So
are tags that servers in front of us made longer when they compressed (Apache's mod_deflate and mod_brotli).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from werkzeug.datastructures import ETags
from werkzeug.http import parse_date, parse_etags
from werkzeug.wrappers import Response

OK, NOT_MODIFIED, FAILED = 200, 304, 412
#: What stands at the end of a tag for the coding, ours or of a server in front of us.
_CODINGS = re.compile(r"(?:[-;]gzip|-br|-zstd)+$")
R = TypeVar("R", bound=Response)


def judged(environ: Mapping[str, Any], etag: str, last_modified: str) -> int:
    """200, or 304 when the client has what it asks for, or 412 when it wants only what there is no more.

    `etag` is strong and quoted, `last_modified` as it stands in the header; empty where there is none. A date that cannot be read is no
    condition.
    """
    changed = parse_date(last_modified)
    if asked := environ.get("HTTP_IF_MATCH"):
        if not _has(parse_etags(asked), etag, weakly=False):
            return FAILED
    elif _is_later(changed, parse_date(environ.get("HTTP_IF_UNMODIFIED_SINCE"))):
        return FAILED
    if known := parse_etags(environ.get("HTTP_IF_NONE_MATCH")):
        return NOT_MODIFIED if _has(known, etag, weakly=True) else OK
    since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return NOT_MODIFIED if changed and since and changed <= since else OK


def is_one_strong_tag(tag: str) -> bool:
    """Whether an If-None-Match is one strong entity tag: what nearly all clients send."""
    return len(tag) > 1 and tag[0] == tag[-1] == '"' and tag.count('"') == 2


def is_in_other_coding(tag: str, etag: str) -> bool:
    """Whether two strong tags are of one document in whatever codings."""
    return is_one_strong_tag(tag) and _bare(tag[1:-1]) == _bare(etag[1:-1])


def _has(tags: ETags, etag: str, *, weakly: bool) -> bool:
    """Whether a tag is among those of a condition; there is always something at an address that answers."""
    return tags.star_tag or _bare(etag.strip('"')) in {_bare(one) for one in tags.as_set(include_weak=weakly)}


def _bare(tag: str) -> str:
    """A tag without its marks, and without what stands in it for a coding."""
    return _CODINGS.sub("", tag)


def _is_later(changed: datetime | None, than: datetime | None) -> bool:
    return changed is not None and than is not None and changed > than


def without_body(response: R, status: int) -> R:
    """An answer that says only how a condition came out; that one failed is nobody else's concern."""
    response.status_code = status
    response.set_data(b"")
    for name in ("Content-Type", "Content-Encoding"):
        response.headers.pop(name, None)
    if status == FAILED:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.pop("Content-Length", None)
    return response
