"""Which content coding a request is answered in, and the entity tag it has there (RFC 9110 sections 8.4.1, 8.8.3.3, 12.5.3). Pure."""

from __future__ import annotations

import re

from werkzeug.http import parse_accept_header

from feedservice.feeds.formats.content_coding import CODERS

#: Content codings, the one we like best first (RFC 9110 section 8.4.1).
CODINGS = tuple(CODERS)
_X_GZIP = re.compile(r"\bx-gzip\b", re.IGNORECASE)


def choose_coding(accepted: str) -> str:
    """The content coding a client likes best, by its quality values (RFC 9110 section 12.5.3); of equals, the smallest.

    `identity`, which every client must take, when it takes none of ours or says that it likes it better. x-gzip is gzip (section 8.4.1.3).
    """
    given = parse_accept_header(_X_GZIP.sub("gzip", accepted))
    best = max(CODINGS, key=given.quality)  # of equals the first
    stated = next((quality for value, quality in given if value.lower() == "identity"), 0)
    return best if given.quality(best) > 0 and given.quality(best) >= stated else "identity"


def coded_etag(etag: str, coding: str) -> str:
    """The entity tag of a document in a content coding."""
    return f'{etag[:-1]}-{coding}"'
