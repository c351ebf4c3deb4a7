"""A database that is lost, empty, damaged or another's: nothing begins anew under new ids, and a backup brings all back."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from feedservice.commands.backup import back_up
from feedservice.commands.cli import commands
from feedservice.errors import DamagedStore, FeedServiceError, StoreError
from feedservice.service.lost_history import refuse_lost_history
from feedservice.service.preflight import open_store
from feedservice.store import Store
from feedservice.web.application import create_app
from tests import warm
from tests.newsroom import Newsroom, picture, story
from tests.press.test_two_presses import feedservice
from tests.service import COMMAND, Service, until
from tests.test_failing import NAMES, await_health, check_nothing_lost, documents

COMMANDS = (["turn"], ["export"], ["backup", "c.tar"], ["withdraw", "x", "--undo"], ["withdraw", "--gone"])


@pytest.fixture
def room(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom with a photo in print, a backup beside its state, and commands that mean it."""
    for name in NAMES:
        newsroom.drop(f"world/{name.lower()}.txt", story(name))
    newsroom.drop("world/alpha.jpg", picture())
    newsroom.settle()
    back_up(newsroom.settings, newsroom.store, tmp_path / "news.tar")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FEEDSERVICE_CONTENT_DIR", str(newsroom.content))
    monkeypatch.setenv("FEEDSERVICE_STATE_DIR", str(newsroom.state))
    monkeypatch.setenv("FEEDSERVICE_SETTLE_SECONDS", "0.1")
    monkeypatch.setenv("FEEDSERVICE_READING_LIMIT_SECONDS", "0")
    newsroom.store.close()
    return newsroom


