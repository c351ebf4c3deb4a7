"""A newsroom served over real HTTP, with a press that the test turns and a log of what clients asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.newsroom import Newsroom, picture
from tests.service import free_port

STORY = """Harbour & quay reopen after the storm

Boats went out again at first light on Monday.

By Ana Ruiz

Date: 2026-11-22 08:30

The harbour of Port Elster reopened on Monday. Forty boats left within the hour, the harbour master said.

Nobody was hurt in the storm, which broke two moorings.

Boats wait at the east quay of Port Elster. [Photo/Port Agency]
"""
OTHER = """Winter market opens a week early

Stalls line the old square from Friday.

By Tom O'Leary

Date: 2026-11-21 10:00

The winter market opens on Friday, a week earlier than last year, the council said.

Eighty stalls will sell bread, candles and hot cider until the new year.
"""
HEADLINE, STANDFIRST = "Harbour & quay reopen after the storm", "Boats went out again at first light on Monday."
OTHER_HEADLINE = "Winter market opens a week early"
CAPTION = "Boats wait at the east quay of Port Elster."
#: What stands in the corrected story, once as its words and once in the note to readers.
CORRECTED, NOTE = "Fifty boats left within the hour", "Fifty boats left, not forty."


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Say nothing."""


class Site:
    """The newsroom, its address, and for each answer its path and status."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.url = room.settings.public_url
        self.log: list[tuple[str, int]] = []
        self.app = room.app()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        def noted(status: str, headers: Any, *more: Any) -> Any:
            self.log.append((environ["PATH_INFO"], int(status.split(maxsplit=1)[0])))
            return start_response(status, headers, *more)

        return self.app(environ, noted)

    def statuses(self, path: str) -> list[int]:
        """What was answered to who asked for a path, in order."""
        return [status for asked, status in self.log if asked == path]

    def publish(self) -> None:
        """Let what lies in the folder be read, and served."""
        self.room.settle()
        self.room.lapse()
        self.app.extensions["newsstand"].refresh()

    def correct(self) -> None:
        """The editor mends a figure, and says so."""
        changed = STORY.replace("Forty boats", "Fifty boats") + f"\nCorrection: {NOTE}\n"
        self.room.drop("world/harbour.txt", changed)
        self.publish()

    def withdraw(self) -> None:
        """The editor deletes the story."""
        (self.room.content / "world/harbour.txt").unlink()
        self.publish()


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Two articles, one with a photo, served for so long."""
    room = Newsroom(folder / "content", folder / "state", {"port": free_port()})
    room.drop("world/harbour.txt", STORY)
    room.drop("world/harbour.jpg", picture(size=(1200, 800)))
    room.drop("town/market.txt", OTHER)
    found = Site(room)
    found.publish()
    server = make_server("127.0.0.1", room.settings.port, found, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        room.close()
