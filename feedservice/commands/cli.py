"""The commands, one call each. Touches: all edges."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from feedservice import __version__
from feedservice.commands import history_commands, options, partner_commands, password_command, theme_command
from feedservice.commands.build.build_command import build
from feedservice.commands.check.check_command import check
from feedservice.commands.lint.lint_command import lint
from feedservice.commands.order.order_command import order
from feedservice.commands.speaking import say, say_json, tell
from feedservice.commands.status.status_command import status
from feedservice.errors import FeedServiceError
from feedservice.service.log_lines import begin_log
from feedservice.settings import sources

if TYPE_CHECKING:
    from feedservice.press.turn import Press
    from feedservice.press.turn_report import TurnReport


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedservice")
def commands() -> None:
    """Turn a folder of articles and photos into feeds."""
    begin_log()
    for name in sources.unknown_variables():
        tell(f"Warning: {name} names no setting; is it misspelt?")


@commands.command(epilog="Example:  feedservice run --content /srv/news --port 8080")
@options.content
@options.state
@options.host
@options.port
def run(**given: Any) -> None:
    """Publish the folder and serve it: press and web in one."""
    from feedservice.service.serve import serve

    serve(sources.load(given), announce=say)


@commands.command(epilog="Example:  feedservice web --port 8001")
@options.state
@options.host
@options.port
def web(**given: Any) -> None:
    """Serve what a press elsewhere publishes: the web side alone."""
    from feedservice.service.serve import serve

    serve(sources.load({**given, "press": False}), announce=say)


@commands.command(epilog="Example:  feedservice press --content /srv/news")
@options.content
@options.state
@click.option("--attached", is_flag=True, hidden=True, help="Stop when standard input ends.")
def press(attached: bool, **given: Any) -> None:  # noqa: FBT001  # click hands flags over by name
    """Turn the press on its schedule, and serve nothing."""
    from feedservice.service.serve import turn_press

    turn_press(sources.load(given), announce=say, attached=attached)


@commands.command(epilog="Example:  feedservice turn --content /srv/news --json")
@options.content
@options.state
@options.json
def turn(as_json: bool, **given: Any) -> None:  # noqa: FBT001  # click hands flags over by name
    """Make one turn of the press and say what it did.

    Waits for fresh files to settle, and for another press at work, and reads all there is.
    """
    from feedservice.commands.store_access import at_its_address, patiently
    from feedservice.press.beside.receipt_files import receipt_files
    from feedservice.press.orders import obey_waiting
    from feedservice.press.turn import Press
    from feedservice.service.preflight import check_places, open_store
    from feedservice.service.private_state import tell_of_root

    chosen = sources.load(given)
    tell_of_root()
    check_places(chosen)
    with open_store(chosen) as store:
        press = Press(at_its_address(chosen, store), store)
        patiently(lambda: obey_waiting(press), tell)
        report = _turn_to_rest(lambda: patiently(press.turn, tell), chosen.settle_seconds)
        for one in receipt_files(chosen, store, press.now):
            one.tell()
        if chosen.hubs:
            _tell_hubs(press)
    if as_json:
        say_json(_plain(report))
    else:
        say(*_spoken(report))
    if not report.succeeded:
        raise SystemExit(1)


def _tell_hubs(press: Press) -> None:
    from feedservice.press.websub import Announcer

    announcer = Announcer(press.settings, press.store, press.now)
    while (again := announcer.tell()) and again <= press.now():
        pass  # very many are told in rounds


def _turn_to_rest(turned: Callable[[], TurnReport], settle_seconds: float) -> TurnReport:
    """Turn, give fresh files one chance to settle, and go on while settled files are left. The reports become one."""
    reports = [turned()]
    waited = False
    while reports[-1].again_seconds is not None and not (waited and reports[-1].again_seconds):
        if reports[-1].again_seconds:
            time.sleep(settle_seconds)
            waited = True
        reports.append(turned())
    counts = Counter[str]()
    for report in reports:
        counts.update({name: count for name, count in report.counts.items() if name not in ("files", "waiting")})
    counts.update({name: reports[-1].counts.get(name, 0) for name in ("files", "waiting")})
    receipts = tuple({receipt.path: receipt for report in reports for receipt in report.receipts}.values())
    return replace(
        reports[-1], counts=dict(counts), receipts=receipts, seconds=sum(report.seconds for report in reports)
    )


def _plain(report: TurnReport) -> dict[str, Any]:
    """A report as values JSON knows."""
    receipts = [
        {
            "path": receipt.path,
            "outcome": receipt.outcome.value,
            "headline": receipt.headline,
            "id": receipt.article_id,
            "problems": [asdict(problem) for problem in receipt.problems],
        }
        for receipt in report.receipts
    ]
    return {
        "succeeded": report.succeeded,
        "message": report.message,
        "started": report.started.isoformat(),
        "seconds": round(report.seconds, 3),
        "edition": report.edition,
        "counts": report.counts,
        "receipts": receipts,
    }


def _spoken(report: TurnReport) -> list[str]:
    if not report.succeeded:
        return [f"The turn failed; what is published stays. {report.message}"]
    lines = [f"{receipt.outcome.value:<10} {receipt.path}  {receipt.headline}" for receipt in report.receipts]
    for receipt in report.receipts:
        lines += [f"  {problem.where}: {problem.what} {problem.remedy}" for problem in receipt.problems]
    counts = ", ".join(f"{name} {count}" for name, count in sorted(report.counts.items()) if count)
    return [*lines, f"Edition {report.edition}: {counts or 'nothing to read'}."]


@commands.command("settings")
@options.json
def settings_command(as_json: bool) -> None:  # noqa: FBT001
    """Print each setting with its value, unit and origin."""
    for setting in sources.listing(sources.load()):
        if as_json:
            say_json({**setting._asdict(), "value": str(setting.value)})
        else:
            unit = f" {setting.unit}" if setting.unit else ""
            say(f"{setting.name} = {setting.value}{unit}  ({setting.origin})", f"    {setting.help}")


@commands.command(epilog="Example:  feedservice completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands and options."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is not None:
        say(*script(commands, {}, "feedservice", "_FEEDSERVICE_COMPLETE").source().splitlines())


for _command in (
    history_commands.withdraw,
    history_commands.backup,
    history_commands.restore,
    history_commands.export,
    history_commands.stamp,
):
    commands.add_command(_command)
commands.add_command(build)
commands.add_command(check)
commands.add_command(lint)
commands.add_command(status)
commands.add_command(order)
commands.add_command(partner_commands.partner)
commands.add_command(password_command.password)
commands.add_command(theme_command.theme)


def main() -> None:
    """Run a command; our own errors are one clear sentence and exit status 2, not a traceback."""
    try:
        commands()
    except FeedServiceError as error:
        say(*f"feedservice: {error}".split("\n"), err=True)
        raise SystemExit(2) from error
    finally:
        _end_output()


def _end_output() -> None:
    """What is still to be written goes nowhere when its reader has gone: Python would complain of it at its end."""
    try:
        sys.__stdout__.flush()  # type: ignore[union-attr]  # there always is one for a command
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
