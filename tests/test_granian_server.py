"""The worker may end as often as it likes: another is started, requests wait, the press goes on, signals are obeyed.

The first tests are of granian itself: `granian_server` leans on names that granian does not promise. When one fails after
the pin in requirements.txt moved, read granian's `server/common.py` and `server/mp.py` beside `granian_server`.
"""

from __future__ import annotations

import inspect
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import granian
import pytest
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server import mp
from granian.server.common import AbstractServer, AbstractWorker
from granian.server.mp import MPServer

from feedservice.service.back_room import hand_on
from feedservice.service.granian_server import (
    ALLOCATOR,
    PAUSES_SECONDS,
    UNSENT_BYTES,
    UnendingServer,
    answer_from_two_rooms,
)
from feedservice.service.sweeping import Sweeping
from tests.floods import answers
from tests.newsroom import STORY, story
from tests.service import Service, free_port, is_alive, until

#: What we override or call, its parameters, and what breaks when it is another.
METHODS = {
    "_serve_loop": (["self", "spawn_target", "target_loader"], "a worker killed twice would end the whole service"),
    "_init_shared_socket": (["self"], "requests would be refused while a worker restarts, and unread answers held"),
    "_spawn_worker": (["self", "idx", "target", "callback_loader"], "no second worker could be started"),
    "_reload": (["self", "spawn_target", "target_loader"], "SIGHUP would start no new worker"),
    "_serve": (["self", "spawn_target", "target_loader"], "whoever calls _serve_loop may call it otherwise"),
}
#: What a server has from its making that we read or set.
ATTRIBUTES = {
    "main_loop_interrupt": "nothing would wake the loop that watches the worker",
    "interrupt_signal": "SIGTERM and SIGINT would not be seen",
    "interrupt_children": "that a worker ended would not be seen",
    "reload_signal": "SIGHUP would not be seen",
    "wrks": "a new worker would not take the place of the old, and would not be stopped at the end",
    "bind_addr": "we could not listen",
    "bind_port": "we could not listen",
    "backlog": "the socket would not take a crowd",
    "_ssp": "workers would listen for themselves",
    "_shd": "workers would not get the socket",
    "_sfd": "workers would not get the socket",
}


def made(port: int = 0) -> UnendingServer:
    return UnendingServer("x", port=port, interface=Interfaces.WSGI, backlog=300, unread_seconds=7)


def test_granian_has_what_we_lean_on() -> None:
    server, wrong = made(), []
    for name, (parameters, breaks) in METHODS.items():
        method = getattr(MPServer, name, None)
        if method is None or list(inspect.signature(method).parameters) != parameters:
            wrong.append(f"{name} is not what it was: {breaks}")
    wrong += [f"{name} is gone: {breaks}" for name, breaks in ATTRIBUTES.items() if not hasattr(server, name)]
    assert not wrong, f"granian {granian.__version__}: {'; '.join(wrong)}"
    assert granian.Granian is MPServer, "granian would no longer have its worker in a process of its own"
    library = Path(sys.modules["granian._granian"].__file__).read_bytes()
    assert ALLOCATOR.encode() in library, "memory that a flood took would stay with the worker"


def test_granian_watches_its_worker_as_we_think() -> None:
    """A worker that ends puts its number into `interrupt_children` and wakes the loop; it has its birth and its process."""
    parent = SimpleNamespace(reload_on_changes=False, interrupt_children=[], main_loop_interrupt=SimpleNamespace())
    parent.main_loop_interrupt.set = lambda: parent.interrupt_children.append("woken")

    class Worker(AbstractWorker):
        def _spawn(self, *_: object) -> None:
            self.inner = SimpleNamespace(join=lambda: None)

    worker = Worker(parent, 0, None, ())
    worker._watcher()
    assert parent.interrupt_children == [0, "woken"], "we would not hear of a worker's end"
    assert worker.birth > 0, "we could not tell how long a worker lived"
    assert "self.inner = multiprocessing" in inspect.getsource(sys.modules[MPServer.__module__].WorkerProcess)


