"""Backup and restore: whole or not at all, beside a running service, and never back in time."""

from __future__ import annotations

import errno
import io
import shutil
import signal
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from alembic import command as alembic
from alembic.config import Config
from click.testing import CliRunner
from sqlalchemy import select, text

from feedservice import store as store_package
from feedservice.commands import backup as backup_module
from feedservice.commands import restore as restoring
from feedservice.commands import store_access
from feedservice.commands.backup import back_up
from feedservice.commands.cli import commands
from feedservice.commands.restore import restore
from feedservice.errors import ArchiveError, FeedServiceError, LeaseError, StoreError
from feedservice.store import Store
from feedservice.store.copy import TABLES, pack
from feedservice.store.engine import WRITING
from feedservice.text.amounts import in_units
from tests import warm
from tests.newsroom import AHEAD, Newsroom, picture, story
from tests.service import COMMAND, Service, until

Rows = dict[str, list[Any]]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Three articles with a past, one photo, and one withdrawn."""
    monkeypatch.chdir(tmp_path)
    made = Newsroom(tmp_path / "content", tmp_path / "state", now=datetime.now(UTC) - timedelta(hours=1))
    for name in ("Alpha", "Beta", "Gamma"):
        made.drop(f"world/{name.lower()}.txt", story(name))
    made.drop("world/alpha.jpg", picture())
    made.settle()
    made.drop("world/beta.txt", story("Beta").replace("Forty boats", "Nine hundred boats"))
    (made.content / "world/gamma.txt").unlink()
    made.settle()
    made.lapse()
    yield made
    made.close()


def everything(store: Store) -> Rows:
    """Every row of every table."""
    with store.reading() as asked:
        return {
            table.name: [tuple(row) for row in asked.connection.execute(select(table).order_by(*table.primary_key))]
            for table in TABLES
        }


def ids(room: Newsroom) -> dict[str, tuple[str, str]]:
    with room.store.reading() as asked:
        return {one.article.path: (one.article.id, one.article.key) for one, _ in asked.articles.everything()}


def updated(room: Newsroom) -> str:
    return str(room.feed("/atom.xml").feed.updated)


def lose_the_state(room: Newsroom) -> None:
    room.close()
    shutil.rmtree(room.state)
    room.restart()


def make(room: Newsroom, target: str = "b.tar", **options: Any) -> Path:
    back_up(room.settings, room.store, Path(target), **options)
    return Path(target)


def bring_back(room: Newsroom, file: Path, **options: Any) -> restoring.Restored:
    return restore(file, room.settings, room.store, clock=lambda: room.now, **options)


def test_everything_comes_back_row_by_row_and_the_documents_to_the_byte(room: Newsroom) -> None:
    before, atom = everything(room.store), room.document("/atom.xml")
    assert all(before[name] for name in ("article", "history", "likeness", "photo", "receipt", "turn", "press_state"))
    file = make(room)
    lose_the_state(room)
    restored = bring_back(room, file)
    after = everything(room.store)
    assert (restored.articles, restored.photos) == (3, 1)
    assert {name for name in before if before[name] != after[name]} == {"press_state"}
    assert restored.edition == before["press_state"][0][1] + 1 == after["press_state"][0][1]
    assert room.document("/atom.xml") == atom
    assert [path.read_bytes() for path in room.settings.photos_dir.iterdir()] == [picture()]


def test_after_a_restore_the_next_look_finds_everything_as_it_was(room: Newsroom) -> None:
    before, atom = ids(room), room.document("/atom.xml")
    file = make(room)
    lose_the_state(room)
    bring_back(room, file)
    shutil.copytree(room.content, room.content.with_name("copy"))  # other inodes, as on another machine
    shutil.rmtree(room.content)
    room.content.with_name("copy").rename(room.content)
    room.settle()
    assert ids(room) == before
    assert room.document("/atom.xml") == atom


def test_what_was_published_since_the_backup_comes_back_new_and_time_goes_on(room: Newsroom) -> None:
    file, old = make(room), ids(room)
    for number in range(3):
        room.drop("world/delta.txt", story("Delta").replace("Forty", str(number)))
        room.settle()
    late, edition = updated(room), everything(room.store)["press_state"][0][1]
    with pytest.raises(ArchiveError, match=r"holds 4 articles; 1 of them are not in the backup.*--replace"):
        bring_back(room, file)
    assert "world/delta.txt" in ids(room)
    restored = bring_back(room, file, replace_articles=True)
    assert restored.edition > edition
    assert ids(room) == old
    assert updated(room) > late
    room.settle()
    assert set(ids(room)) == {*old, "world/delta.txt"}
    assert {path: one for path, one in ids(room).items() if path in old} == old


def test_a_folder_published_anew_under_new_ids_gets_its_old_ones_back(room: Newsroom) -> None:
    file, old, channel = make(room), ids(room), room.feed("/atom.xml").feed.id
    lose_the_state(room)
    room.settle()
    assert set(ids(room).values()).isdisjoint(old.values())
    late = updated(room)
    bring_back(room, file, replace_articles=True)
    assert ids(room) == old
    assert updated(room) > late
    assert room.feed("/atom.xml").feed.id == channel
    room.settle()
    assert ids(room) == old


def test_a_backup_from_a_later_time_than_the_store_wins_over_its_clock(room: Newsroom) -> None:
    file, late = make(room), updated(room)
    lose_the_state(room)
    room.now -= timedelta(hours=3)
    room.drop("world/delta.txt", story("Delta"))
    room.settle()
    assert updated(room) < late
    bring_back(room, file, replace_articles=True)
    assert updated(room) > late


def test_a_restore_that_breaks_off_leaves_the_store_as_it_was(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make(room)
    room.drop("world/delta.txt", story("Delta"))
    room.settle()
    before = everything(room.store)
    monkeypatch.setattr(restoring, "set_in_type", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_back(room, file, replace_articles=True)
    assert everything(room.store) == before
    assert [path.name for path in room.settings.photos_dir.iterdir() if path.name.startswith(".")] == []


def test_a_press_at_work_is_waited_for_before_anything_is_replaced(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = make(room), everything(room.store)
    room.store.take_lease(datetime.now(UTC) + AHEAD)
    monkeypatch.setattr(store_access, "PATIENCE_SECONDS", 0.3)
    answer = CliRunner().invoke(commands, ["restore", str(file), "--replace"])
    assert isinstance(answer.exception, LeaseError)
    assert everything(room.store) == before


def test_a_backup_sees_one_moment_whatever_is_written_meanwhile(room: Newsroom, tmp_path: Path) -> None:
    other = Store(room.settings.database)
    before = everything(room.store)
    with room.store.reading() as asked:
        asked.turns.state()
        with other.writing() as changes:
            changes.files.drop("world/alpha.txt")
            changes.turns.record(room.now, room.now, succeeded=True, message="later", counts={})
        pack(asked.connection, tmp_path / "copy.db")
    other.close()
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert (tmp_path / "copy.db").read_bytes()[18:20] == b"\1\1"  # not WAL: whole in its one file, also when read only
    copy = Store(f"sqlite:///{tmp_path}/copy.db")
    assert everything(copy) == before
    assert everything(room.store) != before
    copy.close()


def test_a_backup_replaces_no_file_unless_told(room: Newsroom) -> None:
    Path("b.tar").write_bytes(b"precious")
    with pytest.raises(ArchiveError, match="is there already"):
        make(room)
    assert Path("b.tar").read_bytes() == b"precious"
    make(room, force=True)
    assert tarfile.is_tarfile("b.tar")


def test_a_file_that_appears_meanwhile_is_not_replaced(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(target: Path, *_: object) -> None:
        target.write_bytes(b"")
        Path("b.tar").write_bytes(b"precious")

    monkeypatch.setattr(backup_module, "_write", meanwhile)
    with pytest.raises(ArchiveError, match="is there already"):
        make(room)
    assert Path("b.tar").read_bytes() == b"precious"


@pytest.mark.parametrize("force", [False, True])
def test_a_backup_that_breaks_off_leaves_nothing_behind(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    if force:
        Path("b.tar").write_bytes(b"precious")
    before = sorted(Path().iterdir())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_module, "_write", full)
    with pytest.raises(ArchiveError, match="No space left"):
        make(room, force=force)
    assert sorted(Path().iterdir()) == before
    assert not force or Path("b.tar").read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("target", "says"),
    [("content/b.tar", "editors"), ("nowhere/b.tar", "is not there"), ("state", "is a folder")],
)
def test_a_backup_goes_only_where_it_can(room: Newsroom, target: str, says: str) -> None:
    with pytest.raises(ArchiveError, match=says):
        make(room, target)


def test_photos_that_are_lost_are_told(room: Newsroom) -> None:
    shutil.rmtree(room.settings.photos_dir)
    answer = CliRunner().invoke(commands, ["backup", "b.tar"])
    assert "3 articles and 0 photos into b.tar (" in answer.stdout
    assert "Warning: 1 photo that the history names" in answer.stderr


def repacked(file: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> Path:
    """The backup with its members changed."""
    with tarfile.open(file) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]
    change(members)
    with tarfile.open("changed.tar", "w") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return Path("changed.tar")


def extra(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> Callable[[list[Any]], None]:
    def change(members: list[Any]) -> None:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, link
        members.append((member, b""))

    return change


def harmed_photo(members: list[Any]) -> None:
    members[1] = (members[1][0], members[1][1][:-1] + b"?")


def twice(members: list[Any]) -> None:
    members.append(members[0])


def no_database(members: list[Any]) -> None:
    del members[0]


def other_database(members: list[Any]) -> None:
    with sqlite3.connect("other.db") as other:
        other.execute("CREATE TABLE article (id)")
    other.close()
    members[0] = (members[0][0], Path("other.db").read_bytes())


def later_database(members: list[Any]) -> None:
    Path("later.db").write_bytes(members[0][1])
    with sqlite3.connect("later.db") as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.close()
    members[0] = (members[0][0], Path("later.db").read_bytes())


def harmed_database(members: list[Any]) -> None:
    content = bytearray(members[0][1])
    content[4096 : len(content)] = b"\x55" * (len(content) - 4096)
    members[0] = (members[0][0], bytes(content))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (extra("../escaped.txt"), "it holds “../escaped.txt”"),
        (extra("/tmp/escaped.txt"), "it holds"),
        (extra("photos/../../escaped.jpg"), "it holds"),
        (extra(f"photos/{'a' * 32}.jpg", tarfile.SYMTYPE, "/etc/passwd"), "it holds"),
        (extra(f"photos/{'a' * 32}.jpg", tarfile.LNKTYPE, "feedservice.db"), "it holds"),
        (extra(f"photos/{'a' * 32}.jpg\n"), "it holds"),
        (extra(f"photos/{'a' * 32}.svg"), "it holds"),
        (extra("photos/feedservice.db"), "it holds"),
        (extra("notes.txt"), "it holds “notes.txt”"),
        (extra(f"photos/{'a' * 32}.jpg"), "is not what it was"),
        (twice, "it holds “feedservice.db”"),
        (harmed_photo, "is not what it was"),
        (no_database, "no feedservice.db in it"),
        (other_database, "not one of ours"),
        (later_database, "of a later version .schema 9999"),
        (harmed_database, "is damaged: its database cannot be read"),
    ],
)
def test_a_file_that_is_no_sound_backup_of_ours_changes_nothing(
    room: Newsroom, change: Callable[[list[Any]], None], says: str
) -> None:
    file = repacked(make(room), change)
    before, here = everything(room.store), sorted(Path().rglob("*"))
    with pytest.raises(ArchiveError, match=says):
        bring_back(room, file, replace_articles=True)
    assert everything(room.store) == before
    assert sorted(Path().rglob("*")) == here


def test_half_a_backup_is_known_as_half(room: Newsroom) -> None:
    content = make(room).read_bytes()
    with tarfile.open("b.tar") as tar:
        ends = [member.offset for member in tar]
    lose_the_state(room)
    for length in (0, 100, 5000, ends[1], len(content) - 11_000, ends[1] + 600):
        Path("half.tar").write_bytes(content[:length])
        with pytest.raises(ArchiveError, match=r"part of|no backup"):
            bring_back(room, Path("half.tar"))
    with pytest.raises(ArchiveError, match="No such file"):
        bring_back(room, Path("nowhere.tar"))
    assert ids(room) == {}


def test_a_backup_packed_smaller_by_other_programs_is_read_too(room: Newsroom) -> None:
    before = ids(room)
    subprocess.run(["gzip", str(make(room))], check=True)
    lose_the_state(room)
    bring_back(room, Path("b.tar.gz"))
    assert ids(room) == before


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, room: Newsroom) -> None:
    old = Store(f"sqlite:///{tmp_path}/old.db", make_folder=True)
    config = Config()
    config.set_main_option("script_location", str(Path(store_package.__file__).parent / "migrations"))
    with old.engine.connect().execution_options(**WRITING) as connection, connection.begin():
        config.attributes["connection"] = connection
        alembic.upgrade(config, "0001")
        row = "'tag:x,2026:k', 'k', 'world/old.txt', '', 1, 'Old', '', 0, '[]', '', '', '[]', '', '[]', '<p>Old.</p>', 1, 1, 1, 1, NULL, NULL"
        connection.execute(text(f"INSERT INTO article VALUES ({row})"))
    old.close()
    with sqlite3.connect("old.db") as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    with tarfile.open("old.tar", "w") as tar:
        tar.add("old.db", "feedservice.db")
    lose_the_state(room)
    assert bring_back(room, Path("old.tar")).articles == 1
    assert ids(room) == {"world/old.txt": ("tag:x,2026:k", "k")}
    with pytest.raises(StoreError, match="of an earlier version"):
        store_access.open_history(replace(room.settings, database_url=f"sqlite:///{tmp_path}/old.db"))


def test_the_database_of_a_later_version_is_a_sentence_for_every_command(room: Newsroom) -> None:
    with room.store.writing() as changes:
        changes.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for words in (["turn"], ["export"], ["backup", "b.tar"], ["restore", "b.tar"], ["withdraw", "x", "--undo"]):
        answer = CliRunner().invoke(commands, words)
        assert isinstance(answer.exception, StoreError)
        assert "of a later version (schema 9999" in str(answer.exception)


def test_the_address_of_the_feeds_is_kept(room: Newsroom) -> None:
    file = make(room)
    lose_the_state(room)
    served = Newsroom(room.content, room.state, {"base_url": "https://news.example.org"}, now=room.now)
    served.settle()
    served.close()
    room.now = served.now
    bring_back(room, file, replace_articles=True)
    assert all(entry.link.startswith("https://news.example.org/") for entry in room.feed().entries)


def test_the_commands_speak_in_sentences(room: Newsroom) -> None:
    said = CliRunner().invoke(commands, ["backup", "b.tar"]).stdout
    assert said.startswith("Backed up 3 articles and 1 photo into b.tar (")
    refused = CliRunner().invoke(commands, ["restore", "b.tar"]).exception
    assert isinstance(refused, FeedServiceError)
    assert str(refused).startswith("The store holds 3 articles; all are in the backup.")
    said = CliRunner().invoke(commands, ["restore", "b.tar", "--replace"]).stdout
    assert said.startswith("Restored 3 articles and 1 photo from b.tar.")
    assert [in_units(size) for size in (7, 1500, 2_000_000, 3_100_000_000)] == ["7 bytes", "1.5 KB", "2.0 MB", "3.1 GB"]


def feedservice(service: Service, tmp_path: Path, *words: str) -> str:
    folders = ("--content", str(tmp_path / "content"), "--state", str(tmp_path / "state"))
    done = warm.run((*COMMAND, *words, *folders), capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_with_the_running_service_a_lost_state_folder_comes_back(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    (content / "world").mkdir(parents=True)
    for name in ("Alpha", "Beta"):
        (content / f"world/{name.lower()}.txt").write_text(story(name))
    (content / "world/alpha.jpg").write_bytes(picture())
    service = Service(content, state)
    try:
        service.await_text("/atom.xml", "Alpha reopens")
        body = feedparser.parse(service.await_text("/atom.xml", "Beta reopens"))
        old = {entry.id: entry.link.rpartition("/")[2] for entry in body.entries}
        feedservice(service, tmp_path, "backup", "b.tar")
    finally:
        service.stop(signal.SIGKILL)
    shutil.rmtree(state)
    service = Service(content, state)
    try:
        service.await_text("/atom.xml", "Alpha reopens")
        anew = feedparser.parse(service.await_text("/atom.xml", "Beta reopens"))
        assert not old.keys() & {entry.id for entry in anew.entries}
        feedservice(service, tmp_path, "restore", "b.tar", "--replace")
        back = feedparser.parse(
            until(lambda: _with_ids(service, old), "the old ids in the feed of the service, not started anew")
        )
        assert back.feed.updated > anew.feed.updated > body.feed.updated
        assert back.feed.id == body.feed.id
        assert {entry.id: entry.link.rpartition("/")[2] for entry in back.entries} == old
        assert service.get(f"/articles/{next(iter(old.values()))}")[0] == 200
        photo = next(entry.enclosures[0].href for entry in back.entries if entry.enclosures)
        assert service.get(photo.partition(str(service.port))[2])[2] == picture()
        (content / "world/gamma.txt").write_text(story("Gamma"))
        service.await_text("/atom.xml", "Gamma reopens")
        assert _with_ids(service, old)
        failures = [line for line in service.log.read_text().splitlines() if "failed" in line]
        assert [line for line in failures if "database is locked" not in line] == [], (
            "a turn may have had to wait, no more"
        )
    finally:
        service.stop(signal.SIGKILL)


def _with_ids(service: Service, wanted: dict[str, str]) -> bytes:
    body = service.get("/atom.xml")[2]
    return body if all(id_.encode() in body for id_ in wanted) else b""
