"""Photos in an object store: the same for readers, shared by machines, and news go on while it is away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import obstore
import pytest
from click.testing import CliRunner
from obstore.store import from_url

from feedservice.commands.backup import back_up
from feedservice.commands.cli import commands
from feedservice.commands.restore import restore
from feedservice.errors import ArchiveError, MediaStoreAway, SettingsError, StoreError
from feedservice.media_store import media_store_of, object_client
from feedservice.media_store.folder_store import FolderStore
from feedservice.media_store.media_cache import MediaCache
from feedservice.media_store.object_store import ObjectStore
from feedservice.photos import pixels
from feedservice.service.lost_history import refuse_lost_history
from feedservice.settings.sources import load
from tests.newsroom import Newsroom, picture, story
from tests.object_store import ObjectStoreServer, server
from tests.recordings import long_film, recording
from tests.service import free_port

BIG = picture("teal", (2400, 1600))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place in a store that lets us in."""
    for name, value in running().environment.items():
        monkeypatch.setenv(name, value)
    return running().make()


def running() -> ObjectStoreServer:
    return server()


@pytest.fixture
def newsroom(tmp_path: Path, place: str) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path / "content", tmp_path / "state", {"media_store": place})
    yield made
    made.close()


def store_of(newsroom: Newsroom) -> ObjectStore:
    store = media_store_of(newsroom.settings)
    assert isinstance(store, ObjectStore)
    return store


@contextmanager
def away(store: ObjectStore) -> Iterator[None]:
    """Nobody listens at its address."""
    real, closed = store.client.store, f"http://127.0.0.1:{free_port()}"
    retries = {"max_retries": 0, "retry_timeout": timedelta(seconds=1)}
    store.client.store = from_url(
        store.url, config={"endpoint": closed}, client_options={"allow_http": True}, retry_config=retries
    )
    try:
        yield
    finally:
        store.client.store, store._silent_until = real, 0.0


def with_photo(newsroom: Newsroom, name: str, photo: bytes = BIG) -> None:
    newsroom.drop(f"world/{name}.txt", story(name))
    newsroom.drop(f"world/{name}.jpg", photo)


def photo_of(newsroom: Newsroom, path: str = "/rss.xml") -> str:
    """The path of the first enclosure."""
    [enclosure] = newsroom.feed(path).entries[0].enclosures
    return "/photos/" + enclosure.href.rpartition("/")[2]


