from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from feedservice.store import Store
from tests import postgresql
from tests.newsroom import fresh_database

#: Every kind of database that a store can be kept in: what holds of one must hold of each.
KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def make_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes databases of one kind, which are ours and hold nothing."""
    with ExitStack() as made:

        def make() -> str:
            if request.param == "postgresql":
                return made.enter_context(postgresql.database())
            file = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
            file.write_bytes(fresh_database())
            return f"sqlite:///{file}"

        yield make


@pytest.fixture
def store(make_url: Callable[[], str]) -> Iterator[Store]:
    with Store(make_url()) as made:
        yield made


@pytest.fixture
def other(make_url: Callable[[], str]) -> Iterator[Store]:
    """Another database of the same kind."""
    with Store(make_url()) as made:
        yield made


@pytest.fixture
def beside(store: Store) -> Iterator[Store]:
    """Another process, as it were, on the same database."""
    with Store(store.engine.url.render_as_string(hide_password=False)) as made:
        yield made
