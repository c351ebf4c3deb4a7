"""Floods of connections: whoever holds them idle, unread or half said keeps no feed from those who ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedservice.service.granian_server import UNSENT_BYTES
from tests.floods import KINDS, Flood, answers, held, memory_mb, serve, unsent_bytes
from tests.service import Service, until

#: More than the 1,024 connections that the service once served at once.
_MANY = 1200
#: What the system takes at once, whatever waits already: a packet of this machine's own network.
_ONE_WRITE_BYTES = 131_072
#: More than a worker has that nobody asks for anything.
_REST_MB = 110


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """As it comes."""
    with serve(tmp_path_factory.mktemp("floods")) as running:
        yield running


@pytest.fixture(scope="module")
def small_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With room for few, for a short time."""
    with serve(tmp_path_factory.mktemp("floods"), connections=24, header_seconds=0.5, unread_seconds=1) as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_feeds_and_health_are_answered_whoever_holds_connections(service: Service, kind: str) -> None:
    with Flood(service.port, KINDS[kind], _MANY) as flood:
        flood.await_all()
        for _ in range(5):
            assert answers(service, "/rss.xml")
            assert answers(service, "/health")


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.returns])
def test_nobody_holds_a_connection_for_ever(small_service: Service, kind: str) -> None:
    with Flood(small_service.port, KINDS[kind], 60) as flood:
        flood.await_all()
        until(lambda: held(small_service) == 0, "all to be let go of")
        until(lambda: answers(small_service, "/rss.xml"), "an answer when all are gone")


def test_what_is_not_taken_waits_where_it_is_counted(service: Service) -> None:
    """Not in the system's memory, which would take megabytes for each."""
    with Flood(service.port, KINDS["twenty answers never read"], 100) as flood:
        flood.await_all()
        until(lambda: sum(one > 0 for one in unsent_bytes(service)) == 100, "a hundred answers to wait")
        for _ in range(5):
            assert answers(service, "/rss.xml")
        assert max(unsent_bytes(service)) < UNSENT_BYTES + _ONE_WRITE_BYTES


def test_memory_that_a_flood_took_comes_back(service: Service) -> None:
    until(lambda: held(service) == 0, "those before to be gone")
    with Flood(service.port, KINDS["twenty answers never read"], _MANY) as flood:
        flood.await_all()
        most_mb = until(lambda: (mb := memory_mb(service.worker())) > _REST_MB + 100 and mb, "answers to wait")
    until(lambda: memory_mb(service.worker()) < _REST_MB + 50, f"{most_mb} MB to be given back")


def test_few_connections_and_a_crowd_that_comes_back_leave_room(small_service: Service) -> None:
    with Flood(small_service.port, KINDS["reconnecting"], 60) as flood:
        until(lambda: flood.ended > 120, "clients to come back")
        until(lambda: answers(small_service, "/rss.xml"), "an answer beside them")
