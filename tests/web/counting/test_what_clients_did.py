"""What clients of real servers did, in each coding and status, is what the metrics say; no sum falls, whoever is killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.servers import ROOT, Server
from tests.service import PATIENCE_SECONDS, Service, until
from tests.test_load import DECODERS

CODINGS = {"identity": "", "gzip": "gzip", "br": "br", "zstd": "zstd"}
COUNTED = ("requests_total", "sent_bytes_total", "saved_bytes_total")
Sums = dict[tuple[str, ...], float]


class Question(NamedTuple):
    """What a client asks, what it is counted as, and how long the whole answer is."""

    path: str
    counted: str
    coding: str
    headers: dict[str, str]
    whole_bytes: int = 0


def sums(service: Service) -> Sums:
    text = service.get("/metrics")[2].decode()
    return {
        (
            sample.name.removeprefix("feedservice_"),
            *(sample.labels[name] for name in sorted(sample.labels)),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.removeprefix("feedservice_") in COUNTED and sample.labels["feed"] != "operators"
    }


def private_address(service: Service, state: Path) -> str:
    command = [sys.executable, "-m", "feedservice", "partner", "add", "acme", "--state", str(state)]
    said = subprocess.run(command, env=service.environment, capture_output=True, text=True, check=True)
    address = re.findall(r"https?://[^/]+(/private/\S+/rss\.xml)", said.stdout)[0]
    until(lambda: service.get(address)[0] == 200, "the private address to work")
    return str(address)


def questions(service: Service, private: str) -> Iterator[Question]:
    """Each feed in each coding, under each condition; and what is no feed."""
    feeds = {
        "/rss.xml": "/rss.xml",
        "/sections/world/atom.xml": "/sections/world/atom.xml",
        private: "/private/wire/rss.xml",
        "/languages/en/rss.xml": "/languages/*/rss.xml",
    }
    for path, counted in feeds.items():
        for coding in CODINGS:
            headers, body = whole(service, path, coding)
            tag, date = headers["etag"], headers["last-modified"]
            conditions = [
                {},
                {"If_None_Match": tag},
                {"If_None_Match": f'"other", {tag}'},
                {"If_None_Match": "*"},
                {"If_Modified_Since": date},
                {"If_None_Match": '"other"'},
                {"Range": "bytes=0-9"},
            ]
            for condition in conditions:
                yield Question(path, counted, coding, {"Accept_Encoding": coding, **condition}, len(body))
    for path, counted in (("/", "pages"), ("/nowhere", "other"), (f"{private[:-7]}no.xml", "private")):
        yield Question(path, counted, "identity", {})


def asked(service: Service, question: Question) -> Sums:
    """What one question comes to, as its client sees it."""
    status, headers, body = service.get(question.path, **question.headers)
    coding = {name.lower(): value for name, value in headers.items()}.get("content-encoding", "")
    series = (question.coding if status == 304 else coding or "identity", question.counted, str(status))
    found = Counter[tuple[str, ...]]({("requests_total", *series): 1, ("sent_bytes_total", *series): len(body)})
    if coding:
        found["saved_bytes_total", "coding", question.counted] = len(DECODERS[coding](body)) - len(body)
    if status == 304:
        found["saved_bytes_total", "unchanged", question.counted] = question.whole_bytes
    return dict(found)


def whole(service: Service, path: str, coding: str) -> tuple[dict[str, str], bytes]:
    """A whole feed, as soon as the process that is asked has it."""
    _, headers, body = until(lambda: (found := service.get(path, Accept_Encoding=coding))[0] == 200 and found, path)
    return {name.lower(): value for name, value in headers.items()}, body


@pytest.fixture(params=["run", "gunicorn", "gunicorn that loads first"])
def service(request: pytest.FixtureRequest, tmp_path: Path, serve: Callable[..., Server]) -> Iterator[Service]:
    """A server over the sample newsroom, with a private feed."""
    feeds = json.dumps({"wire": {"private": True, "title": "Wire"}})
    if request.param != "run":
        yield serve(request.param, feeds=feeds)
        return
    shutil.copytree(ROOT / "content", tmp_path / "content")
    running = Service(tmp_path / "content", tmp_path / "state", feeds=feeds)
    yield running
    running.process.kill()
    running.process.wait(PATIENCE_SECONDS)


def test_what_clients_did_is_what_the_metrics_say_and_no_sum_ever_falls(service: Service, tmp_path: Path) -> None:
    until(lambda: service.get("/sections/world/atom.xml")[0] == 200, "the feeds")
    asking = [*questions(service, private_address(service, tmp_path / "state"))] * 2
    Random(1).shuffle(asking)
    before = settled(service)
    with ThreadPoolExecutor(6) as clients:
        expected = Counter[tuple[str, ...]]()
        for found in clients.map(lambda one: asked(service, one), asking):
            expected.update(found)
    until(lambda: grown(before, sums(service)) == +expected, f"the sums to be {expected}")
    last, stopping = sums(service), threading.Event()
    client = threading.Thread(target=lambda: [service.get("/rss.xml") for _ in iter(stopping.is_set, True)])
    client.start()
    for number in range(30):
        if number == 10:
            os.kill(service.worker() or service.children()[0], signal.SIGKILL)
        now = until(lambda: sums(service), "metrics")
        assert not {series: (last[series], now[series]) for series in last if now[series] < last[series]}
        last = now
    stopping.set()
    client.join()


def settled(service: Service) -> Sums:
    """The sums once every process has written down what it was asked before."""
    seen: list[Sums] = []

    def are_same() -> bool:
        seen.append(sums(service))
        threading.Event().wait(0.5)
        return len(seen) > 25 and all(one == seen[-1] for one in seen[-25:])

    until(are_same, "the sums to stand still")
    return seen[-1]


def grown(before: Sums, after: Sums) -> Counter[tuple[str, ...]]:
    return +Counter({series: int(count - before.get(series, 0)) for series, count in after.items()})
