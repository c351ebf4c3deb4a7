"""The service as an operator runs it: real processes, real HTTP, signals and kill -9."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from PIL import Image

from feedservice.commands import cli
from tests import warm
from tests.newsroom import STORY, picture, story
from tests.service import COMMAND, PATIENCE_SECONDS, FreshService, Service, is_alive, until


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "content/world/first.txt").write_text(STORY)
    return tmp_path / "content", tmp_path / "state"


@pytest.fixture
def service(folders: tuple[Path, Path]) -> Iterator[Service]:
    yield from until_killed(Service(*folders))


@pytest.fixture
def fresh(folders: tuple[Path, Path]) -> Iterator[Service]:
    """For what is said of the processes themselves."""
    yield from until_killed(FreshService(*folders))


def until_killed(running: Service) -> Iterator[Service]:
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


def test_drop_edit_and_delete_show_in_both_feeds_by_themselves(service: Service, folders: tuple[Path, Path]) -> None:
    content, _ = folders
    service.await_text("/rss.xml", "Harbour reopens")
    (content / "world/second.jpg").write_bytes(picture())
    (content / "world/second.txt").write_text(story("Ferry"))
    feed = feedparser.parse(service.await_text("/atom.xml", "Ferry reopens"))
    entry = next(entry for entry in feed.entries if entry.title.startswith("Ferry"))
    photo = service.get(entry.enclosures[0].href.partition(str(service.port))[2])
    assert int(entry.enclosures[0].length) == len(photo[2])
    (content / "world/second.txt").write_text(story("Ferry").replace("reopens", "stays"))
    feed = feedparser.parse(service.await_text("/rss.xml", "Ferry stays"))
    assert entry.id in {later.id for later in feed.entries}
    (content / "world/second.txt").unlink()
    until(lambda: b"Ferry" not in service.get("/rss.xml")[2], "the deleted article to leave the feed")


def test_head_and_304_and_gzip_over_the_wire(service: Service) -> None:
    service.await_text("/rss.xml", "Harbour")
    status, headers, body = service.get("/rss.xml", Accept_Encoding="gzip")
    names = {name.lower(): value for name, value in headers.items()}
    assert (status, names["content-encoding"], int(names["content-length"])) == (200, "gzip", len(body))
    status, headers, body = service.get("/rss.xml", Accept_Encoding="gzip", If_None_Match=names["etag"])
    assert (status, body) == (304, b"")
    with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE_SECONDS) as wire:
        wire.sendall(b"HEAD /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert rest == b""
    assert b"content-length: %d" % len(service.get("/rss.xml")[2]) in head.lower()


def test_a_slow_reader_of_a_photo_holds_nobody_up(service: Service, folders: tuple[Path, Path]) -> None:
    content, _ = folders
    noise = random.Random(7).randbytes(3 * 2400 * 1600)
    file = io.BytesIO()
    Image.frombytes("RGB", (2400, 1600), noise).save(file, "PNG", compress_level=1)
    (content / "world/first.png").write_bytes(file.getvalue())
    body = service.await_text("/rss.xml", "<enclosure")
    path = feedparser.parse(body).entries[0].enclosures[0].href.partition(str(service.port))[2]
    slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(8)]
    for wire in slow:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    for _ in range(5):
        assert service.get("/rss.xml")[0] == 200
        assert service.get("/health")[0] == 200
    for wire in slow:
        wire.close()


@pytest.mark.parametrize(("number", "started"), [(signal.SIGTERM, "fresh"), (signal.SIGINT, "service")])
def test_a_signal_stops_all_of_it_cleanly(
    request: pytest.FixtureRequest, folders: tuple[Path, Path], number: signal.Signals, started: str
) -> None:
    running: Service = request.getfixturevalue(started)
    running.await_text("/rss.xml", "Harbour")
    children = running.children()
    assert children
    assert running.stop(number) == 0
    until(lambda: not any(map(is_alive, children)), "the worker to end")
    assert not [file for file in folders[1].iterdir() if file.name.endswith("-wal")], "all is in the one file"


def test_when_the_main_process_is_killed_the_worker_goes_too_and_a_new_start_works(
    fresh: Service, folders: tuple[Path, Path]
) -> None:
    fresh.await_text("/rss.xml", "Harbour")
    children = fresh.children()
    fresh.stop(signal.SIGKILL)
    until(lambda: not any(map(is_alive, children)), "the worker to end")
    again = Service(*folders)
    assert b"Harbour" in again.await_text("/rss.xml", "Harbour")
    assert again.stop() == 0


def test_when_the_worker_is_killed_another_takes_its_place(fresh: Service) -> None:
    fresh.await_text("/rss.xml", "Harbour")
    old = fresh.children()
    until(lambda: fresh.get("/health")[0] == 200, "health")
    for number in old:
        os.kill(number, signal.SIGKILL)
    until(lambda: set(fresh.children()) - set(old), "a new worker")
    fresh.await_text("/rss.xml", "Harbour")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return warm.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
        env={**os.environ, **environment},
    )


def test_a_host_may_be_a_name(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    service = Service(tmp_path / "content", tmp_path / "state", host="localhost")
    until(lambda: service.process.poll() is not None or service.get("/livez")[0] == 200, "an answer")
    assert service.stop() == 0, service.log.read_text()


def test_a_taken_port_is_one_clear_sentence(folders: tuple[Path, Path]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = run("run", "--content", str(folders[0]), "--state", str(folders[1]), "--port", port)
    assert answer.returncode == 2
    assert (
        f"Port 127.0.0.1:{port} is taken by another program, perhaps a feedservice that still runs. Stop it, or choose another with --port."
        in answer.stderr
    )
    assert "Traceback" not in answer.stderr


def test_wrong_folders_are_one_clear_sentence(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, state = map(str, folders)
    cases = [
        (("--content", content + "-not", "--state", state), "is not there"),
        (("--content", content + "/world/first.txt", "--state", state), "is a file"),
        (("--content", content, "--state", content + "/state"), "inside the content folder"),
        (("--content", content, "--state", content + "/world/first.txt/x"), "inside the content folder"),
        (("--content", content, "--state", "/dev/null/x"), "cannot be made"),
    ]
    for arguments, sentence in cases:
        for command in ("run", "turn"):
            monkeypatch.setattr("sys.argv", ["feedservice", command, *arguments])
            with pytest.raises(SystemExit) as ended:
                cli.main()
            told = capsys.readouterr().err
            assert ended.value.code == 2, told
            assert sentence in told
            assert "Traceback" not in told


def test_one_turn_by_command_reads_all_there_is_and_says_so(folders: tuple[Path, Path]) -> None:
    content, state = map(str, folders)
    (folders[0] / "world/bad.txt").write_text("Alone")
    answer = run("turn", "--content", content, "--state", state, "--json", FEEDSERVICE_SETTLE_SECONDS="0.1")
    report = json.loads(answer.stdout)
    assert report["counts"] == {"published": 1, "refused": 1, "files": 2, "waiting": 0}
    assert {receipt["path"]: receipt["outcome"] for receipt in report["receipts"]} == {
        "world/first.txt": "published",
        "world/bad.txt": "refused",
    }
    again = run("turn", "--content", content, "--state", state)
    assert "Edition 2: files 2, refused 1." in again.stdout


def test_a_turn_beside_a_running_service_leaves_every_link_as_it_is(
    service: Service, folders: tuple[Path, Path]
) -> None:
    before = service.await_text("/rss.xml", "Harbour")
    answer = run("turn", "--content", str(folders[0]), "--state", str(folders[1]))
    assert answer.returncode in (0, 2), answer.stderr
    again = run("turn", "--content", str(folders[0]), "--state", str(folders[1]), FEEDSERVICE_SETTLE_SECONDS="0.1")
    assert "Edition 2" in again.stdout + answer.stdout
    assert service.get("/rss.xml")[2] == before
