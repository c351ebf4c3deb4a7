"""The yardstick for `serving`: a plain Flask view over the same ready bytes; and the server both run under.

`python -m bench.plain newsstand|flask ROOT PORT CORE ITEMS` serves by `feedservice.service.serve.serve` itself, so that granian's
settings are the real ones on both sides; for the Flask view only what the worker loads is another.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from bench.first import settings_for
from feedservice.addresses import document_url
from feedservice.service import serve as serving
from feedservice.service.granian_server import UnendingServer
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.web.ready_answers import Ready, ready

PATH = "/rss.xml"
FEED_ITEMS = 2


def settings(root: Path, port: int, items: int = FEED_ITEMS) -> Settings:
    """A feed of so many articles, and a press that does not disturb."""
    home = "https://news.example.org"  # not host and port, which would change the bytes with the port
    return settings_for(root, port=port, base_url=home, feed_items=items, scan_seconds=3600, watch=False)


def cached(chosen: Settings) -> dict[str, Ready]:
    """The document's ready answers by encoding, straight from the store."""
    store = Store(chosen.database)
    with store.reading() as asked:
        document = asked.documents.at(PATH)
    store.close()
    if document is None:
        raise RuntimeError(f"no {PATH} on the stand")
    return dict(ready(document, document_url(chosen.public_url, PATH)))


def flask_view(chosen: Settings) -> Flask:
    """What one would write with Flask alone: bytes kept in memory, headers by Response, 304 by make_conditional."""
    app = Flask(__name__)
    answers = cached(chosen)

    @app.get(PATH)
    def feed() -> Response:
        answer = answers["gzip" if "gzip" in request.accept_encodings else "identity"]
        response = Response(answer.body[0], headers=answer.headers)
        response.make_conditional(request)
        return response

    return app


class _FlaskInstead(UnendingServer):
    """The server as service/serve.py sets it up, with the Flask view in its worker."""

    chosen: Settings

    def serve(self, **given: Any) -> None:
        super().serve(**{**given, "target_loader": partial(flask_view, self.chosen)})


def main(side: str, root: Path, port: int, core: int, items: int) -> None:
    """Serve one side on one core until a signal says stop."""
    os.sched_setaffinity(0, {core})
    if side == "flask":
        _FlaskInstead.chosen = settings(root, port, items)
        serving.UnendingServer = _FlaskInstead
    serving.serve(settings(root, port, items))


if __name__ == "__main__":
    from bench.plain import main as served  # by its real name: the worker process must find the loader under it

    served(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6]))
