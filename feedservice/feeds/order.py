"""Select and assemble: which articles a channel shows, and in what order. Pure.

The reference for what the store selects by SQL; a test holds the two equal.
"""

from collections.abc import Iterable
from datetime import datetime

from feedservice.article import Article
from feedservice.channels import Chain, Channel, Edition, Order, Tombstone


def assemble(
    channel: Channel,
    articles: Iterable[Article],
    updated: datetime,
    tombstones: Iterable[Tombstone] = (),
    chain: Chain = Chain(),  # noqa: B008  # a frozen value
) -> Edition:
    """The newest articles of a channel, in its order. `updated` is when what it shows last changed, withdrawals included."""
    key = by_update if channel.order is Order.UPDATED else order
    newest = sorted(articles, key=key, reverse=True)[: channel.feed_items]
    if channel.order is Order.OLDEST:
        newest.reverse()
    return Edition(channel, tuple(newest), updated, tuple(tombstones), chain)


def order(article: Article) -> tuple[datetime, datetime, str]:
    """The key by which articles are ordered, oldest first: date, then release, then id so that no tie is left to chance."""
    return (article.published, article.released, article.id)


def by_update(article: Article) -> tuple[datetime, str]:
    """The key by which articles are ordered whose channel shows the latest change first."""
    return (article.updated, article.id)
