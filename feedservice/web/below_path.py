"""Everything below a path of another site (`base_url = "https://example.org/news"`). Pure.

A proxy may take the path away before it asks us, as WSGI servers do that mount an application, or leave it: both are
answered. Addresses that we write begin with it: in feeds by `base_url`, in pages by what the settings say of it, and in redirects
here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response

from feedservice.web.background_work import Application, Environ


class BelowPath:
    """WSGI middleware that answers below a path what is answered without it (PEP 3333, SCRIPT_NAME)."""

    def __init__(self, app: Application, path: str) -> None:
        self.app = app
        self._path, self._below = path, f"{path}/"

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Take the path away where it stands. The path alone is the front page."""
        asked = environ["PATH_INFO"]
        if asked.startswith(self._below) or asked == self._path:
            environ["PATH_INFO"] = asked[len(self._path) :] or "/"
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + self._path
        return self.app(environ, start_response)


def below(app: Application, path: str) -> Application:
    """An application that answers below a path too; without any, itself."""
    return BelowPath(app, path) if path else app


def redirect_below(path: str, response: Response) -> Response:
    """An answer whose Location, when it is one of our host, stands below the path."""
    location = response.headers.get("Location", "")
    if path and location.startswith("/") and not location.startswith("//"):
        response.headers["Location"] = path + location
    return response
