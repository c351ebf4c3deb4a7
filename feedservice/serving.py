"""Press and web as one service: granian's main process turns the press, its worker answers. Touches: all edges.

Both start and stop together: the worker watches its parent and goes when it goes, even by kill -9; when the worker
dies, granian starts another.
"""

from __future__ import annotations

import errno
import logging
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces, RuntimeModes
from granian.log import LogLevels

from feedservice.errors import SettingsError
from feedservice.press import Press
from feedservice.schedule import Schedule
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.web import create_app

_log = logging.getLogger(__name__)


def check_places(settings: Settings) -> None:
    """Raise SettingsError, in a sentence, when the folders cannot serve."""
    content, state = settings.content_dir, settings.state_dir
    if not content.exists():
        raise SettingsError(f"The content folder {content} is not there. Make it, or name another with --content.")
    if not content.is_dir():
        raise SettingsError(f"{content} is a file. --content names the folder that editors drop articles into.")
    if not os.access(content, os.R_OK | os.X_OK):
        raise SettingsError(f"The content folder {content} cannot be read. Give us the right to read it.")
    if _is_inside(state, content):
        raise SettingsError(f"The state folder {state} lies inside the content folder. Name another with --state.")
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The state folder {state} cannot be made: {error.strerror}.") from error
    if not os.access(state, os.W_OK | os.X_OK):
        raise SettingsError(f"The state folder {state} cannot be written. Give us the right, or name another.")


def _is_inside(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def check_port(settings: Settings) -> None:
    """Raise SettingsError, in a sentence, when nobody can listen there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            if error.errno == errno.EADDRINUSE:
                raise SettingsError(f"Port {where} is taken by another program. Choose another with --port.") from error
            raise SettingsError(f"We cannot listen on {where}: {error.strerror or error}.") from error


def open_store(settings: Settings) -> Store:
    """The store with its schema up to date. Raises StoreError, and then leaves nothing open."""
    with ExitStack() as opened:
        store = opened.enter_context(Store(settings.database, make_folder=True))
        store.migrate()
        opened.pop_all()
    return store


def serve(settings: Settings, announce: Callable[[str], object] = _log.info) -> None:
    """Publish and serve until a signal says stop; `announce` is called with a sentence once all is well to start.

    Raises SettingsError or StoreError before anything is started. At the end the store is closed, which brings all of
    it into its one file.
    """
    check_places(settings)
    check_port(settings)
    store = open_store(settings)
    schedule = Schedule(Press(settings, store))
    desk = f" (desk: {settings.public_url}/desk)" if settings.desk else ""
    announce(f"Publishing {settings.content_dir} at {settings.public_url}{desk}. Stop with Ctrl-C.")
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "feedservice",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        runtime_mode=RuntimeModes.mt,
        runtime_threads=1,
        blocking_threads=1,
        backpressure=1024,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    server.on_startup(schedule.start)
    server.on_shutdown(schedule.stop)
    server.on_shutdown(store.close)
    server.serve(target_loader=partial(load_web, settings), wrap_loader=False)


def load_web(settings: Settings) -> Any:
    """The web side, made in a worker process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent,), name="parent", daemon=True).start()
    return create_app(settings)


def _go_with(parent: Any) -> None:
    """End this worker when its parent has ended, however that came."""
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
