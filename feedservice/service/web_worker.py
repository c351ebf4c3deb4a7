"""The web side, made in a worker process of the server, which loads nothing of the press. Touches: all edges."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.util import Finalize
from typing import Any

from feedservice.service.back_room import hand_on
from feedservice.service.granian_server import answer_from_two_rooms
from feedservice.service.log_lines import begin_log
from feedservice.settings import Settings


def load_web(settings: Settings) -> Any:
    """The application, its newsstand in front, its pages in a back room. A process that was started for it goes with its parent."""
    from feedservice.web.application import create_app  # noqa: PLC0415  # the main process names this function, and serves nothing
    from feedservice.web.desk.uploads.upload_pages import UPLOAD  # noqa: PLC0415
    from feedservice.web.watching.probes import PROBES  # noqa: PLC0415

    begin_log()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent,), name="parent", daemon=True).start()
    app = create_app(settings)
    for name in ("background", "watching"):
        Finalize(None, app.extensions[name].stop, exitpriority=1)  # such processes end without atexit
    ready_pages = app.extensions["newsstand"].pages
    pages, ready_pages.app = ready_pages.app, hand_on
    answer_from_two_rooms(app.wsgi_app, pages, PROBES, [UPLOAD] if settings.desk_upload else [])
    return app


def _go_with(parent: Any) -> None:
    """End this worker when its parent has ended, however that came."""
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
