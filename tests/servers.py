"""WSGI servers over `wsgi:app`, as people start them: real processes over a copy of the sample newsroom."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import feedparser

from tests.newsroom import story
from tests.service import PATIENCE_SECONDS, Service, free_port, until

ROOT = Path(__file__).parent.parent
SERVERS = {
    "flask": "flask --app wsgi run --port {port}",
    "gunicorn": "gunicorn --workers 2 --bind 127.0.0.1:{port} --no-control-socket wsgi:app",
    "gunicorn that loads first": "gunicorn --preload --workers 2 --bind 127.0.0.1:{port} --no-control-socket wsgi:app",
    "waitress": "waitress --listen 127.0.0.1:{port} wsgi:app",
    "granian": "granian --interface wsgi --workers 2 --respawn-failed-workers --port {port} wsgi:app",
}
OF_TWO_WORKERS = [name for name, command in SERVERS.items() if "--workers 2" in command]


class Server(Service):
    """A WSGI server with `wsgi:app`, over a copy of the sample newsroom and a state that is not there yet."""

    def __init__(self, folder: Path, name: str, **settings: object) -> None:
        self.content, self.state = folder / "content", folder / "state"
        if not self.content.exists():
            shutil.copytree(ROOT / "content", self.content)
        self.port = free_port()
        chosen = {
            "content_dir": self.content,
            "state_dir": self.state,
            "port": self.port,
            "scan_seconds": 0.5,
            "settle_seconds": 0.3,
            **settings,
        }
        self.environment = {
            **os.environ,
            **{f"FEEDSERVICE_{name.upper()}": str(value) for name, value in chosen.items()},
        }
        self.log = folder / "server.log"
        command = [sys.executable, "-m", *SERVERS[name].format(port=self.port).split()]
        with self.log.open("ab") as log:
            self.process = self.begin(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def presses(self) -> list[int]:
        """The press processes over this state."""
        mark = f"FEEDSERVICE_STATE_DIR={self.state}\0".encode()
        return [number for number, command, variables in processes() if b"\0press\0" in command and mark in variables]

    def await_articles(self, count: int = 13) -> None:
        def there() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            body = self.get("/rss.xml")[2]
            return body.count(b"<item>") == count == len(feedparser.parse(body).entries)

        until(there, f"{count} articles in the feed")

    def await_fresh(self, name: str) -> None:
        """Wait until an article that is dropped now is out."""
        (self.content / f"{name.lower()}.txt").write_text(story(name))
        self.await_text("/rss.xml", f"{name} reopens")

    def kill_all(self) -> None:
        """End whatever may be left, a worker that is just being started among it: all are of one group; presses follow."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)
        until(lambda: not self.presses(), "the presses to end")


class FreshServer(Server):
    """One that is started as people start it, for what is said of starting."""

    begin = staticmethod(subprocess.Popen)


def processes() -> Iterator[tuple[int, bytes, bytes]]:
    """Every process of ours with its command and its environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue


def parent_of(number: int) -> int:
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
