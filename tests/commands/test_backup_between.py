"""A backup of one kind of database comes back into the other, and the service goes on from it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from feedservice.commands.cli import commands
from feedservice.commands.restore import restore
from tests import postgresql
from tests.commands.test_backup import everything, ids
from tests.newsroom import Newsroom, picture, story

#: In the middle of a month: at its end the first look binds volumes of the archive anew, whoever looks.
NOW = datetime.now(UTC).replace(day=15)
MakeRoom = Callable[[str, str], Newsroom]


@pytest.fixture
def make_room(tmp_path: Path) -> Iterator[MakeRoom]:
    with ExitStack() as made:

        def make(kind: str, state: str) -> Newsroom:
            url = made.enter_context(postgresql.database()) if kind == "postgresql" else ""
            now = NOW - timedelta(hours=1)
            room = Newsroom(tmp_path / "content", tmp_path / state, {"database_url": url}, now=now)
            made.callback(room.close)
            return room

        yield make


def run(room: Newsroom, *words: str, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("content_dir", "state_dir", "database_url"):
        monkeypatch.setenv(f"FEEDSERVICE_{name.upper()}", str(getattr(room.settings, name)))
    answer = CliRunner().invoke(commands, words)
    assert answer.exit_code == 0, answer.output + repr(answer.exception)
    return answer.output


@pytest.mark.parametrize(
    "kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")], ids=" to ".join
)
def test_it_comes_back_row_by_row_and_goes_on(
    kinds: tuple[str, str], tmp_path: Path, make_room: MakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_room(kinds[0], "first")
    for name in ("Alpha", "Beta", "Gamma", "ÄRGER"):
        first.drop(f"world/{name}.txt", f"Tags: {name}, b\n\n{story(name)}")
    first.drop("world/Alpha.jpg", picture())
    first.settle()
    first.drop("world/Beta.txt", story("Beta").replace("Forty boats", "Nine hundred boats"))
    (first.content / "world/Gamma.txt").unlink()
    first.settle()
    first.lapse()
    before, atom, known = everything(first.store), first.document("/atom.xml"), ids(first)
    run(first, "backup", str(tmp_path / "b.tar"), monkeypatch=monkeypatch)

    second = make_room(kinds[1], "second")
    monkeypatch.setitem(restore.__kwdefaults__, "clock", lambda: NOW)
    assert "4 articles" in run(second, "restore", str(tmp_path / "b.tar"), monkeypatch=monkeypatch)
    after = everything(second.store)
    assert {name for name in before if before[name] != after[name]} <= {"press_state", "turn"}
    assert (second.document("/atom.xml"), ids(second)) == (atom, known)

    second.now = NOW + timedelta(minutes=1)
    second.settle()
    assert (second.document("/atom.xml"), ids(second)) == (atom, known)
    second.drop("world/Delta.txt", story("Delta"))
    second.settle()
    assert {entry.title.split()[0] for entry in second.feed().entries} == {"Alpha", "Beta", "ÄRGER", "Delta"}
