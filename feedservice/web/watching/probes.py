"""Whether this process lives, and is ready, for whoever starts and stops it. Touches: nothing.

Open to all, and asks neither database nor disk: a web process is not to be stopped because a press or a database is ill.
"""

from __future__ import annotations

from flask import Blueprint, Response

from feedservice.web.responses import newsstand

#: What other programs ask time and again to learn how this one does: these, health and the metrics.
PROBES = frozenset({"/livez", "/readyz", "/health", "/metrics"})

blueprint = Blueprint("probes", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """That this process answers."""
    return _said("alive", 200)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Whether this process has an edition to serve."""
    if newsstand().changed is None:
        return _said("not ready: there is no edition to serve yet", 503)
    return _said("ready", 200)


def _said(word: str, status: int) -> Response:
    response = Response(f"{word}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
