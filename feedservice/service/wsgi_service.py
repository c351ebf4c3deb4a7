"""The whole service as one WSGI application, for any server. Touches: all edges."""

from __future__ import annotations

import atexit
import logging
from contextlib import suppress

from flask import Flask

from feedservice.errors import FeedServiceError
from feedservice.service.log_lines import OURS, begin_log
from feedservice.service.preflight import check_places, open_store
from feedservice.service.press_process import PressProcess
from feedservice.service.private_state import tell_of_root
from feedservice.service.standby import Standby
from feedservice.settings import Settings
from feedservice.settings.networks import is_loopback
from feedservice.web.access import guard
from feedservice.web.application import create_app
from feedservice.web.background_work import Background, Bell, Environ, only_reloads

_log = logging.getLogger(__name__)

#: A server that forks its workers does so at once after it loaded the application.
_FORKS_SECONDS = 0.5


def create_service(settings: Settings) -> Flask:
    """The whole service as one WSGI application, for any server with any number of workers: the web side, and a press.

    The press works in a process of its own beside one of the workers; the others stand by. With `press = false` it is
    the web side alone. Never fails for want of a folder or a database: what was published is served, and the log and
    /health say what is missing.
    """
    begin_log(OURS)
    tell_of_root()
    with suppress(FeedServiceError):  # the standby tells
        check_places(settings, content=settings.press)
        if settings.press:
            open_store(settings).close()
    app = create_app(settings)
    if notice := guard.notice_of(app):
        _log.warning(notice)
    for name in ("background", "watching"):
        atexit.register(app.extensions[name].stop)
    if settings.press:
        standby = app.extensions["standby"] = Standby(settings, PressProcess)
        background = Background("standby", standby.attend, pause_seconds=_FORKS_SECONDS)
        background.start(asleep=only_reloads())
        atexit.register(background.stop)

        def ring(environ: Environ) -> None:
            background.wake()
            _tell_of_address(settings, environ)

        app.wsgi_app = Bell(app.wsgi_app, ring)  # type: ignore[method-assign]
    return app


def _tell_of_address(settings: Settings, environ: Environ) -> None:
    """Whoever asks for us under another address than ours would find every link of the feeds dead."""
    port, peer = environ.get("SERVER_PORT", ""), environ.get("REMOTE_ADDR", "")
    is_elsewhere = port.isdigit() and int(port) != settings.port
    if not settings.base_url and (is_elsewhere or (peer and not is_loopback(peer))):
        _log.warning(
            "every link in feeds and pages begins with %s, but this server is asked %s: tell us the address that readers "
            "use (FEEDSERVICE_BASE_URL, as http://127.0.0.1:%s, or base_url in feedservice.toml)",
            *(settings.public_url, f"on port {port}" if is_elsewhere else f"from {peer}", port),
        )
