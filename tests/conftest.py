"""What several test files share."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from feedservice.store import engine as engine_module
from feedservice.store.database import postgresql as postgresql_module
from tests.newsroom import Newsroom
from tests.servers import Server
from tests.torture import examples

#: Nothing is looked for among thousands of tests while they are collected: that would take as long as collecting them.
gc.disable()

#: Hypothesis times nothing and keeps nothing on disk: the same run everywhere.
#: In CI the same examples every time, so that a run says something of the change and not of its luck; elsewhere others.
settings.register_profile(
    "house", deadline=None, max_examples=examples(100), database=None, derandomize="CI" in os.environ
)
settings.load_profile("house")


#: Tests of these wait a long time for what other processes do: begun first, so that the others compute meanwhile. The
#: slowest come first.
WAITING = (
    "test_exact.py",
    "test_servers.py",
    "test_caches.py",
    "test_service.py",
    "test_granian_server.py",
    "test_floods.py",
    "test_crash.py",
    "test_life_machine.py",
    "test_failing.py",
    "test_websub.py",
    "test_clients.py",
    "test_background_work.py",
    "test_readers.py",
    "test_parallel.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those that wait stand first in what half of the processes of a run are given; chance orders the others as ever.

    xdist (--dist worksteal) gives each process a piece of the list, and who has done all of his takes from others' ends.
    """
    processes = int(getattr(config, "workerinput", {}).get("workercount", 1))
    places = {name: place for place, name in enumerate(WAITING)}
    first = sorted((item for item in items if item.path.name in places), key=lambda item: places[item.path.name])
    others = [item for item in items if item.path.name not in places]
    waiting = max(1, processes // 2)
    order: list[pytest.Item] = []
    for number in range(processes):
        mine = first[number::waiting] if number < waiting else []
        room = (len(items) - len(order)) // (processes - number) - len(mine)
        order += [*mine, *others[: max(0, room)]]
        del others[: max(0, room)]
    items[:] = order + others


def pytest_collection_finish() -> None:
    """The collected tests stay to the end, and are looked through no more."""
    gc.freeze()
    gc.enable()


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


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    running: list[Server] = []

    def start(name: str, kind: type[Server] = Server, **settings: object) -> Server:
        running.append(kind(tmp_path, name, **settings))
        return running[-1]

    yield start
    for one in running:
        one.kill_all()


@pytest.fixture(scope="session", autouse=True)
def every_connection_is_closed() -> Iterator[None]:
    """At the end no connection to a database is open that a test or the product has had, nor was left to the collector."""
    left: dict[int, str] = {}

    def note(connection: object, *_: object) -> None:
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if "meets_a_damaged_page" not in test:  # SQLAlchemy drops what fails in its first question, and says nothing
            left[id(connection)] = test

    def forget(connection: object, *_: object) -> None:
        left.pop(id(connection), None)

    event.listen(Pool, "checkout", note)
    for end in ("close", "invalidate"):  # of a damaged file SQLAlchemy lets go without closing in so many words
        event.listen(Pool, end, forget)
    yield
    event.remove(Pool, "checkout", note)
    for end in ("close", "invalidate"):
        event.remove(Pool, end, forget)
    assert not left, f"never closed: {sorted(set(left.values()))}"


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Every store of a kind of database shares what SQLAlchemy compiled for the others, as all turns of one press do.

    A newsroom of its own for each test would compile each statement for each test.
    """
    real, shared = engine_module.create_engine, {}
    known = real("sqlite://")
    known.connect().close()  # SQLAlchemy asks for the version of SQLite at an engine's first connection
    known.dispose()
    shared[type(known.dialect), known.dialect.paramstyle] = known

    def create_engine(*arguments: Any, **options: Any) -> Engine:
        made = real(*arguments, **options)
        first = shared.setdefault((type(made.dialect), made.dialect.paramstyle), made)
        if first.dialect.server_version_info is None:  # it never came to a connection, and knows nothing of its server
            shared[type(made.dialect), made.dialect.paramstyle] = first = made
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        return made

    modules = (engine_module, postgresql_module)
    for module in modules:
        module.create_engine = create_engine
    yield
    for module in modules:
        module.create_engine = real
