"""Private addresses, of partners' feeds and of previews, masked in the request logs of servers that run in our process. Touches: logs.

`feedservice run` keeps no log of requests. Others do: werkzeug always, gunicorn and granian when they are told to. What
stands in front of us (nginx, Caddy) logs by itself; docs/partners.md says how to leave these addresses out there.
"""

from __future__ import annotations

import logging
import re

#: Who logs the addresses of requests, or of those that failed: the servers, and Flask under the name of our application.
_WRITERS = ("werkzeug", "gunicorn.access", "gunicorn.error", "granian.access", "waitress", "feedservice.web")
_PLACES = ("/private/", "/preview/")
_TOKEN = re.compile(r"(/(?:private|preview)/)[^/\s\"'?]+")


class _Mask(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through, without tokens."""
        said = record.getMessage()
        if any(place in said for place in _PLACES):
            record.msg, record.args = _TOKEN.sub(r"\1…", said), None
        return True


_MASK = _Mask()


def mask_logs() -> None:
    """From now on no log of a request in this process shows a token; to be called as often as one likes."""
    for name in _WRITERS:
        logging.getLogger(name).addFilter(_MASK)
