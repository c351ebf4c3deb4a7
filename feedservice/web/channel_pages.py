"""The pages of channels, for people: a section, a tag, an author, a language, a month, a saved query. Touches: database (read only)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, abort
from werkzeug.wrappers import Response as AnyResponse

from feedservice.article import Article
from feedservice.channels import PUBLIC, ROOMS, Channel, Kind, path_of
from feedservice.feeds import formats
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats import Format
from feedservice.feeds.formats.content import direction
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.web.feed_documents import moved
from feedservice.web.responses import FeedLink, feeds_of, page, settings, store

_log = logging.getLogger(__name__)

blueprint = Blueprint("channels", __name__)
_KINDS = {room: kind for kind, room in ROOMS.items() if kind in PUBLIC}


@blueprint.get("/<any(sections, authors, tags, languages, feeds, archive):room>/<slug>/")
def folder(room: str, slug: str) -> AnyResponse:
    """With a slash at its end, which people type, the page of a channel is where it is without."""
    return moved(path_of(_KINDS[room], slug))


@blueprint.get("/<any(sections, authors, tags, languages, feeds, archive):room>/<slug>")
def channel(room: str, slug: str) -> AnyResponse:
    """The articles of a channel, its feeds, and that it has moved or closed if it has."""
    path = path_of(_KINDS[room], slug)
    with store().reading() as asked:
        if room == ROOMS[Kind.MONTH]:
            return _month(asked, slug)
        target, record = asked.channels.moved_to(path), asked.channels.at(path)
        if target is not None:
            return moved(target)
        if record is None or not (record.shown or record.closed):
            abort(404)
        if record.closed:
            abort(410, "This feed has been closed for good.")
        if record.kind is Kind.SAVED and slug not in settings().feeds:
            _log.warning("the feed %s is not in the settings of this web process; give it those of the press", slug)
            abort(503, "The page of this feed cannot be made just now; the feed itself is served.")
        return _page(asked, record)


def _page(asked: Reading, record: ChannelRecord) -> AnyResponse:
    state, now = asked.turns.state(), datetime.now(UTC)
    if state is None:
        abort(503, "The first edition is not ready yet.")
    (edition,) = Composition(asked, settings(), state, now).editions(record)
    shown = edition.channel
    feeds = [(shown.path, form) for form in formats.formats(shown)]
    return _shown(shown, edition.articles, feeds, feeds_of(shown), _languages(asked, record))


def _languages(asked: Reading, record: ChannelRecord) -> list[tuple[str, str]]:
    """The language of each page like this one, with its address: of the page of a language all, its own too."""
    if record.kind is not Kind.LANGUAGE:
        return []
    found = [one for one in asked.channels.of_kinds([Kind.LANGUAGE]) if one.shown and one.slug]
    return [(one.name or one.slug, f"{settings().public_url}{one.path}") for one in found] if len(found) > 1 else []


def _month(asked: Reading, slug: str) -> AnyResponse:
    """All that is dated in a month, and the volumes of the archive that are of it."""
    volumes = asked.volumes.of_month(slug)
    if not volumes:
        abort(404)
    articles = asked.articles.with_ids(asked.listings.of_month(slug))
    chosen = settings()
    about = (f"{chosen.title} – {slug}", chosen.description, chosen.language, chosen.public_url, len(articles))
    shown = Channel("", *about, path_of(Kind.MONTH, slug), Kind.MONTH)
    feeds = [(path, form) for path in volumes for form in formats.FORMATS]
    return _shown(shown, articles, feeds, ())


def _shown(
    channel: Channel,
    articles: Sequence[Article],
    feeds: Sequence[tuple[str, Format]],
    announced: Sequence[FeedLink],
    languages: Sequence[tuple[str, str]] = (),
) -> AnyResponse:
    return page(
        "channel.html",
        channel=channel,
        articles=articles,
        direction=direction,
        feeds=feeds,
        channel_feeds=announced,
        languages=languages,
    )
