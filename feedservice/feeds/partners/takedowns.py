"""What partners share that take an article down when an item says so. Pure."""

from feedservice.addresses import permalink
from feedservice.channels import Edition, Tombstone
from feedservice.feeds.partners.profile import PartnerElement
from feedservice.feeds.written_dates import rfc822

#: MSN refuses titles of no more than twenty characters.
TITLE = "This article has been withdrawn"


def takedown(tombstone: Tombstone, edition: Edition) -> tuple[PartnerElement, ...]:
    """An item with an article's id and address, dated when it left print; it says nothing of what stood in it."""
    return (
        PartnerElement("title", TITLE),
        PartnerElement("link", permalink(edition.channel.base_url, tombstone.id.rpartition(":")[2])),
        PartnerElement("guid", tombstone.id, {"isPermaLink": "false"}),
        PartnerElement("pubDate", rfc822(tombstone.when)),
        PartnerElement("description", f"{TITLE}."),
    )
