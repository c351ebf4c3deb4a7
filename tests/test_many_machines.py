"""Three webs and two presses on one PostgreSQL and one object store, each with a state folder of its own, as on five machines.

While an edition comes out every second and fifty clients poll, the working press is killed, a web is killed, the database is
restarted, and the object store says nothing for half a minute. Nothing is lost, doubled or torn.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from tests import object_store, postgresql
from tests.newsroom import READS_BY_ITSELF, picture, story
from tests.service import PATIENCE_SECONDS, free_port, until
from tests.warm import COMMAND, Popen

FEEDS = ("/rss.xml", "/atom.xml", "/feed.json")
CODINGS = ("", "gzip", "br", "zstd")
CLIENTS = 50
#: A program on a machine with another name: whether a process of another machine lives, nobody can see.
ELSEWHERE = "import socket, sys; name = sys.argv.pop(1); socket.gethostname = lambda: name; from feedservice.commands.cli import main; main()"
#: How long the object store is away.
AWAY_SECONDS = 30.0


class Machines:
    """The processes, each on a machine of its own but for the folder of the editors."""

    def __init__(self, folder: Path, url: str, store: str) -> None:
        self.folder, self.content = folder, folder / "content"
        self.content.mkdir()
        self.settings = {
            "base_url": "https://news.example.org",
            "content_dir": self.content,
            "database_url": url,
            "media_store": store,
            "scan_seconds": 0.5,
            "settle_seconds": 0.2,
            "withdrawal_grace_seconds": 0.5,
            "feed_items": 1000,
            **READS_BY_ITSELF,
        }
        self.ports = [free_port() for _ in range(3)]
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._numbers = count(1)

    def start(self, name: str, *words: str) -> None:
        """A machine under this name."""
        given = {**self.settings, "state_dir": self.folder / f"state of {name} {next(self._numbers)}"}
        named = {f"FEEDSERVICE_{one.upper()}": str(value) for one, value in given.items()}
        environment = {**os.environ, **object_store.server().environment, **named}
        with (self.folder / f"{name}.log").open("ab") as log:
            if words[0] == "press":
                command = [sys.executable, "-c", ELSEWHERE, name.replace(" ", "-"), *words]
                self.processes[name] = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            else:
                self.processes[name] = Popen([*COMMAND, *words], env=environment, stdout=log, stderr=log)

    def start_web(self, number: int) -> None:
        self.start(f"web {number}", "web", "--port", str(self.ports[number]))

    def kill(self, name: str) -> None:
        """As when a machine is gone."""
        process = self.processes.pop(name)
        process.kill()
        process.wait(PATIENCE_SECONDS)

    def logs(self) -> str:
        return "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in sorted(self.folder.glob("*.log")))

    def close(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_SECONDS)
            process.kill()


def ask(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request; status 0 when nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    except OSError:
        return 0, http.client.HTTPMessage(), b""
    finally:
        line.close()


@dataclass
class Clients:
    """Pollers, each of which goes on to the next web when one does not answer, as what stands in front of webs does."""

    ports: list[int]
    wrong: list[str] = field(default_factory=list)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    editions: dict[int, list[str]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    unanswered: list[tuple[float, int]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self.threads = [threading.Thread(target=self._poll, args=(number,), daemon=True) for number in range(CLIENTS)]
        for one in self.threads:
            one.start()

    def end(self) -> None:
        self.ended.set()
        for one in self.threads:
            one.join(PATIENCE_SECONDS)

    def _poll(self, number: int) -> None:
        path, coding, tag = FEEDS[number % 3], CODINGS[number % 4], ""
        while not self.ended.wait(0.4):
            headers = {"Accept_Encoding": coding or "identity"} | ({"If_None_Match": tag} if tag and number % 5 else {})
            for turn in range(3):
                web = (number + turn) % 3
                asked = time.monotonic()
                status, found, body = ask(self.ports[web], path, **headers)
                if status in (200, 304):
                    tag = found["ETag"]
                    self._check(path, status, tag, body)
                    break
                self.unanswered.append((asked, web))
            else:
                self.wrong.append(f"nobody answers for {path}")
            self.statuses[status] += 1

    def _check(self, path: str, status: int, tag: str, body: bytes) -> None:
        if status == 304:
            if body:
                self.wrong.append(f"304 of {path} with a body")
            return
        digest = sha256(body).hexdigest()
        if self.bodies.setdefault((path, tag), digest) != digest:
            self.wrong.append(f"two bodies of {path} under {tag}")


@dataclass
class Editor:
    """Drops a story a second, every third with a photo; edits one now and then, and takes one out."""

    content: Path
    there: dict[str, int] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    ended: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def begin(self) -> None:
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def end(self) -> None:
        self.ended.set()
        if self.thread:
            self.thread.join(PATIENCE_SECONDS)

    def drop(self, name: str, *, photo: bool) -> None:
        if photo:
            (self.content / f"{name}.jpg").write_bytes(picture(f"#{len(self.there) * 7919 % 0xFFFFFF:06x}", (900, 600)))
        (self.content / f"{name}.txt").write_text(story(name))
        self.there[name] = 1

    def _work(self) -> None:
        for number in count(1):
            if self.ended.wait(1.0):
                return
            self.drop(f"Story{number}", photo=number % 3 == 0)
            if number % 7 == 0:
                name = f"Story{number - 5}"
                (self.content / f"{name}.txt").write_text(story(name).replace("Forty boats", "Fifty boats"))
            if number % 10 == 0:
                name = f"Story{number - 8}"
                (self.content / f"{name}.txt").unlink()
                self.out.add(name)
                del self.there[name]


def headlines(port: int) -> list[str]:
    """The first word of each headline in the feed of a web."""
    status, _, body = ask(port, "/atom.xml")
    if status != 200:
        return []
    return [title.text.split()[0] for title in etree.fromstring(body).iterfind("{*}entry/{*}title")]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    object_store.program()
    with postgresql.database() as url:
        made = Machines(tmp_path, url, object_store.server().make())
        yield made
        made.close()


def _seen_everywhere(machines: Machines, name: str) -> float:
    """Wait until every web has a story; how long that took."""
    begun = time.monotonic()
    until(lambda: all(name in headlines(port) for port in machines.ports), f"{name} on every web\n{machines.logs()}")
    return time.monotonic() - begun


def _enclosures(body: bytes) -> dict[str, tuple[str, int]]:
    """Path and length of each story's photo."""
    return {
        entry.title.split()[0]: (urlsplit(one.href).path, int(one.length))
        for entry in feedparser.parse(body).entries
        for one in entry.enclosures
    }


