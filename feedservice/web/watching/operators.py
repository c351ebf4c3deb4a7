"""Who may see what is inside (health in detail, metrics, problems), and who keeps watch over it. Touches: nothing."""

from __future__ import annotations

from flask import current_app

from feedservice.web.responses import settings
from feedservice.web.watching.watch import Watch


def may_look() -> bool:
    """Whether whoever asks may see what the desk may show."""
    return settings().desk


def watch() -> Watch:
    """Who keeps watch over this application."""
    found: Watch = current_app.extensions["watch"]
    return found
