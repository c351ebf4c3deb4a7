"""What each channel shows now: its articles, tombstones and neighbours, as editions. Touches: database (reads only), disk (the newsroom's own pictures, once)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256

from feedservice.article import Article
from feedservice.channels import (
    ARCHIVE_ITEMS,
    QUERIES,
    Chain,
    Channel,
    Edition,
    Kind,
    Order,
    Tombstone,
    display_name,
)
from feedservice.feeds.order import assemble
from feedservice.media_store.emblems import face_of, shown_with
from feedservice.settings import Settings
from feedservice.settings.saved_feeds import Saved
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.store.turns import PressState
from feedservice.text.languages import language_name

#: The most tombstones in one document: it must stay small even when a whole archive is withdrawn.
MOST_TOMBSTONES = 1000
_SECOND = timedelta(seconds=1)
_ALL_THERE_ARE = 1_000_000_000
#: What lies further ahead was dated by a clock that was wrong, or is by one that is wrong now (`press.wrong_clock`).
CLOCK_GONE_WRONG = timedelta(days=1)


def whole_second(instant: datetime) -> datetime:
    """The instant without its fraction, in UTC: what feeds and HTTP can say."""
    return instant.astimezone(UTC).replace(microsecond=0)


def edition_time(now: datetime, state: PressState | None) -> datetime:
    """The instant a changed edition gets: now, but always later than the last, so that feeds' times never go back.

    A last change far in the future is a clock gone wrong once; then, and only then, the times start again from now.
    """
    second = whole_second(now)
    if state is None:
        return second
    if state.changed - now > CLOCK_GONE_WRONG:
        return second
    return max(second, state.changed + _SECOND)


@dataclass
class Composition:
    """Makes the editions of channels from what is in print at one moment. Not frozen: it remembers what it asked."""

    asked: Reading
    settings: Settings
    state: PressState
    now: datetime

    def editions(self, record: ChannelRecord) -> list[Edition]:
        """What a channel shows: one edition; none of a month of which nothing is bound yet."""
        if record.kind is Kind.MONTH:
            return [] if record.place is None else [self._volume(record, record.place)]
        channel = self.channel(record)
        articles = self._articles(record, channel)
        chain = Chain(previous=self.asked.volumes.newest()) if record.kind is Kind.EVERYTHING else Chain()
        return [assemble(channel, articles, record.changed, self._tombstones(record), chain)]

    def channel(self, record: ChannelRecord) -> Channel:
        """A channel as the settings have it."""
        settings, saved = self.settings, self._saved.get(record.slug) if record.kind in QUERIES else None
        plain = Channel(
            record.id or self.id_of(record),
            self._title(record, saved),
            settings.description,
            record.slug if record.kind is Kind.LANGUAGE and record.slug else settings.language,
            settings.public_url,
            settings.feed_items,
            record.path,
            record.kind,
            hubs=() if record.kind is Kind.PRIVATE else settings.hubs,
            face=face_of(settings),
        )
        return _as_saved(plain, saved, settings) if saved else plain

    def id_of(self, record: ChannelRecord) -> str:
        """The id of a channel for Atom, given once: the newsroom's feed, and which part of it."""
        return self.state.channel_id + record.path

    def _title(self, record: ChannelRecord, saved: Saved | None) -> str:
        if record.kind is Kind.EVERYTHING:
            return self.settings.title
        if saved and saved.title:
            return saved.title
        is_language = record.kind is Kind.LANGUAGE
        name = language_name(record.slug or self.settings.language) if is_language else display_name(record.name)
        return f"{self.settings.title} – {name}"

    @cached_property
    def _saved(self) -> dict[str, Saved]:
        return {one.name: one for one in self.settings.saved}

    def _articles(self, record: ChannelRecord, channel: Channel) -> Iterable[Article]:
        if record.kind is Kind.EVERYTHING:
            return self.asked.articles.newest(channel.feed_items)
        if record.kind in QUERIES:
            query = self._saved[record.slug].query
            ids = self.asked.listings.matching(query, self.settings.language, channel.order, channel.feed_items)
        else:
            ids = self.asked.listings.newest(record.kind, self._slugs(record), channel.feed_items)
        return self.asked.articles.with_ids(ids)

    def leaf(self, record: ChannelRecord, start: int, most: int) -> list[Article]:
        """So many articles of a channel from a place on, in its order: its pages go on where the feed ends."""
        if record.kind in QUERIES:
            ids = self._wanted(record, start, most)
        else:
            ids = self.asked.leaves.leaf_of(record.kind, self._slugs(record), start, most)
        return self.asked.articles.with_ids(ids)

    def keys(self, record: ChannelRecord) -> list[str]:
        """The keys of all articles of a channel, in the order of `leaf`."""
        if record.kind not in QUERIES:
            return self.asked.leaves.keys_of(record.kind, self._slugs(record))
        return self.asked.leaves.keys(self._wanted(record, 0, _ALL_THERE_ARE))

    def _wanted(self, record: ChannelRecord, start: int, most: int) -> list[str]:
        query, order = self._saved[record.slug].query, self.channel(record).order
        own, is_oldest_first = self.settings.language, order is Order.OLDEST
        return self.asked.listings.matching(query, own, order, most, start, is_oldest_first=is_oldest_first)

    def _slugs(self, record: ChannelRecord) -> tuple[str, ...]:
        """The slugs that make up a channel: articles that state no language belong to the newsroom's own."""
        own = record.kind is Kind.LANGUAGE and record.slug == self.settings.language.lower()
        return (record.slug, "") if own else (record.slug,)

    def _tombstones(self, record: ChannelRecord) -> list[Tombstone]:
        since = self.now - self.settings.tombstone_life
        if record.kind is Kind.EVERYTHING:
            return self.asked.articles.tombstones(since, MOST_TOMBSTONES)
        if record.kind in QUERIES:
            query = self._saved[record.slug].query
            return self.asked.listings.tombstones_matching(query, self.settings.language, since, MOST_TOMBSTONES)
        return self.asked.listings.tombstones(record.kind, self._slugs(record), since, MOST_TOMBSTONES)

    def _volume(self, record: ChannelRecord, place: int) -> Edition:
        """A document of the archive (RFC 5005 section 4). Its time is that of what is in it, or was.

        It is of the feed of everything, whose id it shows. One that all articles have left stays, empty, for others lead to it.
        """
        settings = self.settings
        articles = self.asked.articles.with_ids(self.asked.volumes.articles(record.slug))
        times = [one for one in (record.rearranged, *(one.changed for one in articles)) if one]
        month, _, part = record.slug.partition("/")
        title = f"{settings.title} – {month}{part and f' ({part})'}"
        about = (title, settings.description, settings.language, settings.public_url, ARCHIVE_ITEMS)
        channel = Channel(self.state.channel_id, *about, record.path, Kind.MONTH, face=face_of(settings).words)
        chain = Chain(is_archive=True, previous=self.asked.volumes.before(place))
        return assemble(channel, articles, max(times, default=record.changed), (), chain)


def fingerprint(style: str, editions: list[Edition]) -> str:
    """What editions show, as a hash: when it is the same, so are their bytes, but for their times.

    Of every word of them, for two versions of an article may be of the same second.
    """
    shown = [(one.channel, one.chain, one.tombstones, one.articles) for one in editions]
    return sha256(f"{style} {shown!r}".encode("utf-8", "backslashreplace")).hexdigest()[:40]


def _as_saved(plain: Channel, saved: Saved, settings: Settings) -> Channel:
    """The channel of a saved query: what it leaves open is the newsroom's."""
    return Channel(
        plain.id,
        plain.title,
        saved.description or plain.description,
        saved.language or plain.language,
        plain.base_url,
        saved.feed_items or plain.feed_items,
        plain.path,
        plain.kind,
        saved.order,
        shown_with(saved.shows, saved.name, settings),
        plain.hubs,
        plain.face,
    )
