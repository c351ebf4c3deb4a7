"""A press and several webs over a made-up newsroom, as real processes, and what they say and take; for `readers`."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench import corpus
from bench.first import Clock, press_for, publish, settings_for
from bench.habits import SECTIONS
from bench.load import free_port
from tests.service import COMMAND, PATIENCE_SECONDS, until

HOME = "https://news.example.org"
#: Who asks for the metrics, which are for operators.
_WHO = {"Deskuser": "bench"}
_DATE = re.compile(r"<p><time.*?</time></p>\n")
_SERIES = re.compile(r"feedservice_(\w+)_total\{(.*?)\} (\S+)")
_LABEL = re.compile(r'(\w+)="(.*?)"')


def story(number: int) -> tuple[str, str]:
    """A story without a date, so that it is of the moment in which it comes, as (path below the content folder, HTML)."""
    section = SECTIONS[number % len(SECTIONS)]
    return f"{section}/story-{number:05}.html", _DATE.sub("", corpus.article(number, section))


def newsroom(root: Path, articles: int, feed_items: int) -> None:
    """Publish so many articles before anything is started; few are read without processes of their own."""
    for number in range(articles):
        path, html = story(number)
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(html, encoding="utf-8")
    clock = Clock()
    alone = {"reading_limit_seconds": 0, "reading_processes": 1} if articles < 50 else {}
    press = press_for(settings_for(root, base_url=HOME, feed_items=feed_items, **alone), clock)
    publish(press, clock)
    press.store.close()


class Webs:
    """One press and so many webs; `core` is where all of them have to stay."""

    #: How they are started; tests have a quicker way.
    begin: Callable[..., subprocess.Popen[bytes]] = staticmethod(subprocess.Popen)

    def __init__(
        self, root: Path, count: int, feed_items: int, core: int | None = None, *, database_url: str = ""
    ) -> None:
        self.root = root
        chosen = {
            "CONTENT_DIR": root / "content",
            "STATE_DIR": root / "state",
            "BASE_URL": HOME,
            "FEED_ITEMS": feed_items,
        }
        way_in = {"DESK_AUTH": "proxy", "DESK_AUTH_HEADER": next(iter(_WHO)), "DESK_AUTH_PROXIES": '["127.0.0.1"]'}
        others = {**chosen, **way_in, "SCAN_SECONDS": 5} | ({"DATABASE_URL": database_url} if database_url else {})
        named = {f"FEEDSERVICE_{name}": str(value) for name, value in others.items()}
        self.environment = {**os.environ, **named}
        self.ports = [free_port() for _ in range(count)]
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        self.press = self._begin(pinned, "press")
        self.webs = [self._begin(pinned, "web", "--port", str(port)) for port in self.ports]
        until(self._ready, "the webs to be ready")
        until(lambda: self.edition(self.ports[0]) == self.edition(self.ports[-1]), "one edition")

    def _begin(self, pinned: list[str], *words: str) -> subprocess.Popen[bytes]:
        with (self.root / "service.log").open("ab") as log:
            return self.begin([*pinned, *COMMAND, *words], env=self.environment, stdout=log, stderr=log)

    def _ready(self) -> bool:
        assert self.press.poll() is None, (self.root / "service.log").read_text()[-2000:]
        return all(_get(port, "/readyz")[0] == 200 for port in self.ports)

    def edition(self, port: int) -> int:
        """The number of the edition that a web serves."""
        found = re.search(r"^feedservice_edition (\S+)$", self.told(port), re.MULTILINE)
        return int(float(found[1])) if found else -port

    @staticmethod
    def told(port: int) -> str:
        """The metrics as one web tells them."""
        return _get(port, "/metrics")[1]

    def drop(self, number: int) -> None:
        """A story more, put in its place whole."""
        path, html = story(number)
        unfinished = self.root / "content/.unfinished"
        unfinished.write_text(html, encoding="utf-8")
        (self.root / "content" / path).parent.mkdir(exist_ok=True)
        unfinished.replace(self.root / "content" / path)

    def totals(self) -> dict[str, Counter[tuple[str, str, str]]]:
        """What all webs have counted of feeds: by metric, and by feed, status (or `by`) and coding."""
        for port in self.ports:  # each writes down what it has before it tells
            told = self.told(port)
        totals: dict[str, Counter[tuple[str, str, str]]] = {}
        for name, labels, value in _SERIES.findall(told):
            one = dict(_LABEL.findall(labels))
            if one.get("feed", "").startswith("/"):
                key = one["feed"], one.get("status", one.get("by", "")), one.get("coding", "")
                totals.setdefault(name, Counter())[key] += int(float(value))
        return totals

    def close(self) -> None:
        """End them all."""
        for process in (*self.webs, self.press):
            process.send_signal(signal.SIGTERM)
        for process in (*self.webs, self.press):
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def running(
    root: Path, count: int, feed_items: int, core: int | None = None, *, database_url: str = ""
) -> Iterator[Webs]:
    """Press and webs, ended at the end."""
    webs = Webs(root, count, feed_items, core, database_url=database_url)
    try:
        yield webs
    finally:
        webs.close()


def _get(port: int, path: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        line.request("GET", path, headers=_WHO)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        line.close()


def below(process: int) -> list[int]:
    """A process and all those under it."""
    found = [process]
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found.extend(one for child in children.read_text(encoding="ascii").split() for one in below(int(child)))
    return found


def cpu_ns(process: int) -> int:
    """Processor time of a process and those under it, to the nanosecond (Linux; threads that have ended are left out)."""
    total = 0
    for one in below(process):
        for stat in Path(f"/proc/{one}/task").glob("*/schedstat"):
            with suppress(OSError):
                total += int(stat.read_text(encoding="ascii").split()[0])
    return total


def memory_mib(process: int) -> float:
    """What a process and those under it hold in memory, each its share of what they have in common (PSS, Linux)."""
    rolled = [Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii") for one in below(process)]
    return sum(int(found[1]) for text in rolled if (found := re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE))) / 1024
