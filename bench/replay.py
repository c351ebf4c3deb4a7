"""Lets simulated readers ask a real service over HTTP/1.1, and keeps the books of what it answered.

Bare sockets and epoll (Linux), for the client must cost less than what it measures. Each reader keeps the validators it was last
given; whether something has changed, and how large it is, the service alone says. Every text is taken out of its coding and
compared with its entity tag the first time it is seen, and its length each time.
"""

from __future__ import annotations

import gzip
import select
import socket
import time
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import brotli
import zstandard

from bench.habits import Habit, Visit

#: Connections open at once where time is compressed; in real time as many as come.
TOGETHER = 100
#: No more in real time either, for open files are bounded; who comes then waits, and is told to be late.
MOST = 15_000
_AT_ONCE = 262_144
#: So many begin before it is looked what was answered.
_IN_TURN = 20
_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}
#: What a reader was last given of an address: entity tag, date.
Validators = tuple[str, str]
#: Habit, path, status, coding.
Kind = tuple[str, str, int, str]


@dataclass
class Books:
    """What was answered: by kind the answers and bytes of bodies; times of each class; what did not come off."""

    answers: Counter[Kind] = field(default_factory=Counter)
    bodies: Counter[Kind] = field(default_factory=Counter)
    unchanged: Counter[Kind] = field(default_factory=Counter)  # bytes that 304s saved
    packed: Counter[Kind] = field(default_factory=Counter)  # bytes that codings saved
    heads: Counter[str] = field(default_factory=Counter)  # bytes of heads by habit, both ways
    cached: Counter[tuple[str, str]] = field(default_factory=Counter)  # by path and what a cache says it did
    ms: dict[str, array[float]] = field(default_factory=dict)
    late_ms: array[float] = field(default_factory=lambda: array("d"))
    broken: list[str] = field(default_factory=list)

    def __add__(self, other: Books) -> Books:
        """Both together, but for the times."""
        added = Books(broken=[*self.broken, *other.broken])
        for books in (self, other):
            for name in ("answers", "bodies", "unchanged", "packed", "heads", "cached"):
                getattr(added, name).update(getattr(books, name))
        return added


@dataclass(slots=True)
class Line:
    """One connection, at one question of a visit."""

    wire: socket.socket
    visit: Visit
    paths: deque[str]
    began: float
    request: bytes = b""
    sent: bool = False
    got: bytearray = field(default_factory=bytearray)
    left: int = -1  # bytes of the body still to come; -1 while the head is not whole
    body: list[bytes] = field(default_factory=list)
    head: str = ""
    size: int = 0


