"""A small WebSub hub and a subscriber for tests, both real servers on loopback (https://www.w3.org/TR/websub/)."""

from __future__ import annotations

import hashlib
import hmac
import re
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode

from tests.service import PATIENCE_SECONDS


class Hub:
    """Verifies subscriptions, and hands each published topic on, fetched anew; `failures` are answered before anything else."""

    def __init__(self) -> None:
        self.published: list[str] = []
        self.subscribers: dict[str, list[tuple[str, str]]] = {}
        self.failures: list[tuple[int, dict[str, str], str]] = []
        self.posts: list[str] = []
        #: Topics that this hub cannot take.
        self.cannot_take: frozenset[str] = frozenset()
        self.url = ""

    def post(self, form: dict[str, str]) -> tuple[int, dict[str, str], str]:
        """Answer a publisher or a subscriber."""
        self.posts.append(form.get("hub.url", ""))
        if self.failures:
            return self.failures.pop(0)
        if form.get("hub.url") in self.cannot_take:
            return 500, {}, "this topic is too much for me"
        if form["hub.mode"] == "publish":
            self.published.append(form["hub.url"])
            self.distribute(form["hub.url"])
            return 204, {}, ""
        question = urlencode(
            {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "a challenge"}
        )
        with urllib.request.urlopen(f"{form['hub.callback']}?{question}", timeout=PATIENCE_SECONDS) as answer:
            assert answer.read() == b"a challenge"
        self.subscribers.setdefault(form["hub.topic"], []).append((form["hub.callback"], form.get("hub.secret", "")))
        return 202, {}, ""

    def distribute(self, topic: str) -> None:
        """Fetch the topic and send it to who subscribed (section 7)."""
        for callback, secret in self.subscribers.get(topic, ()):
            with urllib.request.urlopen(topic, timeout=PATIENCE_SECONDS) as answer:
                body, type_, links = answer.read(), answer.headers["Content-Type"], answer.headers["Link"]
            headers = {"Content-Type": type_, "Link": links}
            if secret:
                headers["X-Hub-Signature"] = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            urllib.request.urlopen(urllib.request.Request(callback, body, headers), timeout=PATIENCE_SECONDS).close()


class Subscriber:
    """Takes what a hub delivers."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    def get(self, query: dict[str, str]) -> str:
        """Confirm the intent."""
        return query["hub.challenge"]

    def post_body(self, headers: dict[str, str], body: bytes) -> None:
        """Take a delivery."""
        self.received.append((headers, body))


def discover(address: str) -> dict[str, str]:
    """What the Link headers of a topic say, by relation (section 4)."""
    with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=PATIENCE_SECONDS) as answer:
        return {rel: url for url, rel in re.findall(r'<([^>]+)>; rel="([^"]+)"', answer.headers["Link"])}


def subscribe(hub: str, topic: str, callback: str, secret: str = "") -> None:
    """Ask a hub for a topic."""
    form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback, "hub.secret": secret}
    urllib.request.urlopen(hub, urlencode(form).encode(), timeout=PATIENCE_SECONDS).close()


@contextmanager
def serving(served: Hub | Subscriber) -> Iterator[str]:
    """The address of a hub or subscriber that answers for so long."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = {name: one[0] for name, one in parse_qs(self.path.partition("?")[2]).items()}
            self._answer(200, {}, served.get(query) if isinstance(served, Subscriber) else "")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if isinstance(served, Subscriber):
                served.post_body(dict(self.headers), body)
                self._answer(200, {}, "")
            else:
                self._answer(*served.post({name: one[0] for name, one in parse_qs(body.decode()).items()}))

        def _answer(self, status: int, headers: dict[str, str], text: str) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield served.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Broken:
    """A hub that answers what no HTTP server would, until it is closed."""

    def __init__(self, behave: Callable[[socket.socket], None]) -> None:
        self.behave = behave
        self.asked = 0
        self._connections: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._connections.append(connection)
            self.asked += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                self.behave(connection)
            except OSError:  # whoever asked has hung up
                return

    def close(self) -> None:
        """Answer nobody any more, and hang up."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for connection in self._connections:
            with suppress(OSError):  # whoever asked has hung up before
                connection.shutdown(socket.SHUT_RDWR)


def hang(connection: socket.socket) -> None:
    """No answer, for as long as whoever asks waits."""
    while connection.recv(65536):
        """It may say what it likes."""
