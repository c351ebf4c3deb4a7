"""Who sees the desk, health in detail and what else is guarded, asked over HTTP; and the way in and out by the login page."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.datastructures import Authorization
from werkzeug.test import TestResponse

from feedservice.store.schema import turn
from feedservice.web.access.attempts import Allowance, Attempts
from feedservice.web.access.credentials import Credentials, CredentialsFile, with_fresh_key
from feedservice.web.access.guard import notice_of
from feedservice.web.access.password_check import hashed
from feedservice.web.access.sessions import DeskSession, sealed
from feedservice.web.responses import CONTENT_SECURITY_POLICY
from feedservice.web.watching import watch as watch_module
from feedservice.web.watching.signs import signs_of
from tests.newsroom import Newsroom, story
from tests.service import until

PASSWORD = "correct horse battery"
PUBLIC = "https://news.example.org"
FOR_PEOPLE = {"Accept": "text/html,application/xhtml+xml"}
AT_HOME = {"Host": "news.example.org"}
#: What tells of unpublished matter, and of how the machine is set up.
SECRET = "Secret merger"


@cache
def password_hash() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/_secret.txt", story("Secret merger"))
    newsroom.drop("world/out.txt", story("Ferry"))
    newsroom.settle()
    return newsroom


def lock(room: Newsroom) -> Credentials:
    """Set the password, as the command does."""
    made = with_fresh_key(password_hash())
    CredentialsFile(room.state).keep(made)
    return made


@pytest.fixture
def locked(room: Newsroom) -> Newsroom:
    lock(room)
    return room


def mark(page: TestResponse | str) -> str:
    text = page if isinstance(page, str) else page.text
    tree = BeautifulSoup(text, "lxml")
    leaving = tree.select_one("form[action^='/desk/logout']")
    if leaving:
        return parse_qs(urlsplit(str(leaving["action"])).query)["mark"][0]
    return str(tree.select_one("input[name=mark]")["value"])


def log_in(client: FlaskClient, password: str = PASSWORD, **fields: str) -> TestResponse:
    form = client.get("/desk/login", headers=FOR_PEOPLE)
    return client.post("/desk/login", data={"mark": mark(form), "password": password, **fields}, headers=FOR_PEOPLE)


def guarded_paths(app: Flask, room: Newsroom) -> list[str]:
    """Every address of the desk there is, by the table of addresses itself."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/desk")]
    filled = {
        "<key>": "x",
        "<any(photos, media):room>": "photos",
        "<name>": "x.jpg",
        "<int:number>": "1",
        "<token>": "x",
    }
    return [
        re.sub("<[^/]+>", lambda one: filled[one[0]], rule)
        for rule in rules
        if rule not in ("/desk/login", "/desk/logout")
    ]


# ---- on this machine alone


def test_at_home_without_a_password_the_desk_is_open(room: Newsroom) -> None:
    answer = room.app().test_client().get("/desk")
    assert answer.status_code == 200
    assert SECRET in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Log out" not in answer.text