def database(room: Newsroom) -> Path:
    return room.state / "feedservice.db"


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwritten_at_its_head(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.write(b"\0" * 4096)


def overwritten_inside(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as raw:
        for place in range(8192, size, 8192):
            raw.seek(place)
            raw.write(b"\xa5" * 4096)


def removed(file: Path) -> None:
    file.unlink()


def made_by_sqlite_alone(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


DAMAGES = (emptied, cut_short, overwritten_at_its_head, overwritten_inside)
LOSSES = (*DAMAGES, removed, made_by_sqlite_alone)


def refused(words: list[str]) -> str:
    answer = CliRunner().invoke(commands, words)
    assert isinstance(answer.exception, FeedServiceError), (answer.exception, answer.output)
    return str(answer.exception)


@pytest.mark.parametrize("lose", LOSSES)
def test_a_start_is_refused_and_names_the_way_out(room: Newsroom, lose: Callable[[Path], None], tmp_path: Path) -> None:
    lose(database(room))
    there = database(room).read_bytes() if database(room).exists() else None
    with pytest.raises(StoreError) as error:
        open_store(room.settings)
    said = str(error.value)
    assert f"feedservice restore {tmp_path / 'news.tar'}" in said, "the newest backup that is seen is named"
    assert str(database(room)) in said
    if lose in DAMAGES:
        assert isinstance(error.value, DamagedStore)
        assert "is damaged" in said
    else:
        assert f"move {room.settings.photos_dir} away" in said
    assert (database(room).read_bytes() if database(room).exists() else None) == there, "nothing is written into it"


@pytest.mark.parametrize("lose", [emptied, cut_short, overwritten_at_its_head, removed])
def test_every_command_is_refused_in_a_sentence(room: Newsroom, lose: Callable[[Path], None]) -> None:
    lose(database(room))
    for words in COMMANDS:
        assert "feedservice restore" in refused(words), words
    assert database(room).exists() is (lose is not removed)


@pytest.mark.parametrize("lose", LOSSES)
def test_a_backup_brings_everything_back_in_its_place(room: Newsroom, lose: Callable[[Path], None]) -> None:
    before = {entry.id: entry.link for entry in room.feed("/atom.xml").entries}
    room.store.close()
    lose(database(room))
    there = database(room).read_bytes() if database(room).exists() else b""
    done = CliRunner().invoke(commands, ["restore", "news.tar"])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Restored 5 articles and 1 photo")
    kept = [path for path in room.state.glob("feedservice.db.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
    if lose in DAMAGES:
        assert [path.read_bytes() for path in kept] == [there], "what was damaged is kept"
        assert str(kept[0]) in done.stderr
    room.restart()
    room.settle()
    assert {entry.id: entry.link for entry in room.feed("/atom.xml").entries} == before


@pytest.mark.parametrize("lose", [emptied, removed])
def test_a_backup_that_is_none_changes_nothing(room: Newsroom, lose: Callable[[Path], None], tmp_path: Path) -> None:
    lose(database(room))
    (tmp_path / "none.tar").write_bytes(b"none")
    assert "is no backup" in refused(["restore", "none.tar"])
    assert not (database(room).exists() and database(room).stat().st_size)
    with pytest.raises(StoreError, match="feedservice restore"):
        open_store(room.settings)


def test_the_places_are_named_where_no_backup_is_seen(room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "news.tar").unlink()
    emptied(database(room))
    assert f"no backup, *.tar, was seen in {room.state}, {tmp_path}" in refused(["turn"])


def test_to_begin_anew_on_purpose_the_photos_are_moved_away(room: Newsroom) -> None:
    before = {entry.id for entry in room.feed("/atom.xml").entries}
    room.store.close()
    removed(database(room))
    room.settings.photos_dir.rename(room.state / "photos-before")
    done = CliRunner().invoke(commands, ["turn"])
    assert done.exit_code == 0, done.output
    room.restart()
    assert len(room.feed("/atom.xml").entries) == 5
    assert not before & {entry.id for entry in room.feed("/atom.xml").entries}


def test_an_empty_database_is_refused_without_photos_too(room: Newsroom) -> None:
    shutil.rmtree(room.settings.photos_dir)
    emptied(database(room))
    assert "is empty (0 bytes)" in refused(["turn"])


@pytest.mark.parametrize("version", [None, "f3a9c1d2b4e5"])
def test_the_database_of_another_program_is_left_alone(room: Newsroom, version: str | None) -> None:
    removed(database(room))
    with closing(sqlite3.connect(database(room))) as foreign:
        foreign.execute("CREATE TABLE orders (number INTEGER)")
        if version:
            foreign.execute("CREATE TABLE alembic_version (version_num TEXT)")
            foreign.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        foreign.commit()
    before = database(room).read_bytes()
    for words in (*COMMANDS, ["restore", "news.tar"]):
        said = refused(words)
        assert "the database of another program (its tables: orders)" in said
        assert "--state" in said
        assert "feedservice restore" in said
    assert database(room).read_bytes() == before


def test_a_later_schema_is_refused_with_a_way_out(room: Newsroom) -> None:
    with room.store.writing() as changes:
        changes.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for words in (*COMMANDS, ["restore", "news.tar"]):
        said = refused(words)
        assert "of a later version (schema 9999" in said
        assert "feedservice restore" in said


def test_a_fresh_state_starts_and_its_database_comes_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "state/photos").mkdir(parents=True)
    room = Newsroom(tmp_path / "content", tmp_path / "elsewhere")
    settings = replace(room.settings, state_dir=tmp_path / "state")
    room.close()

    def break_off(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("feedservice.store.migrate", break_off)
        with pytest.raises(KeyboardInterrupt):
            open_store(settings)
    assert not (tmp_path / "state/feedservice.db").exists(), "there is none before it is whole"
    open_store(settings).close()
    refuse_lost_history(settings)


# --- while it runs


@pytest.mark.parametrize("damage", [emptied, cut_short])
def test_what_is_damaged_under_the_web_side_is_told_at_once(room: Newsroom, damage: Callable[[Path], None]) -> None:
    app = room.app()
    client, newsstand = app.test_client(), app.extensions["newsstand"]
    before = client.get("/rss.xml").data
    assert client.get("/health").json["status"] != "store unreadable"
    damage(database(room))
    there = database(room).read_bytes()
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json["status"] == "store unreadable"
    assert "The database is damaged" in answer.json["message"]
    assert "feedservice restore" in answer.json["message"]
    newsstand.refresh()
    assert client.get("/rss.xml").data == before
    report = room.turn(10)
    assert not report.succeeded
    assert "The database is damaged" in report.message
    assert database(room).read_bytes() == there


def test_a_turn_that_meets_a_damaged_page_says_so_and_health_with_it(room: Newsroom) -> None:
    overwritten_inside(database(room))
    room.store.close()
    room.store = Store(room.settings.database)
    room.press.store = room.store
    report = room.turn(10)
    assert not report.succeeded
    assert report.message.startswith("The database is damaged")
    app = create_app(room.settings, refresh=False)
    room.apps.append(app)
    assert app.test_client().get("/health").json["status"] == "store unreadable"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "content/world").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / f"content/world/{name}.txt").write_text(story(name))
    (tmp_path / "content/world/Alpha.jpg").write_bytes(picture())
    running = Service(tmp_path / "content", tmp_path / "state")
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


@pytest.mark.parametrize("damage", [emptied, cut_short])
def test_a_service_whose_database_is_cut_short_serves_on_and_comes_back_by_a_backup(
    service: Service, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    for name in NAMES:
        service.await_text("/rss.xml", name)
        service.await_text("/atom.xml", name)
    assert feedservice(tmp_path, "backup", str(tmp_path / "news.tar")).returncode == 0
    before = documents(service)
    damage(tmp_path / "state/feedservice.db")
    (tmp_path / "content/world/Fresh.txt").write_text(story("Fresh"))
    await_health(service, "store unreadable", "The database is damaged", "feedservice restore")
    until(lambda: b"turn failed" in service.log.read_bytes(), "a turn to fail")
    assert documents(service) == before
    service.stop()
    again = feedservice(tmp_path, "run", "--port", str(service.port))
    assert again.returncode == 2
    assert f"feedservice restore {tmp_path / 'news.tar'}" in again.stderr
    assert "Traceback" not in again.stderr
    assert feedservice(tmp_path, "restore", str(tmp_path / "news.tar")).returncode == 0
    back = Service(tmp_path / "content", tmp_path / "state")
    try:
        back.await_text("/rss.xml", "Fresh")
        back.await_text("/atom.xml", "Fresh")
        check_nothing_lost(before, back)
    finally:
        back.stop()


def test_a_damaged_database_stops_run_with_one_sentence(room: Newsroom) -> None:
    emptied(database(room))
    done = warm.run((*COMMAND, "run"), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    told = [line for line in done.stderr.splitlines() if " WARNING " not in line]
    assert len(told) == 1
    assert told[0].startswith("feedservice: The database is damaged: ")
