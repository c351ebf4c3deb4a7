"""Bodies of requests are read by nobody under `feedservice run`: one that does not come would hold up everybody."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.newsroom import story
from tests.service import Service


def test_bodies_that_never_come_hold_up_no_feed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "world").mkdir(parents=True)
    (content / "world/first.txt").write_text(story("Harbour"))
    service = Service(content, tmp_path / "state")
    service.await_text("/rss.xml", "Harbour")
    head = b"POST /desk/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\np"
    slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(100)]
    for wire in slow:
        wire.sendall(head)
    assert service.get("/rss.xml")[0] == 200
    assert service.get("/desk")[0] == 200
    for wire in slow:
        wire.close()
    assert service.stop() == 0
