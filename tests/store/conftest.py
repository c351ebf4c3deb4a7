from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feedservice.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/store.db", make_folder=True) as made:
        made.migrate()
        yield made
