"""MSN Partner Hub: RSS 2.0 with Media RSS and Dublin Core, and bodies of a fixed list of elements. Pure.

An article is taken down by an item of the same id whose expiry is past and whose date of change is newer; to leave it out
does nothing.
"""

import re
from datetime import datetime, timedelta

from feedservice.article import Article, Severity
from feedservice.channels import Edition, Tombstone
from feedservice.feeds.namespaces import DCTERMS, MICROSOFT
from feedservice.feeds.partners import partner_bodies, partner_checks
from feedservice.feeds.partners.profile import ArticleRule, ChannelRule, PartnerElement, Profile, Source
from feedservice.feeds.partners.takedowns import takedown
from feedservice.feeds.written_dates import rfc3339

ITEMS = Source(
    "https://support.microsoft.com/en-us/topic/msn-feed-item-metadata-requirements-0114c19c-36bb-4fef-8322-4a1ed6888329",
    "2026-11-24",
)
HTML = Source(
    "https://support.microsoft.com/en-us/topic/msn-html-guidelines-and-tag-restrictions-2a12f610-f3da-43ea-8dc4-766f6df89e8d",
    "2026-11-24",
)
FEEDS = Source("https://helpcenter.microsoftstart.com/kb/feed-specifications", "2026-11-24")
SETUP = Source(
    "https://support.microsoft.com/en-us/topic/msn-feed-setup-and-configuration-16ea6c2b-d51c-48a5-9ba4-4c3f8ed76c97",
    "2026-11-24",
)
QUESTIONS = Source(
    "https://support.microsoft.com/en-au/topic/feed-management-faq-for-msn-partner-hub-4690c187-b7e3-4a1e-b738-c294959f009c",
    "2026-11-24",
)
#: The elements a body may have (HTML), but for iframes, which we have none of.
TAGS = frozenset([
    "a", "b", "i", "em", "strong", "sub", "sup", "small", "h1", "h2", "h3", "h4", "h5", "img", "table", "thead", "tbody", "tfoot", "tr",
    "td", "th", "col", "caption", "colgroup", "ul", "ol", "li", "p", "div", "span", "br", "blockquote",
])  # fmt: skip
#: What becomes of ours that are not among them; others lose their tags.
BECOMES = {
    "figure": "div", "figcaption": "p", "pre": "p", "hr": "br", "dl": "ul", "dt": "li", "dd": "li", "cite": "em", "mark": "em",
    "h6": "h5", "code": "span", "kbd": "span", "samp": "span",
}  # fmt: skip
#: How links may start (HTML).
SCHEMES = ("https://", "http://", "mailto:")
#: "More than 20 characters", and no more than 150.
SHORTEST_HEADLINE, LONGEST_HEADLINE = 21, 150
OLDEST = timedelta(days=365)
LEAST_PX = 720
#: The setup page has 14 MB for a photo, an older page of the help centre 15; the stricter is held.
MOST_PHOTO_BYTES, MOST_BYTES = 14_000_000, 10_000_000
#: "Less than 30 fresh items".
MOST_ITEMS = 29
NARROWEST, WIDEST = 0.5, 1.89


_STRUCK = re.compile(r"<s\b[^>]*>(.*?)</s>", re.DOTALL)
_PLAYER = re.compile(r"<(audio|video)\b")
#: As much of struck words as tells where they are, in characters.
_GLIMPSE = 60


def body(html: str) -> str:
    """The body in elements that MSN keeps. What has no like loses its tags, never its words; players lose both."""
    return partner_bodies.adapt(html, BECOMES, TAGS, SCHEMES)


def item(article: Article, edition: Edition) -> tuple[PartnerElement, ...]:
    """When it expires; without that MSN keeps it for a year."""
    del edition
    return _expiry(article.expires) if article.expires else ()


