"""Photos from the web: through one gate, within limits, once. Nothing here leaves this machine."""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import socket
import threading
import time
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.errors import NotFetched, Unfetchable
from feedservice.photos import download as fetching
from feedservice.photos import safe_http
from feedservice.photos.download import Fetcher
from feedservice.photos.public_addresses import is_public
from feedservice.photos.safe_http import Gate, checked_address, download
from tests.service import PATIENCE_SECONDS, in_patience

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
URL = "https://pictures.example/boats.jpg"
LIMIT = 1000


class Stopwatch:
    """Seconds that pass only when a test lets them; for the product's own, where a busy machine would be too late."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        for module in (fetching, safe_http):
            monkeypatch.setattr(module, "time", types.SimpleNamespace(monotonic=lambda: self.seconds))


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    return Stopwatch(monkeypatch)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("127.8.9.10", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("::7f00:1", False),
        ("64:ff9b::7f00:1", False),
        ("::ffff:100.64.0.1", False),
        ("::ffff:192.88.99.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("::ffff:0:93.184.215.14", False),
        ("64:ff9b:1::a00:1", False),
        ("64:ff9b:1:ffff:ffff:ffff:5db8:d70e", False),
        ("5f00::1", False),
        ("5f00:ffff::5db8:d70e", False),
        ("3fff::1", False),
        ("3fff:fff:ffff::1", False),
        ("3fff:1000::1", True),
        ("192.88.99.1", False),
        ("192.0.0.9", False),
        ("192.0.0.170", False),
        ("192.31.196.1", False),
        ("192.52.193.1", False),
        ("192.175.48.1", False),
        ("240.0.0.1", False),
        ("100::1", False),
        ("100:0:0:1::1", False),
        ("2001:1::1", False),
        ("2001:2::1", False),
        ("2001:3::1", False),
        ("2001:20::1", False),
        ("2001:30::1", False),
        ("2001:200::1", True),
        ("2002:5db8:d70e::1", False),
        ("2002:a00:1::1", False),
        ("2620:4f:8000::1", False),
        ("4000::1", False),
        ("8000::1", False),
        ("1::1", False),
        ("fec0::1%1", False),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c%eth0", True),
        ("192.88.98.255", True),
        ("192.88.100.0", True),
        ("64:ff9b::5db8:d70e", False),
        ("2002:7f00:1::", False),
        ("2001:0:53aa:64c:0:0:0:1", False),
        ("2001:db8::1", False),
        ("no address", False),
        ("", False),
    ],
)
def test_only_public_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("carrier", ["::ffff:{}", "::ffff:0:{}", "::{}", "64:ff9b::{}", "64:ff9b:1::{}"])
@given(inside=st.one_of(*(st.ip_addresses(network=one) for one in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16", "172.16.0.0/12"))))  # fmt: skip
def test_no_way_of_writing_an_inner_address_is_public(carrier: str, inside: object) -> None:
    assert not is_public(carrier.format(inside))
    packed = int(inside)
    assert not is_public(f"2002:{packed >> 16:x}:{packed & 0xFFFF:x}::1"), "6to4"
    assert not is_public(f"2001:0:{packed >> 16:x}:{packed & 0xFFFF:x}::1"), "Teredo, by its server"
    hidden = packed ^ 0xFFFFFFFF
    assert not is_public(f"2001:0:5db8:d70e:0:0:{hidden >> 16:x}:{hidden & 0xFFFF:x}"), "Teredo, by its client"


def test_what_python_holds_for_public_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tables differ from 3.11.0 to 3.14: the registries stand in our own, whole."""
    for kind in (ipaddress.IPv4Address, ipaddress.IPv6Address):
        monkeypatch.setattr(kind, "is_global", True)
    for address in ("10.0.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.19.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "3fff::1", "5f00::1", "2001:1::1"):  # fmt: skip
        assert not is_public(address), address


def test_every_address_of_a_host_has_to_be_public() -> None:
    assert checked_address("x.example", 443, ["93.184.215.14", "2606:2800:21f::1"]) == "93.184.215.14"
    for addresses in (["93.184.215.14", "127.0.0.1"], ["10.0.0.1", "93.184.215.14"], []):
        with pytest.raises(Unfetchable):
            checked_address("x.example", 443, addresses)
    for port in (22, 25, 6379, 8080):
        with pytest.raises(Unfetchable, match="not one of the web"):
            checked_address("x.example", port, ["93.184.215.14"])


class Handler(BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked."""

    asked: list[tuple[str, dict[str, str]]]
    #: What happens after each drop of an answer that drips.
    dripped: Callable[[], None] = staticmethod(lambda: None)

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers)))
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self) -> None:
        name, _, rest = self.path.strip("/").partition("/")
        if name == "redirect":
            self.say(302, b"", {"Location": rest, "Set-Cookie": "who=me"})
        elif name == "hops":
            self.say(302, b"", {"Location": f"/hops/{int(rest) - 1}" if rest != "0" else "/good"})
        elif name == "large":
            self.say(200, b"x" * (LIMIT + 1), {})
        elif name == "endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"x" * 500)
        elif name == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                self.wfile.write(b"X-Slow: yes\r\n")
                self.wfile.flush()
                self.dripped()
                time.sleep(0.01)
        elif name == "packed":
            self.say(200, gzip.compress(b"x" * 5000), {"Content-Encoding": "gzip"})
        else:
            self.say(200 if name == "good" else int(name), b"bytes of a photo", {})

    def say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for header, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server on this machine."""
    handler = type("Handler", (Handler,), {"asked": []})
    one = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    one.daemon_threads = True
    thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield one
    one.shutdown()
    thread.join()
    one.server_close()


def here(_: str, __: int, ___: float) -> list[str]:
    return ["127.0.0.1"]


def any_address(_: str, __: int, addresses: Iterable[str]) -> str:
    return next(iter(addresses))


def get(server: ThreadingHTTPServer, path: str, host: str = "pictures.example") -> bytes:
    """Download from the server on this machine, under a name of its own."""
    deadline = safe_http.time.monotonic() + PATIENCE_SECONDS
    gate = Gate(deadline, resolve=here, check=any_address)
    return download(f"http://{host}:{server.server_port}{path}", gate, LIMIT, deadline)


def test_a_photo_comes_whole_and_the_host_is_asked_by_its_name(server: ThreadingHTTPServer) -> None:
    assert get(server, "/good") == b"bytes of a photo"
    [(path, headers)] = server.RequestHandlerClass.asked
    assert path == "/good"
    assert headers["Host"] == f"pictures.example:{server.server_port}"
    assert headers["Accept-Encoding"] == "identity"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_credentials_in_an_address_are_not_sent(server: ThreadingHTTPServer) -> None:
    assert get(server, "/good", host="ana:secret@pictures.example")
    assert "Authorization" not in server.RequestHandlerClass.asked[0][1]


def test_five_redirects_are_followed_without_cookies_and_no_more(server: ThreadingHTTPServer) -> None:
    assert get(server, "/hops/4") == b"bytes of a photo"
    with pytest.raises(Unfetchable, match="more than 5 times"):
        get(server, "/hops/5")
    get(server, "/redirect//good")
    assert "Cookie" not in server.RequestHandlerClass.asked[-1][1]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/404", "answered 404"),
        ("/500", "answered 500"),
        ("/204", "answered 204"),
        ("/large", "larger than"),
        ("/endless", "larger than"),
        ("/packed", "compressed"),
        ("/redirect/file:///etc/passwd", "."),
        ("/redirect/ftp://pictures.example/x", "."),
        ("/redirect/gopher://127.0.0.1:6379/x", "."),
    ],
)
def test_what_is_no_photo_is_left(server: ThreadingHTTPServer, path: str, why: str) -> None:
    with pytest.raises(Unfetchable, match=why):
        get(server, path)


