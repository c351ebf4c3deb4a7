"""The pages of channels, for people: a section, a tag, an author, a language, a month, a saved query; the archive of all months. Touches: database (read only)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, abort
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from feedservice.article import Article
from feedservice.channels import PUBLIC, ROOMS, Channel, Kind, path_of
from feedservice.feeds import formats
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats import Format
from feedservice.feeds.formats.content import direction
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.text.dates.spoken import spoken_month
from feedservice.web.feed_documents import moved
from feedservice.web.responses import FeedLink, feeds_of, page, settings, store
from feedservice.web.site.furniture import all_sections
from feedservice.web.site.lead import with_lead_first
from feedservice.web.site.leaves import LEAF_ITEMS, MONTH_ITEMS, Leaf, leaf, leaf_path
from feedservice.web.site.structured_data import breadcrumbs, in_script

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
    return _channel(room, slug, 1)


@blueprint.get("/<any(sections, authors, tags, languages, feeds, archive):room>/<slug>/page/<int:number>")
def older(room: str, slug: str, number: int) -> AnyResponse:
    """Older articles of a channel."""
    if number == 1:
        return moved(path_of(_KINDS[room], slug))
    return _channel(room, slug, number)


def _channel(room: str, slug: str, number: int) -> AnyResponse:
    path = path_of(_KINDS[room], slug)
    with store().reading() as asked:
        if room == ROOMS[Kind.MONTH]:
            return _month(asked, slug, number)
        target, record = asked.channels.moved_to(path), asked.channels.at(path)
        if target is not None:
            return moved(leaf_path(target, number))
        if record is None or not (record.shown or record.closed):
            abort(404)
        if record.closed:
            abort(410, "This feed has been closed for good.")
        if record.kind is Kind.SAVED and slug not in settings().feeds:
            _log.warning("the feed %s is not in the settings of this web process; give it those of the press", slug)
            abort(503, "The page of this feed cannot be made just now; the feed itself is served.")
        return _page(asked, record, number)


def _page(asked: Reading, record: ChannelRecord, number: int) -> AnyResponse:
    state, now = asked.turns.state(), datetime.now(UTC)
    if state is None:
        abort(503, "The first edition is not ready yet.")
    composition = Composition(asked, settings(), state, now)
    shown = composition.channel(record)
    feeds = [(shown.path, form) for form in formats.formats(shown)]
    stories = leaf(record.path, number, LEAF_ITEMS, partial(composition.leaf, record))
    return _shown(shown, stories, feeds, feeds_of(shown), _languages(asked, record))


def _languages(asked: Reading, record: ChannelRecord) -> list[tuple[str, str]]:
    """The language of each page like this one, with its address: of the page of a language all, its own too."""
    if record.kind is not Kind.LANGUAGE:
        return []
    found = [one for one in asked.channels.of_kinds([Kind.LANGUAGE]) if one.shown and one.slug]
    return [(one.name or one.slug, f"{settings().public_url}{one.path}") for one in found] if len(found) > 1 else []


def _month(asked: Reading, slug: str, number: int) -> AnyResponse:
    """All that is dated in a month, and the volumes of the archive that are of it."""
    volumes = asked.volumes.of_month(slug)

    def take(start: int, most: int) -> list[Article]:
        return asked.articles.with_ids(asked.leaves.leaf_of(Kind.MONTH, [slug], start, most))

    stories = leaf(path_of(Kind.MONTH, slug), number, MONTH_ITEMS, take)
    if not volumes and not (stories and stories.articles):
        abort(404)
    chosen = settings()
    about = (
        f"{chosen.title} – {_month_name(slug)}",
        chosen.description,
        chosen.language,
        chosen.public_url,
        MONTH_ITEMS,
    )
    shown = Channel("", *about, path_of(Kind.MONTH, slug), Kind.MONTH)
    feeds = [(path, form) for path in volumes for form in formats.FORMATS]
    return _shown(shown, stories, feeds, ())


def _month_name(slug: str) -> str:
    """A month as readers of the newsroom's language write it."""
    try:
        return spoken_month(datetime.strptime(slug, "%Y-%m").date(), settings().language)  # noqa: DTZ007  # a month has no zone
    except ValueError:  # a part of a month, by its number
        return slug


def _shown(
    channel: Channel,
    stories: Leaf | None,
    feeds: Sequence[tuple[str, Format]],
    announced: Sequence[FeedLink],
    languages: Sequence[tuple[str, str]] = (),
) -> AnyResponse:
    if stories is None:
        abort(404)
    name, home = channel.title.removeprefix(f"{settings().title} – "), settings().public_url
    trail = breadcrumbs([(settings().title, f"{home}/"), (name, f"{home}{channel.path}")])
    leads = channel.kind is Kind.SECTION and stories.number == 1
    return page(
        "channel.html",
        is_for_all=True,
        channel=channel,
        name=name,
        leaf=stories,
        articles=with_lead_first(stories.articles) if leads else stories.articles,
        is_led=leads,
        direction=direction,
        feeds=feeds,
        channel_feeds=announced,
        languages=languages if stories.number == 1 else (),
        trail=Markup(in_script(trail)),  # noqa: S704  # JSON with < escaped
    )


@blueprint.get("/archive")
def archive() -> AnyResponse:
    """Every month with how many stories it has, by year, the latest first; and every section."""
    with store().reading() as asked:
        months, sections = asked.leaves.counts(Kind.MONTH), all_sections(asked)
    years: dict[str, list[tuple[str, str, int]]] = {}
    for month in sorted(months, reverse=True):
        years.setdefault(month[:4], []).append((_month_name(month), path_of(Kind.MONTH, month), months[month]))
    return page("archive.html", is_for_all=True, years=years, sections=sections)


@blueprint.get("/archive/")
def archive_folder() -> AnyResponse:
    """With a slash at its end the page is where it is without."""
    return moved("/archive")
