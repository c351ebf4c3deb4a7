"""`feedservice build`: everything published as files, and nothing else; only what changed; whole at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedservice.channels import Kind
from feedservice.commands.build import wanted
from feedservice.commands.build.asking import ENDINGS
from feedservice.commands.build.building import Build, BuildReport
from feedservice.commands.build.host_rules import nginx_maps
from feedservice.commands.build.output_folder import OutputFolder
from feedservice.commands.cli import commands
from feedservice.errors import OutputError, RenderError
from feedservice.feeds.formats.content_coding import CODERS
from feedservice.web import channel_pages, pages
from tests.newsroom import Newsroom, picture, story
from tests.service import COMMAND, PATIENCE_SECONDS, Service, until
from tests.static_site import SECRETS, SITE, Answer, ask, everything, full_newsroom, served_live

BEGIN = ("/", "/feeds.opml", "/sitemap-news.xml", "/sitemap.xml", "/robots.txt", "/archive/2026-10/atom.xml")
CODED = tuple(ENDINGS.values())
KEPT = (".feedservice/lock", ".feedservice/manifest.json", ".feedservice/nginx.conf")


def build(room: Newsroom, root: Path, *, plain: bool = False, afresh: bool = False) -> BuildReport:
    made = Build(room.settings, OutputFolder(root), plain=plain)
    try:
        return made.build(afresh=afresh)
    finally:
        made.store.close()


def files(root: Path) -> dict[str, bytes]:
    """Every file of a folder but our own notes, by name."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".feedservice/")}


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*") if path.is_file()}


def file_of(address: str) -> tuple[str, str]:
    """The names that the file of an address may have."""
    return address[1:], f"{address[1:] or 'index'}.html"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, Path]]:
    """A newsroom with some of everything, and what was built of it. Not to be changed."""
    room = full_newsroom(tmp_path_factory.mktemp("full"))
    root = room.state.with_name("out")
    report = build(room, root)
    assert (report.problems, report.removed, report.asked) == ([], 0, report.addresses)
    yield room, root
    room.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"base_url": SITE})
    room.drop("world/harbour.txt", story("Harbour"))
    room.drop("world/harbour.jpg", picture())
    room.drop("world/quay.txt", story("Quay"))
    room.settle()
    yield room
    room.close()


def test_every_address_of_the_running_service_is_a_file_with_its_bytes_in_every_coding(
    full: tuple[Newsroom, Path],
) -> None:
    room, root = full
    live = served_live(room)
    try:
        until(lambda: live.get("/rss.xml")[0] == 200, "the service")
        found = everything(lambda address: ask(live.port, address), SITE, *BEGIN)
        there, seen = files(root), set()
        for address, answer in found.items():
            name = next(name for name in file_of(address) if name in there)
            assert (answer[0], there[name]) == (200, answer[2]), address
            seen |= {name, *(name + ending for ending in CODED)}
            for coding, ending in ENDINGS.items():
                coded = ask(live.port, address, Accept_Encoding=coding)
                if coded[1].get("Content-Encoding"):
                    assert there[name + ending] == coded[2], address
            _has_the_headers(root, address, answer)
        missing = {name for name in there.keys() - seen if not name.endswith(CODED)}
        tombstones = {name for name in missing if name.startswith(("articles/", "feeds/"))}
        assert missing - tombstones == {"404.html", "410.html", "_headers", "_redirects", "static/icon.svg"}
        assert len(tombstones) == 2
        for name in (*tombstones, "404.html"):
            status, _, body = ask(live.port, f"/{name.removesuffix('.html')}")
            assert (status, there[name]) == (404 if name == "404.html" else 410, body)
    finally:
        live.stop()


def _has_the_headers(root: Path, address: str, answer: Answer) -> None:
    """The rules for hosts name an address once, with the headers of the service."""
    rules: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in (root / "_headers").read_text().splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[pattern][name.title()] = value
        else:
            pattern = line
            rules[pattern] = {}
    assert len(rules) <= 100  # Cloudflare takes no more
    mine = [told for pattern, told in rules.items() if _matches(pattern, address)]
    assert len(mine) == 1, address
    assert {name: answer[1].get(name) for name in mine[0]} == mine[0], address
    assert "Cache-Control" in mine[0]