class Readers:
    """All simulated readers of one run, and what each of them has."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self.books = Books()
        self.has: dict[tuple[str, int, str], Validators] = {}
        #: What readers have who were never here in this run: by path and what they accept.
        self.before: dict[tuple[str, str], Validators] = {}
        self.sizes: dict[str, tuple[int, int, str]] = {}  # by entity tag: packed, plain, coding
        self._poll = select.epoll()
        self._lines: dict[int, Line] = {}

    def run(self, visits: Iterable[Visit], *, at: float | None = None) -> None:
        """Let them come. `at` is the second of the day at which it is now, for real time; else as fast as can be."""
        coming, start = deque(visits), time.perf_counter()
        while coming or self._lines:
            room = max(0, TOGETHER - len(self._lines)) if at is None else min(_IN_TURN, MOST - len(self._lines))
            for _ in range(min(room, len(coming))):
                now = time.perf_counter()
                late = 0.0 if at is None else now - start - coming[0].second + at
                if late < 0:
                    break
                self.books.late_ms.append(late * 1000)
                visit = coming.popleft()
                self._begin(visit, deque(visit.paths), now)
            is_full = at is None or not coming or len(self._lines) >= MOST
            wait = 1.0 if is_full else max(0.0, coming[0].second - at - (time.perf_counter() - start))
            for number, event in self._poll.poll(min(wait, 1.0)):
                self._go_on(self._lines[number], event)

    def _begin(self, visit: Visit, paths: deque[str], began: float) -> None:
        wire = socket.socket()
        wire.setblocking(False)
        port = self.ports[visit.number % len(self.ports)]
        wire.connect_ex(("127.0.0.1", port))
        line = Line(wire, visit, paths, began)
        self._lines[wire.fileno()] = line
        line.request = self._request(line)
        try:
            wire.send(line.request)
            line.sent = True
        except OSError:
            pass  # not connected yet
        self._poll.register(wire.fileno(), select.EPOLLIN if line.sent else select.EPOLLOUT)

    def _request(self, line: Line) -> bytes:
        habit, path = line.visit.habit, line.paths[0]
        lines = [f"GET {path} HTTP/1.1", "Host: news.example.org", f"User-Agent: {_agent(habit)}"]
        if habit.accepts:
            lines.append(f"Accept-Encoding: {habit.accepts}")
        if habit.is_shown:
            lines.append("Sec-Fetch-Dest: document")
        known = self.has.get((habit.name, line.visit.number, path)) or self.before.get((path, habit.accepts))
        if habit.condition and known:
            lines.append(f"If-Modified-Since: {known[1]}")
            if habit.condition == "tag":
                lines.append(f"If-None-Match: {known[0]}")
        if len(line.paths) == 1:
            lines.append("Connection: close")
        return "\r\n".join((*lines, "", "")).encode()

    def _go_on(self, line: Line, event: int) -> None:
        try:
            if not line.sent:
                line.wire.send(line.request)
                line.sent = True
                self._poll.modify(line.wire.fileno(), select.EPOLLIN)
                return
            piece = line.wire.recv(_AT_ONCE)
        except BlockingIOError:
            return
        except OSError as error:
            self._end(line, f"{line.paths[0]}: {error}")
            return
        if not piece:
            self._end(
                line, f"{line.paths[0]}: the connection ended after {len(line.got)} bytes of a head, event {event}"
            )
            return
        self._take(line, piece)

    def _take(self, line: Line, piece: bytes) -> None:
        if line.left < 0:
            line.got += piece
            end = line.got.find(b"\r\n\r\n")
            if end < 0:
                return
            line.head, piece = line.got[: end + 4].decode("latin-1"), bytes(line.got[end + 4 :])
            line.size = 0 if line.head[9:12] == "304" else int(_value(line.head, "content-length") or 0)
            line.left = line.size
        line.left -= len(piece)
        line.body.append(piece)
        if line.left <= 0:
            self._note(line)
            line.paths.popleft()
            self._end(line, "")

    def _note(self, line: Line) -> None:
        """Enter an answer, and keep its validators."""
        habit, path, status = line.visit.habit, line.paths[0], int(line.head[9:12])
        tag = _value(line.head, "etag")
        if status == 200 and tag not in self.sizes:
            self._look(path, tag, _value(line.head, "content-encoding") or "identity", b"".join(line.body))
        packed, plain, coding = self.sizes.get(tag, (line.size, line.size, "identity"))
        if status not in (200, 304) or line.left or (status == 200 and line.size != packed):
            self.books.broken.append(f"{path}: {status} with {line.size} bytes, {line.left} of them missing, {tag}")
            return
        kind = (habit.name, path, status, coding)
        books = self.books
        books.answers[kind] += 1
        books.bodies[kind] += line.size
        books.heads[habit.name] += len(line.head) + len(line.request)
        books.cached[path, _value(line.head, "x-cache")] += 1
        if status == 304:
            books.unchanged[kind] += packed
        else:
            books.packed[kind] += max(plain - packed, 0)
        name = "304" if status == 304 else "200 plain" if coding == "identity" else "200 packed"
        books.ms.setdefault(name, array("d")).append((time.perf_counter() - line.began) * 1000)
        self.has[habit.name, line.visit.number, path] = tag, _value(line.head, "last-modified")

    def _look(self, path: str, tag: str, coding: str, body: bytes) -> None:
        """Read a text that was not seen before: it must be what its tag says (our tags begin with a digest of the plain text)."""
        plain = _DECODERS[coding](body)
        if sha256(plain).hexdigest()[:32] != tag.strip('"')[:32]:
            self.books.broken.append(f"{path}: the body is not what {tag} says")
        self.sizes[tag] = len(body), len(plain), coding

    def _end(self, line: Line, trouble: str) -> None:
        """End a question; what is left of the visit goes on over the same connection."""
        number = line.wire.fileno()
        if trouble:
            self.books.broken.append(trouble)
        if not trouble and line.paths:
            again = Line(line.wire, line.visit, line.paths, time.perf_counter(), sent=True)
            again.request = self._request(again)
            line.wire.send(again.request)
            self._lines[number] = again
            return
        self._poll.unregister(number)
        del self._lines[number]
        line.wire.close()


def _agent(habit: Habit) -> str:
    return f"reader ({habit.name})" if habit.behind_one == 1 else f"service; {habit.behind_one} subscribers"


def _value(head: str, name: str) -> str:
    """A header's value; nothing when it is not there."""
    at = head.lower().find(f"\r\n{name}:")
    if at < 0:
        return ""
    return head[at + len(name) + 3 : head.index("\r\n", at + 2)].strip()
