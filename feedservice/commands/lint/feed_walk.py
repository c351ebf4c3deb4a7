"""From one document of a feed to the next: pages and archives (RFC 5005), JSON Feed’s next_url. Touches: network, clock.

Each document is judged as it comes. The walk ends with the last document, at a loop, where a link leads to no feed, and after
`MOST_DOCUMENTS`. It goes backward only, by the links that readers follow to catch up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from feedservice.commands.lint.lint_report import Judged
from feedservice.commands.lint.polite_client import PoliteClient
from feedservice.commands.lint.served_feed import judged
from feedservice.errors import Unfetchable
from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.feed_contents import contents_of
from feedservice.feeds.lint.wellformed import careful_parser
from feedservice.feeds.namespaces import ATOM

MOST_DOCUMENTS = 50
#: In the order in which they are preferred: an archive never changes, a page may.
_BACKWARD = ("prev-archive", "next")


def walked(client: PoliteClient, url: str, *, partner: bool) -> Iterator[Judged]:
    """The documents from the newest back, each with its complaints. Raises Unfetchable when the first cannot be had."""
    here = judged(client, url, partner=partner, follow=True)
    seen = {url, here.address}
    for _ in range(MOST_DOCUMENTS - 1):
        link, leads_to = older(here)
        if not leads_to:
            break
        if leads_to in seen:
            yield _with(here, "ChainLoops", link, leads_to)
            return
        seen.add(leads_to)
        try:
            coming = judged(client, leads_to, partner=partner, follow=True, is_first=False)
        except Unfetchable as error:
            yield _with(here, "BrokenChain", link, leads_to, str(error))
            return
        if contents_of(coming.body) is None:
            yield _with(here, "BrokenChain", link, leads_to, next((one.what for one in coming.complaints), ""))
            return
        yield here
        here = coming
    yield here


def _with(found: Judged, rule: str, link: str, address: str, why: str = "") -> Judged:
    """A document with one more complaint, about where it leads."""
    notes = JudgesNotes()
    if rule == "BrokenChain":
        notes.tell(rule, link, link, address, why)
    else:
        notes.tell(rule, link, link, address)
    return Judged(found.name, (*found.complaints, *notes.complaints), found.body, found.address)


def older(found: Judged) -> tuple[str, str]:
    """The link by which a document leads to older articles, and its address; nothing when it has none."""
    body = found.body.removeprefix(b"\xef\xbb\xbf")
    if body.lstrip()[:1] == b"{":
        return _of_json(body, found.address)
    try:
        root = etree.fromstring(body, careful_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return "", ""
    feed = root.find("channel") if root.tag == "rss" else root
    links = {} if feed is None else {one.get("rel"): one.get("href") for one in feed.iterchildren(f"{{{ATOM}}}link")}
    for rel in _BACKWARD:
        if address := links.get(rel):
            return rel, _absolute(found.address, address)
    return "", ""


def _of_json(body: bytes, base: str) -> tuple[str, str]:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""
    address = feed.get("next_url") if isinstance(feed, dict) else None
    return ("next_url", _absolute(base, address)) if isinstance(address, str) and address else ("", "")


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address).partition("#")[0]
    except ValueError:
        return ""
