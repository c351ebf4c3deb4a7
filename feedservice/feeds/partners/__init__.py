"""Partners' feeds: saved queries with a profile, and what breaks a partner's rules before the partner says so. Pure.

A new partner is one module with a `Profile` and one line here. The rules are tables with their sources; `judge` holds
an edition against them. Partners have feeds of their own, for what some ask for is an error to validators.
"""

from __future__ import annotations

from collections.abc import Mapping

from feedservice.channels import Edition
from feedservice.feeds.partners import flipboard, msn, newsletter, podcast, smartnews
from feedservice.feeds.partners.profile import Breach, PartnerElement, Profile

__all__ = ["PLAIN", "PROFILES", "Breach", "PartnerElement", "Profile", "judge"]

PLAIN = Profile("plain", "Plain", formats=("rss", "atom", "json"))

PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        PLAIN,
        flipboard.PROFILE,
        smartnews.PROFILE,
        msn.PROFILE,
        newsletter.PROFILE,
        podcast.PROFILE,
    )
}


def judge(edition: Edition) -> tuple[Breach, ...]:
    """What in an edition breaks the rules of its channel's partner: the feed first, then article by article."""
    profile = PROFILES[edition.channel.shows.profile]
    of_channel = [
        Breach(rule.id, rule.severity, what, rule.remedy, rule.source)
        for rule in profile.channel_rules
        if (what := rule.check(edition))
    ]
    of_articles = [
        Breach(rule.id, rule.severity, what, rule.remedy, rule.source, article)
        for article in edition.articles
        for rule in profile.article_rules
        if (what := rule.check(article, edition))
    ]
    return (*of_channel, *of_articles)
