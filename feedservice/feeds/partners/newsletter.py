"""Newsletter services: Mailchimp, MailUp, Letterhead, FeedBlitz and their like. Pure.

They make mails of titles, excerpts and one picture each. Where they look for the picture differs: Letterhead takes the
enclosure or media:content, MailUp and FeedBlitz the first in the body. Under one simple address in all three, each
finds it. None refuses an article for it; the mail only comes out worse.
"""

import re

from feedservice.article import Article, Severity
from feedservice.channels import Edition, PhotoPlace
from feedservice.feeds.partners import partner_bodies, partner_checks
from feedservice.feeds.partners.profile import ArticleRule, ChannelRule, Profile, Source

LETTERHEAD = Source(
    "https://help.tryletterhead.com/ensuring-your-images-appear-in-the-rss-composer-block", "2026-11-24"
)
LETTERHEAD_BLOCK = Source("https://help.tryletterhead.com/curations-rss-block", "2026-11-24")
FEEDBLITZ = Source(
    "https://feedblitz.freshdesk.com/support/solutions/articles/43000633478-what-determines-the-featured-image-",
    "2026-11-24",
)
MAILUP = Source("https://help.mailup.com/wiki/pages/viewpage.action?pageId=36875484", "2026-11-24")
MAILCHIMP = Source("https://mailchimp.com/help/about-template-images/", "2026-11-24")
MOST_BYTES = 1_000_000
#: Mailchimp's templates are six hundred pixels wide.
LEAST_PX = 600
#: The most that Letterhead's block shows.
MOST_ITEMS = 10
#: FeedBlitz does not look into figures.
BECOMES = {"figure": "div", "figcaption": "p"}
_SIMPLE_NAME = re.compile(r"^[A-Za-z0-9._-]+\.(jpg|jpeg|png|gif)$")


def body(html: str) -> str:
    """The body with its pictures in plain boxes."""
    return partner_bodies.adapt(html, BECOMES)


def _no_standfirst(article: Article, _: Edition) -> str:
    return "" if article.standfirst else "The article has no standfirst, so the mail shows its headline twice."


def _odd_name(article: Article, _: Edition) -> str:
    name = article.photos[0].enclosure.name if article.photos else "a.jpg"
    return "" if _SIMPLE_NAME.match(name) else f"The photo is called {name}."


PROFILE = Profile(
    "newsletter",
    "Newsletter services",
    body=body,
    channel_rules=(
        ChannelRule("newsletter-https", Severity.WARNING, partner_checks.no_https, "Serve under https, and say so in base_url.", FEEDBLITZ),
        ChannelRule("newsletter-items", Severity.WARNING, partner_checks.many_items(MOST_ITEMS), f"Set items = {MOST_ITEMS}: mails show no more.", LETTERHEAD_BLOCK),
        ChannelRule("newsletter-photo-place", Severity.WARNING, partner_checks.photo_elsewhere(PhotoPlace.BOTH), 'Set photo = "both": some services look beside the body, others in it.', LETTERHEAD),
    ),
    article_rules=(
        ArticleRule("newsletter-standfirst", Severity.WARNING, _no_standfirst, "Write a standfirst.", MAILUP),
        ArticleRule("newsletter-photo", Severity.WARNING, partner_checks.no_photo, "Drop a photo with the article.", LETTERHEAD),
        ArticleRule("newsletter-photo-bytes", Severity.WARNING, partner_checks.heavy_photo(MOST_BYTES), "Drop a photo that fits into 1 MB.", MAILCHIMP),
        ArticleRule("newsletter-photo-size", Severity.WARNING, partner_checks.small_photo(LEAST_PX, partner_checks.width), f"Drop a photo of at least {LEAST_PX} pixels in width.", MAILCHIMP),
        ArticleRule("newsletter-photo-name", Severity.WARNING, _odd_name, "Drop the photo as JPEG, PNG or GIF.", MAILCHIMP),
    ),
)  # fmt: skip
