"""What is said of a fault of ours: to the desk, which names the file, and to the log, which does not. Pure."""

from __future__ import annotations

import traceback
from pathlib import PurePosixPath

from feedservice.article import Problem, Severity
from feedservice.errors import FaultElsewhere


def fault(error: Exception) -> FaultElsewhere:
    """A fault of ours as it is told, without the file's name or words: it may be under embargo. The desk names it."""
    if isinstance(error, FaultElsewhere):
        return error
    places = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{PurePosixPath(place.filename).name}:{place.lineno}" for place in reversed(places[-4:]))
    return FaultElsewhere(type(error).__name__, where)


def problem_of(found: FaultElsewhere, path: str) -> Problem:
    """The same for who dropped the file."""
    what = f"We could not handle this file ({found.kind}). This is our fault, not yours."
    remedy = "Send this file to your operator. Meanwhile, saving it as plain text may help."
    return Problem(path, what, remedy, Severity.FAULT)
