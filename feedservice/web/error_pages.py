"""Errors as small pages in plain words. Touches: nothing."""

from __future__ import annotations

import logging

from flask import Flask, Response
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from feedservice.errors import MediaStoreAway, RenderError, StoreError
from feedservice.web.responses import FOR_A_MINUTE, in_english, page, word

_log = logging.getLogger(__name__)

#: What a person reads at the top of an error page, and in it where nothing more is known (`text.languages`).
TITLES = {404: "not_found", 410: "gone", 503: "later"}
TEXTS = {404: "not_found_text", 410: "gone_text", 503: "later_text"}


def register(app: Flask) -> None:
    """Give every HTTP error a page; a store that cannot be read is 503, never 500."""

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        status = error.code or 500
        cache = "no-store" if status >= 500 else FOR_A_MINUTE
        title = word(TITLES[status]) if status in TITLES else in_english(error.name)
        response = page("message.html", status=status, cache=cache, title=title, message=_said(error, status))
        if status == 503:
            response.headers["Retry-After"] = "10"
        for name, value in error.get_headers():
            if name in ("Allow", "Content-Range"):
                response.headers[name] = value
        return response

    @app.errorhandler(StoreError)
    def _store(error: StoreError) -> Response:
        _log.warning("a page could not be made: %s", error)
        return _later("The newsroom's store cannot be read just now.", 10)

    @app.errorhandler(MediaStoreAway)
    def _photos(error: MediaStoreAway) -> Response:
        _log.warning("a photo could not be served: %s", error)
        return _later("This photo cannot be had just now.", 10)

    @app.errorhandler(RenderError)
    def _setting(error: RenderError) -> Response:
        _log.error("our fault: a feed could not be set: %s", error)
        return _later("This feed cannot be made just now. This is our fault, and the newsroom's log says why.", 60)


def _said(error: HTTPException, status: int) -> Markup:
    """What a page says: words in the language of the article or the newsroom, or an English sentence that says more."""
    text = error.description or ""
    if isinstance(text, Markup):
        return text
    is_plain = text == type(error).description
    return word(TEXTS[status]) if is_plain and status in TEXTS else in_english(text)


def _later(message: str, seconds: int) -> Response:
    response = page("message.html", status=503, cache="no-store", title=word(TITLES[503]), message=in_english(message))
    response.headers["Retry-After"] = str(seconds)
    return response
