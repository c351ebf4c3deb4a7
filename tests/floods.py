"""Floods of connections from this machine, by one thread: clients that want nothing but to be in the way."""

from __future__ import annotations

import http.client
import re
import resource
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.newsroom import story
from tests.service import FreshService, Service, until

_GET = b"GET /rss.xml HTTP/1.1\r\nHost: x\r\n\r\n"
#: RFC 9113 section 3.4, with an empty SETTINGS frame.
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))

#: How long one question may take, on a machine however busy; answers take milliseconds.
_PROBE_SECONDS = 8.0
#: States of /proc/net/tcp: TIME_WAIT, LISTEN.
_NOT_HELD = ("06", "0A")
_NAMES = ("Harbour", "Bridge", "Ferry", "Market", "Orchard", "Clinic", "Tunnel", "Museum")


@dataclass(frozen=True)
class Kind:
    """What each client says at first, and again and again; whether it takes what it gets; whether it comes back."""

    opening: bytes = b""
    drip: bytes = b""
    reads: bool = True
    returns: bool = False


KINDS = {
    "idle": Kind(),
    "HTTP/2 preface": Kind(_PREFACE),
    "HTTP/2 upgrade": Kind(
        _GET[:-2] + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n"
    ),
    "idle after an answer": Kind(_GET.replace(b"GET", b"HEAD")),
    "dripped headers": Kind(_GET[:-2] + b"X-Long: ", b"x"),
    "large headers": Kind(_GET[:-2] + b"X-Long: " + b"x" * 60_000, b"x"),
    "a body that never comes": Kind(_GET.replace(b"GET", b"POST")[:-2] + b"Content-Length: 1000\r\n\r\n", b"x"),
    "an answer never read": Kind(_GET, reads=False),
    "twenty answers never read": Kind(_GET * 20, reads=False),
    "reconnecting": Kind(returns=True),
}


class Flood:
    """So many clients of one kind, from entering to leaving. `connected`, `ended` count what became of them."""

    def __init__(self, port: int, kind: Kind, count: int) -> None:
        self.port, self.kind, self.count = port, kind, count
        self.connected = self.ended = 0
        self._clients: dict[int, socket.socket] = {}
        self._poll = select.epoll()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = self.count + 500
        if soft < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed if hard == -1 else min(needed, hard), hard))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        for client in self._clients.values():
            client.close()
        self._poll.close()

    def await_all(self) -> None:
        until(lambda: self.connected >= self.count, f"{self.count} connections")

    def _run(self) -> None:
        for _ in range(self.count):
            self._connect()
        dripped = time.monotonic()
        while not self._stopping.is_set():
            for number, event in self._poll.poll(0.1, 1000):
                self._see_to(number, event)
            if self.kind.drip and time.monotonic() - dripped > 0.3:
                dripped = time.monotonic()
                for client in self._clients.values():
                    with suppress(OSError):
                        client.send(self.kind.drip)

    def _connect(self) -> None:
        client = socket.socket()
        client.setblocking(False)
        if not self.kind.reads:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect_ex(("127.0.0.1", self.port))
        self._clients[client.fileno()] = client
        self._poll.register(client, select.EPOLLOUT)

    def _see_to(self, number: int, event: int) -> None:
        client = self._clients[number]
        try:
            if event & (select.EPOLLERR | select.EPOLLHUP):
                raise ConnectionError
            if event & select.EPOLLOUT:
                client.send(self.kind.opening)
                self.connected += 1
                self._poll.modify(number, select.EPOLLIN if self.kind.reads else 0)
            elif not client.recv(65536):
                raise ConnectionError
        except OSError:
            self._end(number)

    def _end(self, number: int) -> None:
        self.ended += 1
        self._poll.unregister(number)
        self._clients.pop(number).close()
        if self.kind.returns:
            self._connect()


def answers(service: Service, path: str) -> bool:
    """Whether a new client gets a whole answer in time."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=_PROBE_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status == 200 and len(answer.read()) > 0
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def serve(folder: Path, names: tuple[str, ...] = _NAMES, **settings: object) -> Iterator[Service]:
    """A service with a feed of some 150 KB; twenty are more than the system keeps for a client that does not read."""
    (folder / "content").mkdir()
    for name in names:
        paragraphs = (story(f"{name} {number}").split("\n\n")[-2] for number in range(15))
        (folder / f"content/{name.lower()}.txt").write_text("\n\n".join((story(name), *paragraphs)))
    # Python anew: whoever loaded the server has its allocator set up already
    running = FreshService(folder / "content", folder / "state", **settings)
    try:
        until(lambda: running.get("/rss.xml")[2].count(b"<item>") == len(names), "every story")
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def held(service: Service) -> int:
    """The connections that the system has for the service, accepted or not. Those it gave up, the other end may not know."""
    return len(unsent_bytes(service))


def unsent_bytes(service: Service) -> list[int]:
    """Of each of these connections, what the system keeps of answers until they are taken."""
    lines = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    ours = (fields for fields in lines if fields[1].endswith(f":{service.port:04X}"))
    return [int(fields[4].partition(":")[0], 16) for fields in ours if fields[3] not in _NOT_HELD]


def memory_mb(process: int) -> int:
    """Resident memory of a process."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) // 1000 if found else 0