def _matches(pattern: str, address: str) -> bool:
    parts, asked = pattern.split("/"), address.split("/")
    same = (one == part or (one != "" and part.startswith(":")) for part, one in zip(parts, asked, strict=False))
    return len(parts) == len(asked) and all(same)


def test_nothing_that_is_not_for_everybody_is_in_any_file(full: tuple[Newsroom, Path]) -> None:
    room, root = full
    with room.store.reading() as asked:
        assert len(asked.articles.find("world/ibex.txt")) == 1  # it is there, and waits
    for path in root.rglob("*"):
        assert not any(word in str(path) for word in ("private", "desk", "health", "metrics", "login", "partner"))
        if path.is_file():
            body = path.read_bytes()
            assert not [secret for secret in SECRETS if secret.encode() in body], path
    photos = [path.name for path in (room.state / "photos").iterdir()]
    shown = [path.name for path in (root / "photos").iterdir()]
    assert len({name.partition(".")[0] for name in shown}) == 3 < len(photos)


def test_what_moved_and_what_is_gone_is_told_to_hosts(full: tuple[Newsroom, Path]) -> None:
    room, root = full
    rules = (root / "_redirects").read_text().splitlines()
    with room.store.reading() as asked:
        (key, _), photo = asked.in_print.gone()[0], asked.in_print.gone_photos()[0]
    assert {
        "/sections/moved /sections/trade 301",
        "/sections/moved/rss.xml /sections/trade/rss.xml 301",
        "/feed /rss.xml 301",
        f"/articles/{key} /410.html 410!",
        f"/photos/{photo} /410.html 410!",
        "/feeds/ended/feed.json /410.html 410!",
    } <= set(rules)
    ends = [line.split()[2] for line in rules]
    assert ends == sorted(ends)  # what one host does not know comes last
    assert b"withdrawn" in (root / f"articles/{key}.html").read_bytes()


