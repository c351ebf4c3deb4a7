"""The command that judges feeds: lint. Touches: network, disk (reads the files named), clock, terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedservice.commands import options
from feedservice.commands.speaking import say_json, say_report, tell
from feedservice.errors import FeedServiceError, OrderError

if TYPE_CHECKING:
    from feedservice.commands.lint.lint_report import Judged

#: For all that is asked about one feed, its files included: seconds and requests.
_BOUNDS, _BOUNDS_OF_WALK = (60.0, 300), (600.0, 1500)


@click.command(epilog="Example:  feedservice lint https://news.example.org/rss.xml --follow")
@click.argument("names", nargs=-1, required=True, metavar="URL|FILE ...")
@click.option(
    "--follow", is_flag=True, help="Walk pages, archives and enclosures of a served feed, and try its answers."
)
@click.option(
    "--partner", is_flag=True, help="Accept what partners ask for and validators do not know (snf:, media:status)."
)
@options.json
def lint(names: tuple[str, ...], follow: bool, partner: bool, as_json: bool) -> None:  # noqa: FBT001
    """Say what is wrong with feeds: RSS, Atom, JSON Feed or OPML, in a file or as they are served.

    Exit status 1 when there is an error, 2 when a feed cannot be had, 0 with warnings only.
    """
    from feedservice.commands.lint.lint_report import as_lines, as_object, unread_as_object

    failed = wrong = False
    for name in names:
        try:
            for found in _judged(name, follow=follow, partner=partner):
                wrong = wrong or found.errors > 0
                say_json(as_object(found)) if as_json else say_report(partial(as_lines, found))
        except FeedServiceError as error:
            tell(f"feedservice: {error}")
            if as_json:
                say_json(unread_as_object(name, str(error)))
            failed = True
    if failed or wrong:
        raise SystemExit(2 if failed else 1)


def _judged(name: str, *, follow: bool, partner: bool) -> Iterator[Judged]:
    """The complaints about one feed, document by document. Raises Unfetchable or OrderError when there is none to be had."""
    if not name.startswith(("http://", "https://")):
        yield _judged_as_file(name, partner=partner)
        return
    from feedservice.commands.lint import feed_walk, served_feed
    from feedservice.commands.lint.polite_client import PoliteClient

    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of every request
    seconds, requests = _BOUNDS_OF_WALK if follow else _BOUNDS
    with PoliteClient(name, seconds, requests) as client:
        if follow:
            yield from feed_walk.walked(client, name, partner=partner)
        else:
            yield served_feed.judged(client, name, partner=partner, follow=False)


def _judged_as_file(name: str, *, partner: bool) -> Judged:
    from feedservice.commands.lint.lint_report import Judged
    from feedservice.feeds.lint import lint as judge

    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise OrderError(f"{name} cannot be read: {error.strerror or error}.") from error
    return Judged(name, judge(body, partner=partner, now=datetime.now(UTC)), body)
