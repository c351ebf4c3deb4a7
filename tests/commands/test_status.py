from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedservice.commands.cli import commands
from feedservice.commands.status import status_command
from tests.newsroom import Newsroom, picture, story


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path / "content", tmp_path / "state")
    made.drop("harbour/boats.txt", story("Boats"))
    made.drop("harbour/boats.jpg", picture())
    made.drop("gates.txt", "Embargo: next Tuesday\n\n" + story("Gates"))
    made.settle()
    yield made
    made.close()


def status(room: Newsroom, *given: str) -> Result:
    folders = ("--content", str(room.content), "--state", str(room.state))
    return CliRunner().invoke(commands, ["status", *folders, *given], catch_exceptions=False)


def found(room: Newsroom, *given: str) -> dict[str, Any]:
    return json.loads(status(room, "--json", *given).stdout)


def test_it_says_how_many_are_what_and_what_needs_a_look(room: Newsroom) -> None:
    answer = status(room)
    assert answer.exit_code == 1
    assert "1 published, 1 refused, 1 used; 1 needs a look." in answer.stdout
    assert "refused    gates.txt" in answer.stdout
    assert "“next Tuesday” is not a date" in answer.stdout
    assert "What to do: Write it as" in answer.stdout
    assert "boats" not in answer.stdout


def test_files_are_found_by_outcome_and_by_words(room: Newsroom) -> None:
    assert [one["path"] for one in found(room)["files"]] == ["gates.txt"]
    assert [one["path"] for one in found(room, "--outcome", "published")["files"]] == ["harbour/boats.txt"]
    assert [one["path"] for one in found(room, "--find", "BOATS")["files"]] == [
        "harbour/boats.txt",
        "harbour/boats.jpg",
    ]
    assert len(found(room, "--all")["files"]) == 3
    assert "No file is like that." in status(room, "--outcome", "draft").stdout
    assert status(room, "--outcome", "lost").exit_code == 2


def test_those_that_are_too_many_are_counted(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_command, "_MOST_FILES", 2)
    assert found(room, "--find", "a")["more"] == 1
    assert "And 1 file more" in status(room, "--find", "a").stdout


def test_watching_it_says_anew_what_changed_and_ends_at_ctrl_c(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    happenings = iter([lambda: None, lambda: room.drop("gates.txt", story("Gates")), room.settle])

    def pause(_: float) -> None:
        happening = next(happenings, None)
        if happening is None:
            raise KeyboardInterrupt
        happening()

    monkeypatch.setattr(status_command.time, "sleep", pause)
    looks = [json.loads(line) for line in status(room, "--watch", "--json").stdout.splitlines()]
    assert [one["path"] for one in looks[0]["files"]] == ["gates.txt"]
    assert looks[-1]["files"] == []
    assert looks[-1]["outcomes"] == {"published": 2, "used": 1}


def test_without_a_history_it_says_so(tmp_path: Path) -> None:
    answer = CliRunner().invoke(commands, ["status", "--state", str(tmp_path / "none")])
    assert "There is no history yet" in str(answer.exception)
