"""Sessions and the marks on forms, on values alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedservice.web.access.sessions import (
    FORM_LIFE,
    SESSION_LIFE,
    DeskSession,
    form_mark,
    is_logout_of,
    is_our_form,
    logout_mark,
    opened,
    sealed,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
KEY, OTHER = "1" * 64, "2" * 64
SESSION = DeskSession("name", NOW)


def test_a_session_is_opened_with_its_key_for_some_hours() -> None:
    cookie = sealed(SESSION, KEY)
    assert opened(cookie, KEY, NOW) == SESSION
    assert opened(cookie, KEY, NOW + SESSION_LIFE) == SESSION
    assert opened(cookie, KEY, NOW + SESSION_LIFE + timedelta(seconds=1)) is None
    assert opened(cookie, OTHER, NOW) is None


def test_a_session_of_the_future_is_none_but_for_clocks_that_differ_a_little() -> None:
    assert opened(sealed(SESSION, KEY), KEY, NOW - timedelta(seconds=30)) == SESSION
    assert opened(sealed(SESSION, KEY), KEY, NOW - timedelta(minutes=2)) is None


@pytest.mark.parametrize("cookie", ["", "x", ".", "a.b", "é.ü", "." * 499, "x" * 100_000])
def test_what_is_none_of_ours_opens_nothing(cookie: str) -> None:
    assert opened(cookie, KEY, NOW) is None


def test_every_change_of_a_letter_is_seen() -> None:
    cookie = sealed(SESSION, KEY)
    for place in range(len(cookie) - 1):  # the last letter has bits that mean nothing
        changed = cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]
        assert opened(changed, KEY, NOW) is None


def test_a_mark_for_one_purpose_is_none_for_another() -> None:
    mark = form_mark("name", KEY, NOW)
    assert opened(mark, KEY, NOW) is None
    assert not is_our_form(sealed(SESSION, KEY), sealed(SESSION, KEY), KEY, NOW)
    assert not is_logout_of(SESSION, mark, KEY)
    assert not is_our_form(logout_mark(SESSION, KEY), logout_mark(SESSION, KEY), KEY, NOW)


def test_a_login_form_needs_its_cookie_and_is_good_for_a_while() -> None:
    mark = form_mark("nonce", KEY, NOW)
    assert is_our_form(mark, mark, KEY, NOW + FORM_LIFE)
    assert not is_our_form(mark, "", KEY, NOW)
    assert not is_our_form("", "", KEY, NOW)
    assert not is_our_form(mark, form_mark("another browser's", KEY, NOW), KEY, NOW)
    assert not is_our_form(mark, mark, KEY, NOW + FORM_LIFE + timedelta(seconds=1))
    assert not is_our_form(mark, mark, OTHER, NOW)


def test_a_logout_form_is_good_for_its_session_alone() -> None:
    assert is_logout_of(SESSION, logout_mark(SESSION, KEY), KEY)
    assert not is_logout_of(DeskSession("another", NOW), logout_mark(SESSION, KEY), KEY)
    assert not is_logout_of(SESSION, "", KEY)
