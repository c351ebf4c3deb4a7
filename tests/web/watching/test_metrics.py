"""Metrics and probes over HTTP, read as Prometheus reads them."""

from __future__ import annotations

import gzip
import os
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.http import http_date

from feedservice.errors import StoreError
from feedservice.store.stand.partners import token_hash
from feedservice.store.watch.stocktaking import StockReading
from feedservice.web.counting.request_counts import ROOMS
from feedservice.web.watching import problem_book
from tests import postgresql
from tests.newsroom import Newsroom, picture, story
from tests.service import Service, until

FEEDBIN = {"User-Agent": "Feedbin feed-id:1 - 42 subscribers"}
Samples = dict[tuple[str, ...], float]


def samples(text: str) -> Samples:
    """Every sample by its name and the values of its labels, in the order of the labels' names."""
    return {
        (
            sample.name.removeprefix("feedservice_"),
            *(sample.labels[name] for name in sorted(sample.labels)),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped(client: FlaskClient) -> Samples:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return samples(answer.text)


@pytest.fixture
def app(newsroom: Newsroom) -> Flask:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/harbour.txt", "Tags: boats\n\n" + story("Harbour"))
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.drop("world/broken.txt", "Headline alone")
    newsroom.drop("world/_draft.txt", story("Draft"))
    newsroom.turn()
    newsroom.turn(3)
    return newsroom.app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_turns_articles_files_and_documents_are_told(client: FlaskClient) -> None:
    found = scraped(client)
    assert found["turns_total",] == 2
    assert found["turns_failed_total",] == 0
    assert found["turns_late",] == 0
    assert abs(found["turn_last_success_age_seconds",]) < 3600
    parts = {name[1] for name in found if name[0] == "turn_part_seconds"}
    assert parts == {"look", "read", "wait", "keep", "set"}
    assert sum(found["turn_part_seconds", part] for part in parts) <= found["turn_duration_seconds",] + 0.01
    assert all(found["turn_seconds_total", part] >= found["turn_part_seconds", part] for part in parts)
    assert found["articles", "published"] == 1
    assert (found["files", "published"], found["files", "refused"], found["files", "draft"]) == (1, 1, 1)
    assert (found["files", "gone"], found["articles", "withdrawn"]) == (0, 0), "nought is told"
    assert found["documents",] > 3
    assert found["document_bytes", "gzip"] < found["document_bytes", "identity"]
    assert found["database_bytes",] > 10_000
    assert found["state_free_bytes",] > 0
    assert found["press_status", "ok"] == 1
    assert sum(count for name, count in found.items() if name[0] == "alarms") == 0


def test_the_size_of_a_database_on_a_server_is_told_while_it_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql.database() as url:
        room = Newsroom(tmp_path / "content", tmp_path / "state", {"database_url": url})
        client = room.app().test_client()
        assert scraped(client)["database_bytes",] > 1_000_000
        monkeypatch.setattr(StockReading, "database_bytes", away)
        assert ("database_bytes",) not in scraped(client)
        room.close()


def away(_: StockReading) -> int:
    raise StoreError("The database server does not answer.")


def test_failures_are_counted_for_ever(client: FlaskClient, newsroom: Newsroom) -> None:
    away = newsroom.content.rename(newsroom.content.with_name("away"))
    newsroom.turn(1)
    newsroom.turn(1)
    away.rename(newsroom.content)
    newsroom.turn(1)
    found = scraped(client)
    assert found["turns_total",] == 5
    assert found["turns_failed_total",] == 2


def test_articles_are_counted_again_when_something_has_happened(
    client: FlaskClient, newsroom: Newsroom, app: Flask
) -> None:
    assert scraped(client)["articles", "published"] == 1
    newsroom.drop("world/ferry.txt", story("Ferry"))
    newsroom.drop("world/later.txt", "Embargo: 2099-01-01 10:00\n\n" + story("Later"))
    newsroom.settle()
    app.extensions["watch"].look()
    found = scraped(client)
    assert (found["articles", "published"], found["articles", "scheduled"]) == (2, 1)
    (newsroom.content / "world/ferry.txt").unlink()
    newsroom.lapse()
    app.extensions["watch"].look()
    found = scraped(client)
    assert (found["articles", "published"], found["articles", "withdrawn"]) == (1, 1)


def test_requests_are_counted_by_feed_status_and_coding_with_what_was_sent_and_saved(client: FlaskClient) -> None:
    whole = client.get("/rss.xml")
    packed = client.get("/rss.xml", headers={"Accept-Encoding": "gzip"})
    for _ in range(3):
        client.get("/rss.xml", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    client.head("/rss.xml")
    client.get("/rss.xml", headers={"If-None-Match": f'"other", {whole.headers["ETag"]}'})
    found = scraped(client)
    assert found["requests_total", "identity", "/rss.xml", "200"] == 2
    assert found["requests_total", "gzip", "/rss.xml", "200"] == 1
    assert found["requests_total", "gzip", "/rss.xml", "304"] == 3
    assert found["requests_total", "identity", "/rss.xml", "304"] == 1, "decided by Flask"
    assert found["sent_bytes_total", "identity", "/rss.xml", "200"] == len(whole.data)
    assert found["sent_bytes_total", "gzip", "/rss.xml", "200"] == len(packed.data)
    assert found["saved_bytes_total", "unchanged", "/rss.xml"] == 3 * len(packed.data) + len(whole.data)
    assert found["saved_bytes_total", "coding", "/rss.xml"] == len(whole.data) - len(packed.data)


@pytest.mark.parametrize(
    "conditions",
    [
        {"If-None-Match": '"other", {tag}'},
        {"If-None-Match": "W/{tag}"},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "{later}"},
    ],
)
def test_what_an_unusual_condition_saves_is_counted_as_what_a_usual_one_does(
    client: FlaskClient, conditions: dict[str, str]
) -> None:
    packed = client.get("/atom.xml", headers={"Accept-Encoding": "br"})
    later = http_date(datetime.now(UTC) + timedelta(minutes=1))
    told = {name: value.format(tag=packed.headers["ETag"], later=later) for name, value in conditions.items()}
    answer = client.get("/atom.xml", headers={"Accept-Encoding": "br", **told})
    assert answer.status_code == 304
    found = scraped(client)
    assert found["requests_total", "br", "/atom.xml", "304"] == 1
    assert found["saved_bytes_total", "unchanged", "/atom.xml"] == len(packed.data)


def test_what_flask_sends_packed_saves_too_and_a_head_saves_nothing(client: FlaskClient) -> None:
    plain, accepts = client.get("/feed.json"), {"Accept-Encoding": "gzip"}
    packed = client.get("/feed.json", headers={**accepts, "If-None-Match": 'W/"x", "y"'})
    for headers in ({}, {"If-None-Match": packed.headers["ETag"]}, {"If-None-Match": "*"}):
        client.head("/feed.json", headers={**accepts, **headers})
    found = scraped(client)
    assert found["requests_total", "gzip", "/feed.json", "200"] == 2
    assert found["requests_total", "gzip", "/feed.json", "304"] == 2
    assert found["saved_bytes_total", "coding", "/feed.json"] == len(plain.data) - len(packed.data)
    assert ("saved_bytes_total", "unchanged", "/feed.json") not in found


def test_private_feeds_are_counted_by_their_names_and_neither_token_nor_partner_is_told(newsroom: Newsroom) -> None:
    token, wrong = "0123456789abcdef" * 2 + "01234567", "f" * 40
    newsroom.options["feeds"] = {"wire": {"private": True, "title": "Wire"}}
    newsroom.__post_init__()
    newsroom.drop("world/harbour.txt", story("Harbour"))
    newsroom.settle()
    with newsroom.store.writing() as changes:
        changes.partners.add("acme", token_hash(token), ("wire",), datetime.now(UTC))
    client = newsroom.app().test_client()
    mine = f"/private/{token}/wire/rss.xml"
    packed = client.get(mine, headers={"Accept-Encoding": "gzip", **FEEDBIN})
    client.get(mine, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    client.post(mine)
    client.get(f"/private/{token}/other/rss.xml")
    client.get(f"/private/{wrong}/wire/rss.xml")
    found = scraped(client)
    assert found["requests_total", "gzip", "/private/wire/rss.xml", "200"] == 1
    assert found["requests_total", "gzip", "/private/wire/rss.xml", "304"] == 1
    assert found["requests_total", "identity", "/private/wire/rss.xml", "405"] == 1
    assert found["requests_total", "identity", "private", "404"] == 2
    assert found["sent_bytes_total", "gzip", "/private/wire/rss.xml", "200"] == len(packed.data)
    assert found["saved_bytes_total", "unchanged", "/private/wire/rss.xml"] == len(packed.data)
    assert found["readers", "/private/wire/rss.xml", "Feedbin"] == 42
    assert not {token, wrong, "acme"} & set(re.split(r'[/"]', client.get("/metrics").text))


def test_feeds_are_counted_by_their_names_before_the_first_edition(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    client = room.app().test_client()
    assert client.get("/rss.xml").status_code == 503
    assert scraped(client)["requests_total", "identity", "/rss.xml", "503"] == 1
    room.close()


def test_counts_outlive_the_edition_they_were_made_of(client: FlaskClient, newsroom: Newsroom, app: Flask) -> None:
    before = client.get("/rss.xml")
    newsroom.drop("world/ferry.txt", story("Ferry"))
    newsroom.settle()
    app.extensions["newsstand"].refresh()
    after = client.get("/rss.xml")
    assert before.data != after.data
    found = scraped(client)
    assert found["requests_total", "identity", "/rss.xml", "200"] == 2
    assert found["sent_bytes_total", "identity", "/rss.xml", "200"] == len(before.data) + len(after.data)


def test_strange_addresses_make_no_series_of_their_own(client: FlaskClient) -> None:
    for path in (
        *(f"/nowhere/{number}" for number in range(50)),
        "/rss.xml/",
        "/tags/none/rss.xml",
        "/wp-login.php",
        "/%00\n",
    ):
        client.get(path, headers=FEEDBIN)
    client.get("/tags/boats/rss.xml", headers=FEEDBIN)
    client.get("/tags/boats/rss.xml", headers=FEEDBIN)
    client.get("/photos/none.jpg")
    client.get("/desk")
    found = scraped(client)
    feeds = {name[2] for name in found if name[0] == "requests_total"}
    assert feeds <= {*ROOMS.values(), "other", "/tags/*/rss.xml"}
    assert found["requests_total", "identity", "other", "404"] >= 51
    assert found["requests_total", "identity", "/tags/*/rss.xml", "200"] == 2
    assert {name[1] for name in found if name[0] == "readers"} == {"/tags/boats/rss.xml"}


def test_readers_are_told_by_feed_and_service(client: FlaskClient) -> None:
    tag = client.get("/atom.xml").headers["ETag"]
    client.get("/atom.xml", headers=FEEDBIN)
    client.get("/atom.xml", headers={"If-None-Match": tag, "User-Agent": "NewsBlur Feed Fetcher - 5 subscribers - x"})
    found = scraped(client)
    assert found["readers", "/atom.xml", "Feedbin"] == 42
    assert found["readers", "/atom.xml", "NewsBlur"] == 5


def test_the_format_is_the_one_that_was_asked_for(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_length == len(answer.data)
    accepted = {"Accept": "application/openmetrics-text;version=1.0.0", "Accept-Encoding": "gzip"}
    other = client.get("/metrics", headers=accepted)
    assert other.content_type.startswith("application/openmetrics-text; version=1.0.0")
    text = gzip.decompress(other.data).decode()
    names = {family.name for family in openmetrics.text_string_to_metric_families(text)}
    assert {"feedservice_turns", "feedservice_requests", "feedservice_alarms"} <= names


def test_without_the_desk_its_feed_of_problems_is_gone_and_metrics_are_for_the_same_people(newsroom: Newsroom) -> None:
    newsroom.settle()
    without = newsroom.app(desk=False).test_client()
    assert without.get("/desk/problems.xml").status_code == 404
    assert without.get("/metrics").status_code == 200
    assert without.get("/health").json["files"] == {}
    assert without.get("/livez").status_code == without.get("/readyz").status_code == 200
    stranger = {"X-Forwarded-For": "203.0.113.9"}
    assert without.get("/metrics", headers=stranger).status_code == 403
    assert set(without.get("/health", headers=stranger).json) == {"status"}


def test_metrics_are_told_while_the_database_cannot_be_read(
    client: FlaskClient, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problem_book, "_SETTLES", timedelta())
    client.get("/rss.xml")
    away = newsroom.state.rename(newsroom.state.with_name("away"))
    found = scraped(client)
    assert found["press_status", "store unreadable"] == 1
    assert found["alarms", "store"] == 1
    assert ("files", "published") not in found, "what cannot be known is not told"
    assert found["requests_total", "identity", "/rss.xml", "200"] == 1
    away.rename(newsroom.state)


def test_ready_is_who_has_an_edition_and_alive_is_who_answers(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    app = room.app()
    client = app.test_client()
    assert (client.get("/livez").status_code, client.get("/livez").text) == (200, "alive\n")
    waiting = client.get("/readyz")
    assert (waiting.status_code, waiting.text) == (503, "not ready: there is no edition to serve yet\n")
    assert waiting.headers["Cache-Control"] == "no-store"
    assert waiting.content_type.startswith("text/plain")
    room.drop("one.txt", story("One"))
    room.settle()
    app.extensions["newsstand"].refresh()
    app.extensions["store"].close()
    away = room.state.rename(tmp_path / "away")
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ready\n")
    away.rename(room.state)
    room.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/one.txt").write_text(story("One"))
    running = Service(tmp_path / "content", tmp_path / "state")
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


def feed_requests(service: Service) -> float:
    status, _, body = service.get("/metrics")
    return samples(body.decode()).get(("requests_total", "identity", "/atom.xml", "200"), 0.0) if status == 200 else 0.0


def test_a_worker_that_is_killed_takes_no_count_along(service: Service, tmp_path: Path) -> None:
    until(lambda: service.get("/readyz")[0] == 200, "an edition")
    for _ in range(5):
        assert service.get("/atom.xml", User_Agent=FEEDBIN["User-Agent"])[0] == 200
    kept = tmp_path / "state/counts"
    until(
        lambda: any('"/atom.xml", "200", "identity", 5,' in path.read_text() for path in kept.glob("*.json")),
        "counts on disk",
    )
    worker = service.worker()
    os.kill(worker, signal.SIGKILL)
    until(lambda: service.get("/livez")[0] == 200 and worker not in service.children(), "another worker")
    assert feed_requests(service) == 5
    service.get("/atom.xml")
    assert feed_requests(service) == 6
    assert service.stop() == 0