def test_granian_counts_connections_by_what_it_calls_backpressure_and_times_headers() -> None:
    given = inspect.signature(AbstractServer.__init__).parameters
    assert {"backpressure", "backlog", "http", "http1_settings", "blocking_threads"} <= set(given)
    assert HTTP1Settings(header_read_timeout=500, max_buffer_size=65536), "floods could hold connections again"


def test_the_socket_listens_before_any_worker_and_for_all_of_them() -> None:
    port = free_port()
    server = made(port)
    server._init_shared_socket()
    try:
        assert server._ssp is None
        assert server._shd.get_fd() == server._sso.fileno()
        assert server._sso.get_inheritable()
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            assert server._sso.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 7000
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            assert server._sso.getsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT) == UNSENT_BYTES
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    finally:
        server._drop_shared_socket()


def test_where_the_system_knows_no_limits_for_unread_answers_none_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "TCP_USER_TIMEOUT", raising=False)
    monkeypatch.delattr(socket, "TCP_NOTSENT_LOWAT", raising=False)
    server = made(free_port())
    server._init_shared_socket()
    server._drop_shared_socket()


class Stepped(UnendingServer):
    """A server whose workers end at once, or cannot even be started; it notes its pauses, and stops after some."""

    def __init__(self, starts: int, *, can_start: bool = True) -> None:
        super().__init__("x", interface=Interfaces.WSGI, unread_seconds=1)
        self.starts, self.can_start, self.pauses, self.lived_seconds = starts, can_start, [], 0.0
        self.main_loop_interrupt = SimpleNamespace(wait=self._wait, clear=lambda: None, set=lambda: None)
        self.wrks = [self._spawn_worker(idx=0, target=None, callback_loader=None)]
        self.interrupt_children = [0]

    def _wait(self, seconds: float | None = None) -> None:
        if seconds is not None:
            self.pauses.append(seconds)

    def _spawn_worker(self, idx: int, target: object, callback_loader: object) -> object:
        birth = time.monotonic() - self.lived_seconds
        return SimpleNamespace(start=self._end_at_once, birth=birth, inner=SimpleNamespace(exitcode=1))

    def _end_at_once(self) -> None:
        self.starts -= 1
        self.interrupt_signal = self.starts == 0
        if not self.can_start:
            raise OSError("no more processes")
        self.interrupt_children.append(0)


@pytest.mark.parametrize("can_start", [True, False])
def test_a_worker_that_never_stays_is_started_after_longer_and_longer_pauses_for_ever(
    can_start: bool, caplog: pytest.LogCaptureFixture
) -> None:
    server = Stepped(9, can_start=can_start)
    server._serve_loop(None, None)
    assert server.pauses[:8] == [*PAUSES_SECONDS[1:], *PAUSES_SECONDS[-1:] * 3]
    assert caplog.messages[0] == "the web worker ended by itself (status 1); another is started at once"
    assert "in 10 seconds" in caplog.messages[-1]
    assert "times in a row now" in caplog.messages[-1]


def test_after_a_long_life_the_next_is_started_at_once(caplog: pytest.LogCaptureFixture) -> None:
    server = Stepped(4)
    server.lived_seconds = 61
    server._serve_loop(None, None)
    assert server.pauses == []
    assert all("at once" in message for message in caplog.messages)


def test_sighup_in_a_pause_is_what_is_being_done_anyway() -> None:
    server = Stepped(1)
    server.reload_signal = True
    server._serve_loop(None, None)
    assert server.reload_signal is False


