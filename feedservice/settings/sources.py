"""Where settings come from: command line, environment or feedservice.toml; and what is wrong with them, by their origin.

An option given on the command line wins over the environment (FEEDSERVICE_…), that over feedservice.toml, that over
the default. Touches: environment, disk (feedservice.toml only).
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, NamedTuple

from feedservice.errors import SettingsError
from feedservice.settings import PREFIX, Settings
from feedservice.settings.file_place import FILE_VARIABLE, settings_file
from feedservice.settings.reasons import reason, unparsed
from feedservice.settings.saved_feeds import SavedFeed

#: What pydantic calls a name that is none of ours, in a model and in a dataclass.
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


class Setting(NamedTuple):
    """One setting for people to read."""

    name: str
    value: Any
    unit: str
    origin: str
    help: str


def load(options: Mapping[str, Any] | None = None) -> Settings:
    """The settings, options first. Raises SettingsError that names each wrong setting and where it came from."""
    from pydantic import ValidationError  # noqa: PLC0415  # here, so that whoever reads no settings loads none of it

    from feedservice.settings.given import checked  # noqa: PLC0415

    given = {name: value for name, value in (options or {}).items() if value is not None}
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(f"{FILE_VARIABLE} names {named}, but there is no such file.")
    try:
        chosen = checked(given)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(problem, given) for problem in error.errors())) from error
    except (OSError, ValueError) as error:
        if name := unparsed(str(error)):
            form = f"""{PREFIX}{name.upper()}='["…", "…"]'"""
            raise SettingsError(f"Setting {name} ({_origin(name, given)}) must be written as JSON: {form}.") from error
        raise SettingsError(f"{settings_file()} cannot be read: {error}") from error
    if chosen.desk_auth == "proxy" and not (chosen.desk_auth_header and chosen.desk_auth_proxies):
        raise SettingsError(
            'With desk_auth = "proxy" say also which header names who comes (desk_auth_header = "Deskuser"), and from '
            'which addresses it counts (desk_auth_proxies = ["127.0.0.1"]).'
        )
    if chosen.desk_upload and not (chosen.desk and chosen.desk_actions):
        raise SettingsError(
            "With desk_upload = true the desk and its actions must be on: take desk = false and desk_actions = false away, "
            "or desk_upload."
        )
    return chosen


def _explain(problem: Any, given: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in problem["loc"]) or "?"
    if problem["type"] in _UNKNOWN:
        known = [one.name for one in fields(SavedFeed if "." in name else Settings)]
        near = difflib.get_close_matches(name.rpartition(".")[2], known, n=1)
        return f"There is no setting {name} ({settings_file()}).{f' Did you mean {near[0]}?' if near else ''}"
    why = reason(name, problem["type"], problem.get("ctx", {}), problem["msg"])
    end = "" if why.endswith("?") else "."
    return _without_passwords(f"Setting {name} ({_origin(name, given)}) is {problem['input']!r}: {why}{end}")


def _without_passwords(text: str) -> str:
    return re.sub(r"//[^/@\s]*@", "//…@", text)


def _origin(name: str, given: Mapping[str, Any]) -> str:
    if name in given:
        return "command line"
    name = name.partition(".")[0]
    variable = PREFIX + name.upper()
    if any(key.upper() == variable for key in os.environ):
        return f"environment {variable}"
    file = settings_file()
    return str(file) if file.is_file() and name in tomllib.loads(file.read_text(encoding="utf-8")) else "default"


def variables(settings: Settings) -> dict[str, str]:
    """The environment from which `load` makes these settings again, for a process of our own in the same folder."""
    return {
        PREFIX + name.upper(): str(value) if isinstance(value, str | Path) else json.dumps(value)
        for name, value in asdict(settings).items()
    }


def settings_aside(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without our settings in it, in whatever case they are written; the settings file stays named."""
    return {
        name: value
        for name, value in environment.items()
        if name == FILE_VARIABLE or not name.upper().startswith(PREFIX)
    }


def unknown_variables() -> list[str]:
    """Environment variables with our prefix that name no setting: most likely misspelt."""
    known = {PREFIX + one.name.upper() for one in fields(Settings)} | {FILE_VARIABLE}
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def _without_password(url: str) -> str:
    """A database's URL as it may be shown."""
    return re.sub(r"(://[^:/@]*:)[^@]*@", r"\1***@", url)


def listing(settings: Settings, options: Mapping[str, Any] | None = None) -> Iterator[Setting]:
    """Each setting with its value, unit and origin; addresses that are derived are shown as they come out."""
    given = {name: value for name, value in (options or {}).items() if value is not None}
    derived = {"base_url": settings.public_url, "database_url": _without_password(settings.database)}
    for one in fields(settings):
        value = derived.get(one.name) or getattr(settings, one.name)
        yield Setting(one.name, value, one.metadata["unit"], _origin(one.name, given), one.metadata["description"])
