"""A press and two webs over a copy of the sample newsroom, each a process of its own, as deploy/ has them behind its proxies."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.newsroom import READS_BY_ITSELF, story
from tests.service import COMMAND, PATIENCE_SECONDS, free_port, until
from tests.test_setup import ROOT

#: Where it stands below another site.
BELOW = "/news"
EDITOR = {"Deskuser": "ana"}


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers in small letters; status 0 when nothing did."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cached(self) -> str:
        """What the cache says it did; nothing when it was not asked."""
        return self.headers.get("x-cache", "")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """One question; `_` in the name of a header stands for a hyphen."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": "example.org", **headers}.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    except OSError:
        return Answer(0, {}, b"")
    finally:
        line.close()


class Webs:
    """One press and two webs; `environment` has their settings, for commands beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "content", folder / "content")
        self.ports = (free_port(), free_port())
        settings = {
            "base_url": f"https://example.org{BELOW}",
            "content_dir": folder / "content",
            "state_dir": folder / "state",
            "scan_seconds": 0.5,
            "settle_seconds": 0.3,
            "withdrawal_grace_seconds": 0.5,
            **READS_BY_ITSELF,
            "feeds": json.dumps({"full": {"private": True, "title": "All of it"}}),
            "desk_auth": "proxy",
            "desk_auth_header": "Deskuser",
            "desk_auth_proxies": json.dumps(["127.0.0.1"]),
        }
        named = {f"FEEDSERVICE_{name.upper()}": str(value) for name, value in settings.items()}
        self.environment = {**os.environ, **named}
        self.log = folder / "service.log"
        self.press = self._begin("press")
        self.webs = [self._begin("web", "--port", str(port)) for port in self.ports]

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen([*COMMAND, *words], env=self.environment, stdout=log, stderr=log)

    def drop(self, name: str) -> None:
        """An article that was not there before."""
        (self.folder / "content" / f"{name.lower()}.txt").write_text(story(name))

    def take_out(self, name: str) -> None:
        """Let an article's file be gone."""
        (self.folder / "content" / f"{name.lower()}.txt").unlink()

    def await_ready(self) -> None:
        """Wait until every web has all articles of the sample newsroom."""

        def ready() -> bool:
            assert self.press.poll() is None, self.log.read_text()[-3000:]
            return all(ask(port, "/rss.xml").body.count(b"<item>") == 13 for port in self.ports)

        until(ready, "both webs to have twelve articles")

    def partner(self) -> str:
        """The private address of a new partner, below the host."""
        done = subprocess.run(
            [*COMMAND, "partner", "add", "acme", "--json"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        address = next(one for one in _texts(json.loads(done.stdout)) if one.endswith("rss.xml"))
        return address.removeprefix("https://example.org")

    def kill(self, number: int) -> None:
        """Let one web be gone, as by loss of its machine."""
        self.webs[number].kill()
        self.webs[number].wait(PATIENCE_SECONDS)

    def stop(self, number: int) -> None:
        """Let one web end, as it is asked to."""
        self.webs[number].send_signal(signal.SIGTERM)
        assert self.webs[number].wait(PATIENCE_SECONDS) == 0

    def start(self, number: int) -> None:
        """A web in place of one that was stopped."""
        self.webs[number] = self._begin("web", "--port", str(self.ports[number]))

    def close(self) -> None:
        """End what still runs."""
        for process in (self.press, *self.webs):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.press, *self.webs):
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _texts(value: object) -> list[str]:
    """Every text in a value of JSON."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
