"""What a process loads before it has anything to do, and for what most ask: nothing that is only for files, sides or pages that may never come."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.newsroom import Newsroom

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
PARSERS = {"bs4", "feedgen", "rapidfuzz", "chardet", "httpx", "lxml", "feedservice.text.comparison"}
#: What checks settings, for who reads them; who is handed them needs none of it.
SETTINGS = {"pydantic", "pydantic_core", "pydantic_settings", "feedservice.settings.given"}
#: Of a store and of pages nothing is needed where only a worker is minded.
SERVING = {"flask", "werkzeug", "jinja2", "sqlalchemy"}
#: Databases that are not used.
DIALECTS = {"psycopg", "sqlalchemy.dialects.postgresql"}
NOT_LOADED = {
    "feedservice.press.schedule": RARE | DIALECTS | {"flask", "granian"},
    "feedservice.service.serve": RARE | PRESS | PARSERS | SETTINGS | SERVING,
    "feedservice.web.application": RARE | PRESS | PARSERS | SETTINGS | DIALECTS | {"prometheus_client"},
    "feedservice.commands.cli": RARE | PRESS | PARSERS | SETTINGS | SERVING | {"granian"},
}
#: A worker that is handed its settings, by one that read them, and is then asked for pages of every kind.
WORKER = """
import pickle, sys
from feedservice.service import web_worker
from feedservice.text import languages
from feedservice.web.application import create_app
client = create_app(pickle.load(sys.stdin.buffer), refresh=False).test_client()
for path in ("/", "/feeds", "/feeds.opml", "/sitemap-news.xml", "/desk", "/desk/problems.xml", "/readyz"):
    assert client.get(path).status_code == 200, path
assert not languages.languages.cache_info().currsize, "the words of all languages are loaded"
print(*sys.modules)
"""


@pytest.mark.parametrize("module", NOT_LOADED)
def test_a_process_loads_only_what_its_work_begins_with(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert module in loaded
    assert not loaded & NOT_LOADED[module]


def test_a_worker_asked_for_pages_loads_neither_parsers_nor_what_checks_settings(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"database_url": ""})
    room.drop("first.txt")
    room.settle()
    room.close()
    ran = subprocess.run(
        [sys.executable, "-c", WORKER], input=pickle.dumps(room.settings), capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert not set(ran.stdout.decode().split()) & NOT_LOADED["feedservice.web.application"]