def test_a_server_that_drips_is_left_at_the_deadline(server: ThreadingHTTPServer, watch: Stopwatch) -> None:
    """However much time each drop leaves for the next."""
    drops = itertools.count(1)

    def dripped() -> None:
        if next(drops) == 5:
            watch.seconds = PATIENCE_SECONDS

    server.RequestHandlerClass.dripped = staticmethod(dripped)
    with pytest.raises(Unfetchable, match="too long"):
        in_patience(lambda: get(server, "/drip"), "the end of an answer that has none")
    assert next(drops) > 5


def test_a_server_that_says_nothing_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        deadline = time.monotonic() + 0.3
        gate = Gate(deadline, resolve=here, check=any_address)
        url = f"http://x.example:{silent.getsockname()[1]}/"
        with pytest.raises(Unfetchable, match="too long"):
            in_patience(lambda: download(url, gate, LIMIT, deadline), "the deadline")


def test_a_name_server_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait() and [])
    try:
        with pytest.raises(Unfetchable, match="looked up in time"):
            in_patience(lambda: safe_http.resolved("x.example", 80, 0.05), "the deadline")
    finally:
        done.set()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.jpg",
        "http://localhost/x.jpg",
        "http://2130706433/x.jpg",
        "http://0x7f.1/x.jpg",
        "http://[::1]/x.jpg",
        "http://[::ffff:127.0.0.1]/x.jpg",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x.jpg",
        "http://0/x.jpg",
        "http://127.0.0.1:8000/x.jpg",
        "ftp://93.184.215.14/x.jpg",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "javascript:alert(1)",
        "",
    ],
)
def test_the_real_gate_lets_nobody_near_this_machine(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*_: object, **__: object) -> None:
        pytest.fail("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", connected)
    deadline = time.monotonic() + PATIENCE_SECONDS
    with pytest.raises(Unfetchable):
        download(url, Gate(deadline), LIMIT, deadline)


def test_a_redirect_to_this_machine_stops_at_the_gate(server: ThreadingHTTPServer) -> None:
    checked = []

    def check(host: str, port: int, addresses: Iterable[str]) -> str:
        checked.append(host)
        if host == "inside.example":
            return checked_address(host, 80, addresses)
        return next(iter(addresses))

    deadline = time.monotonic() + PATIENCE_SECONDS
    gate = Gate(deadline, resolve=here, check=check)
    url = f"http://pictures.example:{server.server_port}/redirect/http://inside.example:{server.server_port}/good"
    with pytest.raises(Unfetchable, match=r"inside\.example is not on the public internet"):
        download(url, gate, LIMIT, deadline)
    assert checked == ["pictures.example", "inside.example"]
    assert len(server.RequestHandlerClass.asked) == 1


