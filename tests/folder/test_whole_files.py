"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from feedservice.folder.whole_files import whole_file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    target = tmp_path / "story.txt"
    target.write_text("as it was")
    return target


def lying(target: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in target.parent.iterdir()}


def test_nothing_is_seen_before_the_whole_is_there(target: Path) -> None:
    with whole_file(target) as unfinished:
        unfinished.write_text("new words")
        assert lying(target) == {"story.txt": "as it was", ".story.txt": "new words"}
    assert lying(target) == {"story.txt": "new words"}


def test_what_a_kill_left_behind_is_written_over(target: Path) -> None:
    target.with_name(".story.txt").write_text("half a wor")
    with whole_file(target) as unfinished:
        unfinished.write_text("new")
    assert lying(target) == {"story.txt": "new"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_target_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"), whole_file(target) as unfinished:
        unfinished.write_text("new words")
    assert lying(target) == {"story.txt": "as it was"}


def test_a_file_that_need_not_last_waits_for_no_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("it waited"))
    with whole_file(target, lasting=False) as unfinished:
        unfinished.write_text("new words")
    assert lying(target) == {"story.txt": "new words"}


def test_what_is_asked_last_can_keep_the_target(target: Path) -> None:
    seen = []

    def changed() -> None:
        seen.append(lying(target))
        raise PermissionError

    with pytest.raises(PermissionError), whole_file(target, target.with_name(".other"), last=changed) as unfinished:
        unfinished.write_text("new words")
    assert seen == [{"story.txt": "as it was", ".other": "new words"}]
    assert lying(target) == {"story.txt": "as it was"}
