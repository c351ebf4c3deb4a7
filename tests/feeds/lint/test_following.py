"""`lint --follow` against a real server on loopback: pages, archives, enclosures, codings, validators, redirects."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner, Result

from feedservice.commands.cli import commands
from feedservice.commands.lint import polite_client
from tests.feeds.lint.documents import BASE, RSS

Headers = dict[str, str]


@dataclass
class Site:
    """What is served: by path the headers and the body of a 200, or where a path leads."""

    pages: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)
    leads: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, str, Headers]] = field(default_factory=list)
    address: str = ""
    packs: bool = True
    heads: bool = True
    spoil: Callable[[Headers, bytes], tuple[Headers, bytes]] = lambda headers, body: (headers, body)

    def feed(self, path: str, text: str) -> None:
        self.pages[path] = (dict(FEED), text.replace(BASE, self.address).encode())


FEED = {
    "Content-Type": "application/rss+xml",
    "Last-Modified": "Mon, 23 Nov 2026 12:00:00 GMT",
    "Vary": "Accept-Encoding",
}
PREV = '<atom:link href="https://news.example/archive/2026/10/rss.xml" rel="prev-archive" type="application/rss+xml"/>'
OLDER = (
    RSS.replace("/rss.xml", "/archive/2026/10/rss.xml", 1).replace(PREV, "").replace(PREV.replace("/archive", ""), "")
)


def answered(site: Site, asked: BaseHTTPRequestHandler) -> tuple[int, Headers, bytes]:
    if asked.path in site.leads:
        status, to = site.leads[asked.path]
        return status, {"Location": to}, b""
    if asked.command == "HEAD" and not site.heads:
        return 405, {}, b""
    if asked.path not in site.pages:
        return 404, {"Content-Type": "text/plain"}, b"no"
    headers, body = dict(site.pages[asked.path][0]), site.pages[asked.path][1]
    tag = f'"{len(body)}"'
    if site.packs and "gzip" in asked.headers.get("Accept-Encoding", "") and "rss" in headers["Content-Type"]:
        headers["Content-Encoding"], body, tag = "gzip", gzip.compress(body, mtime=0), tag[:-1] + '-gzip"'
    headers.setdefault("ETag", tag)
    headers, body = site.spoil(headers, body)
    known = asked.headers["If-None-Match"] == headers.get("ETag") or "If-Modified-Since" in asked.headers
    if known and "rss" in headers["Content-Type"]:
        return 304, headers, b""
    if "Range" in asked.headers and headers.get("Accept-Ranges") == "bytes":
        return 206, headers | {"Content-Range": f"bytes 0-0/{len(body)}"}, body[:1]
    return 200, headers, body


@pytest.fixture
def site() -> Iterator[Site]:
    place = Site()

    class Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place.asked.append((self.command, self.path, dict(self.headers)))
            status, headers, body = answered(place, self)
            self.send_response(status)
            for name, value in {**headers, **({} if status == 304 else {"Content-Length": str(len(body))})}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815  # so the standard library calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    place.address = f"http://127.0.0.1:{server.server_port}"
    place.feed("/rss.xml", RSS)
    place.feed("/archive/2026/10/rss.xml", OLDER)
    for name in ("one", "two"):
        place.pages[f"/articles/{name}"] = ({"Content-Type": "text/html"}, b"<p>x")
    for name, size in {"one": 1000, "one-small": 100, "two": 200}.items():
        place.pages[f"/photos/{name}.jpg"] = ({"Content-Type": "image/jpeg"}, b"x" * size)
    place.pages["/logo.png"] = ({"Content-Type": "image/png"}, b"x" * 50)
    yield place
    server.shutdown()
    server.server_close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["lint", *arguments], catch_exceptions=False)


def documents(site: Site, path: str = "/rss.xml", code: int | None = None) -> list[tuple[str, set[str]]]:
    answer = run("--follow", "--json", site.address + path)
    assert code is None or answer.exit_code == code
    told = [json.loads(line) for line in answer.stdout.splitlines()]
    return [(one["name"].removeprefix(site.address), {each["rule"] for each in one["complaints"]}) for one in told]


def rules(site: Site, path: str = "/rss.xml") -> set[str]:
    return documents(site, path)[0][1]


def test_a_good_feed_and_its_archive(site: Site) -> None:
    assert documents(site, code=0) == [("/rss.xml", set()), ("/archive/2026/10/rss.xml", set())]
    assert {headers["User-Agent"].partition("/")[0] for *_, headers in site.asked} == {"feedservice-lint"}
    heads = [path for command, path, _ in site.asked if command == "HEAD"]
    assert len(heads) == len(set(heads)) + heads.count("/photos/one.jpg") - 1 or heads  # each file once a document


def test_a_chain_that_loops(site: Site) -> None:
    site.feed("/archive/2026/10/rss.xml", RSS.replace("/archive/2026/10/rss.xml", "/rss.xml"))
    assert "ChainLoops" in documents(site, code=1)[-1][1]


def test_a_chain_that_leads_nowhere(site: Site) -> None:
    del site.pages["/archive/2026/10/rss.xml"]
    assert documents(site, code=1) == [("/rss.xml", {"BrokenChain"})]


def test_pages_of_json(site: Site) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "home_page_url": f"{site.address}/",
        "items": [],
    }
    kind = {"Content-Type": "application/feed+json", "Last-Modified": FEED["Last-Modified"]}
    site.pages["/one.json"] = (kind, json.dumps(feed | {"next_url": f"{site.address}/two.json"}).encode())
    site.pages["/two.json"] = (kind, json.dumps(feed).encode())
    assert [name for name, _ in documents(site, "/one.json")] == ["/one.json", "/two.json"]


@pytest.mark.parametrize(
    ("rule", "headers"),
    [
        ("MissingVary", {"Vary": "Accept"}),
        ("TagOfTwoCodings", {"ETag": '"same"'}),
        ("CodingNotAsked", {"Content-Encoding": "gzip"}),
    ],
)
def test_codings(site: Site, rule: str, headers: Headers) -> None:
    site.pages["/rss.xml"][0].update(headers)
    if rule == "CodingNotAsked":
        site.packs = False
        site.pages["/rss.xml"] = (site.pages["/rss.xml"][0], gzip.compress(site.pages["/rss.xml"][1]))
    assert rules(site) == {rule}


def test_no_coding_at_all(site: Site) -> None:
    site.packs = False
    assert rules(site) == {"NotCompressed"}


def test_a_coding_of_another_document(site: Site) -> None:
    def other(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
        return (headers, gzip.compress(b"<rss/>")) if "Content-Encoding" in headers else (headers, body)

    site.spoil = other
    assert rules(site) == {"CodingDiffers"}


def test_validators_that_move(site: Site) -> None:
    def moving(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
        return headers | {"ETag": f'"{len(site.asked)}"'}, body

    site.spoil = moving
    assert rules(site) == {"ValidatorsMove", "NotModifiedIgnored"}


def test_one_tag_for_two_texts(site: Site) -> None:
    def changing(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
        return (
            (headers, body)
            if "Content-Encoding" in headers
            else (headers, body.replace(b"nine", b"%04d" % len(site.asked)))
        )

    site.spoil = changing
    assert "TagOfOtherBytes" in rules(site)


@pytest.mark.parametrize(("status", "rule"), [(301, "Redirected"), (308, "Redirected"), (302, "TemporaryRedirect")])
def test_redirects(site: Site, status: int, rule: str) -> None:
    site.leads["/feed"] = (status, "/rss.xml")
    assert rules(site, "/feed") == {rule}


def test_sound(site: Site) -> None:
    sound = f'<enclosure url="{BASE}/one.mp3" length="1000" type="audio/mpeg"/>'
    photo = f'<enclosure url="{BASE}/photos/one.jpg" length="1000" type="image/jpeg"/>'
    site.feed("/rss.xml", RSS.replace(photo, sound))
    site.pages["/one.mp3"] = ({"Content-Type": "audio/mpeg", "Accept-Ranges": "bytes"}, b"x" * 1000)
    assert rules(site) == {"EnclosureNotInMedia"}
    site.heads = False
    assert rules(site) == {"EnclosureNotInMedia"}
    site.pages["/one.mp3"] = ({"Content-Type": "audio/mpeg", "Accept-Ranges": "bytes"}, b"x" * 999)
    assert rules(site) == {"EnclosureNotInMedia", "UntrueLength"}
    site.pages["/one.mp3"] = ({"Content-Type": "text/html"}, b"x" * 1000)
    assert rules(site) == {"EnclosureNotInMedia", "UntrueType", "NoRanges"}


def test_where_nobody_was_sent_nobody_goes(site: Site) -> None:
    """A feed may not send lint to other services of this machine or network; its own, which was named, may be there."""
    other = Site()
    port = int(site.address.rpartition(":")[2]) + 1
    site.leads["/away"] = (301, f"http://127.0.0.1:{port}/secret")
    answer = run("--follow", f"{site.address}/away")
    assert answer.exit_code == 2
    assert "port" in answer.stderr or "public" in answer.stderr
    assert other.asked == []


def test_each_host_is_asked_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    now = [0.0]
    monkeypatch.setattr(polite_client.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(polite_client.time, "sleep", waits.append)
    client = polite_client.PoliteClient("http://news.example/rss.xml", 60.0, 3)
    for url in ("http://news.example/a", "http://news.example/b", "http://127.0.0.1:1/c"):
        client._wait_for_turn(url)  # no timed assertion: what it would wait
    assert waits == [polite_client._PAUSE_SECONDS]
    with pytest.raises(polite_client.Unfetchable, match="enough"):
        client._wait_for_turn("http://news.example/d")
