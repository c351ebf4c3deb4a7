"""The folders, the port and the store that a service needs, looked at before it starts. Touches: disk, network, database."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedservice.errors import SettingsError, StoreError
from feedservice.folder.private_files import make_private
from feedservice.folder.uploads.staging import cannot_write
from feedservice.service.private_state import close_state
from feedservice.settings import Settings
from feedservice.settings.networks import is_loopback
from feedservice.web.watching.database_holder import database_holder

if TYPE_CHECKING:
    from feedservice.store import Store


def check_places(settings: Settings, *, content: bool = True) -> None:
    """Raise SettingsError, in a sentence, when the folders cannot serve; `content` of no account where no press turns.

    The state folder is made if there is none, and closed to other users of the machine.
    """
    if content:
        _check_content(settings.content_dir)
        _check_upload(settings)
    _check_state(settings.state_dir, settings.content_dir)
    close_state(settings)


def _check_content(content: Path) -> None:
    if not content.exists():
        raise SettingsError(f"The content folder {content} is not there. Make it, or name another with --content.")
    if not content.is_dir():
        raise SettingsError(f"{content} is a file. --content names the folder that editors drop articles into.")
    if not os.access(content, os.R_OK | os.X_OK):
        raise SettingsError(f"The content folder {content} cannot be read. Give us the right to read it.")


def _check_upload(settings: Settings) -> None:
    if settings.desk_upload and (problem := cannot_write(settings.content_dir)):
        raise SettingsError(f"{problem[:-1]} ({settings.content_dir}). Give us the right to write there, or take desk_upload away.")  # fmt: skip


def _check_state(state: Path, content: Path) -> None:
    if _is_inside(state, content):
        raise SettingsError(f"The state folder {state} lies inside the content folder. Name another with --state.")
    try:
        make_private(state)
    except OSError as error:
        raise SettingsError(f"The state folder {state} cannot be made: {error.strerror}.") from error
    if not os.access(state, os.W_OK | os.X_OK):
        raise SettingsError(f"The state folder {state} cannot be written. Give us the right, or name another.")


def _is_inside(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def check_base_url(settings: Settings) -> None:
    """Raise SettingsError, in a sentence, when others may reach us, and nobody has said by which address.

    Without one, feeds and pages would send every reader to the reader's own machine.
    """
    if not settings.base_url and not is_loopback(settings.host):
        raise SettingsError(
            f"With the host {settings.host} others can reach this service, but every link in its feeds would begin with "
            f'{settings.public_url}. Say which address readers use: base_url = "https://news.example.org", or '
            "FEEDSERVICE_BASE_URL in the environment."
        )


def check_theme(settings: Settings) -> None:
    """Raise SettingsError, with a line for each fault, when pages cannot be made with the theme."""
    if settings.theme:
        from feedservice.web.themes.dressing import Dressing  # noqa: PLC0415  # only where there is one

        Dressing(settings)


def check_port(settings: Settings) -> str:
    """The address to listen on, of a name as localhost that which it stands for. Raises SettingsError when nobody can listen."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
            return str(probe.getsockname()[0])
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            if error.errno == errno.EADDRINUSE:
                raise SettingsError(
                    f"Port {where} is taken by another program, perhaps a feedservice that still runs. Stop it, or choose another with --port."
                ) from error
            raise SettingsError(f"We cannot listen on {where}: {error.strerror or error}.") from error


def check_address(settings: Settings, store: Store) -> None:
    """Raise AddressError, in a sentence, when a press is at work on the store that publishes at another address."""
    store.refuse_other_address(datetime.now(UTC), settings.public_url)


def open_store(settings: Settings) -> Store:
    """The store with its schema up to date, made when nothing was ever kept here. Raises StoreError, and leaves nothing open.

    When another program has locked the database, the error names it, where the system tells.
    """
    from feedservice.service.lost_history import refuse_lost_history  # noqa: PLC0415  # whoever only serves opens none here
    from feedservice.store import Store  # noqa: PLC0415

    try:
        refuse_lost_history(settings)
        with ExitStack() as opened:
            store = opened.enter_context(Store(settings.database, make_folder=True))
            store.migrate()
            opened.pop_all()
    except StoreError as error:
        if holder := _holder(settings, error):
            raise StoreError(
                f"The database {settings.database} is locked by {holder}. Wait until that program is done with it, or end it."
            ) from error
        raise
    return store


def _holder(settings: Settings, error: StoreError) -> str:
    """The program because of which a database could not be opened; nothing when it is not locked, or nobody is seen."""
    file = settings.database_file
    return database_holder(file) if file and "is locked" in f"{error} {error.__cause__}" else ""
