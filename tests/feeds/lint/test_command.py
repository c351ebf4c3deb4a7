"""The command `lint`, against files and a real server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedservice.commands.cli import commands
from tests.feeds.lint.documents import BASE, RSS, broken

PHOTO = b"x" * 1000
GOOD = {"Content-Type": "application/rss+xml; charset=utf-8", "ETag": '"one"', "Last-Modified": "Mon, 23 Nov 2026 12:00:00 GMT"}  # fmt: skip


@dataclass
class Site:
    """What is served: by path the status, the headers and the body."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""
    forgets: bool = False

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        self.asked.append((asked.command, asked.path))
        status, headers, body = self.pages.get(asked.path, (404, {"Content-Type": "text/plain"}, b"no such page"))
        known = asked.headers["If-None-Match"] == headers.get("ETag", "-") or asked.headers["If-Modified-Since"] == headers.get("Last-Modified", "-")  # fmt: skip
        if status == 200 and known and not self.forgets:
            status, body = 304, b""
        asked.send_response(status)
        for name, value in {**headers, **({} if status == 304 else {"Content-Length": str(len(body))})}.items():
            asked.send_header(name, value)
        asked.end_headers()
        if asked.command == "GET":
            asked.wfile.write(body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    place = Site()

    class Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place.answer(self)

        def do_HEAD(self) -> None:
            place.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    place.address = f"http://127.0.0.1:{server.server_port}"
    place.pages = {"/rss.xml": (200, GOOD, RSS.replace(BASE, place.address).encode())}
    place.pages |= {f"/articles/{name}": (200, {"Content-Type": "text/html"}, b"<p>x") for name in ("one", "two")}
    sizes = {"one": 1000, "one-small": 100, "two": 200}
    place.pages |= {f"/photos/{name}.jpg": (200, {"Content-Type": "image/jpeg"}, b"x" * size) for name, size in sizes.items()}  # fmt: skip
    place.pages["/logo.png"] = (200, {"Content-Type": "image/png"}, PHOTO)
    yield place
    server.shutdown()
    server.server_close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["lint", *arguments], catch_exceptions=False)


def found(site: Site, path: str = "/rss.xml") -> set[str]:
    answer = run("--json", site.address + path)
    return {one["rule"] for one in json.loads(answer.stdout)["complaints"]}


def test_a_feed_without_a_fault(site: Site) -> None:
    answer = run(f"{site.address}/rss.xml")
    assert answer.exit_code == 0
    assert answer.stderr == ""
    assert answer.stdout.splitlines()[-1] == f"{site.address}/rss.xml: nothing to complain about; 2 items checked."
    assert ("HEAD", "/photos/one.jpg") in site.asked
    assert [one for one in site.asked if one[0] == "GET"] == [("GET", "/rss.xml")] * 3
    assert len(site.asked) == len(set(site.asked)) + 2


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("MissingETag", {"ETag": ""}),
        ("MissingLastModified", {"Last-Modified": ""}),
        ("CookieSet", {"Set-Cookie": "a=b"}),
        ("UnexpectedContentType", {"Content-Type": "text/html"}),
        ("UnexpectedContentType", {"Content-Type": ""}),
        ("EncodingMismatch", {"Content-Type": "application/rss+xml; charset=latin-1"}),
    ],
)
def test_headers(site: Site, rule: str, changed: dict[str, str]) -> None:
    headers = {name: value for name, value in {**GOOD, **changed}.items() if value}
    site.pages["/rss.xml"] = (200, headers, site.pages["/rss.xml"][2])
    assert found(site) == {rule}


def test_a_server_that_never_answers_304(site: Site) -> None:
    site.forgets = True
    answer = run(f"{site.address}/rss.xml")
    assert answer.exit_code == 0
    assert "- NotModifiedIgnored, 2 times (warning)" in answer.stdout


def test_a_redirect_is_followed_and_told(site: Site) -> None:
    site.pages["/feed"] = (301, {"Location": "/rss.xml"}, b"")
    assert found(site, "/feed") == {"Redirected"}


def test_a_page_that_is_gone(site: Site) -> None:
    answer = run(f"{site.address}/nothing.xml")
    assert answer.exit_code == 1
    assert "404" in answer.stdout
    assert "! HttpError, once (error)" in answer.stdout


def test_true_lengths_and_missing_photos(site: Site) -> None:
    site.pages["/photos/one.jpg"] = (200, {}, b"x" * 999)
    del site.pages["/photos/two.jpg"]
    answer = run(f"{site.address}/rss.xml")
    assert answer.exit_code == 1
    assert "states 1000 bytes, in truth it is 999" in answer.stdout
    assert found(site) == {"UntrueLength", "UnreachableURL"}


def test_an_answer_that_is_no_http(site: Site) -> None:
    site.pages["/rss.xml"] = (200, {"Broken Header\x01": "x"}, b"")
    assert found(site) == {"HttpProtocolError"}


def test_nobody_there(site: Site) -> None:
    answer = run("http://127.0.0.1:9/rss.xml", f"{site.address}/rss.xml")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("feedservice: http://127.0.0.1:9/rss.xml cannot be fetched: ")
    assert "nothing to complain about" in answer.stdout


def test_files(tmp_path: Path) -> None:
    good, bad, sad = (tmp_path / name for name in ("good.xml", "bad.xml", "sad.xml"))
    good.write_text(RSS, encoding="utf-8")
    bad.write_bytes(broken(RSS, "Sun, 22 Nov", "Mon, 22 Nov").replace(b"<ttl>5", b"<ttl>soon"))
    sad.write_bytes(broken(RSS, "<title>Bridge opens", "<title>Bridge &amp;amp; road"))
    assert run(str(good)).exit_code == 0
    assert run(str(sad)).exit_code == 0
    answer = run(str(bad), str(sad))
    assert answer.exit_code == 1
    assert f"{bad}: 2 small things; 2 items checked.\n" in answer.stdout
    assert answer.stdout.splitlines()[-1] == f"{sad}: 1 thing that readers will notice; 2 items checked."
    assert "item 2 “Bridge opens”, pubDate, line " in answer.stdout
    assert "channel/ttl, line " in answer.stdout


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    answer = run(str(tmp_path / "none.xml"))
    assert answer.exit_code == 2
    assert answer.stderr == f"feedservice: {tmp_path / 'none.xml'} cannot be read: No such file or directory.\n"


def test_partner_documents(tmp_path: Path) -> None:
    file = tmp_path / "partner.xml"
    file.write_bytes(broken(RSS, "<media:group>", "<media:status state='deleted'/><media:group>"))
    assert run(str(file)).exit_code == 1
    assert run("--partner", str(file)).exit_code == 0
