"""The program in processes that need not import it: `Popen` and `run`, as those of `subprocess`.

Python takes a second of a processor to import the service, and again in each process that the service starts. Here it is
imported once, by a program of its own (`python -m tests.warm`, one a tester), which is forked at each order: a process
of its own, with its own variables, folder, rights, input, output, signals and end, in milliseconds. What it starts by
`multiprocessing` is forked likewise, by a helper that was forked from it before it had a thread.

Whoever forks them ends at once, and the kernel hands them to the next above that takes orphans in: so they are children
of the test, or of the service, as others are (PR_SET_CHILD_SUBREAPER). On other systems than Linux these are `subprocess`'s
own. Tests that are about the start itself take `subprocess`.
"""

from __future__ import annotations

import atexit
import ctypes
import fcntl
import gc
import inspect
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from multiprocessing import util
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "feedservice")

_PR_SET_CHILD_SUBREAPER = 36
_HEAD_BYTES = 4
_MOST_DESCRIPTORS = 64
_HIGH_DESCRIPTORS = 900
#: Commands whose work may take a process of multiprocessing.
STARTS_PROCESSES = {"run", "press", "turn"}


@dataclass(frozen=True)
class Order:
    """A process that is wanted. Its descriptors get the numbers that stand here."""

    words: list[str]
    folder: str
    variables: dict[str, str]
    descriptors: list[int]
    umask: int = -1
    new_session: bool = False


class Forker:
    """Whoever forks at an order, as seen by those who order."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel, self.lock = channel, threading.Lock()

    def start(self, order: Order, descriptors: list[int]) -> int:
        """The number of the new process, a child of this one."""
        with self.lock:
            said = json.dumps(asdict(order)).encode()
            socket.send_fds(self.channel, [len(said).to_bytes(_HEAD_BYTES, "big")], descriptors)
            self.channel.sendall(said)
            answer = self.channel.recv(_HEAD_BYTES, socket.MSG_WAITALL)
        if len(answer) < _HEAD_BYTES:
            raise ChildProcessError("the warm process has ended")
        return int.from_bytes(answer, "big")


class Popen(subprocess.Popen[Any]):
    """`sys.executable -m MODULE ...`, `-c CODE`, or a file in their place; of options, those that tests give are taken.

    Other programs are started as ever.
    """

    def _execute_child(self, *given: Any) -> None:
        real = super()._execute_child  # type: ignore[misc]
        wanted = inspect.signature(real).bind(*given).arguments
        words = list(map(os.fspath, wanted["args"]))
        if words[0] != sys.executable:
            real(*given)
            return
        pipes = [wanted[name] for name in ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")]
        variables = dict(os.environ if wanted["env"] is None else wanted["env"])
        order = Order(
            words[1:],
            os.fspath(wanted["cwd"] or Path.cwd()),
            variables,
            [0, 1, 2],
            wanted["umask"] if wanted["umask"] >= 0 else _own_umask(),
            bool(wanted["start_new_session"]),
        )
        ends = [pipe if pipe >= 0 else number for number, pipe in enumerate((pipes[0], pipes[3], pipes[5]))]
        self.pid = _forker().start(order, ends)
        self._child_created = True
        self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]


if sys.platform != "linux":
    Popen = subprocess.Popen  # type: ignore[misc,assignment]


def run(words: Any, *, check: bool = False, timeout: float | None = None, **options: Any) -> Any:
    """As `subprocess.run`."""
    given = options.pop("input", None)
    if given is not None:
        options["stdin"] = subprocess.PIPE
    if options.pop("capture_output", False):
        options["stdout"] = options["stderr"] = subprocess.PIPE
    with Popen(words, **options) as process:
        try:
            said, complained = process.communicate(given, timeout)
        except BaseException:
            process.kill()
            raise
    if check and process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words, said, complained)
    return subprocess.CompletedProcess(words, process.returncode, said, complained)


@contextmanager
def spawning() -> Iterator[None]:
    """Meanwhile, what this process would spawn by `multiprocessing` is forked from the warm one."""
    real = util.spawnv_passfds  # type: ignore[attr-defined]
    if sys.platform == "linux":
        _fork_to_spawn(_forker())
    yield
    util.spawnv_passfds = real  # type: ignore[attr-defined]


def _own_umask() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("Umask:")[2].split()[0], 8)


@cache
def _forker() -> Forker:
    """The program of this tester."""
    _take_orphans_in()
    ours, theirs = socket.socketpair()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("FEEDSERVICE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
        cwd=ROOT,
        env=variables,
        pass_fds=[theirs.fileno()],
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return Forker(ours)


def _take_orphans_in() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


# --- in the program


def main(channel: socket.socket) -> Callable[[], object]:
    """Fork at each order until there are no more; returns in each forked process, with what it is to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm_up()
    assert threading.active_count() == 1, threading.enumerate()
    gc.collect()
    gc.freeze()
    return _fork_at_orders(channel)


