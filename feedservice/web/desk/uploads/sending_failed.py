"""What is said when an upload went wrong on its way; all that came is gone by then. Touches: nothing."""

from __future__ import annotations

import errno
import logging

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.errors import OrderError, StoreError
from feedservice.text.amounts import in_units
from feedservice.web.access.guard import answer
from feedservice.web.desk.uploads.received import BrokenOff, TooMuchSent, drain
from feedservice.web.responses import settings

_log = logging.getLogger(__name__)

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def failed(error: BaseException) -> AnyResponse:
    """What is said when sending went wrong; all that came is gone by then."""
    limit = settings().upload_limit_bytes
    if isinstance(error, TooMuchSent):
        drain(request.environ, limit)
        said = str(error) or f"One upload may have {in_units(limit)}. Send fewer files at once, or make them smaller."
        return answer(413, "Too much at once", f"{said} Nothing of it was kept.")
    if isinstance(error, BrokenOff):
        return answer(400, "Nothing was sent", "The files did not come whole. See whether you are connected, and send them again.")  # fmt: skip
    if isinstance(error, OSError):
        drain(request.environ, limit)
        return disk_refuses(error)
    if isinstance(error, OrderError):
        return answer(429, "Nothing was sent", str(error).replace("Nothing was ordered", "Nothing was sent"))
    if isinstance(error, StoreError):
        return answer(503, "Nothing was sent", "The store is busy just now, or cannot be written. Send it again.")
    raise error


def disk_refuses(error: OSError) -> AnyResponse:
    """That the disk takes nothing, and why."""
    _log.warning("an upload could not be kept: %s", error)
    full = error.errno in _FULL
    why = "The disk of the content folder is full" if full else f"The disk does not let us ({error.strerror})"
    return answer(507 if full else 503, "Nothing was sent", f"{why}. Nothing was kept. Tell your operator, and send it again.")  # fmt: skip
