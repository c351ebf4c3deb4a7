"""A server that speaks S3 for tests, started by them (moto's, in an environment of its own), with buckets of their own.

Without it tests that need it are skipped, in CI they fail. What it holds lies in memory, and goes with it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests.service import PATIENCE_SECONDS, free_port, until

_PROGRAM = Path(__file__).parent.parent / ".venv/moto/bin/moto_server"
_NUMBERS = count(1)


def program() -> str:
    """The server's program."""
    found = str(_PROGRAM) if _PROGRAM.exists() else shutil.which("moto_server")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("The server for object stores is missing; .ci/run installs it (make object-store)")
    pytest.skip("The server for object stores is not installed (make object-store)")


class ObjectStoreServer:
    """One server. `environment` is what a program needs to be let in."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "AWS_ACCESS_KEY_ID": "tests",
            "AWS_SECRET_ACCESS_KEY": "tests",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.address,
        }
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        setpriv = shutil.which("setpriv")
        going_with_us = [setpriv, "--pdeathsig", "KILL"] if setpriv else []
        self.process = subprocess.Popen(
            [*going_with_us, program(), "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=self._log,
            stderr=self._log,
            cwd="/",
            env={"PATH": os.environ["PATH"]},
        )
        until(self.answers, "the server for object stores to answer")

    def answers(self) -> bool:
        """Whether it takes requests."""
        with suppress(OSError):
            urllib.request.urlopen(f"{self.address}/moto-api/", timeout=PATIENCE_SECONDS).close()
            return True
        return False

    def make(self) -> str:
        """A fresh bucket; returns the address of a place in it."""
        name = f"news-{os.getpid()}-{next(_NUMBERS)}"
        request = urllib.request.Request(f"{self.address}/{name}", method="PUT")
        urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).close()
        return f"s3://{name}/feeds"

    def hang(self) -> None:
        """Say nothing more, as a machine that is gone without a word."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again, with all that it held."""
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """For good."""
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)
        self._log.close()


@cache
def server() -> ObjectStoreServer:
    """The server of this process of a test run."""
    found = ObjectStoreServer()
    atexit.register(found.end)
    return found
