"""RSS 2.0 with the Advisory Board's profile, Media RSS, Dublin Core and content:encoded. Pure."""

from feedservice.channels import Edition
from feedservice.feeds.formats import feedgen_bridge


def write(edition: Edition, path: str) -> bytes:
    """The edition as an RSS document whose self link ends in `path`."""
    return feedgen_bridge.rss(edition, path)
