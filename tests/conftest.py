"""What several test files share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.newsroom import Newsroom

#: Hypothesis times nothing and keeps nothing on disk: the same run everywhere.
#: In CI the same examples every time, so that a run says something of the change and not of its luck; elsewhere others.
settings.register_profile("house", deadline=None, max_examples=100, database=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="rewrite the expected files of the golden folders")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with an empty folder."""
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    yield room
    room.close()


@pytest.fixture(scope="session", autouse=True)
def every_connection_is_closed() -> Iterator[None]:
    """At the end no connection to a database is open that a test or the product has made, nor was left to the collector."""
    left: dict[int, str] = {}

    def note(connection: object, _: object) -> None:
        left[id(connection)] = os.environ.get("PYTEST_CURRENT_TEST", "")

    def forget(connection: object, _: object) -> None:
        left.pop(id(connection), None)

    event.listen(Pool, "connect", note)
    event.listen(Pool, "close", forget)
    yield
    event.remove(Pool, "connect", note)
    event.remove(Pool, "close", forget)
    assert not left, f"never closed: {sorted(set(left.values()))}"
