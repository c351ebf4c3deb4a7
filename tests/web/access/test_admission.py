"""Who may enter, on values alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from feedservice.web.access.admission import Caller, Rules, Verdict, admission, host_named, user_named, visitor

HERE = Caller("127.0.0.1", "localhost:8000")
LOCAL = Rules("", "127.0.0.1", is_local=True, has_password=False)
PUBLIC = Rules("", "news.example.org", is_local=False, has_password=False)
WITH_PASSWORD = Rules("", "news.example.org", is_local=False, has_password=True)
PROXIED = Rules("proxy", "news.example.org", is_local=False, has_password=False, proxies=("10.0.0.0/8", "::1"))


def never() -> bool:
    raise AssertionError("nobody had to ask for the password")


def judged(caller: Caller, rules: Rules, proved: Callable[[], bool] = never) -> Verdict:
    return admission(caller, rules, proved)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1:8000", "[::1]:8000", "127.1.2.3"]
)
def test_on_its_own_machine_the_desk_is_open(peer: str, host: str) -> None:
    assert judged(Caller(peer, host), LOCAL) is Verdict.ENTERS


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8000", "192.168.1.5", "0.0.0.0", "[::]", "[::ffff:8.8.8.8]"]
)  # fmt: skip
@pytest.mark.parametrize("rules", [LOCAL, PUBLIC, WITH_PASSWORD, PROXIED])
def test_under_a_name_that_is_not_ours_nobody_enters(host: str, rules: Rules) -> None:
    """A page of another site, in a browser on this machine or in the office, comes under that site's name (DNS rebinding)."""
    assert judged(Caller("127.0.0.1", host, user="anna"), rules) is Verdict.ELSEWHERE


@pytest.mark.parametrize("host", ["localhost,evil.example", "localhost, localhost", "a b", "localhost/x", "user@localhost", "[::1", "localhost:x", "", " "])  # fmt: skip
def test_a_request_that_names_no_host_or_several_is_broken(host: str) -> None:
    assert judged(Caller("127.0.0.1", host), LOCAL) is Verdict.BROKEN


def test_old_http_need_not_name_a_host_and_is_not_from_here() -> None:
    """nginx asks so, as 127.0.0.1, for whoever asks it."""
    assert judged(Caller("127.0.0.1", "", "HTTP/1.0"), LOCAL) is Verdict.ELSEWHERE
    for protocol in ("HTTP/1", "HTTP/1.0"):
        assert judged(Caller("127.0.0.1", "127.0.0.1:8000", protocol), LOCAL) is Verdict.CLOSED
    assert judged(Caller("127.0.0.1", "localhost", "HTTP/2"), LOCAL) is Verdict.ENTERS


@pytest.mark.parametrize("peer", ["192.168.1.7", "172.17.0.1", "8.8.8.8", "::ffff:8.8.8.8", "fe80::1%eth0", "", "localhost", "unix:"])  # fmt: skip
def test_from_another_address_the_desk_is_off_without_a_password(peer: str) -> None:
    assert judged(Caller(peer, "localhost:8000"), LOCAL) is Verdict.CLOSED


def test_what_a_proxy_hands_on_is_not_from_here() -> None:
    assert judged(Caller("127.0.0.1", "localhost", is_forwarded=True), LOCAL) is Verdict.CLOSED


@pytest.mark.parametrize("host", ["news.example.org", "localhost", "127.0.0.1:8000"])
def test_where_readers_come_by_another_address_not_even_a_caller_from_here_is_believed(host: str) -> None:
    """A proxy on this machine may stand in front, and leave no trace in what it hands on."""
    assert judged(Caller("127.0.0.1", host), PUBLIC) is Verdict.CLOSED


def test_once_a_password_is_set_everybody_gives_it() -> None:
    for rules in (WITH_PASSWORD, Rules("", "127.0.0.1", is_local=True, has_password=True)):
        assert judged(HERE, rules, lambda: False) is Verdict.PASSWORD
        assert judged(HERE, rules, lambda: True) is Verdict.ENTERS


def test_with_the_choice_password_nobody_enters_before_one_is_set() -> None:
    assert judged(HERE, Rules("password", "127.0.0.1", is_local=True, has_password=False)) is Verdict.CLOSED


@pytest.mark.parametrize(
    ("peer", "user", "named"),
    [
        ("10.1.2.3", "anna", "anna"),
        ("::ffff:10.1.2.3", "anna@news.example.org", "anna@news.example.org"),
        ("::1", " Zoë ", "Zoë"),
        ("127.0.0.1", "anna", ""),
        ("11.0.0.1", "anna", ""),
        ("", "anna", ""),
        ("10.1.2.3", "", ""),
        ("10.1.2.3", "anna,eve", ""),
        ("10.1.2.3", "an\tna", ""),
    ],
)
def test_a_name_counts_only_from_a_proxy_that_may_give_one(peer: str, user: str, named: str) -> None:
    caller = Caller(peer, "news.example.org", user=user)
    assert user_named(caller, PROXIED) == named
    assert judged(caller, PROXIED) is (Verdict.ENTERS if named else Verdict.UNNAMED)


def test_a_unix_socket_is_a_proxy_where_it_is_named_as_one() -> None:
    rules = Rules("proxy", "news.example.org", is_local=False, has_password=False, proxies=("unix",))
    assert judged(Caller("", "news.example.org", user="anna"), rules) is Verdict.ENTERS
    assert judged(Caller("127.0.0.1", "news.example.org", user="anna"), rules) is Verdict.UNNAMED


def test_a_header_counts_for_nothing_without_that_choice() -> None:
    caller = Caller("10.1.2.3", "news.example.org", user="anna")
    rules = Rules("", "news.example.org", is_local=False, has_password=True, proxies=("10.0.0.0/8",))
    assert judged(caller, rules, lambda: False) is Verdict.PASSWORD


def test_the_host_is_named_without_port_and_brackets() -> None:
    assert [host_named(one) for one in ("A.example:80", "[::1]:80", "a_b:1", "a:")] == ["a.example", "::1", "a_b", "a"]


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "counted"),
    [
        ("8.8.8.8", "", "8.8.8.8"),
        ("8.8.8.8", "1.2.3.4", "8.8.8.8"),
        ("127.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.7", "1.2.3.4"),
        ("10.0.0.7", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "rubbish", "127.0.0.1"),
        ("127.0.0.1", "1.2.3.4, rubbish", "127.0.0.1"),
        ("", "1.2.3.4", "1.2.3.4"),
        ("", "", ""),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:8.8.8.8", "", "8.8.8.8"),
    ],
)
def test_a_visitor_is_counted_by_what_our_proxies_say(peer: str, forwarded_for: str, counted: str) -> None:
    assert visitor(peer, forwarded_for, ("10.0.0.0/8",)) == counted