def test_a_page_that_rebinds_its_name_reads_nothing_of_the_desk(room: Newsroom) -> None:
    """What a browser on an editor's machine sends for a page of evil.example whose name now leads to 127.0.0.1."""
    app = room.app()
    client = app.test_client()
    for path in guarded_paths(app, room):
        answer = client.get(path, headers={"Host": "evil.example:8000", "Sec-Fetch-Site": "same-origin", **FOR_PEOPLE})
        assert answer.status_code == 421, path
        assert "does not answer under this name" in answer.text
        assert SECRET not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/desk/login", headers={"Host": "evil.example"}).status_code == 421
    assert client.post("/desk/login", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/health", headers={"Host": "evil.example"}).json == {"status": "ok"}
    assert client.get("/rss.xml", headers={"Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize("host", ["localhost,evil.example", ""])
def test_two_hosts_or_none_are_a_bad_request(room: Newsroom, host: str) -> None:
    client = room.app().test_client()
    for path in ("/desk", "/health", "/", "/nothing"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, path


@pytest.mark.parametrize(
    ("environ", "headers"),
    [
        ({"REMOTE_ADDR": "192.168.1.7"}, {}),
        ({"REMOTE_ADDR": ""}, {}),
        ({}, {"X-Forwarded-For": "127.0.0.1"}),
        ({}, {"Forwarded": "for=127.0.0.1"}),
        ({}, {"Via": "1.1 proxy"}),
        ({}, {"X-Real-IP": "127.0.0.1"}),
        ({"SERVER_PROTOCOL": "HTTP/1.0"}, {}),
    ],
)
def test_from_elsewhere_and_through_proxies_the_desk_is_off_without_a_password(
    room: Newsroom, environ: dict[str, str], headers: dict[str, str]
) -> None:
    app = room.app()
    for path in guarded_paths(app, room):
        answer = app.test_client().get(path, environ_overrides=environ, headers=headers)
        assert answer.status_code == 403, path
        assert "feedservice password" in answer.text
    assert app.test_client().get("/health", environ_overrides=environ, headers=headers).json == {"status": "ok"}


@pytest.mark.parametrize("changed", [{"base_url": PUBLIC}, {"host": "0.0.0.0"}, {"desk_auth": "password"}])
def test_where_others_may_come_the_desk_is_off_without_a_password(room: Newsroom, changed: dict[str, str]) -> None:
    """A proxy on this machine may ask as 127.0.0.1 for 127.0.0.1, as nginx does, for anybody in the world."""
    client = room.app(**changed).test_client()
    assert client.get("/desk").status_code == 403
    assert client.get("/desk/login").status_code == 403
    assert client.get("/health").json == {"status": "ok"}


def test_health_tells_strangers_the_status_alone_and_monitors_as_ever(room: Newsroom) -> None:
    stranger, insider = room.app(base_url=PUBLIC).test_client(), room.app().test_client()
    assert stranger.get("/health", headers=AT_HOME).json == {"status": "ok"}
    room.now = datetime.now(UTC)
    room.content.rename(room.content.with_name("away"))
    room.turn()
    until(lambda: _health(stranger) == (200, {"status": "failing"}), "strangers to be told that turns fail")
    assert str(room.content) in insider.get("/health").json["message"]
    with room.store.writing() as changes:
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        changes.connection.execute(update(turn).values(started=long_ago, finished=long_ago))
    until(lambda: _health(stranger) == (503, {"status": "stopped"}), "strangers to be told that turns have stopped")
    assert stranger.get("/health", headers=AT_HOME).headers["Cache-Control"] == "no-store"


def test_a_crowd_of_strangers_that_asks_for_health_costs_few_looks(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, looks = room.app(base_url=PUBLIC).test_client(), []
    monkeypatch.setattr(watch_module, "signs_of", lambda *asked: looks.append(1) or signs_of(*asked))
    monkeypatch.setattr(watch_module, "_LATELY_SECONDS", 3600.0)
    assert {_health(client)[0] for _ in range(30)} == {200}
    assert len(looks) == 1
    monkeypatch.setattr(watch_module, "_LATELY_SECONDS", -1.0)
    assert _health(client)[0] == 200
    assert len(looks) == 2


def _health(client: FlaskClient) -> tuple[int, object]:
    answer = client.get("/health", headers=AT_HOME)
    return answer.status_code, answer.json


# ---- with a password


def test_with_a_password_every_page_of_the_desk_asks_for_it(locked: Newsroom) -> None:
    app = locked.app()
    for path in guarded_paths(app, locked):
        people = app.test_client().get(path, headers=FOR_PEOPLE)
        assert (people.status_code, people.location.partition("?")[0]) == (303, "/desk/login"), path
        program = app.test_client().get(path)
        assert program.status_code == 401
        assert program.headers["WWW-Authenticate"] == 'Basic realm="desk", charset="UTF-8"'
        for answer in (people, program):
            assert SECRET not in answer.text
            assert answer.headers["Cache-Control"] == "no-store"


def test_the_way_in_and_where_one_wanted_to_go(locked: Newsroom) -> None:
    client = locked.app(base_url=PUBLIC).test_client()
    sent = client.get("/desk?find=ferry&page=1", headers=FOR_PEOPLE, base_url=PUBLIC)
    form = client.get(sent.location, base_url=PUBLIC, headers=FOR_PEOPLE)
    assert form.status_code == 200
    assert form.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    page = BeautifulSoup(form.text, "lxml")
    assert page.select_one("form.login")["method"] == "post"
    assert page.select_one("input[type=password]")["autocomplete"] == "current-password"
    fields = {one["name"]: one.get("value", "") for one in page.select("input")}
    entered = client.post("/desk/login", data={**fields, "password": PASSWORD}, base_url=PUBLIC)
    assert (entered.status_code, entered.location) == (303, "/desk?find=ferry&page=1")
    desk = client.get(entered.location, base_url=PUBLIC)
    assert desk.status_code == 200
    assert "Log out" in desk.text
    assert client.get("/health", base_url=PUBLIC).json["files"]
    assert "Log out" not in client.get("/", base_url=PUBLIC).text


def cookies(answer: TestResponse) -> dict[str, str]:
    return {one.partition("=")[0]: one for one in answer.headers.getlist("Set-Cookie")}


def test_cookies_are_kept_from_scripts_other_sites_and_plain_http(locked: Newsroom) -> None:
    over_https = locked.app(base_url=PUBLIC).test_client()
    form = over_https.get("/desk/login", base_url=PUBLIC)
    entered = over_https.post("/desk/login", data={"mark": mark(form), "password": PASSWORD}, base_url=PUBLIC)
    for set_cookie in (cookies(form)["__Host-desk-form"], cookies(entered)["__Host-desk"]):
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(set_cookie.split("; "))
        assert "Domain" not in set_cookie
    at_home = cookies(log_in(locked.app().test_client()))["desk"].split("; ")
    assert {"HttpOnly", "SameSite=Lax"} <= set(at_home)
    assert "Secure" not in at_home  # no browser would send it back


def test_a_way_back_that_is_too_long_is_not_taken_along(locked: Newsroom) -> None:
    answer = locked.app().test_client().get(f"/desk?find={'x' * 60_000}", headers=FOR_PEOPLE)
    assert answer.status_code == 303
    assert len(answer.location) < 100


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/desk", "/\\evil.example", "/desk\\evil", "/desks", "/desk /x", "/desk\r\nX: y", "javascript:alert(1)", "/desk/logout", "/desk/login?next=x", "/", ""]
)  # fmt: skip
def test_one_goes_on_to_guarded_pages_of_ours_only(locked: Newsroom, onward: str) -> None:
    answer = log_in(locked.app().test_client(), next=onward)
    assert (answer.status_code, answer.location) == (303, "/desk")


def test_a_wrong_password_is_told_without_a_hint(locked: Newsroom) -> None:
    client = locked.app().test_client()
    told = []
    for wrong in ("", "correct horse batter", "x" * 3000, PASSWORD.upper()):
        answer = log_in(client, wrong)
        assert answer.status_code == 403
        assert "desk" not in cookies(answer)
        told.append(BeautifulSoup(answer.text, "lxml").select_one("#wrong").get_text())
    assert set(told) == {"That is not the password."}
    assert client.get("/desk").status_code == 401


def test_a_form_from_elsewhere_logs_nobody_in(locked: Newsroom) -> None:
    """Neither without its mark, nor with one that another browser was given."""
    app = locked.app()
    strangers = mark(app.test_client().get("/desk/login"))
    for fields in ({}, {"mark": ""}, {"mark": "x"}, {"mark": strangers}):
        client = app.test_client()
        client.get("/desk/login")
        answer = client.post("/desk/login", data={**fields, "password": PASSWORD})
        assert answer.status_code == 400
        assert "desk" not in cookies(answer)
        assert client.get("/desk").status_code == 401


def test_a_form_in_another_tab_is_still_good(locked: Newsroom) -> None:
    client = locked.app().test_client()
    first = client.get("/desk/login")
    client.get("/desk/login")
    answer = client.post("/desk/login", data={"mark": mark(first), "password": PASSWORD})
    assert answer.status_code == 303


def test_a_session_that_somebody_planted_is_worth_nothing_and_none_is_taken_over(locked: Newsroom) -> None:
    """Session fixation: what the browser had before the login is no session after it."""
    app = locked.app()
    client = app.test_client()
    client.set_cookie("desk", "planted")
    entered = log_in(client)
    session = client.get_cookie("desk").value
    assert entered.status_code == 303
    assert session != "planted"
    again = app.test_client()
    again.set_cookie("desk", session)
    log_in(app.test_client())
    assert again.get("/desk").status_code == 200
    assert client.get_cookie("desk-form") is None


def test_each_login_is_a_session_of_its_own(locked: Newsroom) -> None:
    app = locked.app()
    one, other = app.test_client(), app.test_client()
    log_in(one)
    log_in(other)
    assert one.get_cookie("desk").value != other.get_cookie("desk").value


def log_out(client: FlaskClient, page: str = "/desk") -> TestResponse:
    return client.post("/desk/logout", query_string={"mark": mark(client.get(page))})


def test_logging_out_ends_the_session_in_every_process_also_for_who_kept_the_cookie(locked: Newsroom) -> None:
    app, another = locked.app(), locked.app()
    client = app.test_client()
    log_in(client)
    thief, elsewhere = app.test_client(), another.test_client()
    for one in (thief, elsewhere):
        one.set_cookie("desk", client.get_cookie("desk").value)
        assert one.get("/desk").status_code == 200
    answer = log_out(client)
    assert (answer.status_code, answer.location) == (303, "/desk/login")
    assert client.get_cookie("desk") is None
    assert [one.get("/desk").status_code for one in (client, thief, elsewhere)] == [401, 401, 401]


def test_nobody_is_logged_out_by_another_site_or_by_a_link(locked: Newsroom) -> None:
    app = locked.app()
    client, other = app.test_client(), app.test_client()
    log_in(client)
    log_in(other)
    for sent in ({}, {"mark": "x"}, {"mark": mark(other.get("/desk"))}):
        assert client.post("/desk/logout", query_string=sent).status_code == 400
    assert client.get("/desk/logout").status_code == 405
    assert client.get("/desk").status_code == 200


def test_a_session_ends_after_some_hours(locked: Newsroom) -> None:
    made = lock(locked)
    client = locked.app().test_client()
    for hours, status in ((11.9, 200), (12.1, 401)):
        client.set_cookie("desk", sealed(DeskSession("name", datetime.now(UTC) - timedelta(hours=hours)), made.key))
        assert client.get("/desk").status_code == status


def test_a_new_password_ends_every_session(locked: Newsroom) -> None:
    client = locked.app().test_client()
    log_in(client)
    assert client.get("/desk").status_code == 200
    lock(locked)  # the very same password, set again
    assert client.get("/desk").status_code == 401
    log_in(client)
    CredentialsFile(locked.state).remove()
    assert client.get("/desk").status_code == 200  # as ever, on this machine
    assert client.get("/desk", environ_overrides={"REMOTE_ADDR": "192.168.1.7"}).status_code == 403


def test_a_password_that_cannot_be_read_opens_the_desk_to_nobody(locked: Newsroom) -> None:
    app = locked.app()
    client = app.test_client()
    log_in(client)
    (locked.state / "desk/password.json").write_text("{")
    assert "its password cannot be read" in notice_of(app)
    assert client.get("/desk").status_code == 403
    assert client.get("/desk/login").status_code == 403


# ---- how often


@pytest.fixture
def slow(locked: Newsroom) -> Iterator[Flask]:
    """An application whose allowances do not come back while a test runs."""
    app = locked.app()
    app.extensions["doorkeeper"]._attempts = Attempts(Allowance(5, 10**6), Allowance(12, 10**6))
    return app


def test_too_many_wrong_passwords_and_not_even_the_right_one_is_looked_at(slow: Flask) -> None:
    client = slow.test_client()
    assert [log_in(client, "wrong").status_code for _ in range(6)] == [403] * 5 + [429]
    answer = log_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Try again in" in answer.text
    assert client.get("/desk", auth=("", PASSWORD)).status_code == 429
    assert client.get("/health", auth=("", PASSWORD)).json == {"status": "ok"}
    assert client.get("/desk/login").status_code == 200


def test_a_guesser_does_not_keep_others_out_and_cannot_pass_for_many(slow: Flask) -> None:
    def attempt(password: str, forwarded_for: str, peer: str = "127.0.0.1") -> int:
        answer = slow.test_client().get(
            "/desk",
            auth=("x", password),
            headers={"X-Forwarded-For": forwarded_for},
            environ_overrides={"REMOTE_ADDR": peer},
        )
        return answer.status_code

    assert attempt(PASSWORD, "1.1.1.1") == 200
    assert [attempt("wrong", "2.2.2.2") for _ in range(6)] == [401] * 5 + [429]
    assert attempt(PASSWORD, "1.1.1.1") == 200
    made_up = [attempt("wrong", f"3.3.3.{number}", peer="8.8.8.8") for number in range(6)]
    assert made_up == [401] * 5 + [429]
    many = [attempt("wrong", f"4.4.4.{number}") for number in range(5)]
    assert many == [401, 401, 429, 429, 429]  # all together
    assert attempt(PASSWORD, "1.1.1.1") == 200


def test_a_large_form_is_not_read(locked: Newsroom) -> None:
    client = locked.app().test_client()
    assert client.post("/desk/login", data={"password": "x" * 1_000_000}).status_code == 401
    assert client.post("/desk/login", headers={"Desk-Form": "mark=" + "x" * 9_000}).status_code == 401


def test_a_form_comes_in_headers_and_its_password_in_the_one_that_logs_leave_out(locked: Newsroom) -> None:
    """Caddy's access log has every header but `Authorization` and cookies."""
    client = locked.app().test_client()
    form = client.get("/desk/login?next=/desk/feeds", headers=FOR_PEOPLE)
    fields = {"mark": mark(form), "next": "/desk/feeds"}
    told = {**FOR_PEOPLE, "Desk-Form": urlencode({**fields, "password": PASSWORD})}
    assert client.post("/desk/login", headers=told).status_code == 403
    sent = {**FOR_PEOPLE, "Desk-Form": urlencode(fields)}
    wrong = client.post("/desk/login", headers=sent, auth=("", "wrong"))
    assert wrong.status_code == 403
    assert "WWW-Authenticate" not in wrong.headers, "the browser would ask for it as well"
    assert "That is not the password." in wrong.text
    foreign = {**sent, "Desk-Form": urlencode({**fields, "mark": "other"})}
    assert client.post("/desk/login", headers=foreign, auth=("", PASSWORD)).status_code == 400
    answer = client.post("/desk/login", headers=sent, auth=("", PASSWORD))
    assert (answer.status_code, answer.location) == (303, "/desk/feeds")
    assert client.get("/desk").status_code == 200


def test_an_attempt_by_the_form_costs_one_attempt(locked: Newsroom) -> None:
    client = locked.app().test_client()
    sent = {**FOR_PEOPLE, "Desk-Form": urlencode({"mark": mark(client.get("/desk/login", headers=FOR_PEOPLE))})}
    statuses = [client.post("/desk/login", headers=sent, auth=("", "wrong")).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]


def test_without_script_the_browser_asks_for_the_password(locked: Newsroom) -> None:
    other = locked.app().test_client()
    asked = other.post("/desk/login?next=/desk/feeds", headers=FOR_PEOPLE)
    assert asked.status_code == 401
    assert asked.headers["WWW-Authenticate"].startswith("Basic")
    assert other.post("/desk/login", headers=FOR_PEOPLE, auth=("", "wrong")).status_code == 401
    answer = other.post("/desk/login?next=/desk/feeds", headers=FOR_PEOPLE, auth=("", PASSWORD))
    assert (answer.status_code, answer.location) == (303, "/desk/feeds")
    assert other.get("/desk").status_code == 200


def test_where_no_password_is_set_none_is_checked(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(*_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr("feedservice.web.access.password_check._verified", checked)
    for changed in ({}, {"base_url": PUBLIC}, proxied()):
        client = room.app(**changed).test_client()
        client.get("/desk", auth=("x", PASSWORD))
        client.post("/desk/login", data={"password": PASSWORD})


# ---- programs


def test_programs_send_the_password_along_under_any_name(locked: Newsroom) -> None:
    """Feed readers, curl and Prometheus have no use for a form (RFC 7617)."""
    client = locked.app().test_client()
    for name in ("", "anna", "ü"):
        answer = client.get("/desk/feeds", auth=(name, PASSWORD))
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert client.get("/health", auth=("", PASSWORD)).json["files"]
    wrong = client.get("/desk", auth=("", "wrong"), headers=FOR_PEOPLE)
    assert wrong.status_code == 401
    assert "WWW-Authenticate" in wrong.headers


@pytest.mark.parametrize(
    "sent", [Authorization("bearer", token=PASSWORD), "Basic", "Basic ???", "Basic eA==", "Basic \xff", "Digest x"]
)
def test_what_is_no_password_is_none(locked: Newsroom, sent: Any) -> None:
    value = sent.to_header() if isinstance(sent, Authorization) else sent
    answer = locked.app().test_client().get("/desk", environ_overrides={"HTTP_AUTHORIZATION": value})
    assert answer.status_code == 401


def test_whatever_lies_under_metrics_is_guarded_too(locked: Newsroom) -> None:
    client = locked.app().test_client()
    assert client.get("/metrics").status_code == 401
    assert "feedservice_build_info" in client.get("/metrics", auth=("prometheus", PASSWORD)).text
    assert log_in(client, next="/metrics").location == "/metrics"


def test_without_the_desk_there_is_no_login_page_but_programs_see_health(locked: Newsroom) -> None:
    client = locked.app(desk=False).test_client()
    assert [client.get(path).status_code for path in ("/desk", "/desk/login")] == [404, 404]
    assert client.get("/health").json == {"status": "ok"}
    assert client.get("/health", auth=("", PASSWORD)).json["files"]


# ---- a proxy that knows who comes


def proxied(**changed: object) -> dict[str, Any]:
    return {
        "desk_auth": "proxy",
        "desk_auth_header": "X-Remote-User",
        "desk_auth_proxies": ("10.0.0.0/8",),
        "base_url": PUBLIC,
        **changed,
    }


def test_a_user_named_by_a_trusted_proxy_enters(room: Newsroom) -> None:
    client = room.app(**proxied()).test_client()
    through = {"environ_overrides": {"REMOTE_ADDR": "10.1.2.3"}, "headers": {**AT_HOME, "X-Remote-User": "anna"}}
    answer = client.get("/desk", **through)
    assert answer.status_code == 200
    assert BeautifulSoup(answer.text, "lxml").select_one(".visitor").get_text() == "anna"
    assert client.get("/health", **through).json["files"]
    assert client.get("/desk/login?next=/desk/feeds", **through).location == "/desk/feeds"


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("127.0.0.1", {"X-Remote-User": "anna"}),
        ("8.8.8.8", {"X-Remote-User": "anna"}),
        ("8.8.8.8", {"X-Remote-User": "anna", "X-Forwarded-For": "10.1.2.3"}),
        ("10.1.2.3", {}),
        ("10.1.2.3", {"X-Remote-User": ""}),
        ("10.1.2.3", {"X-Forwarded-User": "anna"}),
        ("10.1.2.3", {"X-Remote-User": "anna,eve"}),
    ],
)
def test_a_name_from_anybody_else_counts_for_nothing(locked: Newsroom, peer: str, headers: dict[str, str]) -> None:
    """Nor does a password that is set besides."""
    client = locked.app(**proxied()).test_client()
    asked = {"environ_overrides": {"REMOTE_ADDR": peer}, "headers": {**AT_HOME, **headers}, "auth": ("", PASSWORD)}
    answer = client.get("/desk", **asked)
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert client.get("/health", **asked).json == {"status": "ok"}


def test_without_that_choice_the_header_is_nothing(locked: Newsroom) -> None:
    client = locked.app(**proxied(desk_auth="")).test_client()
    answer = client.get(
        "/desk", headers={**AT_HOME, "X-Remote-User": "anna"}, environ_overrides={"REMOTE_ADDR": "10.1.2.3"}
    )
    assert answer.status_code == 401


# ---- what the feeds have to do with it


def test_feeds_and_pages_know_nothing_of_it(locked: Newsroom) -> None:
    client = locked.app(base_url=PUBLIC).test_client()
    for path in ("/rss.xml", "/", "/feeds", "/feeds.opml"):
        answer = client.get(path, headers={**AT_HOME, "Cookie": "__Host-desk=x"})
        assert answer.status_code == 200
        assert not {"Set-Cookie", "WWW-Authenticate"} & set(answer.headers.keys())
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_no_password_and_no_session_is_logged(locked: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    client = locked.app().test_client()
    with caplog.at_level(logging.DEBUG):
        log_in(client, "no such password")
        log_in(client)
        client.get("/desk", auth=("", PASSWORD))
    session = client.get_cookie("desk").value
    assert "a wrong password for the desk from 127.0.0.1" in caplog.text
    assert not [word for word in (PASSWORD, "no such password", session) if word in caplog.text]


def test_the_state_folder_holds_nothing_that_opens_the_desk_in_clear(locked: Newsroom) -> None:
    client = locked.app().test_client()
    log_in(client)
    log_out(client)
    kept = json.loads((locked.state / "desk/password.json").read_text())
    assert set(kept) == {"password_hash", "key"}
    files = [file for file in Path(locked.state, "desk").rglob("*") if file.is_file()]
    assert len(files) == 2
    assert not [file for file in files if PASSWORD.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("changed", "with_password", "said"),
    [
        ({}, False, ""),
        ({}, True, ""),
        ({"desk": False, "host": "0.0.0.0"}, False, ""),
        ({"base_url": PUBLIC}, True, ""),
        ({"base_url": PUBLIC}, False, "others than this machine may reach it, and it has no password. Set one"),
        ({"host": "0.0.0.0"}, False, "others than this machine may reach it"),
        ({"desk_auth": "password"}, False, "its password is not set"),
        ({"base_url": "http://news.example.org"}, True, "can be overheard on its way to http://news.example.org"),
        (proxied(), False, ""),
    ],
)
def test_the_start_says_in_a_sentence_what_is_not_as_it_should_be(
    room: Newsroom, changed: dict[str, Any], with_password: bool, said: str
) -> None:
    if with_password:
        lock(room)
    notice = notice_of(room.app(**changed))
    assert said in notice
    assert bool(said) is bool(notice)
