"""A PostgreSQL server for tests, started by them: Debian's programs, a folder of its own, no network.

Each test gets a fresh database, made of a template that has the tables already. Without the programs tests that need them
are skipped, in CI they fail. The server speaks English (ICU), so that whatever leans on an order that is not
that of bytes shows.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

from feedservice.store import Store
from tests.service import PATIENCE_SECONDS, until

_NUMBERS = count(1)
_TEMPLATE = "template_with_tables"


def programs() -> Path:
    """Where initdb and postgres are: not on the path of Debian, for several releases may be there."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found = [place for place in (*([Path(on_path).parent] if on_path else []), *places) if (place / "initdb").exists()]
    if found:
        return found[0]
    if os.environ.get("CI"):
        pytest.fail("PostgreSQL is missing; .ci/run installs it")
    pytest.skip("PostgreSQL is not installed (apt install postgresql)")


def _going_with_us() -> list[str]:
    """What a command begins with that is to end when this process does, however that comes (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "QUIT"] if setpriv else []


class Server:
    """One server, and its databases. It refuses to run as root; so do its programs."""

    def __init__(self) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="feedservice-postgresql-"))
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, self._user)
        self.folder.chmod(0o755)
        locale = ("--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8")
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", *locale)
        self.process = self._start()

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def _as_user(self) -> dict[str, object]:
        return {"user": self._user, "group": self._user, "extra_groups": ()} if os.geteuid() == 0 else {}

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self.programs / name), "-D", str(self.folder / "data"), *arguments]
        done = subprocess.run(command, capture_output=True, check=False, cwd="/", **self._as_user())  # type: ignore[call-overload]
        assert done.returncode == 0, done.stderr.decode()

    def _start(self) -> subprocess.Popen[bytes]:
        options = {
            "unix_socket_directories": self.folder,
            "listen_addresses": "",
            "fsync": "off",
            "full_page_writes": "off",
            "shared_buffers": "16MB",
            "autovacuum": "off",
            "lc_messages": "C",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*_going_with_us(), self.programs / "postgres", "-D", self.folder / "data", *arguments],
                stdout=log,
                stderr=log,
                cwd="/",
                **self._as_user(),  # type: ignore[call-overload]
            )
        until(self.answers, "the server of PostgreSQL to answer")
        return process

    def answers(self) -> bool:
        """Whether it takes connections."""
        with suppress(psycopg.OperationalError), self.connection():
            return True
        return False

    @contextmanager
    def connection(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """A connection of the tests' own, each statement by itself."""
        with psycopg.connect(f"postgresql://postgres@/{database}?host={self.folder}", autocommit=True) as connection:
            yield connection

    def run(self, order: str, database: str = "postgres") -> None:
        """One statement."""
        with self.connection(database) as connection:
            connection.execute(order)

    def make(self, template: str = "template1", options: str = "") -> str:
        """A fresh database; returns its name."""
        name = f"fresh_{os.getpid()}_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return name

    def drop(self, name: str) -> None:
        """Away with a database, whoever is connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self, number: int = signal.SIGINT) -> None:
        """SIGINT: break off what is under way and end in order; SIGQUIT: fall, as when the machine does."""
        self.process.send_signal(number)
        self.process.wait(PATIENCE_SECONDS)

    def start(self) -> None:
        """Go on after a stop."""
        self.process = self._start()

    def end(self) -> None:
        """For good."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def server() -> Server:
    """The server of this process of a test run, with the template made."""
    found = Server()
    atexit.register(found.end)
    found.run(f"CREATE DATABASE {_TEMPLATE}")
    with Store(found.url(_TEMPLATE)) as store:
        store.migrate()
    return found


@contextmanager
def database(*, empty: bool = False) -> Iterator[str]:
    """The URL of a database with our tables, or without any; it goes in the end."""
    running = server()
    name = running.make("template1" if empty else _TEMPLATE)
    try:
        yield running.url(name)
    finally:
        running.drop(name)