def test_everybody_may_read_it_whatever_the_umask(small: Newsroom, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(small, tmp_path / "out")
    finally:
        os.umask(before)
    for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
        if path.name != "lock":
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_a_second_build_asks_nothing_and_writes_nothing(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    first = build(small, root)
    before = stamps(root)
    second = build(small, root)
    assert (second.asked, second.written, second.removed) == (0, 0, 0)
    assert build(small, root, afresh=True).written == 0
    small.turn(10)  # nothing new
    assert build(small, root).asked == 0
    assert {name: one for name, one in stamps(root).items() if name in before and "manifest" not in name} == {
        name: one for name, one in before.items() if "manifest" not in name
    }
    assert first.written > 20


def test_only_what_a_change_shows_in_is_written_and_its_time_is_later(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    small.drop("culture/choir.txt", story("Choir").replace("Ana Ruiz", "Bo Lind"))
    small.settle()
    build(small, root)
    times, before = stamps(root), files(root)
    small.drop("culture/choir.txt", story("Choir").replace("Ana Ruiz", "Bo Lind").replace("Forty", "Fifty"))
    small.settle()
    report = build(small, root)
    changed = {name for name, body in files(root).items() if body != before.get(name)}
    with small.store.reading() as asked:
        key = asked.articles.find("culture/choir.txt")[0].article.key
    assert {f"articles/{key}.html", "sections/culture/rss.xml", "rss.xml", "authors/bo-lind/atom.xml.br"} <= changed
    assert not [name for name in changed if name.startswith(("sections/world", "authors/ana-ruiz", "photos"))]
    assert 0 < report.written < report.asked < report.addresses
    for name in changed:
        assert (root / name).stat().st_mtime_ns >= times[str(root / name)][0] + 1_000_000_000, name
    for name in files(root).keys() - changed:
        assert stamps(root)[str(root / name)] == times[str(root / name)], name


def test_what_left_print_goes_and_what_others_put_there_stays(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    root.mkdir()
    (root / "CNAME").write_text("news.example.org")
    build(small, root)
    (root / "photos/of-others.txt").write_text("mine")
    (root / "about.html").write_text("mine too")
    with small.store.reading() as asked:
        article = asked.articles.find("world/harbour.txt")[0].article
    photo = root / "photos" / article.photos[0].enclosure.name
    assert photo.is_file()
    (small.content / "world/harbour.txt").unlink()
    small.lapse()
    report = build(small, root)
    assert report.removed >= 1
    assert not photo.exists()
    there = files(root)
    assert {"CNAME", "photos/of-others.txt", "about.html"} <= there.keys()
    assert b"has been withdrawn" in there[f"articles/{article.key}.html"]
    assert not [name for name, body in there.items() if b"Harbour reopens" in body]
    (small.content / "world/quay.txt").unlink()
    small.now += timedelta(days=40)
    small.lapse()
    assert build(small, root).problems == []


def test_files_that_somebody_changed_or_took_away_are_put_right(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    build(small, root)
    before = files(root)
    (root / "rss.xml").write_text("nothing")
    (root / "atom.xml.gz").unlink()
    (root / "sections/world.html").unlink()
    report = build(small, root)
    assert report.written == 3
    assert files(root) == before


def test_without_codings_and_with_them_again(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    build(small, root)
    before = files(root)
    build(small, root, plain=True)
    assert files(root) == {name: body for name, body in before.items() if not name.endswith(CODED)}
    build(small, root)
    assert files(root) == before
    assert set(ENDINGS) == set(CODERS)


def test_every_part_of_a_large_month_is_there(small: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.feeds.bindery.ARCHIVE_ITEMS", 1)
    for name in ("One", "Two", "Three"):
        small.drop(f"world/{name}.txt", story(name).replace("Monday.\n", "Monday.\n\nOctober 3, 2026\n", 1))
    small.settle()
    build(small, tmp_path / "out")
    there = files(tmp_path / "out")
    assert {f"archive/2026-10{part}/rss.xml" for part in ("", "/2", "/3")} <= there.keys()
    assert "archive/2026-10/3/atom.xml.zst" in there
    assert "archive/2026-10/4/rss.xml" not in there
    assert {f"archive/{month}/feed.json" for month in ("2026-10", "2026-11")} <= there.keys()
    assert "archive/2026-10.html" in there
    assert "archive/2026-10/2.html" not in there


def test_every_page_of_older_stories_is_there_and_stays_as_it_is_served(
    small: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each change what a second build leaves alone is what it would have written anew: no page shows what is gone."""
    for module in (wanted, pages, channel_pages):
        monkeypatch.setattr(module, "LEAF_ITEMS", 2)
    for module in (wanted, channel_pages):
        monkeypatch.setattr(module, "MONTH_ITEMS", 3)
    for number in range(5):
        small.drop(f"world/s{number}.txt", f"Date: 2026-11-{10 + number} 08:00\n\n{story(f'Pier {number}')}")
    small.settle()
    root, anew = tmp_path / "out", tmp_path / "anew"
    build(small, root, plain=True)
    there = files(root).keys()
    assert {"page/2.html", "page/4.html", "sections/world/page/4.html", "archive/2026-11/page/3.html"} <= there
    assert not {"page/1.html", "page/5.html", "sections/world/page/5.html", "archive/2026-11/page/4.html"} & there
    small.drop("world/new.txt", f"Date: 2026-11-12 20:00\n\n{story('New')}")
    small.drop("world/s1.txt", f"Date: 2026-11-11 08:00\n\n{story('Pier 1').replace('reopens', 'closes')}")
    (small.content / "world/s3.txt").unlink()
    small.settle()
    small.lapse()
    build(small, root, plain=True)
    build(small, anew, plain=True)
    assert files(root) == files(anew)


def test_a_feed_that_cannot_be_made_stays_as_it_was_and_the_command_says_so(
    small: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "out"
    build(small, root)
    before = files(root)["authors/ana-ruiz/rss.xml"]
    small.drop("world/quay.txt", story("Quay").replace("Forty", "Fifty"))
    small.settle()

    def fails(*_: object) -> None:
        raise RenderError("rss: no type left")

    monkeypatch.setattr("feedservice.feeds.on_request.set_on_request", fails)
    answer = run(small, root)
    assert answer.exit_code == 1
    assert "/authors/ana-ruiz/rss.xml was answered 503; what was there stays." in answer.stderr
    assert files(root)["authors/ana-ruiz/rss.xml"] == before
    monkeypatch.undo()
    assert run(small, root).exit_code == 0
    assert files(root)["authors/ana-ruiz/rss.xml"] != before


def test_a_photo_that_the_state_has_lost_stays_in_the_files_and_is_told_of(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    build(small, root)
    name = next(path.name for path in (root / "photos").iterdir() if path.name.count(".") == 1)
    (small.state / "photos" / name).unlink()
    report = build(small, root, afresh=True)
    assert report.problems == [f"/photos/{name} was answered 404; what was there stays."]
    assert (root / "photos" / name).is_file()


def test_the_link_of_feeds_is_one_that_nginx_can_read(small: Newsroom) -> None:
    with small.store.reading() as asked:
        state = asked.turns.state()
        assert state is not None
        found = wanted.site(asked, small.settings, state)
    maps = nginx_maps(found, SITE, ("https://hub.example/?a='b'&c=$uri",))
    assert '<https://hub.example/?a=%27b%27&c=%24uri>; rel="hub"' in maps


def run(room: Newsroom, root: Path, *words: str) -> Result:
    """The command, with the settings of a newsroom."""
    environment = {"FEEDSERVICE_BASE_URL": SITE}
    places = ("--to", str(root), "--content", str(room.content), "--state", str(room.state))
    return CliRunner().invoke(commands, ["build", *places, *words], env=environment)


def test_the_answer_for_programs(small: Newsroom, tmp_path: Path) -> None:
    answer = run(small, tmp_path / "out", "--json")
    told: dict[str, Any] = json.loads(answer.stdout)
    assert list(told) == ["edition", "addresses", "asked", "written", "removed", "seconds", "problems"]
    assert told["addresses"] == told["asked"] > 20
    assert "written" in run(small, tmp_path / "out").stdout


def test_a_folder_that_is_not_for_it_is_refused_and_left_alone(small: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others/letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for place, says in {
        small.content / "out": "inside the content folder",
        small.state / "out": "inside the state folder",
        tmp_path: "which is to be published",
        tmp_path / "others": "not ours (letter.txt)",
        tmp_path / "file": "is a file",
    }.items():
        with pytest.raises(OutputError, match=says.replace("(", r"\(").replace(")", r"\)")):
            raise run(small, place).exception or AssertionError(place)
    assert not (small.content / "out").exists()
    assert [path.name for path in (tmp_path / "others").iterdir()] == ["letter.txt"]


def test_a_file_of_others_under_a_name_of_ours_is_refused_before_anything_is_written(
    small: Newsroom, tmp_path: Path
) -> None:
    root = tmp_path / "out"
    build(small, root)
    small.drop("culture/choir.txt", story("Choir"))
    small.settle()
    (root / "sections/culture.html").write_text("mine")
    before = stamps(root)
    with pytest.raises(OutputError, match=r"culture\.html is not ours"):
        build(small, root)
    assert stamps(root) == before


def test_another_newsroom_or_address_or_build_is_refused(small: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "out"
    build(small, root)
    (tmp_path / "b").mkdir()
    other = Newsroom(tmp_path / "b/content", tmp_path / "b/state", {"base_url": SITE})
    with pytest.raises(OutputError, match="Nothing has been published yet"):
        build(other, tmp_path / "b/out")
    other.now += timedelta(days=1)
    other.drop("world/alpha.txt", story("Alpha"))
    other.settle()
    with pytest.raises(OutputError, match="another newsroom"):
        build(other, root)
    other.close()
    moved = Newsroom(small.content, small.state, {"base_url": "https://other.example"})
    with pytest.raises(OutputError, match=r"set for https://news\.example\.org"):
        build(moved, root)
    moved.close()
    with OutputFolder(root).opened(), pytest.raises(OutputError, match="Another build is writing"):
        build(small, root)
    (root / ".feedservice/manifest.json").write_text("{}")
    with pytest.raises(OutputError, match="cannot be understood"):
        build(small, root)


#: A build that ends, as by kill -9, before so many files and one takes its place.
KILLED = """
import os, sys
from pathlib import Path
from feedservice.commands.cli import commands
real, left = Path.replace, [int(sys.argv.pop(1))]
def replace(self, target):
    left[0] -= 1
    if left[0] == 0:
        os._exit(9)
    return real(self, target)
Path.replace = replace
commands()
"""


@pytest.mark.parametrize("after", [1, 2, 3, 30, 60, 90])
def test_a_build_that_is_killed_leaves_every_file_whole_and_the_next_completes_it(
    small: Newsroom, tmp_path: Path, after: int
) -> None:
    root, settings = tmp_path / "out", {"FEEDSERVICE_BASE_URL": SITE}
    if after > 1:
        build(small, root)
    before = files(root)
    (small.content / "world/harbour.txt").unlink()
    small.drop("world/quay.txt", story("Quay").replace("Forty", "Fifty"))
    small.drop("culture/choir.txt", story("Choir"))
    small.settle()
    small.lapse()
    build(small, tmp_path / "whole")
    whole = files(tmp_path / "whole")
    places = ("--to", str(root), "--content", str(small.content), "--state", str(small.state))
    command = (sys.executable, "-c", KILLED, str(after), "build", *places)
    killed = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert killed.returncode == 9, killed.stderr
    for name, body in files(root).items():
        assert body in (before.get(name), whole.get(name)), name
    build(small, root)
    assert files(root) == whole
    assert {path.name for path in (root / ".feedservice").iterdir()} == {Path(name).name for name in KEPT}


def test_photos_and_articles_come_before_what_names_them_and_go_after(
    small: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    put, remove = OutputFolder.put, OutputFolder.remove
    monkeypatch.setattr(OutputFolder, "put", lambda self, name, *more: order.append(name) or put(self, name, *more))
    monkeypatch.setattr(
        OutputFolder, "remove", lambda self, name, entry: order.append(f"-{name}") or remove(self, name, entry)
    )

    def last(*starts: str) -> int:
        return max(place for place, name in enumerate(order) if name.startswith(starts))

    def first(*starts: str) -> int:
        return min(place for place, name in enumerate(order) if name.startswith(starts))

    build(small, tmp_path / "out")
    assert last("photos/", "static/") < first("articles/")
    assert last("articles/") < first("rss.xml", "sections/", "authors/") < first("index.html", "feeds.html")
    order.clear()
    gone = next(one.link for one in small.feed().entries if one.title.startswith("Harbour")).removeprefix(f"{SITE}/")
    (small.content / "world/harbour.txt").unlink()
    small.lapse()
    build(small, tmp_path / "out")
    assert last("rss.xml", "sections/", "index.html") < first(gone) < first("-photos/")


def test_watching_it_builds_after_each_new_edition_and_ends_when_told(tmp_path: Path) -> None:
    content, root = tmp_path / "content", tmp_path / "out"
    content.mkdir()
    (content / "harbour.txt").write_text(story("Harbour"))
    service = Service(content, tmp_path / "state", base_url=SITE)
    try:
        service.await_text("/rss.xml", "Harbour reopens")
        words = (
            "build",
            "--to",
            str(root),
            "--watch",
            "--json",
            "--content",
            str(content),
            "--state",
            str(tmp_path / "state"),
        )
        with (tmp_path / "build.log").open("wb") as log:
            watching = subprocess.Popen([*COMMAND, *words], env=service.environment, stdout=log, stderr=log)
        try:
            for name in ("Quay", "Market"):
                (content / f"{name}.txt").write_text(story(name))
                until(lambda name=name: _says(root / "rss.xml", f"{name} reopens"), f"{name} in the files")
            (content / "harbour.txt").unlink()
            until(lambda: not _says(root / "rss.xml", "Harbour reopens"), "the withdrawal in the files")
        finally:
            watching.terminate()
            assert watching.wait(PATIENCE_SECONDS) == 0, (tmp_path / "build.log").read_text()
        until(lambda: service.get("/rss.xml")[2] == (root / "rss.xml").read_bytes(), "the same feed")
    finally:
        service.stop()


def _says(path: Path, words: str) -> bool:
    return path.is_file() and words in path.read_text()


def test_every_kind_of_channel_is_among_what_is_written(full: tuple[Newsroom, Path]) -> None:
    room, root = full
    with room.store.reading() as asked:
        records = [one for one in asked.channels.of_kinds() if one.shown and one.kind is not Kind.PRIVATE]
    assert {one.kind for one in records} == set(Kind) - {Kind.PRIVATE}
    for one in records:
        if one.kind is not Kind.MONTH:
            for ending in ("", *CODED):
                assert (root / f"{one.path[1:] or '.'}/rss.xml{ending}").is_file()