def test_nothing_is_lost_doubled_or_torn_whatever_fails(machines: Machines) -> None:
    editor, clients = Editor(machines.content), Clients(machines.ports)
    for number in range(3):
        machines.start_web(number)
    machines.start("press A", "press")
    editor.drop("First", photo=True)
    _seen_everywhere(machines, "First")
    machines.start("press B", "press")
    clients.begin()
    editor.begin()
    killed: dict[int, tuple[float, float]] = {}
    try:
        _seen_everywhere(machines, "Story2")
        machines.kill("press A")  # the one that works: B came later, and stands by
        editor.drop("Takeover", photo=True)
        took_over = _seen_everywhere(machines, "Takeover")
        machines.start("press C", "press")

        begun = time.monotonic()
        machines.kill("web 0")
        machines.start_web(0)
        until(lambda: ask(machines.ports[0], "/readyz")[0] == 200, "the killed web to be ready again")
        killed[0] = (begun, time.monotonic())

        postgresql.server().stop()
        time.sleep(1.0)
        postgresql.server().start()
        editor.drop("Database", photo=False)
        restarted = _seen_everywhere(machines, "Database")

        object_store.server().hang()
        silent_from = time.monotonic()
        editor.drop("Silence", photo=False)
        in_silence = _seen_everywhere(machines, "Silence")
        editor.drop("Photo", photo=True)
        time.sleep(max(AWAY_SECONDS - (time.monotonic() - silent_from), 0))
        object_store.server().go_on()
        back = _seen_everywhere(machines, "Photo")
        editor.end()
        expected = set(editor.there)
        until(lambda: all(set(headlines(port)) == expected for port in machines.ports), "every story on every web")
    finally:
        object_store.server().go_on()
        editor.end()
        clients.end()
    told = f"takeover {took_over:.1f} s, database {restarted:.1f} s, in silence {in_silence:.1f} s, back {back:.1f} s"
    sys.stdout.write(f"{told}; {dict(clients.statuses)}, {len(expected)} stories\n")

    assert clients.wrong == []
    outside = [
        (at, web)
        for at, web in clients.unanswered
        if not (web in killed and killed[web][0] - 1 <= at <= killed[web][1])
    ]
    assert outside == [], "a web that was not killed left a feed unanswered"
    for port in machines.ports:
        found = headlines(port)
        assert sorted(found) == sorted(expected), "each story once"
    for path in FEEDS:
        for coding in CODINGS:
            answers = [ask(port, path, Accept_Encoding=coding or "identity") for port in machines.ports]
            assert len({(one[1]["ETag"], one[1]["Last-Modified"], one[2]) for one in answers}) == 1
    enclosures = _enclosures(ask(machines.ports[0], "/atom.xml")[2])
    with_photo = {name for name in expected if (machines.content / f"{name}.jpg").exists()}
    assert set(enclosures) == with_photo
    for path, length in enclosures.values():
        photos = [ask(port, path) for port in machines.ports]
        assert {one[0] for one in photos} == {200}
        assert len({(one[1]["ETag"], one[1]["Last-Modified"], one[2]) for one in photos}) == 1
        assert len(photos[0][2]) == length
        assert path.rpartition("/")[2].startswith(sha256(photos[0][2]).hexdigest()[:32])
    assert not [name for name in editor.out if name in headlines(machines.ports[1])]
