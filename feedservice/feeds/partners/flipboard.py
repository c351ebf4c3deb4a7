"""Flipboard: a magazine made of full-text feeds with large pictures. Pure.

Sources: the RSS specification, and the guidelines for publishers' own magazines.
"""

from feedservice.article import Severity
from feedservice.channels import Edition, Kind
from feedservice.feeds.partners import partner_checks
from feedservice.feeds.partners.profile import ArticleRule, ChannelRule, Profile, Source

SPECIFICATION = Source("https://about.flipboard.com/rss-spec/", "2026-11-24")
GUIDELINES = Source("https://flipboard.helpshift.com/hc/en/1-flipboard/faq/1023-resubmit-an-rss-feed/", "2026-11-24")
LEAST_ITEMS, BEST_ITEMS = 20, 30
#: The specification says 400, the guidelines for magazines 500.
LEAST_PX = 500
BEST_STANDFIRST = 300


def _no_hub(edition: Edition) -> str:
    has_hub = edition.channel.hubs or edition.channel.kind is Kind.PRIVATE  # of which no hub may know
    return "" if has_hub else "No hub is told of changes."


PROFILE = Profile(
    "flipboard",
    "Flipboard",
    channel_rules=(
        ChannelRule("flipboard-full-text", Severity.ERROR, partner_checks.partial_text, 'Set text = "full" for this feed.', SPECIFICATION),
        ChannelRule("flipboard-20-items", Severity.ERROR, partner_checks.few_items(LEAST_ITEMS), "Widen the query, or wait until there are more.", GUIDELINES),
        ChannelRule("flipboard-30-items", Severity.WARNING, partner_checks.few_items(BEST_ITEMS), "Set items = 30 or more, and widen the query.", SPECIFICATION),
        ChannelRule("flipboard-hub", Severity.WARNING, _no_hub, "Name a hub in the settings (hubs): Flipboard likes to be told.", SPECIFICATION),
    ),
    article_rules=(
        ArticleRule("flipboard-photo", Severity.ERROR, partner_checks.no_photo, "Drop a photo with the article.", SPECIFICATION),
        ArticleRule("flipboard-photo-size", Severity.ERROR, partner_checks.small_photo(LEAST_PX, partner_checks.shorter), f"Drop a photo of at least {LEAST_PX} pixels on its shorter side.", GUIDELINES),
        ArticleRule("flipboard-standfirst", Severity.WARNING, partner_checks.short_standfirst(BEST_STANDFIRST), f"Write a standfirst of {BEST_STANDFIRST} characters or more for a good excerpt.", GUIDELINES),
        ArticleRule("flipboard-author", Severity.WARNING, partner_checks.no_author, "Add a byline.", GUIDELINES),
    ),
)  # fmt: skip
