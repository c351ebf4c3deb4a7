"""The command that says what files would become: check. Touches: disk (reads the files named), clock, terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from feedservice.article import Outcome
from feedservice.commands import options
from feedservice.commands.speaking import say_json, say_report, tell
from feedservice.settings import sources


@click.command(epilog="Example:  feedservice check content/harbour")
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@options.json
def check(paths: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001
    """Say what files would become, without publishing anything.

    Exit status 1 when a file would be refused, 2 when a path is not there.
    """
    from feedservice.commands.check.check_articles import check as check_all
    from feedservice.commands.check.check_report import as_lines, summary

    missing = [path for path in paths if not path.exists()]
    outcomes = []
    for answer in check_all(paths, sources.load()):
        outcomes.append(answer["outcome"])
        if as_json:
            say_json(answer)
        elif Path(answer["path"]) not in missing:
            say_report(partial(as_lines, answer))
    if len(outcomes) > 1 and not as_json:
        say_report(partial(summary, outcomes))
    for path in missing:
        tell(f"feedservice: There is no file or folder {path}.")
    if missing or Outcome.REFUSED.value in outcomes:
        raise SystemExit(2 if missing else 1)