#: The service with short pauses, whose worker cannot be loaded while a file is there, and with a page that waits for one.
RIGGED = """
import gc
import time
from pathlib import Path
from feedservice.service import granian_server, serve, web_worker

def load_web(settings):
    if Path(__file__).with_name("broken").exists():
        raise ImportError("No module named 'flask'")
    app = web_worker.load_web(settings)
    app.add_url_rule("/slow", view_func=slow)
    app.add_url_rule("/fault", view_func=lambda: 1 / 0)
    app.add_url_rule("/searches", view_func=searches)
    return app

def searches():
    found = []
    gc.callbacks.append(lambda *_: found.append(1))
    made = [[number] for number in range(100_000)]
    gc.callbacks.clear()
    return f"{len(found)} searches among {len(made)}"

def slow():
    Path(__file__).with_name("asked").touch()
    while not Path(__file__).with_name("answered").exists():
        time.sleep(0.02)
    return "at last"

if __name__ == "__main__":
    import rigged
    from feedservice.commands.cli import main
    granian_server.PAUSES_SECONDS = (0, 0.1, 0.2)
    serve.load_web = rigged.load_web
    main()
"""


class Rigged(Service):
    pass


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/first.txt").write_text(STORY)
    return tmp_path / "content"


@pytest.fixture
def rigged(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Service]]:
    (tmp_path / "rigged.py").write_text(RIGGED)
    monkeypatch.setattr(Rigged, "command", (sys.executable, str(tmp_path / "rigged.py")))
    running: list[Service] = []

    class Started(Rigged):
        def __init__(self) -> None:
            super().__init__(content, tmp_path / "state", reading_processes=1)
            running.append(self)

    yield Started
    for one in running:
        one.process.kill()
        one.process.wait()


def kill_worker(service: Service) -> None:
    """Kill the worker, but not before it is one."""
    os.kill(until(service.worker, "a worker"), signal.SIGKILL)


def test_a_worker_killed_again_and_again_is_in_nobodys_way(content: Path, tmp_path: Path) -> None:
    """Whoever asks waits, and is answered: not one request is refused."""
    service = Service(content, tmp_path / "state")
    try:
        service.await_text("/rss.xml", "Harbour")
        for _ in range(3):
            killed = until(service.worker, "a worker")
            os.kill(killed, signal.SIGKILL)
            until(lambda killed=killed: not is_alive(killed), "the worker to end")
            assert service.get("/rss.xml")[0] == 200
        (content / "ferry.txt").write_text(story("Ferry"))
        service.await_text("/rss.xml", "Ferry reopens")
        assert "another is started in 1 seconds" in service.log.read_text()
        assert service.stop() == 0
    finally:
        service.process.kill()
        service.process.wait()


def test_ten_kills_in_a_row_leave_the_main_process_alive(rigged: type[Service]) -> None:
    service = rigged()
    service.await_text("/rss.xml", "Harbour")
    for _ in range(10):
        kill_worker(service)
    service.await_text("/rss.xml", "Harbour")
    assert service.stop() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_cannot_start_is_told_and_tried_again_and_the_press_goes_on(
    rigged: type[Service], tmp_path: Path, content: Path, number: int
) -> None:
    (tmp_path / "broken").touch()
    service = rigged()
    until(lambda: "in a row now, and the lines above may say why" in service.log.read_text(), "the log to tell")
    assert "No module named 'flask'" in service.log.read_text()
    until(lambda: "published 1" in service.log.read_text(), "the press to publish")
    (tmp_path / "broken").unlink()
    assert service.get("/rss.xml")[0] == 200
    (tmp_path / "broken").touch()
    kill_worker(service)
    assert service.stop(number) == 0


def test_a_page_that_takes_long_is_in_no_feeds_way(rigged: type[Service], tmp_path: Path) -> None:
    service = rigged()
    service.await_text("/rss.xml", "Harbour")
    slow: list[tuple[int, bytes]] = []
    asking = threading.Thread(target=lambda: slow.append(service.get("/slow")[::2]))
    asking.start()
    until((tmp_path / "asked").exists, "the page to be asked for")
    for path in ("/rss.xml", "/atom.xml", "/feed.json", "/health", "/rss.xml"):
        assert answers(service, path)
    assert slow == []
    (tmp_path / "answered").touch()
    asking.join()
    assert slow == [(200, b"at last")]
    assert service.stop() == 0


