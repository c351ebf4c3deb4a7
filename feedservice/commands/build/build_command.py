"""The command `build`: the newsroom as files, once or after each new edition. Touches: all edges."""

from __future__ import annotations

import math
import signal
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedservice.commands import options
from feedservice.commands.speaking import say, say_json, tell
from feedservice.errors import FeedServiceError, OutputError
from feedservice.settings import sources

if TYPE_CHECKING:
    from feedservice.commands.build.building import Build, BuildReport
    from feedservice.commands.build.output import Output
    from feedservice.settings import Settings
    from feedservice.store import Store


#: How long what could not be made is left before it is tried again.
_AGAIN_SECONDS = 60.0


@click.command(epilog="Example:  feedservice build --to /srv/www/news --watch")
@click.option("--to", "root", required=True, metavar="DIR|s3://BUCKET/PREFIX", help="Where the files go.")
@click.option("--watch", is_flag=True, help="Go on, and build after each new edition.")
@click.option("--plain", is_flag=True, help="Without .gz, .br and .zst, for hosts that compress by themselves.")
@click.option("--afresh", is_flag=True, help="Ask for every address, whatever the last build noted.")
@options.json
@options.content
@options.state
def build(root: str, watch: bool, plain: bool, afresh: bool, as_json: bool, **given: Any) -> None:  # noqa: FBT001
    """Write all that is published as files, for any server of files."""
    from feedservice.commands.build.building import Build
    from feedservice.commands.store_access import at_its_address, open_history

    chosen = sources.load(given)
    output = _output(root, chosen)
    with open_history(chosen) as store:
        settings = at_its_address(chosen, store)
        _warn_of_other_settings(settings, store)
    one = Build(settings, output, plain=plain or not output.follows_rules, tell=tell)
    try:
        if watch:
            _watch(one, root, afresh=afresh, as_json=as_json)
        elif _say(one.build(afresh=afresh), root, as_json=as_json).problems:
            raise SystemExit(1)
    finally:
        one.store.close()


def _output(root: str, settings: Settings) -> Output:
    """The place that is named. Raises OutputError where files must not be, SettingsError for an address that cannot be used."""
    from feedservice.commands.build.output_bucket import OutputBucket
    from feedservice.commands.build.output_folder import OutputFolder, refuse_place

    if not root.startswith("s3://"):
        refuse_place(Path(root), settings)
        return OutputFolder(Path(root))
    place, private = f"{root.rstrip('/')}/", f"{settings.media_store.rstrip('/')}/"
    if settings.media_store and (place.startswith(private) or private.startswith(place)):
        raise OutputError(
            f"{root} is where photos are kept, among them such as are not out yet. Name another with --to."
        )
    return OutputBucket(root.rstrip("/"))


def _warn_of_other_settings(settings: Settings, store: Store) -> None:
    """Pages show some settings too: in a shell without the service's, they would be under another title than the feeds."""
    from feedservice.feeds.typeset import is_set_with

    with store.reading() as asked:
        if not is_set_with(asked, settings):
            tell(
                "Warning: the feeds were set with other settings than this command has (title, language, feed_items …), and pages "
                "are made with these. Give commands the service's settings."
            )


def _watch(one: Build, root: str, *, afresh: bool, as_json: bool) -> None:
    """Build once there is an edition, and then whenever there is another, until a signal says stop; a build under way is ended first.

    What goes wrong at first is raised; later it is told once and tried again, and the files stay as they are.
    """
    ended, pause = threading.Event(), one.settings.refresh_seconds
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    if not one.is_behind():
        tell("Nothing has been published yet; waiting for the first edition …")
    while not one.is_behind() and not ended.wait(pause):
        pass
    if ended.is_set():
        return
    again, trouble = _after(_say(one.build(afresh=afresh), root, as_json=as_json)), ""
    while not ended.wait(pause):
        try:
            if one.is_behind() or time.monotonic() >= again:
                again = _after(_say(one.build(), root, as_json=as_json))
            trouble = ""
        except (FeedServiceError, OSError) as error:
            if str(error) != trouble:
                tell(f"The files stay as they are: {error}")
            trouble = str(error)


def _after(report: BuildReport) -> float:
    """When to build again though nothing is new: after a while where something could not be made, else never."""
    return time.monotonic() + _AGAIN_SECONDS if report.problems else math.inf


def _say(report: BuildReport, root: str, *, as_json: bool) -> BuildReport:
    if as_json:
        say_json({**asdict(report), "seconds": round(report.seconds, 3)})
        return report
    say(
        f"Edition {report.edition} in {root}: {f'{report.addresses:,} addresses'}, {report.written:,} written, "
        f"{report.removed:,} removed, in {report.seconds:.1f} s."
    )
    for problem in report.problems:
        tell(problem)
    return report
