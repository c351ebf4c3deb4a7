"""`wsgi.py` as people who know Flask start it: real servers over a fresh state; the whole service comes up, and lives on."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import OF_TWO_WORKERS, ROOT, SERVERS, FreshServer, Server, parent_of
from tests.service import PATIENCE_SECONDS, Service, is_alive, until


@pytest.mark.parametrize("name", SERVERS)
def test_a_fresh_state_fills_by_itself_one_press_works_and_it_ends_with_the_server(
    serve: Callable[..., Server], name: str
) -> None:
    server = serve(name, Server if name == "gunicorn that loads first" else FreshServer)
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
        assert "published 13" in next(line for line in press.stderr if "published" in line)
        press.send_signal(signal.SIGTERM)
        assert press.wait(PATIENCE_SECONDS) == 0
        assert "Traceback" not in press.stderr.read()
