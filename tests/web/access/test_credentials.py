"""The password as it is kept, and as it is checked."""

from __future__ import annotations

import logging
import os
import stat
import threading
from pathlib import Path

import pytest

from feedservice.errors import SettingsError
from feedservice.web.access import password_check
from feedservice.web.access.credentials import Credentials, CredentialsFile, with_fresh_key
from feedservice.web.access.ended_sessions import EndedSessions
from feedservice.web.access.password_check import CheckBusyError, PasswordCheck, hashed

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def kept() -> Credentials:
    return with_fresh_key(hashed(PASSWORD))


def modes(folder: Path) -> dict[str, int]:
    return {str(one.relative_to(folder)): stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*")}


def test_what_is_kept_is_private_whatever_the_umask(tmp_path: Path, kept: Credentials) -> None:
    before = os.umask(0)
    try:
        CredentialsFile(tmp_path).keep(kept)
        EndedSessions(tmp_path).add("name")
    finally:
        os.umask(before)
    found = modes(tmp_path)
    assert found.pop("desk") == found.pop("desk/ended") == 0o700
    assert set(found.values()) == {0o600}
    assert "desk/password.json" in found
    assert PASSWORD not in (tmp_path / "desk/password.json").read_text()


def test_another_process_sees_a_new_password_and_that_it_is_gone(tmp_path: Path, kept: Credentials) -> None:
    ours, theirs = CredentialsFile(tmp_path), CredentialsFile(tmp_path)
    assert theirs.current() is None
    ours.keep(kept)
    assert theirs.current() == kept
    ours.keep(with_fresh_key(kept.password_hash))
    assert theirs.current() not in (None, kept)
    assert ours.remove()
    assert not ours.remove()
    assert theirs.current() is None
    assert not theirs.is_spoilt


@pytest.mark.parametrize("content", ["", "{", "[]", '{"password_hash": "x"}', '{"password_hash": "x", "key": "ab"}', '{"password_hash": "x", "key": "zz"}'])  # fmt: skip
def test_a_damaged_file_is_no_password_and_not_as_if_none_were_set(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = CredentialsFile(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(content)
    with caplog.at_level(logging.ERROR):
        assert [file.current(), file.current()] == [None, None]
    assert file.is_spoilt
    assert caplog.text.count("Set it anew: feedservice password") == 1


def test_a_file_that_cannot_be_kept_is_told_in_a_sentence(tmp_path: Path, kept: Credentials) -> None:
    (tmp_path / "desk").write_text("in the way")
    with pytest.raises(SettingsError, match="cannot be kept"):
        CredentialsFile(tmp_path).keep(kept)


def test_neither_hash_nor_key_is_printed_by_mistake(kept: Credentials) -> None:
    assert kept.key not in repr(kept)
    assert "argon2" not in repr(kept)


def test_the_hash_is_argon2id_and_salted() -> None:
    assert hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hashed(PASSWORD) != hashed(PASSWORD)


def test_only_the_password_is_right(kept: Credentials) -> None:
    check = PasswordCheck()
    for _ in range(2):  # before it is known, and after
        assert not check.is_right("wrong", kept)
        assert not check.is_right("", kept)
        assert not check.is_right("x" * 5000, kept)
        assert not check.is_right("é" * 600, kept)
        assert check.is_right(PASSWORD, kept)


def test_letters_may_be_composed_in_either_way() -> None:
    given = with_fresh_key(hashed("Caf\u00e9 au lait, bitte"))
    assert PasswordCheck().is_right("Cafe\u0301 au lait, bitte", given)


def test_once_known_it_is_not_hashed_again_until_it_changes(kept: Credentials, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that sends it with each request, and wrong guesses, cost nothing then."""
    hashings = []
    real = password_check._verified
    monkeypatch.setattr(password_check, "_verified", lambda *given: hashings.append(1) or real(*given))
    check = PasswordCheck()
    assert [check.is_right(one, kept) for one in ("wrong", PASSWORD, PASSWORD, "wrong")] == [False, True, True, False]
    assert len(hashings) == 2
    changed = with_fresh_key(hashed("another long password"))
    assert not check.is_right(PASSWORD, changed)
    assert len(hashings) == 3


def test_guesses_are_checked_one_at_a_time(kept: Credentials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_check, "_PATIENCE_SECONDS", 0.01)
    begun, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(password_check, "_verified", lambda *_: begun.set() or not go_on.wait(60))
    check = PasswordCheck()
    first = threading.Thread(target=check.is_right, args=("wrong", kept))
    first.start()
    begun.wait(60)
    with pytest.raises(CheckBusyError):
        check.is_right("wrong too", kept)
    go_on.set()
    first.join(60)


def test_a_broken_hash_fits_nothing() -> None:
    assert not PasswordCheck().is_right(PASSWORD, with_fresh_key("$argon2id$broken"))


@pytest.mark.parametrize(("password", "sentence"), [("short", "fewer than 12"), ("x" * 2000, "longer than 1024 bytes")])
def test_what_may_not_be_a_password_is_told(password: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        hashed(password)


def test_ended_sessions_are_known_to_others_and_go_in_time(tmp_path: Path, kept: Credentials) -> None:
    CredentialsFile(tmp_path).keep(kept)
    ours, theirs = EndedSessions(tmp_path), EndedSessions(tmp_path)
    assert not theirs.has("one")
    ours.add("one")
    assert theirs.has("one")
    [file] = ours.folder.iterdir()
    os.utime(file, (0, 0))
    ours.add("two")
    assert [theirs.has("one"), theirs.has("two")] == [False, True]


def test_a_logout_that_the_disk_does_not_take_counts_here(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ended = EndedSessions(tmp_path / "not there")
    ended.add("one")
    assert ended.has("one")
    assert "known to one web process only" in caplog.text