def test_the_address_that_was_checked_is_the_one_connected_to(server: ThreadingHTTPServer) -> None:
    """A name server that says something else the second time is not asked a second time."""
    answers = iter([["127.0.0.1"]])
    deadline = time.monotonic() + PATIENCE_SECONDS
    gate = Gate(deadline, resolve=lambda *_: next(answers), check=any_address)
    assert download(f"http://x.example:{server.server_port}/good", gate, LIMIT, deadline) == b"bytes of a photo"


def test_proxies_of_the_environment_are_not_used(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get(server, "/good") == b"bytes of a photo"


def answering(*answers: httpx.Response | Exception) -> tuple[Callable[[float], httpx.MockTransport], list[str]]:
    """A transport with these answers, and what it was asked."""
    asked: list[str] = []
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        one = next(left)
        if isinstance(one, Exception):
            raise one
        return one

    return (lambda _: httpx.MockTransport(answer)), asked


@contextmanager
def not_fetched() -> Iterator[list[NotFetched]]:
    found: list[NotFetched] = []
    with pytest.raises(NotFetched) as refusal:
        yield found
    found.append(refusal.value)


def good() -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(b"bytes of a photo"))


def test_a_photo_is_fetched_once_for_ever(tmp_path: Path) -> None:
    transport, asked = answering(good())
    for hour in range(3):
        fetcher = Fetcher(tmp_path / "fetched", NOW + timedelta(hours=hour), LIMIT, PATIENCE_SECONDS, transport)
        source = fetcher.fetch("mine.html", URL)
        assert (source.path, source.content) == (URL, b"bytes of a photo")
    assert asked == [URL]


def test_a_failure_is_told_and_tried_again_ever_less_often(tmp_path: Path) -> None:
    transport, asked = answering(*(httpx.Response(404) for _ in range(9)), good())
    now, pauses = NOW, []
    for _ in range(9):
        with not_fetched() as found:
            Fetcher(tmp_path, now, LIMIT, PATIENCE_SECONDS, transport).fetch("mine.html", URL)
        assert URL in found[0].what
        assert "404" in found[0].what
        with not_fetched() as again:
            Fetcher(tmp_path, found[0].again - timedelta(seconds=1), LIMIT, PATIENCE_SECONDS, transport).fetch(
                "mine.html", URL
            )
        assert again[0].again == found[0].again
        pauses.append((found[0].again - now) / timedelta(hours=1))
        now = found[0].again
    assert pauses == [1, 4, 16, 64, 168, 168, 168, 168, 168]
    assert Fetcher(tmp_path, now, LIMIT, PATIENCE_SECONDS, transport).fetch("mine.html", URL).content
    assert len(asked) == 10


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), OSError("no route")])
def test_whatever_goes_wrong_on_the_way_is_a_warning(tmp_path: Path, error: Exception) -> None:
    transport, _ = answering(error)
    with not_fetched():
        Fetcher(tmp_path, NOW, LIMIT, PATIENCE_SECONDS, transport).fetch("mine.html", URL)


def test_a_host_that_failed_is_not_asked_again_in_the_turn(tmp_path: Path) -> None:
    transport, asked = answering(httpx.ConnectError("no"), good())
    fetcher = Fetcher(tmp_path, NOW, LIMIT, PATIENCE_SECONDS, transport)
    for name in ("a", "b"):
        with not_fetched():
            fetcher.fetch("mine.html", f"https://pictures.example/{name}.jpg")
    assert fetcher.fetch("mine.html", "https://other.example/c.jpg")
    assert len(asked) == 2


def test_an_article_has_so_much_time_for_all_its_photos(tmp_path: Path, watch: Stopwatch) -> None:
    def slow(_: httpx.Request) -> httpx.Response:
        watch.seconds += 6
        return good()

    fetcher = Fetcher(tmp_path, NOW, LIMIT, 10.0, lambda _: httpx.MockTransport(slow))
    fetcher.fetch("mine.html", "https://a.example/1.jpg")
    for number in (2, 3):
        with not_fetched():
            fetcher.fetch("mine.html", f"https://a{number}.example/x.jpg")
    assert watch.seconds == 12, "the last is not even asked for"
    assert fetcher.fetch("other.html", "https://b.example/1.jpg")


def test_a_damaged_note_of_a_failure_is_no_reason_not_to_try(tmp_path: Path) -> None:
    transport, _ = answering(httpx.Response(404), good())
    with not_fetched():
        Fetcher(tmp_path, NOW, LIMIT, PATIENCE_SECONDS, transport).fetch("mine.html", URL)
    [note] = tmp_path.iterdir()
    note.write_bytes(b"{")
    assert Fetcher(tmp_path, NOW, LIMIT, PATIENCE_SECONDS, transport).fetch("mine.html", URL)
