"""Which host a request names is of no account for what feeds and pages say; one that names two is refused."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.newsroom import Newsroom, story
from tests.servers import ROOT
from tests.service import PATIENCE_SECONDS, Service

FOREIGN = "foreign.example"
HEADERS = {
    "Host": FOREIGN,
    "X-Forwarded-Host": FOREIGN,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": f"/{FOREIGN}",
    "X-Original-URL": f"https://{FOREIGN}/",
    "Forwarded": f"host={FOREIGN};proto=https",
}
PATHS = ("/", "/rss.xml", "/atom.xml", "/feed.json", "/feeds", "/feeds.opml", "/sitemap.xml", "/robots.txt", "/sections/world", "/sections/world/rss.xml", "/languages/en/rss.xml", "/none")  # fmt: skip


def test_no_link_comes_from_the_request(newsroom: Newsroom) -> None:
    """Else whoever asks a cache first would choose where all its readers are sent."""
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/ferry.txt", story("Ferry"))
    newsroom.settle()
    client = newsroom.app(base_url="https://news.example.org").test_client()
    plain = {path: client.get(path) for path in PATHS}
    links = [link for path in ("/", "/feeds") for link in plain[path].text.split('href="') if link.startswith("https:")]
    assert any(link.startswith("https://news.example.org/") for link in links)
    for path, answer in plain.items():
        other = client.get(path, headers=HEADERS, base_url=f"http://{FOREIGN}:8080")
        said = other.data + str(other.headers).encode()
        assert FOREIGN.encode() not in said, path
        if other.status_code == 200:
            assert (other.data, other.headers.get("ETag")) == (answer.data, answer.headers.get("ETag")), path


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("hosts")
    shutil.copytree(ROOT / "content", folder / "content")
    service = Service(folder / "content", folder / "state")
    service.await_text("/rss.xml", "<item>")
    yield service
    service.stop()


def status(service: Service, path: str, *hosts: str) -> int:
    """The status of an answer to a request with these Host headers, over the wire."""
    lines = "".join(f"Host: {host}\r\n" for host in hosts)
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
        return int(wire.makefile("rb").readline().split()[1])


@pytest.mark.parametrize("path", ["/rss.xml", "/", "/health", "/feeds.opml", "/none"])
def test_two_hosts_are_one_too_many(service: Service, path: str) -> None:
    """Granian joins them with a comma, as WSGI servers do with headers that come twice; so they can be told."""
    own = f"127.0.0.1:{service.port}"
    assert status(service, path, own) != 400
    for hosts in ((own, "b.example"), (own, own), (f"{own},b.example",)):
        assert status(service, path, *hosts) == 400, hosts


def test_what_was_asked_with_two_hosts_is_not_remembered_for_others(service: Service) -> None:
    own = f"127.0.0.1:{service.port}"
    assert status(service, "/rss.xml", own, "b.example") == 400
    assert status(service, "/rss.xml", own) == 200
