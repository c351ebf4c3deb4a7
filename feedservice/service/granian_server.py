"""Granian, made to go on: its worker is started again for ever, and no feed waits for a page, no probe for a crowd.

Touches: network, processes, threads, clock.

All that leans on names granian does not promise stands in this module; `tests/test_granian_server.py` says in
words which of them is gone or another when the pin moves. Granian itself ends the whole service when a worker that was
started again dies within 5.5 seconds, and on Linux lets each worker listen for itself, so that nobody listens while there
is none.
Its one thread for Python waits for whatever it asks, so that feeds would wait for pages. And its allocator
gives memory back only while more is asked for, so that after a flood a gigabyte would stay with a worker at rest.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Container
from functools import partial
from io import BytesIO
from typing import Any

from granian.net import SocketSpec
from granian.server import mp
from granian.server.mp import MPServer

from feedservice.service.back_room import HANDED_ON, BackRoom, one_at_a_time

_log = logging.getLogger(__name__)

#: Before a worker that ended by itself is started again: the first at once, then later and later.
PAUSES_SECONDS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
#: A worker that lived so long was well: its end is a first one again.
_WELL_SECONDS = 60.0
#: So much of an answer waits in the system's own memory for a client that does not take it; the rest waits in ours, where
#: `capacity` counts it. Without this, Linux takes 2.6 MB of answers for one client on this machine, a proxy as it may be.
UNSENT_BYTES = 65_536
#: Answers that are longer are sent by threads of their own; pages and photos of this length come in one piece.
AT_ONCE_BYTES = 1 << 20
#: Of granian's allocator (jemalloc): by which variable it is told, and that what was free for a second goes back to the system.
ALLOCATOR = "_RJEM_MALLOC_CONF"
_GIVES_BACK = "background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0"
#: Of Python's allocator (glibc's, mallopt(3)): each of a worker's dozen threads would else keep a heap of its own.
_HEAPS, _FEW_HEAPS = "MALLOC_ARENA_MAX", "2"

Target = Callable[..., Any]
#: Says in the environ of a request to one of the addresses whose bodies are read that this one is not: too many are just now.
UNREAD = "feedservice.unread"
#: What granian's thread calls for each request, with what takes the answer and what was asked.
Runner = Callable[[Any, dict[str, Any]], Any]


class UnendingServer(MPServer):  # type: ignore[misc]  # granian types its own parts for itself only
    """Granian with one worker and one listening socket, which stays open when the worker ends.

    `unread_seconds` is how long bytes may wait for a client that takes none, where the system can tell (Linux: RFC 5482);
    the accepted connections have it from the listening socket, and how many bytes may wait unsent in the system as well.
    """

    def __init__(self, *given: Any, unread_seconds: float, **more: Any) -> None:
        super().__init__(*given, **more)
        os.environ.setdefault(ALLOCATOR, _GIVES_BACK)  # for the workers, which are begun later
        os.environ.setdefault(_HEAPS, _FEW_HEAPS)
        self.unread_seconds = unread_seconds
        self._ends = 0

    def _init_shared_socket(self) -> None:
        """One socket for the main process and every worker that there will be, listening from now on."""
        super()._init_shared_socket()
        if self._sso is None:
            self._share_socket()
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(self.unread_seconds * 1000))
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        if hasattr(socket, "TCP_KEEPIDLE"):  # who sends a body, and was switched off, is noticed after some minutes
            self._sso.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60)
        if sys.platform != "win32":  # where granian's worker must be the first to listen
            self._sso.listen(self.backlog)

    def _share_socket(self) -> None:
        """As granian does it on other systems than Linux."""
        self._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._sfd = self._shd.get_fd()
        self._ssp = None
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)

    def _serve_loop(self, spawn_target: Target, target_loader: Target) -> None:
        """Until a signal says stop: start a worker in place of one that ended; a new one when SIGHUP asks for it."""
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait()
            self.main_loop_interrupt.clear()  # before anything is looked at, so that nothing that comes now is missed
            if self.interrupt_children and not self.interrupt_signal:
                self._start_another(spawn_target, target_loader)
            elif self.reload_signal and not self.interrupt_signal:
                self._reload(spawn_target, target_loader)
        self.interrupt_children.clear()  # of a worker that heard of the end before us, nothing is wrong

    def _start_another(self, spawn_target: Target, target_loader: Target) -> None:
        """Start a worker in place of one that ended, after a pause, which any signal cuts short; try until there is one."""
        self.interrupt_children.clear()
        ended = self.wrks[0]
        self._pause(f"the web worker ended by itself ({_manner(ended.inner.exitcode)})", time.monotonic() - ended.birth)
        while not self.interrupt_signal:
            self.reload_signal = False  # what it asks for is being done
            try:
                worker = self._spawn_worker(idx=0, target=spawn_target, callback_loader=target_loader)
                worker.start()
            except OSError as error:
                self._pause(f"no web worker can be started ({error})", 0.0)
            else:
                self.wrks[0] = worker
                return

    def _pause(self, what: str, lived_seconds: float) -> None:
        self._ends = 1 if lived_seconds > _WELL_SECONDS else self._ends + 1
        pause_seconds = PAUSES_SECONDS[min(self._ends, len(PAUSES_SECONDS)) - 1]
        _log.error("%s; %s", what, _what_follows(pause_seconds, self._ends))
        if pause_seconds:
            self.main_loop_interrupt.wait(pause_seconds)
            self.main_loop_interrupt.clear()


def answer_from_two_rooms(
    front: Target, pages: Target, probes: Container[str] = (), bodies: Container[str] = ()
) -> None:
    """Let granian's one thread in this worker ask `front` only, a WSGI application; what that hands on is asked of `pages`
    by a thread of the back room, and answered when it is done. Call it before granian begins to serve.

    What is at the addresses of `probes` is asked of `pages`, too, but by a thread that does nothing else.

    Pages see no bodies of requests: to read one that does not come, granian waits with Python's lock in hand, and nobody
    would be answered. Our own forms come in a header (`web.access.login_pages`). What is sent by POST to the addresses of
    `bodies` is read, by a thread of granian's, in whose place another takes requests (`back_room.Lane`, MOST_BODIES).

    granian takes an answer whenever it comes, but its own wrapper waits for the application.
    """
    wrap = mp._wsgi_call_wrap  # noqa: SLF001  # the module of granian's private names

    def wrapped(_: Target, scope_opts: dict[str, Any], access_log_fmt: str | None = None) -> Runner:
        room = BackRoom()
        room.open()
        behind = wrap(pages, scope_opts, access_log_fmt)
        run = _runner(front, behind, _base_environ(wrap, scope_opts), room, probes, bodies)
        return one_at_a_time(run, room.lane) if bodies else run

    mp._wsgi_call_wrap = wrapped  # noqa: SLF001


def _runner(
    front: Target, behind: Runner, base: dict[str, Any], room: BackRoom, probes: Container[str], bodies: Container[str]
) -> Runner:
    def ask_behind(taker: Any, scope: dict[str, Any]) -> None:
        try:
            behind(_Courier(taker, room), scope)
        except BaseException:
            taker.response_bytes(500, [], b"")  # as granian does
            raise

    def run(taker: Any, scope: dict[str, Any]) -> None:
        head = _Head()
        environ = base | scope
        answer = front(environ, head)
        if answer is HANDED_ON:  # with what the front has made of it: a path without its secret
            asked = environ["PATH_INFO"]
            if asked in bodies and environ["REQUEST_METHOD"] == "POST" and room.lane.leave():
                with room.lane.returning():
                    ask_behind(taker, environ)
                return
            do = room.probe if asked in probes else room.do
            unread = {"wsgi.input": BytesIO(), **({UNREAD: True} if asked in bodies else {})}
            do(partial(ask_behind, taker, {**environ, **unread}))
        else:
            taker.response_bytes(head.status, head.headers, b"".join(answer))

    return run


class _Courier:
    """Takes a page's answer to the client. A long one it hands to a thread of its own: granian waits for who takes it slowly."""

    __slots__ = ("_room", "_taker")

    def __init__(self, taker: Any, room: BackRoom) -> None:
        self._taker, self._room = taker, room

    def response_bytes(self, *answer: Any) -> None:
        """What granian is given whole."""
        self._taker.response_bytes(*answer)

    def response_iter(self, status: int, headers: list[tuple[str, str]], body: Any) -> None:
        """What granian is given block by block."""
        length_bytes = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        send = partial(self._taker.response_iter, status, headers, body)
        if length_bytes <= AT_ONCE_BYTES:
            send()
        elif not self._room.send(send):
            body.close()
            self._taker.response_bytes(503, [("retry-after", "10"), ("cache-control", "no-store")], b"")


def _base_environ(wrap: Target, scope_opts: dict[str, Any]) -> dict[str, Any]:
    """What granian puts into the environ of every request, as its wrapper shows it to an application."""
    base: dict[str, Any] = {}

    def take(environ: dict[str, Any], _: Any) -> list[bytes]:
        base.update(environ)
        return []

    wrap(take, scope_opts)(_Nobody(), {})
    return base


class _Head:
    """A start_response that keeps what it is told."""

    __slots__ = ("headers", "status")

    def __call__(self, status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        self.status, self.headers = int(status[:3]), headers


class _Nobody:
    """Takes an answer that nobody asked for."""

    def response_bytes(self, *_: Any) -> None:
        """Do nothing."""


def _manner(exit_code: int | None) -> str:
    """How a process ended, for people."""
    return f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"status {exit_code}"


def _what_follows(pause_seconds: float, ends: int) -> str:
    when = f"in {pause_seconds:g} seconds" if pause_seconds else "at once"
    if ends < len(PAUSES_SECONDS):
        return f"another is started {when}"
    return f"{ends} times in a row now, and the lines above may say why; requests wait, another is started {when}"
