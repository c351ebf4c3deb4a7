"""`wsgi.py` as people who know Flask start it: real servers over a fresh state; the whole service comes up, and lives on."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest

from tests.newsroom import story
from tests.service import PATIENCE_SECONDS, Service, free_port, is_alive, until

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
            "scan_seconds": 1,
            **settings,
        }
        self.environment = {
            **os.environ,
            **{f"FEEDSERVICE_{name.upper()}": str(value) for name, value in chosen.items()},
        }
        self.log = folder / "server.log"
        command = [sys.executable, "-m", *SERVERS[name].format(port=self.port).split()]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def presses(self) -> list[int]:
        """The press processes over this state."""
        mark = f"FEEDSERVICE_STATE_DIR={self.state}\0".encode()
        return [number for number, command, variables in processes() if b"\0press\0" in command and mark in variables]

    def await_articles(self, count: int = 12) -> None:
        def there() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            return len(feedparser.parse(self.get("/rss.xml")[2]).entries) == count

        until(there, f"{count} articles in the feed")

    def await_fresh(self, name: str) -> None:
        """Wait until an article that is dropped now is out."""
        (self.content / f"{name.lower()}.txt").write_text(story(name))
        self.await_text("/rss.xml", f"{name} reopens")

    def kill_all(self) -> None:
        """End whatever may be left."""
        for number in [*self.presses(), *self.children(), self.process.pid]:
            if is_alive(number):
                os.kill(number, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)


def processes() -> Iterator[tuple[int, bytes, bytes]]:
    """Every process of ours with its command and its environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue


def parent_of(number: int) -> int:
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    running: list[Server] = []

    def start(name: str, **settings: object) -> Server:
        running.append(Server(tmp_path, name, **settings))
        return running[-1]

    yield start
    for one in running:
        one.kill_all()


@pytest.mark.parametrize("name", SERVERS)
def test_a_fresh_state_fills_by_itself_one_press_works_and_it_ends_with_the_server(
    serve: Callable[..., Server], name: str
) -> None:
    server = serve(name)
    server.await_articles()
    [press] = server.presses()
    server.await_fresh("Harbour")
    assert server.presses() == [press], "one press, the same all the time"
    os.kill(press, signal.SIGKILL)
    until(lambda: server.presses() not in ([], [press]), "another press")
    server.await_fresh("Bridge")
    [press] = server.presses()
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(PATIENCE_SECONDS)
    until(lambda: not is_alive(press), "the press to end with the server")
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("name", OF_TWO_WORKERS)
def test_when_the_worker_with_the_press_is_killed_another_goes_on(serve: Callable[..., Server], name: str) -> None:
    server = serve(name)
    server.await_articles()
    [press] = server.presses()
    worker = parent_of(press)
    assert worker in server.children()
    os.kill(worker, signal.SIGKILL)
    until(lambda: not is_alive(press), "the press to end with its worker")
    server.await_fresh("Bridge")
    [fresh] = server.presses()
    assert parent_of(fresh) != worker


@pytest.mark.parametrize("name", ["gunicorn that loads first", "waitress"])
def test_when_the_server_is_killed_its_press_goes_too(serve: Callable[..., Server], name: str) -> None:
    server = serve(name)
    server.await_articles()
    press = server.presses()[0]
    os.killpg(server.process.pid, signal.SIGKILL)
    until(lambda: not is_alive(press), "the press to end")
    again = serve(name)
    again.await_articles()


def test_beside_feedservice_run_no_worker_has_a_press(serve: Callable[..., Server], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    service = Service(tmp_path / "content", tmp_path / "state")
    try:
        service.await_text("/rss.xml", "<item>")
        server = serve("gunicorn")
        server.await_articles()
        server.await_fresh("Harbour")
        assert server.presses() == []
        service.stop(signal.SIGKILL)
        server.await_fresh("Bridge")
        assert len(server.presses()) == 1
    finally:
        service.process.kill()
        service.process.wait(PATIENCE_SECONDS)


def test_the_web_side_alone_when_that_is_asked(serve: Callable[..., Server]) -> None:
    server = serve("waitress", press="false")
    until(lambda: server.get("/rss.xml")[0] == 503, "the server to answer")
    assert server.presses() == []
    assert not (server.state / "feedservice.db").exists()


def test_a_content_folder_that_is_not_there_is_told_and_waited_for(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "later")
    server = serve("waitress", content_dir=tmp_path / "mount")
    until(lambda: b"mount is not there" in server.get("/health")[2], "health to say what is missing")
    assert server.log.read_text().count("mount is not there") == 1
    (tmp_path / "later").rename(tmp_path / "mount")
    server.await_articles()


def test_links_to_another_port_than_the_servers_are_told(serve: Callable[..., Server]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = serve("waitress", port=taken.getsockname()[1])
        server.await_articles()
        assert server.get("/health")[0] == 200
    told = [line for line in server.log.read_text().splitlines() if "FEEDSERVICE_BASE_URL" in line]
    assert len(told) == 1
    assert f":{server.port}" in told[0]


def test_the_press_alone_is_a_command(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    command = [sys.executable, "-m", "feedservice", "press", "--content", str(tmp_path / "content")]
    with subprocess.Popen(
        [*command, "--state", str(tmp_path / "state")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as press:
        assert press.stdout
        assert press.stderr
        assert "to be served from elsewhere" in press.stdout.readline()
        assert "published 12" in next(line for line in press.stderr if "published" in line)
        press.send_signal(signal.SIGTERM)
        assert press.wait(PATIENCE_SECONDS) == 0
        assert "Traceback" not in press.stderr.read()
