"""Press and web as one service: granian's main process turns the press, its worker answers. Touches: all edges.

Both start and stop together: the worker watches its parent and goes when it goes, even by kill -9; when the worker
ends by itself, another is started, for ever (`granian_server`), while requests wait in the listening socket.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels

from feedservice.service.back_room import MOST_BODIES
from feedservice.service.capacity import bearable
from feedservice.service.granian_server import UnendingServer
from feedservice.service.preflight import (
    check_address,
    check_base_url,
    check_places,
    check_port,
    check_theme,
    open_store,
)
from feedservice.service.private_state import tell_of_root
from feedservice.service.web_worker import load_web
from feedservice.settings import Settings
from feedservice.web.access.doorkeeper import Doorkeeper

if TYPE_CHECKING:
    from feedservice.press.schedule import Schedule
    from feedservice.store import Store

_log = logging.getLogger(__name__)

#: Connections that wait to be accepted; Linux takes no more than net.core.somaxconn, 4,096 as it comes.
_BACKLOG = 4096
#: The most bytes of one request's headers; granian's own limit is 400 KB, to be had 4,096 times at once.
_MOST_HEADER_BYTES = 65_536


def serve(settings: Settings, announce: Callable[[str], object] = _log.info) -> None:
    """Publish and serve until a signal says stop; `announce` is called with a sentence once all is well to start.

    With `press = false` it serves only. Raises SettingsError or StoreError before anything is started. At the end the
    store is closed, which brings all of it into its one file.
    """
    tell_of_root()
    check_places(settings, content=settings.press)
    check_base_url(settings)
    check_theme(settings)
    address = check_port(settings)
    if settings.press:
        with open_store(settings) as store:
            check_address(settings, store)
    doorkeeper = Doorkeeper(settings)
    desk = f" (desk: {settings.public_url}/desk)" if settings.desk and doorkeeper.rules.way_in else ""
    does = f"Publishing {settings.content_dir}" if settings.press else "Serving what a press elsewhere publishes"
    announce(f"{does} at {settings.public_url}{desk}. Stop with Ctrl-C.")
    if notice := doorkeeper.notice():
        announce(notice)
    multiprocessing.set_start_method("spawn", force=True)
    server = _server(settings, address)
    if settings.press:
        _press_beside(server, settings)
    server.serve(target_loader=partial(load_web, settings), wrap_loader=False)


def _press_beside(server: UnendingServer, settings: Settings) -> None:
    """A standby in the main process. What it needs is imported here: a main process that only serves needs no store."""
    from feedservice.service.standby import Standby  # noqa: PLC0415
    from feedservice.web.background_work import Background  # noqa: PLC0415

    background = Background("standby", Standby(settings, _turning).attend)
    server.on_startup(background.start)
    server.on_shutdown(background.stop)


def _server(settings: Settings, address: str) -> UnendingServer:
    """One worker, whose one thread of granian's asks the newsstand; and nobody can hold a connection for nothing.

    HTTP/1 only, for granian times the first bytes of a connection only when it need not guess the protocol; what it calls
    backpressure counts connections. Clients that use HTTP/2 do so with the proxy.
    """
    return UnendingServer(
        "feedservice",
        address=address,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        runtime_mode=RuntimeModes.mt,
        runtime_threads=1,
        blocking_threads=1 + MOST_BODIES * settings.desk_upload,
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=round(settings.header_seconds * 1000), max_buffer_size=_MOST_HEADER_BYTES
        ),
        backlog=_BACKLOG,
        backpressure=bearable(settings.connections),
        unread_seconds=settings.unread_seconds,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )


def turn_press(settings: Settings, announce: Callable[[str], object] = _log.info, *, attached: bool = False) -> None:
    """Turn the press until a signal says stop, and serve nothing.

    It stands by while another keeps the schedule. `attached` is for the process of a Standby, which has the lease: it
    turns at once, and stops when standard input ends, too. Raises SettingsError or StoreError before it has begun.
    """
    if not attached:
        tell_of_root()
    check_places(settings)
    store = open_store(settings)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with store:
        if attached:
            _turn_while_attached(settings, store, ended)
        else:
            check_address(settings, store)
            announce(f"Publishing {settings.content_dir}, to be served from elsewhere. Stop with Ctrl-C.")
            from feedservice.service.standby import Standby  # noqa: PLC0415

            Standby(settings, _turning).attend(ended)


def _turn_while_attached(settings: Settings, store: Store, ended: threading.Event) -> None:
    from feedservice.service.press_process import ENDING_SECONDS  # noqa: PLC0415

    threading.Thread(target=_await_end_of_input, args=(ended,), name="attached", daemon=True).start()
    schedule = _turning(settings, store)
    ended.wait()
    overdue = threading.Timer(ENDING_SECONDS, os._exit, (1,))
    overdue.daemon = True
    overdue.start()
    schedule.stop()


def _await_end_of_input(ended: threading.Event) -> None:
    sys.stdin.buffer.read()
    ended.set()


def _turning(settings: Settings, store: Store) -> Schedule:
    """A schedule in this process, begun. The press is imported only where it works: the web side alone needs none of it."""
    from feedservice.press.schedule import Schedule  # noqa: PLC0415
    from feedservice.press.turn import Press  # noqa: PLC0415

    schedule = Schedule(Press(settings, store))
    schedule.start()
    return schedule
