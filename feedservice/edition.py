"""Select and assemble: which articles a channel shows, and in what order. Pure.

The reference for what the store selects by SQL; a test holds the two equal.
"""

from collections.abc import Iterable
from datetime import datetime

from feedservice.article import Article, Channel, Edition, Tombstone


def assemble(
    channel: Channel, articles: Iterable[Article], updated: datetime, tombstones: Iterable[Tombstone] = ()
) -> Edition:
    """The newest articles of a channel. `updated` is when what it shows last changed, withdrawals included."""
    newest = sorted(articles, key=order, reverse=True)[: channel.feed_items]
    return Edition(channel, tuple(newest), updated, tuple(tombstones))


def order(article: Article) -> tuple[datetime, datetime, str]:
    """The key by which articles are ordered, oldest first: date, then release, then id so that no tie is left to chance."""
    return (article.published, article.released, article.id)
