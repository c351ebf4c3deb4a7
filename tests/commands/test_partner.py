"""`feedservice partner`: addresses given once, listed without their tokens, revoked; and what backups hold of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from feedservice.commands.cli import commands
from feedservice.store.schema import partner
from feedservice.store.stand.partners import token_hash
from feedservice.store.stand.polls import PollBook, Polls
from tests.newsroom import Newsroom, story

FEEDS = {"briefs": {"private": True}, "wire": {"private": True, "profile": "smartnews"}, "open": {"words": ["x"]}}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FEEDSERVICE_FEEDS", json.dumps(FEEDS))
    made = Newsroom(tmp_path / "content", tmp_path / "state", now=datetime.now(UTC) - timedelta(hours=1))
    made.drop("world/alpha.txt", story("Alpha"))
    made.settle()
    yield made
    made.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, words)


def partner_(*words: str) -> str:
    answer = run("partner", *words)
    assert answer.exit_code == 0, answer.output + repr(answer.exception)
    return answer.stdout


def refused(*words: str) -> str:
    answer = run("partner", *words)
    assert answer.exit_code != 0
    return str(answer.exception)


def tokens(said: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"/private/([0-9a-f]{40})/", said)))


def rows(room: Newsroom) -> list[Any]:
    with room.store.reading() as asked:
        return list(asked.connection.execute(select(partner).order_by(partner.c.number)))


def test_add_prints_every_address_and_the_store_has_the_hash_alone(room: Newsroom) -> None:
    said = partner_("add", "acme", "--feed", "wire", "--feed", "briefs", "--feed", "wire")
    (token,) = tokens(said)
    home = room.settings.public_url
    forms = ["wire/rss.xml", "briefs/rss.xml", "briefs/atom.xml", "briefs/feed.json"]
    assert re.findall(r"http\S+", said) == [f"{home}/private/{token}/{form}" for form in forms]
    (row,) = rows(room)
    assert (row.name, row.feeds, row.token_hash, row.revoked) == ("acme", ["wire", "briefs"], token_hash(token), None)
    room.store.close()
    for file in room.state.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes(), file


def test_each_token_is_another_and_json_says_the_same(room: Newsroom) -> None:
    made = [json.loads(partner_("add", name, "--feed", "briefs", "--json")) for name in ("a", "b")]
    assert [list(one) for one in made] == 2 * [["name", "feeds", "addresses"]]
    assert len({tokens(" ".join(one["addresses"]))[0] for one in made}) == 2


def test_the_only_private_feed_need_not_be_named(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Say which feeds: --feed briefs --feed wire." in refused("add", "acme")
    monkeypatch.setenv("FEEDSERVICE_FEEDS", json.dumps({"briefs": {"private": True}, "open": {}}))
    assert "/briefs/rss.xml" in partner_("add", "acme")
    monkeypatch.setenv("FEEDSERVICE_FEEDS", json.dumps({"open": {}}))
    assert "No saved query of these settings is private" in refused("add", "other")
    assert "/open/rss.xml" in partner_("add", "other", "--feed", "open")


@pytest.mark.parametrize("name", ["", "A", "a b", "-a", "a/b", "ä", "a" * 61, "a\n", "../x"])
def test_names_are_checked(room: Newsroom, name: str) -> None:
    said = refused("add", "--feed", "briefs", "--", name)
    assert "cannot name a partner. Use small letters, figures and hyphens" in said
    assert rows(room) == []


def test_an_unknown_feed_is_refused_with_those_there_are(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No saved query is called 'brief'. There are briefs, wire, open." in refused(
        "add", "acme", "--feed", "brief"
    )
    monkeypatch.delenv("FEEDSERVICE_FEEDS")
    assert "give this command the service's" in refused("add", "acme", "--feed", "briefs")


def test_a_second_address_must_be_asked_for_and_the_first_works_until_it_is_revoked(room: Newsroom) -> None:
    partner_("add", "acme", "--feed", "briefs")
    said = refused("add", "acme", "--feed", "briefs")
    assert "--again" in said
    assert "shown then and never again" in said
    assert tokens(partner_("add", "acme", "--again"))
    assert [(row.feeds, row.revoked) for row in rows(room)] == 2 * [(["briefs"], None)]
    assert "Revoked: 1 token of acme" in partner_("revoke", "acme", "--old")
    assert [row.revoked is None for row in rows(room)] == [False, True]
    assert "acme has no earlier address that works" in refused("revoke", "acme", "--old")
    partner_("revoke", "acme")
    assert "acme has no private address that works. Nobody has one." in refused("revoke", "acme")
    (token,) = tokens(partner_("add", "acme", "--feed", "briefs"))
    assert [row.revoked is None for row in rows(room)] == [False, False, True]
    assert rows(room)[-1].token_hash == token_hash(token)
    assert "Those who have one: acme." in refused("revoke", "acmee")


def test_list_tells_since_when_which_feeds_what_state_and_how_often_they_ask(room: Newsroom) -> None:
    assert partner_("list") == "No partner has a private address.\n"
    assert partner_("list", "--json") == ""
    (token,) = tokens(partner_("add", "acme", "--feed", "briefs"))
    partner_("add", "beta", "--feed", "wire")
    partner_("revoke", "beta")
    PollBook(room.settings.polls_file).add({token_hash(token): Polls(1204, datetime(2026, 11, 30, 12, tzinfo=UTC))})
    acme, beta = partner_("list").splitlines()
    assert re.fullmatch(r"acme  since \S+ \S+  works  briefs  1,204 polls, the last 2026-11-30 12:00", acme)
    assert re.fullmatch(r"beta  since \S+ \S+  revoked \S+ \S+  wire  not polled yet", beta)
    first, second = map(json.loads, partner_("list", "--json").splitlines())
    assert list(first) == ["name", "feeds", "since", "revoked", "polls", "last_poll"]
    assert (first["polls"], first["revoked"]) == (1204, None)
    assert (second["polls"], second["last_poll"], second["revoked"] is None) == (0, None, False)
    assert token not in partner_("list") + partner_("list", "--json")
    room.settings.polls_file.write_bytes(b"no database" * 1000)
    answer = run("partner", "list")
    assert (answer.exit_code, len(answer.stdout.splitlines())) == (0, 2)
    assert "Warning: The polls of partners cannot be counted" in answer.stderr


def test_there_must_be_a_store(room: Newsroom, tmp_path: Path) -> None:
    for words in (("add", "acme", "--feed", "briefs"), ("list",), ("revoke", "acme")):
        assert "There is no history yet" in refused(*words, "--state", str(tmp_path / "nowhere"))


def test_a_backup_carries_the_hashes_and_an_export_nothing(room: Newsroom, tmp_path: Path) -> None:
    (token,) = tokens(partner_("add", "acme", "--feed", "briefs"))
    assert run("backup", "made.tar").exit_code == 0
    packed = (tmp_path / "made.tar").read_bytes()
    assert token.encode() not in packed
    assert token_hash(token).encode() in packed
    exported = run("export")
    assert exported.exit_code == 0
    assert "acme" not in exported.stdout
    assert run("restore", "made.tar", "--state", str(tmp_path / "elsewhere")).exit_code == 0
    assert "acme" in partner_("list", "--state", str(tmp_path / "elsewhere"))


def test_a_restore_lets_nobody_in_who_was_shut_out_since(room: Newsroom) -> None:
    partner_("add", "acme", "--feed", "briefs")
    assert run("backup", "made.tar").exit_code == 0
    partner_("revoke", "acme")
    partner_("add", "beta", "--feed", "briefs")
    before = rows(room)
    answer = run("restore", "made.tar", "--replace")
    assert answer.exit_code == 0, answer.output
    assert rows(room) == before


def test_a_private_feed_has_no_former_names(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDSERVICE_FEEDS", json.dumps({"briefs": {"private": True, "formerly": ["shorts"]}}))
    assert "a private feed has no former names" in refused("list")