def withdrawn(tombstone: Tombstone, edition: Edition) -> tuple[PartnerElement, ...]:
    """The item that takes an article down: changed when it left print, and expired since."""
    modified = PartnerElement(f"{{{DCTERMS}}}modified", rfc3339(tombstone.when))
    return (*takedown(tombstone, edition), modified, *_expiry(tombstone.when))


def _expiry(instant: datetime) -> tuple[PartnerElement, ...]:
    """Both elements, as “MSN content expiration and takedown rules” has them (support.microsoft.com, read 2026-11-24)."""
    return PartnerElement(f"{{{DCTERMS}}}valid", rfc3339(instant)), PartnerElement(
        f"{{{MICROSOFT}}}expirationDate", rfc3339(instant)
    )


def _struck(article: Article, _: Edition) -> str:
    found = _STRUCK.search(article.body_html)
    return (
        f"“{partner_checks.text_of(found[1])[:_GLIMPSE]}” is struck through, and will stand there as if it held."
        if found
        else ""
    )


def _player(article: Article, _: Edition) -> str:
    found = _PLAYER.search(article.body_html)
    return f"The article has a player ({found[1]}), which is left out." if found else ""


def _old(article: Article, edition: Edition) -> str:
    day = article.published.date()
    return f"It is dated {day}, more than a year ago." if edition.updated - article.published >= OLDEST else ""


PROFILE = Profile(
    "msn",
    "MSN Partner Hub",
    namespaces={"mi": MICROSOFT},
    item=item,
    withdrawn=withdrawn,
    body=body,
    channel_rules=(
        ChannelRule("msn-https", Severity.ERROR, partner_checks.no_https, "Serve under https, and say so in base_url.", SETUP),
        ChannelRule("msn-items", Severity.WARNING, partner_checks.many_items(MOST_ITEMS), f"Set items = {MOST_ITEMS} or less.", SETUP),
        ChannelRule("msn-size", Severity.ERROR, partner_checks.heavy_feed(MOST_BYTES), "Set items lower: the file may have 10 MB.", SETUP),
        ChannelRule("msn-full-text", Severity.ERROR, partner_checks.partial_text, 'Set text = "full" for this feed.', ITEMS),
    ),
    article_rules=(
        ArticleRule("msn-headline", Severity.ERROR, partner_checks.length_of_headline(SHORTEST_HEADLINE, LONGEST_HEADLINE), f"Write a headline of {SHORTEST_HEADLINE} to {LONGEST_HEADLINE} characters.", ITEMS),
        ArticleRule("msn-text", Severity.ERROR, partner_checks.no_body, "Write the story, or keep it out of this feed.", ITEMS),
        ArticleRule("msn-struck", Severity.WARNING, _struck, "Take the words out, or say in words what no longer holds.", HTML),
        ArticleRule("msn-player", Severity.WARNING, _player, "Write a link to it into the story.", HTML),
        ArticleRule("msn-language", Severity.ERROR, partner_checks.other_language, 'Make a feed for each language: languages = ["…"].', QUESTIONS),
        ArticleRule("msn-age", Severity.ERROR, _old, "Leave it out of this feed; MSN takes nothing older.", ITEMS),
        ArticleRule("msn-photo", Severity.WARNING, partner_checks.no_photo, "Drop a photo with the article: without one MSN publishes nothing by itself.", FEEDS),
        ArticleRule("msn-photo-size", Severity.WARNING, partner_checks.small_photo(LEAST_PX, partner_checks.longer), f"Drop a photo of at least {LEAST_PX} pixels in width or height.", FEEDS),
        ArticleRule("msn-photo-bytes", Severity.ERROR, partner_checks.heavy_photo(MOST_PHOTO_BYTES), "Drop a photo of at most 14 MB.", SETUP),
        ArticleRule("msn-photo-ratio", Severity.WARNING, partner_checks.odd_photo(NARROWEST, WIDEST), f"Drop a photo between {NARROWEST} and {WIDEST} times as wide as high.", FEEDS),
    ),
)  # fmt: skip
