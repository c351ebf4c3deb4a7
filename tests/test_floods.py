"""Floods of connections: whoever holds them idle, unread or half said keeps no feed from those who ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.floods import KINDS, Flood, answers, held, serve
from tests.service import Service, until

#: More than the 1,024 connections that the service once served at once.
_MANY = 1200


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


def test_few_connections_and_a_crowd_that_comes_back_leave_room(small_service: Service) -> None:
    with Flood(small_service.port, KINDS["reconnecting"], 60) as flood:
        until(lambda: flood.ended > 120, "clients to come back")
        until(lambda: answers(small_service, "/rss.xml"), "an answer beside them")
