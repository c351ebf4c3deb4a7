"""Documents of the long tail, and lists of changes: set when somebody asks, from what the store has. Touches: database (reads only), disk (stats of photos).

Authors, tags, languages and months may be thousands, most of them never asked for. Nothing is kept here: whoever asks keeps
what it got until the channel is touched again. The same store gives the same bytes in every process, for a channel's time
is that of the edition that touched it last, never the clock's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from feedservice.addresses import CHANGES, document_url, permalink
from feedservice.channels import LONG_TAIL, Channel, Document, Edition, Kind, may_be_long_tail, path_of
from feedservice.feeds import formats
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats import json_feed
from feedservice.feeds.formats.content_coding import code_at_once
from feedservice.feeds.self_check import set_and_read
from feedservice.feeds.served_sizes import size_of
from feedservice.feeds.written_dates import rfc3339
from feedservice.settings import Settings
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.store.stand.ledger import BEGINNING, LedgerLine, LedgerPage, cursor_of
from feedservice.store.turns import PressState

#: The most changes in one list (docs/feeds.md).
MOST_CHANGES = 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetOnRequest:
    """A document that somebody asked for: of which channel, and what that showed then (`ChannelRecord.shown`).

    Lists of changes are of no channel: nothing is ever shown there as it was, and so each holds for one edition.
    """

    channel: str
    shown: str
    document: Document


def set_on_request(settings: Settings, asked: Reading, path: str) -> SetOnRequest | None:
    """The document of a channel, a volume of the archive, or the list of changes that has this address; None when there is none.

    This format alone: somebody waits, and so does everybody behind them. Raises RenderError when it cannot be set at all; an article that alone cannot be set is left out.
    Raises CursorError, and CursorLost, for changes since a cursor that is none, or is not ours.
    """
    if path.startswith(CHANGES):
        return _changes(settings, asked, path)
    state, found = asked.turns.state(), _channel_path(path)
    record = asked.channels.at(found) if found else None
    if state is None or record is None or record.kind not in LONG_TAIL or record.closed or not record.shown:
        return None
    edition = _edition(asked, settings, state, record)
    forms = formats.formats(edition.channel) if edition else ()
    form = next((form for form in forms if edition and path == edition.channel.path + form.path), None)
    if edition is None or form is None:
        return None
    documents, left_out = set_and_read(edition, {}, size_of(settings), [form])
    for article, reason in left_out.items():
        _log.error("our fault: %s leaves out %s, which cannot be set: %s", record.path, article.path, reason)
    made = formats.document(form, edition.channel, documents[form], edition.updated, code_at_once)
    return SetOnRequest(record.path, record.shown, made)


def _channel_path(path: str) -> str | None:
    """The path of the channel that an address is a document of."""
    form = next((form for form in formats.FORMATS if path.endswith(form.path)), None)
    return path.removesuffix(form.path) if form and may_be_long_tail(path) else None


def _edition(asked: Reading, settings: Settings, state: PressState, record: ChannelRecord) -> Edition | None:
    """What it shows, as of the edition that touched it last: tombstones that run out later touch it then."""
    return next(iter(Composition(asked, settings, state, record.changed).editions(record)), None)


def _changes(settings: Settings, asked: Reading, path: str) -> SetOnRequest | None:
    """What changed behind the cursor in an address. Its time is that of the edition: later, nothing in it can have changed."""
    state, told = asked.turns.state(), changes_since(settings, asked, path.partition("since=")[2])
    if state is None or told is None:
        return None
    body = json_feed.written(told)
    made = Document(
        path, "application/json; charset=utf-8", body, code_at_once(body), formats.etag(body), state.changed
    )
    return SetOnRequest(CHANGES, "", made)


def changes_since(settings: Settings, asked: Reading, since: str) -> dict[str, Any] | None:
    """What changed since a cursor, or ever; none before the first edition. Raises CursorError, and CursorLost."""
    state, record = asked.turns.state(), asked.channels.at(path_of(Kind.EVERYTHING, ""))
    if state is None or record is None:
        return None
    leaf = asked.ledger.after(cursor_of(since), MOST_CHANGES)
    return _list_of(leaf, since or str(BEGINNING), Composition(asked, settings, state, state.changed).channel(record))


def _list_of(leaf: LedgerPage, since: str, channel: Channel) -> dict[str, Any]:
    """A list of changes as docs/feeds.md has it, with where to go on."""
    end = str(leaf.lines[-1].cursor) if leaf.lines else since
    return {
        "version": 1,
        "title": channel.title,
        "home_page_url": document_url(channel.base_url, channel.page),
        "language": channel.language,
        "since": since,
        "cursor": end,
        "more": leaf.more,
        "next_url": document_url(channel.base_url, f"{CHANGES}?since={end}"),
        "changes": [_change(line, channel) for line in leaf.lines],
    }


def _change(line: LedgerLine, channel: Channel) -> dict[str, Any]:
    """A change: what happened when to which article; and what it left in print, unless a later change tells that."""
    return {
        "cursor": str(line.cursor),
        "change": line.event.value,
        "when": rfc3339(line.at),
        "id": line.id,
        "url": permalink(channel.base_url, line.key),
        **({"item": json_feed.item(line.article, channel)} if line.article else {}),
    }
