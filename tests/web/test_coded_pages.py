"""Pages, OPML, sitemaps and the desk in every content coding, with a tag for each; what holds secrets only where that is safe."""

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient

from feedservice.feeds.formats.content_coding import CODERS
from tests.newsroom import Newsroom, story

UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
    "x-gzip": gzip.decompress,
}
PAGES = ("/", "/feeds", "/sections/world", "/articles/{key}", "/feeds.opml", "/sitemap-news.xml", "/sitemap.xml")


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    for name in ("Alpha", "Bravo"):
        newsroom.drop(f"world/{name}.txt", story(name))
    newsroom.settle()
    return newsroom.app().test_client()


def address(newsroom: Newsroom, path: str) -> str:
    with newsroom.store.reading() as asked:
        return path.format(key=asked.articles.newest(1)[0].key)


@pytest.mark.parametrize("path", [*PAGES, "/desk", "/desk/feeds", "/desk/problems.xml"])
def test_a_page_comes_in_every_coding_with_a_tag_of_its_own(client: FlaskClient, newsroom: Newsroom, path: str) -> None:
    path = address(newsroom, path)
    plain = client.get(path)
    tags = {plain.headers["ETag"]}
    assert plain.status_code == 200
    assert "Content-Encoding" not in plain.headers
    for accepted, unpack in UNPACK.items():
        coding = accepted.removeprefix("x-")
        packed = client.get(path, headers={"Accept-Encoding": accepted})
        assert (packed.headers["Content-Encoding"], unpack(packed.data)) == (coding, plain.data)
        assert packed.headers["Content-Length"] == str(len(packed.data))
        assert len(packed.data) < len(plain.data)
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
        head = client.head(path, headers={"Accept-Encoding": accepted})
        assert (head.data, head.headers["ETag"]) == (b"", packed.headers["ETag"])
        again = client.get(path, headers={"Accept-Encoding": accepted, "If-None-Match": packed.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", packed.headers["ETag"])
        assert "Content-Encoding" not in again.headers
        tags.add(packed.headers["ETag"])
    assert len(tags) == 1 + len(CODERS)


@pytest.mark.parametrize("path", PAGES)
def test_the_conditions_of_a_request_for_a_page(client: FlaskClient, newsroom: Newsroom, path: str) -> None:
    path = address(newsroom, path)
    tag = client.get(path).headers["ETag"]
    for sent, status in (
        ({"If-Match": "*"}, 200),
        ({"If-Match": tag}, 200),
        ({"If-Match": '"other"'}, 412),
        ({"If-None-Match": tag, "Accept-Encoding": "gzip"}, 304),
        ({"If-None-Match": f'{tag[:-1]}-gzip"'}, 304),
        ({"If-None-Match": '"other"'}, 200),
    ):
        answer = client.get(path, headers=sent)
        assert (answer.status_code, bool(answer.data)) == (status, status == 200), sent


@pytest.mark.parametrize(
    ("query", "site", "is_coded"),
    [
        ("", "cross-site", True),  # nothing in it is the stranger's
        ("?find=quay", "same-origin", True),
        ("?find=quay", "none", True),
        ("?find=quay", "cross-site", False),
        ("?find=quay", "same-site", False),
        ("?find=quay", "", False),
    ],
)
def test_a_stranger_reads_nothing_of_the_desk_from_lengths(
    client: FlaskClient, query: str, site: str, is_coded: bool
) -> None:
    sent = {"Accept-Encoding": "gzip", **({"Sec-Fetch-Site": site} if site else {})}
    answer = client.get(f"/desk{query}", headers=sent)
    assert answer.status_code == 200
    assert ("Content-Encoding" in answer.headers) == is_coded
    assert "Sec-Fetch-Site" in answer.headers["Vary"]


def test_public_pages_are_coded_whatever_is_asked_with_them(client: FlaskClient) -> None:
    assert client.get("/?from=mail", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
