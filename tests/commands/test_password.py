"""The command password, as a process of its own: on a terminal, and fed by a program."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from feedservice.web.access.credentials import CredentialsFile
from feedservice.web.access.password_check import PasswordCheck
from tests import warm
from tests.service import COMMAND, PATIENCE_SECONDS

PASSWORD = "Grüße vom Hafenmeister"
#: Makes its standard input the terminal of a session of its own, as a shell's is, and is then the command.
ON_A_TERMINAL = """
import fcntl, os, runpy, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
runpy.run_module("feedservice", run_name="__main__", alter_sys=True)
"""


def piped(state: Path, given: bytes, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    done = warm.run(
        [*COMMAND, "password", "--state", str(state), *options],
        input=given,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        env={**os.environ, **settings},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def typed(state: Path, *lines: str) -> tuple[int, str]:
    """The exit status, and all that the terminal showed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ON_A_TERMINAL, "password", "--state", str(state)]
    process = warm.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown, left = b"", list(lines)
    while True:
        try:
            piece = os.read(ours, 1024)
        except OSError:  # the terminal is closed at the other end
            break
        if not piece:
            break
        shown += piece
        if left and shown.endswith(b": "):  # its space comes when the terminal no longer shows what is typed
            shown += b"\n"
            os.write(ours, left.pop(0).encode() + b"\n")
    os.close(ours)
    return process.wait(PATIENCE_SECONDS), shown.decode()


def is_set(state: Path, password: str) -> bool:
    kept = CredentialsFile(state).current()
    return kept is not None and PasswordCheck().is_right(password, kept)


def test_on_a_terminal_it_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    status, shown = typed(tmp_path / "state", PASSWORD, PASSWORD)
    assert status == 0, shown
    assert "New password of the desk" in shown
    assert "The same again" in shown
    assert "Hafenmeister" not in shown
    assert is_set(tmp_path / "state", PASSWORD)


def test_two_that_differ_change_nothing(tmp_path: Path) -> None:
    status, shown = typed(tmp_path / "state", PASSWORD, PASSWORD + "!")
    assert status == 2
    assert "not the same. Nothing was changed." in shown
    assert CredentialsFile(tmp_path / "state").current() is None


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"", b"\nanother line\n"])
def test_a_program_gives_it_on_standard_input(tmp_path: Path, end: bytes) -> None:
    done = piped(tmp_path / "state", PASSWORD.encode() + end)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Hafenmeister" not in done.stdout
    assert is_set(tmp_path / "state", PASSWORD)
    file = tmp_path / "state/desk/password.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("given", "sentence"),
    [(b"", "fewer than 12"), (b"short\n", "fewer than 12"), (b"\xff\xfe" * 20, "not in UTF-8"), (b"x" * 2000, "longer than")],
)  # fmt: skip
def test_what_cannot_be_one_is_refused_and_the_old_one_stays(tmp_path: Path, given: bytes, sentence: str) -> None:
    state = tmp_path / "state"
    piped(state, PASSWORD.encode())
    done = piped(state, given)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert is_set(state, PASSWORD)


def test_it_is_taken_away_again(tmp_path: Path) -> None:
    piped(tmp_path / "state", PASSWORD.encode())
    assert "no password any more" in piped(tmp_path / "state", b"", "--remove").stdout
    assert CredentialsFile(tmp_path / "state").current() is None
    done = piped(tmp_path / "state", b"", "--remove")
    assert (done.returncode, "There is no password in" in done.stdout) == (0, True)


def test_it_is_never_taken_from_the_command_line(tmp_path: Path) -> None:
    done = piped(tmp_path / "state", b"", PASSWORD)
    assert done.returncode == 2
    assert not (tmp_path / "state").exists()


def test_where_a_proxy_says_who_comes_it_is_told_that_nobody_is_asked(tmp_path: Path) -> None:
    proxy = {"AUTH": "proxy", "AUTH_HEADER": "X-Remote-User", "AUTH_PROXIES": '["127.0.0.1"]'}
    settings = {f"FEEDSERVICE_DESK_{name}": value for name, value in proxy.items()}
    done = piped(tmp_path / "state", PASSWORD.encode(), **settings)
    assert done.returncode == 0
    assert "nobody is asked for it" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_set_by_root_it_belongs_to_whom_the_state_folder_belongs(tmp_path: Path) -> None:
    """Else the service, which runs as somebody else, could not read it."""
    state = tmp_path / "state"
    state.mkdir()
    os.chown(state, 12345, 12345)
    piped(state, PASSWORD.encode())
    for path in (state / "desk", state / "desk/password.json"):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)
