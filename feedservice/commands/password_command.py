"""The command password: sets what the desk asks for, or takes it away. Touches: terminal, disk."""

from __future__ import annotations

import sys
from typing import Any

import click

from feedservice.commands import options
from feedservice.commands.speaking import say, tell
from feedservice.errors import SettingsError
from feedservice.settings import sources


@click.command(epilog="Example:  feedservice password")
@click.option("--remove", is_flag=True, help="Take the password away.")
@options.state
def password(remove: bool, **given: Any) -> None:  # noqa: FBT001  # click hands flags over by name
    """Set the password of the desk.

    Asks for it twice, or takes it from the first line of standard input.
    """
    from feedservice.service.preflight import check_places
    from feedservice.web.access.credentials import CredentialsFile, with_fresh_key
    from feedservice.web.access.password_check import hashed

    chosen = sources.load(given)
    file = CredentialsFile(chosen.state_dir)
    if remove:
        was_set = file.remove()
        where = f" in {chosen.state_dir}" if not was_set else ""
        say("The desk has no password any more." if was_set else f"There is no password{where}. Nothing was changed.")
        return
    check_places(chosen, content=False)
    file.keep(with_fresh_key(hashed(_asked_twice() if sys.stdin.isatty() else _first_line())))
    say(f"Kept in {file.path}: the desk asks for this password from now on. Whoever was logged in has to give it.")
    if sys.stdin.isatty() and chosen.database_file and not chosen.database_file.exists():
        tell(
            "Warning: no newsroom has run with this state folder yet. If yours was started with --state, name it here, too."
        )
    if chosen.desk_auth == "proxy":
        tell('Warning: with desk_auth = "proxy" nobody is asked for it.')


def _asked_twice() -> str:
    given = _asked("New password of the desk")
    if _asked("The same again") != given:
        raise SettingsError("The two are not the same. Nothing was changed.")
    return given


def _asked(question: str) -> str:
    return str(click.prompt(question, hide_input=True, err=True))


def _first_line() -> str:
    try:
        return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise SettingsError("The password on standard input is not in UTF-8. Nothing was changed.") from error
