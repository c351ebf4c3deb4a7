"""The real service for tests: `feedservice run` as its own processes, on a free port of this machine."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from tests import warm
from tests.warm import COMMAND

#: How long anything may take before a test gives up, the only such limit there is; far beyond what a busy machine needs.
PATIENCE_SECONDS = 120.0

#: Below those that systems give to connections that go out (Linux 32768, others 49152), of which floods take thousands.
_PORTS = range(12_000, 32_000)


def free_port() -> int:
    """A port nobody listens on, nor gets by chance before it is used."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until something holds; returns it. Fails with a sentence when it does not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        value = holds()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE_SECONDS:.0f} s in vain for: {what}")


def in_patience(work: Callable[[], Any], what: str) -> Any:
    """What some work returns, or raises. Fails with a sentence when it does not end; it is then left behind."""
    ended: SimpleQueue[Callable[[], Any]] = SimpleQueue()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            ended.put(partial(_raise, error))
        else:
            ended.put(lambda: result)

    threading.Thread(target=run, daemon=True).start()
    try:
        outcome = ended.get(timeout=PATIENCE_SECONDS)
    except Empty:
        raise AssertionError(f"waited {PATIENCE_SECONDS:.0f} s in vain for: {what}") from None
    return outcome()


def _raise(error: BaseException) -> NoReturn:
    raise error


class Service:
    """One running feedservice."""

    command: tuple[str, ...] = COMMAND
    #: How its first process is started; FreshService starts Python for it.
    begin: Callable[..., subprocess.Popen[bytes]] = staticmethod(warm.Popen)

    def __init__(self, content: Path, state: Path, **settings: object) -> None:
        self.port = free_port()
        options = {"scan_seconds": 0.5, "settle_seconds": 0.3, "withdrawal_grace_seconds": 1.0, **settings}
        self.environment = {
            **os.environ,
            **{f"FEEDSERVICE_{name.upper()}": str(value) for name, value in options.items()},
        }
        arguments = ("run", "--content", str(content), "--state", str(state), "--port", str(self.port))
        self.log = state.with_name("service.log")
        with self.log.open("ab") as log:
            self.process = self.begin([*self.command, *arguments], env=self.environment, stdout=log, stderr=log)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and bytes of an answer; status 0 when nobody answers."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=names)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()
        except OSError:
            return 0, {}, b""

    def await_text(self, path: str, text: str) -> bytes:
        """Wait until a page or feed holds a text. When it does not come, what the service logged last is told."""
        try:
            return bytes(until(lambda: self._with(path, text), f"{text!r} in {path}"))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log.read_text(errors='replace')[-3000:]}") from None

    def _with(self, path: str, text: str) -> bytes:
        body = self.get(path)[2]
        assert body or self.process.poll() is None, f"the service has ended with {self.process.returncode}"
        return body if text.encode() in body else b""

    def children(self) -> list[int]:
        """The processes under the main one."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, check=False)
        return [int(number) for number in found.stdout.split()]

    def worker(self) -> int:
        """The process that answers, as soon as it can: the only child with threads of granian's; nought before."""
        names = {number: Path(f"/proc/{number}/task").glob("*/comm") for number in self.children()}
        return next((number for number, comms in names.items() if any(map(_is_server_thread, comms))), 0)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; returns the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


class FreshService(Service):
    """One that is started as operators start it, for what is said of processes and of starting itself."""

    begin = staticmethod(subprocess.Popen)


def is_alive(number: int) -> bool:
    """Whether a process runs."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().split(")")[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def _is_server_thread(comm: Path) -> bool:
    with suppress(OSError):
        return "tokio" in comm.read_text()
    return False
