"""Work beside the answering of requests, in a thread of its own, whatever the server does with processes. Touches: threads.

Servers load an application in one process and serve it from others, which they fork (gunicorn --preload, uWSGI). A thread
does not come along in a fork, a connection to a database must not, and a lock that a thread holds stays closed for ever.
So before a fork all work here ends; in the child it begins anew; in the parent it rests until the first request comes, for
a parent that only forks has no use for it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakSet

#: How long a fork waits for work to come to rest.
_PATIENCE_SECONDS = 15.0

#: What Flask takes for no in FLASK_DEBUG.
_OFF = ("", "0", "false", "no")

Work = Callable[[threading.Event], None]
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class Background:
    """One kind of work, done by at most one thread in each process that serves.

    `work` is given an event and returns soon after that was set. `release` gives back, once the work rests, what must
    not be taken along into a fork; `part` is called in a process just forked, before it does anything. `pause_seconds` lets a server fork before work begins that costs much to end.
    """

    def __init__(
        self,
        name: str,
        work: Work,
        *,
        release: Callable[[], None] = lambda: None,
        part: Callable[[], None] = lambda: None,
        pause_seconds: float = 0.0,
    ) -> None:
        self.name = name
        self._work = work
        self._release = release
        self._part = part
        self._pause_seconds = pause_seconds
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._beginning = threading.Lock()  # two requests may be the first
        self._has_served = False
        self._is_wanted = False

    def start(self, *, asleep: bool = False) -> None:
        """Begin, in this process and in those forked from it; `asleep`: not before this process has a request to serve."""
        self._is_wanted = True
        _ALL.add(self)
        if not asleep:
            self._begin()

    def wake(self) -> None:
        """This process has a request to serve: it is one to work in."""
        self._has_served = True
        if self._is_wanted:
            self._begin()

    def stop(self) -> None:
        """End, and wait for the end; nothing begins again."""
        self._is_wanted = False
        _ALL.discard(self)
        self._rest(patience_seconds=None)

    def _begin(self) -> None:
        with self._beginning:
            if self._thread is None:
                self._stopping = threading.Event()
                self._thread = threading.Thread(target=self._run, args=(self._stopping,), name=self.name, daemon=True)
                self._thread.start()

    def _run(self, stopping: threading.Event) -> None:
        if not stopping.wait(self._pause_seconds):
            self._work(stopping)

    def _rest(self, patience_seconds: float | None = _PATIENCE_SECONDS) -> None:
        thread, self._thread = self._thread, None
        self._stopping.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join(patience_seconds)
        self._release()

    def _after_fork_in_parent(self) -> None:
        if self._has_served:
            self._begin()

    def _after_fork_in_child(self) -> None:
        self._thread, self._beginning = None, threading.Lock()
        self._part()
        self._begin()


class Bell:
    """WSGI middleware that rings once in a process: when its first request comes, which is then handed on."""

    def __init__(self, app: Application, ring: Callable[[Environ], object]) -> None:
        self.app = app
        self._ring = ring
        self._has_rung = False

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Hand a request on."""
        if not self._has_rung:
            self._has_rung = True
            self._ring(environ)
        return self.app(environ, start_response)


def only_reloads() -> bool:
    """Whether this process is the one of `flask run --debug` that starts the serving one again when code changes.

    With --no-reload it serves itself, which cannot be seen beforehand: the first request shows it.
    """
    asked = os.environ.get("FLASK_RUN_FROM_CLI") == "true" and os.environ.get("FLASK_DEBUG", "0").lower() not in _OFF
    return asked and os.environ.get("WERKZEUG_RUN_MAIN") != "true"


#: What is under way in this process. Weak: what nobody keeps any more need not be carried along.
_ALL: WeakSet[Background] = WeakSet()


def _of_all(do: Callable[[Background], None]) -> Callable[[], None]:
    def done() -> None:
        for one in list(_ALL):
            do(one)

    return done


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_of_all(Background._rest),  # noqa: SLF001
        after_in_parent=_of_all(Background._after_fork_in_parent),  # noqa: SLF001
        after_in_child=_of_all(Background._after_fork_in_child),  # noqa: SLF001
    )
