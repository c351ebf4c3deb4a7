"""Atom 1.0 (RFC 4287) with Media RSS. Pure."""

from feedservice.channels import Edition
from feedservice.feeds.formats import feedgen_bridge


def write(edition: Edition, path: str) -> bytes:
    """The edition as an Atom document whose self link ends in `path`."""
    return feedgen_bridge.atom(edition, path)
