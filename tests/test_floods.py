"""Floods of connections: whoever holds them idle, unread or half said keeps no feed from those who ask."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.floods import KINDS, Flood
from tests.newsroom import story
from tests.service import Service, until

#: More than the 1,024 connections that the service once served at once.
_MANY = 1200
#: How long one question may take, on a machine however busy; answers take milliseconds.
_PROBE_SECONDS = 8.0
#: States of /proc/net/tcp: TIME_WAIT, LISTEN.
_NOT_HELD = ("06", "0A")
_NAMES = ("Harbour", "Bridge", "Ferry", "Market", "Orchard", "Clinic", "Tunnel", "Museum")


def answers(service: Service, path: str) -> bool:
    """Whether a new client gets a whole answer in time."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=_PROBE_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status == 200 and len(answer.read()) > 0
    except OSError:
        return False
    finally:
        connection.close()


def serve(folder: Path, **settings: object) -> Iterator[Service]:
    """A service with a feed of some 100 KB; twenty are more than the system keeps for a client that does not read."""
    (folder / "content").mkdir()
    for name in _NAMES:
        paragraphs = (story(f"{name} {number}").split("\n\n")[-2] for number in range(15))
        (folder / f"content/{name.lower()}.txt").write_text("\n\n".join((story(name), *paragraphs)))
    running = Service(folder / "content", folder / "state", **settings)
    try:
        until(lambda: running.get("/rss.xml")[2].count(b"<item>") == len(_NAMES), "every story")
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """As it comes."""
    yield from serve(tmp_path_factory.mktemp("floods"))


@pytest.fixture(scope="module")
def small_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With room for few, for a short time."""
    yield from serve(tmp_path_factory.mktemp("floods"), connections=24, header_seconds=0.5, unread_seconds=1)


@pytest.mark.parametrize("kind", KINDS)
def test_feeds_and_health_are_answered_whoever_holds_connections(service: Service, kind: str) -> None:
    with Flood(service.port, KINDS[kind], _MANY) as flood:
        flood.await_all()
        for _ in range(5):
            assert answers(service, "/rss.xml")
            assert answers(service, "/health")


def held(service: Service) -> int:
    """The connections that the system has for the service, accepted or not. Those it gave up, the other end may not know."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    ours = (line.split() for line in lines if line.split()[1].endswith(f":{service.port:04X}"))
    return sum(fields[3] not in _NOT_HELD for fields in ours)


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.returns])
def test_nobody_holds_a_connection_for_ever(small_service: Service, kind: str) -> None:
    with Flood(small_service.port, KINDS[kind], 60) as flood:
        flood.await_all()
        until(lambda: held(small_service) == 0, "all to be let go of")
        until(lambda: answers(small_service, "/rss.xml"), "an answer when all are gone")


def test_few_connections_and_a_crowd_that_comes_back_leave_room(small_service: Service) -> None:
    with Flood(small_service.port, KINDS["reconnecting"], 60) as flood:
        until(lambda: flood.ended > 120, "clients to come back")
        until(lambda: answers(small_service, "/rss.xml"), "an answer beside them")
