"""The log, in every process that we start: dated, a message a line, and nothing in it that a terminal obeys. Touches: terminal."""

from __future__ import annotations

import logging
import sys
from typing import Any

from feedservice.text.unicode import shown

#: Libraries of which only errors are told.
QUIET = ("apscheduler", "watchfiles", "alembic", "httpx")
#: Above all loggers of ours, and of our application.
OURS = "feedservice"


class _Lines(logging.Formatter):
    """Lines of the log; one message is one line, and only a traceback has more."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        """The line before the traceback."""
        return shown(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """The traceback, whose last line may quote a name."""
        return "\n".join(map(shown, super().formatException(ei).split("\n")))


def begin_log(of: str = "") -> None:
    """Let the log go to standard error, where nobody has set up another: all of it, or only that of some logger.

    Under a server of others only `OURS`: they say what they have to say in their own way.
    """
    logger = logging.getLogger(of)
    if not logger.hasHandlers():
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # a server that sets up its log later would say each line once more
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
