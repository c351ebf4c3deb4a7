"""How an article stands in feeds: its item in each format, and the channels that have it. Touches: database (reads only).

What sets items is loaded with the first that is asked for: most processes are never asked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from feedservice.article import Article
from feedservice.channels import QUERIES, Channel, Edition, Kind, places
from feedservice.errors import RenderError
from feedservice.feeds import formats
from feedservice.feeds.formats import Format
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.web.responses import composition_of

#: An item of an XML feed of one article; in its texts every < is written otherwise.
_ITEM = re.compile(r"[ \t]*<(item|entry)\b.*</\1>", re.DOTALL)
#: A longer one is none to be read.
LONGEST_SHOWN = 200_000


@dataclass(frozen=True, slots=True)
class ItemSource:
    """An item as it stands in a feed; `is_cut` when only its beginning is told."""

    form: Format
    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """A channel that an article is in; `is_past` when newer ones have pushed it out of its document."""

    title: str
    path: str
    is_private: bool
    is_past: bool


def sources(asked: Reading, article: Article) -> list[ItemSource]:
    """The article's item in every format of the newsroom's feed; none before the first edition, or when it cannot be set."""
    channel = _everything(asked)
    state = asked.turns.state()
    if channel is None or state is None:
        return []
    edition, found = Edition(channel, (article,), state.changed), list[ItemSource]()
    for form in formats.FORMATS:
        try:
            text = item_of(formats.render(edition, form).decode(), form)
        except RenderError as error:
            text = str(error)
        found.append(ItemSource(form, text[:LONGEST_SHOWN], len(text) > LONGEST_SHOWN))
    return found


def item_of(document: str, form: Format) -> str:
    """The one item of a feed document, by itself."""
    if form.name == "json":
        return json.dumps(json.loads(document)["items"][0], ensure_ascii=False, indent=2)
    found = _ITEM.search(document)
    return found[0] if found else document


def carriers(asked: Reading, article: Article) -> list[Carrier]:
    """The channels that an article in print belongs to, the newsroom's own first."""
    state = asked.turns.state()
    if state is None:
        return []
    composition = composition_of(asked, state)
    own = [asked.channels.at(path) for path in ("", *(place.path for place in places(article)))]
    records = [record for record in own if record] + _wanting(asked, article)
    return [
        Carrier(composition.channel(record).title, record.path, record.kind is Kind.PRIVATE, _is_past(record, article))
        for record in records
        if not record.closed and record.kind is not Kind.MONTH
    ]


def _is_past(record: ChannelRecord, article: Article) -> bool:
    return record.floor is not None and article.published < record.floor


def _wanting(asked: Reading, article: Article) -> list[ChannelRecord]:
    """The saved queries that have the article in their document."""
    state = asked.turns.state()
    composition = composition_of(asked, state) if state else None
    records = asked.channels.of_kinds(QUERIES)
    shown = [(record, composition.editions(record)) for record in records if composition and record.shown]
    return [record for record, editions in shown if any(article in edition.articles for edition in editions)]


def _everything(asked: Reading) -> Channel | None:
    state, record = asked.turns.state(), asked.channels.at("")
    return composition_of(asked, state).channel(record) if state and record else None
