"""Sets what is in print as documents, and puts those that changed on the stand. Touches: database (one transaction).

Only channels that something touched are set (`store.stand.listings` marks them), and of these only those whose edition is
another than the one on the stand. An edition's clock moves only when what it shows changed: it is set with the old time
first, and if the bytes are the old ones, they stay. So many channels are set in a transaction as keep it short (`extent`),
those that are few first; the rest in those that follow. While a large drop is read, everything alone is set. What is set is
compressed in other threads while the next edition is being set. Channels of the long tail are only dated: `on_request`
sets them when somebody asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from feedservice.addresses import document_url
from feedservice.article import Article
from feedservice.channels import Channel, Edition, Kind, Order, Place, month, path_of
from feedservice.editing.ids import channel_id
from feedservice.editing.receipts import of_unset
from feedservice.errors import RenderError
from feedservice.feeds import formats
from feedservice.feeds.bindery import bind
from feedservice.feeds.editions import Composition, fingerprint
from feedservice.feeds.extent import Extent, is_wanted
from feedservice.feeds.house_style import LISTING_STYLE, house_style
from feedservice.feeds.moved_sections import note_moves
from feedservice.feeds.saved_channels import keep_saved_queries
from feedservice.feeds.self_check import set_and_read
from feedservice.feeds.served_sizes import size_of
from feedservice.settings import Settings
from feedservice.store import Reading, Writing
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.store.stand.documents import OnStand
from feedservice.store.turns import PressState

_log = logging.getLogger(__name__)

#: So many articles are set beside those of everything in one transaction: a tenth of a second.
ARTICLES_TOGETHER = 50
#: Compressing shorter documents takes no longer than asking a thread to do it.
_WORTH_A_THREAD_BYTES = 50_000
_CODING_THREADS = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the stand: the edition's number, the month it counts as open, and whether channels wait to be set."""

    edition: int
    month: str = ""
    more: bool = False


def set_in_type(
    changes: Writing,
    settings: Settings,
    now: datetime,
    at: datetime,
    *,
    may_be_empty: bool,
    extent: Extent = Extent.SOME,
) -> Shown:
    """Set what is stale and put what changed on the stand, at the edition time `at`: everything first.

    The very first edition waits for the first article on its way, unless it `may_be_empty`: an empty feed would make
    readers forget what they have; and there is none before it is set. Raises RenderError when the feed of everything
    cannot be set at all.
    """
    before = changes.turns.state()
    if before is None and (extent is Extent.NOTHING or not (may_be_empty or changes.articles.count_in_print())):
        return Shown(0)
    state = before or PressState(0, at, channel_id(settings.id_authority, now), settings.public_url)
    style, open_month = house_style(settings), month(now)
    if state.style != style:
        _look_at_all_anew(changes, settings, state, at)
    changes.channels.mark_ended(now)
    note_moves(changes, at)
    bind(changes, settings, open_month, extent)
    dated = _date_long_tail(changes, settings, state, at)
    composition = Composition(changes, settings, state, now)
    with ThreadPoolExecutor(_CODING_THREADS, "coding") as threads:
        put = _Typesetter(changes, composition, style, at, threads).set_stale(extent)
    if put or dated or changes.ledger.written_here or before is None:
        state = replace(state, edition=state.edition + 1, changed=at)
    kept = replace(state, base_url=settings.public_url, style=style)
    if kept != before:
        changes.turns.save_state(kept)
    return Shown(state.edition, open_month, changes.channels.has_stale())


def _date_long_tail(changes: Writing, settings: Settings, state: PressState, at: datetime) -> bool:
    """Date the channels of the long tail that something touched, and have hubs told of those that were there before."""
    if changes.channels.has_own_language():
        changes.channels.mark_stale_at(path_of(Kind.LANGUAGE, settings.language.lower()))
    edition, life = state.edition + 1, settings.tombstone_life
    dated = changes.channels.date_long_tail(edition, at, settings.feed_items, life)
    asked_for = [one for one in dated if one.shown and one.kind is not Kind.MONTH] if settings.hubs else []
    for one in asked_for:
        for form in formats.FORMATS:
            changes.announcements.announce(settings.hubs, document_url(settings.public_url, one.path + form.path), at)
    return bool(dated)


def is_set_with(asked: Reading, settings: Settings) -> bool:
    """Whether the documents on the stand are as these settings would have set them; before the first edition they are."""
    state = asked.turns.state()
    return state is None or state.style == house_style(settings)


def _look_at_all_anew(changes: Writing, settings: Settings, state: PressState, at: datetime) -> None:
    """The documents on the stand were set with other settings, or by another release."""
    if not state.style.startswith(f"{LISTING_STYLE}:"):
        changes.articles.list_all()
    changes.ledger.catch_up()
    own = settings.language
    for place in (Place(Kind.EVERYTHING, "", ""), Place(Kind.LANGUAGE, own.lower(), own)):
        if changes.channels.at(place.path) is None:
            changes.channels.open(place)
    keep_saved_queries(changes, settings, at)
    changes.channels.mark_stale()


