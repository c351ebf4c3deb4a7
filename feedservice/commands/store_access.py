"""What every command on the history needs: the store, the article a name means, and patience. Touches: database, clock.

A command may come while a service is at work on the same store; it then waits for its turn.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from feedservice.commands.speaking import tell
from feedservice.editing.life.standing import Standing
from feedservice.errors import LeaseError, OrderError, SettingsError, StoreError
from feedservice.folder.scan import printable
from feedservice.service.lost_history import refuse_lost_history
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.store.engine import SCHEMA_REVISION, refuse_later, revision
from feedservice.text.unicode import composed, spelling, unmarked

if TYPE_CHECKING:
    from feedservice.press.turn import Press

T = TypeVar("T")

#: How long a command waits for a press at work: far longer than the reading of a hundred files takes.
PATIENCE_SECONDS = 60.0
#: Short, for between two batches of a large drop the store is free only for a moment.
_PAUSE_SECONDS = 0.1


def open_history(settings: Settings) -> Store:
    """The store of these settings, which must be there: a command makes no new one. Raises SettingsError, StoreError."""
    refuse_lost_history(settings, thoroughly=False)
    with ExitStack() as opened:
        store = opened.enter_context(Store(settings.database))
        _check_history(store)
        opened.pop_all()
    return store


def _check_history(store: Store) -> None:
    file = store.engine.url.database
    if store.engine.dialect.name == "sqlite" and not (file and Path(file).is_file()):
        raise SettingsError(f"There is no history yet: {file} is not there. Name another state folder with --state.")
    found = revision(store.engine)
    refuse_later(found)
    if found < SCHEMA_REVISION:
        raise StoreError(
            f"The database is of an earlier version (schema {found or 'none'}, ours is {SCHEMA_REVISION}). Start the "
            "service, or run feedservice turn, to bring it up to date."
        )


def at_its_address(settings: Settings, store: Store) -> Settings:
    """The settings with the address the feeds are served at: one that nobody set is the one of the press that is at work, or
    else of the last edition.

    So a command beside a service on another port leaves every link as it is.
    """
    with store.reading() as asked:
        state, address = asked.turns.state(), asked.lease.address(datetime.now(UTC))
    address = address or (state.base_url if state else "")
    return settings if settings.base_url or not address else replace(settings, base_url=address)


def warn_of_other_settings(press: Press) -> None:
    """The command sets the feeds in type: in a shell without the service's settings, under another title."""
    from feedservice.feeds.typeset import is_set_with

    with press.store.reading() as asked:
        same = is_set_with(asked, press.settings)
    if not same:
        tell(
            "Warning: the feeds were set with other settings than this command has (title, language, feed_items …). "
            "Until the service's next change they are set with these. Give commands the service's settings."
        )


def patiently(work: Callable[[], T], tell: Callable[[str], object]) -> T:
    """Do it as soon as no other press is at work; `tell` hears why we wait. Raises LeaseError when it takes too long."""
    deadline, told = time.monotonic() + PATIENCE_SECONDS, False
    while True:
        try:
            return work()
        except (LeaseError, StoreError) as error:
            if isinstance(error, StoreError) and "database is locked" not in str(error):
                raise
            if time.monotonic() >= deadline:
                raise LeaseError(
                    f"Another press has been at work for {PATIENCE_SECONDS:.0f} seconds. Nothing was changed; try again."
                ) from error
        if not told:
            tell("Another press is at work; waiting for it …")
            told = True
        time.sleep(_PAUSE_SECONDS)


def named(asked: Reading, name: str, content_dir: Path) -> Standing:
    """The article that an id, a key, a permalink or a path means. Raises OrderError when it means none, or several."""
    name = unmarked(printable(name))
    found = asked.articles.find(_key(name) or name)
    beside = [one for path in inside(name, content_dir) for one in _carried(asked, path)]
    meant = {one.article.id: one for one in (*found, *beside)}
    here = {id_: one for id_, one in meant.items() if one.vanished is None} or meant
    if len(here) == 1:
        return next(iter(here.values()))
    if here:
        several = "; ".join(f"{id_} (“{one.article.headline}”, {one.article.path})" for id_, one in here.items())
        raise OrderError(f"{name} may mean several articles. Give the id of the one you mean: {several}.")
    raise OrderError(f"No article has the id, key, address or path {name}.{_why_not(asked, name, content_dir)}")


def inside(name: str, content_dir: Path) -> list[str]:
    """The paths within the content folder that a path means: as it stands, and as a file of this machine."""
    paths = [name]
    for place, root in (
        (os.path.abspath(name), os.path.abspath(content_dir)),  # noqa: PTH100  # links are judged where they stand
        (os.path.realpath(name), os.path.realpath(content_dir)),
    ):
        if place != root and Path(place).is_relative_to(root):
            paths.append(Path(place).relative_to(root).as_posix())
    return list(dict.fromkeys(paths))


def _key(name: str) -> str:
    """The key in a permalink, whatever its host: hosts change, keys do not."""
    if not name.startswith(("http://", "https://")):
        return ""
    *_, room, key = ("", "", *unquote(urlsplit(name).path).rstrip("/").split("/"))
    return key if room == "articles" else ""


def _carried(asked: Reading, path: str) -> list[Standing]:
    """The articles of a path, in whichever way its letters are composed."""
    return asked.articles.find(path) or [
        one for one in asked.articles.spelt_alike(spelling(path)) if composed(one.article.path) == composed(path)
    ]


def _why_not(asked: Reading, name: str, content_dir: Path) -> str:
    """What the desk says of a file that carries no article."""
    receipts = filter(None, map(asked.receipts.at, inside(name, content_dir)))
    receipt = next(receipts, None)
    if receipt is None:
        return " The desk and feedservice export list them all."
    return f" {receipt.path} carries none: the desk says “{receipt.outcome.value}”."
