"""The state folder and backups are for their owner, whatever the umask, and a group where the operator gave them one."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedservice.folder import private_files
from feedservice.service import private_state
from feedservice.service.preflight import check_places
from feedservice.service.wsgi_service import create_service
from feedservice.settings import Settings
from feedservice.settings.sources import load
from feedservice.store import Store
from feedservice.store.stand.polls import PollBook, Polls
from feedservice.store.watch.press_note import PressNote, leave
from feedservice.web.access.credentials import CredentialsFile, with_fresh_key
from tests import warm
from tests.newsroom import picture, story
from tests.service import COMMAND, Service, until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of other systems")

OPEN = 0o000


def modes(folder: Path) -> dict[str, int]:
    """The rights of a folder and of all in it, by path."""
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}


def open_to_others(folder: Path) -> dict[str, str]:
    return {path: oct(mode) for path, mode in modes(folder).items() if mode & 0o077}


def reached(folder: Path, whose: int) -> set[str]:
    """The files that these others come to through all the folders above, and may do something with."""
    search = 0o010 if whose & 0o070 else 0o001
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and path.stat().st_mode & whose
        and all(one.stat().st_mode & search for one in path.parents if one == folder or folder in one.parents)
    }


def newsroom(tmp_path: Path) -> tuple[Path, Path]:
    content, state = tmp_path / "content", tmp_path / "state"
    content.mkdir()
    (content / "alpha.txt").write_text(story("Alpha"))
    (content / "alpha.jpg").write_bytes(picture())
    (content / "later.txt").write_text(f"Embargo: 2099-01-01\n\n{story('Later')}")
    return content, state


def command(tmp_path: Path, *words: str, umask: int = -1, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command in the newsroom of this folder."""
    environment = {
        **os.environ,
        "FEEDSERVICE_CONTENT_DIR": str(tmp_path / "content"),
        "FEEDSERVICE_STATE_DIR": str(tmp_path / "state"),
        "FEEDSERVICE_SETTLE_SECONDS": "0.1",
        **{f"FEEDSERVICE_{name.upper()}": str(value) for name, value in settings.items()},
    }
    ran = warm.run(
        [*COMMAND, *words], cwd=tmp_path, env=environment, umask=umask, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran


@pytest.mark.parametrize("umask", [OPEN, 0o022, 0o027, 0o077, 0o177], ids=oct)
def test_whatever_the_umask_nobody_else_can_read_the_state(tmp_path: Path, umask: int) -> None:
    _, state = newsroom(tmp_path)
    ran = command(tmp_path, "turn", umask=umask)
    found = modes(state)
    assert {"feedservice.db", "photos", "developed"} <= set(found)
    assert any(path.startswith("photos/") for path in found)
    assert {mode for path, mode in found.items() if (state / path).is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if (state / path).is_file()} == {0o600}
    assert "embargo" not in ran.stderr, "a folder that is new was never open"


def test_while_the_service_runs_the_files_beside_the_database_are_private_too(tmp_path: Path) -> None:
    content, state = newsroom(tmp_path)
    before = os.umask(OPEN)
    try:
        service = Service(content, state)
    finally:
        os.umask(before)
    try:
        service.await_text("/rss.xml", "Alpha reopens")
        found = modes(state)
        assert {"feedservice.db-wal", "feedservice.db-shm"} <= set(found)
        assert not open_to_others(state)
    finally:
        service.stop()


def test_backups_and_exports_are_private_and_so_is_what_they_hold(tmp_path: Path) -> None:
    newsroom(tmp_path)
    command(tmp_path, "turn")
    for words in (("backup", "b.tar"), ("backup", "b.tar", "--force"), ("export", "e.jsonl")):
        command(tmp_path, *words, umask=OPEN)
        assert stat.S_IMODE((tmp_path / words[1]).stat().st_mode) == 0o600
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert {member.mode for member in tar} == {0o600}


def test_what_a_restore_brings_back_is_private(tmp_path: Path) -> None:
    _, state = newsroom(tmp_path)
    command(tmp_path, "turn")
    command(tmp_path, "backup", "b.tar")
    with tarfile.open(tmp_path / "b.tar") as old, tarfile.open(tmp_path / "old.tar", "w") as new:
        new.pax_headers = old.pax_headers
        for member in old:
            member.mode = 0o644  # as backups were until now
            new.addfile(member, old.extractfile(member))
    command(tmp_path, "restore", "old.tar", umask=OPEN, state_dir=tmp_path / "other")
    assert any(path.startswith("photos/") for path in modes(tmp_path / "other"))
    assert not open_to_others(tmp_path / "other")
    assert state.is_dir()


def test_a_state_that_a_service_has_worked_in_is_closed_again_whatever_it_keeps_there(tmp_path: Path) -> None:
    """systemd opens a state folder at each start where StateDirectoryMode is not set."""
    content, state = newsroom(tmp_path)
    CredentialsFile(state).keep(with_fresh_key("hash"))
    (service := Service(content, state)).await_text("/rss.xml", "Alpha reopens")
    try:
        until(lambda: {"counts", "problems.lock"} <= {one.name for one in state.iterdir()}, "what a web process keeps")
    finally:
        service.stop()
    settings = load({"content_dir": content, "state_dir": state})
    PollBook(settings.polls_file).add({"0" * 64: Polls(1, datetime.now(UTC))})
    leave(state, PressNote("this", datetime.now(UTC), datetime.now(UTC)))
    command(tmp_path, "backup", str(state / "b.tar"))
    (state / "desk" / "ended").mkdir()
    for path in (state, *state.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    check_places(settings)
    (state / "b.tar").chmod(0o600)  # others do not come to it any more
    assert not open_to_others(state)


def as_it_was(tmp_path: Path, folder_mode: int = 0o755, file_mode: int = 0o644) -> Settings:
    """A state folder of a release before this, with a line of a database and a photo in it."""
    state = tmp_path / "state"
    for folder in (state, state / "photos", state / "fetched"):
        folder.mkdir()
    for name in ("feedservice.db", "feedservice.db-wal", "photos/a.jpg", "fetched/b"):
        (state / name).write_bytes(b"embargoed")
        (state / name).chmod(file_mode)
    for folder in (state / "photos", state / "fetched", state):
        folder.chmod(folder_mode)
    (tmp_path / "content").mkdir()
    return load({"content_dir": tmp_path / "content", "state_dir": state})


def test_the_web_side_alone_closes_it_too_under_any_server(tmp_path: Path) -> None:
    settings = replace(as_it_was(tmp_path), press=False)
    app = create_service(settings)
    app.extensions["background"].stop()
    app.extensions["watching"].stop()
    assert not open_to_others(settings.state_dir)


def test_a_state_folder_that_was_open_is_closed_at_start_with_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = as_it_was(tmp_path)
    check_places(settings)
    assert not open_to_others(settings.state_dir)
    (line,) = caplog.messages
    assert line.startswith(f"{settings.state_dir} could be read by other users of this machine (mode 0755)")
    assert "docs/operators.md" in line
    caplog.clear()
    check_places(settings)
    assert not caplog.messages, "it is told once"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(0o755, 0o700), (0o777, 0o770), (0o775, 0o770), (0o750, 0o750), (0o770, 0o770), (0o2755, 0o2750), (0o2770, 0o2770), (0o711, 0o700), (0o500, 0o500)],
)  # fmt: skip
def test_a_group_that_was_let_in_on_purpose_stays_and_others_never(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, was: int, becomes: int
) -> None:
    settings = as_it_was(tmp_path, was)
    check_places(settings) if becomes & 0o200 or os.geteuid() == 0 else pytest.skip("cannot be written")
    found = modes(settings.state_dir)
    assert oct(found["."]) == oct(becomes)
    group = becomes & 0o070
    assert found["photos"] & 0o077 == group
    assert not reached(settings.state_dir, 0o007)
    if not group:
        assert not reached(settings.state_dir, 0o070)
    elif was & 0o007:
        assert {"feedservice.db", "photos/a.jpg", "fetched/b"} <= reached(settings.state_dir, 0o040)
    assert len(caplog.messages) == (was & 0o007 != 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_another_group_than_ours_was_given_on_purpose(tmp_path: Path) -> None:
    settings = as_it_was(tmp_path)
    os.chown(settings.state_dir, -1, 65534)
    check_places(settings)
    assert modes(settings.state_dir)["."] == 0o750


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_state_folder_of_another_user_is_left_and_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = as_it_was(tmp_path)
    os.chown(settings.state_dir, 65534, 65534)
    check_places(settings)
    assert modes(settings.state_dir)["."] == 0o755
    (line,) = caplog.messages
    assert "belongs to another user" in line
    assert "chmod o-rwx" in line


def test_a_folder_that_holds_other_things_keeps_its_rights_and_ours_in_it_are_closed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """`--state .` in somebody's home, or /srv, must shut nobody out of what is not ours."""
    settings = as_it_was(tmp_path)
    (settings.state_dir / "public_html").mkdir()
    check_places(settings)
    found = modes(settings.state_dir)
    assert found["."] == 0o755
    assert found["photos"] == found["fetched"] == 0o700
    assert found["feedservice.db"] == found["feedservice.db-wal"] == 0o600
    assert found["public_html"] & 0o055 == 0o055 or os.umask(os.umask(0o022)) & 0o055
    assert len(caplog.messages) == 1


def test_a_database_elsewhere_is_closed_and_its_folder_left(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    newsroom(tmp_path)
    command(tmp_path, "turn", umask=OPEN, database_url=f"sqlite:///{elsewhere}/news.db")
    assert modes(elsewhere) == {".": 0o755, "news.db": 0o600}
    (elsewhere / "news.db").chmod(0o644)
    ran = command(tmp_path, "turn", umask=OPEN, database_url=f"sqlite:///{elsewhere}/news.db")
    assert modes(elsewhere)["news.db"] == 0o600
    assert "news.db could be read by other users" in ran.stderr


def test_a_disk_that_keeps_no_rights_is_told_of_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = as_it_was(tmp_path)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    check_places(settings)
    (line,) = caplog.messages
    assert "cannot be closed to other users of this machine" in line


def test_what_is_new_in_a_shared_folder_is_for_its_group_whatever_the_umask(tmp_path: Path) -> None:
    """The web side as another user of one group: the press need not be told by a umask too."""
    _, state = newsroom(tmp_path)
    state.mkdir()
    state.chmod(0o2770)
    command(tmp_path, "turn", umask=0o077)
    found = modes(state)
    assert found["feedservice.db"] == 0o660
    assert found["photos"] == 0o2770
    assert {mode for path, mode in found.items() if path.startswith("photos/")} == {0o660}


def test_running_as_root_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:  # fmt: skip
    for user, lines in ((0, 1), (1000, 0)):
        caplog.clear()
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        private_state.tell_of_root()
        assert len(caplog.messages) == lines
    newsroom(tmp_path)
    monkeypatch.undo()
    told = command(tmp_path, "turn").stderr.count("runs as root")
    assert told == (os.geteuid() == 0)


def test_a_private_file_has_its_rights_before_there_is_a_word_in_it(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("what a kill left, open to all")
    path.chmod(0o666)
    private_files.begin(path, 0o600)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"", 0o600)


def test_a_database_in_memory_closes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is empty, and an empty path is the folder that one stands in."""
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    with Store("sqlite://") as store, store.engine.connect():
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_levels_of_the_log_do_not_hide_it(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    check_places(as_it_was(tmp_path))
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
