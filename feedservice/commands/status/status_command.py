"""The command that says what the desk says: status. Touches: database (reads only), clock, terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from feedservice.article import Outcome
from feedservice.commands import options
from feedservice.commands.speaking import say_json, say_report
from feedservice.settings import sources

if TYPE_CHECKING:
    from feedservice.commands.status.status_report import Seen
    from feedservice.settings import Settings
    from feedservice.store import Store

_MOST_FILES = 20
_PAUSE_SECONDS = 1.0


@click.command(epilog="Example:  feedservice status --outcome refused --watch")
@click.option(
    "--outcome",
    type=click.Choice([one.value for one in Outcome]),
    help="Only files with this outcome; by default those that need a look.",
)
@click.option("--find", metavar="WORDS", default="", help="Only files with these words in path or headline.")
@click.option("--all", "everything", is_flag=True, help=f"As many files as there are, not the first {_MOST_FILES}.")
@click.option("--watch", is_flag=True, help="Look every second, and say anew what changed, until Ctrl-C.")
@options.json
@options.content
@options.state
def status(outcome: str | None, find: str, everything: bool, watch: bool, as_json: bool, **given: Any) -> None:  # noqa: FBT001
    """Say what the desk says: how the press does, and which files need a look.

    Exit status 1 when a file asked for has a problem, or the press does not work. It changes nothing.
    """
    from feedservice.commands.status.status_report import as_object
    from feedservice.commands.store_access import open_history

    chosen = sources.load(given)
    with open_history(chosen) as store:
        look = partial(_look, chosen, store, outcome or "", find, everything=everything)
        for seen in _each(look) if watch else [look()]:
            if watch and not as_json:
                click.clear()  # does nothing where the output is no terminal
            say_json(as_object(seen)) if as_json else _say(seen, chosen)
    if seen.press.is_alarm or any(one.receipt.problems for one in seen.files):
        raise SystemExit(1)


def _say(seen: Seen, settings: Settings) -> None:
    from feedservice.commands.status.status_report import as_lines

    zone = ZoneInfo(settings.timezone)

    def local(instant: datetime) -> str:
        return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"

    say_report(lambda width: as_lines(seen, local, width))


def _each(look: partial[Seen]) -> Iterator[Seen]:
    """A look whenever something changed, until somebody presses Ctrl-C."""
    before = None
    try:
        while True:
            seen = look()
            now = (seen.press.status, seen.press.progress, seen.outcomes, seen.files, seen.more)
            if now != before:
                before = now
                yield seen
            time.sleep(_PAUSE_SECONDS)
    except KeyboardInterrupt:
        return


def _look(settings: Settings, store: Store, outcome: str, words: str, *, everything: bool) -> Seen:
    from feedservice.commands.status.status_report import Seen
    from feedservice.store.filed_receipts import Sought
    from feedservice.web.watching.signs import signs_of
    from feedservice.web.watching.state_of_press import state_of_press

    press = state_of_press(signs_of(settings, store, ""))
    asked_for = bool(outcome or words or everything)
    wanted = Sought(outcome, words)
    with store.reading() as asked:
        outcomes, with_problems = asked.receipts.outcomes(), asked.receipts.count_with_problems()
        most = sum(outcomes.values()) if everything else _MOST_FILES
        found = asked.receipts.filed(wanted, limit=most)
        count = asked.receipts.count_filed(wanted) if asked_for else with_problems
    files = found if asked_for else [one for one in found if one.receipt.problems]
    return Seen(press, outcomes, with_problems, files, max(count - len(files), 0), asked_for)
