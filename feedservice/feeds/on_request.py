"""Documents of the long tail: set when somebody asks, from what the store has. Touches: database (reads only), disk (stats of photos).

Authors, tags, languages and months may be thousands, most of them never asked for. Nothing is kept here: whoever asks keeps
what it got until the channel is touched again. The same store gives the same bytes in every process, for a channel's time
is that of the edition that touched it last, never the clock's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from feedservice.channels import LONG_TAIL, Document, Edition, may_be_long_tail
from feedservice.feeds import formats
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats.content_coding import code_at_once
from feedservice.feeds.self_check import set_and_read
from feedservice.feeds.served_sizes import size_of
from feedservice.settings import Settings
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.store.turns import PressState

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetOnRequest:
    """A document of the long tail: of which channel, and what that showed then (`ChannelRecord.shown`)."""

    channel: str
    shown: str
    document: Document


def set_on_request(settings: Settings, asked: Reading, path: str) -> SetOnRequest | None:
    """The document of a channel, or a volume of the archive, that has this address; None when there is none.

    This format alone: somebody waits, and so does everybody behind them. Raises RenderError when it cannot be set at all; an article that alone cannot be set is left out.
    """
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
