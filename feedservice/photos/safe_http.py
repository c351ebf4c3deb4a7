"""The one door to the web: downloads from public addresses only, within limits. Touches: network, clock.

Only http and https on ports 80 and 443, at most five redirects, no cookies, no credentials, no proxy, nothing
compressed. Each connection goes to an address that was just looked at: the name is resolved here, every address it has
must be public, and the checked one is the one connected to, so no name server can exchange it in between; Host and the
name TLS asks for stay the host's. Redirects go through the same gate. The deadline counts for every read, so a server
that drips byte by byte is left too.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import certifi
import httpcore
import httpx

from feedservice.errors import Unfetchable
from feedservice.photos.public_addresses import is_public

PORTS = frozenset({80, 443})
MOST_REDIRECTS = 5
_HEADERS = {"User-Agent": "feedservice", "Accept": "image/*", "Accept-Encoding": "identity"}

Resolve = Callable[[str, int, float], list[str]]


def checked_address(host: str, port: int, addresses: Iterable[str]) -> str:
    """The address to connect to. Raises Unfetchable unless the port is one of the web and every address public."""
    found = list(addresses)
    if port not in PORTS:
        raise Unfetchable(f"port {port} is not one of the web")
    if not found:
        raise Unfetchable(f"there is no such host, {host}")
    if not all(map(is_public, found)):
        raise Unfetchable(f"{host} is not on the public internet")
    return found[0]


def resolved(host: str, port: int, limit_seconds: float) -> list[str]:
    """The addresses of a host, by the system; none when it has none. Raises Unfetchable when that takes too long."""
    answers: SimpleQueue[list[str]] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            found = []
        answers.put([str(address[0]) for *_, address in found])

    Thread(target=ask, name="resolve", daemon=True).start()  # getaddrinfo knows no time limit
    try:
        return answers.get(timeout=limit_seconds)
    except Empty:
        raise Unfetchable(f"the name {host} could not be looked up in time") from None


def _left(deadline: float, limit_seconds: float | None = None) -> float:
    """The seconds that are left, or the limit if that is less. Raises Unfetchable when none are."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unfetchable("it took too long")
    return left if limit_seconds is None else min(left, limit_seconds)


class _Stream(httpcore.NetworkStream):
    """A connection with a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As much as has come."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send it all."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on under TLS; the certificate must be the host's."""
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, deadline: float, resolve: Resolve, check: Callable[[str, int, Iterable[str]], str]) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._check = check
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to an address that the host has and that was checked."""
        address = self._check(host, port, self._resolve(host, port, _left(self._deadline)))
        limit_seconds = _left(self._deadline, timeout)
        stream = self._backend.connect_tcp(address, port, limit_seconds, local_address, socket_options)
        return _Stream(stream, self._deadline)


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, parts: Any) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        self._parts.close()


class Gate(httpx.BaseTransport):
    """What a download goes through, until a deadline by the monotonic clock. Tests hand in resolver, check and trust."""

    def __init__(
        self,
        deadline: float,
        resolve: Resolve = resolved,
        check: Callable[[str, int, Iterable[str]], str] = checked_address,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust or ssl.create_default_context(cafile=certifi.where()),
            max_connections=1,
            network_backend=_Backend(deadline, resolve, check),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask, over a checked connection. Raises Unfetchable for any other scheme, and what httpcore raises."""
        if request.url.scheme not in ("http", "https"):
            raise Unfetchable(f"{request.url.scheme} is not a way to fetch photos")
        raw = request.url
        url = httpcore.URL(scheme=raw.raw_scheme, host=raw.raw_host, port=raw.port, target=raw.raw_path)
        extensions = dict(request.extensions)
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


def download(url: str, transport: httpx.BaseTransport, limit_bytes: int, deadline: float) -> bytes:
    """What lies at an address. Raises Unfetchable, which says in plain words why it cannot be had."""
    try:
        asked = httpx.URL(url).copy_with(userinfo=b"", fragment=None)
        limits = httpx.Timeout(_left(deadline))
        with (
            httpx.Client(
                transport=transport, headers=_HEADERS, trust_env=False, timeout=limits, max_redirects=MOST_REDIRECTS
            ) as client,
            client.stream("GET", asked, follow_redirects=True) as answer,
        ):
            return _read(answer, limit_bytes, deadline)
    except httpx.TooManyRedirects as error:
        raise Unfetchable(f"it redirects more than {MOST_REDIRECTS} times") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise Unfetchable("it took too long") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise Unfetchable(f"the connection failed ({type(error).__name__})") from error
    except (httpcore.UnsupportedProtocol, ValueError) as error:
        raise Unfetchable("the address cannot be understood") from error


def _read(answer: httpx.Response, limit_bytes: int, deadline: float) -> bytes:
    """The bytes of a good answer, as they come over the line; more than the limit is never read."""
    if answer.status_code != httpx.codes.OK:
        raise Unfetchable(f"the server answered {answer.status_code}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise Unfetchable("it comes compressed, which was not asked for")
    parts, size_bytes = [], 0
    for part in answer.iter_raw():
        size_bytes += len(part)
        if size_bytes > limit_bytes:
            raise Unfetchable(f"it is larger than {limit_bytes / 1e6:.0f} MB")
        _left(deadline)
        parts.append(part)
    return b"".join(parts)
