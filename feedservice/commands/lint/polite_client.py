"""How lint asks: slowly, within bounds, under its own name, and only where it was told to or anybody may. Touches: network, clock.

The host of each address that the operator names may be anything, this machine too; whoever names it means it. Where a feed
leads beyond that (redirects, pages, enclosures), only public addresses are asked, as in `photos.safe_http`. There are no
retries, no cookies and no credentials, and no proxy.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore
import httpx

from feedservice import __version__
from feedservice.errors import Unfetchable
from feedservice.feeds.lint.http_answer import HttpAnswer
from feedservice.photos.public_addresses import is_public
from feedservice.photos.safe_http import Gate, checked_address

LIMIT_BYTES = 20_000_000
_ANSWER_SECONDS = 10.0
#: Requests to one host stand so far apart, but on this machine.
_PAUSE_SECONDS = 0.2
_MOST_REDIRECTS = 5
_HEADERS = {
    "User-Agent": f"feedservice-lint/{__version__} (checks a feed; a person started it)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
}
_MOVED = frozenset({301, 302, 303, 307, 308})
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException, httpcore.UnsupportedProtocol, OSError, ValueError)  # fmt: skip


def _host_and_port(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)


@dataclass(slots=True)
class PoliteClient:
    """Asks for one feed and what it leads to, for `limit_seconds` and `most` requests at most."""

    named: str
    limit_seconds: float
    most: int
    client: httpx.Client = field(init=False)
    deadline: float = field(init=False)
    asked: int = 0
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limit_seconds
        try:
            trusted = _host_and_port(self.named)
        except ValueError as error:
            raise Unfetchable(f"{self.named} cannot be fetched: the address cannot be understood.") from error

        def check(host: str, port: int, addresses: Iterable[str]) -> str:
            found = sorted(addresses, key=lambda one: ":" in one)  # a service of one’s own often listens on IPv4 alone
            return found[0] if found and (host.lower(), port) == trusted else checked_address(host, port, found)

        self.client = httpx.Client(transport=Gate(self.deadline, check=check), trust_env=False, timeout=_ANSWER_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    def fetched(
        self, url: str, headers: dict[str, str] | None = None, *, method: str = "GET", limit_bytes: int = LIMIT_BYTES
    ) -> tuple[HttpAnswer, bytes]:
        """The answer at the end of redirects, and its bytes as they came over the line, still coded.

        Raises Unfetchable, in words for people, and httpcore.RemoteProtocolError for what is no HTTP. Of an answer to a
        question for a part (Range) or with a validator no more than `limit_bytes` is read; a whole one must fit.
        """
        steps: list[tuple[int, str]] = []
        address = url
        try:
            while True:
                answer, body = self._once(method, address, headers or {}, limit_bytes)
                leads_to = answer.headers.get("location", "") if answer.status in _MOVED else ""
                if not leads_to:
                    moved_to = address if steps else ""
                    return HttpAnswer(answer.status, answer.headers, moved_to, tuple(steps)), body
                address = str(httpx.URL(address).join(leads_to))
                steps.append((answer.status, address))
                if len(steps) > _MOST_REDIRECTS:
                    raise Unfetchable(f"it redirects more than {_MOST_REDIRECTS} times")
        except Unfetchable as error:
            raise Unfetchable(f"{url} cannot be fetched: {error}.") from error
        except _FAULTS as error:
            raise Unfetchable(f"{url} cannot be fetched: {str(error) or type(error).__name__}.") from error

    def _once(self, method: str, url: str, headers: dict[str, str], limit_bytes: int) -> tuple[HttpAnswer, bytes]:
        self._wait_for_turn(url)
        asked = httpx.URL(url).copy_with(userinfo=b"", fragment=None)
        if asked.scheme not in ("http", "https"):
            raise Unfetchable(f"{asked.scheme or 'nothing'} is not a way to fetch feeds")
        if not asked.host:
            raise Unfetchable("the address names no host")
        with self.client.stream(method, asked, headers=_HEADERS | headers) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            body = b"" if method == "HEAD" else _read(response, limit_bytes, self.deadline)
            return HttpAnswer(response.status_code, told), body

    def _wait_for_turn(self, url: str) -> None:
        """Raises Unfetchable when the bounds are reached."""
        host = _host_and_port(url)[0]
        if self.asked >= self.most or time.monotonic() > self.deadline:
            raise Unfetchable("enough was asked already")
        self.asked += 1
        left = self._last.get(host, -_PAUSE_SECONDS) + _PAUSE_SECONDS - time.monotonic()
        if left > 0 and not _is_this_machine(host):
            time.sleep(left)
        self._last[host] = time.monotonic()


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def is_on_public_net(url: str) -> bool:
    """Whether an address has a host that is neither this machine nor a bare address of a private network."""
    try:
        host = _host_and_port(url)[0]
    except ValueError:
        return False
    is_address = host.replace(".", "").isdigit() or ":" in host
    return is_public(host) if is_address else "." in host


def _read(response: httpx.Response, limit_bytes: int, deadline: float) -> bytes:
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > limit_bytes:
            if limit_bytes < LIMIT_BYTES:
                return bytes(body[:limit_bytes])
            raise Unfetchable(f"it is larger than {LIMIT_BYTES / 1e6:.0f} MB")
        if time.monotonic() > deadline:
            raise Unfetchable("it took too long")
    return bytes(body)
