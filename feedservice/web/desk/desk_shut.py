"""The desk while the database cannot be read: what is wrong, and what can be done. Touches: database (read only), disk, clock."""

from __future__ import annotations

import logging
from typing import Any

from flask import Response

from feedservice.errors import StoreError
from feedservice.web.responses import page
from feedservice.web.watching.alarms import KINDS, OF_PRESS
from feedservice.web.watching.operators import watch

_log = logging.getLogger(__name__)


def shut(error: StoreError) -> Response:
    """In place of any page of the desk, 503: the same that health says."""
    _log.warning("a page could not be made: %s", error)
    response = page("desk_shut.html", status=503, cache="no-store", **press_and_alarms())
    response.headers["Retry-After"] = "10"
    return response


def press_and_alarms() -> dict[str, Any]:
    """What stands at the top of the desk: how the press does, and the alarms that it does not say itself."""
    verdict = watch().verdict()
    alarms = [one for one in verdict.book.alarms if one.kind not in OF_PRESS]
    return {"press": verdict.press, "alarms": alarms, "alarm_titles": KINDS}
