"""nginx, Varnish and Caddy as deploy/ ships them, in front of two webs: what they promise, with real processes.

One long test, for to start press and webs takes longer than all that is asked of them.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import zstandard

from tests.deploy.fronts import Caddy, Front, Nginx, Varnish
from tests.deploy.newsroom_of_webs import BELOW, EDITOR, Webs, ask
from tests.service import until

FEED = f"{BELOW}/rss.xml"
UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(),
    "gzip": gzip.decompress,
    "identity": bytes,
}
#: What programs ask with. The cache must choose as feedservice itself does, or ask it.
ASKED_WITH = (
    "br",
    "zstd",
    "gzip",
    "identity",
    "gzip, deflate",
    "gzip, deflate, br",
    "gzip, deflate, br, zstd",
    "deflate,gzip,zstd",
    "GZIP",
    "*",
    "x-gzip, deflate",
    "gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
    "br;q=1.0, gzip;q=0.9, deflate;q=0.8",
    "deflate, gzip;q=1.0, *;q=0.5",
    "gzip;q=0",
    "br;q=0, gzip;q=0.5",
    "identity;q=1, gzip;q=0.5",
)

#: Feeds of the sample newsroom that no test has in the cache when a web goes.
NOT_ASKED_YET = [
    f"{BELOW}{place}/{name}"
    for place in ("", "/sections/culture", "/sections/world", "/sections/harbour")
    for name in ("atom.xml", "feed.json")
]


@pytest.fixture
def webs(tmp_path: Path) -> Iterator[Webs]:
    started = Webs(tmp_path)
    yield started
    started.close()


@pytest.fixture
def fronts(tmp_path: Path, webs: Webs) -> Iterator[list[Front]]:
    """Every proxy that this machine has."""
    there = [kind for kind in (Nginx, Varnish, Caddy) if os.environ.get("CI") or shutil.which(kind.program)]
    if not there:
        pytest.skip("none of nginx, varnishd and caddy is installed")
    started: list[Front] = []
    for kind in there:
        folder = tmp_path / kind.program
        folder.mkdir()
        started.append(kind(folder, webs.ports))
    yield started
    for one in started:
        one.close()


def test_proxies_in_front_of_two_webs_keep_their_promises(fronts: list[Front], webs: Webs) -> None:
    """Caddy keeps nothing, and is asked for the rest."""
    webs.await_ready()
    private = webs.partner()
    caches = [front for front in fronts if not isinstance(front, Caddy)]
    for front in fronts:
        front.await_listening()
        codings_are_kept_apart_and_known_again(front, webs)
        what_is_not_for_everybody_is_never_kept(front, webs, private)
        photos_are_given_in_parts(front)
        each_cursor_gets_its_own_changes(front)
        below_the_path_and_without_it(front)
    for front in caches:
        most_questions_are_answered_from_the_cache(front)
    a_new_edition_is_seen_without_a_purge(fronts, webs)
    withdrawn = what_is_withdrawn_is_gone(fronts, webs)
    one_web_down_is_not_noticed(fronts, webs)
    what_was_kept_is_served_when_nobody_answers(caches, webs, withdrawn)
    private_addresses_stand_in_no_log(fronts, private)


def codings_are_kept_apart_and_known_again(front: Front, webs: Webs) -> None:
    """Every way to ask gets what feedservice gives for it, from the cache too; its tag brings 304, in no other coding."""
    plain = ask(webs.ports[0], "/rss.xml").body
    tags = set()
    for accepted in ASKED_WITH:
        own = ask(webs.ports[0], "/rss.xml", Accept_Encoding=accepted)
        kept = [ask(front.below, FEED, Accept_Encoding=accepted) for _ in range(2)][1]
        for name in ("content-encoding", "etag", "last-modified", "cache-control", "vary", "content-type", "link"):
            assert kept.headers.get(name) == own.headers.get(name), (accepted, name)
        assert int(kept.headers["content-length"]) == len(kept.body)
        assert UNPACKED[kept.headers.get("content-encoding", "identity")](kept.body) == plain
        tags.add(kept.headers["etag"])
    assert len(tags) == 4
    for coding in UNPACKED:
        kept = ask(front.below, FEED, Accept_Encoding=coding)
        for condition in (
            {"If_None_Match": kept.headers["etag"]},
            {"If_Modified_Since": kept.headers["last-modified"]},
        ):
            unchanged = ask(front.below, FEED, Accept_Encoding=coding, **condition)
            assert (unchanged.status, unchanged.body) == (304, b"")
            assert unchanged.headers["etag"] == kept.headers["etag"]
            assert unchanged.headers["cache-control"] == kept.headers["cache-control"]
        for other in tags - {
            kept.headers["etag"]
        }:  # a cache sends all of it; feedservice knows that it is the same news
            answer = ask(front.below, FEED, Accept_Encoding=coding, If_None_Match=other)
            assert answer.headers["etag"] == kept.headers["etag"]
            assert answer.status == 304 or (answer.status, answer.body) == (200, kept.body)
        head = ask(front.below, FEED, "HEAD", Accept_Encoding=coding)
        assert (head.status, head.body, head.headers["etag"]) == (200, b"", kept.headers["etag"])
        assert head.headers["content-length"] == kept.headers["content-length"]
    shown = ask(front.below, FEED, Sec_Fetch_Dest="document")
    assert shown.headers["content-type"].startswith("application/xml")
    assert ask(front.below, FEED).headers["content-type"].startswith("application/rss+xml")


def most_questions_are_answered_from_the_cache(front: Front) -> None:
    """However often it is asked, feedservice is asked about once a second; not more for what follows the `?`."""
    told = Counter(ask(front.below, f"{FEED}?{number}", Accept_Encoding="gzip").cached for number in range(300))
    assert told["HIT"] > 250, told


def what_is_not_for_everybody_is_never_kept(front: Front, webs: Webs, private: str) -> None:
    until(lambda: ask(front.below, private).status == 200, "the private address to work")
    for path in (private, f"{BELOW}/desk", f"{BELOW}/health", f"{BELOW}/metrics", f"{BELOW}/livez", f"{BELOW}/readyz"):
        answers = [ask(front.below, path, **EDITOR) for _ in range(2)]
        assert [one.status for one in answers] == [200, 200], path
        assert all(one.cached in ("", "MISS") for one in answers), path
    assert b"files" in ask(front.below, f"{BELOW}/health", **EDITOR).body
    assert b"files" not in ask(front.below, f"{BELOW}/health").body
    for path in (f"{BELOW}/desk", f"{BELOW}//desk", f"{BELOW}/%64esk", f"{BELOW}/./desk"):
        ask(front.below, path, **EDITOR)
        assert ask(front.below, path).status != 200, path
    assert ask(front.below, FEED, Authorization="Basic eDp5").cached in ("BYPASS", "", "MISS")


def photos_are_given_in_parts(front: Front) -> None:
    found = re.search(rf'url="https://example.org({BELOW}/photos/[^"]+)"'.encode(), ask(front.below, FEED).body)
    assert found
    path = found[1].decode()
    whole = ask(front.below, path)
    assert "immutable" in whole.headers["cache-control"]
    for part, expected in (
        ("bytes=0-99", whole.body[:100]),
        ("bytes=-50", whole.body[-50:]),
        ("bytes=100-", whole.body[100:]),
    ):
        given = ask(front.below, path, Range=part)
        assert (given.status, given.body) == (206, expected)
        assert given.headers["content-range"].endswith(f"/{len(whole.body)}")
    assert ask(front.below, path, Range=f"bytes={len(whole.body)}-").status == 416
    assert ask(front.below, path, If_None_Match=whole.headers["etag"]).status == 304


def below_the_path_and_without_it(front: Front) -> None:
    """The site of its own has the same; a page leads to what stands below the path."""
    assert ask(front.port, "/rss.xml", Host="news.example.org").body == ask(front.below, FEED).body
    page = ask(front.below, f"{BELOW}/")
    assert page.status == 200
    styles = re.findall(r'href="([^"]+\.css)"', page.body.decode())
    assert styles
    for path in styles:
        assert path.startswith(f"{BELOW}/")
        assert ask(front.below, path).status == 200
    assert ask(front.below, BELOW).status == 200


def a_new_edition_is_seen_without_a_purge(fronts: list[Front], webs: Webs) -> None:
    """It comes through in every coding, and the old tag brings 304 no more."""
    before = ask(fronts[0].below, FEED, Accept_Encoding="identity").headers["etag"]
    webs.drop("Ferry")
    for front in fronts:
        for coding in UNPACKED:
            await_story(front, "Ferry", coding)
        assert ask(front.below, FEED, Accept_Encoding="identity", If_None_Match=before).status == 200


def await_story(front: Front, name: str, coding: str) -> None:
    """Wait until the feed has it, in a coding; at no time is there no feed."""

    def there() -> bool:
        answer = ask(front.below, FEED, Accept_Encoding=coding)
        assert (answer.status, answer.headers.get("content-encoding", "identity")) == (200, coding)
        return f"{name} reopens".encode() in UNPACKED[coding](answer.body)

    until(there, f"{name} in {coding}")


def what_is_withdrawn_is_gone(fronts: list[Front], webs: Webs) -> str:
    """The page that was kept; returns its address."""
    found = re.search(
        rf"<link>https://example.org({BELOW}/articles/[^<]+)</link>", ask(webs.ports[0], FEED).body.decode()
    )
    assert found
    path = found[1]
    for front in fronts:
        assert b"Ferry reopens" in ask(front.below, path, Accept_Encoding="identity").body
    webs.take_out("Ferry")
    for front in fronts:
        until(lambda: ask(front.below, path, Accept_Encoding="identity").status == 410, "the article to be gone")  # noqa: B023
    return path


def each_cursor_gets_its_own_changes(front: Front) -> None:
    """What aggregators get depends on the query, which caches leave out of account else."""
    address = f"{BELOW}/changes.json"
    first = json.loads(ask(front.below, address).body)
    for since in ("0-0", first["cursor"], first["changes"][0]["cursor"]) * 2:
        assert json.loads(ask(front.below, f"{address}?since={since}").body)["since"] == since
    assert ask(front.below, f"{address}?since=x").status == 400
    for typed in ("ferry", "zqzq", "harbour") * 2:  # who searches likewise
        assert (
            f'value="{typed}"'
            in ask(front.below, f"{BELOW}/search?q={typed}", Accept_Encoding="identity").body.decode()
        )


def one_web_down_is_not_noticed(fronts: list[Front], webs: Webs) -> None:
    """What comes of a second try with the other web is what the first would have given, in its coding."""
    for front in fronts:
        ask(front.below, FEED)  # a connection to each web is kept
    webs.kill(0)
    for path in NOT_ASKED_YET:
        for front in fronts:
            kept = ask(front.below, path, Accept_Encoding="zstd")
            assert (kept.status, kept.headers.get("content-encoding")) == (200, "zstd"), (front.program, path)
    webs.drop("Market")
    for front in fronts:
        for coding in UNPACKED:
            await_story(front, "Market", coding)
        assert {ask(front.below, f"{BELOW}/livez").status for _ in range(6)} == {200}


def what_was_kept_is_served_when_nobody_answers(caches: list[Front], webs: Webs, withdrawn: str) -> None:
    """Feeds in each coding, whole and as unchanged; what is never kept says that nobody is there. A web that is back is used."""
    kept = {(front, coding): ask(front.below, FEED, Accept_Encoding=coding) for front in caches for coding in UNPACKED}
    webs.stop(1)
    for (front, coding), before in [*kept.items()] * 2:
        stale = ask(front.below, FEED, Accept_Encoding=coding)
        assert (stale.status, stale.body) == (200, before.body), coding
        tag = before.headers["etag"]
        assert ask(front.below, FEED, Accept_Encoding=coding, If_None_Match=tag).status == 304
        assert ask(front.below, f"{BELOW}/readyz").status in (502, 503)
        assert ask(front.below, f"{BELOW}/never.xml").status in (502, 503)
        assert ask(front.below, withdrawn, Accept_Encoding="identity").status == 410
    webs.start(0)
    webs.drop("Bridge")
    for front in caches:
        await_story(front, "Bridge", "br")


def private_addresses_stand_in_no_log(fronts: list[Front], private: str) -> None:
    """Asked while nobody was there, too."""
    token = private.split("/")[3]
    for front in fronts:
        files = [file for file in front.folder.rglob("*") if file.is_file() and file.suffix != ".sock"]
        assert not [file for file in files if file.suffix == ".log" and token in file.read_text(errors="replace")]
        assert not [file for file in files if token.encode() in file.read_bytes() and "cache" in file.parts]
