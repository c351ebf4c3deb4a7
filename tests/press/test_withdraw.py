"""The command withdraw: by any name, beside a running service, and back again."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from feedservice.commands import store_access
from feedservice.commands.cli import commands
from feedservice.errors import FeedServiceError
from tests import warm
from tests.newsroom import AHEAD, Newsroom, picture, story
from tests.service import COMMAND, Service, until


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Two articles in print, and the commands at home there."""
    monkeypatch.chdir(tmp_path)
    made = Newsroom(tmp_path / "content", tmp_path / "state", now=datetime.now(UTC) - timedelta(minutes=2))
    made.drop("world/alpha.txt", story("Alpha"))
    made.drop("world/beta.txt", story("Beta"))
    made.settle()
    yield made
    made.close()


def command(*words: str) -> str:
    """What a command says; its error is one of ours, or nothing went wrong."""
    answer = CliRunner().invoke(commands, [str(word) for word in words])
    if isinstance(answer.exception, FeedServiceError):
        raise answer.exception
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer.output


def headlines(room: Newsroom) -> set[str]:
    return {entry.title.partition(" ")[0] for entry in room.feed("/atom.xml").entries}


def named(room: Newsroom) -> dict[str, str]:
    with room.store.reading() as asked:
        standing = asked.articles.at("world/alpha.txt")
    assert standing
    key = standing.article.key
    return {
        "id": standing.article.id,
        "key": key,
        "permalink": f"http://127.0.0.1:8000/articles/{key}",
        "permalink of an older host": f"https://old.example.org/articles/{key}/?from=feed",
        "path in the content folder": "world/alpha.txt",
        "path from here": "content/world/alpha.txt",
        "path from the top": str(room.content / "world/alpha.txt"),
        "path with dots": "state/../content/world/alpha.txt",
    }


@pytest.mark.parametrize(
    "kind",
    [
        "id",
        "key",
        "permalink",
        "permalink of an older host",
        "path in the content folder",
        "path from here",
        "path from the top",
        "path with dots",
    ],
)
def test_an_article_is_withdrawn_by_any_name_and_comes_back(room: Newsroom, kind: str) -> None:
    name = named(room)[kind]
    said = command("withdraw", name, "--reason", "a court order")
    assert "“Alpha reopens after storm” (world/alpha.txt)" in said
    assert f"{named(room)['permalink']} now answers 410" in said
    assert named(room)["id"] in said
    assert headlines(room) == {"Beta"}
    room.now += timedelta(hours=1)
    room.settle()
    assert headlines(room) == {"Beta"}
    assert "the next look reads its file again" in command("withdraw", name, "--undo")
    room.settle()
    assert headlines(room) == {"Alpha", "Beta"}


def test_a_path_with_parted_letters_means_the_same_file(room: Newsroom) -> None:
    room.drop("world/caf\u00e9.txt", story("Coffee"))
    room.settle()
    assert "Coffee" in command("withdraw", "world/cafe\u0301.txt", "--reason", "x")