def _fork_at_orders(channel: socket.socket) -> Callable[[], object]:
    while True:
        head, descriptors, _, _ = socket.recv_fds(channel, _HEAD_BYTES, _MOST_DESCRIPTORS)
        if not head:
            os._exit(0)
        order = Order(**json.loads(channel.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL)))
        number = _forked()
        if not number:
            channel.detach()  # its number is to be another's
            _become(order, descriptors)
            return _program(order.words)
        for descriptor in descriptors:
            os.close(descriptor)
        channel.sendall(number.to_bytes(_HEAD_BYTES, "big"))


def _forked() -> int:
    """As `os.fork`, but the new process is an orphan, and goes on when it has been taken in."""
    told, tell = os.pipe()
    go, let_go = os.pipe()
    between = os.fork()
    if not between:
        number = os.fork()
        if number:
            os.write(tell, number.to_bytes(_HEAD_BYTES, "big"))
            os._exit(0)
        os.close(let_go)
        os.read(go, 1)
        return 0
    os.waitpid(between, 0)
    number = int.from_bytes(os.read(told, _HEAD_BYTES), "big")
    for end in (told, tell, go, let_go):
        os.close(end)
    return number


def _become(order: Order, descriptors: list[int]) -> None:
    """What a new process gets from who starts it, and nothing else."""
    out_of_the_way = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _HIGH_DESCRIPTORS) for descriptor in descriptors]
    for descriptor, number in zip(out_of_the_way, order.descriptors, strict=True):
        os.dup2(descriptor, number)
    ends = sorted({2, *order.descriptors, os.sysconf("SC_OPEN_MAX")})
    for lower, upper in pairwise(ends[ends.index(2) :]):
        os.closerange(lower + 1, upper)
    os.environ.clear()
    os.environ.update(order.variables)
    time.tzset()
    os.chdir(order.folder)
    if order.umask >= 0:
        os.umask(order.umask)
    if order.new_session:
        os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _program(words: list[str]) -> Callable[[], object]:
    """What the words say that `python` does."""
    kind, what, *rest = words
    if kind == "-c":
        sys.argv = [kind, *rest]
        return lambda: exec(what, {"__name__": "__main__"})
    alone = what == "feedservice" and not set(rest) & STARTS_PROCESSES
    spawned = None if alone else _fork_what_is_spawned()
    if spawned:
        return spawned
    if kind == "-m":
        sys.argv = [what, *rest]
        return lambda: runpy.run_module(what, run_name="__main__", alter_sys=True)
    sys.argv = words
    sys.path.insert(0, str(Path(kind).parent))
    return lambda: runpy.run_path(kind, run_name="__main__")


def _fork_what_is_spawned() -> Callable[[], object] | None:
    """Begin the helper that forks what this process would spawn; returns in each process it forks, as `main` does."""
    ours, theirs = socket.socketpair()
    if not os.fork():
        ours.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _fork_at_orders(theirs)
    theirs.close()
    _take_orphans_in()
    _fork_to_spawn(Forker(ours))
    return None


def _fork_to_spawn(helper: Forker) -> None:
    real = util.spawnv_passfds  # type: ignore[attr-defined]

    def spawn(path: str, words: list[str], descriptors: Iterable[int]) -> int:
        if "--multiprocessing-fork" not in words:
            return int(real(path, words, descriptors))
        numbers = [0, 1, 2, *map(int, descriptors)]
        order = Order(words[words.index("-c") :], str(Path.cwd()), dict(os.environ), numbers, _own_umask())
        return helper.start(order, numbers)

    util.spawnv_passfds = spawn  # type: ignore[attr-defined]


def _warm_up() -> None:
    """Import what any command and process of the service may, and do a little of everything once."""
    for module in pkgutil.walk_packages([str(ROOT / "feedservice/commands")], "feedservice.commands."):
        import_module(module.name)
    import_module("feedservice.service.serve")
    newsroom = import_module("tests.newsroom")
    with TemporaryDirectory() as folder:
        room = newsroom.Newsroom(Path(folder) / "content", Path(folder) / "state")
        room.drop("world/harbour.txt")
        room.drop("world/harbour.jpg", newsroom.picture())
        room.settle()
        room.feed("/rss.xml")
        room.close()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))()
