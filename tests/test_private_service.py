"""Private feeds as an operator gives and revokes them beside running services: `feedservice run`, and servers of others."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import warm
from tests.newsroom import STORY, story
from tests.servers import Server
from tests.service import COMMAND, PATIENCE_SECONDS, Service, until

FEEDS = json.dumps({"zanzibar-wire": {"private": True, "title": "Quokka Telegraph"}})


def partner(service: Service, *words: str) -> str:
    """A command of the operator, with the service's settings."""
    state = str(service.log.parent / "state")
    answer = warm.run(
        [*COMMAND, "partner", *words, "--state", state],
        env=service.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    assert "Traceback" not in answer.stderr
    return answer.stdout


def address(said: str) -> str:
    return re.findall(r"https?://[^/]+(/private/\S+/rss\.xml)", said)[0]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "content/world/first.txt").write_text(STORY)
    running = Service(tmp_path / "content", tmp_path / "state", feeds=FEEDS)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


def test_a_partner_is_given_an_address_polls_it_is_counted_and_is_shut_out(service: Service, tmp_path: Path) -> None:
    service.await_text("/rss.xml", "Harbour reopens")
    mine = address(partner(service, "add", "acme"))
    until(lambda: service.get(mine)[0] == 200, "the private address to work")
    status, headers, body = service.get(mine, Accept_Encoding="gzip")
    names = {name.lower(): value for name, value in headers.items()}
    assert (status, names["content-encoding"], int(names["content-length"])) == (200, "gzip", len(body))
    assert names["cache-control"] == "private, max-age=60"
    status, _, body = service.get(mine, Accept_Encoding="gzip", If_None_Match=names["etag"])
    assert (status, body) == (304, b"")
    (tmp_path / "content/world/second.txt").write_text(story("Ferry"))
    service.await_text(mine, "Ferry reopens")
    until(lambda: "not polled yet" not in partner(service, "list"), "the polls to be written down")
    again = address(partner(service, "add", "acme", "--again"))
    until(lambda: service.get(again)[0] == 200, "the second address to work")
    assert service.get(mine)[0] == 200
    partner(service, "revoke", "acme", "--old")
    until(lambda: service.get(mine)[0] == 410, "the first address to end")
    assert service.get(again)[0] == 200
    partner(service, "revoke", "acme")
    until(lambda: service.get(again)[0] == 410, "the second address to end")
    assert service.get(mine.replace("/private/", "/private/0"))[0] == 404
    for _ in range(5):
        service.get(again)
    assert service.stop() == 0
    told = [json.loads(line)["polls"] for line in partner(service, "list", "--json").splitlines()]
    assert told[1] >= 7, "what was counted last is written down at the end"
    log = service.log.read_text()
    assert not [secret for secret in (mine.split("/")[2], again.split("/")[2], "zanzibar", "Quokka") if secret in log]
    assert "Traceback" not in log


@pytest.mark.parametrize("name", ["gunicorn", "flask"])
def test_every_worker_of_a_server_learns_of_it_and_its_request_log_shows_no_token(
    serve: Callable[..., Server], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile -")
    server = serve(name, feeds=FEEDS)
    server.await_articles()
    mine = address(partner(server, "add", "acme"))

    def always(status: int) -> bool:
        return all(server.get(mine)[0] == status for _ in range(20))

    until(lambda: always(200), "every worker to answer")
    partner(server, "revoke", "acme")
    until(lambda: always(410), "every worker to have learnt that the address is revoked")
    log = until(
        lambda: "/private/…/zanzibar-wire/rss.xml" in server.log.read_text() and server.log.read_text(), "the log"
    )
    assert mine.split("/")[2] not in log
