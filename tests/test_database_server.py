"""The service with its history on a server of PostgreSQL: real processes, and a server that goes and comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tests import postgresql
from tests.newsroom import STORY, story
from tests.servers import Server
from tests.service import COMMAND, PATIENCE_SECONDS, Service, until

AWAY = b"database server does not answer"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def url() -> Iterator[str]:
    with postgresql.database() as made:
        yield made


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "content/world/first.txt").write_text(STORY)
    return tmp_path / "content", tmp_path / "state"


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as found:
        yield found


def start(running: ExitStack, places: tuple[Path, Path], url: str, **more: object) -> Service:
    service = Service(*places, database_url=url, reading_limit_seconds=0, **more)
    running.callback(lambda: service.process.poll() is None and service.stop(signal.SIGKILL))
    return service


def command(places: tuple[Path, Path], url: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    content, state = places
    given = {"CONTENT_DIR": content, "STATE_DIR": state, "DATABASE_URL": url, "SETTLE_SECONDS": 0, **more}
    environment = {**os.environ, **{f"FEEDSERVICE_{name}": str(value) for name, value in given.items()}}
    return subprocess.run(
        [*COMMAND, *words], env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )


def entries(service: Service) -> dict[str, str]:
    """Headlines by id; whatever is answered is whole."""
    status, _, body = service.get("/atom.xml")
    assert status == 200, service.log.read_text()[-3000:]
    found = [
        (one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}title")) for one in etree.fromstring(body).iter(f"{ATOM}entry")
    ]
    assert len(dict(found)) == len(found), "an article stands twice"
    return dict(found)


def test_run_turn_and_withdraw(running: ExitStack, places: tuple[Path, Path], url: str) -> None:
    turned = command(places, url, "turn")
    assert turned.returncode == 0, turned.stderr
    service = start(running, places, url)
    service.await_text("/rss.xml", "Harbour reopens")
    (places[0] / "world/ferry.txt").write_text(story("Ferry"))
    service.await_text("/rss.xml", "Ferry reopens")
    withdrawn = command(places, url, "withdraw", "world/ferry.txt", "--reason", "wrong")
    assert withdrawn.returncode == 0, withdrawn.stderr
    until(lambda: b"Ferry" not in service.get("/rss.xml")[2], "the withdrawn article to leave the feed")
    assert command(places, url, "export").stdout.count("\n") == 2
    assert not list(places[1].glob("*.db"))
    assert service.stop() == 0


def test_the_server_is_stopped_and_falls_in_the_midst_of_turns(
    running: ExitStack, places: tuple[Path, Path], url: str
) -> None:
    """Nothing is lost, doubled or torn, feeds are answered all the while, and the press goes on by itself."""
    service = start(running, places, url, feed_items=1000)
    service.await_text("/rss.xml", "Harbour reopens")
    first = entries(service)
    names = [f"Story{chr(ord('A') + number // 26)}{chr(ord('a') + number % 26)}" for number in range(110)]
    for name in names:
        (places[0] / f"world/{name}.txt").write_text(story(name))
    ended, seen = threading.Event(), list[dict[str, str]]()
    failed: list[BaseException] = []

    def read_on() -> None:
        try:
            while not ended.wait(0.2):
                seen.append(entries(service))
        except BaseException as error:
            failed.append(error)

    reader = threading.Thread(target=read_on)
    reader.start()
    server = postgresql.server()
    try:
        for most, way in ((1, signal.SIGINT), (51, signal.SIGQUIT)):
            until(lambda most=most: len(entries(service)) > most, "the press to be at work")
            told = service.log.read_bytes().count(AWAY)
            server.stop(way)
            until(lambda told=told: service.log.read_bytes().count(AWAY) > told, "the service to notice")
            assert entries(service)
            server.start()
        until(lambda: len(entries(service)) == len(names) + 1, "all of them to be in print")
    finally:
        ended.set()
        reader.join()
        if not server.answers():
            server.start()
    assert not failed
    shown = entries(service)
    assert first.items() <= shown.items()
    assert sorted(title.split()[0] for title in shown.values()) == sorted([*names, "Harbour"])
    owners: dict[str, str] = {}
    for one in seen:
        for id_, title in one.items():
            assert owners.setdefault(id_, title) == title, "an id went to another"
    assert owners.items() <= shown.items(), "an article was seen under another id"
    for before, after in pairwise(seen):
        assert before.items() <= after.items(), "what was in print is gone"
    assert service.process.poll() is None
    assert service.stop() == 0


def test_another_takes_over_when_a_press_is_killed(running: ExitStack, places: tuple[Path, Path], url: str) -> None:
    """Each with a state folder of its own, as on two machines."""
    services = [start(running, (places[0], places[1].with_name(f"{name}-state")), url, base_url="https://news.example.org") for name in ("one", "two")]  # fmt: skip
    for service in services:
        service.await_text("/rss.xml", "Harbour reopens")
    with postgresql.server().connection(url.partition("@/")[2].partition("?")[0]) as asked:
        (holder,) = asked.execute("SELECT holder FROM lease WHERE name = 'schedule'").fetchone() or ("",)
    number = int(holder.split(":")[1])
    is_of = [number in (service.process.pid, *service.children()) for service in services]
    assert sum(is_of) == 1, (holder, is_of)
    killed, other = sorted(services, key=lambda one: number not in (one.process.pid, *one.children()))
    for child in killed.children():
        os.kill(child, signal.SIGKILL)
    killed.stop(signal.SIGKILL)
    (places[0] / "world/ferry.txt").write_text(story("Ferry"))
    other.await_text("/rss.xml", "Ferry reopens")
    assert len(entries(other)) == 2
    assert other.stop() == 0


def test_a_server_that_loads_first_and_then_forks(serve: Callable[..., Server], url: str) -> None:
    """No two processes speak over one connection: what is asked of the database is answered to who asked."""
    server = serve("gunicorn that loads first", database_url=url, reading_limit_seconds=0)
    server.await_articles()
    server.await_fresh("Ferry")
    pages = ["/desk", "/archive", "/sections/harbour/atom.xml", "/sections/culture/rss.xml", "/health"]
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda path: (path, server.get(path)[2]), pages * 20))
    for path in pages[2:4]:
        assert len({body for one, body in answers if one == path}) == 1
    assert all(body for _, body in answers)
    assert b"fault" not in server.log.read_bytes().lower()
    assert postgresql.server().answers()


def test_webs_without_a_press_hear_of_what_another_process_publishes(
    running: ExitStack, places: tuple[Path, Path], url: str
) -> None:
    """They would ask once a minute."""
    given = {"press": "false", "base_url": "https://news.example.org", "refresh_seconds": 60, "settle_seconds": 0}
    assert command(places, url, "turn", BASE_URL=given["base_url"]).returncode == 0
    webs = [start(running, places, url, **given) for _ in range(2)]
    for web in webs:
        web.await_text("/rss.xml", "Harbour reopens")
    (places[0] / "world/ferry.txt").write_text(story("Ferry"))
    assert command(places, url, "turn", BASE_URL=given["base_url"]).returncode == 0
    for web in webs:
        web.await_text("/rss.xml", "Ferry reopens")
    answers = [web.get("/rss.xml") for web in webs]
    names = [{name.lower(): value for name, value in headers.items()} for _, headers, _ in answers]
    assert answers[0][2] == answers[1][2]
    assert [names[0][name] for name in ("etag", "last-modified")] == [
        names[1][name] for name in ("etag", "last-modified")
    ]
