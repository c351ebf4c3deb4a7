"""The desk's feeds, to be subscribed to: of alarms, one entry for each while it lasts, another when it is over; and of files that
need a look.

Touches: database (read only), disk, clock. That of alarms works while the database cannot be read. Ids hang on the address of the feed,
what is told of and when it began, so a problem is one entry for every reader, whoever of our processes answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET  # to write with: lxml takes 4 MiB of every web process

from flask import Blueprint, Response, request

from feedservice.store.filed_receipts import FiledReceipt, Sought
from feedservice.web.answers.coded_pages import finished
from feedservice.web.responses import settings, store
from feedservice.web.watching.alarms import KINDS
from feedservice.web.watching.operators import watch
from feedservice.web.watching.problem_book import ProblemBook

blueprint = Blueprint("problem_feed", __name__)

PATH = "/desk/problems.xml"
FILES_PATH = "/desk/files.xml"
#: Files in the feed at most, the worst and newest.
MOST_FILES = 100
_ATOM = "http://www.w3.org/2005/Atom"
#: The time of a feed in which nothing has ever happened.
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@blueprint.get(PATH)
def problems() -> Response:
    """Alarms as an Atom feed (RFC 4287)."""
    book = watch().judge()
    return _answer(feed_of(book, settings().public_url, settings().title), max(times_of(book), default=_NEVER))


@blueprint.get(FILES_PATH)
def files() -> Response:
    """Files that need a look, as an Atom feed: what is wrong with each, and what to do."""
    with store().reading() as asked:
        found = asked.receipts.filed(Sought(troubled=True), limit=MOST_FILES, offset=0)
    body = feed_of_files(found, settings().public_url, settings().title)
    return _answer(body, None)  # files that were mended leave it, and no time would tell of that


def _answer(body: bytes, changed: datetime | None) -> Response:
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(sha256(body).hexdigest()[:32])
    response.last_modified = changed
    return finished(response, request.environ, is_secret=True)


def feed_of(book: ProblemBook, public_url: str, newsroom: str) -> bytes:
    """The bytes of the feed of alarms; the newest entry first."""
    number = uuid5(NAMESPACE_URL, public_url + PATH)
    changed = max(times_of(book), default=_NEVER)
    return _feed(public_url, PATH, f"Alarms at {newsroom}", changed, _entries(book, number, public_url))


def feed_of_files(found: Sequence[FiledReceipt], public_url: str, newsroom: str) -> bytes:
    """The bytes of the feed of files; the newest entry first."""
    number = uuid5(NAMESPACE_URL, public_url + FILES_PATH)
    entries = []
    for one in found:
        receipt, link = one.receipt, f"{public_url}/desk/files?path={quote(one.receipt.path)}"
        text = "\n".join(f"{problem.what} {problem.remedy}" for problem in receipt.problems)
        id_ = uuid5(number, f"{receipt.path} {one.since.isoformat()}")
        entries.append(_entry(id_, f"{receipt.outcome.value}: {receipt.path}", text, one.since, link))
    changed = max((one.since for one in found), default=_NEVER)
    return _feed(public_url, FILES_PATH, f"Files that need a look at {newsroom}", changed, entries)


def _feed(
    public_url: str, path: str, title: str, changed: datetime, entries: Iterable[tuple[str, ET.Element]]
) -> bytes:
    feed = ET.Element("feed", {"xmlns": _ATOM})
    feed.set("xml:lang", "en")
    _say(feed, "id", uuid5(NAMESPACE_URL, public_url + path).urn)
    _say(feed, "title", title)
    _say(feed, "updated", _written(changed))
    _say(_add(feed, "author"), "name", "feedservice")
    _add(feed, "link", rel="self", type="application/atom+xml", href=public_url + path)
    _add(feed, "link", rel="alternate", type="text/html", href=f"{public_url}/desk")
    feed.extend(entry for _, entry in sorted(entries, key=lambda one: one[0], reverse=True))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, xml_declaration=True, encoding="utf-8")
    return written


def times_of(book: ProblemBook) -> list[datetime]:
    """When something was entered into the feed; no two in the same second."""
    return [time for one in (*book.alarms, *book.over) for time in (one.raised or one.began, one.ended) if time]


def _entries(book: ProblemBook, number: UUID, public_url: str) -> Iterator[tuple[str, ET.Element]]:
    for one in (*book.alarms, *book.over):
        raised = one.raised or one.began
        mine = f"{one.kind} {one.subject} {one.began.isoformat()}"
        title = ": ".join(filter(None, (KINDS.get(one.kind, one.kind), one.subject)))
        since = f"Since {one.began:%d %B %Y, %H:%M} UTC."
        yield _entry(uuid5(number, mine), title, f"{one.what} {since}", raised, f"{public_url}/desk")
        if one.ended:
            said = f"It lasted from {one.began:%d %B %Y, %H:%M} to {one.ended:%d %B %Y, %H:%M} UTC. It was: {one.what}"
            yield _entry(uuid5(number, f"{mine} over"), f"Over: {title}", said, one.ended, f"{public_url}/desk")


def _entry(number: UUID, title: str, text: str, at: datetime, link: str) -> tuple[str, ET.Element]:
    entry = ET.Element("entry")
    time = _written(at)
    _say(entry, "id", number.urn)
    _say(entry, "title", title)
    _say(entry, "published", time)
    _say(entry, "updated", time)
    _add(entry, "link", rel="alternate", type="text/html", href=link)
    _say(entry, "content", text, type="text")
    return time, entry


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, name, attributes)


def _say(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """An element with words in it; what XML cannot hold is left out."""
    _add(parent, name, **attributes).text = "".join(sign if sign.isprintable() else " " for sign in text)
