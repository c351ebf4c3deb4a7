"""The desk's page of feeds: what cannot be set, what partners would refuse, how often they ask, how hubs take it.

Touches: database (read only), disk (`polls.db`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from feedservice.channels import QUERIES, Kind
from feedservice.errors import StoreError
from feedservice.feeds.editions import Composition
from feedservice.feeds.partners import PLAIN, PROFILES, Breach, judge
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.web.desk.desk_shut import shut
from feedservice.web.responses import composition_of, newsstand, page, settings, store

blueprint = Blueprint("desk_feeds", __name__)
blueprint.register_error_handler(StoreError, shut)

#: The most announcements told of that went wrong.
MOST_TROUBLED = 20


@dataclass(frozen=True, slots=True)
class PartnerFeed:
    """A feed for a partner, with what in it breaks the partner's rules. A private one has no path."""

    title: str
    partner: str
    path: str
    articles: int
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A channel that could not be set, with why. A private one has no path."""

    title: str
    path: str
    problem: str


@blueprint.get("/desk/feeds")
def desk_feeds() -> Response:
    """Feeds in trouble, partners' feeds with what breaks their rules, their private addresses, and hubs."""
    hubs = settings().hubs
    with store().reading() as asked:
        state = asked.turns.state()
        records = asked.channels.of_kinds() if state else []
        states, troubled = asked.announcements.hub_states(hubs), asked.announcements.troubled(MOST_TROUBLED)
        composition = composition_of(asked, state) if state else None
        addresses = asked.partners.addresses()
        saved = [one for one in records if one.kind in QUERIES]
        partners = [feed for one in saved if composition and (feed := _partner_feed(composition, one))]
        troubles = [
            Trouble(composition.channel(one).title, _page(one), one.problem)
            for one in records
            if composition and one.problem
        ]
    return page(
        "desk_feeds.html",
        cache="no-store",
        troubles=troubles,
        feeds=sum(one.kind is not Kind.MONTH for one in records),
        partners=partners,
        addresses=addresses,
        polls=newsstand().private.counter.told(),
        hubs=states,
        announcements=[one for one in troubled if one.hub in hubs],
    )


def _partner_feed(composition: Composition, record: ChannelRecord) -> PartnerFeed | None:
    """A saved query judged by its partner's rules; none when it has no partner."""
    edition = composition.editions(record)[0]
    profile = PROFILES[edition.channel.shows.profile]
    if profile is PLAIN:
        return None
    return PartnerFeed(edition.channel.title, profile.title, _page(record), len(edition.articles), judge(edition))


def _page(record: ChannelRecord) -> str:
    """Where a channel can be looked at; nowhere, when it is private."""
    return "" if record.kind is Kind.PRIVATE else record.path or "/"
