"""Newsletter services: Mailchimp, MailUp, Letterhead, FeedBlitz and their like. Pure.

They make mails of titles, excerpts and one picture each. Where they look for the picture differs; under one simple
address as enclosure, media:content and in the body, each finds it.
"""

import re

from feedservice.article import Article, Edition, Severity
from feedservice.profiles import checks
from feedservice.profiles.model import ArticleRule, ChannelRule, Profile, Source

LETTERHEAD = Source(
    "https://help.tryletterhead.com/ensuring-your-images-appear-in-the-rss-composer-block", "2026-11-24"
)
MAILUP = Source("https://help.mailup.com/wiki/pages/viewpage.action?pageId=36875484", "2026-11-24")
MAILCHIMP = Source("https://mailchimp.com/help/about-template-images/", "2026-11-24")
MOST_BYTES = 1_000_000
#: A mail is six hundred pixels wide; on sharp screens that is twice as many.
LEAST_PX = 600
#: Ten articles are the most that Letterhead shows.
MOST_ITEMS = 10
_SIMPLE_NAME = re.compile(r"^[A-Za-z0-9._-]+\.(jpg|jpeg|png|gif)$")


def _no_standfirst(article: Article, _: Edition) -> str:
    return "" if article.standfirst else "The article has no standfirst, so the mail shows its headline twice."


def _odd_name(article: Article, _: Edition) -> str:
    name = article.photos[0].enclosure.name if article.photos else "a.jpg"
    return "" if _SIMPLE_NAME.match(name) else f"The photo is called {name}."


def _many_items(edition: Edition) -> str:
    count = len(edition.articles)
    return f"The feed has {count} articles." if count > MOST_ITEMS else ""


PROFILE = Profile(
    "newsletter",
    "Newsletter services",
    channel_rules=(
        ChannelRule("newsletter-https", Severity.WARNING, checks.no_https, "Serve under https, and say so in base_url: mails show no other pictures.", LETTERHEAD),
        ChannelRule("newsletter-items", Severity.WARNING, _many_items, f"Set items = {MOST_ITEMS}: mails show no more.", LETTERHEAD),
    ),
    article_rules=(
        ArticleRule("newsletter-standfirst", Severity.WARNING, _no_standfirst, "Write a standfirst.", MAILUP),
        ArticleRule("newsletter-photo", Severity.WARNING, checks.no_photo, "Drop a photo with the article.", LETTERHEAD),
        ArticleRule("newsletter-photo-bytes", Severity.ERROR, checks.heavy_photo(MOST_BYTES), "Drop a photo that fits into 1 MB.", MAILCHIMP),
        ArticleRule("newsletter-photo-size", Severity.WARNING, checks.small_photo(LEAST_PX, both_sides=False), f"Drop a photo of at least {LEAST_PX} pixels in width.", MAILCHIMP),
        ArticleRule("newsletter-photo-name", Severity.ERROR, _odd_name, "Drop the photo as JPEG or PNG.", LETTERHEAD),
    ),
)  # fmt: skip
