"""Bodies of requests: read by nobody under `feedservice run` but those of uploads, a few at once; none that does not come holds up a feed."""

from __future__ import annotations

import re
import select
import socket
import threading
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener

from feedservice.service.back_room import MOST_BODIES, Lane
from tests.newsroom import picture, story
from tests.service import PATIENCE_SECONDS, Service, until


def test_one_thread_has_the_lane_until_it_leaves_or_ends() -> None:
    lane, gone_on, leaves = Lane(), [], threading.Event()

    def take_requests(name: str) -> None:
        lane.stay()
        gone_on.append(name)
        lane.stay()  # who has it goes on
        if leaves.wait(PATIENCE_SECONDS) and name == "first":
            assert lane.leave()

    threads = [threading.Thread(target=take_requests, args=(name,)) for name in ("first", "second", "third")]
    threads[0].start()
    until(lambda: gone_on == ["first"], "the first to go on")
    for thread in threads[1:]:
        thread.start()
    assert gone_on == ["first"], "the others stay at the end of a request"
    leaves.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(gone_on) == ["first", "second", "third"], "one that ended gave it up"
    assert [lane.leave() for _ in range(MOST_BODIES)] == [True] * (MOST_BODIES - 1) + [False]


def part(said: str, content: bytes) -> bytes:
    return f"--x\r\nContent-Disposition: form-data; {said}\r\n\r\n".encode() + content + b"\r\n"


def head(path: str, length: int) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\np".encode()


def test_bodies_that_never_come_hold_up_no_feed_and_uploads_are_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "world").mkdir(parents=True)
    (content / "world/first.txt").write_text(story("Harbour"))
    service = Service(content, tmp_path / "state", desk_upload="true")
    service.await_text("/rss.xml", "Harbour")
    slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(100)]
    for wire in slow:
        wire.sendall(head("/desk/login", 100))
    held = [socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) for _ in range(2 * MOST_BODIES)]
    for (
        wire
    ) in held:  # some have a thread of the server's: what they wait for never comes; the others are told to come again
        wire.sendall(head("/desk/upload", 100))
    until(lambda: len(_answered(held)) == MOST_BODIES, "uploads that are told to come again")
    assert all(wire.recv(65_536).startswith(b"HTTP/1.1 503") for wire in _answered(held))
    for _ in range(3):
        assert service.get("/rss.xml")[0] == 200
        assert service.get("/desk")[0] == 200
    for wire in (*slow, *held):
        wire.close()
    base = f"http://127.0.0.1:{service.port}"
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = browser.open(f"{base}/desk/upload", timeout=PATIENCE_SECONDS).read().decode()
    action = unescape(re.findall(r'class="upload"[^>]* action="([^"]+)"', form)[0])
    photo = picture(size=(400, 300)) + bytes(3_000_000)  # far more than is held in memory
    parts = [
        part('name="name"', b"Ana"), part('name="section"', b"world"), part('name="files"; filename="quay.jpg"', photo),
        part('name="files"; filename="quay.txt"', story("Quay").encode()), b"--x--\r\n",
    ]  # fmt: skip
    request = Request(base + action, b"".join(parts), {"Content-Type": "multipart/form-data; boundary=x"})
    with browser.open(request, timeout=PATIENCE_SECONDS) as answer:
        assert answer.url == f"{base}/desk/uploads/1"
    service.await_text("/rss.xml", "Quay reopens")
    service.await_text("/desk/uploads/1", "On the site")
    assert (content / "world/quay.jpg").stat().st_size == len(photo)
    until(lambda: not (content / ".feedservice-uploads").exists(), "what waited to be gone")
    assert service.stop() == 0


def _answered(wires: list[socket.socket]) -> list[socket.socket]:
    return select.select(wires, [], [], 0)[0]
