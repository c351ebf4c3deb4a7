"""`feedservice build --to s3://…`: every address is an object under its very name, and only what changed is put."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from click.testing import CliRunner, Result

from feedservice.commands.build.building import Build, BuildReport
from feedservice.commands.build.output_bucket import OutputBucket
from feedservice.commands.cli import commands
from feedservice.errors import OutputError
from feedservice.media_store.object_client import ObjectClient
from feedservice.web.discovery import GUESSES
from tests.newsroom import Newsroom, picture, story
from tests.object_store import server

ROOT = Path(__file__).parent.parent.parent
BASE = "https://news.example.org"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in server().environment.items():
        monkeypatch.setenv(name, value)
    return server().make()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path / "content", tmp_path / "state", {"base_url": BASE})
    yield made
    made.close()


def build(room: Newsroom, place: str, *, afresh: bool = False) -> BuildReport:
    one = Build(room.settings, OutputBucket(place), plain=True)
    try:
        return one.build(afresh=afresh)
    finally:
        one.store.close()


def objects(place: str) -> dict[str, dict[str, object]]:
    """Every object with its bytes, type and caching."""
    client = ObjectClient(place, "a test")
    found: dict[str, dict[str, object]] = {}
    for name, _ in client.listed():
        answer = obstore.get(client.store, name)
        found[name] = {"body": bytes(answer.bytes()), **answer.attributes}
    return found


def test_every_address_of_the_service_is_an_object_of_its_bytes_and_type(room: Newsroom, place: str) -> None:
    shutil.copytree(ROOT / "content", room.content, dirs_exist_ok=True)
    room.settle()
    room.settle()
    report = build(room, place)
    assert report.problems == []
    held, web = objects(place), room.app(desk=False, search=False).test_client()
    assert len(held) > 100
    asked = 0
    for name, one in held.items():
        if name.startswith(".feedservice") or f"/{name}" in GUESSES or name in ("404.html", "410.html", "favicon.ico"):
            continue
        with web.get(f"/{name}".removesuffix("index.html"), base_url=BASE) as answer:
            assert (answer.status_code, answer.data) == (200, one["body"]), name
            assert answer.headers["Content-Type"] == one["Content-Type"], name
            assert answer.headers["Cache-Control"] == one["Cache-Control"], name
        asked += 1
    assert asked > 90
    assert held["rss.xml"]["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert held["feed"]["body"] == held["rss.xml"]["body"]
    assert not any(name.endswith((".gz", ".br", ".zst")) or name.startswith("_") for name in held)
    assert any(name.startswith("articles/") and not name.endswith(".html") for name in held)


def test_only_what_changed_is_put_and_what_left_print_goes(room: Newsroom, place: str) -> None:
    room.drop("world/ferry.txt", story("Ferry"))
    room.drop("world/ferry.jpg", picture())
    room.drop("sport/match.txt", story("Match"))
    room.settle()
    first = build(room, place)
    assert first.written > 10
    again = build(room, place)
    assert (again.asked, again.written, again.removed) == (0, 0, 0)
    before = objects(place)
    (room.content / "world/ferry.txt").unlink()
    room.lapse()
    changed = build(room, place)
    after = objects(place)
    assert changed.removed >= 1
    assert not [name for name in after if name.startswith("photos/")]
    ferry = next(name for name in before if name.startswith("articles/") and b"Ferry reopens" in before[name]["body"])
    assert b"withdrawn" in after[ferry]["body"]
    assert b"Ferry reopens" not in after[ferry]["body"]
    client = ObjectClient(place, "a test")
    client.delete(["rss.xml"])
    client.put("atom.xml", b"somebody's", "text/plain", "no-store")
    build(room, place)
    assert {name: objects(place)[name] for name in ("rss.xml", "atom.xml")} == {
        name: after[name] for name in ("rss.xml", "atom.xml")
    }


def test_what_moved_has_a_page_that_leads_on_and_feeds_are_there_twice(room: Newsroom, place: str) -> None:
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    (room.content / "world").rename(room.content / "planet")
    room.lapse()
    room.settle()
    build(room, place)
    held = objects(place)
    assert f'content="0; url={BASE}/sections/planet"'.encode() in held["sections/world"]["body"]
    assert held["sections/world/rss.xml"] == held["sections/planet/rss.xml"]


def test_a_place_of_others_of_another_newsroom_or_of_another_build(room: Newsroom, place: str, tmp_path: Path) -> None:
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    client = ObjectClient(place, "a test")
    client.put("theirs.txt", b"x", "text/plain", "no-store")
    with pytest.raises(OutputError, match=r"holds things that are not ours \(theirs.txt\)"):
        build(room, place)
    assert list(objects(place)) == ["theirs.txt"]
    client.delete(["theirs.txt"])
    build(room, place)
    client.put("sections/sport", b"x", "text/plain", "no-store")
    room.drop("sport/match.txt", story("Match"))
    room.settle()
    with pytest.raises(OutputError, match="sections/sport is not ours"):
        build(room, place)
    client.delete(["sections/sport"])
    output = OutputBucket(place)
    with output.opened() as manifest:
        build(room, place)
        with pytest.raises(OutputError, match="Another build is writing"):
            output.keep(manifest)
    other = Newsroom(tmp_path / "other", tmp_path / "other state", {"base_url": BASE})
    other.drop("a/first.txt", story("First"))
    other.settle()
    with pytest.raises(OutputError, match="the output of another newsroom"):
        build(other, place)
    other.close()


def run(room: Newsroom, to: str, *words: str, **more: str) -> Result:
    environment = {"FEEDSERVICE_BASE_URL": BASE, **more}
    given = ["build", "--to", to, "--content", str(room.content), "--state", str(room.state), *words]
    return CliRunner().invoke(commands, given, env=environment)


def test_the_command_builds_and_says_what_is_wrong(room: Newsroom, place: str) -> None:
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    done = run(room, f"{place}/", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["written"] > 10
    assert f"Edition 2 in {place}: " in run(room, place).output
    bucket = "/".join(place.split("/")[:3])
    private = run(room, bucket, FEEDSERVICE_MEDIA_STORE=place)
    assert (private.exit_code, "where photos are kept" in str(private.exception or private.output)) == (1, True)
    missing = run(room, f"{bucket}-none/x")
    assert missing.exit_code == 1
    assert "cannot be written: NoSuchBucket" in str(missing.exception or missing.output)
