"""Sets what is in print as documents, and puts those that changed on the stand. Touches: database (one transaction).

The edition's clock moves only when what it shows changed: it is set with the old time first, and if the bytes are the
old ones, they stay.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feedservice import filing, render
from feedservice.article import Article, Channel, Edition, Tombstone
from feedservice.birth import channel_id
from feedservice.edition import assemble
from feedservice.errors import RenderError
from feedservice.settings import Settings
from feedservice.store import PressState, Reading, Writing
from feedservice.store.reading import whole_second

_log = logging.getLogger(__name__)

#: The most tombstones in one document: it must stay small even when a whole archive is withdrawn.
MOST_TOMBSTONES = 1000
_SECOND = timedelta(seconds=1)
_CLOCK_GONE_WRONG = timedelta(days=1)


def edition_time(now: datetime, state: PressState | None) -> datetime:
    """The instant a changed edition gets: now, but always later than the last, so that feeds' times never go back.

    A last change far in the future is a clock gone wrong once; then, and only then, the times start again from now.
    """
    second = whole_second(now)
    if state is None:
        return second
    if state.changed - now > _CLOCK_GONE_WRONG:
        _log.error(
            "the last edition is dated %s: the clock was wrong then; its time starts again from now", state.changed
        )
        return second
    return max(second, state.changed + _SECOND)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an edition showed, and its number: when the next is to show the same, nothing need be set."""

    edition: int
    channel: Channel
    articles: tuple[Article, ...]
    tombstones: tuple[Tombstone, ...]

    def has_ended(self, since: datetime) -> bool:
        """Whether a tombstone stands in it that was put up no later than that."""
        return any(one.when <= since for one in self.tombstones)


def set_in_type(
    changes: Writing,
    settings: Settings,
    now: datetime,
    at: datetime,
    *,
    may_be_empty: bool,
    last: Shown | None = None,
) -> Shown:
    """Set the edition and put what changed on the stand, at the edition time `at`; returns what it shows.

    `last` is what this press set last: most batches of a large drop change nothing in it. The very first edition waits for the first article on its way, unless it `may_be_empty`: an empty feed would make
    readers forget what they have.
    """
    before = changes.state()
    state = before or PressState(0, at, channel_id(settings.id_authority, now), settings.public_url)
    channel = _channel(settings, state.channel_id)
    articles = changes.newest(channel.feed_items)
    if before is None and not articles and not may_be_empty:
        return Shown(0, channel, (), ())
    tombstones = changes.tombstones(now - settings.tombstone_life, MOST_TOMBSTONES)
    shown = Shown(state.edition, channel, tuple(articles), tuple(tombstones))
    if shown == last:
        return last
    on_stand = changes.last_modified_by_etag()
    if len(on_stand) == len(render.FORMATS) and _is_as_before(
        assemble(channel, articles, state.changed, tombstones), on_stand
    ):
        return shown
    documents, left_out = render.render_all(assemble(channel, articles, at, tombstones))
    for form, body in documents.items():
        changes.put_document(render.document(form, body, at))
    for article, reason in left_out.items():
        filing.file_left_out(changes, now, article, reason)
    changes.save_state(PressState(state.edition + 1, at, state.channel_id, settings.public_url))
    return replace(shown, edition=state.edition + 1)


def is_set_with(asked: Reading, settings: Settings) -> bool:
    """Whether the documents on the stand are as these settings would have set them; before the first edition they are."""
    state = asked.state()
    if state is None:
        return True
    articles = asked.newest(settings.feed_items)
    tombstones = asked.tombstones(state.changed - settings.tombstone_life, MOST_TOMBSTONES)
    edition = assemble(_channel(settings, state.channel_id), articles, state.changed, tombstones)
    return _is_as_before(edition, asked.last_modified_by_etag())


def _channel(settings: Settings, id: str) -> Channel:
    return Channel(
        id, settings.title, settings.description, settings.language, settings.public_url, settings.feed_items
    )


def _is_as_before(edition: Edition, etags: Collection[str]) -> bool:
    """Whether the stand has this edition already; the first format that differs settles it."""
    try:
        return all(render.etag(render.render(edition, form)) in etags for form in render.FORMATS)
    except RenderError:
        return all(render.etag(body) in etags for body in render.render_all(edition)[0].values())
