"""What a process loads before it has anything to do: nothing that is only for files, or for sides, that may never come."""

from __future__ import annotations

import subprocess
import sys

import pytest

RARE = {
    "yaml",
    "mammoth",
    "markdown_it",
    "alembic",
    *(f"feedservice.intake.{kind}" for kind in ("mail", "markdown", "word")),
}
PRESS = {
    "feedservice.press",
    "feedservice.intake",
    "feedservice.cleaning",
    "feedservice.photos",
    "PIL",
    "nh3",
    "apscheduler",
}
#: What only a comparison on the desk, or a feed that is set on request, needs.
PARSERS = {"bs4", "feedgen", "rapidfuzz", "chardet", "httpx"}
NOT_LOADED = {
    "feedservice.press.schedule": RARE | {"flask", "granian"},
    "feedservice.service.web_worker": RARE | PRESS | PARSERS,
    "feedservice.commands.cli": RARE | PRESS | {"flask", "granian", "sqlalchemy", "bs4", "lxml"},
}


@pytest.mark.parametrize("module", NOT_LOADED)
def test_a_process_loads_only_what_its_work_begins_with(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert module in loaded
    assert not loaded & NOT_LOADED[module]