def test_nothing_looks_through_what_a_page_makes_while_it_is_made(rigged: type[Service]) -> None:
    """It holds Python for as long as it takes, and with it every feed."""
    service = rigged()
    service.await_text("/rss.xml", "Harbour")
    assert service.get("/searches")[2] == b"0 searches among 100000"


def test_no_probe_waits_for_pages(rigged: type[Service], tmp_path: Path) -> None:
    """Whoever asks whether the service lives may end it for want of an answer."""
    service = rigged()
    service.await_text("/rss.xml", "Harbour")
    slow: list[int] = []
    crowd = [threading.Thread(target=lambda: slow.append(service.get("/slow")[0])) for _ in range(8)]
    for one in crowd:
        one.start()
    until((tmp_path / "asked").exists, "the page to be asked for")
    for path in ("/health", "/livez", "/readyz", "/metrics", "/rss.xml"):
        assert answers(service, path), path
    assert slow == []
    (tmp_path / "answered").touch()
    for one in crowd:
        one.join()
    assert slow == [200] * 8


def test_what_goes_wrong_behind_is_answered_and_told(rigged: type[Service]) -> None:
    service = rigged()
    service.await_text("/rss.xml", "Harbour")
    assert [service.get("/fault")[0] for _ in range(5)] == [500] * 5
    assert [service.get(path)[0] for path in ("/nowhere", "/", "/rss.xml?x=1", "/health")] == [404, 200, 200, 200]
    assert service.get("/rss.xml", If_None_Match="*")[0] == 304
    assert "ZeroDivisionError" in service.log.read_text()


class Taker:
    """What granian hands to its wrapper, to take the answer."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, list[tuple[str, str]], bytes]] = []

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((status, headers, body))


def test_granian_lets_us_answer_when_we_like(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker wraps the application by a function of these parameters, looked up when it starts."""
    wrap = mp._wsgi_call_wrap
    breaks = "feeds would wait for pages again"
    assert list(inspect.signature(wrap).parameters) == ["callback", "scope_opts", "access_log_fmt"], breaks
    assert "_wsgi_call_wrap(callback, scope_opts, log_access_fmt)" in inspect.getsource(mp), breaks
    monkeypatch.setattr(mp, "_wsgi_call_wrap", wrap)
    monkeypatch.setattr(Sweeping, "begin", lambda _: None)  # which is for a process of its own
    environs: list[dict[str, object]] = []

    def front(environ: dict[str, object], start_response: object) -> list[bytes]:
        environs.append(environ)
        start_response("200 OK", [("A", "b")])
        return [b"at ", b"hand"] if environ["PATH_INFO"] == "/feed" else hand_on(environ, start_response)

    def pages(environ: dict[str, object], start_response: object) -> list[bytes]:
        environs.append(environ)
        if environ["PATH_INFO"] == "/bug":
            raise ValueError("a bug")
        start_response("404 NOT FOUND", [])
        return [b"behind"]

    answer_from_two_rooms(front, pages, {"/probe"})
    run = mp._wsgi_call_wrap(front, {"url_path_prefix": None})
    for path, answer in {
        "/feed": (200, [("A", "b")], b"at hand"),
        "/page": (404, [], b"behind"),
        "/bug": (500, [], b""),
        "/page?": (404, [], b"behind"),
        "/probe": (404, [], b"behind"),
    }.items():
        taker = Taker()
        run(taker, {"PATH_INFO": path})
        assert until(lambda taker=taker: taker.answers, path) == [answer]
    assert environs[2].pop("wsgi.input").read() == b""
    assert environs[1] == environs[2], "pages would see another environ than the newsstand"
    assert environs[0]["wsgi.version"] == (1, 0)
