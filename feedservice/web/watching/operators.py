"""Who keeps watch over this application. Touches: nothing."""

from __future__ import annotations

from flask import current_app

from feedservice.web.watching.watch import Watch


def watch() -> Watch:
    """Who keeps watch over this application."""
    found: Watch = current_app.extensions["watch"]
    return found
