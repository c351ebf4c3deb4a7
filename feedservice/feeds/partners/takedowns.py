"""What partners share that take an article down when an item says so; and dates as RSS and Dublin Core have them. Pure."""

from datetime import UTC, datetime
from email.utils import format_datetime

from feedservice.addresses import permalink
from feedservice.channels import Edition, Tombstone
from feedservice.feeds.partners.profile import PartnerElement

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


def rfc822(instant: datetime) -> str:
    """An instant as RSS has it: Thu, 19 Nov 2026 09:30:00 GMT."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def rfc3339(instant: datetime) -> str:
    """An instant as Dublin Core's W3C-DTF has it: 2026-11-19T09:30:00Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
