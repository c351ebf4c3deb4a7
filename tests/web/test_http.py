"""HTTP as aggregators speak it: request headers in, status, headers and bytes out."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient

from feedservice.web.answers.codings import choose_coding
from feedservice.web.newsstand import Newsstand
from tests.newsroom import Newsroom, picture, story

PATHS = ["/rss.xml", "/atom.xml", "/feed.json"]


def fill(newsroom: Newsroom) -> Flask:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.settle()
    return newsroom.app()


@pytest.fixture
def app(newsroom: Newsroom) -> Flask:
    """For tests that change something: the newsroom of one test."""
    return fill(newsroom)


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """For all tests that only ask."""
    folder = tmp_path_factory.mktemp("read-only")
    room = Newsroom(folder / "content", folder / "state")
    fill(room)
    yield room
    room.close()


@pytest.fixture
def client(read_only: Newsroom) -> FlaskClient:
    """A web side that has answered nobody yet asks of the newsroom of all."""
    return read_only.app().test_client()


class Untouchable:
    """Stands behind the newsstand to show that a plain request never gets past it."""

    def __call__(self, environ: object, start_response: object) -> list[bytes]:
        raise AssertionError("a plain request went past the newsstand")


@pytest.mark.parametrize("path", PATHS)
def test_a_plain_request_gets_the_stored_bytes_with_every_header(
    client: FlaskClient, read_only: Newsroom, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.data == read_only.document(path)
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
    assert answer.headers["Vary"] == "Accept-Encoding, Sec-Fetch-Dest"
    assert answer.headers["Content-Type"].startswith("application/")
    assert answer.headers["Content-Type"].endswith("; charset=utf-8")
    assert answer.headers["Last-Modified"].endswith("GMT")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_gzip_has_the_same_words_and_a_tag_of_its_own(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "deflate, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Last-Modified"] == plain.headers["Last-Modified"]


UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize("path", PATHS)
def test_every_coding_has_the_same_words_and_a_tag_of_its_own(client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    tags = {plain.headers["ETag"]}
    for coding, unpack in UNPACK.items():
        packed = client.get(path, headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert packed.headers["Content-Length"] == str(len(packed.data))
        assert unpack(packed.data) == plain.data
        assert client.head(path, headers={"Accept-Encoding": coding}).headers["ETag"] == packed.headers["ETag"]
        again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": packed.headers["ETag"]})
        assert again.status_code == 304
        tags.add(packed.headers["ETag"])
    assert len(tags) == 4


@pytest.mark.parametrize("suffix", ["-gzip", ";gzip", "-br", "-zstd"])
def test_a_tag_that_a_server_in_front_of_us_made_longer_is_known(client: FlaskClient, suffix: str) -> None:
    tag = client.get("/rss.xml").headers["ETag"]
    assert client.get("/rss.xml", headers={"If-None-Match": f'{tag[:-1]}{suffix}"'}).status_code == 304
    assert client.get("/rss.xml", headers={"If-None-Match": f'"old{suffix}"'}).status_code == 200


def test_a_page_of_another_site_may_ask(client: FlaskClient) -> None:
    answer = client.options(
        "/rss.xml", headers={"Origin": "https://reader.example", "Access-Control-Request-Method": "GET"}
    )
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


#: What a client sends, with {etag}, {gzip} and {date} filled in; then the status it must get.
CONDITIONS = [
    ({"If-None-Match": "{etag}"}, 304),
    ({"If-None-Match": "W/{etag}"}, 304),
    ({"If-None-Match": '"other", {etag}'}, 304),
    ({"If-None-Match": "*"}, 304),
    ({"If-None-Match": '"other"'}, 200),
    ({"If-None-Match": '"other", W/"another"'}, 200),
    ({"If-None-Match": '"other"', "If-Modified-Since": "{date}"}, 200),
    ({"If-None-Match": "{etag}", "If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 304),
    ({"If-Modified-Since": "{date}"}, 304),
    ({"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"}, 200),  # nobody can have it: see RFC 2616, 14.25
    ({"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
    ({"If-Modified-Since": "yesterday"}, 200),
    ({"If-None-Match": "{gzip}", "Accept-Encoding": "gzip"}, 304),
    ({"If-None-Match": "W/{gzip}", "Accept-Encoding": "gzip"}, 304),
    ({"If-None-Match": "{etag}", "Accept-Encoding": "gzip"}, 304),  # the same news, which it has in another coding
    ({"If-None-Match": "{br}", "Accept-Encoding": "gzip"}, 304),
    ({"If-None-Match": 'W/"other", {br}', "Accept-Encoding": "gzip"}, 304),
    ({"If-None-Match": "{gzip}"}, 304),  # also what a server in front of us made of the plain bytes' tag
    ({"If-None-Match": "W/{gzip}"}, 304),
    ({"If-None-Match": '"other", {gzip}'}, 304),
    ({"If-None-Match": "", "Accept-Encoding": "gzip"}, 200),
    ({"If-Match": "*"}, 200),
    ({"If-Match": "{etag}"}, 200),
    ({"If-Match": '"other", {gzip}'}, 200),
    ({"If-Match": "{etag}", "Accept-Encoding": "gzip"}, 200),
    ({"If-Match": "W/{etag}"}, 412),  # it is compared strongly
    ({"If-Match": '"other"'}, 412),
    ({"If-Match": "*", "If-None-Match": "{etag}"}, 304),
    ({"If-Match": '"other"', "If-None-Match": "{etag}"}, 412),
    ({"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 412),
    ({"If-Unmodified-Since": "{date}"}, 200),
    ({"If-Unmodified-Since": "yesterday"}, 200),
    ({"If-Unmodified-Since": "{date}", "If-Modified-Since": "{date}"}, 304),
    ({"If-Match": "{etag}", "If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("headers", "status"), CONDITIONS, ids=str)
def test_conditional_requests(client: FlaskClient, method: str, headers: dict[str, str], status: int) -> None:
    known = client.get("/rss.xml").headers
    packed = client.get("/rss.xml", headers={"Accept-Encoding": "gzip"}).headers
    br = client.get("/rss.xml", headers={"Accept-Encoding": "br"}).headers
    sent = {
        name: value.format(etag=known["ETag"], gzip=packed["ETag"], br=br["ETag"], date=known["Last-Modified"])
        for name, value in headers.items()
    }
    answer = client.open("/rss.xml", method=method, headers=sent)
    assert answer.status_code == status
    expected = packed if "Accept-Encoding" in headers else known
    for name in ("ETag", "Cache-Control", "Vary"):
        assert answer.headers[name] == ("no-store" if status == 412 and name == "Cache-Control" else expected[name])
    # werkzeug takes Last-Modified off a 304, as RFC 9110 section 15.4.5 likes it where there is an ETag
    assert answer.headers.get("Last-Modified", expected["Last-Modified"]) == expected["Last-Modified"]
    assert bool(answer.data) == (status == 200 and method == "GET")
    if status == 304:
        assert "Content-Encoding" not in answer.headers or answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "headers", [{}, {"Accept-Encoding": "gzip"}, {"If-None-Match": '"stale"'}, {"If-None-Match": "{etag}"}], ids=str
)
def test_plain_requests_never_reach_flask(app: Flask, headers: dict[str, str]) -> None:
    etag = app.test_client().get("/rss.xml").headers["ETag"]
    app.extensions["newsstand"].app = Untouchable()
    answer = app.test_client().get(
        "/rss.xml", headers={name: value.format(etag=etag) for name, value in headers.items()}
    )
    assert answer.status_code in (200, 304)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("*", "br"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0, *", "br"),
        ("br;q=1.0, gzip;q=0.2", "br"),
        ("br;q=0.2, gzip;q=1.0", "gzip"),
        ("br;q=0, *;q=0.5", "zstd"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("*;q=0", "identity"),
        ("deflate", "identity"),
        ("identity", "identity"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("X-GZip;q=0.5", "gzip"),
        ("x-gzip;q=0", "identity"),
        ("x-gzipped", "identity"),
        (";;;,,q=", "identity"),
    ],
)
def test_the_encoding_is_chosen_by_quality_values(accepted: str, coding: str) -> None:
    assert choose_coding(accepted) == coding


def test_memory_of_encodings_is_bounded(app: Flask) -> None:
    client = app.test_client()
    for number in range(700):
        client.get("/rss.xml", headers={"Accept-Encoding": f"x{number}"})
    assert len(app.extensions["newsstand"]._codings) <= 500


def test_other_methods_are_405_with_allow(client: FlaskClient) -> None:
    answer = client.post("/rss.xml")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_before_the_first_edition_a_feed_is_503_with_retry_after(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    app = room.app()
    answer = app.test_client().get("/rss.xml")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    room.close()


def test_a_feed_asked_for_while_the_first_edition_comes_out_is_never_404(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    app = room.app()
    fetch = Newsstand.fetch

    def fetch_and_publish(newsstand: Newsstand, path: str) -> object:
        try:
            return fetch(newsstand, path)
        finally:
            room.drop("world/harbour.txt")
            room.settle()

    monkeypatch.setattr(Newsstand, "fetch", fetch_and_publish)
    assert app.test_client().get("/rss.xml").status_code == 503
    assert app.test_client().get("/rss.xml").status_code == 200
    room.close()


def test_without_any_store_pages_are_503_and_health_says_why(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    room.close()
    for file in (tmp_path / "state").iterdir():
        file.unlink()
    app = room.app()
    client = app.test_client()
    assert [client.get(path).status_code for path in ("/", "/rss.xml", "/desk", "/health")] == [503] * 4
    assert client.get("/health").json["status"] == "store unreadable"


def test_a_new_edition_takes_the_place_of_the_old_whole(app: Flask, newsroom: Newsroom) -> None:
    client = app.test_client()
    old = {path: client.get(path).data for path in PATHS}
    newsroom.drop("world/harbour.txt", story("Port"))
    newsroom.settle()
    assert {path: client.get(path).data for path in PATHS} == old
    app.extensions["newsstand"].refresh()
    for path in PATHS:
        answer = client.get(path)
        assert b"Port reopens" in answer.data
        assert answer.data == newsroom.document(path)


def test_when_the_store_fails_the_newsstand_keeps_its_edition(app: Flask, newsroom: Newsroom) -> None:
    client = app.test_client()
    before = client.get("/rss.xml").data
    for file in newsroom.state.glob("feedservice.db*"):
        file.rename(file.with_name("gone-" + file.name))
    app.extensions["newsstand"].refresh()
    assert client.get("/rss.xml").data == before


def test_the_enclosure_has_the_true_length_type_and_one_address_everywhere(
    client: FlaskClient, read_only: Newsroom
) -> None:
    rss, atom = read_only.feed("/rss.xml").entries[0], read_only.feed("/atom.xml").entries[0]
    (enclosure,) = rss.enclosures
    served = client.get(enclosure.href.removeprefix(read_only.settings.public_url))
    assert int(enclosure.length) == len(served.data) == int(served.headers["Content-Length"])
    assert served.headers["Content-Type"] == enclosure.type == "image/jpeg"
    assert served.data == picture()
    assert (atom.enclosures[0].href, atom.enclosures[0].length, atom.enclosures[0].type) == (
        enclosure.href,
        enclosure.length,
        enclosure.type,
    )
    assert rss.media_content[0]["url"] == enclosure.href
    assert f'src="{enclosure.href}"' in rss.content[0].value
    assert f'src="{enclosure.href}"' in atom.content[0].value


def test_photos_are_cached_for_ever_and_answer_304_head_and_ranges(client: FlaskClient, read_only: Newsroom) -> None:
    path = read_only.feed().entries[0].enclosures[0].href.removeprefix(read_only.settings.public_url)
    answer = client.get(path)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    head = client.head(path)
    assert (head.data, head.headers["Content-Length"]) == (b"", answer.headers["Content-Length"])
    part = client.get(path, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, answer.data[2:6])


@pytest.mark.parametrize(
    "name", ["nothing.jpg", "../feedservice.db", "..%2ffeedservice.db", "a" * 32 + ".jpg", ".hidden"]
)
def test_there_is_nothing_else_below_photos(client: FlaskClient, name: str) -> None:
    assert client.get(f"/photos/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "shown_as"),
    [("/rss.xml", "application/xml"), ("/atom.xml", "application/xml"), ("/feed.json", "application/json")],
)
def test_a_browser_is_shown_the_same_bytes_as_a_type_it_shows(app: Flask, path: str, shown_as: str) -> None:
    client = app.test_client()
    for more in ({}, {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}):  # from the newsstand, and from Flask
        plain = client.get(path, headers=more)
        shown = client.get(path, headers={"Sec-Fetch-Dest": "document", **more})
        assert shown.data == plain.data
        assert shown.mimetype == shown_as != plain.mimetype
        assert "Sec-Fetch-Dest" in plain.headers["Vary"]
        assert shown.headers["ETag"] != plain.headers["ETag"]  # another type is another representation
        for coding in ("identity", "gzip", "br"):
            asked = {"Accept-Encoding": coding, "Sec-Fetch-Dest": "document", **more}
            tag = client.get(path, headers=asked).headers["ETag"]
            again = client.get(path, headers={**asked, "If-None-Match": tag})
            assert (again.status_code, again.headers["ETag"]) == (304, tag)
            other = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": tag})
            assert (other.status_code, other.mimetype) == (200, plain.mimetype)
            assert client.get(path, headers={**asked, "If-None-Match": plain.headers["ETag"]}).status_code == 200
        assert "style-src 'self'" in shown.headers["Content-Security-Policy"]
    if path.endswith("xml"):
        with client.get("/static/feed.css") as style:
            assert style.status_code == 200
        assert b'<?xml-stylesheet type="text/css" href="' in plain.data[:200]