def test_a_name_that_means_two_articles_withdraws_neither(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.drop("alpha.txt", story("Gamma"))
    room.settle()
    monkeypatch.chdir(room.content / "world")
    options = ("--content", room.content, "--state", room.state)
    with pytest.raises(FeedServiceError, match=r"may mean several articles.*Gamma"):
        command("withdraw", "alpha.txt", "--reason", "x", *options)
    assert headlines(room) == {"Alpha", "Beta", "Gamma"}
    command("withdraw", "../alpha.txt", "--reason", "x", *options)
    assert headlines(room) == {"Alpha", "Beta"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere.txt", "--reason", "x"), "No article has the id, key, address or path nowhere.txt"),
        (("http://127.0.0.1:8000/photos/x", "--reason", "x"), "No article has"),
        (("world/_draft.txt", "--reason", "x"), "carries none: the desk says “draft”"),
        (("world/alpha.txt", "--undo"), "not withdrawn by order"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(room: Newsroom, words: tuple[str, ...], says: str) -> None:
    room.drop("world/_draft.txt", story("Draft"))
    room.settle()
    with pytest.raises(FeedServiceError, match=says):
        command("withdraw", *words)
    assert headlines(room) == {"Alpha", "Beta"}


@pytest.mark.parametrize(
    "words",
    [
        ("world/alpha.txt",),
        ("--reason", "x"),
        ("world/alpha.txt", "--gone"),
        ("world/alpha.txt", "--reason", "x", "--undo"),
    ],
)
def test_half_a_command_does_nothing(room: Newsroom, words: tuple[str, ...]) -> None:
    assert "Say one of" in command("withdraw", *words)
    assert headlines(room) == {"Alpha", "Beta"}


def test_an_article_under_embargo_never_goes_out(room: Newsroom) -> None:
    until_then = room.now + timedelta(hours=1)
    room.drop("world/later.txt", f"Embargo: {until_then.isoformat()}\n\n{story('Later')}")
    room.settle()
    assert room.outcome("world/later.txt") == "scheduled"
    assert "was never in print" in command("withdraw", "world/later.txt", "--reason", "x")
    room.now = until_then
    room.settle()
    assert headlines(room) == {"Alpha", "Beta"}


def test_settings_that_are_not_the_services_are_warned_of(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Warning" not in command("withdraw", "world/alpha.txt", "--reason", "x")
    assert "Warning" not in command("withdraw", "world/alpha.txt", "--undo")
    room.settle()
    monkeypatch.setenv("FEEDSERVICE_TITLE", "The Elster Packet")
    assert "Warning: the feeds were set with other settings" in command("withdraw", "world/beta.txt", "--reason", "x")


def test_no_store_is_made_where_there_was_none(room: Newsroom) -> None:
    for words in (("withdraw", "x", "--undo"), ("backup", "b.tar"), ("export",), ("stamp", "content")):
        with pytest.raises(FeedServiceError, match="There is no history yet"):
            command(*words, "--state", "elsewhere")
    assert not Path("elsewhere").exists()


def test_a_press_at_work_holds_up_no_order(room: Newsroom) -> None:
    room.store.take_lease(datetime.now(UTC) + AHEAD)
    assert "waiting" not in command("withdraw", "world/alpha.txt", "--reason", "x")
    assert headlines(room) == {"Beta"}


def test_a_database_that_another_writes_to_is_waited_for_then_told_of(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.store.engine._BUSY_SECONDS", 0.1)
    monkeypatch.setattr(store_access, "PATIENCE_SECONDS", 0.3)
    message = r"Another press has been at work.*Nothing was changed"
    with room.store.writing(), pytest.raises(FeedServiceError, match=message):
        command("withdraw", "world/alpha.txt", "--reason", "x")
    assert headlines(room) == {"Alpha", "Beta"}


def test_an_article_withdrawn_while_its_file_is_read_stays_withdrawn(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.drop("world/alpha.txt", story("Alpha").replace("Forty", "Fifty"))
    room.turn(10)
    read = room.press._read
    monkeypatch.setattr(
        room.press, "_read", lambda *given: (read(*given), command("withdraw", "world/alpha.txt", "--reason", "x"))[0]
    )
    room.turn(10)
    monkeypatch.undo()
    room.settle()
    assert headlines(room) == {"Beta"}


def test_withdrawals_that_are_held_are_confirmed(room: Newsroom) -> None:
    assert "nothing to confirm" in command("withdraw", "--gone")
    (room.content / "keep").mkdir()
    shutil.rmtree(room.content / "world")
    room.lapse()
    room.turn(10)
    assert headlines(room) == {"Alpha", "Beta"}
    said = command("withdraw", "--gone")
    assert "Withdrawn: 2 articles" in said
    assert "world/alpha.txt" in said
    assert headlines(room) == set()


def test_a_share_that_is_away_or_back_is_not_confirmed_as_gone(room: Newsroom) -> None:
    (room.content / "keep").mkdir()
    (room.content / "world").rename(room.content.with_name("aside"))
    room.lapse()
    room.content.rename(room.content.with_name("unmounted"))
    room.content.mkdir()
    with pytest.raises(FeedServiceError, match="empty or not there"):
        command("withdraw", "--gone")
    room.content.rmdir()
    room.content.with_name("unmounted").rename(room.content)
    room.content.with_name("aside").rename(room.content / "world")
    with pytest.raises(FeedServiceError, match="2 are back"):
        command("withdraw", "--gone")
    room.settle()
    assert headlines(room) == {"Alpha", "Beta"}


def test_beside_the_running_service_page_photo_and_feeds_follow_at_once(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    (content / "world").mkdir(parents=True)
    for name in ("Alpha", "Beta"):
        (content / f"world/{name.lower()}.txt").write_text(story(name))
    (content / "world/alpha.jpg").write_bytes(picture())
    service = Service(content, state)
    try:
        entry = _entry(service, "Alpha")
        page, photo = (link.partition(str(service.port))[2] for link in (entry.link, entry.enclosures[0].href))
        assert [service.get(path)[0] for path in (page, photo)] == [200, 200]
        folders = ("--content", str(content), "--state", str(state))
        words = (*COMMAND, "withdraw", entry.link, "--reason", "a court order", *folders)
        said = warm.run(words, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
        assert f"{entry.link} now answers 410" in said
        body = until(lambda: _without(service, "Alpha"), "the article to leave the feed")
        assert f'ref="{entry.id}"' in body
        assert "deleted-entry" in body
        assert [service.get(path)[0] for path in (page, photo)] == [410, 410]
        refused = warm.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert "is withdrawn by order already" in refused.stderr
        words = (*COMMAND, "withdraw", "world/alpha.txt", "--undo", *folders)
        warm.run(words, capture_output=True, check=True, cwd=tmp_path)
        assert _entry(service, "Alpha").id == entry.id
        assert [service.get(path)[0] for path in (page, photo)] == [200, 200]
    finally:
        service.stop(signal.SIGKILL)


def _entry(service: Service, name: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse(service.await_text("/atom.xml", f"{name} reopens"))
    return next(entry for entry in feed.entries if entry.title.startswith(name))


def _without(service: Service, name: str) -> str:
    body = service.get("/atom.xml")[2].decode()
    return "" if f"{name} reopens" in body else body
