"""Feeds in front, pages behind, films by themselves: what takes long is done by threads of its own. Touches: threads.

The newsstand answers from memory in microseconds, a page asks the database and compares versions, up to a second of a long
article's history. Whoever asks for a feed must not stand behind that; nor must whoever asks how the service does, and may
end it for want of an answer, stand behind a crowd that asks for pages.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

from feedservice.service.sweeping import Sweeping

_log = logging.getLogger(__name__)

#: So many pages are made at once; more only take turns in one Python. What waits is bounded by the connections served.
_THREADS = 2
#: How long a thread that makes a page may keep Python while another wants it: so long a feed waits. Python's own is 5 ms.
_TURN_SECONDS = 0.0001

#: What the newsstand hands on comes back as this very list.
HANDED_ON: list[bytes] = []


def hand_on(_environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
    """In place of the pages behind the newsstand: says that they are asked, and does nothing."""
    return HANDED_ON


#: So many long answers are on their way at once, each in a thread that waits for its client; who comes then is asked to come again.
MOST_SENT = 100

#: So many bodies of requests are read at once; the server has a thread more than these.
MOST_BODIES = 4

Works = SimpleQueue[Callable[[], object]]


class Lane:
    """Which of the server's threads takes requests: one at a time, and another while that one reads what somebody sends.

    A thread that reads a body of a request is held by its sender, for minutes if he likes; so the server has some more
    threads than one. Two that take requests at once would compete for Python, which costs half of all answers a second.
    So the one that has the lane goes on, and each other that comes to the end of a request stays there until the lane is
    free. A thread that ends gives it up: what it holds goes with its own variables.
    """

    def __init__(self) -> None:
        self._free = threading.Lock()
        self._mine = threading.local()
        self._bodies = threading.BoundedSemaphore(MOST_BODIES)

    def stay(self) -> None:
        """At the end of a request: return at once to who has the lane, or when it is free."""
        if getattr(self._mine, "held", None) is None:
            self._free.acquire()
            self._mine.held = _Held(self._free)

    def leave(self) -> bool:
        """Before a body is read: let another thread take requests. False when too many are read just now."""
        if not self._bodies.acquire(blocking=False):
            return False
        self._mine.held = None
        return True

    @contextmanager
    def returning(self) -> Iterator[None]:
        """While a body is read."""
        try:
            yield
        finally:
            self._bodies.release()


def one_at_a_time(run: Callable[[Any, dict[str, Any]], None], lane: Lane) -> Callable[[Any, dict[str, Any]], None]:
    """What threads of the server call for each request, so that one of them takes requests.

    A thread stays only where no body waits: the server lets go of that when the thread returns, and its client goes on then.
    """

    def run_and_stay(taker: Any, scope: dict[str, Any]) -> None:
        run(taker, scope)
        if scope["REQUEST_METHOD"] == "GET":
            lane.stay()

    return run_and_stay


class _Held:
    """The lane, as long as this is kept."""

    __slots__ = ("_free",)

    def __init__(self, free: threading.Lock) -> None:
        self._free = free

    def __del__(self, is_ending: Callable[[], bool] = sys.is_finalizing) -> None:
        """Give it up; but not when all ends: who woke then would find no Python any more, and granian calls that a panic."""
        if not is_ending():
            self._free.release()


class BackRoom:
    """Does one work after the other in a few threads, which end with the process; one of them is for probes alone."""

    def __init__(self) -> None:
        self._pages, self._probes = Works(), Works()
        self._sweeping = Sweeping()
        self._sent = threading.BoundedSemaphore(MOST_SENT)
        self.lane = Lane()

    def open(self) -> None:
        """Begin; let Python change threads more often, and look for garbage between pages. To be called when all is loaded."""
        sys.setswitchinterval(_TURN_SECONDS)
        self._sweeping.begin()
        for number, waiting in enumerate((self._probes, *[self._pages] * _THREADS)):
            threading.Thread(target=self._work, args=(waiting,), name=f"back room {number}", daemon=True).start()

    def do(self, work: Callable[[], object]) -> None:
        """Have a work done as soon as a thread is free."""
        self._pages.put(work)

    def probe(self, work: Callable[[], object]) -> None:
        """Have a work done beside the others: after the probes that came before it, whatever the pages are at."""
        self._probes.put(work)

    def send(self, work: Callable[[], object]) -> bool:
        """Have a long answer sent by a thread of its own, for that takes as long as the client takes. False when too many are."""
        if not self._sent.acquire(blocking=False):
            return False
        threading.Thread(target=self._send, args=(work,), name="sending", daemon=True).start()
        return True

    def _send(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            _log.exception("our fault: a long answer broke off")
        finally:
            self._sent.release()

    def _work(self, waiting: Works) -> None:
        while True:
            work = waiting.get()
            try:
                with self._sweeping.not_now():
                    work()
            except Exception:
                _log.exception("our fault: a page could not be answered")
            del work  # it holds a connection
