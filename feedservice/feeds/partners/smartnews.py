"""SmartNews: SmartFormat 2.1, an extension of RSS 2.0. Pure.

Withdrawals are told by an item with media:status and a newer date, for leaving an item out does nothing there. The
element holds the word itself, as SmartNews has it; Media RSS would have it in an attribute. An item without it is active.
Changes too are seen by the date of the item alone. The W3C validator knows neither media:status nor the un-namespaced url of
snf:logo, and calls both errors: SmartFormat demands them so, and they stand in this feed alone.
"""

from datetime import datetime

from feedservice.article import Article, Severity
from feedservice.channels import Edition, PhotoPlace, Tombstone
from feedservice.feeds.namespaces import MEDIA, SMARTNEWS
from feedservice.feeds.partners import partner_checks
from feedservice.feeds.partners.profile import ArticleRule, ChannelRule, PartnerElement, Profile, Source
from feedservice.feeds.partners.takedowns import takedown
from feedservice.feeds.written_dates import rfc822

SPECIFICATION = Source("https://publishers.smartnews.com/hc/en-us/articles/56500436151065", "2026-11-24")
OVERVIEW_JA = Source("https://publishers.smartnews.com/hc/ja/articles/360036526213", "2026-11-24")
ITEMS_JA = Source("https://publishers.smartnews.com/hc/ja/articles/360010977813", "2026-11-24")
LONGEST_DESCRIPTION = 30
#: The whole file, as the overview recommends.
MOST_BYTES = 1_000_000
LEAST_THUMBNAIL_PX, LONGEST_RATIO = 200, 3.3
#: Minutes; the specification recommends 1 to 5, and shows up to 15.
TTL = "5"


def channel(edition: Edition) -> tuple[PartnerElement, ...]:
    """The date that SmartFormat demands, how often to come, and the logos."""
    shows = edition.channel.shows
    logos = (("logo", shows.logo), ("darkModeLogo", shows.dark_logo))
    return (
        PartnerElement("pubDate", rfc822(edition.updated)),
        PartnerElement("ttl", TTL),
        *(
            PartnerElement(f"{{{SMARTNEWS}}}{name}", children=(PartnerElement("url", url),))
            for name, url in logos
            if url
        ),
    )


def withdrawn(tombstone: Tombstone, edition: Edition) -> tuple[PartnerElement, ...]:
    """The item that takes an article down, dated when it left print."""
    return (*takedown(tombstone, edition), PartnerElement(f"{{{MEDIA}}}status", "deleted"))


def dated(article: Article) -> datetime:
    """The last significant change. An item whose pubDate has not moved is not read again.

    Sources: hc/ja/articles/4409349226393 says so of changed videos, hc/en-us/articles/360021354914 of withdrawals; that
    it holds for changed words too is our inference.
    """
    return article.updated


def description(text: str) -> str:
    """The description cut at a word, for no more than thirty characters are shown."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    cut = text[:LONGEST_DESCRIPTION]
    return cut[: cut.rindex(" ")].rstrip(" ,;:–-") if " " in cut else cut


def _long_description(edition: Edition) -> str:
    count = len(edition.channel.description)
    return "" if count <= LONGEST_DESCRIPTION else f"The description has {count} characters; it is cut."


def _no_logo(edition: Edition) -> str:
    return "" if edition.channel.shows.logo else "The feed has no logo."


def _no_dark_logo(edition: Edition) -> str:
    return "" if edition.channel.shows.dark_logo else "The feed has no logo for dark ground."


PROFILE = Profile(
    "smartnews",
    "SmartNews (SmartFormat 2.1)",
    namespaces={"snf": SMARTNEWS},
    channel=channel,
    withdrawn=withdrawn,
    description=description,
    dated=dated,
    channel_rules=(
        ChannelRule("smartnews-full-text", Severity.ERROR, partner_checks.partial_text, 'Set text = "full" for this feed.', SPECIFICATION),
        ChannelRule("smartnews-logo", Severity.ERROR, _no_logo, "Set logo to the address of a PNG, about 700 × 100 pixels.", SPECIFICATION),
        ChannelRule("smartnews-dark-logo", Severity.WARNING, _no_dark_logo, "Set dark_logo to the address of a PNG that can be seen on black.", SPECIFICATION),
        ChannelRule("smartnews-description", Severity.WARNING, _long_description, f"Set a description of at most {LONGEST_DESCRIPTION} characters.", SPECIFICATION),
        ChannelRule("smartnews-photo-place", Severity.WARNING, partner_checks.photo_elsewhere(PhotoPlace.BOTH, PhotoPlace.ATTACHED), 'Set photo = "both": the thumbnail stands beside the body.', ITEMS_JA),
        ChannelRule("smartnews-size", Severity.WARNING, partner_checks.heavy_feed(MOST_BYTES), "Set items lower: the file should have at most 1 MB.", OVERVIEW_JA),
    ),
    article_rules=(
        ArticleRule("smartnews-text", Severity.ERROR, partner_checks.no_body, "Write the story, or keep it out of this feed.", SPECIFICATION),
        ArticleRule("smartnews-photo", Severity.WARNING, partner_checks.no_photo, "Drop a photo with the article.", ITEMS_JA),
        ArticleRule("smartnews-thumbnail", Severity.WARNING, partner_checks.small_photo(LEAST_THUMBNAIL_PX, partner_checks.shorter), f"Drop a photo of at least {LEAST_THUMBNAIL_PX} × {LEAST_THUMBNAIL_PX} pixels.", ITEMS_JA),
        ArticleRule("smartnews-ratio", Severity.WARNING, partner_checks.odd_photo(1 / LONGEST_RATIO, LONGEST_RATIO), f"Drop a photo whose longer side is at most {LONGEST_RATIO} times its shorter one.", ITEMS_JA),
        ArticleRule("smartnews-author", Severity.WARNING, partner_checks.no_author, "Add a byline.", SPECIFICATION),
    ),
)  # fmt: skip
