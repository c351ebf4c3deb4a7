"""What several test files share."""

from __future__ import annotations

import pytest
from hypothesis import settings

#: Hypothesis times nothing and keeps nothing on disk: the same run everywhere.
settings.register_profile("house", deadline=None, max_examples=100, database=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="rewrite the expected files of the golden folders")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--regenerate"))
