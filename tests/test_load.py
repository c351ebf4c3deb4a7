"""The running service under load: editions change all the time, clients come and go, and every body is what its tag says.

`make test` does it for some seconds, TORTURE=n for n minutes (`torture`).
"""

from __future__ import annotations

import gzip
import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import brotli
import zstandard

from tests.newsroom import picture, story
from tests.service import PATIENCE_SECONDS, FreshService, until
from tests.torture import amount, seed_of

SECONDS = amount(6, 60)
CLIENTS = 10
STORIES = 4
#: What a client may ask for: set by the press, and of the long tail.
PATHS = (
    "/rss.xml", "/atom.xml", "/feed.json", "/sections/world/rss.xml", "/sections/world/atom.xml", "/languages/en/rss.xml",
    "/authors/ana-ruiz/atom.xml", "/feeds.opml", "/health",
)  # fmt: skip
#: These have no tag of their own bytes to be checked.
UNCHECKED = ("/feeds.opml", "/health")
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(
        body
    ),  # one for each: they are no threads' common good
}
#: What worker and press may grow by, each, in the second half, while all they serve changes all the time: in a short run they
#: still load what they are made of, in a long one they are as large as they get.
MOST_GROWTH_BYTES = 60_000_000 if SECONDS < 30 else 15_000_000


class Client(threading.Thread):
    """Asks for one thing after the other until told to stop; notes what was wrong with an answer."""

    def __init__(self, port: int, stopping: threading.Event, chance: Random) -> None:
        super().__init__(daemon=True)
        self.port, self.stopping, self.chance = port, stopping, chance
        self.wrong: list[str] = []
        self.seen = Counter[str]()
        self.tags: dict[str, set[str]] = {}
        self._last: dict[tuple[str, str], tuple[str, datetime]] = {}
        self._wire: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while not self.stopping.is_set():
            path, coding = self.chance.choice(PATHS), self.chance.choice(list(DECODERS))
            try:
                self._ask(path, coding)
            except Exception as error:
                self.wrong.append(f"{path} {coding}: {type(error).__name__}: {error}")
                self._hang_up()
            self.stopping.wait(self.chance.random() / 50)
        self._hang_up()

    def _ask(self, path: str, coding: str) -> None:
        before = self._last.get((path, coding)) if self.chance.random() < 0.5 else None
        headers = {"Accept-Encoding": coding or "identity"} | ({"If-None-Match": before[0]} if before else {})
        wire = self._wire = self._wire or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        wire.request("GET", path, headers=headers)
        if self.chance.random() < 0.05:
            self._hang_up()  # in the midst of it
            return
        answer = wire.getresponse()
        body = answer.read()
        self.seen[f"{answer.status} {coding}"] += 1
        if path not in UNCHECKED:
            self._check(path, coding, before, answer, body)
        elif answer.status not in (200, 503 if path == "/health" else 200):
            self.wrong.append(f"{path}: {answer.status}")
        if self.chance.random() < 0.3:
            self._hang_up()

    def _check(
        self, path: str, coding: str, before: tuple[str, datetime] | None, answer: http.client.HTTPResponse, body: bytes
    ) -> None:
        if answer.status not in (200, 304):
            self.wrong.append(f"{path} {coding}: {answer.status} {body[:300]!r}")
            return
        tag, stated = answer.headers["ETag"], answer.headers["Last-Modified"]
        if answer.status == 304:
            if body or not before or tag != before[0]:
                self.wrong.append(f"{path} {coding}: 304 with {len(body)} bytes, {tag} for {before}")
            return
        changed, known = parsedate_to_datetime(stated), self._last.get((path, coding))
        if known and changed < known[1]:
            self.wrong.append(f"{path} {coding}: it went back from {known} to {tag} of {changed}")
        self._last[path, coding] = tag, changed
        self.tags.setdefault(path, set()).add(tag)
        if int(answer.headers["Content-Length"]) != len(body):
            self.wrong.append(
                f"{path} {coding}: {answer.status}, {answer.headers['Content-Length']} of {len(body)} bytes"
            )
            return
        plain = DECODERS[answer.headers.get("Content-Encoding", "")](body)
        if sha256(plain).hexdigest()[:32] != tag.strip('"')[:32]:
            self.wrong.append(f"{path} {coding}: the body is not what {tag} says")

    def _hang_up(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


def resident_bytes(process: int) -> int:
    """What a process holds in memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def edit(content: Path, number: int) -> None:
    """An editor changes a story: another one each time, its headline new."""
    place = content / f"world/story-{number % STORIES}.txt"
    unfinished = content / ".unfinished"
    unfinished.write_text(story(f"Harbour{number}").replace("reopens", f"reopens, version {number}"))
    unfinished.replace(place)


def test_while_editions_change_every_body_is_what_its_tag_says(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "world").mkdir(parents=True)
    for number in range(STORIES):
        edit(content, number)
        (content / f"world/story-{number}.jpg").write_bytes(picture(size=(40 + number, 30)))
    service = FreshService(content, tmp_path / "state", settle_seconds=0.1, scan_seconds=1)
    service.await_text("/rss.xml", f"version {STORIES - 1}")
    service.await_text("/sections/world/rss.xml", f"version {STORIES - 1}")
    stopping, chance = threading.Event(), Random(seed_of(0))
    clients = [Client(service.port, stopping, Random(chance.getrandbits(32))) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    number, before = STORIES, dict[int, int]()
    start = time.monotonic()
    while time.monotonic() - start < SECONDS:
        edit(content, number)
        number += 1
        time.sleep(0.5)
        if not before and time.monotonic() - start > SECONDS / 2:
            before = {process: resident_bytes(process) for process in (service.worker(), service.process.pid)}
    grown = {process: resident_bytes(process) - held for process, held in before.items()}
    service.await_text("/rss.xml", f"version {number - 1}")
    stopping.set()
    for client in clients:
        client.join(PATIENCE_SECONDS)
    assert not [words for client in clients for words in client.wrong]
    seen = sum((client.seen for client in clients), Counter[str]())
    assert {"200 ", "200 gzip", "200 br", "200 zstd", "304 gzip"} <= set(seen)
    assert len(set().union(*(client.tags.get("/rss.xml", set()) for client in clients))) > 3, "it changed meanwhile"
    assert all(grown_bytes < MOST_GROWTH_BYTES for grown_bytes in grown.values()), grown
    until(lambda: b"version" in service.get("/languages/en/rss.xml")[2], "the language's feed")
    assert service.stop() == 0
