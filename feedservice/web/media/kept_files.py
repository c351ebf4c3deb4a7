"""The addresses of photos, sounds, films and documents. Touches: database, the place where they are kept; reads only.

Each is served under its name for as long as an article that shows it, or once did, is in print; 410 once every such
article has left print; before the first is in print there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import MEDIA_TYPES, PHOTO_SUFFIXES
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.media_store import media_store_of
from feedservice.media_store.kept_file import KeptStream
from feedservice.media_store.page_pictures import JPEG, WEBP, photo_of
from feedservice.web.media.picture_maker import Busy, picture_of
from feedservice.web.media.ranges import conditional
from feedservice.web.responses import FOR_EVER, settings, store

blueprint = Blueprint("media", __name__)

PHOTO_TYPES = {suffix: media_type for media_type, suffix in PHOTO_SUFFIXES.items()}
_NAME = re.compile(r"[0-9a-f]{32}((?:\.[0-9a-z]{1,10}){1,2})")
#: What is not longer is read at once; anything else goes out in blocks, as the client takes them.
AT_ONCE_BYTES = 1 << 20
#: So long does a browser wait for its turn before it is sent to the photo itself, and a search engine for a shape.
_PATIENCE_SECONDS, _LONG_SECONDS = 0.2, 2.0


@blueprint.get("/photos/<name>")
def photo(name: str) -> AnyResponse:
    """A rendition of a photo, or a picture that is made of one for pages."""
    source = photo_of(name)
    media_type = _type_of(source or name, PHOTO_TYPES, "photo")
    return picture_as(name, source) if source else photo_as(name, media_type)


def photo_as(name: str, media_type: str) -> Response:
    """A rendition that may be seen. Read whole: a slow client must not hold a worker."""
    kept = media_store_of(settings()).read(name)
    if kept is None:
        abort(404, "There is no such photo.")
    response = _described(Response(kept.content, mimetype=media_type), name, kept.modified)
    return conditional(response, len(kept.content))


def picture_as(name: str, source: str) -> AnyResponse:
    """A picture for pages that is made of a photo which may be seen; while another is being made, the way to that photo itself."""
    is_small_file = name.endswith(".webp")
    try:
        kept = picture_of(settings(), name, source, _PATIENCE_SECONDS if is_small_file else _LONG_SECONDS)
    except Busy:
        if is_small_file:
            away = redirect(source, 302)
            away.headers["Cache-Control"] = "no-store"
            return away
        abort(503, "This picture cannot be made just now.")
    if kept is None:
        abort(404, "There is no such picture.")
    response = _described(Response(kept.content, mimetype=WEBP if is_small_file else JPEG), name, kept.modified)
    response.set_etag(name.rpartition(".")[0])
    return conditional(response, len(kept.content))


@blueprint.get("/media/<name>")
def medium(name: str) -> Response:
    """A sound, a film or a document."""
    return medium_as(name, _type_of(name, MEDIA_TYPES, "file"))


def medium_as(name: str, media_type: str) -> Response:
    """One that may be heard or seen; of a long one no more is in memory than a block."""
    kept = media_store_of(settings()).stream(name)
    if kept is None:
        abort(404, "There is no such file.")
    response = _described(Response(mimetype=media_type), name, kept.modified)
    response.content_length = kept.size_bytes
    return _filled(conditional(response, kept.size_bytes), kept)


def kept_as(name: str, types: Mapping[str, str]) -> str:
    """The type of a file by its name; nothing for what is no name of ours."""
    found = _NAME.fullmatch(name)
    return types.get(found[1], "") if found else ""


def _type_of(name: str, types: Mapping[str, str], called: str) -> str:
    """The type of a file by its name, when it may be seen; else 404, or 410 when it was."""
    media_type = kept_as(name, types)
    with store().reading() as asked:
        shown_by = asked.articles.photo_states(name) if media_type else []
    in_print = any(state in IN_PRINT for state, _ in shown_by)
    if not in_print and any(left for _, left in shown_by):
        abort(410, f"This {called} has been withdrawn.")
    if not in_print:
        abort(404, f"There is no such {called}.")
    return media_type


def _described(response: Response, name: str, modified: datetime) -> Response:
    response.set_etag(name.partition(".")[0])
    response.last_modified = modified
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _filled(response: Response, kept: KeptStream) -> Response:
    """The answer with the bytes that it is about; 206 says which in its header."""
    if response.status_code not in (200, 206) or request.method == "HEAD":
        return response
    first, end = 0, kept.size_bytes
    part = response.content_range
    if response.status_code == 206 and part.start is not None and part.stop is not None:
        first, end = part.start, part.stop
    blocks = kept.blocks(first, end)
    response.response = [b"".join(blocks)] if end - first <= AT_ONCE_BYTES else _sent(blocks)
    response.content_length = end - first
    return response


def _sent(blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield from blocks
