"""The guard as real servers let it see requests: raw bytes over a socket, and a browser's way through the login page."""

from __future__ import annotations

import base64
import os
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests import warm
from tests.newsroom import story
from tests.servers import Server
from tests.service import COMMAND, PATIENCE_SECONDS, Service, until

PASSWORD = "correct horse battery"


def raw(port: int, request: str) -> tuple[int, str]:
    """The status and the whole of an answer to a request as it stands here."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    text = answer.decode(errors="replace")
    return int(text.split(" ", 2)[1]), text


def statuses(port: int) -> dict[str, int]:
    end = "Connection: close\n\n"
    requests = {
        "ours": f"GET /desk HTTP/1.1\nHost: localhost:{port}\n{end}",
        "rebound": f"GET /desk HTTP/1.1\nHost: evil.example:{port}\n{end}",
        "two": f"GET /desk HTTP/1.1\nHost: localhost\nHost: evil.example\n{end}",
        "two the other way round": f"GET /desk HTTP/1.1\nHost: evil.example\nHost: localhost\n{end}",
        "none": f"GET /desk HTTP/1.1\n{end}",
        "nginx": f"GET /desk HTTP/1.0\nHost: 127.0.0.1:{port}\n{end}",
        "a proxy": f"GET /desk HTTP/1.1\nHost: localhost\nX-Forwarded-For: 127.0.0.1\n{end}",
    }
    return {name: raw(port, request)[0] for name, request in requests.items()}


EXPECTED = {
    "ours": 200,
    "rebound": 421,
    "two": 400,
    "two the other way round": 400,
    "none": 400,
    "nginx": 403,
    "a proxy": 403,
}


def set_password(state: Path) -> None:
    command = [*COMMAND, "password", "--state", str(state)]
    warm.run(command, input=PASSWORD.encode(), check=True, timeout=PATIENCE_SECONDS, capture_output=True)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    content = tmp_path / "content"
    content.mkdir()
    (content / "_secret.txt").write_text(story("Secret merger"))
    running = Service(content, tmp_path / "state")
    try:
        running.await_text("/desk", "Secret merger")
        yield running
    finally:
        running.stop()


def test_the_service_from_open_to_locked_and_in_again(service: Service, tmp_path: Path) -> None:
    assert statuses(service.port) == EXPECTED
    set_password(tmp_path / "state")
    assert service.get("/desk")[0] == 401
    assert service.get("/health")[2] == b'{"status":"ok"}\n'
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    browser.addheaders = [("Accept", "text/html")]
    home = f"http://127.0.0.1:{service.port}"

    def form(path: str) -> dict[str, str]:
        page = browser.open(f"{home}{path}", timeout=PATIENCE_SECONDS).read().decode()
        return dict(re.findall(r'name="(mark|next)" value="([^"]*)"', page))

    asked = form("/desk?find=secret")
    assert asked["next"] == "/desk?find=secret"
    given = base64.b64encode(f":{PASSWORD}".encode()).decode()
    sent = {"Desk-Form": urllib.parse.urlencode(asked), "Authorization": f"Basic {given}"}
    answer = browser.open(urllib.request.Request(f"{home}/desk/login", b"", sent), timeout=PATIENCE_SECONDS)
    assert answer.url == f"{home}/desk?find=secret"
    assert b"Secret merger" in answer.read()
    session = "; ".join(f"{one.name}={one.value}" for one in jar)
    assert service.get("/desk", Cookie=session)[0] == 200
    leaving = re.search(r"/desk/logout[^\"]*", browser.open(f"{home}/desk", timeout=PATIENCE_SECONDS).read().decode())
    assert leaving
    assert browser.open(f"{home}{leaving[0]}", b"", timeout=PATIENCE_SECONDS).url == f"{home}/desk/login"
    assert service.get("/desk", Cookie=session)[0] == 401


@pytest.mark.parametrize("name", ["flask", "gunicorn", "waitress"])
def test_other_servers_let_as_much_be_seen(tmp_path: Path, name: str) -> None:
    server = Server(tmp_path, name)
    try:
        until(lambda: server.get("/desk")[0] == 200, f"the desk under {name}")
        # waitress takes such headers away where it trusts no proxy
        unseen = {"a proxy": 200} if name == "waitress" else {}
        assert statuses(server.port) == {**EXPECTED, **unseen}
        set_password(server.state)
        assert server.get("/desk")[0] == 401  # every worker sees it at once
        assert server.get("/desk")[0] == 401
    finally:
        server.kill_all()


def dated(server: Service, said: str) -> str:
    """The line of the log that says something, which begins with the day and the level, as all of ours do."""
    line = until(lambda: next((one for one in server.log.read_text().splitlines() if said in one), ""), said)
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING ", line), line
    return str(line)


def test_what_the_web_process_says_stands_in_the_log_like_the_rest(service: Service, tmp_path: Path) -> None:
    set_password(tmp_path / "state")
    assert service.get("/desk", Authorization="Basic Ondyb25n")[0] == 401
    assert dated(service, "a wrong password").endswith("WARNING a wrong password for the desk from 127.0.0.1")


@pytest.mark.parametrize("name", ["flask", "gunicorn", "waitress"])
def test_other_servers_have_our_log_as_it_is_elsewhere(tmp_path: Path, name: str) -> None:
    server = Server(tmp_path, name)
    try:
        until(lambda: server.get("/desk")[0] == 200, f"the desk under {name}")
        set_password(server.state)
        assert server.get("/desk", Authorization="Basic Ondyb25n")[0] == 401
        dated(server, "a wrong password for the desk from 127.0.0.1")
        if os.geteuid() == 0:
            dated(server, "feedservice runs as root")
    finally:
        server.kill_all()


def test_under_another_server_the_log_says_that_the_desk_is_off(tmp_path: Path) -> None:
    server = Server(tmp_path, "waitress", base_url="https://news.example.org")
    try:
        until(lambda: server.get("/health")[0] == 200, "health")
        assert server.get("/desk", Host="news.example.org")[0] == 403
        assert server.get("/desk")[0] == 403
        assert "The desk is off, for others than this machine may reach it" in server.log.read_text()
    finally:
        server.kill_all()


def test_for_others_it_starts_only_with_the_address_that_readers_use(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    command = [*COMMAND, "run", "--content", str(tmp_path / "content"), "--state", str(tmp_path / "state")]
    done = warm.run(
        [*command, "--host", "0.0.0.0"], capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
    assert done.returncode == 2
    assert "every link in its feeds would begin with http://127.0.0.1:8000" in done.stderr
    assert "base_url =" in done.stderr


def test_for_others_without_a_password_the_desk_is_off_and_the_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    service = Service(tmp_path / "content", tmp_path / "state", host="0.0.0.0", base_url="http://news.example.org")
    try:
        until(lambda: service.get("/health")[0] == 200, "health")
        assert service.get("/desk")[0] == 403
        assert service.get("/desk", Host="news.example.org")[0] == 403
        log = service.log.read_text()
        assert "The desk is off, for others than this machine may reach it, and it has no password. Set one with" in log
        assert "(desk: " not in log
        set_password(tmp_path / "state")
        assert service.get("/desk", Host="news.example.org")[0] == 401
    finally:
        service.stop()
