"""Sounds, films and documents over HTTP: ranges, validators, caching; and nobody waits for who takes a film slowly."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from feedservice.service.back_room import MOST_SENT
from feedservice.web.media.kept_files import AT_ONCE_BYTES
from tests.newsroom import Newsroom, story
from tests.recordings import PDF, long_film, recording
from tests.service import Service, in_patience

LONG = long_film(AT_ONCE_BYTES * 3)


def address_of(content: bytes, suffix: str) -> str:
    return f"/media/{sha256(content).hexdigest()[:32]}{suffix}"


def served(newsroom: Newsroom, content: bytes, suffix: str) -> tuple[FlaskClient, str]:
    """A client, and the address at which an article's file is served."""
    newsroom.drop(
        "world/horn.html", f'<h1>Horn</h1><p>Hear <a href="mine{suffix}">it</a> as it was on Monday night.</p>'
    )
    newsroom.drop(f"world/mine{suffix}", content)
    newsroom.settle()
    return newsroom.app().test_client(), address_of(content, suffix)


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (recording(), ".mp3", "audio/mpeg"),
        (recording("tone.m4a"), ".m4a", "audio/x-m4a"),
        (recording("tone.opus"), ".opus", "audio/ogg"),
        (recording("film.webm"), ".webm", "video/webm"),
        (LONG, ".mp4", "video/mp4"),
        (PDF, ".pdf", "application/pdf"),
    ],
)
def test_a_file_is_served_whole_with_its_type_for_ever(
    newsroom: Newsroom, content: bytes, suffix: str, kind: str
) -> None:
    client, address = served(newsroom, content, suffix)
    answer = client.get(address)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, content, kind)
    assert answer.headers["Content-Length"] == str(len(content))
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    head = client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(content)))


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("0-99", 0, 100), ("5-", 5, None), ("-7", -7, None), ("100-2097151", 100, 2_097_152), ("0-99999999", 0, None)],
)
def test_a_part_is_that_part(newsroom: Newsroom, asked: str, first: int, end: int | None) -> None:
    client, address = served(newsroom, LONG, ".mp4")
    answer = client.get(address, headers={"Range": f"bytes={asked}"})
    assert (answer.status_code, answer.data) == (206, LONG[first:end])
    assert answer.headers["Content-Length"] == str(len(LONG[first:end]))
    start = first % len(LONG)
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(LONG[first:end]) - 1}/{len(LONG)}"


def test_a_part_behind_the_end_is_416_and_one_of_another_version_the_whole(newsroom: Newsroom) -> None:
    client, address = served(newsroom, LONG, ".mp4")
    behind = client.get(address, headers={"Range": f"bytes={len(LONG)}-"})
    assert (behind.status_code, behind.headers["Content-Range"]) == (416, f"bytes */{len(LONG)}")
    other = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (other.status_code, len(other.data)) == (200, len(LONG))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"If-Match": "*"}, 200),
        ({"If-Match": '"other"'}, 412),
        ({"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 412),
        ({"If-None-Match": "*"}, 304),
        ({"If-Match": "*", "Range": "bytes=0-9"}, 206),
        ({"If-Match": '"other"', "Range": "bytes=0-9"}, 412),
    ],
)
def test_conditions_are_those_of_feeds(newsroom: Newsroom, asked: dict[str, str], status: int) -> None:
    client, address = served(newsroom, recording(), ".mp3")
    answer = client.get(address, headers=asked)
    assert answer.status_code == status
    assert len(answer.data) == {200: len(recording()), 206: 10}.get(status, 0)


def test_it_goes_out_in_blocks(newsroom: Newsroom) -> None:
    client, address = served(newsroom, LONG, ".mp4")
    blocks = list(client.get(address, buffered=False).iter_encoded())
    assert b"".join(blocks) == LONG
    assert max(map(len, blocks)) < AT_ONCE_BYTES


def test_nothing_is_served_under_embargo_and_nothing_after_withdrawal(newsroom: Newsroom) -> None:
    file = newsroom.drop("world/horn.txt", f"Embargo: 2027-01-01\n\n{story('Horn')}")
    newsroom.drop("world/horn.mp3", recording())
    newsroom.settle()
    client, address = newsroom.app().test_client(), address_of(recording(), ".mp3")
    assert client.get(address).status_code == 404
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.settle()
    assert client.get(address).status_code == 200
    file.unlink()
    newsroom.lapse()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "name", ["nothing.mp3", "..%2ffeedservice.db", "a" * 32 + ".mp3", "a" * 32 + ".jpg", ".hidden"]
)
def test_there_is_nothing_else_below_media(newsroom: Newsroom, name: str) -> None:
    assert newsroom.app().test_client().get(f"/media/{name}").status_code == 404


def test_a_page_plays_it_and_says_so_to_machines(newsroom: Newsroom) -> None:
    newsroom.drop("world/horn.txt", story("Horn"))
    newsroom.drop("world/horn.mp3", recording())
    newsroom.settle()
    client = newsroom.app().test_client()
    page = client.get(newsroom.feed().entries[0].link.removeprefix(newsroom.settings.public_url))
    address = newsroom.settings.public_url + address_of(recording(), ".mp3")
    assert f'<audio controls preload="none" src="{address}">' in page.text
    assert f'<meta property="og:audio" content="{address}">' in page.text
    assert '"@type": "AudioObject"' in page.text
    assert '"duration": "PT3S"' in page.text
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]


def test_nobody_waits_for_those_who_take_a_film_slowly(tmp_path: Path) -> None:
    film = long_film(30_000_000)
    for name, content in (("horn.txt", story("Horn").encode()), ("horn.mp4", film)):
        (tmp_path / "content/world").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content/world" / name).write_bytes(content)
    service = Service(tmp_path / "content", tmp_path / "state")
    try:
        service.await_text("/rss.xml", "/media/")
        path = address_of(film, ".mp4")
        with ExitStack() as held:
            for _ in range(MOST_SENT):
                slow = held.enter_context(socket.create_connection(("127.0.0.1", service.port)))
                slow.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                in_patience(lambda slow=slow: slow.recv(1), "the first byte of an answer")
            assert service.get("/")[0] == 200
            assert service.get("/rss.xml")[0] == 200
            status, headers, _ = service.get(path)
            assert (status, "retry-after" in {name.lower() for name in headers}) == (503, True)
            assert service.get(path, Range="bytes=0-99")[0] == 206
    finally:
        service.stop()
