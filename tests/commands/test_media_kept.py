"""Sounds and films in builds, backups and checks: none is in memory whole, each comes back byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from feedservice.commands.backup import back_up
from feedservice.commands.build.building import Build
from feedservice.commands.build.output_folder import OutputFolder
from feedservice.commands.cli import commands
from feedservice.commands.restore import restore
from tests.newsroom import Newsroom, picture, story
from tests.recordings import PDF, long_film, recording

FILM = long_film(3_000_000)
NAME = f"{sha256(FILM).hexdigest()[:32]}.mp4"


@pytest.fixture
def filled(newsroom: Newsroom) -> Iterator[Newsroom]:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp4", FILM)
    newsroom.drop("world/horn.jpg", picture())
    newsroom.settle()
    return newsroom


def test_a_build_has_the_film_and_takes_it_away_with_its_article(filled: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "site"

    def built() -> list[str]:
        made = Build(filled.settings, OutputFolder(root), plain=True)
        report = made.build()
        made.store.close()
        return report.problems

    assert built() == []
    file = root / "media" / NAME
    assert file.read_bytes() == FILM
    assert "/media/:name" in (root / "_headers").read_text()
    before = file.stat().st_mtime_ns
    filled.drop("world/other.txt", story("Other"))
    filled.settle()
    assert built() == []
    assert file.stat().st_mtime_ns == before
    (filled.content / "world/horn.txt").unlink()
    filled.lapse()
    assert built() == []
    assert not file.exists()
    assert f"/media/{NAME} /410.html 410!" in (root / "_redirects").read_text()


def test_a_backup_brings_the_film_back(filled: Newsroom, tmp_path: Path) -> None:
    saved = back_up(filled.settings, filled.store, tmp_path / "saved.tar")
    assert (saved.missing, saved.photos) == (0, 2)
    there = Newsroom(tmp_path / "there", tmp_path / "there-state")
    restore(tmp_path / "saved.tar", there.settings, there.store)
    assert (there.settings.photos_dir / NAME).read_bytes() == FILM
    there.close()


def check(file: Path, content: Path) -> dict[str, object]:
    environment = {"FEEDSERVICE_CONTENT_DIR": str(content)}
    result = CliRunner().invoke(commands, ["check", "--json", str(file)], env=environment)
    found: dict[str, object] = json.loads(result.stdout.splitlines()[0])
    return found


@pytest.mark.parametrize(
    ("name", "content", "outcome", "seconds"),
    [
        ("horn.mp3", recording(), "used", 3),
        ("alone.opus", recording("tone.opus"), "unused", 3),
        ("bad.mp3", b"no sound", "refused", None),
    ],
)
def test_check_says_what_a_sound_is(
    tmp_path: Path, name: str, content: bytes, outcome: str, seconds: int | None
) -> None:
    (tmp_path / "world").mkdir()
    (tmp_path / "world/horn.txt").write_text(story("Horn"))
    (tmp_path / "world" / name).write_bytes(content)
    said = check(tmp_path / "world" / name, tmp_path)
    assert said["outcome"] == outcome
    (attachment,) = said["attachments"]  # type: ignore[misc]
    assert attachment["duration_seconds"] == seconds  # type: ignore[index]


def test_check_names_the_attachments_of_an_article_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    (tmp_path / "world/a.html").write_text('<h1>Horn</h1><p>Read <a href="plan.pdf">the plan</a> of the mole.</p>')
    (tmp_path / "world/plan.pdf").write_bytes(PDF)
    before = sorted(tmp_path.rglob("*"))
    said = check(tmp_path / "world/a.html", tmp_path)
    assert [one["media_type"] for one in said["attachments"]] == ["application/pdf"]  # type: ignore[attr-defined]
    assert sorted(tmp_path.rglob("*")) == before
