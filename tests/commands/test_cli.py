from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from feedservice.commands.cli import commands
from feedservice.settings import Settings
from tests.newsroom import STORY, picture

KEYS = [
    "path",
    "outcome",
    "headline",
    "slug",
    "standfirst",
    "byline",
    "agencies",
    "dateline",
    "published",
    "section",
    "tags",
    "language",
    "photo",
    "attachments",
    "body_html",
    "evidence",
    "problems",
    "cut",
    "words",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/world").mkdir(parents=True)
    return tmp_path


def check(*paths: str) -> list[dict[str, Any]]:
    answer = CliRunner().invoke(commands, ["check", *paths, "--json"], catch_exceptions=False)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_check_tells_what_a_file_would_become(folder: Path) -> None:
    text = "Wire headline\n\nThe standfirst line.\n\n\nBoats at dawn. [Photo/Harbour Agency]\n\nNovember 18, 2026\n\n"
    text += "PORT ELSTER – The boats left at dawn.\n\nThey came back at noon.\n\nscroll to top\n"
    (folder / "content/world/boats.txt").write_text(text)
    (folder / "content/world/boats.jpg").write_bytes(picture())
    (answer,) = check("content/world/boats.txt")
    assert list(answer) == KEYS
    assert answer["outcome"] == "published"
    assert answer["headline"] == "Wire headline"
    assert answer["standfirst"] == "The standfirst line."
    assert answer["dateline"] == "PORT ELSTER"
    assert answer["published"] == "2026-11-18T12:00:00+00:00"
    assert answer["section"] == "world"
    assert answer["photo"]["path"] == "world/boats.jpg"
    assert (answer["photo"]["caption"], answer["photo"]["credit"]) == ("Boats at dawn.", "Harbour Agency")
    assert answer["photo"]["url"].startswith("http://127.0.0.1:8000/photos/")
    assert answer["body_html"] == "<p>The boats left at dawn.</p><p>They came back at noon.</p>"
    assert [(one["words"], one["reason"]) for one in answer["cut"]] == [("scroll to top", "page furniture")]
    assert answer["evidence"]["headline"]["source"] == "first line"
    assert answer["problems"] == []


def test_check_takes_files_and_folders_anywhere_and_touches_no_state(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/a.txt").write_text(STORY)
    (folder / "elsewhere/b.jpg").write_bytes(picture()[:50])
    (folder / "elsewhere/c.docx").write_bytes(b"PK")
    answers = check("elsewhere", "elsewhere/a.txt", "missing.txt")
    assert [(answer["path"], answer["outcome"]) for answer in answers] == [
        ("elsewhere/a.txt", "published"),
        ("elsewhere/b.jpg", "refused"),
        ("elsewhere/c.docx", "refused"),
        ("elsewhere/a.txt", "published"),
        ("missing.txt", "refused"),
    ]
    assert all(answer["problems"][0]["remedy"] for answer in answers if answer["outcome"] == "refused")
    assert not (folder / "state").exists()


def test_check_of_a_folder_in_the_content_folder_judges_files_where_they_lie(folder: Path) -> None:
    bundle = folder / "content/culture/feast"
    bundle.mkdir(parents=True)
    (bundle / "story.txt").write_text(STORY)
    (bundle / "crowd.jpg").write_bytes(picture())
    (folder / "content/_drafts").mkdir()
    (folder / "content/_drafts/plan.txt").write_text(STORY)
    photo, article = check("content/culture/feast")
    assert (photo["outcome"], article["section"], article["photo"]["path"]) == (
        "used",
        "culture",
        "culture/feast/crowd.jpg",
    )
    assert [answer["outcome"] for answer in check("content/_drafts", "content/_drafts/plan.txt")] == ["draft", "draft"]
    assert {answer["path"] for answer in check("content")} == {
        "content/culture/feast/story.txt",
        "content/culture/feast/crowd.jpg",
        "content/_drafts/plan.txt",
    }


def test_check_takes_a_loose_folder_with_one_article_for_a_bundle(folder: Path) -> None:
    (folder / "loose").mkdir()
    (folder / "loose/report.txt").write_text(STORY)
    (folder / "loose/crowd.jpg").write_bytes(picture())
    (answer,) = check("loose/report.txt")
    assert (answer["section"], answer["photo"]["path"]) == (None, "crowd.jpg")


def test_check_speaks_to_people_too(folder: Path) -> None:
    (folder / "content/world/boats.txt").write_text("Draft: yes\n\n" + STORY)
    answer = CliRunner().invoke(commands, ["check", "content/world/boats.txt"])
    assert answer.exit_code == 0
    assert "draft      content/world/boats.txt" in answer.stdout
    assert "Harbour reopens after storm\n              from the first line, sure" in answer.stdout


def test_check_tells_scripts_of_what_is_refused_or_not_there(folder: Path) -> None:
    (folder / "content/world/empty.txt").write_text("")
    (folder / "content/world/boats.txt").write_text(STORY)
    answer = CliRunner().invoke(commands, ["check", "content"])
    assert answer.exit_code == 1
    assert "  ! The file is empty.\n    What to do: Write something in it, and save it again." in answer.stdout
    assert answer.stdout.endswith("2 files: 1 published, 1 refused.\n")
    answer = CliRunner().invoke(commands, ["check", "nope.txt", "content/world/boats.txt"])
    assert answer.exit_code == 2
    assert answer.stderr == "feedservice: There is no file or folder nope.txt.\n"
    assert "Harbour reopens" in answer.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_what_there_is(shell: str) -> None:
    answer = CliRunner().invoke(commands, ["completion", shell])
    assert answer.exit_code == 0
    assert "_FEEDSERVICE_COMPLETE" in answer.stdout


def test_settings_are_printed_each_with_value_unit_and_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDSERVICE_SCAN_SECONDS", "7")
    answer = CliRunner().invoke(commands, ["settings"])
    assert "scan_seconds = 7.0 seconds  (environment FEEDSERVICE_SCAN_SECONDS)" in answer.stdout
    rows = [json.loads(line) for line in CliRunner().invoke(commands, ["settings", "--json"]).stdout.splitlines()]
    assert [row["name"] for row in rows] == [one.name for one in fields(Settings)]


def test_a_misspelt_variable_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDSERVICE_PROT", "1")
    assert "FEEDSERVICE_PROT names no setting" in CliRunner().invoke(commands, ["settings"]).stderr


def test_web_is_the_web_side_alone_whatever_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("feedservice.service.serve.serve", lambda settings, announce: served.append(settings))
    monkeypatch.setenv("FEEDSERVICE_PRESS", "true")
    answer = CliRunner().invoke(commands, ["web", "--state", str(tmp_path), "--port", "8123"])
    assert answer.exit_code == 0
    assert [(one.press, one.port, one.state_dir) for one in served] == [(False, 8123, tmp_path)]
