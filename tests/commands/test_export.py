"""Export: every article with its whole history, as lines that other programs read."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import event
from sqlalchemy.pool import Pool

from feedservice.addresses import HOME
from feedservice.article import Outcome
from feedservice.commands import history_commands
from feedservice.commands.cli import commands
from feedservice.commands.export import everything
from feedservice.editing.life.standing import Standing
from feedservice.errors import ArchiveError
from feedservice.press import withdraw
from feedservice.store import Store
from tests.factories import make_article
from tests.newsroom import START, Newsroom, picture, story
from tests.service import COMMAND, PATIENCE_SECONDS

#: Keys whose values are instants, when there is one.
INSTANTS = ("published", "updated", "released", "changed", "expires", "due", "left", "vanished", "at")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """An article with a correction that was withdrawn, one with a photo in its body, and one under embargo."""
    monkeypatch.chdir(tmp_path)
    made = Newsroom(tmp_path / "content", tmp_path / "state")
    later = made.now + timedelta(days=3)
    made.drop("world/alpha.txt", story("Alpha"))
    made.drop("world/beta.html", "<h1>Beta</h1><p>One.</p><img src='a.jpg'><p>Two.</p><img src='b.jpg'><p>Three.</p>")
    made.drop("world/a.jpg", picture())
    made.drop("world/b.jpg", picture("red"))
    made.drop("world/gamma.txt", f"Embargo: {later.isoformat()}\n\n{story('Gamma')}")
    made.settle()
    made.drop("world/alpha.txt", f"Correction: It was ninety boats.\n\n{story('Alpha').replace('Forty', 'Ninety')}")
    made.settle()
    made.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "a court order", at))
    yield made
    made.close()


def lines(*words: str) -> dict[str, dict[str, Any]]:
    answer = CliRunner().invoke(commands, ["export", *words], catch_exceptions=False)
    return {row["path"]: row for row in map(json.loads, answer.stdout.splitlines())}


def test_every_article_is_one_line_with_where_it_stands(room: Newsroom) -> None:
    rows = lines()
    assert {path: row["state"] for path, row in rows.items()} == {
        "world/alpha.txt": "withdrawn",
        "world/beta.html": "published",
        "world/gamma.txt": "scheduled",
    }
    alpha, gamma = rows["world/alpha.txt"], rows["world/gamma.txt"]
    assert (alpha["cause"], alpha["reason"]) == ("command", "a court order")
    assert alpha["left"]
    assert alpha["corrections"] == [{"note": "It was ninety boats.", "day": "2026-11-23"}]
    assert "Ninety boats" in alpha["body_html"]
    assert datetime.fromisoformat(gamma["due"]) == START + timedelta(days=3)
    assert alpha["url"] == f"http://127.0.0.1:8000/articles/{alpha['key']}"


def test_the_history_tells_everything_in_order_with_the_words_before(room: Newsroom) -> None:
    history = lines()["world/alpha.txt"]["history"]
    assert [one["event"] for one in history] == ["published", "correction", "withdrawn"]
    assert [one["at"] for one in history] == sorted(one["at"] for one in history)
    assert history[0]["earlier"] is history[2]["earlier"] is None
    assert "Forty boats" in history[1]["earlier"]["body_html"]
    assert history[2]["note"] == "command: a court order"


def test_instants_are_rfc_3339_and_addresses_are_real(room: Newsroom) -> None:
    output = CliRunner().invoke(commands, ["export"]).stdout
    assert HOME not in output
    assert "http://127.0.0.1:8000/photos/" in output
    form = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
    found = [value for name in INSTANTS for value in re.findall(rf'"{name}": "([^"]*)"', output)]
    assert len(found) > 15
    assert all(form.fullmatch(value) for value in found)


def test_every_key_is_documented_in_its_order(room: Newsroom) -> None:
    text = (Path(__file__).parent.parent.parent / "docs/commands.md").read_text()
    section = text.partition("\n## export\n")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    rows = lines()
    assert all(list(row) == documented for row in rows.values())
    happening = next(iter(rows.values()))["history"][0]
    assert all(f"`{key}`" in section for key in happening)


def test_into_a_file_whole_or_not_at_all(room: Newsroom) -> None:
    answer = CliRunner().invoke(commands, ["export", "out.jsonl"])
    assert answer.stdout == "Exported 3 articles to out.jsonl.\n"
    assert len(Path("out.jsonl").read_text().splitlines()) == 3
    assert isinstance(CliRunner().invoke(commands, ["export", "out.jsonl"]).exception, ArchiveError)
    assert CliRunner().invoke(commands, ["export", "out.jsonl", "--force"]).exit_code == 0


def test_all_lines_show_one_moment(room: Newsroom) -> None:
    rows = everything(room.store, "http://x")
    first = next(rows)
    other = Store(room.settings.database)
    with other.writing() as changes:
        changes.articles.save(Standing(make_article(), Outcome.PUBLISHED, "0" * 64, 1), "x", ())
    other.close()
    assert len([first, *rows]) == 3
    assert len(list(everything(room.store, "http://x"))) == 4


def test_memory_stays_flat(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/large.db", make_folder=True)
    store.migrate()
    with store.writing() as changes:
        for number in range(600):
            article = make_article(key=f"k{number}", path=f"{number}.txt", body_html=f"<p>{'x' * 50_000}</p>")
            changes.articles.save(Standing(article, Outcome.PUBLISHED, "0" * 64, 1), article.path, ())
    tracemalloc.start()
    count = sum(1 for _ in everything(store, "http://x"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    store.close()
    assert count == 600
    assert peak < 15_000_000  # all bodies together are twice that


def test_a_reader_that_stops_early_is_no_fault_of_ours(room: Newsroom) -> None:
    with room.store.writing() as changes:
        for number in range(200):
            article = make_article(key=f"k{number}", body_html="x" * 5000, released=datetime.now(UTC))
            changes.articles.save(Standing(article, Outcome.PUBLISHED, "0" * 64, 1), "x", ())
    done = subprocess.run(
        f"{shlex.join(COMMAND)} export | head -n 1", shell=True, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_reader_that_goes_before_anything_comes_hears_nothing(newsroom: Newsroom) -> None:
    """All of it is still in Python's memory when the command ends, whose last words are then to nobody."""
    newsroom.drop("alpha.txt")
    newsroom.settle()
    places = ("--content", str(newsroom.content), "--state", str(newsroom.state))
    words, buffered = [*COMMAND, "export", *places], {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=buffered) as command:
        assert command.stdout
        assert command.stderr
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(PATIENCE_SECONDS) == 0


def test_what_nobody_reads_leaves_no_connection_open(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        buffer = property(lambda self: self)

        def writelines(self, lines: Iterator[bytes]) -> None:
            assert next(lines)
            raise BrokenPipeError

    open_ones: list[object] = []
    event.listen(Pool, "checkout", note := lambda *given: open_ones.append(given[2]))
    event.listen(Pool, "checkin", forget := lambda *given: open_ones.pop())
    closed = []
    real = Store.close
    monkeypatch.setattr(Store, "close", lambda store: (closed.append(len(open_ones)), real(store)))
    monkeypatch.setattr(history_commands, "sys", SimpleNamespace(stdout=Gone()))
    with pytest.raises(BrokenPipeError):
        history_commands.export.callback(None, False)
    event.remove(Pool, "checkout", note)
    event.remove(Pool, "checkin", forget)
    assert closed == [0], "what reads is closed before the store is"
