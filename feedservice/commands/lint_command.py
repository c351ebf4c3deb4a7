"""The command that judges feeds: lint. Touches: network, disk (reads the files named), clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from feedservice.commands import options
from feedservice.commands.speaking import say, say_json, tell
from feedservice.errors import FeedServiceError, OrderError, Unfetchable

if TYPE_CHECKING:
    import httpx

    from feedservice.feeds.lint import Complaint
    from feedservice.feeds.lint.http_answer import HttpAnswer

_LIMIT_BYTES = 20_000_000
#: For one answer, and for all that is asked about one feed, its photos and articles included.
_ANSWER_SECONDS, _ALL_SECONDS = 10.0, 60.0
_ASKING = {"User-Agent": "feedservice", "Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"}  # fmt: skip
_MARKS = {"error": "!", "warning": "-"}


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="URL|FILE ...")
@click.option(
    "--partner", is_flag=True, help="Accept what partners ask for and validators do not know (snf:, media:status)."
)
@options.json
def lint(names: tuple[str, ...], partner: bool, as_json: bool) -> None:  # noqa: FBT001
    """Say what is wrong with feeds: RSS, Atom, JSON Feed or OPML, in a file or as they are served.

    Exit status 1 when there is an error, 2 when a feed cannot be had, 0 with warnings only.
    """
    failed = wrong = False
    for name in names:
        try:
            complaints = _judged(name, partner=partner)
        except FeedServiceError as error:
            tell(f"feedservice: {error}")
            failed = True
            continue
        wrong = wrong or any(one.severity == "error" for one in complaints)
        if as_json:
            say_json({"name": name, "complaints": [asdict(one) for one in complaints]})
        else:
            say(*_spoken(name, complaints))
    if failed or wrong:
        raise SystemExit(2 if failed else 1)


def _judged(name: str, *, partner: bool) -> tuple[Complaint, ...]:
    """The complaints about one feed. Raises Unfetchable or OrderError when there is none to be had."""
    from feedservice.feeds.lint import lint as judge

    if name.startswith(("http://", "https://")):
        return _judged_as_served(name, partner=partner)
    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise OrderError(f"{name} cannot be read: {error.strerror or error}.") from error
    return judge(body, partner=partner, now=datetime.now(UTC))


def _judged_as_served(url: str, *, partner: bool) -> tuple[Complaint, ...]:
    """The document and the answer that brings it."""
    import httpx

    from feedservice.feeds.lint import lint as judge
    from feedservice.feeds.lint.complaint import JudgesNotes
    from feedservice.feeds.lint.http_answer import judge_answer, judge_repeat, questions

    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of every request
    notes = JudgesNotes()
    with httpx.Client(headers=_ASKING, timeout=_ANSWER_SECONDS, follow_redirects=True) as client:
        try:
            answer, body = _fetched(client, url)
            judge_answer(notes, answer)
            address = answer.moved_to or url
            if answer.status != httpx.codes.OK:
                return tuple(notes.complaints)
            for asked_with, headers in questions(answer).items():
                judge_repeat(notes, asked_with, _status(client, address, headers))
        except httpx.RemoteProtocolError as error:
            notes.tell("HttpProtocolError", "HTTP", "", str(error))
            return tuple(notes.complaints)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise Unfetchable(f"{url} cannot be fetched: {str(error) or type(error).__name__}.") from error
        sizes = _Sizes(client, address)
        kind = answer.headers.get("content-type", "")
        told = judge(body, content_type=kind, address=address, size_of=sizes, partner=partner, now=datetime.now(UTC))
    return (*notes.complaints, *told)


def _fetched(client: httpx.Client, url: str) -> tuple[HttpAnswer, bytes]:
    """The answer and its bytes, unpacked. Raises Unfetchable over the limits of size and time, and what httpx raises."""
    from feedservice.feeds.lint.http_answer import HttpAnswer

    deadline = time.monotonic() + _ALL_SECONDS
    body = bytearray()
    with client.stream("GET", url) as response:
        for part in response.iter_bytes():
            body += part
            if len(body) > _LIMIT_BYTES:
                raise Unfetchable(f"{url} is larger than {_LIMIT_BYTES / 1e6:.0f} MB.")
            if time.monotonic() > deadline:
                raise Unfetchable(f"{url} took longer than {_ALL_SECONDS:.0f} seconds.")
        moved_to = str(response.url) if response.history else ""
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpAnswer(response.status_code, headers, moved_to), bytes(body)


def _status(client: httpx.Client, url: str, headers: dict[str, str]) -> int:
    """The status alone; the body is not read."""
    with client.stream("GET", url, headers=headers) as response:
        return response.status_code


@dataclass(slots=True)
class _Sizes:
    """What is served on the feed's own host: true bytes by HEAD, each address asked once, until time is up."""

    client: httpx.Client
    feed: str
    known: dict[str, int | None] = field(default_factory=dict)
    deadline: float = field(default_factory=lambda: time.monotonic() + _ALL_SECONDS)

    def __call__(self, address: str) -> int | None:
        """The size, None when nothing is there. Raises KeyError for other hosts, and when the server does not say."""
        if address not in self.known:
            if not self._is_ours(address) or time.monotonic() > self.deadline:
                raise KeyError(address)
            self.known[address] = self._asked(address)
        return self.known[address]

    def _is_ours(self, address: str) -> bool:
        try:
            return urlsplit(address)[:2] == urlsplit(self.feed)[:2]
        except ValueError:
            return False

    def _asked(self, address: str) -> int | None:
        import httpx

        try:
            response = self.client.head(address, headers={"Accept-Encoding": "identity"})
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise KeyError(address) from error
        if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
            return None
        length = response.headers.get("content-length", "")
        if response.status_code != httpx.codes.OK or not length.isdigit():
            raise KeyError(address)
        return int(length)


def _spoken(name: str, complaints: tuple[Complaint, ...]) -> list[str]:
    """Grouped by article, the feed itself first, with a count at the end."""
    lines = [name]
    grouped = sorted(complaints, key=lambda one: _order(one, complaints))
    for entry_id, about in groupby(grouped, key=lambda one: one.entry_id):
        lines.append(f"  {entry_id or 'the feed itself'}")
        lines += [_line(one) for one in about]
    return [*lines, f"{name}: {_count(complaints)}."]


def _order(one: Complaint, complaints: Iterable[Complaint]) -> tuple[bool, int]:
    """The feed itself first, then each article where it is first complained of."""
    ids = list(dict.fromkeys(other.entry_id for other in complaints))
    return bool(one.entry_id), ids.index(one.entry_id)


def _line(one: Complaint) -> str:
    where = f"{one.where}: " if one.where else ""
    return f"    {_MARKS.get(one.severity, '!')} {where}{one.what} {one.remedy} ({one.rule})"


def _count(complaints: tuple[Complaint, ...]) -> str:
    errors = sum(one.severity == "error" for one in complaints)
    found = ((errors, "error"), (len(complaints) - errors, "warning"))
    counted = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in found if count]
    return " and ".join(counted) or "nothing to complain about"