def test_readers_get_the_same_photo_and_all_of_it_lies_in_the_store(newsroom: Newsroom, tmp_path: Path) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    path = photo_of(newsroom)
    answer = newsroom.app().test_client().get(path)
    plain = Newsroom(tmp_path / "content", tmp_path / "plain", now=newsroom.now)
    plain.settle()
    there = plain.app().test_client().get(photo_of(plain))
    assert photo_of(plain) == path
    assert (answer.status_code, answer.data) == (200, there.data)
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Length", "Accept-Ranges"):
        assert answer.headers[name] == there.headers[name]
    plain.close()
    store = store_of(newsroom)
    for name in store.names():
        found = obstore.get(store.client.store, f"photos/{name}")
        content = bytes(found.bytes())
        assert name.startswith(sha256(content).hexdigest()[:32])
        assert found.attributes["Content-Type"] == "image/jpeg"
        assert found.attributes["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(list(store.names())) == 3
    assert not (newsroom.state / "photos").exists()


def test_another_machine_gives_the_same_bytes_and_validators_and_makes_nothing_again(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    path = photo_of(newsroom)
    here = newsroom.app().test_client()
    there = newsroom.app(state_dir=tmp_path / "elsewhere", database_url=newsroom.settings.database).test_client()
    first, second, third = here.get(path), there.get(path), there.get(path)
    assert first.data == second.data == third.data
    for name in ("ETag", "Last-Modified"):
        assert first.headers[name] == second.headers[name] == third.headers[name]
    part = there.get(path, headers={"Range": "bytes=5-99", "If-Range": first.headers["ETag"]})
    assert (part.status_code, part.data) == (206, first.data[5:100])
    assert there.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    press = Newsroom(newsroom.content, tmp_path / "third", {"media_store": store_of(newsroom).url}, now=newsroom.now)
    monkeypatch.setattr(pixels, "as_jpeg", None)
    press.settle()
    assert photo_of(press) == path
    press.close()


def test_while_the_store_is_away_news_go_on_and_a_photo_comes_later(newsroom: Newsroom) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    photo, store = photo_of(newsroom), store_of(newsroom)
    newsroom.app().test_client().get(photo)
    with away(store):
        with_photo(newsroom, "Bridge", picture("red", (2400, 1600)))
        newsroom.drop("world/words.txt", story("Words"))
        report = newsroom.settle()
        assert report.succeeded
        assert report.message.startswith("The media store s3://")
        assert {one.title.split()[0] for one in newsroom.feed().entries} == {"Ferry", "Words"}
        assert newsroom.outcome("world/Bridge.txt") == "waiting"
        web = newsroom.app().test_client()
        assert web.get(photo).status_code == 200, "of what we had once there is a copy"
        newsroom.turn(61)
        assert newsroom.outcome("world/Bridge.txt") == "published"
        assert "media store does not take it" in newsroom.what("world/Bridge.txt")
        assert len(newsroom.feed().entries) == 3
        newsroom.content.joinpath("world/Ferry.txt").unlink()
        newsroom.lapse()
        assert {one.title.split()[0] for one in newsroom.feed().entries} == {"Bridge", "Words"}
    newsroom.turn(61)
    report = newsroom.turn(61)
    assert report.message == ""
    bridge = next(one for one in newsroom.feed().entries if one.title.startswith("Bridge"))
    assert (
        newsroom.app().test_client().get("/photos/" + bridge.enclosures[0].href.rpartition("/")[2]).status_code == 200
    )
    assert newsroom.receipts()["world/Bridge.txt"].receipt.problems == ()


def test_a_photo_that_cannot_be_had_is_503_and_not_for_ever(newsroom: Newsroom, tmp_path: Path) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    photo = photo_of(newsroom)
    web = newsroom.app().test_client()
    with away(store_of(newsroom)):
        answer = web.get(photo)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert answer.headers["Cache-Control"] == "no-store"
        assert web.get("/rss.xml").status_code in (200, 503)
    assert web.get(photo).status_code == 200
    assert web.get("/photos/" + "0" * 32 + ".jpg").status_code == 404


def test_what_is_not_what_its_name_says_is_not_served(newsroom: Newsroom) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    photo, store = photo_of(newsroom), store_of(newsroom)
    obstore.put(store.client.store, photo.removeprefix("/"), picture("red"))
    assert newsroom.app().test_client().get(photo).status_code == 503


def test_photos_kept_in_the_folder_before_move_in(tmp_path: Path, place: str) -> None:
    before = Newsroom(tmp_path / "content", tmp_path / "state")
    with_photo(before, "Ferry")
    before.settle()
    path = photo_of(before)
    first = before.app().test_client().get(path)
    before.close()
    names = set(FolderStore(tmp_path / "state/photos").names())
    after = Newsroom(tmp_path / "content", tmp_path / "state", {"media_store": place}, now=before.now)
    moved = after.app().test_client().get(path)
    assert (moved.status_code, moved.data, moved.headers["ETag"]) == (200, first.data, first.headers["ETag"])
    with away(store_of(after)):
        assert after.settle().succeeded
    after.turn(10)
    store = store_of(after)
    assert set(store.listed()) == names == set(FolderStore(tmp_path / "state/photos").names())
    elsewhere = ObjectStore(place, FolderStore(tmp_path / "x/photos"), MediaCache(tmp_path / "x/media-cache", 10**6))
    read = elsewhere.read(path.removeprefix("/photos/"))
    assert read
    assert read.content == first.data
    assert elsewhere.remembered(sha256(BIG).hexdigest())
    after.close()


def test_a_backup_has_the_photos_when_asked_for_and_they_come_back_anywhere(newsroom: Newsroom, tmp_path: Path) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    photo = photo_of(newsroom)
    whole, bare = tmp_path / "whole.tar", tmp_path / "bare.tar"
    assert back_up(newsroom.settings, newsroom.store, whole).photos == 3
    assert back_up(newsroom.settings, newsroom.store, bare, with_photos=False).photos == 0
    for options in ({}, {"media_store": running().make()}):
        name = "store" if options else "folder"
        other = Newsroom(tmp_path / f"content {name}", tmp_path / name, options)
        assert restore(whole, other.settings, other.store).photos == 3
        assert other.app().test_client().get(photo).status_code == 200
        other.close()
    third = Newsroom(tmp_path / "content 3", tmp_path / "third", {"media_store": store_of(newsroom).url})
    restore(bare, third.settings, third.store)
    assert third.app().test_client().get(photo).status_code == 200
    third.close()
    broken = Newsroom(tmp_path / "content 4", tmp_path / "fourth", {"media_store": running().make()})
    with away(store_of(broken)), pytest.raises((ArchiveError, MediaStoreAway), match="media store"):
        restore(whole, broken.settings, broken.store)
    with broken.store.reading() as asked:
        assert asked.turns.state() is None
    broken.close()


def test_the_command_says_where_the_photos_are(newsroom: Newsroom, tmp_path: Path) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    given = ["backup", str(tmp_path / "a.tar"), "--content", str(newsroom.content), "--state", str(newsroom.state)]
    environment = {"FEEDSERVICE_MEDIA_STORE": newsroom.settings.media_store}
    done = CliRunner().invoke(commands, given, env=environment)
    assert "1 article and no photos" in done.output
    assert f"The photos are in {newsroom.settings.media_store} alone" in done.output
    done = CliRunner().invoke(commands, [*given, "--force", "--photos"], env=environment)
    assert "1 article and 3 photos" in done.output


def test_a_lost_history_beside_its_photos_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    with_photo(newsroom, "Ferry")
    newsroom.settle()
    lost = replace(newsroom.settings, state_dir=tmp_path / "lost")
    with pytest.raises(StoreError, match=r"holds photos that were served with it.*name another media_store"):
        refuse_lost_history(lost)
    new = replace(newsroom.settings, database_url=f"sqlite:///{tmp_path}/none.db")
    with away(store_of(newsroom)), pytest.raises(StoreError, match="cannot be told: The media store"):
        refuse_lost_history(new)


def test_an_address_that_is_none_a_missing_bucket_and_a_missing_library(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="media_store"):
        load({"media_store": "ftp://photos"})
    bucket = f"s3://{place.split('/')[2]}-none"
    nowhere = ObjectStore(bucket, FolderStore(tmp_path / "photos"), MediaCache(tmp_path / "media-cache", 10**6))
    assert "NoSuchBucket (The specified bucket does not exist)" in nowhere.trouble()
    with pytest.raises(MediaStoreAway, match="NoSuchBucket"):
        nowhere.read("0" * 32 + ".jpg")
    monkeypatch.setattr(object_client, "obstore", None)
    with pytest.raises(SettingsError, match=r"pip install 'feedservice\[s3\]'"):
        ObjectStore(place, FolderStore(tmp_path / "photos"), MediaCache(tmp_path / "media-cache", 10**6))


def test_processes_that_read_bring_their_photos_themselves(tmp_path: Path, place: str) -> None:
    options = {"media_store": place, "reading_processes": 2, "reading_limit_seconds": 30}
    made = Newsroom(tmp_path / "content", tmp_path / "state", options)
    for number in range(12):
        with_photo(made, f"Story {number}", picture("#%06x" % (number * 99_991), (2400, 1600)))
    made.settle()
    made.turn(10)
    assert len(made.feed().entries) == 12
    web = made.app().test_client()
    for one in made.feed().entries:
        assert web.get("/photos/" + one.enclosures[0].href.rpartition("/")[2]).status_code == 200
    made.press.close()
    made.close()
    with closing(sqlite3.connect(tmp_path / "state/feedservice.db")) as database:
        [named] = database.execute("SELECT count(DISTINCT name) FROM photo").fetchone()
    assert named == len(list(media_store_of(made.settings).names()))


def test_a_film_goes_there_part_by_part_and_is_handed_on_by_ranges(newsroom: Newsroom) -> None:
    film = long_film(12_000_000)
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp4", film)
    newsroom.settle()
    path = newsroom.feed().entries[0].enclosures[0].href.removeprefix(newsroom.settings.public_url)
    store = store_of(newsroom)
    assert dict(store.client.listed("media")) == {path[1:]: len(film)}
    client = newsroom.app().test_client()
    assert client.get(path).data == film
    part = client.get(path, headers={"Range": "bytes=5000000-11000000"})
    assert (part.status_code, part.data) == (206, film[5_000_000:11_000_001])
    assert not list(newsroom.state.rglob("*.mp4")), "nothing of it is copied to the state folder"


def test_an_article_waits_a_minute_for_a_store_that_is_away_and_then_runs_without_its_film(newsroom: Newsroom) -> None:
    store = store_of(newsroom)
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording())
    with away(store):
        newsroom.settle()
        assert newsroom.outcome("world/horn.txt") == "waiting"
        newsroom.turn(70)
        assert newsroom.feed().entries[0].enclosures == []
        assert "media store does not take it" in newsroom.what("world/horn.txt")
    newsroom.turn(70)
    assert newsroom.feed().entries[0].enclosures[0].type == "audio/mpeg"


def test_a_film_moves_in_and_comes_back_out_of_a_backup(tmp_path: Path, place: str) -> None:
    before = Newsroom(tmp_path / "content", tmp_path / "state")
    before.drop("world/horn.txt", story("Horn"))
    before.drop("world/horn.mp4", recording("film.mp4"))
    before.settle()
    before.close()
    after = Newsroom(tmp_path / "content", tmp_path / "state", {"media_store": place}, now=before.now)
    after.turn(10)
    names = [name for name in store_of(after).listed() if name.endswith(".mp4")]
    assert len(names) == 1
    assert back_up(after.settings, after.store, tmp_path / "saved.tar").missing == 0
    after.close()