@dataclass
class _Typesetter:
    """Sets channels in one transaction."""

    changes: Writing
    composition: Composition
    style: str
    at: datetime
    threads: Executor
    _coming: list[Callable[[], None]] = field(default_factory=list)

    def set_stale(self, extent: Extent) -> bool:
        """Set what is stale, as far as is wanted; whether any byte changed."""
        put, articles = False, ARTICLES_TOGETHER
        for record in self.changes.channels.stale():
            is_everything = record.kind is Kind.EVERYTHING
            if not is_wanted(record, extent, self.changes.channels.touched_here) or (
                extent is Extent.SOME and articles <= 0 and not is_everything
            ):
                continue
            editions = self.composition.editions(record)
            articles -= 0 if is_everything else 1 + sum(len(edition.articles) for edition in editions)
            put |= self._set(record, editions)
        self._put_what_is_coded()
        return put

    def _set(self, record: ChannelRecord, editions: list[Edition]) -> bool:
        """Set a channel if it shows anything new; whether any byte changed. What cannot be set leaves the last good documents."""
        shown = fingerprint(self.style, editions)
        floor, ends = self._bounds(editions)
        kept = replace(record, floor=floor, ends=ends, stale=False, problem="")
        changed = False
        if shown != record.shown:
            kept = replace(kept, shown=shown, id=record.id or self.composition.id_of(record))
            try:
                changed = self._put(record, editions)
            except RenderError as error:
                if record.kind is Kind.EVERYTHING:
                    raise
                _log.error("our fault: %s cannot be set, its last good documents stay: %s", _named(record), error)
                kept = replace(kept, problem=str(error))
        self.changes.channels.keep(replace(kept, changed=self.at) if changed else kept)
        return changed

    def _bounds(self, editions: list[Edition]) -> tuple[datetime | None, datetime | None]:
        """Below which date nothing touches the channel, and when its first tombstone ends."""
        life = self.composition.settings.tombstone_life
        dates = [article.published for edition in editions for article in edition.articles]
        by_date = all(one.channel.order is not Order.UPDATED for one in editions)
        is_full = by_date and len(dates) == sum(one.channel.feed_items for one in editions)
        ends = [one.when + life for edition in editions for one in edition.tombstones]
        return min(dates, default=None) if is_full else None, min(ends, default=None)

    def _put(self, record: ChannelRecord, editions: list[Edition]) -> bool:
        """Put on the stand what changed, and take from it what is no more; whether there was either."""
        on_stand = self.changes.documents.of_channel(record.path)
        addresses = {one.channel.path + form.path for one in editions for form in formats.formats(one.channel)}
        gone = on_stand.keys() - addresses
        for path in gone:
            self.changes.documents.drop(path)
        put = [edition for edition in editions if not _is_as_before(edition, on_stand, self.at)]
        for edition in put:
            self._put_one(record, replace(edition, updated=self.at), on_stand)
        return bool(put or gone)

    def _put_one(self, record: ChannelRecord, edition: Edition, on_stand: Iterable[str]) -> None:
        path = edition.channel.path + formats.formats(edition.channel)[0].path
        before = {path: body} if path in on_stand and (body := self.changes.documents.body_at(path)) else {}
        documents, left_out = set_and_read(edition, before, size_of(self.composition.settings))
        self._put_what_is_coded()  # in the meantime; so no more than one edition waits
        self._coming = [self._coded(record, edition.channel, form, body) for form, body in documents.items()]
        for article, reason in left_out.items():
            self._tell_of(article, reason)

    def _tell_of(self, article: Article, reason: str) -> None:
        """The desk learns of an article that could not be set in type: it alone is left out of the feeds."""
        memory = self.changes.files.at(article.path)
        if memory is not None and memory.stamp is not None:
            self.changes.receipts.save(of_unset(article, reason), memory.stamp, self.composition.now)

    def _coded(self, record: ChannelRecord, channel: Channel, form: formats.Format, body: bytes) -> Callable[[], None]:
        """Begin to compress a document; calling what is returned waits for it and puts it on the stand."""
        make = partial(formats.document, form, channel, body, self.at)
        made = self.threads.submit(make).result if len(body) >= _WORTH_A_THREAD_BYTES else make

        def put() -> None:
            document = made()
            self.changes.documents.put(document, record.path, self.composition.state.edition + 1)
            self.changes.announcements.announce(channel.hubs, document_url(channel.base_url, document.path), self.at)

        return put

    def _put_what_is_coded(self) -> None:
        coming, self._coming = self._coming, []
        for put in coming:
            put()


def _named(record: ChannelRecord) -> str:
    """A channel as the log may name it; of a private one the desk alone says which."""
    return "a private feed" if record.kind is Kind.PRIVATE else record.path or "the feed of everything"


def _is_as_before(edition: Edition, on_stand: Mapping[str, OnStand], at: datetime) -> bool:
    """Whether the stand has this edition already, but for its time; the first format that differs settles it.

    One that is dated later than now was set by a clock that was ahead: it is not left so. JSON Feed, the last, is the quickest.
    """
    return all(
        (old := on_stand.get(edition.channel.path + form.path)) is not None
        and old.last_modified <= at
        and _etag(replace(edition, updated=old.last_modified), form) == old.etag
        for form in reversed(formats.formats(edition.channel))
    )


def _etag(edition: Edition, form: formats.Format) -> str:
    """The entity tag of what is set of an edition: without articles that cannot be."""
    try:
        return formats.etag(formats.render(edition, form))
    except RenderError:
        return formats.etag(formats.render_all(edition)[0][form])
